"""Who sees what: the decision, from the matrix an organisation wrote and nothing else.

Whatever no line permits is denied, and what a line forbids no other permits. How near a
case is to a reader is one of five steps: their own, their team's, their centre's, the
organisation's, and none of these for whom the matrix does not know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import IntEnum, StrEnum

from attrs import field, frozen

from casemgmt.domain.vocabulary import Subject


class Verb(StrEnum):
    """What a reader does with what is kept of persons."""

    LIST = "list"
    READ = "read"
    SEARCH = "search"
    HISTORY = "history"
    REPORT = "report"
    EXPORT = "export"
    RECORD = "record"
    REVIEW = "review"


READING = frozenset({Verb.LIST, Verb.READ, Verb.SEARCH, Verb.HISTORY})
"""What an emergency opens; a report or a file is no emergency."""


class Sight(StrEnum):
    """How far a field is kept from those who read: its class."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"
    SEALED = "sealed"


NOTED = frozenset({Sight.SENSITIVE, Sight.SEALED})
"""Reading these is itself recorded."""
PUBLIC_TOO = frozenset({Sight.PUBLIC})


class Reach(IntEnum):
    """How near a case is: each step holds those before it."""

    OWN = 1
    TEAM = 2
    CENTRE = 3
    ORGANISATION = 4


REACHES = {reach.name.lower(): reach for reach in Reach}


@frozen
class Line:
    """One line of a role: what may, or may never, be done with which cases.

    Attributes:
        verbs: What is done.
        reach: With cases that are at least so near.
        sights: The classes of fields it is about.
        formats: Of an export: in which formats; None is every one.

    """

    verbs: frozenset[Verb]
    reach: Reach
    sights: frozenset[Sight]
    formats: frozenset[str] | None = None

    def is_about(self, verb: Verb, reach: Reach, form: str | None) -> bool:
        """Whether it says something of *verb* on a case so near, in a format."""
        here = verb in self.verbs and reach <= self.reach
        return here and (self.formats is None or form in self.formats)


@frozen
class Role:
    """What those in a role may do.

    Attributes:
        may: What is permitted.
        never: What is forbidden, whatever else permits it.
        emergency: The classes an emergency opens; none where the role may open nothing.

    """

    may: tuple[Line, ...] = ()
    never: tuple[Line, ...] = ()
    emergency: frozenset[Sight] = frozenset()

    def sees(self, verb: Verb, reach: Reach, form: str | None = None) -> frozenset[Sight]:
        """Return the classes of fields seen of a case so near."""
        return _sights(self.may, verb, reach, form) - self.forbids(verb, reach, form)

    def forbids(
        self, verb: Verb, reach: Reach, form: str | None = None
    ) -> frozenset[Sight]:
        """Return the classes that are forbidden of a case so near."""
        return _sights(self.never, verb, reach, form)

    def does(self, verb: Verb) -> bool:
        """Whether anything permits *verb* at all."""
        return any(verb in line.verbs for line in self.may)


def _sights(
    lines: Collection[Line], verb: Verb, reach: Reach, form: str | None
) -> frozenset[Sight]:
    about = (line.sights for line in lines if line.is_about(verb, reach, form))
    return frozenset().union(*about)


@frozen
class Member:
    """Somebody who works here: in which roles, and for which centres."""

    roles: tuple[str, ...]
    centres: frozenset[str] = frozenset()


@frozen
class Limits:
    """Who may never see one case, and who alone may, where it is restricted."""

    never: frozenset[str] = frozenset()
    only: frozenset[str] | None = None

    def bar(self, person: str) -> bool:
        """Whether this keeps *person* away, whatever their role permits."""
        return person in self.never or (self.only is not None and person not in self.only)


@frozen
class Case:
    """What decides on a case, as it stands now, whatever day is asked about.

    Attributes:
        owners: Who accompanies it; of a child without a case, who told of it first.
        centres: The centres it is at, or was asked for by.
        records: All the records it is about: what bars one bars them all.

    """

    owners: frozenset[str] = frozenset()
    centres: frozenset[str] = frozenset()
    records: frozenset[Subject] = frozenset()


@frozen
class Matrix:
    """Who works here in which role, and what each role may do.

    Attributes:
        sights: The class of a field by its name, such as ``record-follow-up.findings``,
            where it is not the one its shape says.
        file: Where it was read, for messages.

    """

    roles: Mapping[str, Role]
    members: Mapping[str, Member]
    teams: Mapping[str, frozenset[str]] = field(factory=dict)
    limits: Mapping[Subject, Limits] = field(factory=dict)
    sights: Mapping[str, Sight] = field(factory=dict)
    file: str = ""

    def reader(self, person: str, role: str | None) -> Reader | None:
        """Return who reads, None where the matrix does not know them in this role.

        Without a role it is the only one they have.
        """
        member = self.members.get(person)
        if member is None:
            return None
        roles = member.roles if role is None else [r for r in member.roles if r == role]
        if len(roles) != 1:
            return None
        mates = (team for team in self.teams.values() if person in team)
        return Reader(
            person=person,
            role=roles[0],
            centres=member.centres,
            mates=frozenset({person}).union(*mates),
            may=self.roles[roles[0]],
            limits=self.limits,
        )


@frozen
class Reader:
    """Somebody in one role, and what it lets them see.

    Attributes:
        mates: Who is in a team with them, themselves included.
        may: What the role permits and forbids.
        limits: Which cases are kept from whom by name.

    """

    person: str
    role: str
    centres: frozenset[str]
    mates: frozenset[str]
    may: Role = field(repr=False)
    limits: Mapping[Subject, Limits] = field(repr=False)
    _known: dict[tuple[Verb, Reach, str | None], frozenset[Sight]] = field(
        factory=dict, init=False, repr=False, eq=False
    )

    def reach(self, case: Case) -> Reach:
        """Return how near *case* is."""
        if self.person in case.owners:
            return Reach.OWN
        if case.owners & self.mates:
            return Reach.TEAM
        return Reach.CENTRE if case.centres & self.centres else Reach.ORGANISATION

    def barred(self, case: Case) -> bool:
        """Whether *case* is kept from this very person."""
        said = (self.limits.get(record) for record in case.records)
        return any(limits is not None and limits.bar(self.person) for limits in said)

    def sees(
        self, verb: Verb, case: Case, form: str | None = None, *, emergency: bool = False
    ) -> frozenset[Sight]:
        """Return the classes of fields seen of *case*; none: it is not known to be there.

        Whoever sees anything of a case sees what is public of it.

        Args:
            verb: What is done.
            case: Of which case.
            form: Of an export: the format.
            emergency: Whether this reader opened the case, and it still holds.

        """
        if self.barred(case):
            return frozenset()
        seen = self._seen(verb, self.reach(case), form)
        if emergency and verb in READING:
            forbidden = self.may.forbids(verb, self.reach(case))
            seen |= self.may.emergency - forbidden
        return seen | PUBLIC_TOO if seen else seen

    def _seen(self, verb: Verb, reach: Reach, form: str | None) -> frozenset[Sight]:
        known = self._known.get((verb, reach, form))
        if known is None:
            known = self._known[verb, reach, form] = self.may.sees(verb, reach, form)
        return known
