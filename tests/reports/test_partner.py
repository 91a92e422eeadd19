"""The partner report says what the figures and the goods say."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from casemgmt.reports import (
    Bound,
    Hidden,
    Missing,
    Number,
    Period,
    Series,
    Table,
    Text,
    values_of,
)
from casemgmt.reports.partner import partner
from casemgmt.reports.relations import indicators_of

from . import desks
from .desks import issued, quantity, received


def section(report, name):
    return next(s for s in report.sections if s.name == name)


def table(report, name, title):
    blocks = section(report, name).blocks
    return next(b for b in blocks if isinstance(b, Table) and b.title.en == title)


def cell(report, name, title, row, column=0):
    lines = table(report, name, title).rows
    return next(r for r in lines if r.label.in_language("en") == row).cells[column]


@pytest.mark.parametrize("desk", [desks.of_twelve(), desks.of_a_season()])
def test_every_number_is_the_figure_it_names(desk):
    figures = indicators_of(desk.rows)
    report = partner(desk, desks.SEASON)

    numbers = [v for v in values_of(report) if isinstance(v, Number)]
    told = [n for n in numbers if n.source.kind == "figure"]

    assert len(told) > 40
    for number in told:
        figure = figures[number.source.name, number.source.by]
        assert number.amount == getattr(figure, number.source.part), number.source


def test_the_front_says_five_things(season):
    said = [(h.value.source.name, h.value.source.part) for h in season.headlines]

    assert said == [
        ("I01", "numerator"),
        ("I37-issued", "numerator"),
        ("I29", "numerator"),
        ("I31", "value"),
        ("I24", "numerator"),
    ]


def test_stages_come_in_the_order_of_the_house(season):
    assert [s.name for s in season.sections] == [
        "accompanied", "school", "kits", "attendance", "training", "families", "work",
        "equipment", "trust",
    ]  # fmt: skip


def test_programmes_add_up_to_more_than_the_children_and_the_table_says_so(season):
    programmes = table(season, "accompanied", "By programme")
    *cells, whole = [row.cells[0].amount for row in programmes.rows]

    assert whole == 325
    assert sum(cells) > whole
    assert programmes.rows[-1].label.en == "All children, each once"
    assert "several lines" in programmes.footnotes[0].en


def test_kits_are_counted_four_times_and_their_differences_shown(season):
    kits = table(season, "kits", "From the promise to the child")
    amounts = [row.cells[0].amount for row in kits.rows]
    promised, came, left, given, in_stock, on_the_way, to_come = amounts

    assert (promised, came, left) == (325, 325, 325)
    assert in_stock == came - left
    assert on_the_way == left - given
    assert to_come == promised - given


def test_a_null_is_no_case_and_never_zero(twelve):
    completed = cell(
        twelve, "training", "Apprenticeship contracts", "Contracts completed", 2
    )

    assert isinstance(completed, Missing)
    assert completed.because.en == "no case"


def test_an_unknown_quantity_stays_unknown(season):
    strips = cell(season, "equipment", "Equipment received", "Power strip", 1)

    assert isinstance(strips, Missing)
    assert strips.because.fr == "non connu"


def test_a_sum_with_an_unknown_part_is_a_lower_bound():
    report = partner(
        desk_with(received("tablet", quantity(4)), received("tablet", quantity())),
        desks.SEASON,
    )

    tablets = cell(report, "equipment", "Equipment received", "Tablet", 1)

    assert (tablets.amount, tablets.bound) == (5, Bound.AT_LEAST)  # one more, or more


def test_about_stays_about():
    goods = received("tablet", quantity(4, about=True))

    tablets = cell(
        partner(desk_with(goods), desks.SEASON),
        "equipment", "Equipment received", "Tablet", 1,
    )  # fmt: skip

    assert (tablets.amount, tablets.bound) == (4, Bound.ABOUT)


def test_a_difference_of_an_inexact_count_is_not_known():
    goods = (
        received("school-bag-full", quantity(325, at_least=True)),
        issued("school-bag-full", quantity(300)),
    )

    report = partner(desk_with(*goods), desks.SEASON)

    left = cell(report, "kits", "From the promise to the child", "Received, not yet issued")
    assert isinstance(left, Missing)


def test_goods_of_another_agreement_are_another_story():
    goods = received("tablet", quantity(9), agreement="someone-else")

    report = partner(desk_with(goods), desks.SEASON)

    rows = table(report, "equipment", "Equipment received").rows
    assert "Tablet" not in [row.label.in_language("en") for row in rows]


def test_without_an_agreement_the_report_still_stands():
    desk = desks.of_a_season()
    desk.agreements = {}

    report = partner(desk, desks.SEASON)

    assert report.subtitle.en == "What the season has brought about"
    assert section(report, "equipment").blocks[0].text.en == (
        "No agreement is in force in the period."
    )


def test_an_agreement_that_ended_before_the_period_is_not_in_force():
    period = Period.of("2026-09-01", "2026-12-31")
    desk = desks.of_a_season()
    desk.agreements["kazyon"] = type(desk.agreements["kazyon"])(
        signed=desk.agreements["kazyon"].signed, ended_on=date(2026, 8, 31)
    )

    assert partner(desk, period).subtitle.en == "What the season has brought about"


def test_the_partner_is_named_in_the_reader_s_language(season):
    assert season.subtitle.ar == "حصيلة الشراكة مع شركة كازيون المغرب"
    assert season.subtitle.fr == "Bilan du partenariat avec Kazyon Maroc"


def test_an_agreement_that_promises_no_kits_stands_back(season):
    desk = desks.of_a_season()
    quiet = desks.agreement(1, name=Text(fr="Atelier"))
    desk.agreements["a"] = evolve(quiet, signed=evolve(quiet.signed, commitments=()))

    assert partner(desk, desks.SEASON).subtitle == season.subtitle


def test_several_partners_are_named_as_one_says_them():
    desk = desks.of_a_season()
    for name in ("Un", "Deux"):
        desk.agreements[name] = desks.agreement(1, name=Text(fr=name))

    assert partner(desk, desks.SEASON).subtitle.fr == (
        "Bilan du partenariat avec Deux, Un et Kazyon Maroc"
    )


def test_all_is_asked_at_one_moment():
    desk = desks.of_a_season()

    partner(desk, desks.SEASON)

    first, *others = desk.asked
    assert first[2] == {}
    assert others
    assert all(when["known_at"] == desks.KNOWN_AT for *_, when in others)


def test_the_foot_says_how_to_get_the_figures_again(season):
    foot = season.foot

    assert (foot.as_of, foot.known_at) == (date(2025, 12, 31), desks.KNOWN_AT)
    assert foot.policy == "morocco@1"
    assert foot.small_cells_below.amount == 5


def test_what_a_reader_sees_is_said_in_three_languages(season):
    for text in _texts(season):
        if text.plain is None:
            assert all((text.ar, text.fr)), text
            assert text.en or "Kazyon" in str(text), text


def test_hidden_values_keep_no_amount(twelve):
    concealed = [v for v in values_of(twelve) if isinstance(v, Hidden)]

    assert concealed
    assert all(not hasattr(value, "amount") for value in concealed)


def test_at_least_three_charts_have_something_to_draw(twelve, season):
    for report in (twelve, season):
        charts = [b for s in report.sections for b in s.blocks if isinstance(b, Series)]
        assert sum(chart.drawn for chart in charts) >= 3


def test_amounts_are_exact():
    goods = received("tablet", quantity("2.5"))

    tablets = cell(
        partner(desk_with(goods), desks.SEASON),
        "equipment", "Equipment received", "Tablet", 1,
    )  # fmt: skip

    assert tablets.amount == Decimal("2.5")


def desk_with(*goods):
    desk = desks.of_a_season()
    desk.movements = goods
    return desk


def _texts(thing):
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _texts(one)
    elif hasattr(thing, "__attrs_attrs__") and not isinstance(thing, Period):
        for field in thing.__attrs_attrs__:
            value = getattr(thing, field.name)
            if value != Text():
                yield from _texts(value)


def test_each_promise_stands_against_what_came_of_it(season):
    (row,) = table(season, "equipment", "Commitments against deliveries").rows

    assert row.label.en == "Fully equipped school bag"
    promised, came, to_come, kept = row.cells
    assert (promised.amount, came.amount, to_come.amount) == (325, 325, 0)
    assert kept.en == "yes"


def test_an_agreement_says_who_signed_it_and_how_long_it_holds(season):
    (row,) = table(season, "equipment", "The agreement").rows
    kind, starts, ends = row.cells

    assert row.label.fr == "Kazyon Maroc"
    assert kind.en == "Private sector"
    assert (str(starts), ends.plain) == ("2025-09", "–")


def test_where_nothing_was_promised_bags_are_not_told_out_of_a_promise():
    report = partner(desks.StubDesk(desks.of_twelve().rows), desks.SEASON)

    bags = next(h for h in report.headlines if h.label.en.startswith("school bags"))
    assert bags.out_of is None
