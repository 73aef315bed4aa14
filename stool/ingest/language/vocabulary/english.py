"""English words of answers."""

from stool.ingest.language.vocabulary.lexicon import (
    ANY,
    COMPARISON,
    EXPECTATION,
    FREQUENCY,
    INTENTION,
    LEVEL,
    QUALITY,
    TONE,
    Lexicon,
    any_of,
    listed,
    phrases,
    poles,
    spans,
)

ENGLISH = Lexicon(
    language="en",
    degrees=spans(
        extreme="extremely, completely, totally, absolutely, entirely, fully, exceptionally,"
        "utterly, wholly, perfectly, a great deal, to a very great extent,"
        "to a very large extent",
        strong="very, strongly, highly, very much, greatly, definitely, certainly, much, far,"
        "significantly, considerably, a lot, really, to a great extent, to a large extent",
        full="quite a bit, quite a lot, to a considerable extent",
        mostly="mostly, largely, generally, broadly",
        quite="quite, pretty",
        fair="fairly, moderately, rather, reasonably, relatively, a moderate amount,"
        "to a moderate extent",
        some="somewhat, tend to, some, probably, to some extent, to a certain extent",
        part="partly, partially, in part",
        slight="slightly, a little, a little bit, a bit, a small amount, marginally, mildly,"
        "to a small extent, to a slight extent, to a limited extent, to a little extent, little",
    ),
    denials=spans(
        wholly_denied="not at all, none at all, not in the least, to no extent, nothing at all",
        hardly="not very, not so, not that, not particularly, not too, not really, not overly,"
        "not especially, not much, not so much, not very much, hardly, scarcely, barely",
        denied="not",
    ),
    poles={
        **poles("satisfaction", "satisfied, satisfying | dissatisfied, unsatisfied, disatisfied"),
        **poles("happiness", "happy | unhappy"),
        **poles("agreement", "agree | disagree"),
        **poles("truth", "true, true of me | untrue"),
        **poles("likelihood", "likely, probable | unlikely, improbable"),
        **poles("importance", "important | unimportant"),
        **poles("ease", "easy, simple | difficult, hard, complicated, complex"),
        **poles(
            "favour",
            "favorable, favourable, favorably, favourably"
            "| unfavorable, unfavourable, unfavorably, unfavourably",
        ),
        **poles("usefulness", "useful | useless"),
        **poles("speed", "fast, quick | slow"),
        **poles("warmth", "friendly | unfriendly, rude"),
        **poles("manner", "well | badly, poorly"),
        **poles(
            QUALITY,
            "good, good quality, above average"
            "| poor, bad, poor quality, bad quality, below average",
        ),
        **poles(COMPARISON, "better, improved | worse, got worse"),
        **poles(LEVEL, "high, high quality | low, low quality"),
        **poles(TONE, "positive, positively | negative, negatively"),
        "yes": (INTENTION, 1),
        **poles(
            EXPECTATION,
            "above expectations, above my expectations, exceeded expectations,"
            "exceeded my expectations, exceeds expectations, exceeds my expectations,"
            "better than expected, better than i expected, above what i expected"
            "| below expectations, below my expectations, worse than expected,"
            "worse than i expected, short of expectations, short of my expectations,"
            "fell short of expectations, fell short of my expectations,"
            "below what i expected",
        ),
    },
    phrases={
        **phrases(
            FREQUENCY,
            {
                0: "never, none of the time, at no time",
                1: "almost never, hardly ever, very rarely, very seldom",
                2: "rarely, seldom, not often",
                3: "occasionally, once in a while, now and then, a little of the time",
                4: "sometimes, some of the time",
                5: "about half the time, half the time, about half of the time",
                6: "often, frequently, fairly often, a good bit of the time",
                7: "usually, very often, very frequently, most of the time, mostly, most times",
                8: "almost always, nearly always",
                9: "always, all the time, all of the time, every time",
            },
        ),
        **phrases(
            QUALITY,
            {
                -6: "terrible, awful, horrible, dreadful",
                -3: "below average",
                -0.5: "fair, only fair",
                0: "average, ok, okay, acceptable, so so, mediocre, adequate, satisfactory",
                3: "above average",
                6: "excellent, outstanding, superb, perfect, exceptional",
            },
        ),
        **phrases(
            INTENTION,
            {
                5: "definitely, definitely yes, definitely would, definitely will, yes definitely,"
                "certainly, certainly yes, yes certainly, yes completely, yes always",
                4: "yes, y, true, would, thumbs up",
                2.5: "probably yes, probably would, probably will, rather yes, yes probably,"
                "yes to some extent, yes somewhat, yes partly, yes mostly",
                -2.5: "probably not, probably no, probably would not, probably will not, rather no,"
                "not really",
                -4: "no, n, false, would not, thumbs down",
                -5: "definitely not, definitely no, definitely would not, definitely will not,"
                "certainly not, no definitely not, no not at all, no never",
                0: "maybe, perhaps, possibly, might or might not, may or may not",
            },
        ),
        **phrases(
            EXPECTATION,
            {
                0: "met expectations, met my expectations, meets expectations,"
                "meets my expectations, as expected, as i expected, just as expected,"
                "about what i expected, equal to expectations, at expectations,"
                "in line with expectations, about as expected",
                5: "well above expectations, well above my expectations",
                -5: "well below expectations, well below my expectations",
                -4: "did not meet expectations, did not meet my expectations,"
                "does not meet expectations, missed expectations",
            },
        ),
        **phrases(
            COMPARISON,
            {
                0: "about the same, the same, same, no change, unchanged, no difference,"
                "stayed the same, much the same"
            },
        ),
        **phrases(LEVEL, {0: "medium, moderate"}),
        **phrases(ANY, {-6: "none, nothing", 1: "not many"}),
    },
    middle=any_of(
        r"neutral(?: .*)?",
        r"(?:i am |im |i feel )?neither(?: .*)?",
        r"ok|okay|so so",
        r"undecided",
        r"indifferent",
        r"no preference",
        r"mixed(?: feelings)?",
    ),
    no_answer=any_of(
        r"(?:i )?(?:dont|do not|doesnt|does not|didnt|did not) (?:know|understand|apply|use|recall"
        r"|remember)(?: .*)?",
        r"not (?:applicable|eligible|relevant|asked|answered|stated|known|aware|used|experienced)"
        r"(?: .*)?",
        r"(?:prefer|rather|would rather|choose) not(?: to)? (?:say|answer|respond|disclose)",
        r"(?:no|without an?) (?:opinion|answer|response|experience|basis to judge|comment|idea)"
        r"(?: .*)?",
        r"(?:cant|cannot|can not|unable to|could not|couldnt) (?:say|tell|judge|rate|answer"
        r"|remember|recall)(?: .*)?",
        r"unfamiliar(?: .*)?",
        r"(?:have|has) not (?:used|experienced)(?: .*)?|(?:havent|never) (?:used|tried)(?: .*)?",
        r"unknown|refused|declined|skipped|decline to answer|unanswered|missing|no reply",
        r"na|n a|dk|d k|dk na",
        r"none|null|nan|nil",
    ),
    unsure=frozenset({"not sure", "unsure", "im not sure", "i am not sure", "uncertain"}),
    fillers=listed(
        "i, im, am, feel, felt, with, it, its, was, is, be, been, would, the, my, me, a, an, are,"
        "we, us, of, that, this, you, your, by, to, about"
    ),
)
