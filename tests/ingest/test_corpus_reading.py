"""Real files: how each must be read, or why it must be refused, as its manifest says.

Where the numbers differ from the manifest, the manifest counts what is no row: a footer
(messytables_spanish_chars, 116 with a blank record and its source) or a total (opm_fevs). A space
cannot be told from one within a name in pollock_file_field_delimiter_0x20: 49 of its rows have more
fields than the header, so it is refused. Statements are read before the layout, which refuses them.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from stool.errors import (
    DuplicateHeadersError,
    EmptyFileError,
    NoDataRowsError,
    NotTextError,
    StoolError,
)
from stool.errors.layout import (
    CrosstabError,
    HeaderWidthError,
    RaggedRowsError,
    ShiftedCellsError,
    StackedTablesError,
    StatementLayoutError,
)
from stool.ingest.files.decode import decode
from tests.corpus import CORPUS
from tests.ingest.laid_out import LaidOut, lay_out

FOLDERS = [CORPUS / kind for kind in ("formats", "nasty")]
UTF8, MARKED, UTF16, WESTERN = "UTF-8", "UTF-8 with BOM", "UTF-16", "cp1252 (Windows Western)"


@dataclass(frozen=True, slots=True)
class Read:
    """A file is read so: its columns, its rows, the line they begin in, first cells, title."""

    encoding: str
    delimiter: str
    columns: int
    rows: int
    data_from: int
    first: str
    last: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file is refused with all of these words."""

    kind: type[StoolError]
    words: tuple[str, ...]


OPM = (
    "2020 Office of Personnel Management Federal Employee Viewpoint Survey: Report by Agency\n"
    "(36) Considering everything, how satisfied are you with your job?"
)
CO2 = (
    "CO2 emissions by different sub-groups in manufacturing sector, 2000 to 2007\n"
    "thousand tonnes carbon equivalent"
)
VERDICTS: dict[str, Read | Refused] = {
    "RECON_delighted_flattened_unix_dates.csv": Read(UTF8, ",", 11, 4, 2, "1", "4"),
    "RECON_excel_german_sep_line_cp1252_airlines2019.csv": Read(
        WESTERN, ";", 8, 68, 3, "EXPRESSJET", "HAWAIIAN"
    ),
    "RECON_limesurvey_semicolon_codes.csv": Read(MARKED, ";", 12, 4, 2, "1", "4"),
    "RECON_medallia_agent_connect.csv": Read(UTF8, ",", 20, 3, 2, "r-1", "r-3"),
    "RECON_quickbooks_pnl_by_quarter.csv": Refused(
        StatementLayoutError, ("profit-and-loss", "“Total for Income”")
    ),
    "RECON_salesforce_report_footer.csv": Read(UTF8, ",", 6, 3, 2, "00001001", "00001003"),
    "crosstab_banner_masculinity.csv": Refused(
        CrosstabError,
        ("this is a cross-tab report", "response-level file, or one row per unit and quarter"),
    ),
    "googleforms_osmi2014_first300.csv": Read(
        UTF8, ",", 27, 300, 2, "2014-08-27 11:29:31", "2014-08-27 14:19:08"
    ),
    "gsa_touchpoints_cx_upload_bom.csv": Read(MARKED, ",", 17, 4, 2, "100001", "100004"),
    "msforms_newline_in_header_semicolon_multi.csv": Read(UTF8, ",", 9, 7, 5, "1", "9"),
    "opm_fevs_2020_Q36_report_sheet.csv": Read(
        UTF8, ",", 7, 42, 7, "CSOSA", "DOD 4th \nEstate", OPM
    ),
    "peopleanalyticsdata_complaints.csv": Read(UTF8, ",", 7, 376, 2, "1", "1"),
    "qualtrics_v3_three_header_rows.csv": Read(
        UTF8, ",", 20, 1, 4, "2017-07-18 08:28:09", "2017-07-18 08:28:09"
    ),
    "surveymonkey_comma_flat.csv": Read(UTF8, ",", 13, 1129, 2, "3292953864", "3288375700"),
    "surveymonkey_starwars_two_header.csv": Read(
        WESTERN, ",", 38, 1186, 3, "3292879998", "3288372923"
    ),
    "surveymonkey_thanksgiving_flat.csv": Read(UTF8, ",", 65, 1058, 2, "4337954960", "4335894916"),
    "typeform_osmi2016_first150.csv": Read(UTF8, ",", 63, 150, 2, "0", "0"),
    "ukgov_expenses_c1_mojibake.csv": Refused(
        StackedTablesError, ("more than one table", "line 34")
    ),
    "ukgov_expenses_pound_two_row_header.csv": Read(
        UTF8, ",", 9, 8, 5, "04/04/2014", "30/06/2014", "Peter Lewis, Chief Executive"
    ),
    "ukgov_spend_blank_preamble.csv": Read(
        UTF8, ",", 6, 5, 7, "1", "5", "DEPARTMENT FOR WORK & PENSIONS July 2017"
    ),
    "ukgov_spend_over25k_quoted_thousands.csv": Read(UTF8, ",", 8, 188, 2, "HMRC", "HMRC"),
    "ukgov_workforce_headcount_3row_header.csv": Read(
        UTF8, ",", 41, 10, 24, "Department for Transport ", "Trinity House"
    ),
    "zohobooks_pnl_by_cost_centre_scrubbed.csv": Refused(
        StatementLayoutError, ("profit-and-loss", "“Total for Operating Income”")
    ),
    "csvkit_bad.csv": Refused(
        RaggedRowsError, ("3 fields of its header", "line 2 has 4 fields and line 3 has 2 fields")
    ),
    "csvkit_null_byte.csv": Refused(NotTextError, ("NUL", "line 2")),
    "csvkit_test_date_format.csv": Read(UTF8, "", 1, 2, 2, "02/01/2014", "31/12/2012"),
    "csvkit_test_extra_header.csv": Refused(HeaderWidthError, ("has 4 names", "have 3 fields")),
    "csvkit_test_locale.csv": Read(UTF8, ",", 3, 1, 2, "1,7", "1,7"),
    "csvkit_test_utf16_little.csv": Read(UTF16, ",", 3, 2, 2, "1", "4"),
    "frictionless_ascii-notvalid.csv": Read(UTF8, ",", 3, 1, 2, "1", "1"),
    "frictionless_duplicate-headers.csv": Refused(DuplicateHeadersError, ("“id”",)),
    "frictionless_latin1.csv": Read(WESTERN, ",", 2, 2, 2, "1", "2"),
    "frictionless_table-infer-iso-8859-7.csv": Read("", ",", 3, 4, 2, "1", "4"),
    "frictionless_without-rows.csv": Refused(NoDataRowsError, ("no data rows", "2 columns")),
    "messytables_complex.csv": Read(UTF8, ",", 4, 3, 2, "2011-01-01", "2011-01-03"),
    "messytables_excel_pasting.csv": Read(
        UTF8, ",", 9, 13, 5, "Timber", "Cement, lime, concrete \nand stones", CO2
    ),
    "messytables_spanish_chars.csv": Read(WESTERN, ",", 8, 114, 2, "1", ""),
    "messytables_sparse_with_column_errors.csv": Refused(
        ShiftedCellsError, ("12 rows", "column 4", "line 312, 313, 326 and 9 more")
    ),
    "messytables_utf-16le_encoded.csv": Read(UTF16, ",", 19, 327, 2, "5C1", "NYA04"),
    "papaparse_utf-8-bom-sample.csv": Read(MARKED, ",", 3, 1, 2, "X", "X"),
    "pollock_file_escape_char_0x5C.csv": Read(UTF8, ",", 9, 83, 2, "28/01/2018", "24/07/2018"),
    "pollock_file_field_delimiter_0x20.csv": Refused(
        RaggedRowsError, ("49 of the 83 rows", "9 fields of its header", "line 2 has 12 fields")
    ),
    "pollock_file_field_delimiter_0x3B.csv": Read(UTF8, ";", 9, 83, 2, "28/01/2018", "24/07/2018"),
    "pollock_file_header_multirow_3.csv": Read(UTF8, ",", 9, 83, 4, "28/01/2018", "24/07/2018"),
    "pollock_file_multitable_less.csv": Refused(StackedTablesError, ("line 85", "“DATE”")),
    "pollock_file_no_payload.csv": Refused(EmptyFileError, ("empty",)),
    "pollock_row_less_sep_row0_col1.csv": Refused(
        HeaderWidthError, ("has 8 names", "9 fields", "lacks a delimiter")
    ),
    "pollock_source.csv": Read(UTF8, ",", 9, 83, 2, "28/01/2018", "24/07/2018"),
    "spectrum_comma_in_quotes.csv": Read(UTF8, ",", 5, 1, 2, "John", "John"),
    "spectrum_empty_crlf.csv": Read(UTF8, ",", 3, 2, 2, "1", "2"),
    "spectrum_json.csv": Read(UTF8, ",", 2, 1, 2, "1", "1"),
    "spectrum_newlines.csv": Read(UTF8, ",", 3, 3, 2, "1", "7"),
    "spectrum_quotes_and_newlines.csv": Read(UTF8, ",", 2, 2, 2, "1", "3"),
}
PRESENT = [path for folder in FOLDERS for path in sorted(folder.glob("*.csv"))]

pytestmark = pytest.mark.corpus


def read(name: str) -> tuple[str, LaidOut]:
    path = next(path for path in PRESENT if path.name == name)
    decoded = decode(path.read_bytes(), name)
    return decoded.encoding, lay_out(decoded.text)


@pytest.mark.parametrize("path", PRESENT, ids=lambda path: path.name)
def test_read_as_its_manifest_says(path: Path) -> None:
    verdict = VERDICTS[path.name]
    if isinstance(verdict, Refused):
        with pytest.raises(verdict.kind) as refusal:
            read(path.name)
        said = str(refusal.value).replace("f.csv is a cross-tab", "this is a cross-tab")
        assert [word for word in verdict.words if word not in said] == []
        return
    encoding, table = read(path.name)
    found = Read(
        encoding if verdict.encoding else "",
        table.dialect.delimiter if verdict.delimiter else "",
        len(table.names),
        len(table.rows),
        table.layout.data_from,
        table.rows[0][0],
        table.rows[-1][0],
        table.layout.title,
    )
    assert found == verdict


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_file_of_the_manifest_has_a_verdict(folder: Path) -> None:
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        listed = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
    assert set(listed) <= set(VERDICTS)
    rejected = {name for name, row in listed.items() if "REJECT" in (row.get("action") or "")}
    assert rejected == {
        name
        for name, verdict in VERDICTS.items()
        if name in listed
        and isinstance(verdict, Refused)
        and folder.name == "nasty"
        and name != "pollock_file_field_delimiter_0x20.csv"
    }


def test_names_of_qualtrics() -> None:
    heads = read("qualtrics_v3_three_header_rows.csv")[1].layout.heads
    assert (heads[8].name, heads[8].question, heads[8].ident) == (
        *("ResponseId", "Antwort-ID", "_recordId"),
    )
    assert heads[17].question == "This is a multiple choice question."


def test_names_of_surveymonkey() -> None:
    names = read("surveymonkey_starwars_two_header.csv")[1].names
    seen = "Which of the following Star Wars films have you seen? Please select all that apply."
    assert names[1] == "Have you seen any of the 6 films in the Star Wars franchise?"
    assert names[3] == f"{seen} - Star Wars: Episode I The Phantom Menace"
    assert names[8] == f"{seen} - Star Wars: Episode VI Return of the Jedi"
    assert names[37] == "Location (Census Region)"
    twins = [
        name
        for file in ("surveymonkey_thanksgiving_flat.csv", "typeform_osmi2016_first150.csv")
        for name in read(file)[1].names
        if "(column" in name
    ]
    assert [name.rpartition(" (column ")[2] for name in twins] == [
        *("25)", "26)", "38)", "39)", "50)", "51)", "38)", "40)"),
    ]
    assert twins[-1] == "Why or why not? (column 40)"


def test_names_over_three_levels() -> None:
    names = read("ukgov_workforce_headcount_3row_header.csv")[1].names
    assert names[1] == "Organisation type"
    assert names[4] == "Payroll staff - AO/AA - Full-time equivalent"
    assert names[28] == "Grand Total (workforce numbers) - Full-time equivalent"
    assert names[39] == "Grand Total paybill/staffing (payroll and non-payroll) costs"
    assert read("ukgov_expenses_pound_two_row_header.csv")[1].names[3:8] == [
        *("Travel - Air", "Travel - Rail", "Travel - Taxi/Car"),
        *("Travel - Accomodation/Meals", "Other"),
    ]


def test_what_is_no_row_is_said() -> None:
    opm = read("opm_fevs_2020_Q36_report_sheet.csv")[1]
    assert opm.stages["headings"].startswith("1 left out: “2020 (No trending")
    assert opm.stages["totals"] == "1 record left out (line 8)"
    assert opm.stages["footer"] == "5 records left out (line 55, 56, 57, 58, 59)"
    pasted = read("messytables_excel_pasting.csv")[1]
    assert pasted.names == ["Year", *map(str, range(2000, 2008))]
    assert pasted.stages["totals"] == "1 record left out (line 21)"
    salesforce = read("RECON_salesforce_report_footer.csv")[1]
    assert salesforce.stages["footer"] == "3 records left out (line 7, 9, 10)"
    assert read("pollock_file_escape_char_0x5C.csv")[1].rows[9][5] == (
        'All-Weather Dining Table, Round 48"'
    )
    assert read("messytables_complex.csv")[1].rows[2] == ["2011-01-03", "", "6,000,000", "Galway"]


def test_mojibake_is_mended_in_the_message() -> None:
    with pytest.raises(StackedTablesError) as refusal:
        read("ukgov_expenses_c1_mojibake.csv")
    assert not any("\x80" <= sign <= "\x9f" for sign in str(refusal.value))
