"""The promises of an engine: inherit them, and give a fresh log.

One test is one promise. ``StoreContract`` is for every engine; ``SharedStoreContract`` for
one that several handles and processes share; ``LibraryContract`` for one that is built on
eventsourcing's recorders. What an engine cannot do it declares with a strict ``xfail`` and
a reason::

    class TestMine(SharedStoreContract):
        def opener(self) -> Callable[[], EventLog]:
            return partial(MyLog, address_of_its_own())
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

import pytest
from attrs import evolve

from casemgmt.errors import BusyError
from casemgmt.recording.port import (
    LINK,
    ClaimTakenError,
    CommandTakenError,
    EventLog,
    VersionTakenError,
)
from casemgmt.recording.recorder import new_id

from .appends import everything, leading, story, told
from .claiming_promises import CLAIM, OTHER_CLAIM, ClaimingPromises, releasing
from .crowd import at_once, crowded
from .letting_go_promises import LettingGoPromises
from .reading_promises import ReadingPromises

TAKEN = (VersionTakenError, CommandTakenError, ClaimTakenError)
LARGE = 5_000
ASKED_AT_ONCE = 2_500
WRITERS = 6


class StoreContract(ReadingPromises, ClaimingPromises, LettingGoPromises, ABC):
    """What every ``EventLog`` promises, whatever keeps it."""

    @abstractmethod
    def fresh(self) -> EventLog:
        """Return a log of its own, without events."""

    @pytest.fixture
    def log(self) -> Iterator[EventLog]:
        """Give a fresh log, and close it."""
        log = self.fresh()
        yield log
        log.close()

    # One at a time

    def test_a_lease_is_held_by_one_at_a_time(self, log: EventLog) -> None:
        with log.lease("register"):
            with pytest.raises(BusyError), log.lease("register"):
                pass
            with log.lease("another register") as still_held:
                still_held()

        with log.lease("register") as still_held:
            still_held()

    def test_a_lease_is_let_go_of_when_its_holder_fails(self, log: EventLog) -> None:
        with pytest.raises(ZeroDivisionError), log.lease("register"):
            raise ZeroDivisionError

        with log.lease("register") as still_held:
            still_held()

    # All or nothing

    def test_a_batch_is_stored_whole_or_not_at_all(self, log: EventLog) -> None:
        first, subject = told(), new_id()
        log.append([first])
        good = evolve(told(claims=[CLAIM]), mentions=((subject, LINK),))

        with pytest.raises(VersionTakenError):
            log.append([good, told(first.event.stream, 1)])

        assert len(log.scan(0, 10)) == 1
        assert log.outcome([leading(good)]) == {}
        assert log.holders([CLAIM]) == {}
        assert log.mentioned(subject, LINK) == []

    def test_a_large_batch_refused_at_its_end_leaves_nothing(self, log: EventLog) -> None:
        batch = story(new_id(), LARGE)

        with pytest.raises(TAKEN):
            log.append([*batch, told(command_id=batch[0].command_id)])

        assert (log.head(), log.outcome([leading(batch[7])])) == (0, {})

    def test_after_a_refusal_the_log_goes_on(self, log: EventLog) -> None:
        first = told()
        log.append([first])
        with pytest.raises(TAKEN):
            log.append([first])

        log.append([told()])

        assert len(log.scan(0, 10)) == 2

    # Versions and commands

    def test_a_version_is_taken_once(self, log: EventLog) -> None:
        first = told()
        log.append([first])

        with pytest.raises(VersionTakenError):
            log.append([told(first.event.stream, 1)])
        assert [event.state for event in log.read(first.event.stream)] == [b"{}"]

    def test_a_version_is_taken_once_in_a_batch(self, log: EventLog) -> None:
        stream = new_id()

        with pytest.raises(VersionTakenError):
            log.append([told(stream, 1), told(stream, 1)])
        assert log.head() == 0

    def test_a_command_is_recorded_once(self, log: EventLog) -> None:
        first = told()
        log.append([first])

        with pytest.raises(CommandTakenError):
            log.append([told(command_id=first.command_id)])
        assert len(log.scan(0, 10)) == 1

    def test_a_command_is_recorded_once_in_a_batch(self, log: EventLog) -> None:
        own = new_id()

        with pytest.raises(CommandTakenError):
            log.append([told(command_id=own), told(command_id=own)])
        assert log.head() == 0

    def test_a_batch_sent_again_is_refused_whole(self, log: EventLog) -> None:
        batch = story(new_id(), 3)
        log.append(batch)

        with pytest.raises(TAKEN):
            log.append(batch)
        assert len(log.scan(0, 10)) == 3

    def test_the_command_of_a_refused_batch_stays_free(self, log: EventLog) -> None:
        first, own = told(), new_id()
        log.append([first])
        with pytest.raises(VersionTakenError):
            log.append([told(first.event.stream, 1, command_id=own)])

        log.append([told(first.event.stream, 2, command_id=own)])

        assert log.outcome([own])[own].version == 2

    def test_the_outcome_is_the_event_of_each_recordedleading(self, log: EventLog) -> None:
        batch = story(new_id(), 3)
        positions = log.append(batch)

        found = log.outcome([leading(a) for a in batch] + [new_id()])

        assert found == {
            leading(append): evolve(append.event, position=position)
            for append, position in zip(batch, positions, strict=True)
        }
        assert log.outcome([]) == {}

    def test_outcomes_of_many_commands_are_had_at_once(self, log: EventLog) -> None:
        batch = story(new_id(), ASKED_AT_ONCE)
        log.append(batch)

        found = log.outcome([new_id() for _ in range(10)] + [leading(a) for a in batch])

        assert len(found) == ASKED_AT_ONCE

    def test_the_second_event_of_a_command_is_the_first_of_none(
        self, log: EventLog
    ) -> None:
        stream, own = new_id(), new_id()
        state = b'{"c":"%b"}' % own.hex.encode()
        second = evolve(told(stream, 2, state=state), command_id=None)

        positions = log.append([told(stream, state=state, command_id=own), second])

        assert log.unled() == positions[1:]

    def test_a_second_event_of_a_command_has_no_outcome_of_its_own(
        self, log: EventLog
    ) -> None:
        stream, own = new_id(), new_id()
        second = evolve(told(stream, 2), command_id=None)

        log.append([told(stream, 1, command_id=own), second])

        assert log.outcome([own])[own].version == 1
        assert len(log.read(stream)) == 2

    def test_a_whole_log_has_nothing_that_does_not_fit(self, log: EventLog) -> None:
        log.append([told(claims=[CLAIM]), *story(new_id(), 3)])

        assert list(log.unfit()) == []

    def test_a_snapshot_stays_as_it_was_while_others_write(self, log: EventLog) -> None:
        first = told(claims=[CLAIM])
        log.append([first])

        with log.snapshot() as still:
            before = still.scan(0, 10)
            log.append([told(), releasing(first)])
            assert still.scan(0, 10) == before == still.read(first.event.stream)
            assert still.head() == before[-1].position
            assert still.holders([CLAIM]).keys() == {CLAIM}

        assert len(log.scan(0, 10)) == 3
        assert log.holders([CLAIM]) == {}

    def test_every_log_has_an_epoch_of_its_own(self, log: EventLog) -> None:
        another = self.fresh()
        try:
            assert log.epoch
            assert another.epoch
            assert log.epoch != another.epoch
        finally:
            another.close()

    # Many at once

    def test_of_many_who_want_one_version_one_has_it(self, log: EventLog) -> None:
        stream = new_id()

        ended = at_once(WRITERS, lambda _: log.append([told(stream, 1)]))

        assert sorted(ended) == ["VersionTakenError"] * (WRITERS - 1) + ["appended"]
        assert len(log.scan(0, 10)) == 1

    def test_of_many_who_want_one_claim_one_has_it(self, log: EventLog) -> None:
        ended = at_once(WRITERS, lambda _: log.append([told(claims=[CLAIM])]))

        assert sorted(ended) == ["ClaimTakenError"] * (WRITERS - 1) + ["appended"]
        assert len(log.scan(0, 10)) == 1

    def test_a_double_tap_is_recorded_once(self, log: EventLog) -> None:
        own = new_id()

        ended = at_once(WRITERS, lambda _: log.append([told(command_id=own)]))

        assert sorted(ended) == ["CommandTakenError"] * (WRITERS - 1) + ["appended"]
        assert len(log.scan(0, 10)) == 1

    def test_many_who_want_several_claims_in_any_order_all_end(self, log: EventLog) -> None:
        wanted = [CLAIM, OTHER_CLAIM, b"third"]

        def claim(who: int) -> object:
            turned = wanted[who % 3 :] + wanted[: who % 3]
            return log.append([told(claims=[one]) for one in turned])

        ended = at_once(WRITERS, claim)

        assert sorted(ended) == ["ClaimTakenError"] * (WRITERS - 1) + ["appended"]

    def test_many_writers_lose_nothing_and_a_reader_skips_nothing(
        self, log: EventLog
    ) -> None:
        seen, acknowledged = crowded(log, writers=WRITERS, appends=25)

        assert [event.position for event in seen] == acknowledged
        assert seen == list(everything(log))
        for stream in {event.stream for event in seen}:
            versions = [event.version for event in log.read(stream)]
            assert versions == list(range(1, len(versions) + 1))
