"""The tree behind a PDF, as who hears it read goes through it (PDF/UA-1, ISO 14289-1)."""

from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject

from casemgmt.testing.golden_reports import everything
from casemgmt_report import PdfRenderer

NOTHING = ArrayObject()


@pytest.fixture(scope="module", params=["ar", "fr", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def book(language):
    to = BytesIO()
    PdfRenderer().render(everything(), language, to)
    return PdfReader(to)


@pytest.fixture(scope="module")
def root(book):
    return book.trailer["/Root"]


@pytest.fixture(scope="module")
def tree(root):
    return list(elements(root["/StructTreeRoot"]))


def elements(node):
    """Yield each element below *node* in the order in which it is read, with its name."""
    inside = node.get("/K", NOTHING).get_object()
    for held in inside if isinstance(inside, ArrayObject) else [inside]:
        one = held.get_object()
        if isinstance(one, DictionaryObject) and "/S" in one:
            yield one["/S"], one
            yield from elements(one)


def scopes_of(cell):
    told = cell.get("/A", NOTHING).get_object()
    attributes = told if isinstance(told, ArrayObject) else [told]
    return {one.get_object().get("/Scope") for one in attributes}


def headed_by(cell):
    told = [one.get_object() for one in cell["/A"]]
    return next(one["/Headers"] for one in told if one["/O"] == "/Table")


def test_shows_its_title_and_says_its_language_and_its_direction(book, root, language):
    shown = root["/ViewerPreferences"]

    assert book.xmp_metadata.dc_title
    assert shown["/DisplayDocTitle"]
    assert shown.get("/Direction", "/L2R") == ("/R2L" if language == "ar" else "/L2R")
    assert root["/Lang"] == language


def test_leaves_no_doubt_about_its_tags(root):
    assert root["/MarkInfo"]["/Marked"]
    assert root["/MarkInfo"].get("/Suspects", False) in (False, BooleanObject(False))


def test_titles_go_down_one_step_at_a_time(tree):
    levels = [int(name[2:]) for name, _ in tree if name[1] == "H" and name[2:].isdigit()]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def tables_of(tree):
    """Return the lines of each table, each line as its cells with their names."""
    return [
        [list(elements(row)) for name, row in elements(table) if name == "/TR"]
        for name, table in tree
        if name == "/Table"
    ]


def cells_of(line):
    return [(name, cell) for name, cell in line if name in ("/TH", "/TD")]


def test_every_table_has_headings_of_its_columns(tree):
    tables = tables_of(tree)

    assert tables
    for heads, *_ in tables:
        assert {name for name, _ in cells_of(heads)} == {"/TH"}
        assert all(scopes_of(head) == {"/Column"} for _, head in cells_of(heads))


def test_the_first_cell_of_every_line_heads_it(tree):
    for heads, *lines in tables_of(tree):
        columns = [head["/ID"] for _, head in cells_of(heads)]
        for line in lines:
            (kind, first), *others = cells_of(line)
            assert kind == "/TH"
            assert "/Row" in scopes_of(first)
            assert headed_by(first) == [columns[0]]
            for column, (other, cell) in zip(columns[1:], others, strict=True):
                assert other == "/TD"
                assert headed_by(cell) == [column, first["/ID"]]


def test_every_heading_is_found_by_its_name(root, tree):
    names = root["/StructTreeRoot"]["/IDTree"]["/Names"]
    found = dict(zip(names[::2], (one.get_object() for one in names[1::2]), strict=True))
    heads = {node["/ID"]: node for name, node in tree if name == "/TH"}

    assert found == heads
    assert list(found) == sorted(found)


def test_every_line_of_a_table_has_a_cell_for_each_column(tree):
    for table in (node for name, node in tree if name == "/Table"):
        rows = [node for name, node in elements(table) if name == "/TR"]
        cells = {sum(name in ("/TH", "/TD") for name, _ in elements(row)) for row in rows}
        assert len(cells) == 1


def test_every_chart_is_said_in_words_with_its_amounts(tree):
    said = [node["/Alt"] for name, node in tree if name == "/Figure"]

    assert len(said) == 3
    assert all(any(sign.isdigit() for sign in words) for words in said)
