"""Profit-and-loss statements: revenue and cost of each quarter or unit, from their totals.

Accounts and totals stand in one column there, so that a sum of rows counts everything twice or
thrice. Only totals of sections are read, and they have to lead to the profit the statement states.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stool.catalogue import say
from stool.errors.shape import RepeatedPeriodError, StatementLinesError, StatementMismatchError
from stool.ingest.files.records import Record
from stool.ingest.files.stages import Stage
from stool.ingest.language.values import decimal_votes, is_no_answer, to_number
from stool.ingest.language.words import normalise
from stool.ingest.tables.statement_heads import Column, Heading, columns_of, heading_of

MONTHS_A_QUARTER = 3
MOST_LINES = 5_000  # of a statement, blank ones included
CENT = 0.01  # each line is rounded by itself
WHOLE = 1.0  # the same where a statement prints no cents
SLACK = 1e-6  # of floating point
TOTAL = re.compile(
    r"^(?:(?:total|totals|sum|summe|gesamt|total_des|total_de)_(?:for_|of_|des?_)?)+"
)
REVENUE = (  # sections, the plainest name of all that was earned in operations first
    *("income", "operating_income", "revenue", "revenues", "operating_revenue", "turnover"),
    *("trading_income", "trading_revenue", "ordinary_income", "net_revenue", "net_sales", "sales"),
    *("umsatzerlose", "umsatz", "produits_d_exploitation", "ingresos"),
)
GOODS = (
    *("cost_of_goods_sold", "cost_of_sales", "cost_of_revenue", "cost_of_revenues", "cogs"),
    *("direct_costs", "cost_of_services"),
)
RUNNING = (
    *("operating_expenses", "operating_expense", "expenses", "expense", "overheads"),
    *("administrative_costs", "administrative_expenses", "operating_costs", "opex"),
)
OTHER_INCOME = ("other_income", "non_operating_income", "other_revenue")
OTHER_EXPENSE = ("other_expenses", "other_expense", "non_operating_expense", "other_costs")
OPERATING = (  # profit before anything that is not operations
    *("net_operating_income", "operating_profit", "net_ordinary_income", "operating_profit_loss"),
    *("operating_income_loss", "ebit", "betriebsergebnis"),
)
NET = (
    *("profit_before_tax", "net_profit_before_tax", "income_before_tax", "net_income_before_tax"),
    *("profit_on_ordinary_activities_before_taxation", "net_profit", "net_income"),
    *("net_profit_loss", "net_earnings", "net_loss", "profit"),
    *("net_income_loss", "profit_for_the_period", "profit_for_the_year", "net_profit_for_the_year"),
)
SECTIONS = frozenset({*REVENUE, *GOODS, *RUNNING, *OTHER_INCOME, *OTHER_EXPENSE})


@dataclass(frozen=True, slots=True)
class Statement:
    """Revenue and cost of a profit-and-loss statement.

    Attributes
    ----------
    heads : tuple of str
        "quarter" ("period" where some column is no quarter), "unit", "revenue", "cost".
    records : tuple of Record
        One per quarter or unit; revenue and cost with two decimals and a decimal point. A unit or
        period that the statement does not name is blank. The line is that of the revenue total.
    stages : tuple of Stage
    """

    heads: tuple[str, ...]
    records: tuple[Record, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the statement: its label as written, and what figures stand in it."""

    line: int
    label: str
    name: str
    is_total: bool
    figures: dict[int, float]


@dataclass(frozen=True, slots=True)
class _Totals:
    """The lines that matter; those the statement lacks are None."""

    revenue: _Line
    goods: _Line | None
    running: _Line | None
    other_income: _Line | None
    other_expense: _Line | None
    profit: _Line
    is_operating: bool

    @property
    def costs(self) -> list[_Line]:
        """Lines that make up the cost."""
        return [line for line in (self.goods, self.running) if line]

    @property
    def steps(self) -> list[tuple[_Line, int]]:
        """Lines that lead to the profit, each with its sign."""
        steps = [(self.revenue, 1), *((line, -1) for line in self.costs)]
        others = ((self.other_income, 1), (self.other_expense, -1))
        outside = [(line, sign) for line, sign in others if line and not self.is_operating]
        return [*steps, *outside]


def read_statement(records: Sequence[Record], name: str) -> Statement | None:
    """Read a profit-and-loss statement; None if the file is none.

    Cost is cost of goods sold plus operating expenses, so that (revenue - cost) / revenue is the
    operating margin; income and expenses outside operations are left out of both. Months are added
    up to quarters where all three are there.

    Parameters
    ----------
    records : sequence of Record
        The whole file, titles and footers included.
    name : str
        File, for refusals.

    Raises
    ------
    StatementLinesError
        Its title and totals say that it is a statement, and a line that is needed is missing.
    StatementMismatchError
        Revenue less cost is not the profit that the statement states.
    RepeatedPeriodError
        Two columns are for one period.
    """
    if not _may_be_one(records):
        return None
    lines = _lines(records)
    heading = heading_of(records, _first_line(lines))
    totals = _totals(lines, heading.titled, name)
    if totals is None:
        return None
    places = sorted({place for line, _ in totals.steps for place in line.figures})
    columns, left_out = columns_of(heading, places)
    if not columns:
        raise StatementLinesError(name, say("column that says which quarter or unit it is for"))
    _require_different(columns, name)
    for column in columns:
        _require_profit(totals, column, name)
    return _statement(totals, columns, left_out, heading)


def _may_be_one(records: Sequence[Record]) -> bool:
    """Whether there are few enough lines for a statement: each account is one."""
    return len(records) <= MOST_LINES


def _lines(records: Sequence[Record]) -> list[_Line]:
    """Lines with a label and the figures behind it."""
    comma = decimal_votes(field for record in records for field in record.fields[1:]) > 0
    lines = []
    for record in records:
        places = (place for place, field in enumerate(record.fields) if field.strip())
        first = next(places, None)
        if first is None:
            continue
        label = " ".join(record.fields[first].split())
        name = normalise(label)
        figures = {
            place: value
            for place in places
            if "%" not in (field := record.fields[place])
            and not is_no_answer(field)
            and not math.isnan(value := to_number(field, comma))
        }
        bare = TOTAL.sub("", name)
        lines.append(_Line(record.line, label, bare, bare != name, figures))
    return lines


def _first_line(lines: Sequence[_Line]) -> int:
    """Line the first section begins in, or one beyond the last if there is no section."""
    found = (line.line for line in lines if line.name in SECTIONS)
    return next(found, lines[-1].line + 1 if lines else 1)


def _totals(lines: Sequence[_Line], titled: bool, name: str) -> _Totals | None:
    """Lines that matter; None if this is no statement."""
    figured = [line for line in lines if line.figures]
    has_totals = any(line.is_total and line.name in SECTIONS for line in figured)
    if not (titled or has_totals):
        return None
    revenue = _pick(figured, REVENUE)
    goods, running = _pick(figured, GOODS), _pick(figured, RUNNING)
    operating, net = _pick(figured, OPERATING), _pick(figured, NET)
    profit = operating or net
    if revenue is None or profit is None or not (goods or running):
        if not (titled and has_totals):
            return None
        missing = say("total of income") if revenue is None else say("total of costs or expenses")
        raise StatementLinesError(name, say("line of net profit") if profit is None else missing)
    others = (_pick(figured, OTHER_INCOME), _pick(figured, OTHER_EXPENSE))
    return _Totals(revenue, goods, running, *others, profit, operating is not None)


def _pick(lines: Sequence[_Line], names: Sequence[str]) -> _Line | None:
    """Line of that name, totals before others, then by the order of the names."""
    found = [line for line in lines if line.name in names]
    return min(found, key=lambda line: (not line.is_total, names.index(line.name)), default=None)


def _require_different(columns: Sequence[Column], name: str) -> None:
    """Refuse two columns for one period and unit."""
    met: dict[tuple[str, str], str] = {}
    for column in columns:
        key = (column.unit, column.period.words if column.period else "")
        if key in met:
            raise RepeatedPeriodError(name, [met[key], column.text])
        met[key] = column.text


def _require_profit(totals: _Totals, column: Column, name: str) -> None:
    """Refuse a column whose totals do not lead to the profit it states."""
    place = column.place
    reached = sum(sign * line.figures.get(place, 0.0) for line, sign in totals.steps)
    stated = totals.profit.figures.get(place, 0.0)
    printed = (value for line, _ in totals.steps for value in line.figures.values())
    unit = WHOLE if all(value == round(value) for value in printed) else CENT
    if abs(reached - stated) > unit + SLACK:
        shown = [(f"“{line.label}”", line.figures.get(place, 0.0)) for line, _ in totals.steps]
        raise StatementMismatchError(name, column.text, shown, stated, totals.profit.label)


def _statement(
    totals: _Totals, columns: Sequence[Column], left_out: Sequence[str], heading: Heading
) -> Statement:
    """Rows of the columns, months added up to quarters where all three are there."""
    groups: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        groups.setdefault((column.quarter or column.when, column.unit), []).append(column)
    whole = {key: group for key, group in groups.items() if not _is_short(group)}
    short = [column.text for group in groups.values() if _is_short(group) for column in group]
    if not whole:
        whole, short = {(column.when, column.unit): [column] for column in columns}, []
    records = tuple(
        Record(
            totals.revenue.line, [*key, _sum([totals.revenue], group), _sum(totals.costs, group)]
        )
        for key, group in whole.items()
    )
    are_quarters = all(column.quarter for group in whole.values() for column in group)
    head = "quarter" if are_quarters and not _all_short(whole.values()) else "period"
    stages = _stages(totals, whole, [*left_out, *short], heading)
    return Statement((head, "unit", "revenue", "cost"), records, stages)


def _is_short(group: Sequence[Column]) -> bool:
    """Whether months do not make up a quarter."""
    return group[0].is_month and len(group) < MONTHS_A_QUARTER


def _all_short(groups: Iterable[Sequence[Column]]) -> bool:
    return all(_is_short(group) for group in groups)


def _sum(lines: Sequence[_Line], group: Sequence[Column]) -> str:
    value = sum(line.figures.get(column.place, 0.0) for line in lines for column in group)
    return f"{value:.2f}"


def _stages(
    totals: _Totals,
    groups: dict[tuple[str, str], list[Column]],
    left_out: Sequence[str],
    heading: Heading,
) -> tuple[Stage, ...]:
    """What was read, in words."""
    of = say(" of {company}", company=heading.company) if heading.company else ""
    when = f", {heading.period.text}" if heading.period else ""
    titled = say("its title and totals say so") if heading.titled else say("its totals say so")
    costs = " + ".join(f"“{line.label}”" for line in totals.costs)
    rows = ", ".join(str(line.line) for line in totals.costs)
    others = [line.label for line in (totals.other_income, totals.other_expense) if line]
    outside = say("; not in it: {others}", others=", ".join(others)) if others else ""
    checked = " + ".join(
        f"“{line.label}”" if sign > 0 else f"(-“{line.label}”)" for line, sign in totals.steps
    )
    stages = [
        Stage("statement", say("profit-and-loss statement{of}{when}", of=of, when=when), titled),
        Stage(
            "revenue", totals.revenue.label, say("total in row {line}", line=totals.revenue.line)
        ),
        Stage(
            "cost",
            costs,
            say(
                "totals in rows {rows}, for the operating margin{outside}",
                rows=rows,
                outside=outside,
            ),
        ),
        Stage(
            "check",
            say("they lead to “{label}” to the last digit", label=totals.profit.label),
            say("{checked}, in all columns that count", checked=checked),
        ),
    ]
    if any(len(group) > 1 for group in groups.values()):
        stages.append(
            Stage("months", say("added up to quarters"), say("all three months are there"))
        )
    if left_out:
        shown = ", ".join(f"“{text}”" for text in left_out)
        stages.append(
            Stage(
                "columns",
                say("left out: {shown}", shown=shown),
                say("totals, comparisons or parts of a quarter"),
            )
        )
    return tuple(stages)
