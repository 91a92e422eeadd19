"""The promises of an engine that several handles share, here and in other processes."""

from __future__ import annotations

from abc import abstractmethod
from uuid import UUID

import pytest

from casemgmt.errors import BusyError
from casemgmt.recording.port import EventLog
from casemgmt.recording.recorder import new_id

from .appends import everything, story, told
from .crowd import (
    Opener,
    contend_elsewhere,
    elsewhere,
    had_soon,
    hold_elsewhere,
    killed,
    next_line,
    printed,
    reading_along,
    write_elsewhere,
)
from .store_contract import StoreContract

PROCESSES = 3


class SharedStoreContract(StoreContract):
    """What an ``EventLog`` promises whose log outlives its handle."""

    @abstractmethod
    def opener(self) -> Opener:
        """Return what opens another handle on a log; each call of this is a log of its own.

        It is pickled for another process, such as ``functools.partial(SQLiteLog, path)``.
        """

    def fresh(self) -> EventLog:
        """Return the first handle on a log."""
        return self.opener()()

    def test_another_handle_sees_at_once_what_was_appended(self) -> None:
        opener = self.opener()
        here, there = opener(), opener()

        append = told(claims=[b"claim"])
        here.append([append])

        assert there.scan(0, 10) == here.scan(0, 10)
        assert there.holders([b"claim"]) == here.holders([b"claim"])
        assert there.outcome([append.command_id or new_id()])
        here.close()
        there.close()

    def test_reopening_shows_all_that_was_acknowledged(self) -> None:
        opener = self.opener()
        log = opener()
        batch = story(new_id(), 20)
        positions = log.append(batch)
        log.close()

        again = opener()

        assert [event.position for event in again.scan(0, 100)] == positions
        assert again.head() == positions[-1]
        again.close()

    def test_the_epoch_stays_with_the_log(self) -> None:
        opener = self.opener()
        first, second = opener(), opener()
        epochs = {first.epoch, second.epoch}
        first.close()
        second.close()

        reopened = opener()

        assert {reopened.epoch} == epochs
        reopened.close()

    def test_closing_twice_does_no_harm(self) -> None:
        opener = self.opener()
        log = opener()
        log.append([told()])

        log.close()
        log.close()

        again = opener()
        assert len(again.scan(0, 10)) == 1
        again.close()

    def test_processes_that_write_lose_nothing_and_a_reader_skips_nothing(self) -> None:
        opener = self.opener()
        log = opener()
        works = [(write_elsewhere, opener, new_id(), 40) for _ in range(PROCESSES)]
        with reading_along(log) as seen, elsewhere(*works) as started:
            acknowledged = sorted(int(p) for one in started for p in printed(one))

        assert [event.position for event in seen] == acknowledged
        assert seen == list(everything(log))
        log.close()

    def test_the_same_commands_from_several_processes_are_recorded_once(self) -> None:
        opener = self.opener()
        log, stream = opener(), new_id()
        ids = [new_id() for _ in range(25)]

        with elsewhere(*[(contend_elsewhere, opener, ids, stream)] * 2) as started:
            recorded = [UUID(own) for one in started for own in printed(one)]

        assert sorted(recorded) == sorted(ids)
        assert [e.version for e in log.read(stream)] == list(range(1, len(ids) + 1))
        assert log.outcome(ids).keys() == set(ids)
        log.close()

    def test_a_writer_that_is_killed_leaves_whole_batches_and_all_it_acknowledged(
        self,
    ) -> None:
        opener = self.opener()
        log, stream = opener(), new_id()
        with elsewhere((write_elsewhere, opener, stream, 100_000)) as (writing,):
            acknowledged = [int(next_line(writing)) for _ in range(30)]
            acknowledged += [int(line) for line in killed(writing)]

        log.append([told()])  # nobody is kept from writing
        found = log.read(stream)
        assert {event.position for event in found} >= set(acknowledged)
        whole = [sum(1 + turn % 3 for turn in range(n)) for n in range(len(found) + 1)]
        assert len(found) in whole
        log.close()

    def test_a_lease_is_held_by_one_whatever_handle_or_process_asks(self) -> None:
        opener = self.opener()
        here, there = opener(), opener()

        with here.lease("register"), pytest.raises(BusyError), there.lease("register"):
            pass
        with elsewhere((hold_elsewhere, opener, "register")) as (holder,):
            assert next_line(holder) == b"held\n"
            with pytest.raises(BusyError), here.lease("register"):
                pass
        here.close()
        there.close()

    def test_a_lease_ends_with_the_process_that_held_it(self) -> None:
        opener = self.opener()
        log = opener()
        with elsewhere((hold_elsewhere, opener, "register")) as (holder,):
            assert next_line(holder) == b"held\n"
            killed(holder)

            with had_soon(log, "register") as still_held:
                still_held()
        log.close()
