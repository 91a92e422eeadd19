"""Small cells are hidden, and so is what would give them away."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casemgmt.reports import Cell, Sum, hidden_cells

from .reader import worlds

BELOW = 5


def hidden(amounts, *sums, **more):
    cells = [Cell(key, amount, **more.get(key, {})) for key, amount in amounts.items()]
    return hidden_cells(cells, [Sum(whole, parts) for whole, parts in sums], BELOW)


def test_hides_one_to_four_and_shows_zero_and_five():
    assert hidden({"none": 0, "one": 1, "four": 4, "five": 5}) == {"one", "four"}


def test_hides_a_neighbour_so_that_the_total_gives_nothing_away():
    amounts = {"all": 20, "a": 3, "b": 9, "c": 8}

    assert hidden(amounts, ("all", ("a", "b", "c"))) == {"a", "c"}


def test_a_zero_is_shown_beside_hidden_counts_and_hides_for_none_of_them():
    amounts = {"all": 12, "some": 3, "others": 9, "nobody": 0}

    assert hidden(amounts, ("all", ("some", "others", "nobody"))) == {"some", "others"}


def test_two_hidden_neighbours_protect_each_other():
    amounts = {"all": 20, "a": 3, "b": 2, "c": 15}

    assert hidden(amounts, ("all", ("a", "b", "c"))) == {"a", "b"}


def test_two_ones_that_add_up_to_two_are_not_enough():
    # a zero would be shown, so one and one is the only way to make two
    amounts = {"all": 12, "a": 1, "b": 1, "c": 10}

    assert hidden(amounts, ("all", ("a", "b", "c"))) == {"a", "b", "c"}


def test_a_small_rest_hides_how_many_were_counted_not_out_of_how_many():
    cells = [Cell("yes", 9), Cell("of", 11, rank=1), Cell("no", 2, printed=False)]

    assert hidden_cells(cells, [Sum("of", ("yes", "no"))], BELOW) == {"yes"}


def test_a_total_shared_by_two_tables_gives_nothing_away():
    amounts = {"all": 30, "girls": 16, "boys": 14, "near": 27, "far": 3}
    by_sex, by_place = ("all", ("girls", "boys")), ("all", ("near", "far"))

    assert hidden(amounts, by_sex, by_place) == {"far", "near"}


def test_a_cell_in_two_tables_is_protected_in_both():
    amounts = {
        "all": 40, "girls": 21, "boys": 19, "young": 24, "old": 16,
        "young girls": 4, "young boys": 20, "old girls": 17, "old boys": 0,
    }  # fmt: skip
    amounts |= {"boys": 20, "old": 17, "all": 41}
    sums = (
        ("all", ("girls", "boys")), ("all", ("young", "old")),
        ("girls", ("young girls", "old girls")), ("boys", ("young boys", "old boys")),
        ("young", ("young girls", "young boys")), ("old", ("old girls", "old boys")),
    )  # fmt: skip

    found = hidden(amounts, *sums)

    assert "young girls" in found
    assert len(found) > 1


def test_what_everybody_knows_is_never_hidden():
    amounts = {"promised": 10, "given": 8, "to come": 2}
    public = {"promised": {"public": True}, "to come": {"people": 0}}

    assert hidden(amounts, ("promised", ("given", "to come")), **public) == set()


def test_a_difference_gives_away_the_people_it_was_made_of():
    amounts = {"promised": 10, "given": 3, "to come": 7}
    public = {"promised": {"public": True}, "to come": {"people": 0}}
    sums = ("promised", ("given", "to come"))

    assert hidden(amounts, sums, **public) == {"given", "to come"}


def test_days_of_few_children_are_hidden_however_many_they_are():
    assert hidden({"days": 140, "more": 300}, days={"people": 2}, more={"people": 9}) == {
        "days"
    }


def test_where_children_may_stand_in_several_cells_the_cells_hide_no_others():
    cells = [Cell("all", 11), Cell("a", 8), Cell("b", 5), Cell("c", 3), Cell("d", 1)]
    sums = [Sum("all", ("a", "b", "c", "d"), overlap=True)]

    assert hidden_cells(cells, sums, BELOW) == {"c", "d"}


def test_a_cell_that_must_be_full_to_reach_the_total_is_protected():
    # eleven children stand somewhere: without the four, a and b could not hold them all
    cells = [Cell("all", 11), Cell("a", 7), Cell("b", 4)]
    sums = [Sum("all", ("a", "b"), overlap=True)]

    assert hidden_cells(cells, sums, BELOW) == {"a", "b"}


def test_a_sum_that_does_not_hold_is_not_believed():
    assert hidden({"all": 20, "a": 3, "b": 9}, ("all", ("a", "b"))) == {"a"}


tables = st.lists(st.integers(0, 9), min_size=2, max_size=4)


@settings(max_examples=300, deadline=None)
@given(tables)
def test_a_row_of_a_table_never_gives_a_hidden_cell_away(parts):
    names = [f"part {place}" for place in range(len(parts))]
    amounts = dict(zip(names, parts, strict=True)) | {"all": sum(parts)}
    one = ("all", tuple(names))

    found = hidden(amounts, one)

    _assert_nothing_follows(amounts, found, [one])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=4, max_size=4))
def test_a_table_of_two_ways_never_gives_a_hidden_cell_away(cells):
    amounts, sums = _crossed(cells)

    found = hidden(amounts, *sums)

    _assert_nothing_follows(amounts, found, sums)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_the_same_cells_hide_the_same_every_time(cells):
    amounts, sums = _crossed(cells)

    assert hidden(amounts, *sums) == hidden(amounts, *sums)


def _crossed(cells):
    a, b, c, d = cells
    amounts = {
        "aa": a, "ab": b, "ba": c, "bb": d,
        "a.": a + b, "b.": c + d, ".a": a + c, ".b": b + d, "..": sum(cells),
    }  # fmt: skip
    sums = [
        ("a.", ("aa", "ab")), ("b.", ("ba", "bb")), (".a", ("aa", "ba")),
        (".b", ("ab", "bb")), ("..", ("a.", "b.")), ("..", (".a", ".b")),
    ]  # fmt: skip
    return amounts, sums


def _assert_nothing_follows(amounts, found, sums):
    """Every hidden cell has two values at least among all worlds that look the same."""
    assert {k for k, n in amounts.items() if 0 < n < BELOW} <= found
    assume(len(found) <= 5)  # more worlds than can all be tried
    shown = {k: n for k, n in amounts.items() if k not in found}
    most = max(amounts.values()) + 1
    seen = {key: set() for key in found}
    for world in worlds(found, shown, sums, most):
        for key, amount in world.items():
            seen[key].add(amount)
        if all(len(values) > 1 for values in seen.values()):
            return
    assert all(len(values) > 1 for values in seen.values()), (amounts, found, seen)
