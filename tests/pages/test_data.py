"""The Data page: every file has its verdict, what is open is asked, and answers are remembered."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from stool.book import Book
from stool.errors import StoolError
from stool.ingest import Column, Mapping, guess_mapping, read_table
from stool.reading import effect
from stool.sample import SAMPLE
from stool.text import asked, history
from stool.text import upload as words
from stool.ui import desk as desk_module
from stool.ui import doubts, glimpse, mapping_view
from stool.ui.desk import Desk
from tests.ingest import workbooks
from tests.pages.driving import everything, open_page, upload_card

NEXT = SAMPLE / "next" / "2026Q2"
DATES = "Date,Branch,Customer satisfaction\n" + "".join(
    f"{date},{unit},{answer}\n"
    for date in ("3/4/2026", "5/7/2026", "1/4/2026")
    for unit in ("North", "South")
    for answer in (4, 5, 3)
)
UNDATED = "satisfaction_score,comment\n" + "".join(f"{1 + row % 10},ok\n" for row in range(60))


def dropped(*files: tuple[str, str | bytes]) -> AppTest:
    """The upload card with files in its drop zone."""
    app = AppTest.from_function(upload_card, default_timeout=120).run()
    return drop(app, *files)


def drop(app: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    contents = [
        (name, text.encode() if isinstance(text, str) else text, "text/csv") for name, text in files
    ]
    app.file_uploader[0].set_value(contents).run()
    assert not app.exception
    return app


def control(widgets: Any, label: str) -> Any:
    """The widget with that label."""
    (found,) = [each for each in widgets if each.label == label]
    return found


def labels_of(widgets: Any) -> list[str]:
    return [each.label for each in widgets]


def can_publish(app: AppTest) -> bool:
    return any(button.label.startswith("Publish") for button in app.button)


def chips(app: AppTest) -> Any:
    return next(each for each in app.pills if each.label == words.DETAILS)


def books(unit: str, base: int) -> list[list[object]]:
    head: list[object] = ["branch", "quarter", "revenue", "cost"]
    return [head, *([unit, f"2025Q{q}", base + q, 90] for q in (1, 2, 3, 4))]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files read, one a reading."""
    found: list[str] = []

    def read(data: Any, name: str, *rest: Any) -> Any:
        found.append(name)
        return read_table(data, name, *rest)

    monkeypatch.setattr(desk_module, "read_table", read)
    return found


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test type what no option of a box is, as the browser can."""

    def typed(box: Selectbox[str]) -> WidgetState:
        return WidgetState(id=box.id, string_value=box.value and box.format_func(box.value))

    monkeypatch.setattr(Selectbox, "_widget_state", property(typed))


def test_a_file_that_needs_nothing_is_its_name_and_its_verdict(sample: Path) -> None:
    app = dropped(*((path.name, path.read_bytes()) for path in sorted(NEXT.glob("*.csv"))))
    assert everything(app).count("accepted, 0 of them fixed, 0 rejected") == 3
    assert not app.dataframe
    assert not app.error
    assert not app.selectbox
    assert words.publish(3) in labels_of(app.button)


def test_the_order_of_dates_is_asked_with_the_rows_that_show_the_doubt(sample: Path) -> None:
    app = dropped(("visits.csv", DATES))
    assert asked.ORDER in everything(app)
    assert not can_publish(app)
    assert words.ANSWER_FIRST in [warning.value for warning in app.warning]
    assert not app.error
    shown = app.dataframe[0].value
    assert shown.to_dict("records") == [
        {"Row": 2, "As written": "3/4/2026", "Day first": "2026Q2", "Month first": "2026Q1"},
        {"Row": 8, "As written": "5/7/2026", "Day first": "2026Q3", "Month first": "2026Q2"},
        {"Row": 14, "As written": "1/4/2026", "Day first": "2026Q2", "Month first": "2026Q1"},
    ]
    control(app.segmented_control, asked.ORDER).set_value(True).run()
    assert "18 rows accepted" in everything(app)
    assert "2026Q2 to 2026Q3" in everything(app)
    assert can_publish(app)
    control(app.segmented_control, asked.ORDER).set_value(False).run()
    assert "2026Q1 to 2026Q2" in everything(app)


@pytest.mark.parametrize(
    "columns",
    [
        [Column("Date", "ignore")],
        [Column(header, "quarter") for header in ("Date", "Branch", "Customer satisfaction")],
        [Column("No such column", "unit")],
    ],
)
def test_a_question_goes_when_the_columns_make_it_void(sample: Path, columns: list[Column]) -> None:
    app = dropped(("visits.csv", DATES))
    (desk,) = app.session_state["desks"].values()
    desk.say_columns(*columns)
    app.run()
    assert not app.exception
    assert asked.ORDER not in everything(app)
    assert not can_publish(app)


def test_what_a_file_without_date_unit_and_leg_lacks_is_asked(sample: Path, typing: None) -> None:
    app = dropped(("scores.csv", UNDATED))
    shown = everything(app)
    assert "60 rows in 2 columns" in shown
    assert "3 questions open" in shown
    control(app.selectbox, asked.QUARTER).set_value("soon").run()
    assert asked.no_quarter("soon") in everything(app)
    control(app.selectbox, asked.QUARTER).set_value("Q2 2026").run()
    assert control(app.selectbox, asked.QUARTER).value == "2026Q2"
    assert "2 questions open" in everything(app)
    control(app.selectbox, asked.PLACE).set_value("Head office").run()
    control(app.segmented_control, asked.leg("satisfaction_score")).set_value("csat").run()
    assert "60 rows accepted, 0 of them fixed, 0 rejected · 1 unit · 2026Q2" in everything(app)
    assert can_publish(app)
    control(app.selectbox, asked.QUARTER).set_value("2025Q4").run()
    assert "1 unit · 2025Q4" in everything(app)


def test_a_column_can_say_what_was_not_recognised(sample: Path) -> None:
    rows = "".join(f"{'AB'[row % 2]},2026Q{1 + row % 2},{1 + row % 5}\n" for row in range(40))
    app = dropped(("scores.csv", "Where,When_,csat\n" + rows))
    column = [box for box in app.selectbox if box.label == asked.OR_COLUMN][-1]
    column.set_value("Where").run()
    assert "40 rows accepted" in everything(app)
    assert "2 units · 2026Q1 to 2026Q2" in everything(app)


def test_a_file_with_nothing_to_load_asks_nothing_else(sample: Path) -> None:
    app = dropped(("dates.csv", "a\n1/2/1958\n3/4/1958\n"))
    assert asked.FIGURE_NONE in everything(app)
    assert "1 question open" in everything(app)
    assert not app.selectbox
    assert not can_publish(app)


def test_what_is_measured_can_be_said(sample: Path) -> None:
    answers = ["Very important", "Somewhat important", "Not so important", "Not at all important"]
    rows = "".join(f"A,2026Q2,{answers[row % 4]}\n" for row in range(60))
    app = dropped(("survey.csv", "Branch,Quarter,How important is it?\n" + rows))
    control(app.multiselect, asked.FIGURE).set_value(["How important is it?"]).run()
    assert not can_publish(app)
    control(app.segmented_control, asked.FIGURE_LEG).set_value("csat").run()
    assert "60 rows accepted" in everything(app)
    control(app.multiselect, asked.FIGURE).set_value([]).run()
    assert not can_publish(app)


def test_a_scale_that_the_values_do_not_settle_is_asked(sample: Path) -> None:
    rows = "".join(f"A,2026Q2,{row % 2}\n" for row in range(40))
    app = dropped(("survey.csv", "Branch,Quarter,Customer satisfaction\n" + rows))
    assert asked.values([("0", 20), ("1", 20)], 0) in everything(app)
    box = control(app.selectbox, asked.which_scale("Customer satisfaction"))
    box.set_value("0-1").run()
    assert "40 rows accepted" in everything(app)


def test_worded_answers_in_doubt_are_shown_and_confirmed(sample: Path) -> None:
    answers = ["Very satisfied", "Satisfied", "Unsure", "Dissatisfied", "Very dissatisfied"]
    rows = "".join(f"A,2026Q2,{answers[row % 5]}\n" for row in range(60))
    text = "Branch,Quarter,Customer satisfaction\n" + rows
    found = guess_mapping(read_table(text.encode(), "survey.csv")).mapping
    assert next(c for c in found.columns if c.metric == "csat").scale is None  # still in doubt
    app = dropped(("survey.csv", text))
    assert asked.answers("Customer satisfaction") in everything(app)
    assert "In doubt:" in everything(app)
    shown = app.dataframe[0].value
    assert set(shown[asked.ANSWER]) == {*answers}
    assert shown[asked.ROWS].tolist() == [12] * 5
    assert shown.loc[shown[asked.NO_ANSWER], asked.ANSWER].tolist() == ["Unsure"]
    assert not can_publish(app)
    control(app.button, asked.CONFIRM).click().run()
    assert "60 rows accepted" in everything(app)


def test_a_column_in_doubt_can_be_left_out_and_taken_back(sample: Path) -> None:
    rows = "".join(f"A,2026Q2,{row % 2},{100 + row}\n" for row in range(40))
    app = dropped(("survey.csv", "Branch,Quarter,Customer satisfaction,Revenue\n" + rows))
    question = asked.which_scale("Customer satisfaction")
    assert not can_publish(app)
    control(app.selectbox, question).set_value("(out)").run()
    assert can_publish(app)
    chips(app).set_value([words.ROWS]).run()
    assert "Customer satisfaction" not in app.dataframe[1].value
    control(app.selectbox, question).set_value("0-1").run()
    assert can_publish(app)
    assert app.dataframe[1].value["Customer satisfaction"].tolist()[:2] == [0.0, 1.0]


def test_regions_in_a_file_of_one_unit_are_asked_about(sample: Path, typing: None) -> None:
    rows = "".join(f"{'West' if row % 2 else 'East'},2026Q2,{1 + row % 5}\n" for row in range(40))
    app = dropped(("survey.csv", "Region,Quarter,csat\n" + rows))
    control(app.selectbox, asked.PLACE).set_value("Head office").run()
    question = asked.regions("Region")
    assert not app.error
    assert not can_publish(app)
    control(app.segmented_control, question).set_value("(out)").run()
    assert "40 rows accepted, 0 of them fixed, 0 rejected · 1 unit" in everything(app)
    control(app.segmented_control, question).set_value("(unit)").run()
    assert "40 rows accepted, 0 of them fixed, 0 rejected · 2 units" in everything(app)


def test_identifiers_are_no_figures() -> None:
    text = "RespondentID,Thing\n" + "".join(f"{9000 + row},{row % 5}\n" for row in range(20))
    table = read_table(text.encode(), "x.csv")
    columns = (Column("RespondentID", "ignore"), Column("Thing", "ignore"))
    assert doubts.can_be_figures(table, Mapping(columns)) == ["Thing"]


def test_many_questions_are_counted_and_can_be_left_out_at_once(sample: Path) -> None:
    answers = ["Very satisfied", "Satisfied", "Unsure", "Dissatisfied", "Very dissatisfied"]
    asked_of = [f"How satisfied are you with {thing}?" for thing in "ABCDEFGH"]
    rows = "".join(f"A,2026Q2,{1 + row % 5}{f',{answers[row % 5]}' * 8}\n" for row in range(60))
    head = ",".join(["Branch,Quarter,esat", *asked_of])
    app = dropped(("employees.csv", f"{head}\n{rows}"))
    assert everything(app).count("In doubt:") == 6
    assert asked.more(2) in everything(app)
    assert "8 questions open" in everything(app)
    control(app.button, asked.LEAVE_OTHERS_OUT).click().run()
    assert "6 questions open" in everything(app)
    while not can_publish(app):
        next(b for b in app.button if b.label == asked.LEAVE_OUT).click().run()
    control(app.checkbox, asked.left_out(asked_of[0])).uncheck().run()
    assert "1 question open" in everything(app)


def test_a_workbook_asks_for_its_sheet(sample: Path) -> None:
    sheets = {name: workbooks.sheet(workbooks.rows(books(name, 100))) for name in ("North", "Süd")}
    app = dropped(("books.xlsx", workbooks.workbook(sheets)))
    assert not app.error
    box = control(app.selectbox, asked.SHEET)
    assert box.options == ["North", "Süd"]
    box.set_value("Süd").run()
    assert "4 rows accepted" in everything(app)
    assert "sheet “Süd”" in everything(app)


def test_the_decimal_sign_is_asked_with_the_rows_that_show_the_doubt(sample: Path) -> None:
    amounts = ["1,234", "2,500", "2,500 ", "980", "3,100", "4,200", "5,300", "6,400"]
    rows = "".join(f'A{row},2026Q2,"{text}",700\n' for row, text in enumerate(amounts))
    app = dropped(("books.csv", "Branch,Quarter,Revenue,Cost\n" + rows))
    assert not app.error
    assert asked.decimals("Revenue") in everything(app)
    assert not can_publish(app)
    shown = app.dataframe[0].value
    assert shown["As written"].tolist() == ["1,234", "2,500", "3,100", "4,200", "5,300"]
    assert shown["Row"].tolist() == [2, 3, 6, 7, 8]
    assert shown["With point"].tolist() == [1234, 2500, 3100, 4200, 5300]
    assert shown["With comma"].tolist() == [1.234, 2.5, 3.1, 4.2, 5.3]
    chips(app).set_value([words.ROWS]).run()
    for sign, revenue in (("comma", 1.234), ("point", 1234)):
        control(app.segmented_control, asked.DECIMAL).set_value(sign).run()
        assert can_publish(app)
        assert app.dataframe[-1].value["Revenue"].iloc[0] == revenue
    (desk,) = app.session_state["desks"].values()
    desk.say_columns(Column("Revenue", "ignore"))
    app.run()
    assert asked.decimals("Revenue") not in everything(app)


BRANCHES = "branch,quarter,csat\n" + "".join(
    f"{unit},2026Q2,{1 + row % 5}\n" for unit in ("東京", "大阪", "名古屋") for row in range(12)
)


def reads_as(app: AppTest) -> dict[str, str]:
    """What the text reads in each encoding that can be chosen."""
    table = app.table[0].value
    return dict(zip(table[asked.ENCODING_NAME], table[asked.ENCODING_READS], strict=True))


def test_an_encoding_that_nothing_decides_is_asked(sample: Path) -> None:
    app = dropped(("visits.csv", BRANCHES.encode("cp932")))
    assert not app.error
    assert "It is not UTF-8 and could be Shift-JIS or" in everything(app)
    found = reads_as(app)
    assert found[asked.encoding("cp932")] == "東京, 大阪, 名古屋"
    assert found[asked.encoding("gb18030")] != found[asked.encoding("cp932")]
    assert control(app.selectbox, asked.ENCODING).options == list(found)
    assert "utf-8" not in found
    control(app.selectbox, asked.ENCODING).set_value("cp932").run()
    assert "36 rows accepted" in everything(app)
    control(app.selectbox, asked.ENCODING).set_value("gb18030").run()
    assert not app.exception
    control(app.selectbox, asked.ENCODING).set_value("cp932").run()
    assert "3 units" in everything(app)


def test_bytes_that_are_not_utf8_as_the_rest_are_asked_about(sample: Path) -> None:
    text = "Filiale,Quartal,Kundenzufriedenheit\n" + "Köln,2026Q2,4\nDüren,2026Q2,5\n" * 15
    data = text.encode() + "Jülich,2026Q2,5\n".encode("cp1252")
    app = dropped(("umfrage.csv", data))
    assert "the first in line 32" in everything(app)
    found = reads_as(app)
    assert found["cp1252 (Western)"] == "Jülich, KÃ¶ln, DÃ¼ren"
    assert "utf-8" not in found
    assert not can_publish(app)
    control(app.selectbox, asked.ENCODING).set_value("cp1252").run()
    assert "31 rows accepted" in everything(app)


def test_an_encoding_that_the_bytes_break_is_asked_again_and_once(sample: Path) -> None:
    rows = ["Köln,2026Q2,4\n".encode()] * 45 + [b"J\xfclich,2026Q2,5\n", b"M\x81,2026Q2,5\n"]
    app = dropped(("umfrage.csv", b"Filiale,Quartal,Kundenzufriedenheit\n" + b"".join(rows)))
    assert "the first in line 47" in everything(app)
    control(app.selectbox, asked.ENCODING).set_value("cp1252").run()
    assert not app.exception
    shown = everything(app)
    assert "It is not all text in cp1252: byte " in shown
    assert "the first in line 47" not in shown
    assert reads_as(app)["cp1252 (Western)"] == asked.ENCODING_CANNOT
    control(app.selectbox, asked.ENCODING).set_value("mac_roman").run()
    assert "47 rows accepted" in everything(app)


def test_the_fiscal_year_is_asked(sample: Path) -> None:
    rows = "".join(f"A,FY25 Q{q},{100 + q},80\n" for q in (1, 2, 3, 4))
    app = dropped(("books.csv", "Branch,Period,Revenue,Cost\n" + rows))
    control(app.selectbox, asked.FISCAL).set_value(4).run()
    assert not can_publish(app)
    control(app.segmented_control, asked.NAMED).set_value("end").run()
    assert "2024Q2 to 2025Q1" in everything(app)
    control(app.segmented_control, asked.NAMED).set_value("start").run()
    assert "2025Q2 to 2026Q1" in everything(app)


def test_how_many_answers_are_behind_a_mean_is_asked(sample: Path) -> None:
    rows = "".join(f"{u},2026Q{q},{3 + q / 10},{30 + q}\n" for u in "ABCDE" for q in (1, 2, 3))
    app = dropped(("staff.csv", "Branch,Quarter,Employee satisfaction,Persons asked\n" + rows))
    box = control(app.selectbox, asked.behind("Employee satisfaction"))
    assert asked.IN_FULL not in box.options  # a small group of employees must stay hidden
    box.set_value("Persons asked").run()
    assert "15 rows accepted" in everything(app)


def test_a_refusal_without_an_answer_stays_a_sentence_and_lists_its_rows(sample: Path) -> None:
    app = dropped(("broken.csv", "branch,quarter,csat\nN,2026Q2,4\nN,soon,5\nN,2026Q2,9\n"))
    assert app.error[0].value.replace("\\", "").startswith(words.REFUSED)
    assert words.ALL_OR_NONE in [warning.value for warning in app.warning]
    chips(app).set_value([words.PROBLEM_LIST]).run()
    table = app.dataframe[0].value
    assert table["Row"].tolist() == [3]
    assert table["Value"].tolist() == ["soon"]
    assert words.DOWNLOAD_PROBLEMS in labels_of(app.get("download_button"))


def test_rows_stand_side_by_side_as_written_and_as_understood(sample: Path) -> None:
    rows = "".join(f"Nord,2026Q{1 + row % 2},{1 + row % 5}\n" for row in range(30))
    app = dropped(("survey.csv", "Branch,Quarter,csat\nNord,soon,5\n" + rows))
    chips(app).set_value([words.ROWS]).run()
    written, understood = (shown.value for shown in app.dataframe)
    assert written.index.tolist() == [2, 3, 4, 5, 6, 7, 8, 9]
    assert written.loc[2, "Quarter"] == "soon"
    assert understood.index.tolist() == [3, 4, 5, 6, 7, 8, 9, 10]
    assert understood.loc[3].tolist() == ["2026Q1", "Nord", 1.0]


def test_first_rows_are_judged_by_the_whole_column() -> None:
    """“1.234” is a thousand and more only because a later row is “2,5”."""
    rows = "".join(f"A{row};2025Q1;1.234\n" for row in range(60)) + "B;2025Q1;2,5\n"
    table = read_table(f"Filiale;Quartal;Umsatz\n{rows}".encode(), "books.csv")
    found = glimpse.understood_rows(table, guess_mapping(table))
    assert len(found) == len(table.top) == 50
    assert set(found["revenue"]) == {1234.0}


def test_changing_a_guess_checks_anew_and_reads_nothing_again(
    sample: Path, reads: list[str]
) -> None:
    app = dropped(("visits.csv", DATES))
    control(app.segmented_control, asked.ORDER).set_value(True).run()
    control(app.segmented_control, asked.ORDER).set_value(False).run()
    assert reads == ["visits.csv"]
    chips(app).set_value([words.HOW_READ]).run()
    control(app.selectbox, words.DELIMITER).set_value(";").run()
    assert reads == ["visits.csv"] * 2


def test_how_the_file_was_read_can_be_said(sample: Path) -> None:
    rows = "".join(f"Køln;2026Q2;{1 + row % 5}\n" for row in range(40))
    text = ("Filiale;Quartal;Kundenzufriedenheit\n" + rows).encode("cp1252")
    app = dropped(("umfrage.csv", text))
    assert "cp1252" in everything(app)
    chips(app).set_value([words.HOW_READ, words.ROWS]).run()
    assert "Køln" in app.dataframe[0].value["Filiale"].tolist()
    assert asked.encoding("cp1251") in control(app.selectbox, words.ENCODING).options
    control(app.selectbox, words.ENCODING).set_value("cp1251").run()
    assert "Kшln" in app.dataframe[0].value["Filiale"].tolist()


def test_the_next_file_with_these_headers_asks_nothing(store: Path) -> None:
    app = open_page("pages/data.py")
    drop(app, ("visits.csv", DATES))
    control(app.segmented_control, asked.ORDER).set_value(True).run()
    control(app.checkbox, words.WITHOUT_SAMPLE).uncheck().run()
    control(app.button, words.publish(1)).click().run()
    told = app.success[0].value.replace("\\", "")
    assert "batch 6 loaded" in told
    with Book.open(store) as book:
        newest = book.store.latest()
        assert words.effect(history.effect(effect(book.analysis(1), book.analysis(newest)))) in told
        kept = book.remembered(read_table(DATES.encode(), "visits.csv"))
        assert kept is not None
        assert kept.day_first is True
    later = DATES.replace("/2026", "/2025")
    drop(app, ("visits_2025.csv", later))
    assert asked.ORDER not in everything(app)
    assert "2025Q2 to 2025Q3" in everything(app)
    assert words.AS_LAST_TIME in everything(app)
    control(app.button, words.FORGET).click().run()
    assert asked.ORDER in everything(app)
    assert words.AS_LAST_TIME not in everything(app)


def test_the_sheet_of_last_time_is_taken_again(store: Path) -> None:
    sheets = {
        "Books": workbooks.sheet(workbooks.rows(books("Own", 100))),
        "Notes": workbooks.sheet(workbooks.rows([["a", "b"], ["x", "y"], ["z", "w"]])),
    }
    data = workbooks.workbook(sheets)
    with Book.open(store) as book:
        said = Mapping(sheet="Books")
        book.publish([book.examine(data, "books.xlsx", said)], who="tests")
        desk = Desk("books.xlsx")
        found = desk.look(book, data)
        assert found.error is None
        assert found.table is not None
        assert found.table.encoding == "sheet “Books”"
        desk.forget()
        assert [each.kind for each in desk.look(book, data).open] == ["sheet"]


def test_a_long_file_is_read_like_a_short_one(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stool.ui import upload_view

    monkeypatch.setattr(upload_view, "LONG", 0)
    app = dropped(("revenue.csv", (NEXT / "revenue.csv").read_bytes()))
    assert "24 rows accepted" in everything(app)
    assert not app.status


def test_a_file_taken_out_of_the_list_is_forgotten(sample: Path) -> None:
    app = dropped(("visits.csv", DATES), ("scores.csv", UNDATED))
    assert len(app.session_state["desks"]) == 2
    app.file_uploader[0].set_value(None).run()
    assert not app.session_state["desks"]


def test_templates_are_offered_and_one_is_of_the_units_loaded(sample: Path) -> None:
    app = AppTest.from_function(templates, default_timeout=120).run()
    app.session_state["templates"] = True
    app.run()
    assert not app.exception
    assert words.own_sheet(24, "2026Q2") in labels_of(app.get("download_button"))
    assert len(app.get("download_button")) == 5


def templates() -> None:
    from stool.ui import state, template_view

    state.enter("data")
    template_view.templates()


METRIC = Column("Q1", "metric", "csat", "q1", "1-5")


@pytest.mark.parametrize(
    ("before", "cells", "after"),
    [
        (METRIC, {words.LEG: "esat"}, Column("Q1", "metric", "esat", "q1", "1-5")),
        (METRIC, {words.ROLE: "ignore"}, Column("Q1", "ignore")),
        (METRIC, {words.SCALE: None}, Column("Q1", "metric", "csat", "q1", None)),
        (METRIC, {words.BETTER: "lower"}, Column("Q1", "metric", "csat", "q1", "1-5", "lower")),
        (METRIC, {words.METRIC: ""}, METRIC),
        (METRIC, {words.DIMENSION: "level"}, Column("Q1", "dimension", dimension="level")),
        (METRIC, {words.ROLE: "n", words.OF: "nps"}, Column("Q1", "n", of="nps")),
        (Column("Q1", "ignore"), {words.LEG: "csat"}, Column("Q1", "metric", "csat", "q1")),
        (Column("Q1", "ignore"), {words.ROLE: "metric"}, Column("Q1", "metric", metric="q1")),
        (
            Column("Q1", "ignore"),
            {words.ROLE: "dimension"},
            Column("Q1", "dimension", dimension="level"),
        ),
    ],
)
def test_what_follows_from_a_changed_cell(
    before: Column, cells: dict[str, Any], after: Column
) -> None:
    assert mapping_view.edited(before, cells) == after


def test_answers_with_neither_a_number_nor_a_tick_stay_unread() -> None:
    rows = [
        {asked.ANSWER: "good", asked.STANDS_FOR: 5, asked.NO_ANSWER: False},
        {asked.ANSWER: "n/a", asked.STANDS_FOR: 3.0, asked.NO_ANSWER: True},
        {asked.ANSWER: "hm", asked.STANDS_FOR: np.nan, asked.NO_ANSWER: False},
    ]
    assert mapping_view.said_of(pd.DataFrame(rows).to_dict("records")) == (
        ("good", 5.0),
        ("n/a", None),
    )


def test_other_columns_forget_what_was_said_of_them_when_the_file_is_cut_anew() -> None:
    desk = Desk("survey.csv")
    desk.say_columns(METRIC)
    desk.say(day_first=True)
    desk.say(delimiter=";")
    assert desk.said == Mapping(day_first=True, delimiter=";")


def test_every_question_of_meaning_can_be_told_from_the_mapping() -> None:
    columns = (
        Column("a", "metric", None, "a", "1-5"),
        Column("b", "metric", "csat", "b", None),
        Column("c", "metric", "csat", "c", None, answers=(("good", 1.0),)),
    )
    found = doubts.of_meaning(Mapping(columns))
    assert [(each.kind, each.column) for each in found] == [
        ("quarter", ""),
        ("place", ""),
        ("leg", "a"),
        ("scale", "b"),
        ("answers", "c"),
    ]
    assert [each.kind for each in doubts.of_meaning(Mapping(period="2026Q2", place="A"))] == [
        "figure"
    ]
    assert doubts.of_reading(StoolError("")) == ()


def test_what_stands_beside_the_year_is_asked_with_its_rows(sample: Path) -> None:
    rows = "".join(f"{unit},2024-{n},{3 + n % 3}\n" for unit in "AB" for n in (1, 2, 3, 4))
    app = dropped(("visits.csv", f"branch,when,csat\n{rows}".encode()))
    assert asked.NUMBER_IS in everything(app)
    assert app.dataframe[0].value.to_dict("records")[0] == {
        "Row": 3, "As written": "2024-2", "As quarter": "2024Q2", "As month": "2024Q1"
    }  # fmt: skip
    control(app.segmented_control, asked.NUMBER_IS).set_value("quarter").run()
    assert "2024Q1 to 2024Q4" in everything(app)
    control(app.segmented_control, asked.NUMBER_IS).set_value("month").run()
    assert "2024Q1 to 2024Q2" in everything(app)


def test_a_row_that_is_called_a_total_is_asked_about(sample: Path) -> None:
    rows = "".join(
        f"{unit},2025Q{quarter},{figure + quarter},{figure}\n"
        for quarter in (1, 2, 3, 4)
        for unit, figure in (("Leeds", 50), ("York", 70), ("Total", 40))
    )
    app = dropped(("sales.csv", f"branch,quarter,revenue,cost\n{rows}".encode()))
    assert asked.called_total("Total", 4) in everything(app)
    control(app.selectbox, asked.NAMED_TOTAL).set_value("unit").run()
    assert "12 rows accepted" in everything(app)
    control(app.selectbox, asked.NAMED_TOTAL).set_value("total").run()
    assert "8 rows accepted" in everything(app)
