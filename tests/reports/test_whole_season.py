"""Every report of an invented season agrees with the figures and the lists of its store."""

import json

import pytest

from casemgmt.demo import tell_season
from casemgmt.demo.reports import examples
from casemgmt.testing import memory_store

from .house import figures_of, figures_told, section


@pytest.fixture(scope="module", params=[12, pytest.param(325, marks=pytest.mark.slow)])
def desk(request):
    desk = memory_store(on="2026-12-01").acting_as("demo")
    lines = map(json.dumps, tell_season(request.param, 1).lines)
    summary = desk.record_file(lines, times_given=True)
    assert not summary.invalid
    return desk


def test_every_figure_of_every_report_equals_the_indicators(desk):
    shown = {one.name: one for one in examples(desk)}

    assert {"partner", "season", "centre-month", "data-quality", "register"} <= shown.keys()
    for one in shown.values():
        figures = figures_of(one.of(desk))
        told = figures_told(desk, one.first, one.last, figures)
        assert figures == pytest.approx(told), one.name


def test_the_week_holds_as_many_lines_as_the_work_list(desk):
    (week,) = [one for one in examples(desk) if one.name == "caseworker-week"]
    due = desk.due(week.first, caseworker=week.about["caseworker"], ahead=6)

    _, overdue, coming = week.of(desk).headlines

    assert overdue.value.amount + coming.value.amount == len(due)


def test_the_contradictions_are_those_of_the_store(desk):
    (quality,) = [one for one in examples(desk) if one.name == "data-quality"]
    unresolved = [one for one in desk.contradictions() if not one.resolved]

    report = quality.of(desk)

    assert report.headlines[1].value.amount == len(unresolved)
    assert section(report, "contradictions").blocks
