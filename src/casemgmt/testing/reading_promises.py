"""What is appended is read: in order, from any place, to the byte."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from attrs import evolve

from casemgmt.recording.port import LINK, NAMED, Bucket, EventLog, StoredEvent
from casemgmt.recording.recorder import new_id

from .appends import everything, story, told

LARGE, BIG = 5_000, 1 << 20
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


class ReadingPromises:
    """A part of ``StoreContract``: events, stories, pages, mentions."""

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

    def test_buckets_join_to_the_whole_log(self, log: EventLog) -> None:
        streams = [new_id() for _ in range(12)]
        for version in range(1, 4):
            log.append([told(stream, version) for stream in streams])

        for number in (1, 2, 5, 100):
            parts = [list(log.bucket(b, log.head())) for b in Bucket.divided(number)]
            whole = [event for part in parts for event in part]
            assert sorted(whole, key=_place) == log.scan(0, 100)
            assert all(part == sorted(part, key=_place) for part in parts)

    def test_a_story_is_whole_in_one_bucket(self, log: EventLog) -> None:
        streams = [UUID(int=rank << 124) for rank in range(16)]
        log.append([one for stream in streams for one in story(stream, 2)])

        for bucket, stream in zip(Bucket.divided(16), streams, strict=True):
            found = list(log.bucket(bucket, log.head()))
            assert [(e.stream, e.version) for e in found] == [(stream, 1), (stream, 2)]

    def test_a_bucket_ends_at_a_position(self, log: EventLog) -> None:
        positions = log.append(story(new_id(), 5))

        for number in (1, 20):
            found = [
                event.position
                for bucket in Bucket.divided(number)
                for event in log.bucket(bucket, positions[2])
            ]
            assert found == positions[:3]

    def test_a_bucket_holds_the_names_that_are_asked_for(self, log: EventLog) -> None:
        names = ("a.1", "b.1", HOSTILE_NAMES[0])
        log.append([told(name=name) for name in names])

        for number in (1, 20):
            for asked in ((), ("b.1",), ("b.1", HOSTILE_NAMES[0], "c.1")):
                found = [
                    event.name
                    for bucket in Bucket.divided(number)
                    for event in log.bucket(bucket, log.head(), asked)
                ]
                assert sorted(found) == sorted(set(asked) & set(names))

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

        kept = [sha256(event.state).hexdigest() for event in log.scan(0, 10)]
        assert kept == [sha256(state).hexdigest() for state in states]

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


def _place(event: StoredEvent) -> int:
    return event.position
