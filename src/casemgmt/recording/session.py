"""A session: commands decided one after the other, then appended together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import attrs
from attrs import evolve, field, frozen

from casemgmt.domain.amendments import CommandCorrected, CommandRetracted, Correct, Retract
from casemgmt.domain.area import Claim, Command, require
from casemgmt.domain.enrolment.links import PersonsLinked, PersonsUnlinked
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Entry, Told
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError, RuleBrokenError

from .envelope import NOBODY, Envelope
from .door import Attempt, Door
from .persons import Cluster, PersonBeside
from .port import LINK, NAMED, Append
from .shelf import ClaimKey, Shelf
from .story import NEVER, Story

ONE_MICROSECOND = timedelta(microseconds=1)


@frozen
class Pending:
    """An event decided and not yet appended, with what goes with it."""

    subject: Subject
    entry: Entry
    command_id: UUID | None
    plain: dict[str, Any] = field(factory=dict, repr=False)
    captured_at: datetime | None = None
    correlation: UUID | None = None
    claims: tuple[ClaimKey, ...] = ()
    reclaims: tuple[ClaimKey, ...] = ()
    releases: UUID | None = None


@frozen
class Desk:
    """What decisions rest on: the stories at hand, the door, the policy."""

    shelf: Shelf
    door: Door
    policy: Policy = field(repr=False)


class Session:
    """Stories as they would be after the commands decided so far; nothing is stored yet."""

    def __init__(self, desk: Desk, now: datetime, *, times_given: bool = False) -> None:
        self._desk = desk
        self._now = now
        self._times_given = times_given
        self._stories: dict[Subject, Story] = {}
        self._claims: dict[ClaimKey, tuple[Subject, UUID]] = {}
        self._released: set[UUID] = set()
        self._links: dict[Subject, set[Subject]] = {}
        self.pending: list[Pending] = []
        self._cluster = Cluster(self.story, self._neighbours)

    @property
    def subjects(self) -> Iterable[Subject]:
        """The subjects whose stories were looked at."""
        return self._stories.keys()

    def story(self, subject: Subject) -> Story:
        """Return the story of *subject*, with what was decided so far."""
        found = self._stories.get(subject)
        if found is None:
            found = self._stories[subject] = self._desk.shelf.story(subject)
        return found

    def tell(
        self, attempt: Attempt, command_id: UUID, correlation: UUID | None = None
    ) -> tuple[object, ...]:
        """Decide *attempt* and keep what it brings about; ``()`` when it is already so.

        Raises:
            RuleBrokenError: a rule forbids it.
            InvalidError: it cannot be taken as it stands.

        """
        story = self.story(attempt.subject)
        recorded_at = self._recorded_at(attempt, story)
        self._desk.door.refuse_the_future(attempt, recorded_at)
        if not story.readable:
            raise InvalidError("subject", "read-only-case")
        match attempt.command:
            case Correct() as correct:
                made = [self._corrected(story, attempt, correct, recorded_at, command_id)]
            case Retract() as retract:
                made = [self._retracted(story, attempt, retract, recorded_at, command_id)]
            case _:
                made = self._decided(story, attempt, recorded_at, command_id)
        captured_at = None if self._times_given else attempt.at
        for one in made:
            plain = self._desk.shelf.codec.checked(one.entry.event)
            self._keep(evolve(one, plain=plain, correlation=correlation, captured_at=captured_at))
        return tuple(p.entry.event for p in made)

    def appends(self, ids: Mapping[Subject, UUID]) -> list[Append]:
        """Return what is to be appended, sealed, for subjects known by *ids*."""
        return [self._append(p, ids) for p in self.pending]

    def named(self) -> set[Subject]:
        """Return every subject that what was decided speaks of."""
        found = {p.subject for p in self.pending}
        for one in self.pending:
            found |= set(subjects_in(one.entry.event))
            found |= {c.about for c in (*one.claims, *one.reclaims) if c.about is not None}
        return found

    def _recorded_at(self, attempt: Attempt, story: Story) -> datetime:
        if self._times_given and attempt.at is not None:
            return attempt.at  # moved-in history keeps its times to the letter
        if story.last_recorded is NEVER or self._now > story.last_recorded:
            return self._now
        return story.last_recorded + ONE_MICROSECOND

    def _decided(
        self, story: Story, attempt: Attempt, recorded_at: datetime, command_id: UUID
    ) -> list[Pending]:
        command = attempt.command
        events: tuple[object, ...]
        if type(command).decide is Command.decide:
            events = command.happened()  # a fact: recorded as told
        else:
            events = self._asked(story, attempt, recorded_at)
        claims = self._claimed(command, attempt.subject, recorded_at) if events else ()
        made = []
        for index, event in enumerate(events):
            entry = self._entry(story, attempt, event, recorded_at, command_id, index)
            own = command_id if index == 0 else None
            made.append(Pending(attempt.subject, entry, own, claims=claims if own else ()))
        return made

    def _asked(
        self, story: Story, attempt: Attempt, recorded_at: datetime
    ) -> tuple[object, ...]:
        known_at = recorded_at if self._times_given else None
        as_of = attempt.on.last
        beside = PersonBeside(self._cluster, story, known_at, as_of)
        journey = story.journey_at(known_at, as_of).knowing(beside)
        episode = len(journey.case.episodes)
        told = Told(attempt.on, attempt.by, attempt.role, recorded_at, episode)
        events: tuple[object, ...] = attempt.command.decide(journey, told, self._desk.policy)
        return events

    def _entry(
        self,
        story: Story,
        attempt: Attempt,
        event: object,
        recorded_at: datetime,
        command_id: UUID,
        index: int = 0,
        **amends: UUID,
    ) -> Entry:
        return Entry(
            command_id=command_id if index == 0 else uuid5(command_id, str(index)),
            subject=NOBODY,
            name=self._desk.door.registry.names[type(event)],
            event=event,
            on=attempt.on,
            recorded_at=recorded_at,
            by=attempt.by,
            role=attempt.role,
            version=story.version + 1 + index,
            **amends,
        )

    def _corrected(
        self,
        story: Story,
        attempt: Attempt,
        command: Correct,
        recorded_at: datetime,
        command_id: UUID,
    ) -> Pending:
        target = self._target(story, command.command_id, recorded_at)
        amends = target is not None and (target.corrects or target.retracts)
        require(target is not None and not amends, Rule.CORRECT_WHAT_WAS_RECORDED)
        assert target is not None  # noqa: S101 - the rule above
        door = self._desk.door
        told_by = door.registry.told_by.get(type(target.event))
        corrected = door.shaped(type(target.event), command.data, ("data", "data"))
        if told_by is not None:
            checked = door.shaped(told_by, command.data, ("data", "data"))
            getattr(checked, "check", lambda: None)()
        event = CommandCorrected(corrected=corrected, on=command.on, reason=command.reason)
        entry = self._entry(
            story, attempt, event, recorded_at, command_id, corrects=target.command_id
        )
        return self._amending(story, attempt.subject, entry, target.command_id)

    def _retracted(
        self,
        story: Story,
        attempt: Attempt,
        command: Retract,
        recorded_at: datetime,
        command_id: UUID,
    ) -> Pending:
        target = self._target(story, command.command_id, recorded_at)
        require(
            target is not None and target.retracts is None, Rule.CORRECT_WHAT_WAS_RECORDED
        )
        assert target is not None  # noqa: S101 - the rule above
        event = CommandRetracted(reason=command.reason)
        entry = self._entry(
            story, attempt, event, recorded_at, command_id, retracts=target.command_id
        )
        return self._amending(story, attempt.subject, entry, target.corrects or target.command_id)

    def _target(self, story: Story, command_id: UUID, recorded_at: datetime) -> Entry | None:
        found = story.entry(command_id)
        too_early = found is not None and found.recorded_at > recorded_at
        return None if too_early else found

    def _amending(
        self, story: Story, subject: Subject, entry: Entry, target: UUID
    ) -> Pending:
        """Return *entry* with the claims of its target as they then stand."""
        standing = next(
            (v.entry for v in story.after(entry).told if v.entry.command_id == target), None
        )
        claims = self._claims_of(standing.event) if standing else ()
        first = story.entry(target)
        may_hold = first is not None and self._claiming(first.event) is not None
        releases = target if may_hold else None
        return Pending(subject, entry, entry.command_id, reclaims=claims, releases=releases)

    def _claiming(self, event: object) -> Any:
        """Return the command class of *event* when such commands claim something."""
        told_by: Any = self._desk.door.registry.told_by.get(type(event))
        return None if told_by is None or told_by.claims is Command.claims else told_by

    def _claims_of(self, event: object) -> tuple[ClaimKey, ...]:
        told_by = self._claiming(event)
        if told_by is None:
            return ()
        fields = attrs.fields(type(event))
        command = told_by(**{f.name: getattr(event, f.name) for f in fields})
        return tuple(ClaimKey.of(c) for c in command.claims())

    def _claimed(
        self, command: Any, subject: Subject, recorded_at: datetime
    ) -> tuple[ClaimKey, ...]:
        """Return what *command* claims, refused when another command holds it."""
        taken: list[ClaimKey] = []
        claims: tuple[Claim, ...] = command.claims() if hasattr(command, "claims") else ()
        known_at = recorded_at if self._times_given else None
        for claim in claims:
            key = ClaimKey.of(claim)
            persons = self._cluster.records(claim.about or subject, known_at)
            if claim.about is None:
                holder = self._holder(key)
                if holder is not None and holder[0] not in persons:
                    raise RuleBrokenError(claim.rule)
                taken += [key] if holder is None else []
            else:
                if any(self._holder(evolve(key, about=p)) for p in persons):
                    raise RuleBrokenError(claim.rule)
                taken.append(key)
        return tuple(taken)

    def _holder(self, key: ClaimKey) -> tuple[Subject | None, UUID] | None:
        here = self._claims.get(key)
        if here is not None:
            return here
        stored = self._desk.shelf.holder(key)
        return None if stored is None or stored[1] in self._released else stored

    def _keep(self, one: Pending) -> None:
        self.pending.append(one)
        self._stories[one.subject] = self.story(one.subject).after(one.entry)
        if one.releases is not None:
            self._released.add(one.releases)
            kept = {k: h for k, h in self._claims.items() if h[1] != one.releases}
            self._claims = kept
        owner = one.releases or one.entry.command_id
        for key in (*one.claims, *one.reclaims):
            self._claims.setdefault(key, (one.subject, owner))
        event = one.entry.event
        event = event.corrected if isinstance(event, CommandCorrected) else event
        if isinstance(event, PersonsLinked | PersonsUnlinked):
            self._links.setdefault(one.subject, set()).add(event.other)
            self._links.setdefault(event.other, set()).add(one.subject)

    def _neighbours(self, subject: Subject) -> set[Subject]:
        return self._desk.shelf.neighbours(subject) | self._links.get(subject, set())

    def _append(self, one: Pending, ids: Mapping[Subject, UUID]) -> Append:
        entry = evolve(one.entry, subject=ids[one.subject])
        envelope = Envelope(
            entry=entry,
            kind=one.subject.kind,
            stored_at=self._now if self._times_given else entry.recorded_at,
            captured_at=one.captured_at,
            correlation=one.correlation,
        )
        hashed = self._desk.shelf.hashed
        return Append(
            event=self._desk.shelf.codec.stored(envelope, one.plain, ids),
            command_id=one.command_id,
            claims=tuple(hashed(key) for key in one.claims),
            reclaims=tuple(hashed(key) for key in one.reclaims),
            releases=one.releases,
            mentions=tuple(_mentions(entry.event, ids)),
        )


def subjects_in(value: Any) -> Iterable[Subject]:
    """Yield every subject named inside an event."""
    if isinstance(value, Subject):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from subjects_in(inner)
    elif attrs.has(type(value)):
        for f in attrs.fields(type(value)):
            yield from subjects_in(getattr(value, f.name))


def _mentions(event: Any, ids: Mapping[Subject, UUID]) -> Iterable[tuple[UUID, str]]:
    told = event.corrected if isinstance(event, CommandCorrected) else event
    kind = LINK if isinstance(told, PersonsLinked | PersonsUnlinked) else NAMED
    for subject in dict.fromkeys(subjects_in(told)):
        yield ids[subject], kind
