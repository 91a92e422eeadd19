"""What was published against what is known now: which figures would move, and why.

Nothing is changed by it: a published figure stays what it was. That it would be another one
today is said beside it, with the events that were recorded since and moved it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.desk import publishing
from casemgmt.desk.causes import LINKS, Cause, cause_of, when_recorded
from casemgmt.desk.frozen import Cell, cell_of, figures_of, question_of
from casemgmt.desk.moved_in import moved_in_since
from casemgmt.desk.reckoning import Reckoned, Reckoning
from casemgmt.domain.told import Entry
from casemgmt.erasure.purging import begun
from casemgmt.indicators import Explanation, Figure, Question, Unit
from casemgmt.opening.parts import Parts
from casemgmt.read_models import figuring
from casemgmt.recorded import event_id
from casemgmt.reports import Source

if TYPE_CHECKING:
    from casemgmt.reports import ReportDesk

Key = tuple[str, UUID, str]
"""A unit and its answer: the side it stands on, its subject, what tells it apart."""
Moved = Figure | Reckoned


@frozen
class Restated:
    """A published number that would be another one today.

    Attributes:
        published: As it went out; None where there was no such cell.
        now: As it is known now; None where there is no such cell any more, or nobody
            installed defines it.
        because: What was recorded since and moved it, in the order of recording.

    """

    published: Moved | None
    now: Moved | None
    because: tuple[Cause, ...]

    @property
    def any(self) -> Moved:
        """The one of both that there is."""
        found = self.now or self.published
        assert found is not None  # noqa: S101 - one of them is what is compared
        return found


def restated(parts: Parts, desk: ReportDesk, ref: str) -> tuple[Restated, ...]:
    """Return the numbers published under *ref* that would be others today, and why.

    Its figures first; then what it took from what was told of goods, of agreements, and by
    bodies that give counts.

    Raises:
        InvalidError: nothing was published under it.
        ConfigurationError: the report is not installed any more.

    """
    told = publishing.published(parts, ref)
    then, asked = figures_of(told), question_of(told)
    known_now = evolve(asked, known_at=figuring.moment(parts, None))
    now = dict(_now(parts, known_now, then.values()))
    moved = [
        key for key in {**then, **now} if _counts(then.get(key)) != _counts(now.get(key))
    ]
    brought = moved_in_since(parts, ref, _moment(asked)) if moved else ()
    causes = _Causes(parts, asked, known_now, brought)
    figures = {
        key: Restated(then.get(key), now.get(key), causes.of(then.get(key), now.get(key)))
        for key in moved
    }
    reckoning = Reckoning(parts, desk, told, then, now, _moment(known_now))
    return (*figures.values(), *_reckoned(reckoning, figures))


def _reckoned(reckoning: Reckoning, figures: Mapping[Cell, Restated]) -> Iterator[Restated]:
    """Yield the numbers that are no figures; a figure that moved one has moved it, too."""
    if not reckoning.moved:
        return
    because: defaultdict[Source, dict[Cause, None]] = defaultdict(dict)
    for cell, one in figures.items():
        for source in reckoning.moved_by(cell):
            because[source].update(dict.fromkeys(one.because))
    for source, entries in reckoning.causes().items():
        because[source].update(dict.fromkeys(map(cause_of, entries)))
    for source in reckoning.moved:
        before = Reckoned.of(source, reckoning.then)
        after = Reckoned.of(source, reckoning.now)
        yield Restated(before, after, tuple(because[source]))


def _now(
    parts: Parts, asked: Question, then: Iterable[Figure]
) -> Iterator[tuple[tuple[str, str], Figure]]:
    """Yield the figures of the same questions as they are known now."""
    together: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    known = set(figuring.titles("en"))
    for figure in then:
        if figure.indicator in known:
            together[tuple(figure.by)][figure.indicator] = None
    for by, only in together.items():
        for figure in figuring.answer(parts, evolve(asked, only=tuple(only), by=by)):
            if tuple(figure.by) == by:
                yield (figure.indicator, cell_of(figure.by)), figure


def _counts(figure: Figure | None) -> object:
    if figure is None:
        return None
    counts = figure.numerator, figure.denominator, figure.unknown, figure.excluded
    return figure.version, figure.value, counts


@frozen
class _Causes:
    """Looks for what moved a figure between two moments.

    Attributes:
        moved_in: What by its own time was known at the first, and came into the log later.

    """

    parts: Parts
    then: Question
    now: Question
    moved_in: Sequence[Entry]

    def of(self, before: Figure | None, after: Figure | None) -> tuple[Cause, ...]:
        """Return what moved a figure."""
        some = after or before
        if some is None or some.indicator not in figuring.titles("en"):
            return ()
        then, now = self._behind(some, self.then), self._behind(some, self.now)
        changed = [key for key in {**then, **now} if then.get(key) != now.get(key)]
        commands = {c for k in changed for side in (then, now) for c in side.get(k, ())}
        commands |= self._placing(some, changed)
        news = _News(self._stories(changed, commands), commands, self._kinds(some))
        told = [*filter(news.tells, self._learnt(news.stories))]
        told += self._brought(some, {**then, **now}, told)
        in_order = sorted(told, key=when_recorded)
        return (*map(cause_of, in_order), *self._erased(some, before))

    def _brought(
        self, some: Figure, units: Iterable[Key], told: Sequence[Entry]
    ) -> Iterator[Entry]:
        """Yield what was moved in of those who stand behind a figure, and it reads."""
        if not self.moved_in:
            return
        source = figuring.log_source(self.parts)
        brought = {entry.subject for entry in self.moved_in}
        behind = _whole(source, {subject for _, subject, _ in units})
        stories = {one: source.entries(one) for one in behind & brought}
        news = _News(stories, (), self._kinds(some))
        known = {entry.command_id for entry in told}
        for entry in self.moved_in:
            is_new = entry.subject in stories and entry.command_id not in known
            if is_new and news.tells(entry):
                yield entry

    def _erased(self, some: Figure, before: Figure | None) -> Iterator[Cause]:
        """Yield the erasures since of persons whose day of birth moved it.

        What is known of that time is asked again: it is another figure than was published
        only where something of that time is not known any more. What was learnt since may
        hang on a day that is not known any more, too.
        """
        since, until = _moment(self.then), _moment(self.now)
        erased = [e for e in begun(self.parts) if since < e.recorded_at <= until]
        if not erased:
            return
        records = [record for entry in erased for record in entry.event.records]
        then, now = (
            figuring.hanging(self.parts, evolve(some, question=asked), records)
            for asked in (self.then, self.now)
        )
        stands = _counts(self._again(some)) == _counts(before)
        moved = now - then if stands else then | now
        for entry in erased:
            if moved.intersection(entry.event.records):
                yield Cause(event_id(entry.command_id), "erased")

    def _again(self, some: Figure) -> Figure | None:
        """Return a figure of that time, as it comes out of what is known of it today."""
        asked = evolve(self.then, only=(some.indicator,), by=tuple(some.by))
        found = figuring.answer(self.parts, asked)
        return next((f for f in found if f.by == some.by), None)

    def _placing(self, figure: Figure, changed: Iterable[Key]) -> frozenset[UUID]:
        """Return what was told elsewhere that places who came into a cell, or left it."""
        whose = {subject for _, subject, _ in changed}
        return figuring.placing(self.parts, evolve(figure, question=self.now), whose)

    def _kinds(self, figure: Figure) -> frozenset[str] | None:
        return figuring.kinds_read(self.parts, evolve(figure, question=self.now))

    def _stories(
        self, changed: Iterable[Key], commands: Collection[UUID]
    ) -> Mapping[UUID, Sequence[Entry]]:
        """Return the stories of the units that changed, and of what stands behind them."""
        source = figuring.log_source(self.parts)
        told = self.parts.shelf.log.outcome(commands).values() if commands else ()
        subjects = {subject for _, subject, _ in changed} | {e.stream for e in told}
        return {one: source.entries(one) for one in _whole(source, subjects)}

    def _learnt(self, stories: Mapping[UUID, Sequence[Entry]]) -> Iterator[Entry]:
        """Yield what was recorded between the two moments."""
        since, until = _moment(self.then), _moment(self.now)
        for entries in stories.values():
            yield from (e for e in entries if since < e.recorded_at <= until)

    def _behind(self, figure: Figure, question: Question) -> Mapping[Key, set[UUID]]:
        asked = evolve(question, only=(figure.indicator,), by=tuple(figure.by))
        found = figuring.explained(self.parts, evolve(figure, question=asked))
        behind: defaultdict[Key, set[UUID]] = defaultdict(set)
        for key, unit in _units(found):
            behind[key].update(unit.commands)
        return behind


@frozen
class _News:
    """Tells what concerns a figure from what does not.

    Attributes:
        stories: Those it could be told in.
        commands: What stands behind the units that changed.
        kinds: The kinds of event that the definition reads; None: any.

    """

    stories: Mapping[UUID, Sequence[Entry]]
    commands: Collection[UUID]
    kinds: frozenset[str] | None

    def tells(self, entry: Entry) -> bool:
        """Whether it may have moved the figure."""
        amended = entry.corrects or entry.retracts
        if amended is None:
            return entry.command_id in self.commands or self._is_read(entry)
        return amended in self.commands or self._amends_what_is_read(entry, amended)

    def _is_read(self, entry: Entry) -> bool:
        name = entry.name.rpartition(".")[0]
        return name in LINKS or self.kinds is None or name in self.kinds

    def _amends_what_is_read(self, entry: Entry, amended: UUID) -> bool:
        story = self.stories[entry.subject]
        found = next((e for e in story if e.command_id == amended), None)
        if found is None:
            return False
        further = found.corrects or found.retracts
        if further is not None:
            return self._amends_what_is_read(found, further)
        return self._is_read(found)


def _units(found: Explanation) -> Iterator[tuple[Key, Unit]]:
    for side in ("numerator", "denominator", "unknown", "excluded"):
        for unit in getattr(found, side):
            assert isinstance(unit.subject, UUID)  # noqa: S101 - not yet by reference
            yield (side, unit.subject, unit.unit), unit


def _whole(source: figuring.LogSource, subjects: Collection[UUID]) -> set[UUID]:
    """Return *subjects* with every record ever linked with one of them."""
    found, waiting = set(subjects), list(subjects)
    while waiting:
        for other in source.linked_ever(waiting.pop()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _moment(question: Question) -> datetime:
    assert question.known_at is not None  # noqa: S101 - of a publication it is always said
    return question.known_at
