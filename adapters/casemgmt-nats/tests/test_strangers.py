"""Where others have something already, it is said at open, and nothing is written."""

from contextlib import closing

import pytest

from casemgmt.errors import ConfigurationError, NoStoreError
from casemgmt.testing import FakeKMS
from casemgmt_nats import NatsLog, NatsVault
from casemgmt_nats.address import Address
from casemgmt_nats.line import Line
from casemgmt_nats.said import LineError, Message, UnansweredError
from casemgmt_nats.server import NOT_READY, Api, SaidNoError

from .refusing import refused, said_well


@pytest.fixture
def office(alone):
    """An address nobody has used, and what asks the servers as another program would."""
    address = alone.address()
    line = Line(Address.read(address))
    yield Address.read(address).office, address, Api(line)
    line.close()


def of_others(api, name, *subjects):
    """Make a stream as another program would."""
    api.ask(f"STREAM.CREATE.{name}", {"name": name, "subjects": [*subjects]})


@pytest.mark.parametrize("taken", ["{}.>", "{}.ev.>", "{}.cmd.*"])
def test_a_stream_of_others_that_takes_our_messages_is_named(office, taken):
    name, address, api = office
    of_others(api, f"{name}-orders", taken.format(name))

    refused(NoStoreError, address, f"{name}-orders takes this office's messages")


def test_a_stream_of_others_under_our_name_is_named(office):
    name, address, api = office
    of_others(api, name, f"{name}.>")

    refused(NoStoreError, address, f"{name} holds something else")


def test_a_stream_of_others_where_leases_are_to_stand_is_named(office):
    name, address, api = office
    NatsLog.migrate(address)
    of_others(api, f"{name}-rents", f"{name}-leases.*")

    refused(NoStoreError, address, f"{name}-rents takes this office's messages")


def test_a_stream_that_takes_in_what_others_hold_is_refused(office):
    name, address, api = office
    NatsLog.migrate(address)
    of_others(api, f"{name}-orders", f"orders.{name}")
    settings = api.ask(f"STREAM.INFO.{name}")["config"]
    api.ask(f"STREAM.UPDATE.{name}", settings | {"sources": [{"name": f"{name}-orders"}]})

    refused(ConfigurationError, address, f"sources of {name} was changed")


def test_what_others_send_where_nothing_of_ours_stands_does_not_come_in(office):
    name, address, api = office
    NatsLog.migrate(address)
    line = api._line

    for subject in (name, f"{name}.orders", f"{name}.ev.orders", f"{name}.ev.a.1.b"):
        with pytest.raises(LineError):
            line.ask(Message(subject, b"of others"), 0.5)

    assert api.ask(f"STREAM.INFO.{name}")["state"]["messages"] == 0


def test_a_bucket_of_others_that_takes_our_keys_is_named(office):
    name, address, api = office
    of_others(api, f"{name}-values", f"$KV.{name}.>")

    for open_ in (NatsVault, NatsVault.create):
        with pytest.raises(NoStoreError, match=f"{name}-values takes") as told:
            open_(address, wrapper=FakeKMS())
        said_well(told.value)


@pytest.mark.parametrize("why", [SaidNoError(NOT_READY, "not yet"), UnansweredError("x")])
def test_where_nobody_can_say_what_others_have_the_store_is_opened(
    office, monkeypatch, why
):
    _, address, _ = office
    NatsLog.migrate(address)
    ask = Api.ask

    def nobody_says(api, verb, *what):
        if verb == "STREAM.NAMES":
            raise why
        return ask(api, verb, *what)

    monkeypatch.setattr(Api, "ask", nobody_says)

    with closing(NatsLog(address)) as log:
        assert log.head() == 0


def test_while_a_lease_of_ours_is_held_others_of_us_open(office):
    _, address, _ = office
    NatsLog.migrate(address)

    with (
        closing(NatsLog(address)) as one,
        one.lease("register"),
        closing(NatsLog(address)) as other,
    ):
        assert other.epoch == one.epoch
