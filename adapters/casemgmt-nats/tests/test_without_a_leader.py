"""Two of three are gone: nothing is acknowledged; what the third has is read, also anew.

Who led a moment ago may still have taken what was told: it is unknown then, and settled
when they are back.
"""

from contextlib import closing

import pytest
from tests.engines.cluster import cluster_of_three, wait_until

from casemgmt.errors import BusyError, OutcomeUnknownError
from casemgmt.testing.appends import story, told
from casemgmt_nats import NatsLog, writing
from casemgmt_nats.address import Address
from casemgmt_nats.line import Line
from casemgmt_nats.said import LineError
from casemgmt_nats.server import Api, SaidNoError

from .refusing import said_well


def nobody_leads(address):
    """Whether who is left has noticed that it is alone."""
    at = Address.read(address)
    with closing(Line(at)) as line:
        try:
            Api(line).ask(f"STREAM.MSG.GET.{at.office}", {"seq": 1}, 1.0)
        except (LineError, SaidNoError):
            return True
    return False


@pytest.mark.slow
def test_who_comes_when_two_are_gone_reads_what_the_third_has(monkeypatch):
    monkeypatch.setattr(writing, "PATIENCE", 2.0)
    with cluster_of_three() as servers:
        address = servers.address("insaf")
        NatsLog.migrate(address)
        with closing(NatsLog(address)) as log:
            batch = story(told().event.stream, 3)
            places = log.append(batch)
        for node in servers.nodes[1:]:
            node.kill()
        wait_until(lambda: nobody_leads(address))

        with closing(NatsLog(address)) as log:
            assert log.head() == places[-1]
            assert [event.position for event in log.scan(0, 10)] == places
            assert len(log.read(batch[0].event.stream)) == 3
            with pytest.raises((BusyError, OutcomeUnknownError)) as refused:
                log.append([one := told()])
            said_well(refused.value)

        for node in servers.nodes[1:]:
            node.start()
        servers.ready()
        with closing(NatsLog(address)) as log:
            settled = log.outcome([one.command_id])
            assert not (settled and isinstance(refused.value, BusyError))
            assert len(log.read(one.event.stream)) == len(settled)
            assert log.append([told()]) == [log.head()]
