"""A journal file on its way in: batch by batch, with what was refused set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from casemgmt.errors import ConflictError, InvalidError, RetryableError, RuleBrokenError
from casemgmt.locale import sentence
from casemgmt.telemetry import LogLine, Span, log, span

from .attempt import Attempt
from .lines import Line, in_told_order, lines_of
from .measured import say_lines
from .meeting import Meeting
from .port import ClaimTakenError, CommandTakenError, TakesMany, VersionTakenError
from .recorder import TRIES, Recorder
from .rejects import Rejected, Rejects
from .session import Session
from .tidying import young_garbage_only

FIRST, USUAL, BATCH = 500, 1_000, 6_000
"""Lines a transaction: few at first, so that something is said soon; then as many as an
engine takes, in its ``events_at_once``, since each waits for the disk of log and vault.
"""
STOPPED = (RetryableError, KeyboardInterrupt)
"""What ends a reading before its time; the file may be read again."""
Progress = Callable[[int], None]
Outcome = str | RuleBrokenError | InvalidError
"""``recorded``, ``already`` so, ``met`` before - or why it was refused."""
_SETTLED = ("recorded", "met")


class Keeps(Protocol):
    """Where what is not taken goes."""

    def keep(self, lines: Iterable[Rejected]) -> None:
        """Keep *lines*, each with what is wrong with it."""


@frozen
class Summary:
    """What became of the lines of a journal file.

    Attributes:
        recorded: Lines that were recorded now.
        already: Lines whose id was met before, or that changed nothing.
        refused: Requests that a rule forbids.
        invalid: Lines that cannot be taken as they stand.
        rejects: Where the refused and invalid lines are, None when there are none.

    """

    recorded: int = 0
    already: int = 0
    refused: int = 0
    invalid: int = 0
    rejects: Path | None = None


_Read = tuple[Line, Attempt | InvalidError]
"""A line, and the attempt it makes or what is wrong with it."""


@frozen
class Reading:
    """Reads one journal into a store."""

    recorder: Recorder
    times_given: bool = False
    language: str = "en"
    progress: Progress | None = None
    counts: dict[str, int] = field(factory=dict)
    _meeting: Meeting = field(init=False)

    @_meeting.default
    def _meets(self) -> Meeting:
        return Meeting(self.recorder.desk)

    def read(
        self, source: Path | Iterable[str | bytes], rejects_at: Path | None
    ) -> Summary:
        """Read *source* and return what became of its lines, as ``read_all``."""
        return self.read_all(lines_of(source), rejects_at)

    def read_all(self, lines: Iterator[Line], rejects_at: Path | None) -> Summary:
        """Read *lines* and return what became of them.

        Raises:
            JournalFileError: the file itself cannot be read.
            ConflictError: somebody else kept recording on the same subjects; what was read
                before is recorded, and the file may be read again.

        """
        with (
            Rejects(rejects_at, in_file_order=not self.times_given) as rejects,
            span(Span.RECORD_FILE) as watched,
        ):
            try:
                self.read_lines(lines, rejects)
            except STOPPED as stopped:
                stopped.add_note(self.so_far)
                raise
            finally:
                watched.note(lines=self.done)
        return Summary(**self.counts, rejects=rejects.path)

    def read_lines(self, lines: Iterator[Line], rejects: Keeps) -> None:
        """Read *lines*, in the order to be told; keep what is not taken in *rejects*."""
        told = in_told_order(lines) if self.times_given else lines
        with self._beginning() as tidy:
            for rejected in self._read(told, self._sizes(), tidy):
                rejects.keep(rejected)

    def read_parts(self, parts: Iterable[Iterator[Line]], rejects: Keeps) -> None:
        """Read the *parts* of a file one after the other, in each the lines as they come.

        What is not taken of a part is kept in the order of its file.
        """
        if self.times_given:
            self.read_lines(chain.from_iterable(parts), rejects)
            return
        sizes = self._sizes()
        with self._beginning() as tidy:
            for part in parts:
                rejected = chain.from_iterable(self._read(part, sizes, tidy))
                rejects.keep(sorted(rejected, key=lambda one: one[0].number))

    @contextmanager
    def _beginning(self) -> Iterator[Callable[[int], None]]:
        self.begin()
        log = self.recorder.desk.shelf.log
        many = log.many if isinstance(log, TakesMany) else nullcontext
        with young_garbage_only() as tidy, many():
            yield tidy

    def begin(self) -> None:
        """Begin to count."""
        self.counts.update(recorded=0, already=0, refused=0, invalid=0)

    @property
    def so_far(self) -> str:
        """How far it came, in words."""
        return sentence("cli.came-so-far", self.language, lines=self.done)

    def _sizes(self) -> Iterator[int]:
        """Yield how many lines each transaction takes."""
        log = self.recorder.desk.shelf.log
        most = min(BATCH, getattr(log, "events_at_once", USUAL))
        size = min(FIRST, most)
        while True:
            yield size
            size = min(2 * size, most)

    def _read(
        self, lines: Iterator[Line], sizes: Iterator[int], tidy: Callable[[int], None]
    ) -> Iterator[list[Rejected]]:
        """Read *lines* batch by batch; yield what of each is not taken."""
        checked = self._checked
        while batch := [(line, checked(line)) for line in islice(lines, next(sizes))]:
            rejected = self._batch(batch)
            batch.clear()  # before the next is read
            yield rejected
            tidy(len(rejected))
            if self.progress is not None:
                self.progress(self.done)

    @property
    def done(self) -> int:
        """How many lines were settled so far."""
        return sum(self.counts.values())

    def _checked(self, line: Line) -> Attempt | InvalidError:
        try:
            attempt = self.recorder.desk.door.attempt(
                line.parsed(), shallow=line.is_shallow, short=line.is_short
            )
            if self.times_given:
                self._refuse_what_is_yet_to_come(attempt)
        except InvalidError as error:
            return error
        return attempt

    def _refuse_what_is_yet_to_come(self, attempt: Attempt) -> None:
        if attempt.at is not None and attempt.at > self.recorder.clock():
            raise InvalidError("at", "in-the-future")

    def _batch(self, batch: list[_Read]) -> list[Rejected]:
        """Record one batch in one transaction and return its rejected lines."""
        with self.recorder.locked():
            for _ in range(TRIES + 1):  # one was for what was expected
                session = self.recorder.session(times_given=self.times_given)
                try:
                    outcomes = self._decided(batch, session)
                finally:
                    session.let_go()
                if outcomes is not None:
                    self._meeting.expected = "met" in outcomes
                    return self._settled(batch, outcomes)
                self._meeting.expected = True
        log(LogLine.CONFLICT)
        raise ConflictError.because("store.others-recorded")

    def _decided(self, batch: list[_Read], session: Session) -> list[Outcome] | None:
        """Return what became of *batch*, None when somebody else was faster."""
        attempts = [said for _, said in batch if isinstance(said, Attempt)]
        session.prepare(attempt.subject for attempt in attempts)
        met = self._meeting.met(attempts, session)
        outcomes = [_outcome(said, session, met) for _, said in batch]
        if self._is_behind(session, batch, outcomes):
            return None
        try:
            self.recorder.commit(session)
        except (VersionTakenError, ClaimTakenError, CommandTakenError):
            return None
        return outcomes

    def _is_behind(
        self, session: Session, batch: list[_Read], outcomes: list[Outcome]
    ) -> bool:
        """Whether a refusal or "already so" may rest on a story that is behind the log."""
        if outcomes.count("recorded") == len(outcomes):
            return False
        doubtful = [
            said
            for (_, said), outcome in zip(batch, outcomes, strict=True)
            if outcome not in _SETTLED and isinstance(said, Attempt)
        ]
        subjects = {attempt.subject for attempt in doubtful}
        looked_at = {s: version for s, version in session.read.items() if s in subjects}
        behind = self.recorder.desk.shelf.is_behind(looked_at)
        return behind or self._meeting.was_met(doubtful)

    def _settled(self, batch: list[_Read], outcomes: list[Outcome]) -> list[Rejected]:
        kept: list[Rejected] = []
        say_lines(self.recorder.desk.door.registry, batch, outcomes)
        if outcomes.count("recorded") == len(outcomes):
            self.counts["recorded"] += len(outcomes)
            return kept
        for (line, _), outcome in zip(batch, outcomes, strict=True):
            match outcome:
                case str():
                    self.counts["recorded" if outcome == "recorded" else "already"] += 1
                case RuleBrokenError() as refusal:
                    self.counts["refused"] += 1
                    kept.append((line, self._refusal(refusal, line)))
                case InvalidError() as invalid:
                    self.counts["invalid"] += 1
                    kept.append((line, self._invalid(invalid, line)))
        return kept

    def _refusal(self, refusal: RuleBrokenError, line: Line) -> dict[str, object]:
        said, rule = refusal.sentence(self.language), refusal.rule.value
        return _error("refused", rule, said, None, line)

    def _invalid(self, invalid: InvalidError, line: Line) -> dict[str, object]:
        said = invalid.sentence(self.language)
        error = _error(invalid.code, None, said, invalid.field or None, line)
        return error | ({"nearest": invalid.nearest} if invalid.nearest else {})


def _outcome(said: Attempt | InvalidError, session: Session, met: set[int]) -> Outcome:
    """Decide what was said, and return what becomes of it; note its id among the *met*."""
    if isinstance(said, InvalidError):
        return said
    own = said.id
    if own is None:
        return InvalidError("id", "missing-field")
    if own.int in met:
        return "met"
    try:
        if not session.take(said, own):
            return "already"
    except (RuleBrokenError, InvalidError) as refusal:
        return refusal
    met.add(own.int)
    return "recorded"


def _error(
    code: str, rule: str | None, message: str, field: str | None, line: Line
) -> dict[str, object]:
    told = {
        "code": code,
        "rule": rule,
        "message": message,
        "field": field,
        "line": line.number,
    }
    return told | (line.place(field) if line.place is not None else {})
