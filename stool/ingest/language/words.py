"""Words that headers are recognised by, and headers in normal form.

Every entry is a header in normal form (`normalise`): lower case, accents off, anything that is
neither letter nor digit an underscore.
"""

import re
import unicodedata

LONGEST_NAME = 60  # question texts become names too

UNIT = (  # in order of preference when several are present
    "business_unit",
    "unit",
    "branch",
    "store",
    "shop",
    "outlet",
    "site",
    "office",
    "team",
    "department",
    "dept",
    "facility",
    "hotel",
    "restaurant",
    "clinic",
    "plant",
    "school",
    "airline",
    "carrier",
    "location",
    "cost_centre",
    "cost_center",
    "entity",
    "organisation",
    "organization",
    "agency",
    "filiale",
    "standort",
    "abteilung",
    "fluggesellschaft",
    "agence",
    "magasin",
    "tienda",
    "sucursal",
)
REGION = (
    "region",
    "area",
    "territory",
    "district",
    "division",
    "zone",
    "country",
    "state",
    "gebiet",
    "land",
    "pays",
)
QUARTER = ("quarter", "period", "fiscal_quarter", "qtr", "quartal", "trimestre", "yearq", "wave")
YEAR = ("year", "yr", "jahr", "annee", "ano", "anno")
MONTH = ("month", "monat", "mois", "mes")
DATE = (  # in order of preference: when the answer was given, then any date
    "responded",
    "responded_at",
    "response_date",
    "response_received_at",
    "submitted",
    "submitted_at",
    "submission_date",
    "submitdate",
    "completed",
    "completed_at",
    "completion_time",
    "completion_date",
    "survey_date",
    "answered",
    "answered_at",
    "recordeddate",
    "recorded_date",
    "enddate",
    "end_date",
    "closed_date",
    "closed",
    "date",
    "datum",
    "timestamp",
    "created_at",
    "created",
    "opened",
    "posting_date",
    "month",
    "startdate",
    "start_date",
)
ANSWER_ID = (
    "respondent",
    "respondent_id",
    "response_id",
    "answer_id",
    "survey_id",
    "submission_id",
    "case",
    "case_id",
    "case_number",
    "case_no",
    "ticket",
    "ticket_id",
    "ticket_number",
    "ticket_no",
    "order_id",
    "id",
)
PERSON_ID = (  # one person may answer once in each quarter
    "employee_id",
    "employee_no",
    "employee_number",
    "staff_id",
    "person_id",
    "customer_id",
    "customer_no",
    "client_id",
    "guest_id",
    "email",
    "e_mail",
    "email_address",
)
IN_ONE_WORD = {  # "RespondentID", "caseNumber": identifiers whose header has nothing between words
    joined: name
    for name in (*ANSWER_ID, *PERSON_ID)
    if (joined := name.replace("_", "")) not in (*ANSWER_ID, *PERSON_ID)
}
PERSONAL = (
    "name",
    "first_name",
    "last_name",
    "full_name",
    "employee_name",
    "customer_name",
    "phone",
    "telephone",
    "ip_address",
    "ipaddress",
    "address",
)
COMMENT = (
    "comment",
    "comments",
    "feedback",
    "verbatim",
    "remark",
    "remarks",
    "free_text",
    "kommentar",
    "commentaire",
)
SUGGESTION = (
    "suggestion",
    "suggestions",
    "improvement",
    "improvements",
    "idea",
    "ideas",
    "vorschlag",
    "verbesserungsvorschlag",
    "sugerencia",
    "sugerencias",
)
DIMENSION = {
    "level": "level",
    "job_level": "level",
    "grade": "level",
    "seniority": "level",
    "tenure": "tenure",
    "tenure_band": "tenure",
    "years_of_service": "tenure",
    "length_of_service": "tenure",
    "segment": "segment",
    "customer_segment": "segment",
    "customer_type": "segment",
    "tier": "segment",
    "channel": "segment",
    "served_by": "served_by",
    "agent": "served_by",
    "agent_id": "served_by",
    "agent_name": "served_by",
    "server": "served_by",
    "handled_by": "served_by",
    "advisor": "served_by",
    "representative": "served_by",
}
EMPLOYEE_ONLY = frozenset({"employee", "esat", "enps", "engagement", "tenure", "level", "staff"})
CUSTOMER_ONLY = frozenset({"csat", "nps", "customer", "client", "guest", "patient", "passenger"})

SATISFACTION = frozenset(
    {
        "satisfaction",
        "satisfaction_score",
        "overall_satisfaction",
        "overall",
        "overall_score",
        "satisfied",
        "zufriedenheit",
    }
)
CSAT = frozenset({"csat", "csat_score", "customer_satisfaction", "kundenzufriedenheit"})
ESAT = frozenset(
    {
        "esat",
        "esat_score",
        "employee_satisfaction",
        "job_satisfaction",
        "engagement",
        "engagement_score",
        "mitarbeiterzufriedenheit",
    }
)
RECOMMEND = frozenset({"nps", "nps_score", "net_promoter_score", "enps", "ltr"})
RECOMMEND_WORD = "recommend"
REPLY = frozenset({"first_reply", "first_response", "response_time", "reply_time", "wait_time"})
YES_NO = {
    "promise_kept": "higher",
    "kept_promise": "higher",
    "resolved": "higher",
    "recovered": "higher",
    "on_time": "higher",
    "complaint": "lower",
    "complained": "lower",
    "repeat_complaint": "lower",
    "repeated_complaint": "lower",
    "complained_before": "lower",
    "complained_again": "lower",
}
MOMENT = {  # of a case in a service log, in order of preference
    "opened": (
        *("opened", "opened_at", "opened_on", "open_date", "opened_date", "date_opened"),
        *("case_opened", "created", "created_at", "created_on", "created_date", "date_created"),
        *("creation_date", "received", "received_at", "reported", "reported_at", "eroffnet"),
    ),
    "first_reply": (
        *("first_reply", "first_reply_at", "first_response", "first_response_at", "replied_at"),
        *("first_reply_date", "first_response_date", "first_replied", "first_replied_at"),
        *("first_responded_at", "first_answer", "first_answered", "replied", "erste_antwort"),
    ),
    "promised_by": (
        *(
            "promised_by",
            "promised",
            "promised_at",
            "promised_date",
            "promise_date",
            "due",
            "due_by",
        ),
        *("due_at", "due_date", "date_due", "deadline", "sla_due", "sla_due_at", "sla_deadline"),
        *("resolution_due", "zugesagt_bis"),
    ),
    "closed": (
        *("closed", "closed_at", "closed_on", "closed_date", "date_closed", "close_date"),
        *("case_closed", "resolved_at", "resolved_on", "resolved_date", "resolution_date"),
        *("date_resolved", "solved_at", "completed_at", "geschlossen"),
    ),
}
CASE_FIGURE = {
    "owner_changes": (
        *("owner_changes", "owner_change_count", "handovers", "handoffs", "hand_offs", "handover"),
        *("transfers", "reassignments", "reassignment_count", "times_reassigned", "ubergaben"),
    ),
    "complaint": ("complaint", "is_complaint", "complained", "beschwerde"),
    "recovered": ("recovered", "put_right", "made_good", "service_recovered", "recovery"),
}
CASE_OWNER = ("owner", "case_owner", "assignee", "assigned_to")  # who serves, in a service log
CUSTOMER_TEAM = (
    *("customer_team", "internal_customer", "receiving_team", "served_team", "client_team"),
    *("rating_team", "rated_by", "rated_by_team", "from_team"),
)
SUPPLIER_TEAM = (
    *("supplier_team", "internal_supplier", "supplying_team", "serving_team", "provider_team"),
    *("service_team", "providing_team", "rated_team", "to_team"),
)
TEAM_SCORE = ("score", "rating", "satisfaction", "service_score", "internal_score", "overall")
TEAM_SELF_SCORE = ("self_score", "self_rating", "own_score", "own_rating", "self_assessment")
MONEY = {
    "revenue": "revenue",
    "revenues": "revenue",
    "sales": "revenue",
    "turnover": "revenue",
    "umsatz": "revenue",
    "chiffre_d_affaires": "revenue",
    "ventas": "revenue",
    "cost": "cost",
    "costs": "cost",
    "expense": "cost",
    "expenses": "cost",
    "opex": "cost",
    "kosten": "cost",
    "aufwand": "cost",
    "betriebsaufwand": "cost",
    "revenue_target": "revenue_target",
    "target_revenue": "revenue_target",
    "sales_target": "revenue_target",
    "target": "revenue_target",
    "budget": "revenue_target",
    "reward_spend": "reward_spend",
    "rewards": "reward_spend",
    "reward": "reward_spend",
    "bonus": "reward_spend",
    "recognition_spend": "reward_spend",
    "headcount": "headcount",
    "heads": "headcount",
    "fte": "headcount",
    "ftes": "headcount",
    "employees": "headcount",
    "beschaftigte": "headcount",
    "customers": "customers",
    "customer_count": "customers",
    "active_customers": "customers",
    "kunden": "customers",
    "customers_start": "customers_start",
    "customers_at_start": "customers_start",
    "start_customers": "customers_start",
    "opening_customers": "customers_start",
    "customers_lost": "customers_lost",
    "lost_customers": "customers_lost",
    "churned_customers": "customers_lost",
    "customers_new": "customers_new",
    "new_customers": "customers_new",
    "customers_acquired": "customers_new",
    "neukunden": "customers_new",
    "repeat_revenue": "repeat_revenue",
    "repeat_sales": "repeat_revenue",
    "revenue_from_repeat_customers": "repeat_revenue",
    "hires_screened": "hires_screened",
    "hires_screened_pct": "hires_screened",
    "hires_screened_percent": "hires_screened",
}
MONEY_METRICS = frozenset(MONEY.values())
SHARES = frozenset({"hires_screened"})  # of them: percentages, no amounts
GAINED_OR_LOST = frozenset({"customers_new", "customers_lost"})  # "net" makes it the difference
MONEY_TRIM = frozenset(  # units and adjectives around the word that matters
    {
        *("usd", "eur", "gbp", "chf", "dollars", "euro", "euros", "000", "k", "m", "mn", "tsd"),
        *("thousand", "thousands", "million", "millions", "mio", "in", "avg", "average", "total"),
        *("net", "operating", "op", "actual", "quarterly"),
    }
)
COUNT_OF_ANSWERS = frozenset(
    {"n", "count", "responses", "respondents", "answers", "sample_size", "response_count"}
)
SPREAD = frozenset({"sd", "std", "stdev", "std_dev", "stddev", "standard_deviation"})
SCORE = frozenset({"score", "rating", "response_score"})
SURVEY_KIND = frozenset({"survey_type", "survey_kind", "score_type", "question_type"})
MEAN = frozenset({"mean", "avg", "average"})


def normalise(header: str) -> str:
    """Header in normal form: "Beschäftigte (FTE)" is ``beschaftigte_fte``.

    An identifier in one word is told apart: "RespondentID" is ``respondent_id``.
    """
    plain = unicodedata.normalize("NFKD", header.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    name = re.sub(r"[\W_]+", "_", letters).strip("_")
    return IN_ONE_WORD.get(name, name)


def metric_name(header: str) -> str:
    """Name a metric gets from its header when nothing better is known."""
    return normalise(header)[:LONGEST_NAME].strip("_") or "metric"


def without_money_units(header: str) -> str:
    """Normal form less units and adjectives: ``revenue_usd_000`` is ``revenue``."""
    words = normalise(header).split("_")
    return "_".join(word for word in words if word not in MONEY_TRIM)


def money_metric(header: str) -> str | None:
    """Metric of a revenue file that a header names, None if it names none.

    A percentage is no amount: "Cost %" is none, nor is "Net new customers", which is a difference.
    """
    for name in (normalise(header), without_money_units(header)):
        metric = MONEY.get(name)
        if metric is not None:
            is_share = "%" in header and metric not in SHARES
            is_difference = metric in GAINED_OR_LOST and "net" in normalise(header).split("_")
            return None if is_share or is_difference else metric
    return None


def split_suffix(name: str, suffixes: frozenset[str]) -> str | None:
    """What stands before the longest of the suffixes, "" if nothing does, None if none ends it."""
    if name in suffixes:
        return ""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if name.endswith(f"_{suffix}"):
            return name[: -len(suffix) - 1]
    return None
