"""The line to a PostgreSQL server is cut: between COMMIT and its answer, at any other byte.

Every answer is one of four and true; what is unknown is settled; a resend is recorded once.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from tests.engines.proxy import proxy_before

from casemgmt.errors import BusyError, OutcomeUnknownError
from casemgmt.recording.engines.postgres import PostgresLog
from casemgmt.recording.engines.postgres.recorder import ReplyLostError

from .acts import expected, script
from .campaign import Campaign
from .power import folder
from .server_writers import server, store_on

SENDINGS = 40
FARTHEST = 1_500
CUTS = ("the answer to COMMIT", "the answer at any byte", "the question at any byte")
AWAY = "everybody is cut, and nobody let in"


def round_(chance, reached) -> int:
    acts = [act for act in script(chance, 2 * SENDINGS) if not act.lines][:SENDINGS]
    wanted = expected(acts)
    with folder() as at, proxy_before(server().port) as proxy:
        opened = store_on(server(), Path(at))
        address = opened.args[0].replace(f":{server().port}/", f":{proxy.port}/")
        with opened() as near, opened.func(address, **opened.keywords) as far:
            far._parts.shelf.log._datastore.pool.timeout = 0.3
            for act in acts:
                point(near, far, proxy, act, chance, reached)
            there = [near._parts.shelf.codec.entry(e) for e in log_of(near).scan(0, 10_000)]
    assert {e.command_id: e.event for e in there} == wanted, "something reads otherwise"
    assert len(there) == len(wanted), "a command is there twice"
    return len(acts)


def point(near, far, proxy, act, chance, reached):
    """Send one command over a line that is cut, and ask over another what became of it."""
    cut = chance.choice(CUTS)
    proxy.closed = chance.random() < 0.2
    reached[AWAY] += proxy.closed
    before = proxy.cuts
    cut_at(proxy, cut, chance.randrange(FARTHEST))
    try:
        answer = act.sent(far)
        ending = "recorded"
        assert not answer.again, "a new command was met again"
    except BusyError:
        ending = "busy"
    except OutcomeUnknownError:
        ending = "unknown"
    in_peace(proxy)
    reached[cut if proxy.cuts > before else "not cut"] += 1
    reached[ending] += 1
    there = near.outcome(act.id) is not None
    assert there or ending != "recorded", "recorded, it said; it was not"
    assert not there or ending != "busy", "nothing was recorded, it said; it was"
    assert act.sent(near).again == there, "a resend is answered wrongly"


def cut_at(proxy, cut, byte):
    match CUTS.index(cut):
        case 0:
            proxy.cut_the_reply_to_commit()
        case 1:
            proxy.cut_the_reply_after(byte)
        case _:
            proxy.cut_the_request_after(byte)


def in_peace(proxy):
    """Let everybody in, and cut nothing."""
    proxy.closed = proxy._cut_reply = False
    proxy.cut_the_request_after(None)
    proxy.cut_the_reply_after(None)


def log_of(store):
    return store._parts.shelf.log


@contextmanager
def a_lost_reply_taken_for_a_refusal():
    """What was sent and not answered is said not to be there."""

    def settled(log, *_):
        raise log._busy("written", ReplyLostError("the line was cut"))

    with patch.object(PostgresLog, "_settled", settled):
        yield


CAMPAIGN = Campaign(
    name="lost-replies",
    promise="R2",
    small=120,
    full=5_000,
    kinds=(*CUTS, AWAY, "recorded", "busy", "unknown"),
    round=round_,
    planted={"a lost reply taken for a refusal": a_lost_reply_taken_for_a_refusal},
)
