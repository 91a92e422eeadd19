"""A journal file on its way in: batch by batch, with what was refused set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from uuid import UUID

from attrs import field, frozen

from casemgmt.errors import BusyError, ConflictError, InvalidError, RuleBrokenError

from .door import Attempt
from .lines import Line, in_told_order, lines_of, rejected
from .port import ClaimTakenError, CommandTakenError, VersionTakenError
from .recorder import TRIES, Recorder
from .session import Session

BATCH = 1_000
Progress = Callable[[int], None]


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


class Rejects:
    """The file of lines that were not taken; made when the first is, for its owner only."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def path(self) -> Path | None:
        """Where they are, None while there are none."""
        return self._path if self._file is not None else None

    def write(self, lines: Iterable[bytes]) -> None:
        """Keep *lines*."""
        for line in lines:
            if self._path is None:
                return
            try:
                if self._file is None:
                    self._path.unlink(missing_ok=True)
                    self._path.touch(mode=0o600)
                    self._file = self._path.open("wb")
                self._file.write(line)
                self._file.flush()
            except OSError as error:
                msg = f"{self._path}: the rejected lines cannot be kept: {error.strerror}"
                raise BusyError(msg) from None


@frozen
class _Read:
    """A line, and the attempt it makes or what is wrong with it."""

    line: Line
    attempt: Attempt | None
    error: InvalidError | None = None


@frozen
class Reading:
    """Reads one journal into a store."""

    recorder: Recorder
    times_given: bool = False
    language: str = "en"
    progress: Progress | None = None
    counts: dict[str, int] = field(factory=dict)

    def read(self, source: Path | Iterable[str | bytes], rejects_at: Path | None) -> Summary:
        """Read *source* and return what became of its lines.

        Raises:
            JournalFileError: the file itself cannot be read.
            ConflictError: somebody else kept recording on the same subjects; what was read
                before is recorded, and the file may be read again.

        """
        self.counts.update(recorded=0, already=0, refused=0, invalid=0)
        lines = lines_of(source)
        if self.times_given:
            lines = in_told_order(lines)
        with Rejects(rejects_at) as rejects:
            while batch := list(islice(lines, BATCH)):
                rejects.write(self._batch([self._checked(line) for line in batch]))
                if self.progress is not None:
                    self.progress(sum(self.counts.values()))
            return Summary(**self.counts, rejects=rejects.path)

    def _checked(self, line: Line) -> _Read:
        try:
            attempt = self.recorder.desk.door.attempt(line.parsed())
            now = self.recorder.clock()
            if self.times_given and attempt.at is not None and attempt.at > now:
                raise InvalidError("at", "in-the-future")
        except InvalidError as error:
            return _Read(line, None, error)
        return _Read(line, attempt)

    def _batch(self, batch: list[_Read]) -> list[bytes]:
        """Record one batch in one transaction and return its rejected lines."""
        with self.recorder.locked():
            for _ in range(TRIES):
                session = self.recorder.session(times_given=self.times_given)
                outcomes = list(self._outcomes(batch, session))
                if self._behind(session, outcomes):
                    continue
                try:
                    self.recorder.commit(session)
                except (VersionTakenError, ClaimTakenError, CommandTakenError):
                    self.recorder.desk.shelf.drop(list(session.subjects))
                    continue
                return self._settled(batch, outcomes)
        done = sum(self.counts.values())
        msg = f"somebody else was recording on the same subjects; {done} lines were read before"
        raise ConflictError(msg)

    def _behind(self, session: Session, outcomes: list[str | Exception]) -> bool:
        """Whether a refusal or "already so" may rest on a story that is behind the log."""
        doubtful = any(o != "recorded" for o in outcomes)
        return doubtful and self.recorder.desk.shelf.is_behind(list(session.subjects))

    def _outcomes(self, batch: list[_Read], session: Session) -> Iterator[str | Exception]:
        ids = [r.attempt.id for r in batch if r.attempt is not None and r.attempt.id]
        met: set[UUID] = set(self.recorder.desk.shelf.log.outcome(ids))
        for read in batch:
            if read.attempt is None:
                yield read.error or InvalidError("", "not-json")
            elif read.attempt.id in met:
                yield "already"
            else:
                outcome = self._told(read.attempt, session)
                if outcome == "recorded" and read.attempt.id is not None:
                    met.add(read.attempt.id)
                yield outcome

    @staticmethod
    def _told(attempt: Attempt, session: Session) -> str | Exception:
        try:
            assert attempt.id is not None  # noqa: S101 - the door asks for it
            return "recorded" if session.tell(attempt, attempt.id) else "already"
        except (RuleBrokenError, InvalidError) as refusal:
            return refusal

    def _settled(self, batch: list[_Read], outcomes: list[str | Exception]) -> list[bytes]:
        kept: list[bytes] = []
        for read, outcome in zip(batch, outcomes, strict=True):
            match outcome:
                case RuleBrokenError() as refusal:
                    self._count("refused")
                    kept.append(rejected(read.line, self._refusal(refusal)))
                case InvalidError() as invalid:
                    self._count("invalid")
                    kept.append(rejected(read.line, self._invalid(invalid, read.line)))
                case _:
                    self._count(str(outcome))
        return kept

    def _count(self, what: str) -> None:
        self.counts[what] += 1

    def _refusal(self, refusal: RuleBrokenError) -> dict[str, object]:
        said = refusal.sentence(self.language)
        rule = refusal.rule.value
        return {"code": "refused", "rule": rule, "message": said, "field": None}

    def _invalid(self, invalid: InvalidError, line: Line) -> dict[str, object]:
        said = invalid.sentence(self.language)
        return {
            "code": invalid.code,
            "rule": None,
            "message": said,
            "field": invalid.field or None,
            "line": line.number,
        }
