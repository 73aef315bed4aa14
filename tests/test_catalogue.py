"""Words in another language: one file, its plural rule, and refused where it would break a page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stool import catalogue
from stool.catalogue import say, say_many
from stool.errors import LanguageError
from stool.settings import require_language
from tests.pseudo import pseudo, translation

ROOT = Path(__file__).parents[1]
HEAD = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"

"""
UNITS = """\
msgid "{number} unit"
msgid_plural "{number} units"
"""


@pytest.fixture
def po(tmp_path: Path) -> Path:
    return tmp_path / "xx.po"


def spoken(po: Path, entries: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process speak a translation."""
    po.write_text(HEAD + entries, encoding="utf-8")
    monkeypatch.setattr(catalogue, "_active", catalogue.opened(str(po)))


def refusal(po: Path, entries: str) -> str:
    po.write_text(HEAD + entries, encoding="utf-8")
    with pytest.raises(ValueError, match=r"xx\.po") as caught:
        catalogue.opened(str(po))
    return str(caught.value)


def run(po: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stool", *arguments],
        cwd=ROOT,
        env={**os.environ, "STOOL_LANGUAGE": str(po), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_without_a_translation_english_is_said() -> None:
    assert say("{leg} is short", leg="ESAT") == "ESAT is short"
    assert say("a {{brace}}") == "a {brace}"
    assert say_many("{number} unit", "{number} units", 1) == "1 unit"
    assert say_many("{number} unit", "{number} units", 1234) == "1,234 units"
    assert say_many("{number} unit", "{number} units", 1234, number=1234) == "1234 units"
    assert not catalogue.trouble()
    require_language()


def test_a_translation_may_turn_the_sentence_round(
    po: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = 'msgid "{first} to {last}"\nmsgstr "bis {last} ab {first}"\n'
    spoken(po, entry, monkeypatch)
    assert say("{first} to {last}", first=1, last=3) == "bis 3 ab 1"
    assert say("Legs") == "Legs"  # not translated yet


def test_the_plural_rule_is_that_of_the_language(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = [f'msgstr[{place}] "{{number}} {form}"\n' for place, form in enumerate("abc")]
    spoken(po, UNITS + "".join(forms), monkeypatch)
    told = [say_many("{number} unit", "{number} units", number) for number in (1, 2, 5, 22)]
    assert told == ["1 a", "2 b", "5 c", "22 b"]


def test_a_form_may_leave_out_what_some_english_form_leaves_out(po: Path) -> None:
    po.write_text(
        HEAD + 'msgid "one unit"\nmsgid_plural "{number} units"\n'
        'msgstr[0] "a"\nmsgstr[1] "{number} b"\nmsgstr[2] "c"\n',
        encoding="utf-8",
    )
    catalogue.opened(str(po))


def test_a_doubtful_translation_is_not_used(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken(po, '#, fuzzy\nmsgid "{x} words"\nmsgstr "{y}"\n', monkeypatch)
    assert say("{x} words", x=2) == "2 words"


@pytest.mark.parametrize(
    ("string", "found"),
    [
        ("{namen} ist leer", "{namen}"),  # another field
        ("ist leer", "none"),  # no field
        ("{name} {name.__class__}", "{name.__class__}"),  # more of it than is given
        ("{name!r}", "{name!r}"),
        ("{name:>9}", "{name:>9}"),
        ("{0} ist leer", "{0}"),
        ("{name ist leer", "expected '}'"),  # half a field
    ],
)
def test_wrong_fields_are_refused_with_their_place(po: Path, string: str, found: str) -> None:
    told = refusal(po, f'msgid "{{name}} is empty"\nmsgstr "{string}"\n')
    assert f"“{string}” (line 6)" in told
    assert found in told
    assert "Write the fields of each message as they are in English" in told


def test_a_wrong_form_of_a_plural_is_refused(po: Path) -> None:
    told = refusal(po, UNITS + 'msgstr[0] "{number} a"\nmsgstr[1] "{n} b"\nmsgstr[2] "c"\n')
    assert "{n} b" in told
    assert "“c”" in told


def test_a_file_that_is_no_catalogue_is_refused(po: Path) -> None:
    assert "cannot be read" in refusal(po, "nonsense\n")


@pytest.mark.parametrize("language", ["xx", "../languages/stool", "/nowhere/xx.po"])
def test_a_language_that_is_not_there_is_refused(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match=f"STOOL_LANGUAGE is “{language}”.*Name one of en"):
        catalogue.opened(language)


def test_the_command_line_says_what_is_wrong_and_does_nothing(po: Path) -> None:
    done = run(po, "sample", str(po.parent / "made"))
    assert done.returncode == 1
    assert done.stderr.startswith("STOOL_LANGUAGE is “")
    assert "Traceback" not in done.stderr
    assert not (po.parent / "made").exists()


def test_a_library_user_is_told_when_a_store_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_trouble", "no such translation")
    with pytest.raises(LanguageError, match="no such translation"):
        require_language()


def test_commands_and_refusals_come_translated(po: Path) -> None:
    translation(po)
    empty = po.parent / "empty.csv"
    empty.write_bytes(b"")
    store = str(po.parent / "stool.db")
    refused = run(po, "load", "--store", store, str(empty))
    assert refused.returncode == 1
    assert refused.stderr.startswith(
        f"empty.csv: {pseudo('refused')}. empty.csv {pseudo('is empty')}"
    )
    assert refused.stdout.strip() == pseudo(
        "Nothing was loaded: all files go in together, or none."
    )
    assert pseudo("Nothing has been loaded yet.") in run(po, "history", "--store", store).stdout
    helped = run(po, "load", "--help").stdout
    assert pseudo("print JSON") in helped
