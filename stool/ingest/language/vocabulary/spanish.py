"""Spanish words of answers."""

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

SPANISH = Lexicon(
    language="es",
    degrees=spans(
        extreme="extremadamente, totalmente, completamente, absolutamente, plenamente, sumamente,"
        "por completo",
        strong="muy, mucho, fuertemente",
        mostly="en gran parte, mayormente",
        quite="bastante",
        fair="moderadamente, medianamente, relativamente, regularmente",
        some="algo, mas bien, en cierta medida",
        part="parcialmente, en parte",
        slight="un poco, ligeramente, levemente",
    ),
    denials=spans(
        wholly_denied="nada, para nada, en absoluto, nada de",
        strongly_denied="muy poco",
        hardly="poco, no muy, no mucho, apenas",
        denied="no",
    ),
    poles={
        **poles(
            "satisfaction",
            "satisfecho, satisfecha, satisfechos, satisfechas, satisfactorio,"
            "satisfactoria, contento, contenta"
            "| insatisfecho, insatisfecha, insatisfechos, insatisfechas, descontento, descontenta",
        ),
        **poles("happiness", "feliz | infeliz"),
        **poles("agreement", "de acuerdo, acuerdo | en desacuerdo, desacuerdo"),
        **poles("truth", "cierto, verdadero | falso"),
        **poles("likelihood", "probable | improbable"),
        **poles("importance", "importante, importantes | sin importancia"),
        **poles("ease", "facil, sencillo, sencilla | dificil, complicado, complicada"),
        **poles("favour", "favorable | desfavorable"),
        **poles("usefulness", "util | inutil"),
        **poles("speed", "rapido, rapida | lento, lenta"),
        **poles(
            QUALITY, "bueno, buena, buen, buenos, buenas, bien | malo, mala, mal, malos, malas"
        ),
        **poles(COMPARISON, "mejor | peor"),
        **poles(LEVEL, "alto, alta | bajo, baja"),
        **poles(TONE, "positivo, positiva | negativo, negativa"),
        **poles(
            EXPECTATION,
            "mejor de lo esperado, por encima de mis expectativas,"
            "por encima de lo esperado | peor de lo esperado, por debajo de mis expectativas,"
            "por debajo de lo esperado",
        ),
    },
    phrases={
        **phrases(
            FREQUENCY,
            {
                0: "nunca, jamas",
                1: "casi nunca, muy rara vez",
                2: "rara vez, raramente, pocas veces",
                3: "ocasionalmente, de vez en cuando",
                4: "a veces, algunas veces",
                5: "la mitad del tiempo",
                6: "a menudo, frecuentemente, con frecuencia, muchas veces",
                7: "muy a menudo, muy frecuentemente, la mayoria de las veces, generalmente,"
                "normalmente",
                8: "casi siempre",
                9: "siempre, todo el tiempo",
            },
        ),
        **phrases(
            QUALITY,
            {
                -6: "pesimo, pesima, horrible",
                0: "regular, aceptable, normal, promedio",
                6: "excelente, optimo",
            },
        ),
        **phrases(
            INTENTION,
            {
                5: "definitivamente, definitivamente si, seguro que si, si definitivamente",
                4: "si, verdadero",
                2.5: "probablemente si, mas bien si, si en parte",
                0: "quizas, quiza, tal vez",
                -2.5: "probablemente no, mas bien no",
                -4: "no",
                -5: "definitivamente no, seguro que no, no en absoluto",
            },
        ),
        **phrases(EXPECTATION, {0: "como esperaba, segun lo esperado, lo esperado"}),
        **phrases(COMPARISON, {0: "igual, sin cambios, lo mismo"}),
    },
    middle=any_of(
        r"neutral(?: .*)?|neutro",
        r"ni (?:.* )?ni .*",
        r"indeciso|indecisa|indiferente",
    ),
    no_answer=any_of(
        r"no (?:sabe|se|lo se|contesta|aplica|procede|responde|corresponde)(?: .*)?",
        r"ns|nc|ns nc|sin (?:opinion|respuesta)",
        r"pref(?:iero|iere) no (?:responder|contestar|decir)(?: .*)?",
        r"no (?:tengo|tiene) (?:opinion|experiencia)(?: .*)?",
    ),
    unsure=frozenset({"no estoy seguro", "no estoy segura", "inseguro"}),
    fillers=listed("yo, estoy, esta, es, fue, con, el, la, los, las, me, mi"),
)
