"""Erasing a person for good: keys first, then every place that ever held anything of them.

Whoever is interrupted on the way leaves an erasure that was begun; the next one goes on.
What is looked for in every place is kept beside the store, sealed with a key of its own,
until every place has confirmed, or for so many days: then key and file are destroyed too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from attrs import frozen

from casemgmt.care.certificate import Certificate
from casemgmt.domain.dates import Day
from casemgmt.domain.erasures import (
    Begun,
    ErasureAsked,
    ErasureBegun,
    ErasureRule,
    Erasures,
    ErasureTakenBack,
)
from casemgmt.domain.read_models import ReadModelDestroyed
from casemgmt.domain.vocabulary import Subject
from casemgmt.erasure.condemning import Condemning
from casemgmt.erasure.purging import Condemned, erasures, purged, shown
from casemgmt.errors import InvalidError, RefusedError, RuleBrokenError
from casemgmt.opening.parts import Parts
from casemgmt.read_models.projecting import Projections
from casemgmt.recording.adults import KIND
from casemgmt.recording.own_story import ERASURES, READ_MODELS, tell, tell_all

COOLING_OFF, SEARCHING = "erasure.cooling_off_days", "erasure.search_days"
LEASE = "erasing"
LONGEST = 200
"""Characters of a ground."""
_SEARCHED_FOR = 30


@frozen
class Order:
    """That a person is to be erased.

    Attributes:
        ground: Why, without the name of anybody.
        by: Who orders it.
        second: Who orders it too.

    """

    ground: str
    by: str
    second: str


@frozen
class Erasing:
    """The erasures of one store."""

    parts: Parts

    @property
    def _who(self) -> Condemning:
        return Condemning(self.parts)

    def told(self) -> Erasures:
        """Return what the store tells of its erasures."""
        return erasures(self.parts)

    def erase(
        self, subject: str | Subject, order: Order, named: str | None = None
    ) -> Certificate:
        """Erase the person whose record *subject* is, now or once the policy lets it.

        Every record that is linked to it is the same person's, and is erased with it. With
        *named* only an adult is erased whom the record names: ``mother``, or a role in the
        household; ``other:2`` where several have it.

        Raises:
            RuleBrokenError: there is a hold, no ground, or no second person.
            InvalidError: nobody was ever told of, or the ground names the person.
            BusyError: somebody else is erasing.

        """
        with self._alone():
            self.check(order)
            again = self._same_order(subject, order, named)
            if again:
                return self._purged([self._who.again(again)])[0]
            condemned = self._who.of(self._who.record(subject), named)
            self._check_ground(order, condemned)
            due = self._due(condemned)
            if due > self._today():
                return self._asked(condemned, order, due, named)
            return self._purged(self._begun([condemned], order))[0]

    def erase_all(
        self, subjects: Iterable[str | Subject], order: Order
    ) -> tuple[Certificate, ...]:
        """Erase several persons at once, each of whom may be erased.

        Raises:
            RuleBrokenError: there is a hold on one of them; nobody was erased.
            InvalidError: one was never told of; nobody was erased.

        """
        with self._alone():
            self.check(order)
            found = [self._who.of(self._who.record(subject)) for subject in subjects]
            every = {one.subject: one for one in found}
            for one in every.values():
                self._check_ground(order, one)
            return self._purged(self._begun(list(every.values()), order))

    def take_back(
        self, subject: str | Subject, *, by: str, named: str | None = None
    ) -> None:
        """Let an erasure that waits for its day not be carried out.

        Raises:
            InvalidError: none waits.

        """
        meant = self._who.record(subject), named
        told = (asked.told for asked in self.told().asked.values())
        waiting = [one for one in told if (one.record, one.named) == meant]
        if not waiting:
            raise InvalidError("subject", "no-erasure-waits")
        event = ErasureTakenBack(subject=waiting[0].subject)
        who = self.parts.recorder.desk.door.actor(by)
        tell(self.parts.recorder, ERASURES, event, by=who)

    def destroyed(self, projection: str, order: Order, at: str | None = None) -> None:
        """Tell that a read model is gone for good, so that no erasure waits for it.

        What is projected to it again makes it one of the places again.

        Args:
            projection: What the organisation calls it.
            order: How it is known, and the two who say so.
            at: Where it was kept, where that is not plain by its name.

        Raises:
            RuleBrokenError: there is no ground, or no second person.
            InvalidError: there is no such read model, or it is there still.

        """
        self.check(order)
        of = Projections(self.parts).gone(projection, at)
        event = ReadModelDestroyed(
            projection=of.projection,
            address=of.address,
            ground=order.ground,
            second=order.second,
        )
        who = self.parts.recorder.desk.door.actor(order.by)
        tell(self.parts.recorder, READ_MODELS, event, by=who)

    def carry_out(self) -> tuple[Certificate, ...]:
        """Carry out what is due, and go on with what was interrupted or not confirmed.

        Where a copy was found it is searched again, as long as what is looked for is kept.
        What is held meanwhile waits on.
        """
        with self._alone():
            if self.parts.attachments is not None:  # somebody was killed attaching
                self.parts.attachments.let_go(self.parts.shelf.vault.erased())
            told = self.told()
            going_on = [self._who.again(one) for one in self._open(told)]
            for asked in told.due_on(self._today()):
                order = Order(asked.told.ground, asked.by, asked.told.second)
                try:
                    condemned = self._who.of(asked.told.record, asked.told.named)
                except RefusedError:  # held, or there is nobody any more
                    continue
                going_on += self._begun([condemned], order)
            return self._purged(going_on)

    # Whether they may be

    def check(self, order: Order) -> None:
        """Refuse an order that lacks something.

        Raises:
            RuleBrokenError: the ground, or a second person.
            InvalidError: the ground is too long, or somebody is no reference.

        """
        if not order.ground.strip():
            raise RuleBrokenError(ErasureRule.HAS_A_GROUND)
        if len(order.ground) > LONGEST or not order.ground.isprintable():
            raise InvalidError("ground", "too-long")
        if not order.second or not order.by:
            raise RuleBrokenError(ErasureRule.TWO_PERSONS)
        door = self.parts.recorder.desk.door
        both = {
            door.actor(order.by).casefold(),
            door.actor(order.second, "second").casefold(),
        }
        if len(both) < len((order.by, order.second)):
            raise RuleBrokenError(ErasureRule.TWO_PERSONS)

    def _check_ground(self, order: Order, condemned: Condemned) -> None:
        said = order.ground.casefold()
        if any(text.casefold() in said for text in (*condemned.texts, *condemned.words)):
            raise InvalidError("ground", "names-the-person")

    def _purged(self, condemned: Sequence[Condemned]) -> tuple[Certificate, ...]:
        """Purge, and let go of what is looked for once nothing of it is anywhere."""
        made = purged(self.parts, condemned)
        told = self.told()
        wanted = {one.told.subject for one in (*told.unfinished, *told.with_copies)}
        self.parts.needles.let_go(wanted, self.parts.recorder.clock())
        return made

    def _open(self, told: Erasures) -> tuple[Begun, ...]:
        """Return what was begun and is not over: a place lacks, or a copy may be there."""
        kept = self.parts.needles.kept().keys() if told.with_copies else set[str]()
        copies = (one for one in told.with_copies if one.told.subject in kept)
        return *told.unfinished, *copies

    def _due(self, condemned: Condemned) -> date:
        waits = self.told().asked.get(condemned.subject)
        if waits is not None:
            return waits.told.due.last
        today = self._today()
        return today + timedelta(days=self._days(COOLING_OFF, 0))

    def _days(self, parameter: str, usual: int) -> int:
        return int(self.parts.config.policy.value(parameter, self._today(), usual))

    def _asked(
        self, condemned: Condemned, order: Order, due: date, named: str | None
    ) -> Certificate:
        if condemned.subject not in self.told().asked:
            event = ErasureAsked(
                subject=condemned.subject,
                record=condemned.records[0],
                named=named,
                ground=order.ground,
                second=order.second,
                due=Day.of(due),
            )
            tell(self.parts.recorder, ERASURES, event, by=order.by)
        return Certificate(
            subject=condemned.subject,
            records=tuple(shown(self.parts, one) for one in condemned.whole),
            erased_at=None,
            due=due,
            complete=False,
            searched=False,
            places=(),
        )

    def _today(self) -> date:
        recorder = self.parts.recorder
        return recorder.desk.door.today(recorder.clock())

    # What is told of it

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Erase one at a time, whoever shares the store."""
        with self.parts.shelf.log.lease(LEASE):
            yield

    def _begun(self, condemned: Sequence[Condemned], order: Order) -> list[Condemned]:
        until = self._today() + timedelta(days=self._days(SEARCHING, _SEARCHED_FOR))
        self.parts.needles.keep({one.subject: one.sought for one in condemned}, until)
        told = [
            ErasureBegun(
                subject=one.subject,
                records=one.records,
                keys=one.keys,
                ground=order.ground,
                second=order.second,
            )
            for one in condemned
        ]
        tell_all(self.parts.recorder, ERASURES, told, by=order.by)
        return list(condemned)

    def _same_order(
        self, subject: str | Subject, order: Order, named: str | None
    ) -> Begun | None:
        """Return the erasure, not over yet, that this very order began; None if none did.

        Its reference is gone, so that it is told apart by who ordered it and why.
        """
        of = self.parts.recorder.desk.door.subject(subject)
        record = self.parts.shelf.vault.find(of)
        if named is None and record is not None:
            return None
        kind = of.kind if named is None else KIND
        said = (kind, order.by, order.second, order.ground)
        for one in self._open(self.told()):
            told = one.told
            own = told.subject.partition(":")[0], one.by, told.second, told.ground
            if own == said and (record is None or record in told.records):
                return one
        return None
