"""The edition that stays in the house: nothing hidden, and who stands behind each cell."""

import shlex
from importlib.resources import files
from uuid import UUID

import pytest
from tests.privacy.office import config_in, tell_of
from tests.reports.house import NOVEMBER, house

from casemgmt.desk import inside
from casemgmt.desk.page_room import Room, line_of
from casemgmt.errors import InvalidError, NotPermittedError
from casemgmt.reports import Counted, Hidden, Number, values_of
from casemgmt.reports.protecting import ANY
from casemgmt.testing import memory_store

AUTUMN = ("2025-09-01", "2025-12-31")
MATRIX = files("casemgmt.data").joinpath("access-example.toml").read_text("utf-8")
A_DIRECTOR = """
[people.nadia2]
roles = ["everything"]
[people.driss2]
roles = ["looker"]
[people.khadija2]
roles = ["own"]
[[roles.everything.may]]
verbs = ["list", "read", "report", "review"]
cases = "organisation"
[[roles.everything.may]]
verbs = ["export"]
cases = "organisation"
formats = ["html"]
[[roles.looker.may]]
verbs = ["list", "report"]
cases = "organisation"
[[roles.own.may]]
verbs = ["record", "report"]
cases = "own"
[[roles.own.may]]
verbs = ["export"]
cases = "own"
formats = ["html"]
"""


@pytest.fixture(scope="module")
def desk():
    return house()


@pytest.fixture(scope="module")
def edition(desk):
    return desk.report("partner", *NOVEMBER, form="html", internal=True)


@pytest.fixture
def office(tmp_path):
    store = memory_store(on="2025-09-10", config=config_in(tmp_path, MATRIX + A_DIRECTOR))
    for key, caseworker in (("C01", "amina"), ("C02", "rachid")):
        tell_of(store, key, caseworker)
    return store


def figures_shown(report):
    return {
        (value.source.name, value.source.by)
        for value in values_of(report)
        if isinstance(value, Number) and value.source.kind == "figure"
    }


def named(report):
    sides = ("numerator", "denominator", "unknown", "excluded")
    return {
        unit.subject
        for one in report.behind
        for side in sides
        for unit in getattr(one, side)
    }


def test_every_cell_has_who_and_what_stands_behind_it(edition):
    behind = {(one.name, one.by) for one in edition.behind}

    assert figures_shown(edition) == behind
    assert len(behind) == len(edition.behind) > 20


def test_what_stands_behind_a_cell_is_its_explanation(desk, edition):
    for one in edition.behind[:6]:
        dimensions = tuple(dimension for dimension, _ in one.by)
        asked = desk.figures(
            *NOVEMBER, only=[one.name], by=dimensions, known_at=edition.foot.known_at
        )
        figure = next(f for f in asked if tuple(sorted(f.by.items())) == one.by)
        said = desk.explain(figure)
        for side in ("numerator", "denominator", "unknown", "excluded"):
            expected = [(str(u.subject), u.unit, u.commands) for u in getattr(said, side)]
            found = [(u.subject, u.unit, u.commands) for u in getattr(one, side)]
            assert found == expected


def test_a_count_is_as_many_as_are_named(edition):
    counts = {
        (v.source.name, v.source.by): v.amount
        for v in values_of(edition)
        if isinstance(v, Number)
        and v.source.part == "numerator"
        and v.source.name in ("I01", "I02")
    }

    for one in edition.behind:
        if (one.name, one.by) in counts:
            assert len(one.numerator) == counts[one.name, one.by]


def test_a_cell_with_too_many_for_a_page_is_counted_and_says_what_lists_them(
    desk, edition, monkeypatch
):
    monkeypatch.setattr(inside, "AT_MOST", 2)

    made = desk.report("partner", *NOVEMBER, form="html", internal=True)

    whole = {(one.name, one.by): one for one in edition.behind}
    counted = [one for one in made.behind if one.sizes is not None]
    assert 0 < len(counted) < len(made.behind)
    for one in counted:
        named_there = whole[one.name, one.by]
        for side in ("numerator", "denominator", "unknown", "excluded"):
            assert getattr(one.sizes, side) == len(getattr(named_there, side))
            assert getattr(one, side) == ()
        assert one.sizes.line.startswith(f"casemgmt explain STORE {one.name} --from ")


def test_the_line_that_lists_a_cell_asks_for_that_very_cell(desk):
    figures = desk.figures(*NOVEMBER, only=["I01"], by=["sex", "district"])
    cell = next(figure for figure in figures if figure.by)

    asked = shlex.split(line_of(cell, of_file=True))

    said = ",".join(f"{name}={code}" for name, code in cell.by.items())
    assert asked[asked.index("--cell") + 1] == said
    assert asked[asked.index("--known-at") + 1] == cell.known_at.isoformat()
    assert asked[-2:] == ["--policy", "FILE"]


def test_what_has_no_room_takes_none_and_what_was_named_costs_less_again():
    child = Counted("child:C01", "", tuple(UUID(int=n) for n in range(10)))
    other = Counted("child:C02", "", child.commands)
    room = Room(1_000)

    assert room.takes([child, child])
    assert not room.takes([other, Counted("child:C03", "", child.commands)])
    assert room.takes([child])
    assert room.takes([other])


def test_nothing_is_hidden_and_what_goes_out_hides_is_noted(desk, edition):
    out = desk.report("partner", *NOVEMBER, known_at=edition.foot.known_at)
    kept_back = (v.source for v in values_of(out) if isinstance(v, Hidden))
    hidden = [source for source in kept_back if ANY not in dict(source.by).values()]
    within = {v.source for v in values_of(edition) if isinstance(v, Number)}

    assert hidden
    assert set(hidden) <= within
    assert not [v for v in values_of(edition) if isinstance(v, Hidden)]
    assert {s for s in hidden if s.part != "value"} <= edition.held_back
    assert edition.foot.small_cells_below.amount == 0


def test_the_edition_that_goes_out_holds_nothing_of_it(desk):
    out = desk.report("partner", *NOVEMBER, form="html")

    assert out.behind == ()
    assert out.held_back == frozenset()
    assert not out.personal
    assert "child:" not in repr(out)


def test_the_internal_edition_says_that_it_stays(edition):
    assert edition.personal
    for language, word in (("ar", "داخلي"), ("fr", "Interne"), ("en", "Internal")):
        assert word in edition.subtitle.in_language(language)


def test_it_is_a_page_and_nothing_else(desk):
    with pytest.raises(InvalidError) as refusal:
        desk.report("partner", *NOVEMBER, form="xlsx", internal=True)

    assert refusal.value.code == "internal-is-html"


def test_what_was_published_has_an_internal_edition_of_the_figures_frozen_then():
    desk = house()
    desk.publish("partner", *NOVEMBER, ref="autumn")
    before = desk.published("autumn", internal=True)

    assert before.foot.publication == "autumn"
    assert figures_shown(before) == {(one.name, one.by) for one in before.behind}


def test_who_may_report_and_export_persons_sees_whom(office):
    made = office.acting_as("nadia2").report("partner", *AUTUMN, form="html", internal=True)

    assert named(made) == {"child:C01", "child:C02"}
    assert not any(one.withheld for one in made.behind)


def test_whoever_may_not_know_a_child_sees_only_that_somebody_is_withheld(office):
    tell_of(office, "C03", "khadija2", by="amina")

    made = office.acting_as("khadija2").report(
        "partner", *AUTUMN, form="html", internal=True
    )

    assert named(made) == {"child:C03"}
    assert {one.withheld for one in made.behind if one.name == "I01" and not one.by} == {2}


def test_whoever_may_not_export_gets_no_internal_edition(office):
    with pytest.raises(NotPermittedError):
        office.acting_as("driss2").report("partner", *AUTUMN, form="html", internal=True)

    assert office.acting_as("driss2").report("partner", *AUTUMN).behind == ()


def test_whom_it_names_is_recorded_as_shown(office):
    desk = office.acting_as("nadia2")
    before = desk.who_saw("child:C01")

    desk.report("partner", *AUTUMN, form="html")
    between = desk.who_saw("child:C01")
    desk.report("partner", *AUTUMN, form="html", internal=True)
    (seen,) = desk.who_saw("child:C01")

    assert before == between == ()
    assert (seen.what, seen.by, seen.verb) == ("shown", "nadia2", "export")
    assert {"explain.I01", "explain.I20"} <= set(seen.fields)
