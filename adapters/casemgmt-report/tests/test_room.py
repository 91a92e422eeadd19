"""What is left to write in, how wide a column is, and where foreign words begin."""

from casemgmt.reports import Day, Row, Section, Table, Text
from casemgmt.testing.golden_reports import figure, report
from casemgmt_report.paper import DASH, Paper

LONG = (
    "A sentence of some length that a person wrote about what happened on a day of spring"
)


def table(*cells, label="someone"):
    columns = tuple(Text(plain=f"c{at}") for at, _ in enumerate(cells))
    row = Row(Text(plain=label), cells)
    return Table(Text(plain="title"), Text(plain="who"), columns, (row,))


def made(one):
    return report(Section("only", Text(plain="section"), (one,)))


def printed(one, language="fr"):
    (section,) = Paper(made(one), language).said()["sections"]
    (said,) = section["blocks"]
    return said


def test_an_empty_cell_is_a_box_to_write_in(draw):
    boxes = table(Text(plain="Ali"), Text(plain=""), Text(plain=""))

    assert [c["kind"] for c in printed(boxes)["rows"][0]["cells"]] == [
        "words",
        "box",
        "box",
    ]
    assert draw("fr", made(boxes)).count('<td class="box">') == 2


def test_a_column_of_days_has_room_for_a_whole_day():
    said = printed(table(Day.of("2025-12-26"), Text(plain=LONG), Text(plain="x")))
    who, day, words, short = said["widths"]

    assert day > len("26 décembre 2025")
    assert words > day > who > short


def test_a_column_to_write_in_has_room_for_a_hand():
    _, words, box = printed(table(Text(plain="workplace"), Text(plain="")))["widths"]

    assert box > 1.5 * words


def test_a_column_of_a_word_or_two_is_not_broken_into_lines(draw):
    one = table(Text(plain="13–14"), Text(plain=LONG), figure(3))

    assert '<table class="whole-2">' in draw("fr", made(one))
    assert '<table class="whole' not in draw("fr", made(table(Text(plain=LONG))))


def test_a_dash_among_numbers_leaves_their_column_a_column_of_numbers():
    several = Table(
        Text(plain="title"), Text(plain="what"), (Text(plain="promised"),),
        (Row(Text(plain="bags"), (figure(325),)), Row(Text(plain="router"), (DASH,))),
    )  # fmt: skip

    assert printed(several)["words"] == [False]
    assert printed(table(DASH))["words"] == [True]


def test_two_narrow_tables_stand_side_by_side_unless_words_would_be_squeezed():
    short, day = table(figure(2), figure(7)), Day.of("2025-12-26")
    long = table(Text(plain="c0147"), day, label=LONG)

    assert kinds_of(short, short) == ["pair"]
    assert kinds_of(short, long) == ["table", "table"]


def kinds_of(*tables):
    sections = Paper(report(Section("s", Text(plain="s"), tables)), "fr").said()["sections"]
    return [block["kind"] for block in sections[0]["blocks"]]


def test_arabic_that_begins_with_a_foreign_name_begins_at_the_right(draw):
    mixed = table(Text(ar="amina · داخلي", fr="amina · interne"))

    (cell,) = printed(mixed, "ar")["rows"][0]["cells"]
    assert cell["said"].startswith("\N{RIGHT-TO-LEFT ISOLATE}amina")
    assert '<bdi data-words dir="rtl">amina' in draw("ar", made(mixed))
    assert 'dir="rtl">amina' not in draw("fr", made(mixed))
