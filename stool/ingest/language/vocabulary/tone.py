"""Words by which a statement is good news or bad, by language, in the form `plain` gives."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tone:
    """Words of one language.

    Attributes
    ----------
    plainly_bad : pattern
        Bad news whatever stands around it, unless denied right before.
    despite : pattern
        Bad news even beside good ones.
    bad, good : pattern
        Words that are bad or good news by themselves.
    denials : pattern
        Words that turn round what follows them.
    how_bad : pattern
        Questions that ask how bad it was.
    """

    plainly_bad: re.Pattern[str]
    despite: re.Pattern[str]
    bad: re.Pattern[str]
    good: re.Pattern[str]
    denials: re.Pattern[str]
    how_bad: re.Pattern[str]


ENGLISH = Tone(
    plainly_bad=re.compile(
        r"\b(?:think(?:ing)?|thought|thoughts|consider(?:ing|ed)?|plan(?:ning)?|intend(?:ing)?|"
        r"want(?:ed)?|going|ready|tempted) (?:often )?(?:about |of |to |on )?(?:leav(?:e|ing)|"
        r"quit(?:ting)?|resign(?:ing)?)\b(?! (?:work )?(?:on time|early))"
        r"|\blook(?:ing)? for (?:another|a new|a different|other|new) (?:job|work|employer)"
        r"|\btoo (?:long|much|many|slow(?:ly)?|few|little|late|expensive|complicated|complex|high"
        r"|hard|difficult|busy|noisy|low|short|bureaucratic|stressful|rushed|far)\b"
        r"|\b(?:get|gets|got|getting) in (?:the|my|our) way\b|\bhold(?:s|ing)? (?:me|us) back\b"
        r"|\bhad to (?:wait|chase|repeat|explain (?:it )?(?:again|twice)|call (?:again|twice))"
        r"|\b(?:lack|lacks|lacked|lacking|shortage) (?:of )?"
        r"|\bworse than\b|\bwaste of\b|\blet (?:me|us) down\b"
    ),
    despite=re.compile(r"\b(?:despite|in spite of|notwithstanding)\b"),
    bad=re.compile(
        r"\b(?:stress(?:ed|ful|ing)?(?! manag)|burn(?:ed|t)? out|burnout|exhaust(?:ed|ing)"
        r"|overwork(?:ed)?|overwhelm(?:ed|ing)|overload(?:ed)?|frustrat(?:ed|ing|ion)"
        r"|difficult(?:y|ies)?|(?<!work )(?<!works )hard to"
        r"|confus(?:ed|ing)|complicated|unfair(?:ly)?|ignored|bored|boring|worr(?:y|ied|ies|ying)"
        r"|anxious|anxiety|afraid|fear|scared|unsafe|pressured|bull(?:ied|ying)"
        r"|conflicts?(?! (?:resol|manag|handl))"
        r"|harass(?:ed|ment)|discriminat(?:ed|ion)|disappoint(?:ed|ing|ment)|dissatisf(?:ied|ying)"
        r"|unsatisf(?:ied|ying|actory)|unhappy|unclear|unnecessary|unnecessarily|rude(?:ly|ness)?"
        r"|unfriendly|unhelpful|unreliable|delay(?:s|ed)?|hesitat(?:e|ed|ing)"
        r"|problems?(?! solv)|trouble"
        r"|tired|drained|isolated|lonely|hopeless|pointless|annoy(?:ed|ing)|angry|upset"
        r"|hinder(?:s|ed)?|prevent(?:s|ed)?|micromanaged?|undervalued|underpaid|unappreciated"
        r"|regret|dread|broke down|defective|faulty|wrong|poor|bad|slow|hesitant)\b"
    ),
    good=re.compile(
        r"\b(?:good|great|well|easy|easily|clear(?:ly)?|fair(?:ly)?|satisf(?:ied|ying)|happy|proud"
        r"|recommend|trust(?:ed|s)?|support(?:s|ed|ive)?|help(?:s|ed|ful)?|recogni[sz]ed?|valued?"
        r"|listen(?:s|ed)?|respect(?:s|ed|ful)?|friendly|enough|safe|comfortable|confident"
        r"|understand(?:s|ood)?|know(?:s)?|enjoy|like|love|motivated|engaged|encourag(?:es|ed|ing)"
        r"|improv(?:es|ed|ing)|quick(?:ly)?|prompt(?:ly)?|on time|excellent|appreciat(?:es|ed)"
        r"|empowered|opportunit(?:y|ies)|resolv(?:e|es|ed)|solv(?:e|es|ed)|remov(?:e|es|ed)"
        r"|handl(?:e|es|ed)|cope|manage(?:s|d)? (?:the|my|our|stress)|reduc(?:e|es|ed)|fix(?:ed)?"
        r"|avoid(?:s|ed)?|balance|care(?:s|d)?|accessible|reliable|kept|honest"
        r"|stay(?:ing)?|deal(?:s|t)? with|learn(?:s|ed)?|free|report|raise|speak up)\b"
    ),
    denials=re.compile(
        r"\b(?:not|no|never|none|nobody|nothing|without|rarely|seldom|hardly|cannot|cant|dont|doesnt"
        r"|didnt|isnt|arent|wasnt|werent|wont|wouldnt|couldnt|havent|hasnt|hadnt|neither|nor"
        r"|lacks?|little|barely|unable|fails?|failed)\b"
    ),
    how_bad=re.compile(
        r"\bhow (?:difficult|hard|stressful|stressed|frustrat\w+|confusing|complicated|long did"
        r"|worried|disappointed|annoy\w+|much (?:effort|trouble|stress))\b(?! or )"
    ),
)
GERMAN = Tone(
    plainly_bad=re.compile(
        r"\b(?:denke|uberlege|habe vor|plane|mochte)\b.*\b(?:kundig\w+|kundigung|wechseln"
        r"|zu verlassen|verlassen|gehen)\b"
        r"|\bzu (?:lange?|viel|viele|langsam|wenig|wenige|teuer|kompliziert|spat|hoch|schwierig)\b"
        r"|\bsuche (?:eine )?(?:neue|andere)n? (?:stelle|arbeit|job)\b"
        r"|\bmangel an\b|\bfehlt es an\b"
    ),
    despite=re.compile(r"\btrotz(?:dem)?\b"),
    bad=re.compile(
        r"\b(?:gestresst|stress(?:ig)?(?! manag)|uberlastet|uberfordert|erschopft"
        r"|ausgebrannt|frustriert\w*"
        r"|schwierig\w*|schwer|kompliziert|unfair|ungerecht\w*|ignoriert|langweilig|sorgen|angst"
        r"|enttausch\w+|unzufrieden|unklar|unfreundlich|verwirrend|probleme?(?! solv)"
        r"|schlecht\w*|langsam"
        r"|zogern|behindert\w*|mude|nutzlos|verspatung\w*|argerlich|umstandlich|belastet|belastend)\b"
    ),
    good=re.compile(
        r"\b(?:gut\w*|leicht|einfach|klar|fair|zufrieden|stolz|empfehl\w+|weiterempfehl\w+"
        r"|vertrau\w*|unterstutz\w+|hilf\w*|hilfreich|geschatzt|zuhor\w+|respekt\w*|freundlich"
        r"|genug|sicher|schnell|punktlich|gelost|lost|verstand\w*|verstehe|weiss|gern|gerne"
        r"|wertgeschatzt|anerkannt|motiviert|bewaltig\w+)\b"
    ),
    denials=re.compile(r"\b(?:nicht|kein\w*|nie|niemals|ohne|kaum|selten|weder|niemand)\b"),
    how_bad=re.compile(r"\bwie (?:schwierig|schwer|kompliziert|stressig|aufwandig)\b(?! oder )"),
)
FRENCH = Tone(
    plainly_bad=re.compile(
        r"\b(?:pense|songe|envisage|compte|souhaite)\b.*\b(?:quitter|partir|demission\w*)\b"
        r"|\btrop (?:long\w*|de|lent\w*|peu|cher\w*|complique\w*|tard|eleve\w*|difficile)\b"
        r"|\bmanque (?:de|d)\b|\bcherche un (?:autre|nouvel) emploi\b"
    ),
    despite=re.compile(r"\b(?:malgre|en depit d\w*)\b"),
    bad=re.compile(
        r"\b(?:stresse\w*|stressant\w*|epuis\w+|surcharge\w*|deborde\w*|frustr\w+|difficile\w*|difficultes?"
        r"|complique\w*|injuste\w*|ignore\w*|ennuyeux|inquiet\w*|peur|decu\w*|insatisfait\w*"
        r"|problemes?|mauvais\w*|lent\w*|confus\w*|desagreable\w*|hesit\w+|fatigue\w*)\b"
    ),
    good=re.compile(
        r"\b(?:bon\w*|bien|facile\w*|facilement|clair\w*|juste|satisfait\w*|fier\w*|recommand\w+"
        r"|confiance|soutien\w*|aide\w*|ecoute\w*|respect\w*|aimable\w*|assez|rapide\w*"
        r"|rapidement|resol\w+|resou\w+|reconnu\w*|valorise\w*|comprend\w*|securite|gerer"
        r"|nhesit\w+(?: pas)?)\b"
    ),
    denials=re.compile(r"\b(?:pas|jamais|aucun\w*|sans|rarement|ni)\b"),
    how_bad=re.compile(r"\b(?:a quel point .*(?:difficile|complique)|combien defforts?)\b"),
)
SPANISH = Tone(
    plainly_bad=re.compile(
        r"\b(?:pienso|pensado|planeo|quiero|considero)\b.*\b(?:dejar|renunciar|irme|marcharme)\b"
        r"|\bdemasiad[oa]s?\b|\bfalta de\b|\bbusco otro (?:empleo|trabajo)\b"
    ),
    despite=re.compile(r"\b(?:a pesar de|pese a)\b"),
    bad=re.compile(
        r"\b(?:estres\w*|agotad[oa]|quemad[oa]|sobrecargad[oa]|abrumad[oa]|frustr\w+|dificil\w*"
        r"|dificultad\w*|complicad[oa]|injust[oa]\w*|ignorad[oa]|aburrid[oa]|preocup\w+|miedo"
        r"|decepcion\w*|insatisfech[oa]|problemas?|mal[oa]?s?|lent[oa]s?|confus[oa]|dud\w+)\b"
    ),
    good=re.compile(
        r"\b(?:buen[oa]?s?|bien|facil\w*|clar[oa]s?|just[oa]s?|satisfech[oa]s?|orgullos[oa]"
        r"|recomend\w+|confi\w+|apoy\w+|ayud\w+|escuch\w+|respet\w+|amable\w*|suficiente\w*"
        r"|rapid[oa]\w*|resolv\w+|resuelv\w+|resolvi\w+|reconoc\w+|valorad[oa]|segur[oa])\b"
    ),
    denials=re.compile(r"\b(?:no|nunca|sin|ningun\w*|jamas|rara vez|ni|nadie|nada)\b"),
    how_bad=re.compile(r"\bque tan (?:dificil|complicado)\b|\bcuanto esfuerzo\b"),
)
TONES = (ENGLISH, GERMAN, FRENCH, SPANISH)
