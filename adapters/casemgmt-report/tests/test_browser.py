"""The page in a real browser: nothing leaves, nothing breaks, Arabic begins right."""

import os
import shutil
from importlib.resources import files
from io import BytesIO

import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from casemgmt.reports import Choice, Number, Row, Section, Table, Text, values_of
from casemgmt.testing.golden_reports import REPORTS, figure, report

pytestmark = pytest.mark.slow

NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESK = 360, 1100
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def browser():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = "no Chromium here: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, draw, tmp_path):
    def open_page(language, width=DESK, made=None):
        file = tmp_path / f"{language}.html"
        file.write_text(draw(language, made), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(file.as_uri())
        page.own = file.as_uri()
        return page

    return open_page


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_nothing_leaves_the_page_and_nothing_complains(visit, language):
    page = visit(language)

    assert page.asked == [page.own]
    assert page.heard == []


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_runs_out_of_the_page(visit, language, width):
    page = visit(language, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_a_table_covers_its_shaded_edges_with_moves_along_with_it(visit):
    table = visit("ar", PHONE).locator(".table").first
    layers = "t => getComputedStyle(t).backgroundAttachment"

    assert table.evaluate(layers) == "local, local, scroll, scroll"
    table.page.emulate_media(media="print")
    assert table.evaluate("t => getComputedStyle(t).backgroundImage") == "none"


@pytest.mark.parametrize(("language", "side"), [("ar", "right"), ("fr", "left")])
def test_the_first_column_stands_where_reading_begins(visit, language, side):
    page = visit(language)

    first, last = (
        page.locator(f"thead th:{which}").bounding_box()["x"]
        for which in ("first-child", "last-child")
    )

    assert (first > last) == (side == "right")


def test_arabic_bars_begin_at_the_right_edge(visit):
    page = visit("ar")
    chart = page.locator("figure svg[role=img]").first
    bar = chart.locator(".mark-rect path").first.bounding_box()
    words = chart.locator(".role-mark.layer_1_marks text").first.bounding_box()

    assert bar["x"] + bar["width"] == pytest.approx(words["x"] + words["width"], abs=3)


def test_words_in_charts_stay_inside_them(visit):
    for language in ("ar", "fr"):
        page = visit(language)
        for chart in page.locator("figure svg[role=img]").all():
            frame = chart.bounding_box()
            for text in chart.locator("text").all():
                box = text.bounding_box()
                assert box["x"] >= frame["x"] - 2
                assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 2


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("name", ["small", "everything", "long_names", "empty"])
def test_who_cannot_see_or_hold_a_mouse_meets_no_obstacle(visit, language, name):
    page = visit(language, made=REPORTS[name]() if name in REPORTS else None)
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]

    grave = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []


def test_one_table_of_several_is_chosen_by_the_keyboard(visit):
    page = visit("ar", made=of_choice())
    first, second = page.locator(".panel").all()

    assert (first.is_visible(), second.is_visible()) == (True, False)
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    assert (first.is_visible(), second.is_visible()) == (False, True)


def test_on_paper_everything_that_can_be_chosen_is_there(visit):
    page = visit("fr", made=of_choice())
    page.emulate_media(media="print")

    assert all(panel.is_visible() for panel in page.locator(".panel").all())


def test_on_paper_what_a_section_is_about_stays_on_one_page(visit):
    leads = [f"begin{n} {'word ' * 400}end{n}" for n in range(3)]
    sections = (
        Section(f"s{n}", Text(plain="title"), (), lead=Text(plain=lead))
        for n, lead in enumerate(leads)
    )
    paper = PdfReader(BytesIO(visit("fr", made=report(*sections)).pdf(format="A4")))
    pages = [page.extract_text() for page in paper.pages]

    for n in range(len(leads)):
        assert any(f"begin{n}" in page and f"end{n}" in page for page in pages)


def of_choice():
    tables = tuple(
        Table(Text(plain=name), Text(plain="s"), (Text(plain="c"),),
              (Row(Text(plain="r"), (figure(n),)),))
        for n, name in enumerate(("girls", "boys"), start=11)
    )  # fmt: skip
    choice = Choice(Text(plain="which"), tables)
    return report(Section("first", Text(plain="first"), (choice,)))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_number_in_the_source_can_be_seen(visit, small, language):
    page = visit(language)
    page.emulate_media(media="print")
    marked = page.locator("[data-indicator], [data-record], [data-policy]").all()
    told = [value for value in values_of(small()) if isinstance(value, Number)]

    assert len(marked) >= len(told)
    for number in marked:
        assert number.is_visible()


def test_a_hostile_name_does_nothing(visit, small, hostile):
    from casemgmt.reports import Text

    page = visit("fr", made=small(Text(plain=hostile)))

    assert page.heard == []
    assert hostile in page.locator(".subtitle").inner_text()


def test_a_script_would_not_run(visit):
    page = visit("en")

    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=y()>')"
    )
    page.wait_for_timeout(100)

    assert any("Content Security Policy" in heard for heard in page.heard)
