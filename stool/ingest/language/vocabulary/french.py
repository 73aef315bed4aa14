"""French words of answers."""

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

FRENCH = Lexicon(
    language="fr",
    degrees=spans(
        extreme="extremement, tout a fait, totalement, completement, entierement, absolument,"
        "parfaitement, pleinement",
        strong="tres, fortement, beaucoup, bien, nettement, vraiment",
        mostly="globalement, en grande partie, largement",
        fair="assez, moyennement, moderement, relativement",
        some="plutot, quelque peu, dans une certaine mesure",
        part="en partie, partiellement",
        slight="un peu, legerement, faiblement",
    ),
    denials=spans(
        wholly_denied="pas du tout, absolument pas, aucunement, nullement",
        strongly_denied="tres peu",
        hardly="peu, pas tres, pas vraiment, guere, pas tellement",
        denied="pas, non",
    ),
    poles={
        **poles(
            "satisfaction",
            "satisfait, satisfaite, satisfaits, satisfaites, satisfaisant, satisfaisante"
            "| insatisfait, insatisfaite, insatisfaits, insatisfaites, mecontent, mecontente,"
            "insatisfaisant, insatisfaisante",
        ),
        **poles("happiness", "heureux, heureuse | malheureux, malheureuse"),
        **poles("agreement", "daccord | en desaccord, desaccord"),
        **poles("truth", "vrai | faux"),
        **poles("likelihood", "probable, probablement | improbable"),
        **poles("importance", "important, importante, importants, importantes | sans importance"),
        **poles("ease", "facile, simple | difficile, complique, compliquee"),
        **poles("favour", "favorable | defavorable"),
        **poles("usefulness", "utile | inutile"),
        **poles("speed", "rapide | lent, lente"),
        **poles(
            QUALITY, "bon, bonne, bons, bonnes, bien| mauvais, mauvaise, mauvaises, mal, mediocre"
        ),
        **poles(COMPARISON, "mieux, meilleur, meilleure | moins bien, moins bon, pire"),
        **poles(LEVEL, "eleve, elevee | faible, bas"),
        **poles(TONE, "positif, positive | negatif, negative"),
        **poles(
            EXPECTATION,
            "mieux que prevu, au dessus de mes attentes, au dela de mes attentes,"
            "au dessus des attentes | moins bien que prevu, en dessous de mes attentes,"
            "en dessous des attentes",
        ),
    },
    phrases={
        **phrases(
            FREQUENCY,
            {
                0: "jamais",
                1: "presque jamais, tres rarement",
                2: "rarement",
                3: "occasionnellement, de temps en temps",
                4: "parfois, quelquefois",
                5: "la moitie du temps, environ la moitie du temps",
                6: "souvent, frequemment",
                7: "tres souvent, la plupart du temps, habituellement",
                8: "presque toujours",
                9: "toujours, tout le temps",
            },
        ),
        **phrases(
            QUALITY,
            {
                0: "moyen, moyenne, passable, correct, correcte, acceptable",
                6: "excellent, excellente, parfait",
                -6: "execrable, catastrophique",
            },
        ),
        **phrases(
            INTENTION,
            {
                5: "certainement, oui certainement, oui tout a fait, oui absolument",
                4: "oui, o",
                2.5: "plutot oui, oui plutot, probablement oui, oui en partie",
                0: "peut etre",
                -2.5: "plutot non, non plutot pas, probablement pas",
                -4: "non",
                -5: "certainement pas, non pas du tout",
            },
        ),
        **phrases(EXPECTATION, {0: "comme prevu, conforme a mes attentes, conforme aux attentes"}),
        **phrases(COMPARISON, {0: "identique, pareil, sans changement, inchange"}),
    },
    middle=any_of(
        r"neutre(?: .*)?",
        r"ni (?:.* )?ni .*",
        r"indecis|indecise|indifferent|indifferente|mitige|mitigee|sans preference",
    ),
    no_answer=any_of(
        r"(?:je )?ne sa(?:is|it) pas(?: .*)?|nsp|nspp|ne se prononce pas",
        r"sans (?:reponse|opinion|objet|avis)(?: .*)?|s o",
        r"(?:non concerne|non concernee|non applicable|non renseigne|pas concerne)(?: .*)?",
        r"(?:je )?(?:ne )?(?:prefere|souhaite) (?:ne )?pas (?:repondre|me prononcer)(?: .*)?",
        r"ne sapplique pas|aucune reponse|pas dopinion|pas davis",
    ),
    unsure=frozenset({"pas sur", "je ne suis pas sur", "incertain"}),
    fillers=listed("je, suis, est, cest, etait, le, la, les, de, du, avec, en"),
)
