"""The service log: told by its columns, every row checked, times made into figures."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stool.errors import AmbiguousDateError, BadMappingError, UnsettledColumnError
from stool.examine import examine
from stool.ingest import CheckedFile, Mapping, guess_mapping, ingest, read_table
from stool.ingest.files import coding
from stool.schema import SERVICE

HEADER = "case,unit,server,opened,first_reply,promised_by,closed,owner_changes,complaint,recovered"
GOOD = "9,N,N-1,2026-01-05 09:00,2026-01-05 10:00,2026-01-08 09:00,2026-01-06 09:00,0,no,"
FEW = 10  # good rows that let a bad one be a row and not the mapping


def log_of(*rows: str, header: str = HEADER, fill: int = 0) -> CheckedFile:
    good = [GOOD.replace("9,", f"g{number},", 1) for number in range(fill)]
    return ingest("\n".join([header, *rows, *good, ""]).encode(), "log.csv")


def figure(file: CheckedFile, metric: str, row: int = 0) -> float:
    return float(file.rows[metric].iloc[row])


def case(**moments: str) -> str:
    """A row of a case, its moments as given."""
    given = {"opened": "2026-01-05 09:00", "first_reply": "", "promised_by": "", "closed": ""}
    times = ",".join((given | moments).values())
    return f"1,N,N-1,{times},0,no,"


def test_columns_are_told_by_their_names() -> None:
    guess = guess_mapping(read_table("\n".join([HEADER + ",segment", GOOD + ",x"]).encode(), "l"))
    assert {column.column: column.role for column in guess.mapping.columns} == {
        "case": "respondent",
        "unit": "unit",
        "server": "dimension",
        "opened": "quarter",
        "first_reply": "moment",
        "promised_by": "moment",
        "closed": "moment",
        "owner_changes": "metric",
        "complaint": "metric",
        "recovered": "metric",
        "segment": "dimension",
    }
    assert {c.leg for c in guess.mapping.columns if c.role == "metric"} == {SERVICE}
    assert guess.mapping.rows == "respondent"
    assert guess.mapping.labels == {}
    assert {reason.confidence for reason in guess.reasons} == {"sure"}


def test_other_names_for_the_same() -> None:
    header = "Ticket ID,Branch,Assignee,Created at,First response at,Due date,Solved at,Handoffs"
    header += ",Age,Note"
    guess = guess_mapping(read_table("\n".join([header, GOOD]).encode(), "tickets.csv"))
    found = {column.column: (column.role, column.of) for column in guess.mapping.columns}
    assert found["Created at"] == ("quarter", None)
    assert found["First response at"] == ("moment", "first_reply")
    assert found["Due date"] == ("moment", "promised_by")
    assert found["Solved at"] == ("moment", "closed")
    assert found["Assignee"] == ("dimension", None)
    assert found["Age"] == ("ignore", None)


@pytest.mark.parametrize(
    "header",
    [
        "case,unit,x,opened,y,z,closed,w,complaint,csat",  # answers of people
        "shop,unit,x,opened,y,z,closed,w,complaint,revenue",  # shops that opened and closed
        "shop,unit,x,opened,y,z,closed,w,complaint,v",  # no identifier of a case
        "case,unit,x,opened,y,z,v,w,complaint,u",  # nothing but an opening
    ],
)
def test_what_is_no_service_log(header: str) -> None:
    guess = guess_mapping(read_table("\n".join([header, GOOD[:-1] + ",4"]).encode(), "f.csv"))
    assert not guess.mapping.having("moment")


def test_the_quarter_is_that_of_opening() -> None:
    file = log_of(case(opened="2025-12-31 23:00", first_reply="2026-01-02 09:00"))
    assert file.quarters == ("2025Q4",)


def test_hours_and_bands() -> None:
    file = log_of(case(first_reply="2026-01-05 12:30", closed="2026-01-07 21:00"))
    assert figure(file, "first_reply_hours") == pytest.approx(3.5)
    assert figure(file, "first_reply_band") == 3  # above 2, up to 4 hours
    assert figure(file, "close_hours") == pytest.approx(60)
    assert figure(file, "still_open") == 0


def test_what_has_not_happened_has_no_figure() -> None:
    file = log_of(case())
    assert np.isnan(figure(file, "first_reply_hours"))
    assert np.isnan(figure(file, "close_hours"))
    assert np.isnan(figure(file, "promise_kept"))
    assert figure(file, "still_open") == 1


@pytest.mark.parametrize(
    ("promised", "closed", "kept", "overrun"),
    [
        ("2026-01-06 09:00", "2026-01-06 09:00", 1, np.nan),
        ("2026-01-06 09:00", "2026-01-06 10:30", 0, 1.5),
        ("2026-01-06", "2026-01-06 23:59", 1, np.nan),  # a day is kept to its end
        ("2026-01-06", "2026-01-07 00:00", 0, 0),
        ("2026-01-06", "2026-01-07 06:00", 0, 6),
        ("", "2026-01-06 09:00", np.nan, np.nan),
    ],
)
def test_promises(promised: str, closed: str, kept: float, overrun: float) -> None:
    file = log_of(case(promised_by=promised, closed=closed))
    assert figure(file, "promise_kept") == pytest.approx(kept, nan_ok=True)
    assert figure(file, "overrun_hours") == pytest.approx(overrun, nan_ok=True)


def test_an_open_case_past_its_promise_has_broken_it() -> None:
    late, ahead = case(promised_by="2026-01-07 09:00"), case(promised_by="2026-01-09 09:00")
    known = case(opened="2026-01-08 09:00", promised_by="2026-01-30 09:00")
    file = log_of(late, ahead.replace("1,", "2,", 1), known.replace("1,", "3,", 1))
    assert file.rows["promise_kept"].iloc[0] == 0
    assert np.isnan(file.rows["promise_kept"].iloc[1:]).all()  # the log ends on 8 January
    assert np.isnan(figure(file, "overrun_hours"))


def test_handovers_and_recovery() -> None:
    rows = [
        "1,N,N-1,2026-01-05,,,2026-01-06,0,no,yes",
        "2,N,N-1,2026-01-05,,,2026-01-06,3,yes,yes",
        "3,N,N-1,2026-01-05,,,2026-01-06,,yes,no",
    ]
    file = log_of(*rows)
    assert file.rows["one_owner"].tolist()[:2] == [1, 0]
    assert np.isnan(file.rows["one_owner"].iloc[2])
    assert np.isnan(file.rows["recovered"].iloc[0])  # nothing had gone wrong
    assert file.rows["recovered"].tolist()[1:] == [1, 0]


def test_days_without_a_time_count_as_days_and_never_as_a_quick_reply() -> None:
    file = log_of(case(opened="2026-01-05", first_reply="2026-01-05", closed="2026-01-07"))
    assert np.isnan(figure(file, "first_reply_hours"))
    assert figure(file, "close_hours") == 48
    midnights = log_of(
        case(opened="2026-01-05 00:00", first_reply="2026-01-05 00:00", closed="2026-01-07 00:00")
    )
    assert np.isnan(figure(midnights, "first_reply_hours"))


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        (case(closed="2026-01-05 08:59"), "closed", "before the case was opened"),
        (case(first_reply="2026-01-04 09:00"), "first_reply", "before the case was opened"),
        (case(promised_by="2026-01-04"), "promised_by", "promised for before the case was opened"),
        (case(closed="next week"), "closed", "names no day"),
        (case(closed="2062-01-06 09:00"), "closed", "year outside 1970 to"),
        (case(opened="2026Q1"), "opened", "names no day"),
        (case(opened=""), "opened", "no quarter or date"),
        (case(opened="soon"), "opened", "names no quarter or date"),
        (case().replace(",0,no,", ",-1,no,"), "owner_changes", "not a whole number of 0 or more"),
        (case().replace(",0,no,", ",1.5,no,"), "owner_changes", "not a whole number of 0 or more"),
        (case().replace(",0,no,", ",0,maybe,"), "complaint", "not yes or no"),
    ],
)
def test_a_bad_row_is_rejected_by_name(row: str, column: str, rule: str) -> None:
    file = log_of(row, fill=FEW)
    assert (file.accepted, file.rejected) == (FEW, 1)
    [problem] = file.problems.to_dict("records")
    assert (problem["row"], problem["column"], problem["outcome"]) == (2, column, "rejected")
    assert str(problem["rule"]).startswith(rule)


def test_closed_on_the_day_of_opening_is_no_disorder() -> None:
    assert log_of(case(closed="2026-01-05"), fill=FEW).rejected == 0


def test_a_case_comes_once() -> None:
    assert log_of(case(), case(), fill=FEW).rejected == 1


def test_the_other_columns_settle_the_order_of_day_and_month() -> None:
    file = log_of(case(opened="05/01/2026 09:00", closed="25/01/2026 09:00"))
    assert file.quarters == ("2026Q1",)
    assert figure(file, "close_hours") == 20 * 24
    assert file.mapping.day_first is True


def test_a_day_in_doubt_is_asked_about() -> None:
    row = case(opened="2026-01-01 09:00", closed="02/03/2026 09:00")
    with pytest.raises(AmbiguousDateError, match=r"closed.*row 2 has “02/03/2026 09:00”"):
        log_of(row)
    said = Mapping(day_first=False)
    file = ingest(f"{HEADER}\n{row}\n".encode(), "log.csv", said)
    assert figure(file, "close_hours") == 33 * 24  # 3 February


def test_time_zones_are_not_mixed() -> None:
    row = case(opened="2026-01-05T09:00:00Z", closed="2026-01-06 09:00")
    with pytest.raises(UnsettledColumnError, match=r"closed.*several time zones \(UTC, none\)"):
        log_of(row)
    file = log_of(case(opened="2026-01-05T09:00:00Z", closed="2026-01-05T12:00:00+02:00"))
    assert figure(file, "close_hours") == pytest.approx(1)


def test_a_mapping_says_what_the_names_do_not() -> None:
    text = "n,Filiale,A,B,C\n1,N,2026-01-05 09:00,2026-01-05 11:00,2026-01-06 09:00\n"
    said = {
        "unit": "Filiale",
        "quarter": "A",
        "columns": {
            "B": {"role": "moment", "of": "first_reply"},
            "C": {"role": "moment", "of": "closed"},
        },
    }
    mapping = Mapping.from_json(json.dumps(said))
    assert Mapping.from_json(mapping.to_json()) == mapping
    file = ingest(text.encode(), "x.csv", mapping)
    assert figure(file, "first_reply_hours") == pytest.approx(2)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"columns": {"closed": {"role": "moment"}}}, "a moment of nothing known"),
        ({"columns": {"closed": {"role": "moment", "of": "opened"}}}, "a moment of nothing known"),
        (
            {"columns": {c: {"role": "moment", "of": "closed"} for c in ("closed", "first_reply")}},
            "more than one column is the moment “closed”",
        ),
        ({"rows": "aggregated"}, "said to be aggregated"),
        (
            {
                "columns": {"opened": "ignore", "closed": {"role": "moment", "of": "closed"}},
                "period": "2026Q1",
            },
            "no one column that says when",
        ),
    ],
)
def test_a_mapping_that_cannot_be(said: dict[str, object], found: str) -> None:
    with pytest.raises(BadMappingError, match=found):
        ingest(f"{HEADER}\n{GOOD}\n".encode(), "l.csv", Mapping.from_json(json.dumps(said)))


def test_cells_are_of_their_own_source() -> None:
    text = "\n".join([HEADER, case(first_reply="2026-01-05 10:00"), GOOD, ""]).encode()
    table = read_table(text, "log.csv")
    guess = guess_mapping(table)
    cells = examine(table, guess.mapping).cells
    assert set(cells["leg"]) == {SERVICE}
    everybody = cells[(cells["dimension"] == "ALL")].set_index("metric")
    assert everybody.loc["first_reply_band", "c1"] == 2
    assert everybody.loc["still_open", ["n", "s"]].tolist() == [2, 1]
    assert set(cells["dimension"]) == {"ALL", "served_by", "complained"}


def test_a_long_log_is_measured_to_the_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a long file time stamps are kept as days at first; how long a case took needs the time."""
    monkeypatch.setattr(coding, "MOST_TEXTS", 50)
    rows = 30_000
    opened = pd.Timestamp("2026-01-05") + pd.to_timedelta(np.arange(rows) % 9000, unit="min")
    closed = opened + pd.Timedelta(minutes=90)
    frame = pd.DataFrame({"case": range(rows), "unit": "N", "opened": opened, "closed": closed})
    frame.to_csv(tmp_path / "log.csv", index=False)
    frame.astype("str").to_parquet(tmp_path / "log.parquet")
    for name in ("log.csv", "log.parquet"):
        file = ingest(tmp_path / name)
        assert file.accepted == rows
        assert (file.rows["close_hours"] == 1.5).all()
