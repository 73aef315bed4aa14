"""Words of the canonical form, its schema and the templates."""

EMPLOYEE, CUSTOMER, REVENUE_ROWS, UNIT_QUARTER = "employee", "customer", "revenue", "unit-quarter"
MAPPING = "mapping"

TITLE = {
    EMPLOYEE: "An employee's answers",
    CUSTOMER: "A customer's answers",
    REVENUE_ROWS: "A unit's quarter in the books",
    UNIT_QUARTER: "A unit's quarter, summed up",
    MAPPING: "What the columns of a file mean",
}
ROWS_TITLE = "Rows that need no mapping"
ROWS = (
    "One row of a file in canonical form. A CSV or Parquet file, or a sheet, with these names as "
    "its headers loads as it is. A file is of one kind; an empty cell or null means no answer, "
    "never zero."
)
ROW = {
    EMPLOYEE: (
        "One row is one answered questionnaire. “esat” is the overall question; without it the "
        "leg is the mean of the items. Every other column of numbers is an item."
    ),
    CUSTOMER: (
        "One row is one answered questionnaire, or one case. “csat” is the overall question. Every "
        "other column of numbers is a further question or measurement."
    ),
    REVENUE_ROWS: (
        "One row is one unit in one quarter. Amounts are counted in full and in one currency."
    ),
    UNIT_QUARTER: (
        "One row is one unit in one quarter, for those who have results and no answers. A mean of "
        "“name” has the number of answers behind it in “name__n” and, where known, their "
        "standard deviation in “name__sd”; an employee mean is not taken without its number."
    ),
}
FIELD = {
    "quarter": "Calendar quarter",
    "unit": "What is compared: a branch, shop, team",
    "region": "What the unit belongs to; one region a unit",
    "level": "Job level",
    "tenure": "Length of service, in bands",
    "segment": "Kind of customer",
    "served_by": "Who served",
    "esat": "Overall satisfaction of employees",
    "csat": "Overall satisfaction of customers",
    "nps": "Would recommend, 0 to 10",
    "enps": "Would recommend as an employer, 0 to 10",
    "revenue": "Revenue",
    "cost": "Cost",
    "revenue_target": "Revenue that was aimed at",
    "reward_spend": "Spent on rewards for employees",
    "headcount": "Employees",
    "customers": "Customers served",
    "customers_start": "Customers at the start of the quarter",
    "customers_lost": "Customers lost in the quarter, of those at its start",
    "customers_new": "Customers won in the quarter",
    "repeat_revenue": "Revenue from customers who had bought before",
}
NUMBER_OF_ANSWERS = "Answers behind the mean"
SPREAD = "Standard deviation of those answers"
ANSWER = "An answer on any of the scales, or none"
OTHER_FIGURE = "Any other figure, or none"
SCALE = "Answers on the scale {name}"
SCALE_MEAN = "A person's mean over questions on the scale {name}"
SCALE_YES_NO = "No or yes"

MAPPING_FILE = (
    "What the columns of a file mean where their names do not say it. Everything may be left out; "
    "what is not said is guessed, and the guess is shown with its reason."
)
MAPPING_KEY = {
    "quarter": "Header of the column with the quarter or date; two headers for year and part",
    "unit": "Header of the column with the unit",
    "region": "Header of the column with the region",
    "respondent": "Header of the identifier: checked for duplicates, never kept",
    "comment": "Headers of free text: never kept with the figures",
    "ignore": "Headers that are not used",
    "period": "Quarter of every row, where no column says it",
    "place": "Unit of every row, where no column says it",
    "fiscal_start": "Month in which the fiscal year of labels like FY24 Q1 begins",
    "fiscal_named": "Whether FY24 is named after the year it starts or ends in",
    "encoding": "Encoding of the text, such as utf-8 or cp1252",
    "delimiter": "Sign between the fields",
    "decimal": "Sign before the decimals of every number",
    "number_is": "What stands beside the year in labels such as 2024-1",
    "named_total": "What a row is that is called like a total, where its figures do not show it",
    "sheet": "Sheet of the workbook",
    "columns": "Header to what the column means",
    "rows": "Whether a row is one answer, or a unit's whole quarter",
    "others": "What happens to columns that are not mentioned",
    "day_first": "Whether 3/4/2026 is 3 April",
    "headline": "Leg to the metric that stands for it",
    "labels": "Metric to the question as asked",
}
COLUMN_KEY = {
    "role": "Part the column plays; plain where a leg or a dimension is given",
    "leg": "Leg the figure belongs to",
    "metric": "Name of the figure",
    "scale": "Scale of the answers; “ledger” is a figure counted in full, like money",
    "better": "Which end is good",
    "dimension": "What the column splits the answers by",
    "of": "For a number of answers or a standard deviation: the metric it describes",
    "headline": "Whether this metric stands for its leg",
    "answers": "Worded answer to the number it stands for; null where it is no answer",
}

EXPLAINED = {  # beside a template, never in it
    EMPLOYEE: (
        "One row an answer. Put your own questions in place of the last four columns, as many as "
        "there are; keep date, unit and one overall question. Delete the example rows."
    ),
    CUSTOMER: (
        "One row an answer. Columns you do not have can go; keep date, unit and csat. Delete the "
        "example rows."
    ),
    REVENUE_ROWS: (
        "One row a unit and quarter. Keep revenue, and cost or a revenue target; the others can "
        "go. Delete the example rows."
    ),
    UNIT_QUARTER: (
        "One row a unit and quarter, to fill in by hand. A score is the mean of the answers, n is "
        "how many there were; a score without its n is not taken. Leave empty what is not known. "
        "Delete the example rows."
    ),
}
