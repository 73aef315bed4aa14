"""German words of answers."""

from stool.ingest.language.vocabulary.lexicon import (
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

GERMAN = Lexicon(
    language="de",
    degrees=spans(
        extreme="ausserst, extrem, vollkommen, vollig, voll und ganz, voll, ganz und gar, absolut,"
        "uneingeschrankt, vollstandig, total, komplett, in sehr hohem masse",
        strong="sehr, stark, hochst, viel, deutlich, weit, sehr stark, in hohem masse",
        mostly="weitgehend, uberwiegend, grosstenteils, meist",
        quite="ziemlich, recht",
        fair="einigermassen, mittelmassig, massig, mittel",
        some="eher, etwas, in gewissem masse",
        part="teilweise, zum teil, teils, bedingt",
        slight="leicht, ein wenig, ein bisschen, geringfugig, wenig",
    ),
    denials=spans(
        wholly_denied="uberhaupt nicht, gar nicht, ganz und gar nicht, absolut nicht,"
        "uberhaupt keine, gar keine",
        hardly="nicht sehr, nicht so, nicht besonders, kaum, weniger",
        denied="nicht, keine, kein",
    ),
    poles={
        **poles("satisfaction", "zufrieden, zufriedenstellend | unzufrieden"),
        **poles("happiness", "glucklich | unglucklich"),
        **poles(
            "agreement",
            "stimme zu, stimme dem zu, stimmt, zustimmung, einverstanden"
            "| lehne ab, ablehnung, stimme dagegen",
        ),
        **poles("truth", "trifft zu, zutreffend | unzutreffend"),
        **poles("likelihood", "wahrscheinlich | unwahrscheinlich"),
        **poles("importance", "wichtig | unwichtig"),
        **poles("ease", "einfach, leicht | schwierig, schwer, kompliziert"),
        **poles("favour", "gunstig | ungunstig"),
        **poles("usefulness", "nutzlich, hilfreich | nutzlos"),
        **poles("speed", "schnell | langsam"),
        **poles("warmth", "freundlich | unfreundlich"),
        **poles(QUALITY, "gut | schlecht"),
        **poles(COMPARISON, "besser | schlechter"),
        **poles(LEVEL, "hoch | niedrig, gering"),
        **poles(TONE, "positiv | negativ"),
        **poles(
            EXPECTATION,
            "besser als erwartet, uber den erwartungen, erwartungen ubertroffen,"
            "uber meinen erwartungen | schlechter als erwartet, unter den erwartungen,"
            "unter meinen erwartungen",
        ),
    },
    phrases={
        **phrases(
            FREQUENCY,
            {
                0: "nie, niemals",
                1: "fast nie, sehr selten",
                2: "selten",
                3: "gelegentlich, ab und zu, hin und wieder",
                4: "manchmal",
                5: "etwa die halfte der zeit",
                6: "oft, haufig, ofters",
                7: "meistens, sehr oft, sehr haufig",
                8: "fast immer",
                9: "immer, jedes mal",
            },
        ),
        **phrases(
            QUALITY,
            {
                -6: "ungenugend, miserabel",
                -4.5: "mangelhaft",
                -4: "nicht genugend",
                -0.5: "ausreichend, genugend",
                0: "befriedigend, durchschnittlich, mittelmassig, mittel, akzeptabel",
                6: "ausgezeichnet, hervorragend, exzellent",
            },
        ),
        **phrases(
            INTENTION,
            {
                5: "auf jeden fall, ja auf jeden fall, bestimmt, ja bestimmt, ganz sicher, sicher",
                4: "ja, j, wahr",
                2.5: "eher ja, wahrscheinlich ja, ja teilweise, ja zum teil",
                0: "vielleicht, eventuell",
                -2.5: "eher nein, wahrscheinlich nicht",
                -4: "nein, falsch",
                -5: "auf keinen fall, nein auf keinen fall, sicher nicht, bestimmt nicht,"
                "ganz sicher nicht",
            },
        ),
        **phrases(
            EXPECTATION,
            {
                0: "wie erwartet, erwartungen erfullt, den erwartungen entsprechend",
                -4: "erwartungen nicht erfullt",
            },
        ),
        **phrases(COMPARISON, {0: "gleich, unverandert, genauso, gleich gut, etwa gleich"}),
    },
    middle=any_of(
        r"neutral(?: .*)?",
        r"weder(?: .*)?",
        r"teils teils",
        r"teil teils",
        r"unentschieden|unentschlossen",
        r"mal so mal so",
    ),
    no_answer=any_of(
        r"(?:ich )?wei(?:ss|s) (?:ich )?nicht(?: .*)?",
        r"keine (?:angabe|angaben|antwort|meinung|erfahrung|beurteilung)(?: .*)?|ka|k a",
        r"(?:kann|konnte) (?:ich )?nicht (?:beurteilen|sagen|bewerten)(?: .*)?",
        r"kann ich (?:nicht|leider nicht) (?:beurteilen|sagen|bewerten)(?: .*)?",
        r"nicht (?:zutreffend|relevant|beurteilbar|genutzt|bekannt|anwendbar|beantwortet)(?: .*)?",
        r"entfallt|unbekannt|trifft (?:auf mich )?nicht zu",
        r"mochte (?:ich )?(?:nicht|dazu nichts|keine angabe).*",
    ),
    unsure=frozenset({"unsicher", "bin mir nicht sicher", "nicht sicher", "ich bin nicht sicher"}),
    fillers=listed("ich, bin, war, ist, es, mit, der, die, das, dem, den, mir"),
)
