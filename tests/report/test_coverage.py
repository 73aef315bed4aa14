"""The coverage map as JSON: the same as the library computes."""

import json

from stool.book import Book
from stool.reading.coverage import coverage
from stool.report.coverage import coverage_body
from tests.reading.slim import slim


def test_the_body_is_plain_and_complete(sample_book: Book) -> None:
    found = coverage(slim(sample_book.analysis()))
    body = json.loads(json.dumps(coverage_body(found)))
    assert (body["measured"], body["of"], body["revision"]) == (17, 46, found.revision)
    concepts = {each["id"]: each for each in body["concepts"]}
    assert len(concepts) == 46
    assert concepts["S1"]["by"] == ["csat@served_by"]
    assert concepts["S42"]["missing"] == ["csat:expectation", "csat:repeat"]
    assert concepts["S42"]["name"] == "Exceed expectation, earn loyalty"
    assert (concepts["S1"]["quarters"], concepts["S1"]["last"]) == (20, "2026Q1")
    assert {"file", "header", "question", "scale"} <= set(body["questions"][0])
