"""How a child came out of child labour: runs of free observations, and returns."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.protection.weeks import MOROCCO, policy_with

from casemgmt.domain.policy import Policy
from casemgmt.domain.protection.withdrawal import Answer, Standing, withdrawal

ON = date(2025, 12, 31)
SAID = {"L": True, "F": False, "?": None}


def after(story, *, apart=90, policy=MOROCCO, on=ON):
    """Return the withdrawal after observations such as ``LF?F``, so many days apart."""
    days = [date(2025, 1, 1) + timedelta(apart * n) for n in range(len(story))]
    observations = [Answer(day, SAID[said]) for day, said in zip(days, story, strict=True)]
    return withdrawal(observations, on, policy)


@pytest.mark.parametrize(
    ("story", "standing"),
    [
        ("", "not-looked-at"),
        ("?", "undetermined"),
        ("F", "never-found"),
        ("?F", "never-found"),
        ("L", "in-child-labour"),
        ("FL", "in-child-labour"),
        ("L?", "in-child-labour"),
        ("LL", "in-child-labour"),
        ("LF", "withdrawn-provisionally"),
        ("LF?", "withdrawn-provisionally"),
        ("LFF", "withdrawn"),
        ("LF?F", "withdrawn"),
        ("FLFF", "withdrawn"),
        ("LFL", "back-in-child-labour"),
        ("LFFL?", "back-in-child-labour"),
        ("LFLF", "withdrawn-provisionally"),
        ("LFLFF", "withdrawn"),
    ],
)
def test_the_last_look_that_says_anything_leaves_a_child_standing(story, standing):
    assert after(story).standing == standing


@pytest.mark.parametrize(
    ("apart", "standing"),
    [(89, Standing.WITHDRAWN_PROVISIONALLY), (90, Standing.WITHDRAWN)],
)
def test_the_days_run_from_the_first_free_look_to_the_last(apart, standing):
    assert after("LFF", apart=apart).standing is standing


def test_a_look_that_says_nothing_lends_the_run_no_day():
    assert after("LF?", apart=90).free_days == 0
    assert after("L?F", apart=90).free_days == 0
    assert after("LF?F", apart=45).free_days == 90


def test_how_many_looks_and_days_is_for_the_policy_of_the_day():
    strict = policy_with(
        'parameter = "withdrawal.min_observations"\nvalue = 3\nvalid_from = 2026-01-01',
        'parameter = "withdrawal.min_days"\nvalue = 60',
    )

    assert after("LFF", apart=60).standing is Standing.WITHDRAWN_PROVISIONALLY
    assert after("LFF", apart=60, policy=strict).standing is Standing.WITHDRAWN
    assert (
        after("LFF", apart=60, policy=strict, on=date(2026, 1, 1)).standing
        is Standing.WITHDRAWN_PROVISIONALLY
    )


def test_a_policy_that_asks_for_nothing_still_asks_for_a_free_observation():
    nothing = policy_with(
        'parameter = "withdrawal.min_observations"\nvalue = 0',
        'parameter = "withdrawal.min_days"\nvalue = 0',
    )

    assert after("L", policy=nothing).standing is Standing.IN_CHILD_LABOUR
    assert after("LF", policy=nothing).standing is Standing.WITHDRAWN


def test_a_follow_up_is_any_look_after_the_first():
    assert not after("L?").followed_up
    assert after("L??").followed_up
    assert after("").later_observations == 0


@pytest.mark.parametrize(
    ("story", "came_back"),
    [("FL", False), ("LL", False), ("LF", False), ("LFL", True), ("FLFL", True)],
)
def test_a_return_is_a_return_only_after_an_end(story, came_back):
    assert after(story).came_back is came_back
    assert after(story + "FF").came_back is came_back


def test_what_was_found_at_first_and_the_free_observations_in_a_row_are_told():
    assert [after(s).at_first for s in ("", "?L", "FL", "LF")] == [None, None, False, True]
    assert [after(s).free_observations for s in ("", "LF?F", "FFL", "FLF")] == [0, 2, 0, 1]
    assert [after(s).free_days for s in ("", "L", "LFF")] == [0, 0, 90]


def test_how_many_looks_are_a_follow_up_is_for_the_policy_of_the_day():
    three = policy_with('parameter = "follow_up.min_observations"\nvalue = 3')

    assert not after("L??", policy=three).followed_up
    assert after("L???", policy=three).followed_up


def test_where_the_policy_is_silent_two_looks_and_ninety_days_are_asked_for():
    silent = Policy("none", "1", {})

    assert after("LF", policy=silent).standing is Standing.WITHDRAWN_PROVISIONALLY
    assert after("LFF", policy=silent).standing is Standing.WITHDRAWN
    short = after("LFF", apart=89, policy=silent)
    assert short.standing is Standing.WITHDRAWN_PROVISIONALLY
    assert [after(s, policy=silent).followed_up for s in ("L?", "L??")] == [False, True]


@given(story=st.text("LF?", max_size=12), apart=st.integers(0, 100))
def test_it_is_what_the_figures_say(story, apart):
    found = after(story, apart=apart)

    if story.startswith("L"):
        assert (found.standing is Standing.WITHDRAWN) is confirmed(story, apart)
        assert found.standing.startswith("withdrawn") is (decisive(story)[-1] == "F")
        assert found.came_back is ("FL" in decisive(story))
    assert (found.at_first is True) is story.startswith("L")
    assert found.later_observations == max(len(story) - 1, 0)


def decisive(story):
    return story.replace("?", "")


def confirmed(story, apart):
    """I23, backwards from the last observation: two free ones, ninety days apart."""
    run = []
    for place in range(len(story) - 1, -1, -1):
        if story[place] == "L":
            break
        if story[place] == "F":
            run.append(place)
    return len(run) >= 2 and (run[0] - run[-1]) * apart >= 90
