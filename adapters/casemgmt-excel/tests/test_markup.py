"""A cell that is written at once stands in the file as xlsxwriter would write it."""

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgmt_excel.book import Book
from casemgmt_excel.cells import Cell
from casemgmt_excel.markup import markup
from casemgmt_excel.texts import held

ODD = [
    *("a", "=1+1", "+33", "_x0041_", "_x00e9_ b", "_x", "x_", "\rline", "tab\tx", " lead"),
    *(
        "trail ",
        "two\nlines\n",
        '<b>&amp;"q"',
        "\u00a0",
        "\x00\x1f",
        "\ufffe",
        "سلمى",
        "😀",
    ),
]
DAYS = st.dates(date(1900, 3, 1))
MOMENTS = st.datetimes(datetime.fromisoformat("1900-03-01"))
NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(abs),
    st.sampled_from([0, 1, Decimal("0.1"), Decimal("1E+20"), Decimal("1E-9")]),
)


def lines(folder, kind, said):
    """The line of one cell as it stands in the file: written at once, and by xlsxwriter."""
    file = BytesIO()
    with Book(file, folder, right_to_left=False) as book:
        ours, theirs = book.page("ours"), book.page("theirs")
        for page in (ours, theirs):
            page.put["words"](0, 1, "heading", book.looks.amount)
        ours.lines_follow()
        ours.line(1, f'<c r="B2"{markup(Cell(said, book.looks.amount))}')
        theirs.put[kind](1, 1, said, book.looks.amount)
    sheets = [ZipFile(file).read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)]
    return [re.findall('<row r="2".*</row>', sheet, re.DOTALL) for sheet in sheets]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_stand_there_as_xlsxwriter_writes_them(tmp_path, words):
    ours, theirs = lines(tmp_path, "words", held(words))

    assert ours == theirs
    assert len(ours) == 1


@pytest.mark.parametrize("kind", ["words", "number", "moment"])
def test_whatever_is_said_stands_there_as_xlsxwriter_writes_it(tmp_path_factory, kind):
    folder = tmp_path_factory.mktemp("sheets")
    values = {
        "words": st.text(min_size=1).map(held).filter(lambda text: text[:3] != "<r>"),
        "number": NUMBERS,
        "moment": DAYS | MOMENTS,
    }

    @settings(max_examples=25)
    @given(values[kind])
    def check(said):
        ours, theirs = lines(folder, kind, said)
        assert ours == theirs

    check()
