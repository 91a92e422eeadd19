"""The page that a partner keeps: every number on it is a figure of the same days."""

from io import BytesIO

import pytest

from casemgmt.reports import Form, Number, Source, renderer_for, written
from casemgmt.reports.relations import indicators_of

from . import desks
from .page import Page

pytest.importorskip("casemgmt_report", reason="casemgmt-report is not installed")


def drawn(report, language):
    to = BytesIO()
    renderer_for("html").render(report, language, to)
    return to.getvalue().decode("utf-8")


def source_of(number):
    cell = number["data-by"]
    by = tuple(tuple(pair.split("=")) for pair in cell.split(",")) if cell else ()
    return Source(number["data-indicator"], number["data-part"], by)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("which", ["twelve", "season"])
def test_every_number_on_the_page_is_the_figure_it_names(request, which, language):
    desk = desks.of_twelve() if which == "twelve" else desks.of_a_season()
    figures = indicators_of(desk.rows)
    page = Page(drawn(request.getfixturevalue(which), language))
    shown = 0

    for number in page.numbers:
        if "data-indicator" not in number or "missing" in number.get("class", ""):
            continue
        if "hidden" in number.get("class", ""):
            assert not any(letter.isdigit() for letter in number["text"])
            continue
        source = source_of(number)
        amount = getattr(figures[source.name, source.by], source.part)
        form = Form.SHARE if source.part == "value" else Form.COUNT
        assert number["text"] == written(Number(amount, source, form), language)
        if number["tag"] == "data":
            assert float(number["value"]) == pytest.approx(float(amount), abs=1e-12)
        shown += 1

    assert shown > 40


def test_what_is_hidden_stands_nowhere_on_the_page(twelve):
    text = drawn(twelve, "en")
    page = Page(text)
    concealed = {
        source_of(n) for n in page.numbers
        if n.get("class") == "hidden" and "data-indicator" in n
    }  # fmt: skip
    told = {
        source_of(n) for n in page.numbers
        if n.get("class") != "hidden" and "data-indicator" in n
    }  # fmt: skip

    assert concealed
    assert not concealed & told


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_three_charts_at_least_are_drawn(season, language):
    assert drawn(season, language).count('role="img"') >= 3
