"""What every report of the catalogue keeps: its languages, its figures, its small cells."""

import io

import pytest

from casemgmt.commands import GiveConsent, OpenCase, RegisterChild
from casemgmt.domain.vocabulary import LANGUAGES
from casemgmt.reports import Number, Text, render, reports, values_of
from casemgmt.testing import memory_store

from .house import NOVEMBER, figures_of, figures_told, house, words

ABOUT = {
    "centre": "mediouna", "caseworker": "amina", "subject": "child:S",
    "donor": "kazyon",
}  # fmt: skip
NAMES = [name for name, _ in reports() if not name.startswith("insaf")]


def about(one):
    return {p.name: ABOUT[p.name] for p in one.parameters if not p.optional}


@pytest.fixture(scope="module")
def made():
    desk = house()
    found = dict(reports())
    return desk, {n: desk.report(n, *NOVEMBER, **about(found[n])) for n in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_shown_equals_the_indicators(made, name):
    desk, all_ = made
    shown = figures_of(all_[name])

    assert shown == pytest.approx(figures_told(desk, *NOVEMBER, shown))


@pytest.mark.parametrize("name", NAMES)
def test_every_title_is_said_in_three_languages(made, name):
    report = made[1][name]
    titles = [report.title, *(s.title for s in report.sections)]
    titles += [b.title for s in report.sections for b in s.blocks if hasattr(b, "title")]

    assert all(text.ar and text.fr and text.en for text in titles)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_drawn_in_every_language(made, name):
    for language in LANGUAGES:
        page = io.BytesIO()
        render(made[1][name], language, page)
        assert made[1][name].title.in_language(language) in page.getvalue().decode()


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_to_partners_shows_no_count_of_one_to_four_people_and_no_name(made, name):
    if dict(reports())[name].holds_persons:
        assert made[1][name].personal
        return
    report = made[1][name]

    small = [
        value
        for value in values_of(report)
        if isinstance(value, Number)
        and (value.source.name, value.source.part) == ("I01", "numerator")
        and 0 < value.amount < 5
    ]
    assert small == []
    assert not {"Salma", "Idrissi"} & set(words(report).split())


@pytest.mark.parametrize(
    "name", [n for n in NAMES if n in ("partner", "season", "data-quality")]
)
def test_of_a_store_with_nothing_in_it_a_report_says_so(name):
    desk = memory_store(on="2025-12-01").acting_as("amina")

    report = desk.report(name, *NOVEMBER)

    assert {v.amount for v in values_of(report) if isinstance(v, Number)} <= {0}
    assert isinstance(report.title, Text)


def test_a_single_child_is_shown_to_nobody_outside(made):
    desk = memory_store(on="2025-12-01").acting_as("amina")
    desk.record(
        "child:S",
        RegisterChild(given_name="Salma", family_name="Idrissi", sex="female",
                      born="2010-01-10", district="mediouna"),
        GiveConsent(purposes=["services"], given_by="guardian"),
        OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
        on="2025-11-01",
    )  # fmt: skip

    for name in ("partner", "season"):
        report = desk.report(name, *NOVEMBER)
        people = [
            v
            for v in values_of(report)
            if isinstance(v, Number)
            and v.source.kind == "figure"
            and v.source.name not in ("I19", "S01")
        ]
        assert {v.amount for v in people} <= {0}
