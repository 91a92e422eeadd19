"""Line lists as workbooks: others read what is written, and nothing of it ever runs."""

import io
import re
import tracemalloc
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casemgmt import Day, Position, Text
from casemgmt.errors import InvalidError
from casemgmt_excel import Column, LineList, Standing, write
from casemgmt_excel import sheet as sheets

from .reading import FORMULA, calamine, openpyxl_cells, sheets_xml, text_of

PREFIXES = (
    *("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "'=", '"=', "=@", "=-"),
    *("＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "\u200f=", "\u202e=", "\ufeff="),
    *("|", "%", ";=", ",=", "{=", "=\u0661"),
)
DANGEROUS = [
    *(f"{prefix}1+1" for prefix in PREFIXES),
    '=HYPERLINK("http://x.example","x")',
    "=cmd|'/c calc'!A0",
    "http://x.example",
    "mailto:x@x.example",
    "file:///etc/passwd",
    "=1+1_x0041_",
    "<r>=1+1</r>",
    "<r><f>1+1</f></r>",
    "<r>_x0041_ & </c>\r\n </r>",
]
TEXT = st.text(st.characters(), max_size=40) | st.sampled_from(DANGEROUS)
SEASON = Standing(
    as_of=date(2025, 12, 31),
    known_at=datetime(2026, 1, 5, 8, 30, tzinfo=UTC),
    position=Position("3fa9", 325),
)
any_file = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def written(path, *columns, lines, language="en", **how):
    write(path, [LineList("Kits", columns, lines)], language=language, **how)
    return path


def stand_in(text):
    """What the page on registers says becomes of a text."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", lambda c: chr(0x2400 + ord(c[0])), text)
    return re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


@given(texts=st.lists(TEXT, min_size=1, max_size=20))
@example(texts=DANGEROUS)
@example(texts=["_x0041_", "_x005F_", "a\r\nb", "\x00\x1f", "  two  ", "\ud800", "😀" * 3])
@any_file
def test_no_text_is_live_and_every_text_reads_back(tmp_path, texts):
    lines = [[text, "end"] for text in texts]
    path = written(tmp_path / "kits.xlsx", Column("Word"), Column("End"), lines=lines)

    expected = [stand_in(text) for text in texts]
    assert not any(FORMULA.search(xml) for xml in sheets_xml(path))
    cells = openpyxl_cells(path)["Kits"]
    assert [text_of(row[0]) for row in cells[1:]] == expected
    assert all(row[0].data_type != "f" for row in cells)
    assert [row[0] for row in calamine(path)["Kits"][1:]] == expected


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text_when_somebody_edits_its_cell(tmp_path, text):
    path = written(tmp_path / "kits.xlsx", Column("Word"), lines=[[text]])

    cell = openpyxl.load_workbook(path).worksheets[0]["A2"]

    assert (cell.number_format, cell.hyperlink) == ("@", None)


def test_a_heading_and_the_name_of_a_sheet_are_words_too(tmp_path):
    path = tmp_path / "kits.xlsx"

    write(path, [LineList("=1+1", [Column("=1+1", means="=2+2")], [])], title="=3+3")

    assert not any(FORMULA.search(xml) for xml in sheets_xml(path))
    assert list(calamine(path)) == ["=1+1", "Definitions"]
    assert calamine(path)["=1+1"] == [["=1+1"]]


def test_days_and_instants_are_real_dates(tmp_path):
    day, at = date(2025, 9, 3), datetime(2025, 9, 3, 23, 30, 15, tzinfo=UTC)
    columns = Column("Day", "day"), Column("At", "instant")

    path = written(tmp_path / "kits.xlsx", *columns, lines=[[day, at], [Day.of(day), None]])

    assert calamine(path)["Kits"][1:] == [[day, at.replace(tzinfo=None)], [day, ""]]
    first = openpyxl_cells(path)["Kits"][1]
    assert [c.number_format for c in first] == ["dd/mm/yyyy", "dd/mm/yyyy\\ hh:mm"]


def test_an_instant_is_read_on_the_clock_of_the_place(tmp_path):
    at = datetime(2025, 9, 3, 23, 30, tzinfo=UTC)
    there = Standing(zone=ZoneInfo("Africa/Casablanca"))

    path = written(
        tmp_path / "kits.xlsx", Column("At", "instant"), lines=[[at]], standing=there
    )

    assert calamine(path)["Kits"][1] == [datetime(2025, 9, 4, 0, 30)]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2013-03", "03/2013"),
        ("2013", "2013"),
        ("2025-2026", "2025-2026"),
        ("1900-02-28", "28/02/1900"),  # Excel believes in a 29 February 1900
        ("0001-01-01", "01/01/0001"),
    ],
)
def test_a_day_that_excel_cannot_hold_stands_as_words(tmp_path, day, shown):
    path = written(tmp_path / "kits.xlsx", Column("Day", "day"), lines=[[Day.of(day)]])

    assert calamine(path)["Kits"][1] == [shown]


def test_an_instant_that_excel_cannot_hold_stands_as_words(tmp_path):
    at = datetime(1899, 5, 1, 7, 5, tzinfo=UTC)

    path = written(tmp_path / "kits.xlsx", Column("At", "instant"), lines=[[at]])

    assert calamine(path)["Kits"][1] == ["01/05/1899 07:05"]


@given(day=st.dates(date(1900, 3, 1), date(9999, 12, 31)))
@any_file
def test_any_other_day_reads_back(tmp_path, day):
    path = written(tmp_path / "kits.xlsx", Column("Day", "day"), lines=[[day]])

    assert calamine(path)["Kits"][1] == [day]


@given(
    number=st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.floats(allow_nan=False, allow_infinity=False)
)
@example(number=Decimal("0.1"))
@example(number=123456789012345678)
@example(number=10**15)
@any_file
def test_a_number_is_exact_or_stands_as_words(tmp_path, number):
    path = written(tmp_path / "kits.xlsx", Column("N", "number"), lines=[[number]])

    ((found,),) = calamine(path)["Kits"][1:]
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    assert Decimal(str(found)) == exact


def test_an_amount_shows_two_decimals_and_is_a_number(tmp_path):
    lines = [[Decimal("500.50")]]

    path = written(tmp_path / "a.xlsx", Column("MAD", "amount"), lines=lines)

    (cell,) = openpyxl_cells(path)["Kits"][1]
    assert (cell.value, cell.number_format) == (500.5, "#,##0.00")


def test_codes_are_called_what_their_labels_say(tmp_path):
    labels = {"yes": Text(ar="نعم", fr="oui", en="yes")}
    column = Column("Signed", labels=labels)

    path = written(
        tmp_path / "a.xlsx", column, lines=[["yes"], ["own-code"]], language="ar"
    )

    assert calamine(path)["Kits"][1:] == [["نعم"], ["own-code"]]


@pytest.mark.parametrize(("language", "rtl"), [("ar", True), ("fr", None), ("en", None)])
def test_a_sheet_runs_from_right_to_left_in_arabic_alone(tmp_path, language, rtl):
    path = written(tmp_path / "a.xlsx", Column("A"), lines=[["x"]], language=language)

    for sheet in openpyxl.load_workbook(path).worksheets:
        assert sheet.sheet_view.rightToLeft is rtl


def test_headings_stay_in_sight_are_filtered_and_printed_on_every_page(tmp_path):
    path = written(tmp_path / "a.xlsx", Column("A"), Column("B"), lines=[["x", "y"]] * 3)

    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B4"
    assert sheet.print_title_rows == "$1:$1"


def test_columns_are_as_wide_as_what_they_hold(tmp_path):
    lines = [["x", "y" * 40], ["x", "z" * 99]]

    path = written(tmp_path / "a.xlsx", Column("A"), Column("B"), lines=lines)

    widths = openpyxl.load_workbook(path).worksheets[0].column_dimensions
    assert [int(widths[letter].width) for letter in "AB"] == [8, 60]  # and a margin


def test_a_row_is_as_tall_as_its_longest_words(tmp_path):
    lines = [
        ["short", "x"],
        ["word " * 40, "x"],
        ["a\nb\nc", "x"],
        [None, "x"],
        ["w" * 9999, "x"],
    ]
    columns = Column("Long", wraps=True), Column("Other")

    path = written(tmp_path / "a.xlsx", *columns, lines=lines)

    rows = openpyxl.load_workbook(path).worksheets[0].row_dimensions
    assert [rows[n].height for n in range(2, 7)] == [None, 60, 45, None, 405]


@pytest.mark.slow
def test_rows_that_are_tall_take_no_more_memory_the_more_there_are(tmp_path):
    def peak(lines):
        tracemalloc.start()
        many = (["a\nb", n] for n in range(lines))
        written(tmp_path / "a.xlsx", *columns, lines=many)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    columns = Column("Long", wraps=True), Column("N", "number")
    peak(1)

    assert peak(8_000) - peak(4_000) < 100_000


def test_the_same_lines_give_the_same_bytes(tmp_path):
    columns = Column("A"), Column("D", "day")
    lines = [["x", date(2025, 1, 1) + timedelta(n)] for n in range(50)]

    one = written(tmp_path / "a.xlsx", *columns, lines=lines, standing=SEASON)
    other = written(tmp_path / "b.xlsx", *columns, lines=iter(lines), standing=SEASON)

    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as parts:
        moments = {info.date_time for info in parts.infolist()}
    assert moments == {(1980, 1, 31, 0, 0, 0)}


def test_the_definitions_say_what_stands_there_and_of_when(tmp_path):
    path = tmp_path / "a.xlsx"
    bags = [Column("Bag", means="Which bag.")]
    kits = LineList("Kits", bags, [["x"]], means="Kits given.")
    nothing = LineList("Stock", [Column("Item", means="Which item.")], [])

    write(path, [kits, nothing], standing=SEASON)

    assert calamine(path)["Definitions"] == [
        ["Sheet", "Column", "Meaning"],
        ["", "As of", "31/12/2025"],
        ["", "As known at", "2026-01-05T08:30:00+00:00"],
        ["", "Position in the log of the store", "325 (3fa9)"],
        ["Kits", "", "Kits given."],
        ["Kits", "Number of lines", "1"],
        ["Kits", "Bag", "Which bag."],
        ["Stock", "", ""],
        ["Stock", "Number of lines", "0"],
        ["Stock", "Item", "Which item."],
    ]


def test_an_empty_list_is_a_sheet_with_its_headings(tmp_path):
    path = written(tmp_path / "a.xlsx", Column("A"), Column("B"), lines=[])

    assert calamine(path)["Kits"] == [["A", "B"]]


@pytest.mark.parametrize("lines", [6, 7, 9, 10])
def test_what_a_sheet_cannot_hold_goes_on_in_the_next(tmp_path, monkeypatch, lines):
    monkeypatch.setattr(sheets, "LAST_ROW", 4)
    numbers = ([n] for n in range(lines))

    path = written(tmp_path / "a.xlsx", Column("N", "number"), lines=numbers)

    found = calamine(path)
    names = [name for name in found if name.startswith("Kits")]
    assert [n for name in names for (n,) in found[name][1:]] == list(range(lines))
    assert all(found[name][0] == ["N"] and len(found[name]) <= 4 for name in names)
    assert names == ["Kits", "Kits (2)", "Kits (3)", "Kits (4)"][: -(-lines // 3)]


def test_a_sheet_that_is_too_large_goes_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST", 10_000)
    monkeypatch.setattr(sheets, "AT_ONCE", 10)
    lines = ([f"{n}" * 50] for n in range(90))

    path = written(tmp_path / "a.xlsx", Column("W"), lines=lines)

    kits = [found for name, found in calamine(path).items() if "Kits" in name]
    assert len(kits) > 1
    assert sum(len(found) - 1 for found in kits) == 90


@pytest.mark.slow
@given(names=st.lists(st.text(max_size=45), min_size=1, max_size=8))
@example(names=["History", "a" * 40, "A" * 40, "a/b", "'x'", "", "😀" * 20, "a\x00b"])
@example(names=["ß" * 31, "ss" * 31, "a" * 31, "a" * 31, f"{'a' * 27} (2)"])
@any_file
def test_every_sheet_has_a_name_that_every_program_takes(tmp_path, names):
    path = tmp_path / "a.xlsx"

    write(path, [LineList(name, [Column("A")], []) for name in names])

    found = openpyxl.load_workbook(path).sheetnames
    assert len({name.casefold() for name in found}) == len(found) == len(names) + 1
    for name in found:
        assert 1 <= len(name.encode("utf-16-le")) / 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
        assert name.casefold() != "history"


def test_a_text_that_no_cell_holds_is_cut_and_says_so(tmp_path):
    lines = [["x" * 40_000], ["😀" * 20_000], ["y" * 32_767]]

    path = written(tmp_path / "a.xlsx", Column("A"), lines=lines)

    first, second, third = (text for (text,) in calamine(path)["Kits"][1:])
    assert (len(first), first[-1]) == (32_767, "…")
    assert (len(second.encode("utf-16-le")) // 2, second[-1]) == (32_767, "…")
    assert third == "y" * 32_767


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 3),
        ("text", ["a list"]),
        ("day", "2025-09-03"),
        ("day", datetime(2025, 9, 3, tzinfo=UTC)),
        ("instant", datetime(2025, 9, 3)),  # noqa: DTZ001 - nobody knows when that was
        ("number", "3"),
        ("number", True),
        ("number", float("nan")),
        ("amount", Decimal("Infinity")),
    ],
)
def test_a_value_of_another_kind_is_named_by_its_place_and_nothing_is_written(
    tmp_path, kind, value
):
    path = tmp_path / "kits.xlsx"

    with pytest.raises(InvalidError) as refused:
        written(path, Column("A"), Column("B", kind), lines=[["x", None], ["y", value]])

    assert str(refused.value) == "lines[2].B: wrong-type"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", [["x"], ["x", "y", "z"]])
def test_a_line_of_another_length_is_named(tmp_path, line):
    with pytest.raises(InvalidError, match=r"lines\[1\]: wrong-type"):
        written(tmp_path / "kits.xlsx", Column("A"), Column("B"), lines=[line])


def test_a_language_that_is_not_ours_is_named(tmp_path):
    with pytest.raises(InvalidError, match="lang: unknown-code"):
        written(tmp_path / "kits.xlsx", Column("A"), lines=[], language="de")


def test_a_list_without_columns_is_refused(tmp_path):
    with pytest.raises(InvalidError, match="columns: wrong-type"):
        written(tmp_path / "kits.xlsx", lines=[])


def test_a_workbook_goes_into_any_file_open_for_bytes(tmp_path):
    columns = Column("A"), Column("B")
    memory = io.BytesIO()

    write(memory, [LineList("Kits", columns, [["x", "y"]])])

    path = written(tmp_path / "kits.xlsx", *columns, lines=[["x", "y"]])
    assert memory.getvalue() == path.read_bytes()


def test_neither_a_person_nor_a_clock_is_in_the_properties(tmp_path):
    path = written(tmp_path / "a.xlsx", Column("A"), lines=[["x"]], standing=SEASON)

    properties = openpyxl.load_workbook(path).properties
    told = datetime(2026, 1, 5, 8, 30)  # noqa: DTZ001 - as openpyxl reads it
    assert {properties.creator, properties.lastModifiedBy} == {"casemgmt"}
    assert properties.created == properties.modified == told
