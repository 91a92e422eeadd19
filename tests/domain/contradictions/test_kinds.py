"""A contradiction is of the later of two commands; the gravest is shown first."""

from datetime import date
from itertools import pairwise
from uuid import UUID

from attrs import evolve
from tests.domain.contradictions.people import SELMA, attending, ids, person, working
from tests.domain.given import POLICY, told

from casemgmt.domain.contradictions.finding import found_in
from casemgmt.domain.contradictions.kinds import Contradiction, Kind
from casemgmt.domain.vocabulary import Subject

FIRST = Contradiction(
    subject=Subject.of("child:C01"),
    kind=Kind.AT_SCHOOL_AND_AT_WORK,
    between=(UUID(int=1), UUID(int=2)),
    day=date(2025, 11, 14),
)


def test_only_a_child_seen_after_the_day_of_death_is_grave():
    grave = [kind for kind in Kind if kind.severity == "high"]

    assert grave == [Kind.AFTER_DEATH]
    assert {kind.severity for kind in Kind} == {"high", "medium"}
    assert evolve(FIRST, kind=Kind.AFTER_DEATH).severity == "high"
    assert FIRST.severity == "medium"


def test_the_gravest_comes_first_then_the_record_the_day_and_the_commands():
    in_order = [
        evolve(FIRST, kind=Kind.AFTER_DEATH, subject=Subject.of("child:C02")),
        FIRST,
        evolve(FIRST, between=(UUID(int=1), UUID(int=3))),
        evolve(FIRST, between=(UUID(int=2), UUID(int=0))),
        evolve(FIRST, day=date(2025, 11, 15), between=(UUID(int=0), UUID(int=0))),
        evolve(FIRST, subject=Subject.of("child:C02"), day=date(2025, 1, 1)),
        evolve(FIRST, kind=Kind.ATTENDS_AFTER_DROPOUT, day=date(2025, 1, 1)),
    ]

    for earlier, later in pairwise(in_order):
        assert earlier.order < later.order


def test_a_contradiction_is_of_the_day_and_the_record_of_the_later_of_the_two():
    at_work = told("2025-11-14", working(40))
    present = told("2025-12-02", attending("2025-11-01", "2025-11-30"))

    (found,) = found_in(person(at_work, selma=present), POLICY)

    assert (found.subject, found.day) == (SELMA, date(2025, 12, 2))
    assert found.between == ids(at_work, present)
    assert not found.resolved
