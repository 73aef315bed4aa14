"""Guessing what columns mean, and the reasons given."""

import json

import pytest

from stool.errors import BadMappingError
from stool.ingest import Column, Guess, Mapping, guess_mapping, ingest, read_table


def guess_of(text: str, name: str = "file.csv", given: Mapping | None = None) -> Guess:
    return guess_mapping(read_table(text.encode(), name), given)


def columns_of(guess: Guess) -> dict[str, Column]:
    return {column.column: column for column in guess.mapping.columns}


def table_of(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"


CUSTOMERS = table_of(
    "case_id,Responded,Branch,Region,Segment,Served by,CSAT,Would you recommend us?,"
    "First reply (hours),Promise kept,Complaint,Courtesy,Party size number,Comment,Email",
    "1,2026-01-05,A,North,Private,X1,5,10,2.5,yes,no,4,2,thanks,a@b.c",
    "2,2026-01-06,B,North,Business,X2,4,0,3.5,no,yes,5,3,,d@e.f",
    "3,2026-02-06,B,North,Business,X2,1,8,1,no,no,3,4,ok,g@h.i",
)


def test_a_customer_file() -> None:
    guess = guess_of(CUSTOMERS)
    columns = columns_of(guess)
    roles = {header: column.role for header, column in columns.items()}
    assert roles == {
        "case_id": "respondent",
        "Responded": "quarter",
        "Branch": "unit",
        "Region": "region",
        "Segment": "dimension",
        "Served by": "dimension",
        "CSAT": "metric",
        "Would you recommend us?": "metric",
        "First reply (hours)": "metric",
        "Promise kept": "metric",
        "Complaint": "metric",
        "Courtesy": "metric",
        "Party size number": "ignore",
        "Comment": "comment",
        "Email": "ignore",
    }
    metrics = {
        column.metric: (column.leg, column.scale, column.better)
        for column in columns.values()
        if column.role == "metric"
    }
    assert metrics == {
        "csat": ("csat", "1-5", "higher"),
        "nps": ("csat", "0-10", "higher"),
        "first_reply_hours": ("csat", "amount", "lower"),
        "promise_kept": ("csat", "0-1", "higher"),
        "complaint": ("csat", "0-1", "lower"),
        "courtesy": ("csat", "1-5", "higher"),
    }
    assert columns["Served by"].dimension == "served_by"
    assert guess.mapping.rows == "respondent"
    assert guess.mapping.headline == {"csat": "csat"}
    assert guess.mapping.labels["nps"] == "Would you recommend us?"


def test_reasons_are_words_with_counts() -> None:
    reasons = {column: (meaning, why) for column, meaning, why, _ in guess_of(CUSTOMERS).reasons}
    assert reasons["CSAT"] == (
        "customer satisfaction, 1-5",
        "header says so and all 3 values are 1 to 5",
    )
    assert "kept masked" in reasons["Comment"][1]
    assert "never kept" in reasons["case_id"][1]
    assert "never kept" in reasons["Email"][1]
    assert len(reasons) == 15


EMPLOYEES = table_of(
    "employee_id,date,team,level,tenure,I feel heard,My manager gives feedback,Tools work,age",
    "1,2026-01-05,A,Front line,<1,5,3,4,33",
    "2,2026-01-06,B,Manager,1-3,4,2,5,44",
    "3,2026-02-06,B,Manager,1-3,1,1,,55",
)


def test_an_employee_file_has_items_and_an_index() -> None:
    guess = guess_of(EMPLOYEES)
    items = {c.column: c.metric for c in guess.mapping.columns if c.role == "metric"}
    assert items == {
        "I feel heard": "i_feel_heard",
        "My manager gives feedback": "my_manager_gives_feedback",
        "Tools work": "tools_work",
    }
    assert all(c.leg == "esat" and c.scale == "1-5" for c in guess.mapping.having("metric"))
    assert guess.mapping.headline == {"esat": "esat"}


def test_several_items_and_no_customer_word_make_an_employee_file() -> None:
    text = table_of("when,team,q_a,q_b,q_c", "2026Q1,A,1,2,5", "2026Q1,A,5,4,3")
    assert {c.leg for c in guess_of(text).mapping.having("metric")} == {"esat"}


@pytest.mark.parametrize(
    ("name", "metric"), [("employee_q1.csv", "esat"), ("customer_q1.csv", "csat")]
)
def test_the_name_of_the_file_decides_whose_satisfaction_it_is(name: str, metric: str) -> None:
    text = table_of("quarter,team,overall_satisfaction", "2026Q1,A,4", "2026Q1,A,5")
    (column,) = guess_of(text, name).mapping.having("metric")
    assert (column.leg, column.metric) == (metric, metric)


def test_nothing_decides_whose_satisfaction_it_is() -> None:
    text = table_of("quarter,team,overall_satisfaction", "2026Q1,A,4", "2026Q1,A,5")
    (column,) = guess_of(text).mapping.having("metric")
    assert column.leg is None


@pytest.mark.parametrize(
    ("header", "metric", "better"),
    [
        ("revenue_usd_000", "revenue", "higher"),
        ("Net sales (EUR)", "revenue", "higher"),
        ("Umsatz (Tsd. $)", "revenue", "higher"),
        ("operating_cost_usd_000", "cost", "lower"),
        ("Total expenses", "cost", "lower"),
        ("Budget", "revenue_target", "higher"),
        ("reward_spend", "reward_spend", "higher"),
        ("fte_avg", "headcount", "higher"),
        ("Beschäftigte", "headcount", "higher"),
        ("Customers", "customers", "higher"),
        ("customers_start", "customers_start", "higher"),
        ("Opening customers", "customers_start", "higher"),
        ("customers_lost", "customers_lost", "lower"),
        ("Total lost customers", "customers_lost", "lower"),
        ("customers_new", "customers_new", "higher"),
        ("New customers", "customers_new", "higher"),
        ("repeat_revenue", "repeat_revenue", "higher"),
        ("Repeat sales (EUR)", "repeat_revenue", "higher"),
        ("hires_screened", "hires_screened", "higher"),
        ("Hires screened (%)", "hires_screened", "higher"),
    ],
)
def test_money_by_its_header(header: str, metric: str, better: str) -> None:
    guess = guess_of(table_of(f"quarter,branch,{header}", "2026Q1,A,120", "2026Q2,A,130"))
    (column,) = guess.mapping.having("metric")
    assert column.leg == "profit"
    assert (column.metric, column.scale, column.better) == (metric, "ledger", better)
    assert guess.mapping.rows == "aggregated"


@pytest.mark.parametrize(
    "header",
    [
        "Cost %",
        "Customers lost (%)",
        "Net new customers",
        "customers_lost_pct",
        "net_customers_lost",
    ],
)
def test_a_share_or_a_difference_is_no_amount(header: str) -> None:
    guess = guess_of(table_of(f"quarter,branch,revenue,{header}", "2026Q1,A,9,12", "2026Q2,A,9,13"))
    assert columns_of(guess)[header].role == "ignore"


def test_the_customers_of_a_quarter_are_told_apart() -> None:
    head = "quarter,branch,customers,customers_start,customers_lost,customers_new"
    columns = columns_of(guess_of(table_of(head, "2026Q1,A,90,100,20,10", "2026Q2,A,95,90,5,10")))
    assert all(column.metric == header for header, column in columns.items() if column.metric)
    assert [c.role for c in columns.values()].count("metric") == 4


def test_a_metric_of_a_revenue_file_named_in_the_mapping_is_of_the_profit_leg() -> None:
    given = Mapping.from_json('{"columns": {"won": {"metric": "customers_new"}}}')
    guess = guess_of(table_of("quarter,branch,won", "2026Q1,A,5", "2026Q2,A,4"), given=given)
    assert columns_of(guess)["won"].leg == "profit"
    assert columns_of(guess)["won"].scale == "ledger"


def test_of_two_columns_for_revenue_the_plainer_wins() -> None:
    text = table_of("quarter,branch,net_sales_total,sales", "2026Q1,A,1,2", "2026Q2,A,3,4")
    columns = columns_of(guess_of(text))
    assert columns["sales"].metric == "revenue"
    assert columns["net_sales_total"].role == "ignore"


def test_year_and_quarter_in_two_columns() -> None:
    guess = guess_of(table_of("year,quarter,airline,revenue", "2004,1,A,5", "2004,2,A,6"))
    assert [c.column for c in guess.mapping.having("quarter")] == ["quarter", "year"]


def test_the_answer_date_is_preferred_to_the_start() -> None:
    text = table_of("StartDate,EndDate,team,csat", "2026-01-01,2026-04-01,A,5")
    columns = columns_of(guess_of(text))
    assert columns["EndDate"].role == "quarter"
    assert columns["StartDate"].role == "ignore"


def test_a_date_column_without_a_known_name_is_found() -> None:
    columns = columns_of(
        guess_of(table_of("wann,filiale,csat", "31.12.2025,A,5", "01.02.2026,A,4"))
    )
    assert columns["wann"].role == "quarter"


def test_aggregated_scores_with_count_and_spread() -> None:
    text = table_of(
        "quarter,branch,segment,csat_mean,csat_n,csat_sd",
        "2026Q1,A,x,4.25,40,0.9",
        "2026Q2,A,x,4.5,41,0.8",
    )
    guess = guess_of(text)
    columns = columns_of(guess)
    assert guess.mapping.rows == "aggregated"
    assert columns["csat_mean"].metric == "csat"
    assert columns["csat_mean"].scale == "1-5 mean"
    assert (columns["csat_n"].role, columns["csat_n"].of) == ("n", "csat")
    assert (columns["csat_sd"].role, columns["csat_sd"].of) == ("sd", "csat")
    assert columns["segment"].role == "ignore"


def test_a_count_follows_its_metric_to_the_new_name() -> None:
    text = table_of(
        "quarter,unit,customer_satisfaction_mean,customer_satisfaction_n", "2026Q1,A,4,9"
    )
    assert columns_of(guess_of(text))["customer_satisfaction_n"].of == "csat"


def test_score_n_sd() -> None:
    text = table_of("quarter,unit,score,n,sd", "2026Q1,A,4.2,9,1", "2026Q1,B,4.3,12,1")
    columns = columns_of(guess_of(text, "employee_scores.csv"))
    assert columns["score"].metric == "esat"
    assert (columns["n"].role, columns["n"].of, columns["sd"].role) == ("n", None, "sd")


def test_a_customer_score_without_count_is_a_ledger_figure_and_says_so() -> None:
    guess = guess_of(table_of("quarter,unit,csat", "2026Q1,A,4.21", "2026Q2,A,4.35"))
    (column,) = guess.mapping.having("metric")
    assert column.scale == "ledger"
    assert "without interval" in {r[0]: r[2] for r in guess.reasons}["csat"]


def test_a_recommendation_never_above_five_is_on_no_scale_to_ten() -> None:
    rows = [f"2026Q1,A,{1 + place % 5},{1 + place % 5}" for place in range(30)]
    columns = columns_of(guess_of(table_of("quarter,unit,csat,recommend", *rows)))
    assert (columns["recommend"].metric, columns["recommend"].scale) == ("recommend", "1-5")


QUARTER_ROWS = "quarter,branch,csat,{}"


def rows_with(*answers: str) -> list[str]:
    return [f"2026Q1,A,{1 + place % 5},{answer}" for place, answer in enumerate(answers)]


@pytest.mark.parametrize(
    ("header", "answers", "better"),
    [
        ("repeat_complaint", ["yes", "no", "no"], "lower"),
        ("Complained again", ["0", "1", "0"], "lower"),
        ("Did you complain?", ["no", "no", "yes"], "lower"),
        ("Had you complained before about the same thing?", ["ja", "nein", "nein"], "lower"),
        ("Was your problem resolved?", ["1", "1", "1"], "higher"),
        ("Were our staff courteous?", ["yes", "yes", "no"], "higher"),
    ],
)
def test_yes_or_no_by_header_or_question(header: str, answers: list[str], better: str) -> None:
    column = columns_of(guess_of(table_of(QUARTER_ROWS.format(header), *rows_with(*answers))))[
        header
    ]
    assert (column.role, column.leg, column.scale, column.better) == (
        *("metric", "csat", "0-1"), better,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "answers"),
    [
        ("Was your problem resolved?", ["1"] * 9 + ["4", "5"]),  # ones of a scale from 1
        ("Were our staff courteous?", ["0", "1", "1"]),  # may be the ends of a scale
        ("Overall how satisfied are you with us?", ["yes", "no", "yes"]),  # never a score unasked
        ("Do you like it here?", ["yes", "no", "yes"]),  # no known question
    ],
)
def test_what_is_not_clearly_yes_or_no(header: str, answers: list[str]) -> None:
    found = columns_of(guess_of(table_of(QUARTER_ROWS.format(header), *rows_with(*answers))))
    assert found[header].scale != "0-1"


def test_a_yes_or_no_question_of_an_employee_file_is_of_its_leg() -> None:
    for header in ("I get coached", "Have you complained about it?"):
        text = table_of(f"quarter,team,esat,{header}", "2026Q1,A,5,yes", "2026Q1,A,4,no")
        column = columns_of(guess_of(text))[header]
        assert (column.leg, column.scale) == ("esat", "0-1")


@pytest.mark.parametrize("header", ["expectation", "Compared with what you expected, how was it?"])
def test_against_expectation_is_on_a_scale_of_its_own(header: str) -> None:
    answers = ["-2", "−1", "0", "1", "2"] * 4
    guess = guess_of(table_of(QUARTER_ROWS.format(f'"{header}"'), *rows_with(*answers)))
    column = columns_of(guess)[header]
    assert (column.leg, column.scale, column.better) == ("csat", "-2-2", "higher")
    reasons = {reason.column: reason.why for reason in guess.reasons}
    assert reasons[header] == "all 20 values are −2 to 2"


def test_expectation_named_in_the_mapping_is_on_that_scale() -> None:
    given = Mapping.from_json('{"columns": {"gap": {"leg": "csat", "metric": "expectation"}}}')
    text = table_of(QUARTER_ROWS.format("gap"), *rows_with("-2", "0", "1", "2"))
    assert columns_of(guess_of(text, given=given))["gap"].scale == "-2-2"


def test_expectation_never_below_zero_is_asked() -> None:
    text = table_of(QUARTER_ROWS.format("expectation"), *rows_with(*["0", "1", "2"] * 9))
    guess = guess_of(text)
    assert columns_of(guess)["expectation"].scale is None
    (reason,) = [each for each in guess.reasons if each.column == "expectation"]
    assert reason.confidence == "open"
    assert "nothing tells −2 to 2" in reason.why


def test_expectation_from_one_to_five_stays_there() -> None:
    text = table_of(QUARTER_ROWS.format("expectation"), *rows_with("1", "2", "3", "4", "5"))
    assert columns_of(guess_of(text))["expectation"].scale == "1-5"


def test_a_header_that_names_the_scale_of_expectation_settles_it() -> None:
    text = table_of(QUARTER_ROWS.format("expectation_1_5"), *rows_with("1", "2", "1", "2"))
    assert columns_of(guess_of(text))["expectation_1_5"].scale == "1-5"


def test_means_against_expectation() -> None:
    head = "quarter,branch,csat_mean,csat_n,expectation_mean,expectation_n"
    text = table_of(head, "2026Q1,A,4.2,40,-0.25,40", "2026Q2,A,4.1,41,0.5,41")
    assert columns_of(guess_of(text))["expectation_mean"].scale == "-2-2"
    text = table_of(head, "2026Q1,A,4.2,40,0.25,40", "2026Q2,A,4.1,41,0.5,41")
    assert columns_of(guess_of(text))["expectation_mean"].scale is None


@pytest.mark.parametrize(
    "header",
    [
        *("RespondentID", "ResponseId", "responseid", "CaseNumber", "case_number", "CaseID"),
        *("EmployeeNumber", "CustomerID", "Ticket No"),
    ],
)
def test_identifiers_in_one_word(header: str) -> None:
    text = table_of(f"{header},quarter,branch,csat", "1,2026Q1,A,5", "2,2026Q1,A,4")
    assert columns_of(guess_of(text))[header].role == "respondent"


def test_an_identifier_in_one_word_comes_once() -> None:
    rows = [f"{n},2026Q1,A,5" for n in range(9)]
    result = ingest("\n".join(["CaseNumber,quarter,branch,csat", *rows, rows[3]]).encode(), "c.csv")
    assert result.problems["value"].tolist() == ["as in row 5"]
    rows = [f"{n},2026Q1,A,5" for n in range(9)]
    again = "3,2026Q2,A,4"  # a person may, in another quarter
    result = ingest("\n".join(["CustomerID,quarter,branch,csat", *rows, again]).encode(), "c.csv")
    assert result.problems.empty


COMMAS = ["4,2", "4,0", "3,9", "5"]


def test_numbers_with_a_decimal_comma_are_numbers() -> None:
    rows = [f"2026Q{place + 1};A;{text}" for place, text in enumerate(COMMAS)]
    given = Mapping.from_json('{"columns": {"Wert": {"leg": "csat", "metric": "csat"}}}')
    guess = guess_of(table_of("Quartal;Filiale;Wert", *rows), given=given)
    assert guess.mapping.rows == "aggregated"  # 5 alone is whole
    assert columns_of(guess)["Wert"].scale == "ledger"
    given = Mapping.from_json(
        '{"rows": "respondent", "columns": {"Wert": {"leg": "csat", "metric": "csat"}}}'
    )
    guess = guess_of(table_of("Quartal;Filiale;Wert", *rows), given=given)
    assert columns_of(guess)["Wert"].scale == "1-5 mean"


def test_the_decimal_sign_of_the_mapping_holds_for_the_guess() -> None:
    text = table_of("quarter;branch;csat", "2026Q1;A;4,125", "2026Q1;A;3,250", "2026Q1;A;5")
    for sign, scale in (("comma", "1-5 mean"), ("point", None)):
        said = {"decimal": sign, "rows": "respondent", "columns": {"csat": {"leg": "csat"}}}
        guess = guess_of(text, given=Mapping.from_json(json.dumps(said)))
        assert columns_of(guess)["csat"].scale == scale


def test_decimal_commas_of_answers_tell_a_staff_questionnaire() -> None:
    rows = [f"2026Q1;A;{a};{a};{a}" for a in ("4,0", "5,0", "1,0")]
    guess = guess_of(table_of("quarter;team;q_a;q_b;q_c", *rows))
    assert {c.leg for c in guess.mapping.having("metric")} == {"esat"}


def test_a_score_with_decimal_commas_is_no_comment_and_no_place() -> None:
    rows = [f"2026Q1;A;5;{text};{text}" for text in COMMAS]
    text = table_of("quarter;branch;csat;Feedback value;Rating of store", *rows)
    columns = columns_of(guess_of(text))
    assert columns["Feedback value"].role != "comment"
    assert columns["branch"].role == "unit"
    rows = [f"2026Q1;5;{text}" for text in COMMAS[:3]]
    columns = columns_of(guess_of(table_of("quarter;csat;Rating of store", *rows)))
    assert columns["Rating of store"].role != "unit"


def test_years_of_tenure_with_decimal_commas_are_no_bands() -> None:
    rows = [f"2026Q1;A;5;{years},5" for years in range(20)]
    column = columns_of(guess_of(table_of("quarter;branch;esat;tenure", *rows)))["tenure"]
    assert column.role == "ignore"


def test_a_partial_mapping_is_kept_and_the_rest_guessed() -> None:
    given = Mapping.from_json('{"columns": {"Courtesy": {"leg": "csat", "metric": "kindness"}}}')
    guess = guess_of(CUSTOMERS, given=given)
    columns = columns_of(guess)
    assert (columns["Courtesy"].metric, columns["Courtesy"].scale) == ("kindness", "1-5")
    assert columns["CSAT"].metric == "csat"
    assert {r[0]: r[2] for r in guess.reasons}["Courtesy"].startswith("the mapping says so")


def test_others_can_be_ignored() -> None:
    given = Mapping.from_json(
        '{"unit": "Branch", "quarter": "Responded", "others": "ignore",'
        '"columns": {"CSAT": {"leg": "csat", "metric": "csat"}}}'
    )
    columns = columns_of(guess_of(CUSTOMERS, given=given))
    assert [c.column for c in columns.values() if c.role == "metric"] == ["CSAT"]
    assert columns["Comment"].role == "ignore"


def test_a_column_the_file_does_not_have() -> None:
    with pytest.raises(BadMappingError, match=r"no column “Filiale”.*Its columns are"):
        guess_of(CUSTOMERS, given=Mapping.from_json('{"unit": "Filiale"}'))


def test_guessing_again_from_the_guess_changes_nothing() -> None:
    for text in (CUSTOMERS, EMPLOYEES):
        mapping = guess_of(text).mapping
        assert guess_of(text, given=Mapping.from_json(mapping.to_json())).mapping == mapping


def test_names_that_meet_are_numbered() -> None:
    text = table_of("quarter,team,level,A b,a_b,tools", "2026Q1,X,y,1,2,5", "2026Q1,X,y,3,4,5")
    metrics = {c.metric for c in guess_of(text).mapping.having("metric")}
    assert metrics == {"a_b", "a_b_2", "tools"}
