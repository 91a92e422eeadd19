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
from uuid import UUID

import pytest
from attrs import evolve

from casemgmt.recording.port import (
    LINK,
    NAMED,
    Append,
    ClaimTakenError,
    CommandTakenError,
    EventLog,
    Holder,
    VersionTakenError,
)
from casemgmt.recording.recorder import new_id

from .appends import everything, story, told
from .crowd import at_once, crowded

TAKEN = (VersionTakenError, CommandTakenError, ClaimTakenError)
CLAIM, OTHER_CLAIM = b"\x00a claim\xff", b"another"
LARGE, BIG = 5_000, 1 << 20
ASKED_AT_ONCE = 2_500
WRITERS = 6
EVERY_BYTE = bytes(range(256))
HOSTILE_NAMES = (
    "'; DROP TABLE events; --",
    '"quoted" and \\slashed\\',
    "%s %(name)s %b {0} {name} $1 :name ?",
    "line\nbreak\r\n\ttab",
    "__import__('os').system",
    "../../../etc/passwd",
    "سُلّمت الحقيبة.1",
    "\u202egnp.txt\u202c",
    "\U0001f392" * 40,
    " ",
    "x" * 2_000,
)


class StoreContract(ABC):
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

    # What is appended is read

    def test_a_fresh_log_is_empty(self, log: EventLog) -> None:
        assert (log.head(), log.scan(0, 10), log.read(new_id())) == (0, [], [])
        assert list(log.changed(0)) == []

    def test_what_was_appended_is_read_back_as_it_was(self, log: EventLog) -> None:
        append = told(state=EVERY_BYTE)

        (position,) = log.append([append])

        assert log.read(append.event.stream) == [evolve(append.event, position=position)]

    def test_a_story_is_read_in_the_order_of_its_versions(self, log: EventLog) -> None:
        stream = new_id()
        for append in story(stream, 12):
            log.append([append, told()])

        assert [event.version for event in log.read(stream)] == list(range(1, 13))

    def test_a_story_is_read_from_beyond_a_version(self, log: EventLog) -> None:
        stream = new_id()
        log.append(story(stream, 5))

        assert [event.version for event in log.read(stream, 3)] == [4, 5]
        assert log.read(stream, 5) == []

    def test_positions_come_in_the_order_of_the_batch(self, log: EventLog) -> None:
        batch = [told(), *story(new_id(), 3), told()]

        positions = log.append(batch)

        assert positions == sorted(set(positions))
        assert positions[0] >= 1
        assert [e.stream for e in log.scan(0, 10)] == [a.event.stream for a in batch]

    def test_an_empty_batch_stores_nothing(self, log: EventLog) -> None:
        assert log.append([]) == []
        assert log.head() == 0

    def test_the_head_is_the_last_position(self, log: EventLog) -> None:
        log.append(story(new_id(), 3))

        (last,) = log.append([told()])

        assert log.head() == last

    def test_pages_of_a_scan_join_to_the_whole_log(self, log: EventLog) -> None:
        for _ in range(5):
            log.append(story(new_id(), 4))

        assert list(everything(log)) == log.scan(0, 1_000)
        assert len(log.scan(0, 1_000)) == 20

    def test_a_scan_begins_beyond_its_position(self, log: EventLog) -> None:
        positions = log.append(story(new_id(), 5))

        assert [e.position for e in log.scan(positions[1], 2)] == positions[2:4]
        assert log.scan(positions[-1], 10) == []
        assert log.scan(positions[-1] + 1_000, 10) == []

    def test_what_changed_is_told_by_its_story(self, log: EventLog) -> None:
        stream, other = new_id(), new_id()
        log.append(story(other, 2))
        before = log.head()

        log.append([*story(stream, 3), told(other, 3)])

        assert sorted(log.changed(before)) == sorted([stream, other])
        assert list(log.changed(log.head())) == []

    def test_any_bytes_and_any_words_are_kept(self, log: EventLog) -> None:
        batch = [told(name=name, state=EVERY_BYTE) for name in HOSTILE_NAMES]

        log.append([*batch, told(state=b"")])

        found = log.scan(0, 100)
        assert [event.name for event in found[:-1]] == list(HOSTILE_NAMES)
        assert {event.state for event in found[:-1]} == {EVERY_BYTE}
        assert found[-1].state == b""

    def test_a_large_batch_is_stored_whole_and_in_order(self, log: EventLog) -> None:
        batch = story(new_id(), LARGE)

        positions = log.append(batch)

        found = list(everything(log, page=1_000))
        assert [event.position for event in found] == positions
        assert [event.state for event in found] == [a.event.state for a in batch]

    def test_big_payloads_are_kept_to_the_byte(self, log: EventLog) -> None:
        states = [bytes([n]) * BIG for n in range(4)]

        log.append([told(state=state) for state in states])

        assert [event.state for event in log.scan(0, 10)] == states

    # All or nothing

    def test_a_batch_is_stored_whole_or_not_at_all(self, log: EventLog) -> None:
        first, subject = told(), new_id()
        log.append([first])
        good = evolve(told(claims=[CLAIM]), mentions=((subject, LINK),))

        with pytest.raises(VersionTakenError):
            log.append([good, told(first.event.stream, 1)])

        assert len(log.scan(0, 10)) == 1
        assert log.outcome([_command(good)]) == {}
        assert log.holders([CLAIM]) == {}
        assert log.mentioned(subject, LINK) == []

    def test_a_large_batch_refused_at_its_end_leaves_nothing(self, log: EventLog) -> None:
        batch = story(new_id(), LARGE)

        with pytest.raises(TAKEN):
            log.append([*batch, told(command_id=batch[0].command_id)])

        assert (log.head(), log.outcome([_command(batch[7])])) == (0, {})

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

    def test_the_outcome_is_the_event_of_each_recorded_command(self, log: EventLog) -> None:
        batch = story(new_id(), 3)
        positions = log.append(batch)

        found = log.outcome([_command(a) for a in batch] + [new_id()])

        assert found == {
            _command(append): evolve(append.event, position=position)
            for append, position in zip(batch, positions, strict=True)
        }
        assert log.outcome([]) == {}

    def test_outcomes_of_many_commands_are_had_at_once(self, log: EventLog) -> None:
        batch = story(new_id(), ASKED_AT_ONCE)
        log.append(batch)

        found = log.outcome([new_id() for _ in range(10)] + [_command(a) for a in batch])

        assert len(found) == ASKED_AT_ONCE

    def test_a_second_event_of_a_command_has_no_outcome_of_its_own(
        self, log: EventLog
    ) -> None:
        stream, own = new_id(), new_id()
        second = evolve(told(stream, 2), command_id=None)

        log.append([told(stream, 1, command_id=own), second])

        assert log.outcome([own])[own].version == 1
        assert len(log.read(stream)) == 2

    # Claims

    def test_a_claim_is_held_by_one_command(self, log: EventLog) -> None:
        first = told(claims=[CLAIM])
        log.append([first])

        with pytest.raises(ClaimTakenError):
            log.append([told(claims=[CLAIM])])
        assert log.holders([CLAIM, OTHER_CLAIM]) == {CLAIM: _holder(first)}
        assert log.head() == len(log.scan(0, 10)) == 1

    def test_a_claim_is_held_by_one_command_of_a_batch(self, log: EventLog) -> None:
        with pytest.raises(ClaimTakenError):
            log.append([told(claims=[CLAIM]), told(claims=[CLAIM])])
        assert (log.head(), log.holders([CLAIM])) == (0, {})

    def test_a_claim_that_was_released_may_be_taken(self, log: EventLog) -> None:
        first, second = told(claims=[CLAIM]), told(claims=[CLAIM])
        log.append([first])

        log.append([_releasing(first)])
        assert log.holders([CLAIM]) == {}
        log.append([second])

        assert log.holders([CLAIM]) == {CLAIM: _holder(second)}

    def test_a_claim_released_in_a_batch_may_be_taken_later_in_it(
        self, log: EventLog
    ) -> None:
        first, second = told(claims=[CLAIM]), told(claims=[CLAIM])
        log.append([first])

        log.append([_releasing(first), second])

        assert log.holders([CLAIM]) == {CLAIM: _holder(second)}

    def test_a_claim_taken_before_it_is_released_in_a_batch_is_refused(
        self, log: EventLog
    ) -> None:
        first = told(claims=[CLAIM])
        log.append([first])

        with pytest.raises(ClaimTakenError):
            log.append([told(claims=[CLAIM]), _releasing(first)])
        assert log.holders([CLAIM]) == {CLAIM: _holder(first)}

    def test_an_amendment_releases_the_old_claim_and_takes_the_new(
        self, log: EventLog
    ) -> None:
        first = told(claims=[CLAIM])
        log.append([first])
        moved = evolve(_releasing(first), claims=(OTHER_CLAIM,))

        log.append([moved])

        assert log.holders([CLAIM, OTHER_CLAIM]) == {OTHER_CLAIM: _holder(moved)}

    def test_only_the_claims_of_the_released_command_end(self, log: EventLog) -> None:
        first, second = told(claims=[CLAIM]), told(claims=[OTHER_CLAIM])
        log.append([first, second])

        log.append([_releasing(first)])

        assert log.holders([CLAIM, OTHER_CLAIM]) == {OTHER_CLAIM: _holder(second)}

    def test_a_reclaim_leaves_a_free_claim_to_another_command(self, log: EventLog) -> None:
        first, left_to = told(claims=[CLAIM]), Holder(new_id(), new_id())
        log.append([first])

        log.append([evolve(_releasing(first), reclaims=((CLAIM, left_to),))])

        assert log.holders([CLAIM]) == {CLAIM: left_to}

    def test_a_reclaim_takes_nothing_from_who_holds_it(self, log: EventLog) -> None:
        first = told(claims=[CLAIM])
        log.append([first])

        log.append([evolve(told(), reclaims=((CLAIM, Holder(new_id(), new_id())),))])

        assert log.holders([CLAIM]) == {CLAIM: _holder(first)}

    # Mentions and the epoch

    def test_mentions_are_found_from_both_sides_and_by_kind(self, log: EventLog) -> None:
        link, named = new_id(), new_id()
        append = evolve(told(), mentions=((link, LINK), (named, NAMED)))
        log.append([append])
        stream = append.event.stream

        assert log.mentioned(link, LINK) == log.mentioned(named, NAMED) == [stream]
        assert log.mentions(stream, LINK) == [link]
        assert log.mentions(stream, NAMED) == [named]
        assert log.mentioned(link, NAMED) == log.mentions(new_id(), LINK) == []

    def test_a_mention_made_again_is_one(self, log: EventLog) -> None:
        stream, other = new_id(), new_id()
        for version in (1, 2):
            log.append([evolve(told(stream, version), mentions=((other, LINK),) * 2)])

        assert log.mentioned(other, LINK) == [stream]

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


def _command(append: Append) -> UUID:
    assert append.command_id is not None
    return append.command_id


def _holder(append: Append) -> Holder:
    return Holder(append.event.stream, _command(append))


def _releasing(append: Append) -> Append:
    return evolve(told(), releases=append.command_id)
