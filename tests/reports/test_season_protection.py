"""The season gives no small count away: its tables are solved by who knows how they add up.

The reader knows that a child is of one sex and lives in one kind of centre or several, in
one region or several; every such child is an unknown. What is printed are equations, what
is hidden is at least one: a hidden small count must have room for another.
"""

from itertools import chain, combinations
from math import ceil, floor
from random import Random

import pytest
from attrs import evolve
from tests.many import many

from casemgmt.reports import Hidden, Missing, Number, values_of
from casemgmt.reports.season import season

from . import desks
from .simplex import span

BELOW = 5
KINDS = ("child-labour-centre", "social-protection", "kindergarten")
REGIONS = ("casa", "fes", "unknown")
GIRL, OTHER = "female", "other"


def some_of(values):
    """Every set of one or more of these."""
    sizes = range(1, len(values) + 1)
    return tuple(chain.from_iterable(combinations(values, size) for size in sizes))


def children_of(seed):
    """Who lives where, as nobody tells: how many, by sex, kinds and regions."""
    chance = Random(seed)
    kinds = KINDS[: chance.choice((2, 3))]
    regions = REGIONS[: chance.choice((1, 2, 3))]
    several = chance.choice((0.0, 0.1, 0.4))
    found = {}
    for _ in range(chance.choice((6, 14, 30, 60))):
        where = [
            tuple(c for c in of if c == chosen or chance.random() < several)
            for of in (kinds, regions)
            for chosen in [chance.choices(of, range(2 * len(of), len(of), -1))[0]]
        ]
        one = (chance.choice((GIRL, OTHER)), *where)
        found[one] = found.get(one, 0) + 1
    return found


def counts_of(cell):
    """Return whether a child stands in a cell."""

    def stands(child):
        sex, kinds, regions = child
        held = {"sex": (sex,), "centre-kind": kinds, "region": regions}
        return all(code in held[dimension] for dimension, code in cell)

    return stands


def desk_of(children):
    kinds = {kind for _, held, _ in children for kind in held}
    regions = {region for _, _, held in children for region in held}
    sexes = {sex for sex, _, _ in children}
    cells = [(), *((("sex", sex),) for sex in sexes)]
    for dimension, codes in (("centre-kind", kinds), ("region", regions)):
        cells += [((dimension, code),) for code in codes]
        cells += [((dimension, code), ("sex", sex)) for code in codes for sex in sexes]
    rows = []
    for cell in cells:
        stands = counts_of(cell)
        number = sum(n for child, n in children.items() if stands(child))
        if number:
            said = {d: "male" if c == OTHER else c for d, c in cell}
            rows.append(desks.Row("S02", number, None, by=said))
        if not any(dimension == "sex" for dimension, _ in cell):
            rows.append(desks.Row("S01", 3, None, by=dict(cell)))
    return Nobody(rows)


class Nobody(desks.StubDesk):
    """A desk at which no body reported."""

    def subjects(self, kind):
        return iter(())


def cell_of(value):
    return tuple((d, OTHER if c == "male" else c) for d, c in value.source.by)


def terms_of(cell, unknowns):
    stands = counts_of(cell)
    return {child: 1 for child in unknowns if stands(child)}


def what_is_known(report, unknowns):
    """Return equations and least amounts: what is printed, hidden, or not there."""
    known, least = [], []
    for value in values_of(report):
        if value.source is None or value.source.name != "S02":
            continue
        terms = terms_of(cell_of(value), unknowns)
        match value:
            case Number(amount=amount):
                known.append((terms, amount))
            case Missing():
                known.append((terms, 0))
            case Hidden():
                least.append((terms, 1))
    return known, least


def small_of(children, report):
    """Return the small counts a reader must not learn: printed, or left over."""
    cells = {cell_of(v) for v in values_of(report) if v.source and v.source.name == "S02"}
    rests = {
        tuple((d, OTHER) if d == "sex" else (d, c) for d, c in cell)
        for cell in cells
        if any(d == "sex" for d, _ in cell)
    }
    for cell in sorted(cells | rests):
        stands = counts_of(cell)
        number = sum(n for child, n in children.items() if stands(child))
        if 0 < number < BELOW:
            yield cell, number


def assert_gives_nothing_away(children):
    report = season(desk_of(children), desks.SEASON)
    kinds = {kind for _, held, _ in children for kind in held}
    regions = {region for _, _, held in children for region in held}
    unknowns = [
        (sex, held, where)
        for sex in (GIRL, OTHER)
        for held in some_of(sorted(kinds))
        for where in some_of(sorted(regions))
    ]
    known, least = what_is_known(report, unknowns)
    for cell, number in small_of(children, report):
        low, high = span(terms_of(cell, unknowns), known, least)
        assert high is None or floor(high) > ceil(low), (cell, number, low, high)


@pytest.mark.parametrize("seed", range(4))
def test_no_small_count_of_a_season_can_be_worked_out(seed):
    assert_gives_nothing_away(children_of(seed))


@pytest.mark.parametrize("seed", many(range(4, 24), gate=4))
def test_no_small_count_of_another_season_can_be_worked_out(seed):
    assert_gives_nothing_away(children_of(seed))


def test_the_reader_works_out_what_is_left_unhidden():
    children = {(GIRL, ("a",), ("x",)): 3, (OTHER, ("b",), ("x",)): 20}
    unknowns = [(s, k, ("x",)) for s in (GIRL, OTHER) for k in some_of(("a", "b"))]
    known = [(dict.fromkeys(unknowns, 1), 23)]
    known += [({u: 1 for u in unknowns if "b" in u[1]}, 20)]
    least = [({u: 1 for u in unknowns if "a" in u[1]}, 1)]

    alone = {u: 1 for u in unknowns if u[1] == ("a",)}
    assert sum(children.values()) == 23
    assert span(alone, known, least) == (3, 3)


def test_the_same_season_is_hidden_the_same_way_every_time():
    def hidden(children):
        report = season(desk_of(children), desks.SEASON)
        return [v.source for v in values_of(report) if isinstance(v, Hidden)]

    children = children_of(7)
    turned = dict(reversed(children.items()))

    assert hidden(children) == hidden(turned) != []


def test_the_house_s_own_edition_notes_what_is_hidden_outside():
    children = children_of(7)
    out = season(desk_of(children), desks.SEASON)
    within = season(desk_of(children), evolve(desks.SEASON, inside=True))

    hidden = {v.source for v in values_of(out) if isinstance(v, Hidden)}
    assert hidden == within.held_back & {v.source for v in values_of(within)} != set()
