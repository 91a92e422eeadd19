"""A few promises of an engine, on one server, for everyday; all of them are run slowly."""

import subprocess
import sys
from asyncio import CancelledError, sleep
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Semaphore
from uuid import uuid4

import pytest
from attrs import evolve

from casemgmt.errors import BusyError
from casemgmt.testing import SharedStoreContract
from casemgmt.testing.appends import told
from casemgmt_nats import line, listening, paging
from casemgmt_nats.address import Address
from casemgmt_nats.line import Line
from casemgmt_nats.said import LineError, UnansweredError

WHOLE = SharedStoreContract


class TestAFewPromises:
    """Of each kind one: reading, versions, commands, claims, leases, moments."""

    test_read = WHOLE.test_what_was_appended_is_read_back_as_it_was
    test_whole = WHOLE.test_a_batch_is_stored_whole_or_not_at_all
    test_command = WHOLE.test_the_command_of_a_refused_batch_stays_free
    test_claim = WHOLE.test_a_claim_released_in_a_batch_may_be_taken_later_in_it
    test_moment = WHOLE.test_a_snapshot_stays_as_it_was_while_others_write
    test_names = WHOLE.test_any_bytes_and_any_words_are_kept


@pytest.mark.parametrize("looked", [1, 2])
def test_a_claim_that_another_took_meanwhile_stays_his(log, monkeypatch, looked):
    """It changes hands when it was looked at who holds it, and is not let go of yet."""
    own, at = uuid4(), [log._subjects.claim(b"claim")]
    gone = told(command_id=own, state=b'{"c":"%b"}' % own.hex.encode(), claims=[b"claim"])
    log.append([gone])
    taken, last_of, looks = told(claims=[b"claim"]), log._lookups.last_of, []

    def in_between(subjects, **how):
        found = last_of(subjects, **how)
        if subjects == at:
            looks.append(found)
            if len(looks) == looked:
                log.append([evolve(told(), releases=own)])
                log.append([taken])
        return found

    monkeypatch.setattr(log._lookups, "last_of", in_between)
    log.forget([gone.event.stream])

    assert len(looks) > looked
    assert log.holders([b"claim"])[b"claim"].command_id == taken.command_id


def test_who_looks_before_it_is_kept_looks_again(log, monkeypatch):
    """A server tells of a message before it is kept: whoever looks then finds nothing."""
    select, looks = log.recorder.select_notifications, []

    def too_early(*asked, **how):
        looks.append(asked)
        return [] if len(looks) <= 2 else select(*asked, **how)

    monkeypatch.setattr(log.recorder, "select_notifications", too_early)
    with log.recorder.subscribe(gt=0) as subscription, ThreadPoolExecutor(1) as beside:
        first = beside.submit(next, subscription)
        (place,) = log.append([told()])

        try:
            assert first.result(20).id == place
        finally:
            subscription.stop()


def test_without_any_hint_there_is_a_look_now_and_then(log, monkeypatch):
    monkeypatch.setattr(listening, "LOOK_EVERY", 0.01)
    looks = Semaphore(0)
    stop = log.recorder.listening(looks.release)

    assert all(looks.acquire(timeout=20) for _ in range(5))
    stop()


def test_a_question_that_nobody_ends_is_given_up(log, monkeypatch):
    monkeypatch.setattr(line, "LONGEST", 0.05)

    with pytest.raises(UnansweredError, match="no answer came in"):
        log._line._run(sleep(3600))


def test_a_line_is_closed_while_something_under_way_does_not_end(alone, monkeypatch):
    monkeypatch.setattr(line, "LONGEST", 1.5)
    open_line, begun = Line(Address.read(alone.address())), Event()

    async def stays():
        begun.set()
        for _ in range(2):
            with suppress(CancelledError):
                await sleep(3600)

    with ThreadPoolExecutor(2) as both:
        stuck = both.submit(open_line._run, stays())
        assert begun.wait(20)
        both.submit(open_line.close).result(20)

        with pytest.raises(LineError):
            stuck.result(20)


@pytest.mark.parametrize("behind", [0, 3, 20, 200])
def test_the_last_event_is_found_whatever_was_kept_behind_it(log, behind):
    assert log.head() == 0
    (place,) = log.append([told()])

    for _ in range(behind):
        log.outcome([uuid4()])  # the place of a command is closed: a message, and no event

    assert log.head() == place
    assert log.append([told()]) == [log.head()]


def test_a_page_of_events_is_full_however_much_stands_between_them(log):
    places = []
    for rank in range(6):
        places += log.append([told()])
        for _ in range(rank):
            log.outcome([uuid4()])

    assert [event.position for event in log.scan(0, 4)] == places[:4]
    assert [event.position for event in log.scan(places[3], 4)] == places[4:]
    assert log.scan(places[-1], 4) == []


@pytest.mark.parametrize("fails", [False, True])
def test_where_servers_look_for_long_all_is_asked_for(log, monkeypatch, fails):
    places = [place for _ in range(5) for place in log.append([told()])]
    asked, page = [], log._lookups.page

    def long(filtered, *what, patience=None):
        asked.append(filtered)
        if fails and filtered == log._subjects.events:
            raise BusyError("no answer came")
        return page(filtered, *what, patience=patience)

    monkeypatch.setattr(log._lookups, "page", long)
    monkeypatch.setattr(paging, "SLOW_SECONDS", 0.0)

    assert [event.position for event in log.scan(0, 3)] == places[:3]
    assert [event.position for event in log.scan(places[2], 3)] == places[3:]
    assert asked.count(log._subjects.events) == 1


@pytest.mark.slow
def test_what_the_client_logs_of_a_line_that_is_given_up_is_shown_to_nobody_unasked():
    logged = "getLogger('nats.aio.client').error('encountered error')"
    program = f"from logging import getLogger; import casemgmt_nats; {logged}"

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stderr == ""
