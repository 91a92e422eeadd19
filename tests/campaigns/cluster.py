"""Misfortunes of a cluster while it is written to and read: every answer is held to.

What was acknowledged is there, in its place and once; what was refused is not; what was
unknown is settled by asking. Who reads along meanwhile passes over nothing.
"""

from __future__ import annotations

import atexit
import time
from contextlib import ExitStack, contextmanager
from functools import cache
from random import Random
from threading import Event, Thread
from unittest.mock import patch
from uuid import UUID, uuid4

from attrs import define, evolve, field
from tests.engines.cluster import cluster_of_three, wait_until
from tests.engines.proxy import proxy_before

from casemgmt.errors import BusyError, OutcomeUnknownError
from casemgmt.recording.port import ClaimTakenError, CommandTakenError, VersionTakenError
from casemgmt.testing.appends import everything, leading, told
from casemgmt.testing.crowd import reading_along
from casemgmt_nats import NatsLog
from casemgmt_nats.writing import Writing

from . import misfortunes
from .campaign import Campaign
from .misfortunes import FULL, may_mount

TAKEN = (ClaimTakenError, CommandTakenError, VersionTakenError)
WRITERS, BEFORE, AFTER = 2, 4, 3
PATIENCE, LONGER = 3.0, 10.0
LONGEST = 40.0
"""Seconds in which every answer must come, whatever befalls: no question has no end."""
ACKNOWLEDGED = b'"batch":'  # in the answer to a batch that was stored
CUTS = 6
CUT, AWAY = "the answer was cut", "the answer was cut, and nobody let in"
TWO, REFUSED = "two were killed", "without a majority it was refused"
BEFALLS = {
    "the leader was killed": misfortunes.leader_killed,
    "a disk was lost": misfortunes.disk_lost,
    **({FULL: misfortunes.disk_full} if may_mount() else {}),
}


@define
class Sent:
    """A batch that was sent, how it ended, and how long that took."""

    batch: list
    ending: str
    positions: list = field(factory=list)
    seconds: float = 0.0

    @property
    def own(self) -> UUID:
        return leading(self.batch[0])


@define
class Writer:
    """Writes one story, batch after batch, and notes every answer."""

    log: NatsLog
    chance: Random
    stream: UUID = field(factory=uuid4)
    version: int = 0
    sent: list = field(factory=list)

    def write(self):
        """Send one batch, and find out what became of it."""
        self.send()
        self.settle()

    def send(self):
        """Send one batch, and note how it ended."""
        batch = [self._append(rank) for rank in range(1, 1 + self.chance.randint(1, 3))]
        began = time.monotonic()
        try:
            one = Sent(batch, "recorded", self.log.append(batch))
        except OutcomeUnknownError:
            one = Sent(batch, "unknown")
        except BusyError:
            one = Sent(batch, "busy")
        except TAKEN:
            one = Sent(batch, "taken")  # by nobody: the story is this writer's own
        one.seconds = time.monotonic() - began
        self.sent.append(one)

    def settle(self):
        """Find out what became of the last batch, where that is not known."""
        one = self.sent[-1]
        if one.ending == "unknown":
            one.positions = self._found(one)
        self.version += len(one.batch) if one.positions else 0

    def _append(self, rank):
        own = uuid4()
        state = b'{"c":"%b"}' % own.hex.encode()
        return told(self.stream, self.version + rank, state=state, command_id=own)

    def _found(self, one) -> list[int]:
        """Ask until somebody knows what became of it, and return where it is."""
        asked, found = [leading(append) for append in one.batch], {}

        def is_known():
            try:
                found.update(self.log.outcome(asked))
            except BusyError:
                return False
            return True

        wait_until(is_known)
        return [found[own].position for own in asked if own in found]

    def has(self, many, since=0):
        """Whether so many were recorded since then."""
        assert all(one.ending != "taken" for one in self.sent), "refused, and it was free"
        return sum(one.ending == "recorded" for one in self.sent[since:]) >= many


@cache
def servers():
    """One cluster for the whole campaign; it is gone with this process."""
    stack = ExitStack()
    made = stack.enter_context(cluster_of_three())
    atexit.register(stack.close)
    return made


@contextmanager
def opened(address):
    """A handle on a log that gives up soon."""
    log = NatsLog(address)
    log._writing.patience = PATIENCE
    try:
        yield log
    finally:
        log.close()


@contextmanager
def writing(writers):
    """Let each write in a thread of its own, until the end."""
    done = Event()

    def write(writer):
        while not done.is_set():
            writer.write()

    threads = [Thread(target=write, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def befallen(befalls, chance, reached):
    """Let each of *befalls* strike a cluster that is written to; 1 point for each."""
    office = f"office{chance.getrandbits(40):x}"
    address = servers().address(office)
    NatsLog.migrate(address)
    for name, strike in befalls.items():
        with ExitStack() as handles:
            logs = [handles.enter_context(opened(address)) for _ in range(WRITERS + 1)]
            writers = [Writer(log, chance) for log in logs[1:]]
            for writer in writers:
                writer.log._lookups.patience = PATIENCE
            if name == TWO:
                writers.append(Writer(logs[0], chance))
            struck(strike, office, writers[:WRITERS], writers[WRITERS:], logs[0], chance)
            for writer in writers:
                held_to(writer, logs[0], reached)
        reached[name] += 1
    return len(befalls)


def struck(strike, office, writers, others, reader, chance):
    """Let one misfortune strike amid writing and reading, and wait until all is well.

    The *others* write when it has struck; then nobody can.
    """
    after = reader.head()
    with reading_along(reader) as seen, writing(writers):
        wait_until(lambda: all(writer.has(BEFORE) for writer in writers))
        with strike(servers(), office, chance):
            ended = [len(writer.sent) for writer in writers]
            wait_until(lambda: can_be_read(reader), lambda: "nothing can be read")
            wait_until(lambda: has_ended(writers, ended))
            for one in others:
                one.send()
        servers().ready()
        for one in others:
            one.settle()
        ended = [len(writer.sent) for writer in writers]
        wait_until(
            lambda: all(w.has(AFTER, n) for w, n in zip(writers, ended, strict=True))
        )
    sent = [one for writer in (*writers, *others) for one in writer.sent]
    places = sorted(place for one in sent for place in one.positions)
    there = to_the_end(reader, [], places[-1])
    to_the_end(reader, seen, places[-1])
    assert [e.position for e in seen] == [e.position for e in there], "passed over"
    assert seen == there, "who read along saw something else"
    assert places == [event.position for event in there if event.position > after], (
        "what is there is not what was acknowledged"
    )


def to_the_end(log, told, acknowledged):
    """Read on after what was *told*, as far as the leader says that there is something.

    Where no leader answered a moment ago a reader is content with what the others have: one
    that has just come back may lack, a moment longer, what was *acknowledged* last.
    """

    def is_all():
        told.extend(everything(log, told[-1].position if told else 0, page=500))
        try:
            return told[-1].position == log.head() >= acknowledged
        except BusyError:
            return False

    wait_until(is_all, lambda: "the end of the log is not to be had")
    return told


def can_be_read(log):
    """Whether somebody answers; a server that has just come back does so a moment later."""
    try:
        return bool(log.scan(0, 1))
    except BusyError:
        return False


def has_ended(writers, since):
    assert all(writer.has(0) for writer in writers)
    return all(len(w.sent) > n for w, n in zip(writers, since, strict=True))


def held_to(writer, log, reached):
    """Compare every answer with what is there."""
    there = log.read(writer.stream)
    assert [e.version for e in there] == list(range(1, writer.version + 1)), "not a story"
    states = {event.state: event.position for event in there}
    for one in writer.sent:
        at = [states.get(append.event.state, 0) for append in one.batch]
        assert one.positions == [place for place in at if place], f"{one.ending}: untrue"
        assert one.ending != "recorded" or one.positions, "acknowledged, and not there"
        assert one.seconds < LONGEST, "an answer did not come in time"
        reached[one.ending] += 1
    if len(writer.sent) == 1:
        assert writer.sent[0].ending != "recorded", "nobody could take it"
        reached[REFUSED] += 1
        return
    sent_again(writer, log)


def sent_again(writer, log):
    """Send the last batch again, under another version: its command is known."""
    last = next(one for one in reversed(writer.sent) if one.positions)
    first = last.batch[0]
    again = evolve(first, event=evolve(first.event, version=writer.version + 1))
    try:
        log.append([again])
    except TAKEN:
        return
    raise AssertionError("a command was recorded twice")


def cut(chance, reached):
    """Cut the line between what was stored and its answer; 1 point."""
    address = servers().address(f"office{chance.getrandbits(40):x}")
    NatsLog.migrate(address)
    office = address.rpartition("/")[2].partition("?")[0]
    at = chance.choice(servers().nodes).port
    with proxy_before(at, ACKNOWLEDGED) as proxy, opened(address) as near:
        through = servers().address(office, ports=[proxy.port])
        with opened(through) as far:
            for turn in range(CUTS):
                one_cut(near, far, proxy, turn % 3 == 2, reached)
        assert len(near.scan(0, 100)) == CUTS, "something is there twice, or not at all"
    return 1


def one_cut(near, far, proxy, nobody_let_in, reached):
    append, before = told(), proxy.cuts
    far._writing.patience = far._lookups.patience = 0.5 if nobody_let_in else LONGER
    proxy.closed = nobody_let_in
    proxy.cut_the_reply_to_commit()
    try:
        far.append([append])
        assert not nobody_let_in, "nobody could have said so"
    except OutcomeUnknownError:
        assert nobody_let_in, "it could have been found out"
    except BusyError:
        raise AssertionError("it was stored, and taken for refused") from None
    proxy.closed = False
    assert proxy.cuts > before, "nothing was cut"
    assert near.outcome([leading(append)]), "it was stored, and is not there"
    reached[AWAY if nobody_let_in else CUT] += 1


def round_(chance, reached) -> int:
    return cut(chance, reached) + befallen(BEFALLS, chance, reached)


@contextmanager
def lost_is_refused():
    """What no answer came for is taken for refused, and nobody looks."""

    def busy(self, sending, error):
        raise BusyError("no answer came")

    with patch.object(Writing, "_settle", busy):
        yield


@contextmanager
def sent_on():
    """What no answer came for is sent again, and nothing is expected to stand there."""

    def again(self, sending, error):
        return []

    with (
        patch.object(Writing, "_settle", again),
        patch("casemgmt_nats.batches.EXPECTED", "Expected-By-Nobody"),
        patch("casemgmt_nats.writing.ID", "Id-Of-Nobody"),
    ):
        yield


CAMPAIGN = Campaign(
    name="cluster",
    promise="R13",
    small=1 + len(BEFALLS),
    full=10 * (1 + len(BEFALLS)),
    kinds=("recorded", CUT, AWAY, *BEFALLS),
    round=round_,
    planted={"a lost reply is a refusal": lost_is_refused, "sent again unseen": sent_on},
    patience=3 * (1 + len(BEFALLS)),
)
