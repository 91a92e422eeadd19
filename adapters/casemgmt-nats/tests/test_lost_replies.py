"""What was sent and is still on its way can never be there once somebody was told no."""

from contextlib import closing
from itertools import count

import pytest
from tests.engines.proxy import proxy_before

from casemgmt.errors import BusyError, OutcomeUnknownError
from casemgmt.stores import ClaimTakenError, CommandTakenError
from casemgmt.testing.appends import leading, story, told
from casemgmt_nats import NatsLog
from casemgmt_nats.batches import EVERY, as_batch
from casemgmt_nats.sending import Sending
from casemgmt_nats.server import TAKEN, SaidNoError, answer

ACKNOWLEDGED = b'"batch":'


def on_its_way(log, append):
    """A batch as it was sent, before it arrives."""
    return as_batch(log._writing._written(Sending([append], until=0.0)))


def arrives(log, batch):
    return answer(log._line.send(batch, EVERY, 5.0))


def test_what_arrives_after_it_was_denied_is_refused(log):
    append = told()
    late = on_its_way(log, append)

    assert log.outcome([leading(append)]) == {}
    with pytest.raises(SaidNoError) as refused:
        arrives(log, late)

    assert refused.value.code in TAKEN
    assert log.head() == 0


def test_what_was_denied_may_be_sent_again_and_is_recorded_once(log):
    append = told()
    late = on_its_way(log, append)
    log.outcome([leading(append)])

    (position,) = log.append([append])

    assert log.outcome([leading(append)])[leading(append)].position == position
    with pytest.raises(SaidNoError):
        arrives(log, late)
    with pytest.raises(CommandTakenError):
        log.append([told(command_id=append.command_id)])
    assert len(log.scan(0, 10)) == 1


def test_what_was_sent_again_and_denied_once_more_is_refused_when_it_arrives(log):
    append = told()
    log.outcome([leading(append)])
    (closing_,) = log._lookups.last_of([log._subjects.command(leading(append))]).values()
    sending = Sending([append], until=0.0, closed={leading(append): closing_.place})
    late = as_batch(log._writing._written(sending))

    assert log.outcome([leading(append)]) == {}
    with pytest.raises(SaidNoError):
        arrives(log, late)


def test_many_are_asked_about_without_being_denied_for_ever(log):
    batch = [told() for _ in range(9)]
    late = on_its_way(log, batch[0])

    assert log.outcome([leading(append) for append in batch]) == {}

    assert arrives(log, late)["count"] == 2


def test_a_batch_that_was_refused_and_stored_all_the_same_is_ours(log, monkeypatch):
    """A server in trouble may say that something is taken which it has just stored."""
    tried = type(log._writing)._tried

    def stored_and_refused(writing, sending):
        tried(writing, sending)
        raise SaidNoError(min(TAKEN), "wrong last sequence")

    monkeypatch.setattr(type(log._writing), "_tried", stored_and_refused)
    batch = story(told().event.stream, 3)

    positions = log.append(batch)

    assert [event.position for event in log.scan(0, 10)] == positions


def test_what_is_there_and_nobody_can_say_where_is_unknown(log, monkeypatch):
    tried, last_of = type(log._writing)._tried, log._lookups.last_of

    def stored_and_refused(writing, sending):
        tried(writing, sending)
        raise SaidNoError(min(TAKEN), "wrong last sequence")

    def of_commands_alone(subjects, **how):
        if any(".ev." in subject for subject in subjects):
            raise BusyError("the leader is busy")
        return last_of(subjects, **how)

    monkeypatch.setattr(type(log._writing), "_tried", stored_and_refused)
    monkeypatch.setattr(log._lookups, "last_of", of_commands_alone)

    with pytest.raises(OutcomeUnknownError):
        log.append([told()])


def refused_while_it_was_stored(log, monkeypatch, *, looks):
    """Refuse what is sent, and store it only after so many questions of what stands."""
    writing, last_of = type(log._writing), log._lookups.last_of
    tried, late, sent = writing._tried, count(1), []

    def refused(_, sending):
        sent.append(sending)
        raise SaidNoError(min(TAKEN), "wrong last sequence")

    def looked(subjects, **how):
        found = last_of(subjects, **how)
        if sent and next(late) == looks:
            monkeypatch.setattr(log._lookups, "last_of", last_of)
            monkeypatch.setattr(writing, "_tried", tried)
            tried(log._writing, sent[0])
        return found

    monkeypatch.setattr(writing, "_tried", refused)
    monkeypatch.setattr(log._lookups, "last_of", looked)


@pytest.mark.parametrize("looks", [1, 2, 3, 4])
def test_what_arrives_while_it_is_looked_for_is_ours(log, monkeypatch, looks):
    """A refusal, a look, and only then it is there: nobody else has taken anything."""
    batch = [told(claims=[b"place"]), *story(told().event.stream, 2)]
    refused_while_it_was_stored(log, monkeypatch, looks=looks)

    positions = log.append(batch)

    assert [event.position for event in log.scan(0, 10)] == positions


def test_of_what_is_ours_all_is_waited_for(log, monkeypatch):
    """Its command is seen, and an event not yet: it is there, and nobody was first."""
    tried, last_of, hidden = type(log._writing)._tried, log._lookups.last_of, count()

    def stored_and_refused(writing, sending):
        tried(writing, sending)
        raise SaidNoError(min(TAKEN), "wrong last sequence")

    def the_last_comes_late(subjects, **how):
        found = last_of(subjects, **how)
        if ".ev." in subjects[-1] and next(hidden) < 3:
            found.pop(subjects[-1])
        return found

    batch = story(told().event.stream, 3)
    monkeypatch.setattr(type(log._writing), "_tried", stored_and_refused)
    monkeypatch.setattr(log._lookups, "last_of", the_last_comes_late)

    positions = log.append(batch)

    assert [event.position for event in log.scan(0, 10)] == positions


def test_a_claim_that_our_own_command_holds_is_not_taken_by_another(log):
    """Who sends a command again is told that it is recorded, not that another did."""
    append = told(claims=[b"place"])
    log.append([append])

    with pytest.raises(CommandTakenError):
        log.append([append])
    with pytest.raises(ClaimTakenError):
        log.append([told(claims=[b"place"])])


def test_what_another_recorded_under_our_command_is_not_ours(log, address):
    append = told()
    with closing(NatsLog(address)) as other:
        other.append([append])

    with pytest.raises(CommandTakenError):
        log.append([append])


@pytest.fixture
def through(alone, address):
    with proxy_before(alone.nodes[0].port, ACKNOWLEDGED) as proxy:
        office = address.rpartition("/")[2].partition("?")[0]
        with closing(NatsLog(alone.address(office, ports=[proxy.port]))) as far:
            yield proxy, far


def test_a_batch_whose_answer_was_cut_is_found_and_answered(log, through):
    proxy, far = through
    batch = story(told().event.stream, 3)
    proxy.cut_the_reply_to_commit()

    positions = far.append(batch)

    assert proxy.cuts == 1
    assert [event.position for event in log.scan(0, 10)] == positions


def test_when_nobody_answers_it_is_unknown_and_settled_later(log, through):
    proxy, far = through
    append = told()
    far._writing.patience = far._lookups.patience = 0.2
    proxy.closed = True
    proxy.cut_the_reply_to_commit()

    with pytest.raises(OutcomeUnknownError) as unknown:
        far.append([append])

    assert unknown.value.command_id == append.command_id
    assert log.outcome([leading(append)])[leading(append)].version == 1
