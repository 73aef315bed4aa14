"""Cases of a service log: their moments read and set in order, and what is made of them."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stool.catalogue import say
from stool.errors import AmbiguousDateError, UnsettledColumnError
from stool.ingest.checking.problems import LISTED, ProblemLog
from stool.ingest.files.coding import Coded
from stool.ingest.language.epochs import epoch_unit, serial_dates
from stool.ingest.language.moments import (
    DAY,
    Moments,
    moment_of_epoch,
    moment_of_serial,
    moments_of,
    order_of_moments,
)
from stool.ingest.language.quarters import EARLIEST_YEAR
from stool.ingest.language.values import no_answers
from stool.ingest.mapping import Mapping
from stool.ingest.meaning.judged import Judged
from stool.ingest.meaning.result import Metric
from stool.ingest.meaning.when import YEARS_AHEAD, rows_in_doubt
from stool.ingest.tables.table import Table
from stool.schema import (
    BAND_HOURS,
    CLOSE_HOURS,
    CLOSED,
    COMPLAINT,
    FIRST_REPLY,
    FIRST_REPLY_BAND,
    FIRST_REPLY_HOURS,
    ONE_OWNER,
    OPENED,
    OVERRUN_BAND,
    OVERRUN_HOURS,
    OWNER_CHANGES,
    PROMISE_KEPT,
    PROMISED_BY,
    RECOVERED,
    SERVICE,
    STILL_OPEN,
)

Floats = NDArray[np.float64]

BANDS = "0-10"  # the scale that counts each band
MADE_OF = {  # metric, scale and better end: the moments it needs beside that of opening
    Metric(FIRST_REPLY_HOURS, SERVICE, "amount", "lower"): (FIRST_REPLY,),
    Metric(FIRST_REPLY_BAND, SERVICE, BANDS, "lower"): (FIRST_REPLY,),
    Metric(CLOSE_HOURS, SERVICE, "amount", "lower"): (CLOSED,),
    Metric(STILL_OPEN, SERVICE, "0-1", "lower"): (CLOSED,),
    Metric(PROMISE_KEPT, SERVICE, "0-1", "higher"): (PROMISED_BY, CLOSED),
    Metric(OVERRUN_HOURS, SERVICE, "amount", "lower"): (PROMISED_BY, CLOSED),
    Metric(OVERRUN_BAND, SERVICE, BANDS, "lower"): (PROMISED_BY, CLOSED),
}
BEFORE = {
    FIRST_REPLY: say("before the case was opened"),
    PROMISED_BY: say("promised for before the case was opened"),
    CLOSED: say("before the case was opened"),
}


@dataclass(frozen=True, slots=True)
class Times:
    """One moment of every case.

    Attributes
    ----------
    judged : Judged
        Hours since 1970 of each different text, NaN where there is none.
    timed : array of bool, shape (k,)
        Whether the text has a time of day.
    """

    judged: Judged
    timed: NDArray[np.bool_]

    def hours(self, number: int) -> Floats:
        """Hours of the rows of one block."""
        return self.judged.floats(number)

    def exact(self, number: int) -> Floats:
        """The same, NaN where there is no time of day."""
        hours = np.where(self.timed, np.asarray(self.judged.values, dtype=np.float64), np.nan)
        found: Floats = hours[self.judged.column.blocks[number]]
        return found


@dataclass(frozen=True, slots=True)
class ServiceLog:
    """The moments of the cases of a file.

    Attributes
    ----------
    times : dict of str to Times
        By `stool.schema.MOMENTS`, those the file has.
    until : float
        Last moment that any case was opened, answered or closed: what the log knows of.
    counted : frozenset of str
        Metrics of `stool.schema.SERVICE` that have a column of their own.
    """

    times: dict[str, Times]
    until: float
    counted: frozenset[str]

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What is made of the moments and the handovers."""
        found = [metric for metric, needed in MADE_OF.items() if {*needed} <= {*self.times, OPENED}]
        if OWNER_CHANGES in self.counted:
            found.append(Metric(ONE_OWNER, SERVICE, "0-1", "higher"))
        return tuple(each for each in found if each.metric not in self.counted)

    def reject_disorder(self, log: ProblemLog) -> None:
        """Reject cases that were answered, promised or closed before they were opened."""
        for moment, rule in BEFORE.items():
            if moment not in self.times:
                continue
            judged = self.times[moment].judged
            rows, begin = [], 0
            for number, block in enumerate(judged.column.blocks):
                rows.append(begin + np.flatnonzero(self._is_early(moment, number)))
                begin += len(block)
            found = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
            found = found[~log.rejected[found]]
            texts = judged.column.texts[judged.column.codes_at(found[:LISTED])]
            log.reject(found, judged.header, texts, rule, say("Correct the one or the other."))

    def figures(self, number: int, rows: pd.DataFrame) -> dict[str, Floats]:
        """What is made of the cases of one block.

        A promise is judged where the case is closed, or where it is still open past the promised
        moment by the time the log ends; one promised for a day is kept to the end of that day. A
        recovery counts where there was a complaint, if the log says which cases are. A time to the
        first reply needs both times of day; that to closing is counted in whole days without.

        Parameters
        ----------
        number : int
            Of the block.
        rows : DataFrame
            Its figures so far.

        Returns
        -------
        dict of metric to array of float, shape (rows,)
            NaN where a case has none; hours, bands, or 0 and 1.
        """
        found: dict[str, Floats] = {}
        opened = self.times[OPENED]
        if FIRST_REPLY in self.times:
            waited = self.times[FIRST_REPLY].exact(number) - opened.exact(number)
            found |= {FIRST_REPLY_HOURS: waited, FIRST_REPLY_BAND: band_of(waited)}
        if CLOSED in self.times:
            closed = self.times[CLOSED]
            found[CLOSE_HOURS] = _between(opened, closed, number)
            found[STILL_OPEN] = np.isnan(closed.hours(number)).astype(float)
        if {PROMISED_BY, CLOSED} <= {*self.times}:
            found |= self._promise(number)
        if OWNER_CHANGES in self.counted:
            changes = rows[OWNER_CHANGES].to_numpy()
            found[ONE_OWNER] = np.where(np.isnan(changes), np.nan, changes == 0)
        if {COMPLAINT, RECOVERED} <= self.counted:
            put_right = rows[RECOVERED].to_numpy()
            found[RECOVERED] = np.where(rows[COMPLAINT].to_numpy() == 1, put_right, np.nan)
        made = {each.metric for each in self.metrics} | {RECOVERED}
        return {metric: values for metric, values in found.items() if metric in made}

    def _promise(self, number: int) -> dict[str, Floats]:
        promised, closed = self.times[PROMISED_BY], self.times[CLOSED].hours(number)
        whole_day = np.isnan(promised.exact(number))
        due = promised.hours(number) + np.where(whole_day, DAY, 0.0)
        over = closed - due
        overdue = np.isnan(closed) & (due < self.until)
        late = overdue | (over > 0) | (whole_day & (over == 0))
        known = ~np.isnan(over) | overdue
        overrun = np.where(late, over, np.nan)
        return {
            PROMISE_KEPT: np.where(known, ~late, np.nan),
            OVERRUN_HOURS: overrun,
            OVERRUN_BAND: band_of(overrun),
        }

    def _is_early(self, moment: str, number: int) -> NDArray[np.bool_]:
        """Cases of a block in which a moment lies before that of opening."""
        return _between(self.times[OPENED], self.times[moment], number) < 0


def judge_service_log(
    table: Table, mapping: Mapping, quarter: Judged, today: dt.date
) -> ServiceLog | None:
    """Read the moments of the cases; None for a file that is no service log.

    A moment is rejected where it names no day or lies before `EARLIEST_YEAR` or more than
    `YEARS_AHEAD` years ahead. One that is blank has not happened.

    Parameters
    ----------
    table : Table
    mapping : Mapping
        Settled.
    quarter : Judged
        Column of opening, read as quarters; what is rejected there is not said again.
    today : date

    Raises
    ------
    AmbiguousDateError
        Nothing settles whether day or month comes first, and a day depends on it.
    UnsettledColumnError
        Some times name a time zone and others do not.
    """
    columns = {str(column.of): column.column for column in mapping.having("moment")}
    if not columns:
        return None
    columns = {OPENED: mapping.having("quarter")[0].column, **columns}
    coded = {moment: table.timed(header) for moment, header in columns.items()}
    day_first = _day_first(table, columns, coded, mapping)
    read = {moment: _read(coded[moment], header, day_first) for moment, header in columns.items()}
    _require_one_zone(table, columns, read)
    said = {str(quarter.column.texts[place]) for place in np.flatnonzero(quarter.values == "")}
    times = {
        moment: _judged(header, coded[moment], read[moment], today, said)
        for moment, header in columns.items()
    }
    known = [times[moment].judged.values for moment in times if moment != PROMISED_BY]
    until = float(np.nanmax(np.concatenate([np.array([-np.inf]), *known]).astype(float)))
    metrics = mapping.having("metric")
    counted = frozenset(str(each.metric) for each in metrics if each.leg == SERVICE)
    return ServiceLog(times, until, counted)


def judge_handovers(judged: Judged) -> None:
    """Reject numbers of handovers that are no numbers of things."""
    values = np.asarray(judged.values, dtype=np.float64)
    wrong = (values < 0) | (~np.isnan(values) & (values != np.round(values)))
    judged.reject(wrong, say("not a whole number of 0 or more"), say("Correct the value."))


def band_of(hours: Floats) -> Floats:
    """Number of the band of `stool.schema.BAND_HOURS` that hours lie in, NaN for NaN."""
    return np.where(np.isnan(hours), np.nan, np.searchsorted(BAND_HOURS, np.round(hours, 9)))


def _between(first: Times, second: Times, number: int) -> Floats:
    """Hours from one moment to another, in whole days where a time of day is missing."""
    exact = second.exact(number) - first.exact(number)
    days = np.floor(second.hours(number) / DAY) - np.floor(first.hours(number) / DAY)
    return np.where(np.isnan(exact), days * DAY, exact)


def _day_first(
    table: Table, columns: dict[str, str], coded: dict[str, Coded], mapping: Mapping
) -> bool | None:
    if mapping.day_first is not None:
        return mapping.day_first
    order = order_of_moments(str(text) for each in coded.values() for text in each.texts)
    for moment, header in columns.items():
        doubtful = {*order.doubtful} & {str(text).strip() for text in coded[moment].texts}
        if doubtful:
            shown = rows_in_doubt(table, coded[moment], tuple(sorted(doubtful)))
            raise AmbiguousDateError(table.name, header, shown)
    return order.day_first


def _read(coded: Coded, header: str, day_first: bool | None) -> Moments:
    """Moment of each different text."""
    texts = [str(text) for text in coded.texts]
    epoch = epoch_unit(coded.tally, header)
    if epoch is not None:
        return Moments.of([moment_of_epoch(text, epoch[0]) for text in texts])
    if serial_dates(coded.tally, header):
        return Moments.of([moment_of_serial(text) for text in texts])
    return moments_of(texts, day_first)


def _require_one_zone(table: Table, columns: dict[str, str], read: dict[str, Moments]) -> None:
    """Refuse times of which nobody can say how far apart they are."""
    zones: dict[str, str] = {}
    for moment, found in read.items():
        for zone in sorted(found.zones):
            zones.setdefault(zone, columns[moment])
    if len(zones) > 1:
        named = ", ".join(zone.upper() or say("none") for zone in zones)
        doubt = say("its times are of several time zones ({named})", named=named)
        remedy = say("Export all times in one zone.")
        raise UnsettledColumnError(table.name, list(zones.values())[-1], doubt, remedy)


def _judged(
    header: str,
    coded: Coded,
    found: Moments,
    today: dt.date,
    said: set[str],
) -> Times:
    """Verdicts on the texts of one moment."""
    hours, timed = found.hours.copy(), found.timed.copy()
    if not (hours[timed] % DAY).any():
        timed[:] = False  # a day written with a time of midnight
    blank = no_answers(coded.texts)
    told = np.array([str(text) in said for text in coded.texts], dtype=np.bool_)
    first, last = (_hours_to(year) for year in (EARLIEST_YEAR, today.year + YEARS_AHEAD + 1))
    far = (hours < first) | (hours >= last)
    unread = np.isnan(hours) & ~blank & ~told
    hours[far | blank] = np.nan
    judged = Judged(header, coded, hours)
    judged.reject(
        unread,
        say("names no day"),
        say("Write it like 2026-05-31 14:20, or leave the cell empty if it has not happened."),
    )
    span = say(
        "year outside {earliest_year} to {year}",
        earliest_year=EARLIEST_YEAR,
        year=today.year + YEARS_AHEAD,
    )
    judged.reject(far & ~told, span, say("Correct the year."))
    return Times(judged, timed)


def _hours_to(year: int) -> float:
    return (dt.date(year, 1, 1) - dt.date(1970, 1, 1)).days * DAY
