"""Words of the canonical form, its schema and the templates."""

from stool.catalogue import say

EMPLOYEE, CUSTOMER, REVENUE_ROWS, UNIT_QUARTER = "employee", "customer", "revenue", "unit-quarter"
MAPPING = "mapping"

TITLE = {
    EMPLOYEE: say("An employee's answers"),
    CUSTOMER: say("A customer's answers"),
    REVENUE_ROWS: say("A unit's quarter in the books"),
    UNIT_QUARTER: say("A unit's quarter, summed up"),
    MAPPING: say("What the columns of a file mean"),
}
ROWS_TITLE = say("Rows that need no mapping")
ROWS = say(
    "One row of a file in canonical form. A CSV or Parquet file, or a sheet, with these names as "
    "its headers loads as it is. A file is of one kind; an empty cell or null means no answer, "
    "never zero."
)
ROW = {
    EMPLOYEE: say(
        "One row is one answered questionnaire. “esat” is the overall question; without it the "
        "leg is the mean of the items. Every other column of numbers is an item."
    ),
    CUSTOMER: say(
        "One row is one answered questionnaire, or one case. “csat” is the overall question. "
        "Every other column of numbers is a further question or measurement."
    ),
    REVENUE_ROWS: say(
        "One row is one unit in one quarter. Amounts are counted in full and in one currency."
    ),
    UNIT_QUARTER: say(
        "One row is one unit in one quarter, for those who have results and no answers. A mean of "
        "“name” has the number of answers behind it in “name__n” and, where known, their standard "
        "deviation in “name__sd”; an employee mean is not taken without its number."
    ),
}
FIELD = {
    "quarter": say("Calendar quarter"),
    "unit": say("What is compared: a branch, shop, team"),
    "region": say("What the unit belongs to; one region a unit"),
    "level": say("Job level"),
    "tenure": say("Length of service, in bands"),
    "segment": say("Kind of customer"),
    "served_by": say("Who served"),
    "esat": say("Overall satisfaction of employees"),
    "csat": say("Overall satisfaction of customers"),
    "nps": say("Would recommend, 0 to 10"),
    "enps": say("Would recommend as an employer, 0 to 10"),
    "revenue": say("Revenue"),
    "cost": say("Cost"),
    "revenue_target": say("Revenue that was aimed at"),
    "reward_spend": say("Spent on rewards for employees"),
    "headcount": say("Employees"),
    "customers": say("Customers served"),
    "customers_start": say("Customers at the start of the quarter"),
    "customers_lost": say("Customers lost in the quarter, of those at its start"),
    "customers_new": say("Customers won in the quarter"),
    "repeat_revenue": say("Revenue from customers who had bought before"),
}
NUMBER_OF_ANSWERS = say("Answers behind the mean")
SPREAD = say("Standard deviation of those answers")
ANSWER = say("An answer on any of the scales, or none")
OTHER_FIGURE = say("Any other figure, or none")
SCALE_YES_NO = say("No or yes")

MAPPING_FILE = say(
    "What the columns of a file mean where their names do not say it. Everything may be left out; "
    "what is not said is guessed, and the guess is shown with its reason."
)
MAPPING_KEY = {
    "quarter": say("Header of the column with the quarter or date; two headers for year and part"),
    "unit": say("Header of the column with the unit"),
    "region": say("Header of the column with the region"),
    "respondent": say("Header of the identifier: checked for duplicates, never kept"),
    "comment": say("Headers of free text: kept masked, apart from the figures"),
    "suggestion": say("Headers of free text that asks for something: kept masked, and followed up"),
    "ignore": say("Headers that are not used"),
    "period": say("Quarter of every row, where no column says it"),
    "place": say("Unit of every row, where no column says it"),
    "fiscal_start": say("Month in which the fiscal year of labels like FY24 Q1 begins"),
    "fiscal_named": say("Whether FY24 is named after the year it starts or ends in"),
    "encoding": say("Encoding of the text, such as utf-8 or cp1252"),
    "delimiter": say("Sign between the fields"),
    "decimal": say("Sign before the decimals of every number"),
    "number_is": say("What stands beside the year in labels such as 2024-1"),
    "named_total": say(
        "What a row is that is called like a total, where its figures do not show it"
    ),
    "sheet": say("Sheet of the workbook"),
    "columns": say("Header to what the column means"),
    "rows": say("Whether a row is one answer, or a unit's whole quarter"),
    "others": say("What happens to columns that are not mentioned"),
    "day_first": say("Whether 3/4/2026 is 3 April"),
    "headline": say("Leg to the metric that stands for it"),
    "labels": say("Metric to the question as asked"),
}
COLUMN_KEY = {
    "role": say("Part the column plays; plain where a leg or a dimension is given"),
    "leg": say("Leg the figure belongs to, or source beside the legs"),
    "metric": say("Name of the figure"),
    "scale": say("Scale of the answers; “ledger” is a figure counted in full, like money"),
    "better": say("Which end is good"),
    "dimension": say("What the column splits the answers by"),
    "of": say(
        "For a number of answers or a standard deviation: the metric it describes; for a moment of "
        "a case in a service log: which it is"
    ),
    "headline": say("Whether this metric stands for its leg"),
    "answers": say("Worded answer to the number it stands for; null where it is no answer"),
}

EXPLAINED = {  # beside a template, never in it
    EMPLOYEE: say(
        "One row an answer. Put your own questions in place of the last four columns, as many as "
        "there are; keep date, unit and one overall question. Delete the example rows."
    ),
    CUSTOMER: say(
        "One row an answer. Columns you do not have can go; keep date, unit and csat. Delete the "
        "example rows."
    ),
    REVENUE_ROWS: say(
        "One row a unit and quarter. Keep revenue, and cost or a revenue target; the others can "
        "go. Delete the example rows."
    ),
    UNIT_QUARTER: say(
        "One row a unit and quarter, to fill in by hand. A score is the mean of the answers, n is "
        "how many there were; a score without its n is not taken. Leave empty what is not known. "
        "Delete the example rows."
    ),
}


def scale(name: str, *, mean: bool) -> str:
    """What an answer on a scale is, or a person's mean over several of them."""
    if mean:
        return say("A person's mean over questions on the scale {name}", name=name)
    return say("Answers on the scale {name}", name=name)
