"""Personal data: by header in several languages, by values, and what must not be taken for it."""

import csv
import io

import numpy as np
import pytest

from stool.ingest.language.tally import Tally
from stool.ingest.meaning.personal import personal_kind
from tests.corpus import FORMATS


def tally(*texts: str) -> Tally:
    different = list(dict.fromkeys(texts))
    return Tally(np.array(different, dtype=object), np.ones(len(different), dtype=np.int64))


def kind(header: str, *texts: str, question: str = "") -> str | None:
    found = personal_kind(header, question, tally(*texts))
    return found and found[0]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Name", "name"),
        ("Full name", "name"),
        ("RecipientLastName", "name"),
        ("recipient_first_name", "name"),
        ("person_properties.name", "name"),
        ("Customer name", "name"),
        ("employee_first_name", "name"),
        ("What is your name", "name"),
        ("Vorname", "name"),
        ("Nachname des Empfängers", "name"),
        ("Prénom", "name"),
        ("Nom de famille", "name"),
        ("Nombre y apellidos", "name"),
        ("Email Address", "e-mail"),
        ("E-Mail des Empfängers", "e-mail"),
        ("RecipientEmail", "e-mail"),
        ("Adresse e-mail", "e-mail"),
        ("Correo electrónico", "e-mail"),
        ("IP Address", "IP address"),
        ("IPAddress", "IP address"),
        ("IP-Adresse", "IP address"),
        ("Phone number", "phone"),
        ("Customer phone", "phone"),
        ("Handynummer", "phone"),
        ("Telefon", "phone"),
        ("Téléphone", "phone"),
        ("LocationLatitude", "latitude or longitude"),
        ("location_longitude", "latitude or longitude"),
        ("Längengrad des Standorts", "latitude or longitude"),
        ("Date of birth", "date of birth"),
        ("DOB", "date of birth"),
        ("Geburtsdatum", "date of birth"),
        ("Date de naissance", "date of birth"),
        ("Fecha de nacimiento", "date of birth"),
        ("Home address", "home address"),
        ("Street Address", "home address"),
        ("ZIP Code", "home address"),
        ("Anschrift", "home address"),
        ("SSN", "national identifier"),
        ("National Insurance number", "national identifier"),
        ("Passport No", "national identifier"),
        ("DNI", "national identifier"),
        ("Sozialversicherungsnummer", "national identifier"),
        ("IBAN", "bank details"),
        ("Bank account number", "bank details"),
        ("Signature", "signature or photo link"),
        ("Photo URL", "signature or photo link"),
        ("Twitter handle", "social media handle"),
        ("Please tell us your e-mail address so that we can reply", "e-mail"),
        ("Bitte sagen Sie uns: wie heißen Sie eigentlich?", "name"),
    ],
)
def test_by_header_even_where_nothing_was_filled_in(header: str, expected: str) -> None:
    assert personal_kind(header, "", tally("", "NA")) == (expected, "header says so")


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Business name",
            "branch_name",
            "Team name",
            "Account Name",
            "Store name",
            "Product name",
        ),
        *("reward_name", "Hotel address", "Branch phone", "Company e-mail", "File name"),
        *("served_by", "agent", "agent_name", "Agent", "Manager", "unit", "Department"),
        *("Email satisfaction", "Phone support", "email_opt_in", "Emails sent", "Age", "Gender"),
        *("ID", "Location", "Country", "person", "What is the name of this resource?", "Brand"),
        *("Would you recommend us?", "latency", "Comments", "birthplace rating", "Long wait"),
    ],
)
def test_headers_of_no_person(header: str) -> None:
    assert kind(header, "Anna Meyer", "Peter Smith", "North", "South") is None
    assert kind(header, "") is None


@pytest.mark.parametrize("header", ["Email", "Phone", "Date of birth", "Address", "Signature"])
def test_scores_and_yes_or_no_under_such_a_header_are_none(header: str) -> None:
    assert kind(header, "1", "2", "3", "4", "5") is None
    assert kind(header, "Yes", "No", "") is None


def test_a_question_is_read_where_the_header_says_nothing() -> None:
    assert kind("Q7", "Anna", "Ben", question="What is your full name?") == "name"
    assert kind("Q8", "1", "5", question="How easy was it to give us your address?") is None
    assert kind("Q9", "ok", "fine", question="How did our staff use your time?") is None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["anna@example.org", "b.smith@mail.example.co.uk", ""], "e-mail"),
        (["130.92.34.66", "10.0.0.1"], "IP address"),
        (["2001:db8::1", "fe80::1ff:fe23:4567:890a"], "IP address"),
        (["+44 20 7946 0958", "+49 30 123456"], "phone"),
        (["(555) 555-0123", "555-555-0188", "n/a"], "phone"),
        (["47.1151,7.2316", "-33.8688, 151.2093"], "latitude or longitude"),
        (["078-05-1120", "219-09-9999"], "national identifier"),
        (["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"], "bank details"),
        (["https://x.example/a.jpg", "https://x.example/b.PNG?w=1"], "signature or photo link"),
    ],
)
def test_by_values(texts: list[str], expected: str) -> None:
    found = personal_kind("q5", "", tally(*texts))
    assert found is not None
    assert found[0] == expected
    assert found[1].startswith("all 2 different texts are ")


@pytest.mark.parametrize(
    "texts",
    [
        ["Anna Meyer", "Peter Smith", "José Núñez"],  # agents, branches, products
        ["North", "South"],
        ["2024-01-05", "2024-02-06"],
        ["2017-07-18 08:28:09", "2017-07-19 10:01:11"],
        ["12:30", "08:15"],
        ["75,307.72", "1.234,56"],
        ["3292879998", "3292879538"],
        ["1.0.1", "2.10.3"],  # versions
        ["https://x.example/page", "https://x.example/other"],
        ["47.115097", "7.231597"],  # a ratio, for all that is known
        ["DE00 0000 0000 0000 0000 00", "GB00WEST12345698765432"],  # check digits are wrong
        ["write to a@example.org please", "nothing to add"],
        ["a@example.org"],  # one text says nothing about a column
        [],
    ],
)
def test_values_of_no_person(texts: list[str]) -> None:
    assert kind("q5", *texts) is None


def test_most_of_the_texts_must_be_of_the_kind() -> None:
    assert kind("q5", "a@example.org", "b@example.org", "none of your business") == "e-mail"
    assert kind("q5", "a@example.org", "no", "rather not tell") is None


def test_a_known_dimension_is_not_taken_by_its_values() -> None:
    emails = ("a@example.org", "b@example.org")
    assert kind("served_by", *emails) is None
    assert kind("q5", *emails) == "e-mail"


REAL = {
    "qualtrics_v3_three_header_rows.csv": {
        *("IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail"),
        *("LocationLatitude", "LocationLongitude"),
    },
    "msforms_newline_in_header_semicolon_multi.csv": {"Email", "Name"},
    "RECON_medallia_agent_connect.csv": {
        *("customer_name", "request_sent_to", "employee_first_name", "employee_last_name"),
        "employee_email",
    },
    "RECON_delighted_flattened_unix_dates.csv": set(),
    "RECON_salesforce_report_footer.csv": set(),
    "RECON_limesurvey_semicolon_codes.csv": set(),
    "surveymonkey_thanksgiving_flat.csv": set(),
    "surveymonkey_comma_flat.csv": set(),
    "googleforms_osmi2014_first300.csv": set(),
    "typeform_osmi2016_first150.csv": set(),
    "gsa_touchpoints_cx_upload_bom.csv": set(),
    "peopleanalyticsdata_complaints.csv": set(),
    "ukgov_spend_over25k_quoted_thousands.csv": set(),
}


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "expected"), REAL.items(), ids=list(REAL))
def test_real_files(name: str, expected: set[str]) -> None:
    text = (FORMATS / name).read_bytes().decode("utf-8-sig", "replace")
    delimiter = ";" if "limesurvey" in name else ","
    header, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows = rows[2:] if "three_header" in name else rows
    flagged = {
        column
        for place, column in enumerate(header)
        if personal_kind(column, column, tally(*(row[place] for row in rows if len(row) > place)))
    }
    assert flagged == expected
