"""Every kind of contradiction between what was told of one person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from casemgmt.domain.policy import Policy

from .attending import at_school_and_at_work, attends_after_dropout, two_school_places
from .death import after_death
from .kinds import Contradiction, Kind
from .person import Person, Said, in_order
from .whereabouts import in_two_centres

Looks = Callable[[Person, Policy], Iterator[tuple[Said, Said]]]

LOOKS: Mapping[Kind, Looks] = {
    Kind.AFTER_DEATH: after_death,
    Kind.AT_SCHOOL_AND_AT_WORK: at_school_and_at_work,
    Kind.ATTENDS_AFTER_DROPOUT: attends_after_dropout,
    Kind.IN_TWO_CENTRES: in_two_centres,
    Kind.TWO_SCHOOL_PLACES: two_school_places,
}


def found_in(person: Person, policy: Policy) -> Iterator[Contradiction]:
    """Yield what cannot both be true of *person*; each pair of commands once a kind."""
    for kind, looks in LOOKS.items():
        for pair in looks(person, policy):
            earlier, later = in_order(pair)
            yield Contradiction(
                subject=person.record_of(later),
                kind=kind,
                between=(earlier.command_id, later.command_id),
                day=later.on.last,
            )
