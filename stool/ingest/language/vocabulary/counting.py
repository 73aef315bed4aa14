"""Words that ask for an opinion, and words for what is counted, in the form `plain` gives."""

import re

COUNTED_THING = frozenset(  # a small whole number that is no answer on a scale, wherever it stands
    {"age", "number", "count", "qty", "quantity", "id", "code", "year", "month", "week"}
    | {"salary", "amount", "visits", "items", "size", "index", "rank", "duration", "hour", "hours"}
)
COUNTED_ALONE = frozenset(  # only in a short header: "tenure_years", but "I stay for years"
    {"n", "no", "nr", "num", "nb", "years", "months", "weeks", "days", "minute", "minutes", "min"}
    | {"mins", "seconds", "secs", "hrs", "tenure", "sick", "overtime", "distance", "km", "miles"}
    | {"percent", "percentage", "pct", "ratio", "gender", "sex", "education", "ethnicity", "race"}
    | {"religion", "marital", "generation"}
    | {"anzahl", "zahl", "jahr", "jahre", "alter", "tag", "tage", "stunde", "stunden", "minuten"}
    | {"geschlecht", "bildung", "betriebszugehorigkeit", "fehltage"}
    | {"nombre", "annees", "ans", "jours", "heures", "sexe", "anciennete"}
    | {"numero", "cantidad", "edad", "anos", "dias", "horas", "antiguedad"}
)
COUNTABLE = frozenset(  # at the end of a short header: "open_complaints", but "complaints handling"
    {"complaints", "incidents", "errors", "defects", "orders", "calls", "tickets", "cases", "floor"}
    | {"absences", "accidents", "promotions", "transfers", "children", "kids", "dependents"}
    | {"beschwerden", "fehler", "kinder", "plaintes", "enfants", "quejas", "hijos"}
)
HOW_MANY = re.compile(  # questions for a number
    r"\b(?:how (?:many|long|old)|number of|wie (?:viele|lange|alt)|anzahl (?:der|an|von)|combien"
    r"|nombre d|quel age|depuis quand|cuant[oa]s|numero de|que edad)\b"
)
OPEN_QUESTION = frozenset(  # a question for a thing: its numbers are codes
    {"what", "which", "who", "when", "where", "welche", "welcher", "welches", "wer", "wann"}
    | {"wo", "quel", "quelle", "quels", "quelles", "qui", "quand", "ou", "cual", "quien", "cuando"}
    | {"donde"}
)
SPEAKER = frozenset(  # who speaks or is spoken to
    {"i", "im", "ive", "my", "me", "we", "our", "you", "your"}
    | {"ich", "mir", "mich", "mein", "meine", "meiner", "meinem", "meinen", "wir", "unser"}
    | {"unsere", "unserem", "unseren", "sie", "ihr", "ihre", "ihrer", "ihrem", "ihren"}
    | {"je", "jai", "mon", "mes", "nous", "notre", "vous", "votre", "vos"}
    | {"yo", "mi", "mis", "nuestro", "nuestra", "usted", "su"}
)
