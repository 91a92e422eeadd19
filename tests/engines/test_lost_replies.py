"""A reply that is lost is never a command doubled, and never one falsely refused."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from tests.engines.proxy import proxy_before

from casemgmt.errors import BusyError, OutcomeUnknownError
from casemgmt.recording.engines.postgres import PostgresLog
from casemgmt.recording.port import ClaimTakenError, CommandTakenError, VersionTakenError
from casemgmt.testing.appends import story, told

CUT_EVERY = 61


@pytest.fixture
def proxy(postgres):
    with proxy_before(postgres.port) as proxy:
        yield proxy


@pytest.fixture
def address(postgres, proxy):
    address = postgres.address(port=proxy.port)
    PostgresLog.migrate(address)
    return address


@pytest.fixture
def log(address):
    """A log whose every byte passes the proxy."""
    log = PostgresLog(address, lock_seconds=2)
    log.append([told()])
    yield log
    log.close()


def test_a_commit_whose_reply_was_cut_is_found_and_answered(log, proxy):
    batch = story(uuid4(), 3)
    proxy.cut_the_reply_to_commit()

    positions = log.append(batch)

    assert proxy.cuts == 1
    assert [e.position for e in log.read(batch[0].event.stream)] == positions
    assert len(log.scan(0, 10)) == 4


@pytest.mark.parametrize("times", range(3))
def test_a_single_event_is_found_as_a_batch_is(log, proxy, times):
    for _ in range(times * 3):  # prepared statements look otherwise on the wire
        log.append([told()])
    proxy.cut_the_reply_to_commit()

    (position,) = log.append([told(claims=[b"claim"])])

    assert (proxy.cuts, log.head()) == (1, position)


def let_nobody_in(proxy, log):
    """Close the proxy from the next cut on; the log soon gives up."""
    proxy.closed, log._datastore.pool.timeout = True, 1


@pytest.fixture
def asked(address):
    """What another handle tells of a log, when the proxy lets people in again."""

    @contextmanager
    def asked(proxy):
        proxy.closed = False
        log = PostgresLog(address)
        yield log
        log.close()

    return asked


def test_when_nobody_answers_the_outcome_is_unknown_and_settled_later(log, proxy, asked):
    append = told()
    proxy.cut_the_reply_to_commit()
    let_nobody_in(proxy, log)

    with pytest.raises(OutcomeUnknownError) as unknown:
        log.append([append])

    assert unknown.value.command_id == append.command_id
    with asked(proxy) as later:
        assert later.outcome([append.command_id])[append.command_id].version == 1
        with pytest.raises((CommandTakenError, VersionTakenError)):
            later.append([append])
        assert len(later.scan(0, 10)) == 2


def test_what_never_arrived_is_unknown_only_until_it_is_asked_about(log, proxy, asked):
    append = told()
    proxy.cut_the_request_after(100)
    let_nobody_in(proxy, log)
    with pytest.raises(OutcomeUnknownError):
        log.append([append])

    with asked(proxy) as later:
        assert later.outcome([append.command_id]) == {}
        assert later.append([append])
        assert len(later.scan(0, 10)) == 2


def test_a_server_that_is_away_before_anything_was_sent_is_busy(log, proxy):
    let_nobody_in(proxy, log)
    proxy.cut_the_reply_after(0)
    with pytest.raises(BusyError):
        log.head()  # its connection is gone, and there is no other

    with pytest.raises(BusyError) as busy:
        log.append([told()])

    assert not isinstance(busy.value, OutcomeUnknownError)
    proxy.closed = False
    log._datastore.pool.timeout = 10
    assert len(log.scan(0, 10)) == 1


@pytest.mark.parametrize("side", ["request", "reply"])
def test_cut_at_any_byte_an_append_is_there_once(log, proxy, side):
    cut = getattr(proxy, f"cut_the_{side}_after")
    count, appended, before = 0, 1, -1
    while proxy.cuts > before:
        before = proxy.cuts
        batch = story(uuid4(), 2)
        cut(count)
        positions = log.append(batch)
        assert [e.position for e in log.read(batch[0].event.stream)] == positions
        appended, count = appended + 2, count + CUT_EVERY

    assert proxy.cuts > 3
    assert len(log.scan(0, 1_000)) == appended


def test_what_is_taken_is_refused_also_when_the_refusal_was_lost(log, proxy):
    first = told(claims=[b"claim"])
    log.append([first])

    for taken, why in (
        (told(first.event.stream, 1), VersionTakenError),
        (told(command_id=first.command_id), CommandTakenError),
        (told(claims=[b"claim"]), ClaimTakenError),
    ):
        proxy.cut_the_reply_after(40)
        with pytest.raises(why):
            log.append([taken])
    assert proxy.cuts == 3
    assert len(log.scan(0, 10)) == 2


def test_a_read_that_was_cut_is_asked_again(log, proxy):
    log.append(story(uuid4(), 5))
    proxy.cut_the_reply_after(10)

    assert len(log.scan(0, 10)) == 6
    assert proxy.cuts == 1


def test_an_outcome_that_was_cut_is_asked_again(log, proxy):
    append = told()
    for known, cut in (({}, 10), ({}, 700)):
        proxy.cut_the_reply_after(cut)
        assert log.outcome([append.command_id]) == known
        proxy.cut_no_more()
    log.append([append])

    proxy.cut_the_request_after(10)
    assert log.outcome([append.command_id])
    assert proxy.cuts >= 2
