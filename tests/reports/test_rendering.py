"""A renderer is found by its format, a report by its name."""

from io import BytesIO
from types import SimpleNamespace

import pytest

from casemgmt.errors import ConfigurationError, InvalidError, MissingExtraError
from casemgmt.reports import Period, render, renderer_for, report_named
from casemgmt.reports import rendering as finding


class Slides:
    api_version = 1
    formats = frozenset({"pptx"})

    def render(self, report, language, to):
        to.write(f"{report} in {language}".encode())


class Tomorrow(Slides):
    api_version = 2


def point(name, thing):
    def load():
        if isinstance(thing, Exception):
            raise thing
        return thing

    dist = SimpleNamespace(name=f"casemgmt-{name}")
    return SimpleNamespace(name=name, value=name, load=load, dist=dist)


@pytest.fixture
def installed(monkeypatch):
    def install(*points):
        monkeypatch.setattr(finding, "entry_points", lambda group: list(points))

    return install


def test_draws_with_what_is_installed_for_the_format(installed):
    installed(point("slides", Slides))
    to = BytesIO()

    render("a report", "fr", to, form="pptx")

    assert to.getvalue() == b"a report in fr"


def test_says_what_to_install_when_nothing_writes_html(installed):
    installed()

    with pytest.raises(MissingExtraError, match="pip install casemgmt-report"):
        renderer_for("html")


def test_says_so_plainly_when_nothing_writes_a_format(installed):
    installed(point("slides", Slides))

    with pytest.raises(
        MissingExtraError, match="nothing installed here writes reports as pdf"
    ):
        renderer_for("pdf")


def test_a_renderer_of_another_protocol_is_passed_over(installed):
    installed(point("pptx", Tomorrow))

    with pytest.raises(MissingExtraError):
        renderer_for("pptx")


def test_a_renderer_that_lacks_a_part_is_named(installed):
    installed(point("html", ModuleNotFoundError("no jinja2", name="jinja2")))

    with pytest.raises(MissingExtraError, match="casemgmt-html lacks a part: jinja2"):
        renderer_for("html")


def test_a_report_is_found_by_its_name(installed):
    installed(point("partner", len))

    assert report_named("partner").make is len


def test_a_report_that_nobody_has_is_refused_with_those_there_are(installed):
    installed(point("partner", len))

    with pytest.raises(
        ConfigurationError, match="no report named donor; there is: partner"
    ):
        report_named("donor")


def test_a_period_is_read_from_days():
    period = Period.of("2025-09-01", "2026-08-31", as_of="2025-12-31")

    assert str(period.until) == "2025-12-31"


def test_a_day_that_does_not_exist_is_named():
    with pytest.raises(InvalidError) as refusal:
        Period.of("2025-02-29", "2025-12-31")

    assert (refusal.value.field, refusal.value.code) == ("first", "not-a-day")
