"""What programs read: every value once, at full precision, with place and source."""

import csv
import io
import json
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve

from casemgmt.reports import (
    Day,
    Definition,
    Form,
    Hidden,
    Number,
    Row,
    Section,
    Source,
    Table,
    Text,
    renderer_for,
    values_of,
)
from casemgmt.testing.golden_reports import empty
from casemgmt_report import CsvRenderer, JsonRenderer
from casemgmt_report.fields import dictionary
from casemgmt_report.machines import NAMES

HOUSE = Path(__file__).parents[3]
WORDS = Text(ar="كلمات", fr="mots", en="words")


def drawn(renderer, report, language="fr"):
    to = BytesIO()
    renderer().render(report, language, to)
    return to.getvalue()


def lines(report, language="fr"):
    text = drawn(CsvRenderer, report, language).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def document(report, language="fr"):
    return json.loads(drawn(JsonRenderer, report, language))


def of_cells(*cells):
    table = Table(WORDS, WORDS, (WORDS,) * len(cells), (Row(WORDS, cells),))
    return evolve(empty(), sections=(Section("first", WORDS, (table,)),))


@pytest.mark.parametrize(("form", "kind"), [("csv", CsvRenderer), ("json", JsonRenderer)])
def test_they_are_found_by_their_entry_points(form, kind):
    assert isinstance(renderer_for(form), kind)


def test_every_value_stands_once_with_its_source(small):
    told = [
        (v.source.name, v.source.part, v.source.cell)
        for v in values_of(small())
        if isinstance(v, Number | Hidden)
    ]
    read = [
        (line["name"], line["part"], line["by"])
        for line in lines(small())
        if line["state"] in ("shown", "hidden")
    ]

    assert read == told


def test_a_hidden_value_is_said_to_be_and_nothing_more():
    (line,) = (
        one for one in lines(of_cells(Hidden(Source("I02")))) if one["place"] == "table"
    )

    assert (line["state"], line["name"], line["value"], line["said"]) == (
        "hidden", "I02", "", "",
    )  # fmt: skip


def test_a_value_has_full_precision_beside_how_it_is_written():
    share = Number(Fraction(540, 597), Source("I31"), form=Form.SHARE)
    (value,) = document(of_cells(share))["values"]

    assert value["value"] == 540 / 597
    assert value["said"] == "90,5\xa0%"


def test_a_day_is_written_for_programs_and_for_people():
    (value,) = document(of_cells(Day.of("2025-09")))["values"]

    assert (value["state"], value["value"], value["said"]) == (
        "day", "2025-09", "septembre 2025",
    )  # fmt: skip


def test_the_csv_begins_so_that_excel_reads_arabic():
    assert drawn(CsvRenderer, empty(), "ar").startswith(
        b"\xef\xbb\xbfreport,section,block,"
    )


def test_a_negative_number_stays_a_number_in_a_sheet():
    (line,) = (
        one for one in lines(of_cells(Number(-3, Source("x")))) if one["place"] == "table"
    )

    assert line["value"] == "-3"


def test_the_dictionary_speaks_of_every_field_in_every_language():
    assert set(dictionary()) == set(NAMES)
    for language in ("ar", "fr", "en"):
        assert all(dictionary()(name).in_language(language) for name in NAMES)
        assert set(document(empty(), language)["dictionary"]) == set(NAMES)


def test_what_figures_mean_is_in_the_json():
    meaning = Definition("I01", WORDS, WORDS, source=Text(plain="loi 65-15"))
    (said,) = document(evolve(empty(), definitions=(meaning,)))["definitions"]

    assert said == {
        "name": "I01", "title": "mots", "meaning": "mots", "unit": "",
        "source": "loi 65-15",
    }  # fmt: skip


def test_what_makes_it_repeatable_is_in_the_json():
    said = document(empty())

    assert said["foot"]["known_at"] == "2026-01-31T12:00:30Z"
    assert said["again"].startswith("casemgmt indicators STORE --from 2025-09-01")


def test_the_page_for_people_says_the_same_of_every_field():
    page = (HOUSE / "docs/how-to/brand_a_report.md").read_text(encoding="utf-8")

    for name in NAMES:
        assert f"| `{name}` | {dictionary()(name).en} |" in page
