"""A report as a workbook: days are days, numbers are numbers, words are never a formula."""

import os
import shutil
import subprocess
from datetime import date
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from attrs import evolve

from casemgmt.reports import (
    Bound,
    Brand,
    Day,
    Definition,
    Form,
    Look,
    Number,
    Point,
    Row,
    Section,
    Series,
    Source,
    Table,
    Text,
    renderer_for,
)
from casemgmt.testing import RendererContract
from casemgmt.testing.golden_reports import REPORTS, empty, everything, hidden, said
from casemgmt_excel.report import XlsxRenderer

from .reading import FORMULA, calamine, openpyxl_cells, sheets_xml, text_of

HEAD, LINE = 1, 2


def drawn(report, language="fr"):
    to = BytesIO()
    XlsxRenderer().render(report, language, to)
    return to.getvalue()


@pytest.fixture
def kept(tmp_path):
    def write(report, language="fr"):
        path = tmp_path / f"report-{language}.xlsx"
        path.write_bytes(drawn(report, language))
        return path

    return write


def table(*cells):
    columns = tuple(said(f"column {n}") for n in range(len(cells)))
    return Table(said("table"), said("stub"), columns, (Row(said("row"), cells),))


def of(*blocks):
    return evolve(empty(), sections=(Section("first", said("section"), blocks),))


def sheet(path, name="français table"):
    return openpyxl.load_workbook(path)[name]


class TestXlsx(RendererContract):
    renderer = XlsxRenderer

    def cells(self, drawn):
        book = openpyxl.load_workbook(BytesIO(drawn))
        rows = (row for one in book.worksheets for row in one.iter_rows(values_only=True))
        return [str(cell) for row in rows for cell in row if cell is not None]

    def begins_at_the_right(self, drawn):
        book = openpyxl.load_workbook(BytesIO(drawn))
        return all(one.sheet_view.rightToLeft for one in book.worksheets)


def test_is_found_by_its_entry_point():
    assert isinstance(renderer_for("xlsx"), XlsxRenderer)


def test_a_day_is_a_day_and_what_is_half_known_is_words(kept):
    half = Day.of("2025-09")
    row = sheet(kept(of(table(Day.of("2025-09-03"), half))))[LINE]

    assert (row[1].value.date(), row[1].number_format) == (date(2025, 9, 3), "dd/mm/yyyy")
    assert row[2].value == "septembre 2025"


def test_numbers_are_numbers_written_in_their_manner(kept):
    source = Source("x")
    row = sheet(
        kept(
            of(
                table(
                    Number(12345, source),
                    Number(Fraction(1, 8), source, Form.SHARE),
                    Number(123450, source, Form.MONEY, unit="MAD"),
                    Number(5, source, bound=Bound.AT_LEAST),
                )
            )
        )
    )[LINE]

    assert [cell.value for cell in row[1:]] == [12345, 0.125, 1234.5, 5]
    assert [cell.number_format for cell in row[1:]] == [
        "#,##0", "0.0%", '#,##0.00 "MAD"', '"au moins "#,##0',
    ]  # fmt: skip


def test_the_headings_stay_in_sight(kept):
    assert sheet(kept(of(table(said("x"))))).freeze_panes == "A2"


def test_what_is_hidden_is_a_word(kept):
    assert sheet(kept(of(table(hidden()))))["B2"].value == "masqué"


@pytest.mark.parametrize("name", REPORTS)
def test_no_sheet_has_a_formula_or_a_link(kept, name):
    for xml in sheets_xml(kept(REPORTS[name]())):
        assert not FORMULA.search(xml)


TRIGGERS = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")
CALLS = ("1+1", 'HYPERLINK("http://x","y")', "cmd|' /C calc'!A0")


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_what_begins_as_a_formula_is_words_wherever_it_stands(kept, trigger, call):
    words = Text(plain=trigger + call)
    line = Row(words, (words, words))
    report = of(
        Table(words, words, (words, words), (line,)), Definition("I01", words, words)
    )
    path = kept(evolve(report, title=words, subtitle=words))

    assert not [xml for xml in sheets_xml(path) if FORMULA.search(xml)]
    cells = (c for rows in openpyxl_cells(path).values() for row in rows for c in row)
    shown = [text_of(cell) for cell in cells if isinstance(cell.value, str)]
    assert sum(call in text for text in shown) >= len(("title", "heading", "row", "cell"))


def test_the_last_sheet_says_what_the_figures_mean(kept):
    meaning = Definition("I01", said("children"), said("who had an open case"))
    book = openpyxl.load_workbook(kept(evolve(everything(), definitions=(meaning,))))
    last = book.worksheets[-1]

    assert last.title == "Définitions"
    assert [cell.value for cell in last[2]][:3] == [
        "I01", "français children", "français who had an open case",
    ]  # fmt: skip
    assert "morocco@1" in {cell.value for row in last.iter_rows() for cell in row}


def test_a_column_of_the_definitions_stands_where_one_of_them_says_it(kept):
    plain = Definition("I01", said("children"), said("who had an open case"))
    sourced = evolve(plain, name="I02", source=said("a law"))

    def heads(*definitions):
        path = kept(evolve(everything(), definitions=definitions))
        row = openpyxl.load_workbook(path).worksheets[-1][HEAD]
        return [cell.value for cell in row if cell.value]

    assert heads(plain) == ["Code", "Intitulé", "Signification"]
    assert heads(plain, sourced) == ["Code", "Intitulé", "Signification", "Source"]


def test_without_definitions_the_last_sheet_says_how_it_was_made_alone(kept):
    report = evolve(everything(), definitions=())
    last = openpyxl.load_workbook(kept(report)).worksheets[-1]

    assert last.title == "Comment ce rapport a été fait"
    assert last["A1"].value == "Comment ce rapport a été fait"


def test_a_table_or_a_chart_of_nothing_says_so_under_its_heading(kept):
    table = Table(said("table"), said("stub"), (said("column"),), ())
    book = openpyxl.load_workbook(kept(of(table, Series(said("chart"), "bar", ()))))

    for page in book.worksheets[1:-1]:
        assert page["A2"].value == "Rien à montrer pour cette période."


def test_tables_of_one_title_are_found_by_their_sections(kept):
    (one,) = of(Table(said("what happened"), said("what"), (), ())).sections
    several = (one, evolve(one, name="later", title=said("later")))

    names = openpyxl.load_workbook(kept(evolve(everything(), sections=several))).sheetnames

    assert names[1:-1] == [one.title.in_language("fr"), "français later"]


def test_a_chart_draws_the_cells_beside_it(kept):
    points = (
        Point(said("young"), Number(62, Source("I01")), said("girls")),
        Point(said("young"), hidden(), said("boys")),
        Point(said("old"), Number(47, Source("I01")), said("girls")),
    )
    page = sheet(kept(of(Series(said("by age"), "stacked", points))), "français by age")

    assert [[cell.value for cell in row] for row in page["A1:C3"]] == [
        ["Catégorie", "français girls", "français boys"],
        ["français young", 62, "masqué"],
        ["français old", 47, None],
    ]
    assert len(page._charts) == 1


def test_a_chart_writes_no_zero_for_what_is_hidden(kept):
    import zipfile

    points = (Point(said("a"), Number(7, Source("I01"))), Point(said("b"), hidden()))
    path = kept(of(Series(said("bars"), "bar", points)))
    with zipfile.ZipFile(path) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()

    assert '<c:dLbl><c:idx val="1"/><c:delete val="1"/></c:dLbl>' in chart


def test_the_house_stands_on_the_first_sheet(kept):
    brand = Brand(Text(fr="Association Essai"))
    book = openpyxl.load_workbook(kept(evolve(everything(), look=Look(brand))))

    assert book.worksheets[0]["A1"].value == "Association Essai"


def test_what_tells_of_persons_says_so(kept):
    book = openpyxl.load_workbook(kept(evolve(everything(), personal=True)))

    assert (
        book.worksheets[0]["A1"].value == "Confidentiel : contient des données personnelles"
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_libreoffice_reads_back_what_was_written(kept, tmp_path, language):
    office = shutil.which("soffice")
    if office is None:
        reason = "no LibreOffice here: apt-get install libreoffice-calc"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    path = kept(everything(), language)
    there = tmp_path / "back"
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            there,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    again = there / path.name
    assert _filled(calamine(again)) == _filled(calamine(path))
    book = openpyxl.load_workbook(again)
    from_right = {bool(one.sheet_view.rightToLeft) for one in book.worksheets}
    assert from_right == {language == "ar"}
    assert sum(len(one._charts) for one in book.worksheets) == 3


def _filled(sheets):
    return {
        name: [[cell for cell in line if cell != ""] for line in lines if any(line)]
        for name, lines in sheets.items()
    }
