"""Reading a stream: what stands at a subject, and what follows a place.

Whoever leads the stream has all that was acknowledged. The other servers answer as well,
faster when there is much, and may lag a moment behind: what they send is a beginning of
the log, never one with a hole in it. Where nobody leads (half of the cluster is gone) what
the others have is what there is: reading goes on, and an append would be refused anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import takewhile
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import orjson

from casemgmt.errors import BusyError, reason

from .ending import Ending
from .kept import Kept
from .line import Line
from .paging import Pages
from .said import ClosedError, LineError, Message, UnreachableError
from .server import NOT_FOUND, Api, SaidNoError, answer
from .subjects import Subjects

NOT_READ = "casemgmt_nats:cluster.not-read"
NOT_WRITTEN = "casemgmt_nats:cluster.not-written"
NOT_REMOVED = "casemgmt_nats:cluster.not-removed"
AT_ONCE = 500
"""Subjects that are looked up in one question; the servers take 1,024."""
STORY_AT_ONCE = 64
LEADER_SECONDS = 2.0
WITHOUT_A_LEADER = 5.0
"""Seconds for which a leader that did not answer is not asked again."""
READ_SECONDS = 10.0
_A_WHILE = 0.05
_FOUND_NONE, _TOO_MANY = ("404", "204"), "413"
MOST_AT_ONCE = 1_024


class Lookups:
    """What a stream holds, asked of whoever can answer."""

    def __init__(self, line: Line, subjects: Subjects, shown: str) -> None:
        self._line, self._api = line, Api(line)
        self.subjects, self._shown = subjects, shown
        self._leaderless_until = 0.0
        self._ending = Ending()
        self.pages = Pages(self, shown)
        self.patience = READ_SECONDS

    def last_of(self, subjects: Sequence[str], *, until: int = 0) -> dict[str, Kept]:
        """Return what stands last at each of *subjects*; up to a place, if one is given.

        Without a place it is what the leader has; with one the answer never changes.

        Raises:
            BusyError: nobody can say.

        """
        if until:
            return self._of_any(subjects, until)
        return self._of_leader(subjects)

    def told_of(self, subjects: Sequence[str]) -> dict[str, Kept]:
        """Return what stands at *subjects*, from whoever answers: one may be behind."""
        return self._of_any(subjects, 0)

    def leads(self, subject: str) -> Kept | None:
        """Return what the leader has at *subject*; None where nothing is, or nobody leads.

        So a look that only makes sure costs nothing where it cannot be had.
        """
        if self._leaderless:
            return None
        try:
            return self._last(subject, LEADER_SECONDS)
        except LineError:
            self._leaderless_until = monotonic() + WITHOUT_A_LEADER
            return None

    def page(
        self, filtered: str, after: int, limit: int, patience: float | None = None
    ) -> list[Kept]:
        """Return the next messages beyond a place, at most so many, as they are there."""
        asked = {"seq": after + 1, "next_by_subj": filtered, "batch": limit}
        return self._many(asked, patience) or []

    def head(self) -> int:
        """Return the place of the last event, 0 where there is none.

        Where nobody leads it is the last that whoever answers has: no other comes then.

        Raises:
            BusyError: nobody can say.

        """
        if not self._leaderless:
            with suppress(BusyError):
                return self._ending.head(self)
            self._leaderless_until = monotonic() + WITHOUT_A_LEADER
        return self._told_head()

    def is_led(self) -> None:
        """Take note that there is a leader: it has just taken something."""
        self._leaderless_until = 0.0

    def _told_head(self) -> int:
        asked = orjson.dumps({"last_by_subj": self.subjects.events})
        try:
            reply = self._line.ask(Message(self._direct, asked), LEADER_SECONDS)
        except LineError as error:
            raise self.busy(error) from None
        return 0 if reply.status else Kept.of_direct(reply).place

    @property
    def _direct(self) -> str:
        return f"$JS.API.DIRECT.GET.{self.subjects.office}"

    def story(self, stream: UUID, after: int) -> Iterator[Kept]:
        """Yield the events of a story beyond a version, in their order.

        Its end is what the leader says; what comes before it is sent by whoever has it.
        """
        while True:
            kept = self.leads(self.subjects.event(stream, after + 1))
            if kept is not None:
                yield kept
                after += 1
            elif not self._leaderless:
                return
            found = self._next(stream, after)
            yield from found
            after += len(found)
            if kept is None and not found:
                return

    def _next(self, stream: UUID, after: int) -> list[Kept]:
        """Return the next events of a story that whoever answers has.

        All of a story are found at once, where there are no more than servers look for.
        """
        if after <= 1:
            asked = {"multi_last": [self.subjects.story(stream)], "batch": MOST_AT_ONCE}
            whole = self._many(asked)
            if whole is not None:
                return whole[after:]
        ranks = range(after + 1, after + STORY_AT_ONCE + 1)
        places = [self.subjects.event(stream, rank) for rank in ranks]
        found = self.told_of(places)
        return [found[place] for place in takewhile(found.__contains__, places)]

    def listening(self, woken: Callable[[], None]) -> Callable[[], None]:
        """Call *woken* whenever something may be new, until what is returned is called."""
        return self._line.listening(self.subjects.events, woken)

    def state(self, **asked: Any) -> dict[str, Any]:
        """Return what is said of the stream: by its leader, while there is one.

        Raises:
            BusyError: nobody says anything.

        """
        try:
            said = self._api.ask(f"STREAM.INFO.{self.subjects.office}", asked or None)
        except (LineError, SaidNoError) as error:
            raise self.busy(error) from None
        cluster = said.get("cluster")  # one server alone speaks of none
        if cluster is None or cluster.get("leader"):
            self.is_led()
        return said

    def busy(self, error: Exception, code: str = NOT_READ) -> BusyError:
        """Return what to raise when something could not be done with the store."""
        return BusyError.because(code, address=self._shown, why=reason(error))

    @property
    def _leaderless(self) -> bool:
        """Whether the leader was asked a moment ago, and there was none."""
        return monotonic() < self._leaderless_until

    def _of_leader(self, subjects: Sequence[str]) -> dict[str, Kept]:
        found = self._asked_of_leader([{"last_by_subj": subject} for subject in subjects])
        return {kept.subject: kept for kept in found}

    def at(self, places: Iterable[int]) -> list[Kept]:
        """Return what the leader has at *places*.

        Raises:
            BusyError: nobody can say.

        """
        return self._asked_of_leader([{"seq": place} for place in places])

    def _asked_of_leader(self, asked: list[dict[str, Any]]) -> list[Kept]:
        """Return what there is of what is asked.

        Raises:
            BusyError: nobody can say.

        """
        verb = f"STREAM.MSG.GET.{self.subjects.office}"
        until = monotonic() + self.patience
        while True:
            try:
                replies = self._api.ask_all(verb, asked, LEADER_SECONDS)
                found = [_message(reply) for reply in replies]
            except (LineError, SaidNoError) as error:
                if monotonic() > until or isinstance(error, ClosedError):
                    raise self.busy(error) from None
                sleep(_A_WHILE)
            else:
                self.is_led()
                return [kept for kept in found if kept is not None]

    def _last(self, subject: str, seconds: float) -> Kept | None:
        verb, asked = f"STREAM.MSG.GET.{self.subjects.office}", {"last_by_subj": subject}
        (reply,) = self._api.ask_all(verb, [asked], seconds)
        try:
            return _message(reply)
        except SaidNoError as error:
            raise UnreachableError(str(error)) from None

    def _of_any(self, subjects: Sequence[str], until: int) -> dict[str, Kept]:
        found: dict[str, Kept] = {}
        for start in range(0, len(subjects), AT_ONCE):
            part = list(subjects[start : start + AT_ONCE])
            asked = {"multi_last": part, "batch": len(part)}
            if until:
                asked["up_to_seq"] = until
            found |= {kept.subject: kept for kept in self._many(asked) or ()}
        return found

    def _many(
        self, asked: dict[str, Any], patience: float | None = None
    ) -> list[Kept] | None:
        """Return what any server sends; asked again where one went away meanwhile.

        None where it would be more than servers look for.
        """
        question = Message(self._direct, orjson.dumps(asked))
        until = monotonic() + (self.patience if patience is None else patience)
        while True:
            try:
                replies = self._line.ask_many(question, LEADER_SECONDS)
            except LineError as error:
                if monotonic() > until or isinstance(error, ClosedError):
                    raise self.busy(error) from None
                sleep(_A_WHILE)
                continue
            last = replies.pop()
            if last.status == _TOO_MANY:
                return None
            if last.status not in _FOUND_NONE:
                why = f"the servers answer {last.status}"
                raise self.busy(UnreachableError(why))
            return [Kept.of_direct(reply) for reply in replies]


def _message(reply: Any) -> Kept | None:
    try:
        return Kept.of_leader(answer(reply)["message"])
    except SaidNoError as error:
        if error.code == NOT_FOUND:
            return None
        raise
