"""One page, whole in itself, in three languages, that says where its numbers come from."""

import re
from io import BytesIO

import pytest
from attrs import evolve

from casemgmt.errors import InvalidError
from casemgmt.reports import (
    Brand,
    Choice,
    Day,
    Definition,
    Look,
    Number,
    Row,
    Section,
    Table,
    Text,
    renderer_for,
    values_of,
    written,
)
from casemgmt.testing.golden_reports import hidden
from casemgmt.testing.golden_reports import report as golden
from casemgmt_report import HtmlRenderer

LANGUAGES = ("ar", "fr", "en")
MARKS = ("data-indicator", "data-record", "data-policy")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def test_is_found_by_its_entry_point():
    assert isinstance(renderer_for("html"), HtmlRenderer)


def test_refuses_a_language_it_has_no_words_for():
    with pytest.raises(InvalidError):
        HtmlRenderer().render(None, "es", BytesIO())


def test_says_its_language_and_direction(draw, read, language):
    html = next(a for tag, a in read(draw(language)).elements if tag == "html")

    assert html["lang"] == language
    assert html["dir"] == ("rtl" if language == "ar" else "ltr")


def test_speaks_only_its_own_language(draw):
    assert "fr title" not in draw("ar")
    assert "ع title" in draw("ar")


def test_begins_as_a_page_of_today(draw):
    assert draw("en").startswith("<!doctype html>\n<html lang=")


def test_names_nothing_outside_itself(draw, language):
    addresses = re.findall(r"https?:[^\s\"'<)]*", draw(language))

    assert {a for a in addresses if a != "http://www.w3.org/2000/svg"} == set()


def test_allows_nothing_but_its_own_style(draw, read, language):
    page = read(draw(language))
    policies = [a["content"] for t, a in page.elements
                if a.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip

    assert policies == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    ]
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in page.elements}
    assert not [a for _, a in page.elements for name in a if name.startswith("on")]


def test_every_number_stands_on_the_page_with_its_source(draw, read, small, language):
    page = read(draw(language))
    shown = {
        (a[-1][1].get("data-indicator") or a[-1][1].get("data-record"),
         a[-1][1].get("data-part"), a[-1][1].get("data-by"), text)
        for text, a in page.texts if a and any(m in a[-1][1] for m in MARKS)
    }  # fmt: skip

    for value in values_of(small()):
        if isinstance(value, Number):
            source = value.source
            said = written(value, language)
            assert (source.name, source.part, source.cell, said) in shown


def test_no_digit_stands_without_a_source(draw, read, language):
    page = read(draw(language))
    allowed = {"time", "code", "style"}

    for text, around in page.texts:
        if re.search(r"\d", text):
            assert any(
                tag in allowed or "data-words" in a or any(m in a for m in MARKS)
                for tag, a in around
            ), text


def test_a_program_reads_full_precision(draw, read):
    values = [
        a["value"] for tag, a in read(draw("fr")).elements
        if tag == "data" and a.get("data-part") == "value" and a.get("data-indicator")
    ]  # fmt: skip

    assert values == [repr(540 / 597)]


def test_what_is_hidden_is_a_word_without_an_amount(draw, read, language):
    page = read(draw(language))
    word = {"ar": "مخفي", "fr": "masqué", "en": "hidden"}[language]
    cells = [
        (text, a[-1]) for text, a in page.texts if a and a[-1][1].get("class") == "hidden"
    ]

    assert len(cells) == 3
    for text, (_, attributes) in cells:
        assert text.strip("\u2067\u2069+ ") == word
        assert "value" not in attributes


def test_what_is_missing_says_why(draw):
    assert ">no case</span>" in draw("en")


def test_a_hostile_name_is_only_words(draw, read, small, hostile):
    page = read(draw("fr", small(Text(plain=hostile))))

    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert sum(hostile in text for text, _ in page.texts) == 3  # title, subtitle, note


def test_a_chart_s_hostile_words_are_only_words(draw, read, small, hostile):
    made = small()
    words = Text(plain=hostile)
    section = made.sections[0]
    bars = section.blocks[0]
    points = tuple(type(p)(words, p.value) for p in bars.points)
    blocks = (type(bars)(words, "bar", points, words), *section.blocks[1:])
    sections = (type(section)(section.name, words, blocks), *made.sections[1:])
    made = type(made)(
        made.name,
        made.title,
        made.subtitle,
        made.period,
        made.headlines,
        sections,
        made.foot,
    )

    page = read(draw("ar", made))

    assert not {"script", "img"} & {tag for tag, _ in page.elements}


def test_charts_hold_no_number_that_is_not_marked(draw, read, language):
    page = read(draw(language))

    for text, around in page.texts:
        if around and around[-1][0] == "text" and re.search(r"\d", text):
            assert any(mark in around[-1][1] for mark in MARKS)


def test_charts_describe_themselves_with_shown_numbers_only(draw, read):
    spoken = [
        a["aria-label"] for tag, a in read(draw("en")).elements
        if tag == "svg" and "aria-label" in a
    ]  # fmt: skip

    assert spoken == [
        "bars. all: 12,345; new: hidden",
        "stacked. young – girls: 62; young – boys: 58; old – girls: 47; old – boys: hidden",
        "line. one: 10; two: 30",
    ]


def test_arabic_words_in_charts_keep_their_direction(draw, read):
    page = read(draw("ar"))
    pieces = [(t, a[-1]) for t, a in page.texts if a and a[-1][0] == "text"]
    words = [t for t, (_, marks) in pieces if not any(m in marks for m in MARKS)]

    assert words
    assert all(word.startswith("\u2067") and word.endswith("\u2069") for word in words)


def test_arabic_bars_grow_from_the_right(draw):
    left, right = (_first_bar(draw(language)) for language in ("en", "ar"))

    assert left.startswith("M0,")
    assert not right.startswith("M0,")


def test_a_chart_of_nothing_is_a_sentence(draw):
    assert "No chart here" in draw("en")
    assert draw("en").count('role="img"') == 3


def test_tables_have_captions_and_headings(draw, read, language):
    tags = [tag for tag, _ in read(draw(language)).elements]

    assert tags.count("caption") == tags.count("table") == 1
    assert tags.count("h1") == 1
    scopes = [a["scope"] for t, a in read(draw(language)).elements if t == "th"]
    assert set(scopes) == {"col", "row"}


def test_the_foot_says_how_to_get_the_figures_again(draw):
    text = re.sub(r"<[^>]+>", "", draw("en"))

    assert (
        "casemgmt indicators STORE --from 2025-09-01 --to 2025-12-31 --as-of 2025-12-31"
        " --known-at 2026-01-31T12:00:30Z"
    ) in text
    assert "9,685" in text
    assert "ab12" in text
    assert "P-1" in text


def _first_bar(text):
    return re.search(r'role-mark layer_0_marks".*?<path d="([^"]+)"', text, re.DOTALL)[1]


def test_a_part_too_narrow_for_its_number_is_drawn_without_one(draw, small):
    made = small()
    section = made.sections[0]
    wide, thin, *others = section.blocks[2].points
    few = evolve(thin, value=evolve(thin.value, amount=1))
    stacked = evolve(section.blocks[2], points=(wide, few, *others))
    blocks = (*section.blocks[:2], stacked, *section.blocks[3:])
    sections = (evolve(section, blocks=blocks), *made.sections[1:])

    page = draw("fr", evolve(made, sections=sections))

    assert page.count('role="img"') == 3


def test_brings_letters_to_whoever_has_no_arabic_ones(draw, small):
    assert "font/woff2" in draw("ar")
    assert "font/woff2" not in draw("en", small(Text(plain="Latin")))


def test_a_page_is_far_below_two_megabytes(draw):
    assert len(draw("ar").encode()) < 500_000


def everything_new():
    """A report of what a table and a page can hold beside numbers."""
    column = (Text(plain="born"), Text(plain="name"), Text(plain="how many"))
    cells = (Day.of("2013-03-14"), Text(plain="نورة"), hidden())
    table = Table(Text(plain="t"), Text(plain="s"), column, (Row(Text(plain="r"), cells),))
    empty_table = Table(Text(plain="u"), Text(plain="s"), column, ())
    choice = Choice(Text(plain="which"), (table, empty_table))
    section = Section("first", Text(plain="first"), (choice,))
    meaning = Definition("I01", Text(plain="children"), Text(plain="open cases"))
    return evolve(
        golden(section), definitions=(meaning,), personal=True, look=Look(HOUSE, hijri=True)
    )


HOUSE = Brand(
    Text(plain="Essai"), (Text(plain="Casablanca"),), b"\x89PNG\r\n\x1a\nx", "#204060"
)


def test_a_day_is_one_a_program_reads_too(draw):
    page = draw("fr", everything_new())

    assert '<time datetime="2013-03-14">14 mars 2013 (2 joumada I 1434 H)</time>' in page


def test_one_of_several_is_chosen_and_all_of_them_are_there(draw, read):
    page = read(draw("fr", everything_new()))
    chosen = [a for tag, a in page.elements if tag == "input"]

    assert [a["data-n"] for a in chosen if "checked" in a] == ["1"]
    assert [a["data-n"] for tag, a in page.elements if a.get("class") == "panel"] == [
        "1", "2",
    ]  # fmt: skip


def test_words_begin_and_numbers_end_their_column(draw, read):
    heads = [a for tag, a in read(draw("fr", everything_new())).elements if tag == "th"]

    assert [a.get("class") for a in heads if a["scope"] == "col"][:4] == [
        None, None, None, "amount",
    ]  # fmt: skip


def test_the_house_its_marking_and_the_meanings_are_on_the_page(draw):
    page = draw("fr", everything_new())

    assert "<strong><bdi>Essai</bdi></strong><br><bdi>Casablanca</bdi>" in page
    assert 'src="data:image/png;base64,' in page
    assert "--teal: #204060" in page
    assert "Confidentiel" in page
    assert "open cases" in page


def test_a_table_without_lines_says_so(draw):
    assert "Rien à montrer pour cette période." in draw("fr", everything_new())


def test_where_definitions_come_from_is_said_once_where_it_is_one_place(draw):
    house, law = Text(plain="plan 2025"), Text(plain="loi 65-15")
    ours = Definition("I01", Text(plain="a"), Text(plain="b"), source=house)
    alike = (ours, evolve(ours, name="I02"))
    others = (*alike, evolve(ours, name="I03", source=law))

    assert draw("fr", evolve(everything_new(), definitions=alike)).count("plan 2025") == 1
    page = draw("fr", evolve(everything_new(), definitions=others))
    assert (page.count("plan 2025"), page.count("loi 65-15")) == (2, 1)
