"""What held on a day is what had been said by then."""

from datetime import date

from casemgmt.domain.spells import Since, Spell, day_before, held_on

KINDS = (Since(date(2005, 1, 1), "initiation"), Since(date(2010, 1, 1), "apprenticeship"))


def test_what_was_said_holds_until_something_else_is():
    assert held_on(KINDS, date(2004, 12, 31)) is None
    assert held_on(KINDS, date(2005, 1, 1)) == "initiation"
    assert held_on(KINDS, date(2009, 12, 31)) == "initiation"
    assert held_on(KINDS, date(2010, 1, 1)) == "apprenticeship"


def test_of_two_said_of_one_day_the_last_holds():
    both = (*KINDS, Since(date(2010, 1, 1), "disability"))

    assert held_on(both, date(2010, 1, 1)) == "disability"


def test_a_spell_covers_its_first_and_its_last_day():
    spell = Spell("mediouna", date(2025, 9, 3)).ends(date(2025, 9, 9), date(2025, 9, 10))

    covered = [spell.covers(date(2025, 9, day)) for day in (2, 3, 9, 10)]

    assert covered == [False, True, True, False]


def test_a_spell_that_ended_is_not_ended_later():
    spell = Spell("mediouna", date(2025, 9, 3), date(2025, 9, 9))

    assert spell.ends(date(2025, 9, 20), date(2025, 9, 21)) == spell


def test_what_is_said_since_a_day_is_not_shown():
    assert "Salma" not in repr(Since(date(2025, 9, 3), "Salma"))


def test_before_the_first_day_of_the_calendar_there_is_no_other():
    assert day_before(date(2025, 9, 1)) == date(2025, 8, 31)
    assert day_before(date(1, 1, 2)) == date.min
    assert day_before(date.min) == date.min


def test_a_spell_that_ended_is_ended_by_nothing_told_of_that_day_or_later():
    ended = Spell("mediouna", date(2025, 9, 3)).ends(date(2025, 9, 20), date(2025, 9, 21))

    assert (ended.last, ended.ended_on) == (date(2025, 9, 20), date(2025, 9, 21))
    assert ended.ends(date(2025, 9, 20), date(2025, 9, 25)) is ended
    assert ended.ends(date(2025, 9, 25), date(2025, 9, 25)) is ended
    assert ended.ends(date(2025, 9, 19), date(2025, 9, 19)).last == date(2025, 9, 19)
