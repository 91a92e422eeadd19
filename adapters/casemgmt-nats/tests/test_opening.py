"""What is wrong with the servers is said at open, in one line, and nothing is written."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from tests.engines.cluster import one_server, wait_until
from tests.engines.stranger import server_that_says

from casemgmt.errors import BusyError, ConfigurationError, NewerStoreError, NoStoreError
from casemgmt.testing import FakeKMS
from casemgmt.testing.appends import told
from casemgmt_nats import NatsLog, NatsVault, fitness, stream
from casemgmt_nats.address import Address
from casemgmt_nats.line import Line
from casemgmt_nats.server import NO_PEERS, Api, SaidNoError

from .refusing import PASSWORD, refused


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"version": "2.10.4"}, "version 2.10.4: 2.12.1 or newer"),
        ({"version": "2.12.0"}, "version 2.12.0: 2.12.1 or newer"),
        ({"version": "2.9"}, "version 2.9: 2.12.1 or newer"),
        ({"version": "dev"}, "version dev: 2.12.1 or newer"),
        ({"jetstream": False}, "no JetStream"),
        ({"max_payload": 1_048_576}, "max_payload is too small"),
    ],
)
def test_a_server_that_is_not_fit_is_refused(told, why):
    with server_that_says(**told) as port:
        refused(ConfigurationError, f"nats://keeper:{PASSWORD}@127.0.0.1:{port}/insaf", why)


def test_a_vault_refuses_the_same():
    with server_that_says(version="2.10.4") as port:
        for open_ in (NatsVault, NatsVault.create):
            with pytest.raises(ConfigurationError, match=r"version 2\.10\.4"):
                open_(f"nats://127.0.0.1:{port}/keys", wrapper=None)


def test_where_nobody_answers_it_is_busy():
    refused(BusyError, f"nats://keeper:{PASSWORD}@127.0.0.1:1/insaf", "cannot be reached")


@pytest.mark.parametrize(
    "address",
    [
        "nats://127.0.0.1/",
        "nats://127.0.0.1:port/insaf",
        "nats://127.0.0.1:99999/insaf",
        "nats://127.0.0.1/In Saf",
        "nats://127.0.0.1/insaf.>",
        f"nats://keeper:{PASSWORD}@/insaf",
        f"nats://keeper:{PASSWORD}@127.0.0.1/insaf?replicas=2",
        f"nats://keeper:{PASSWORD}@127.0.0.1/insaf?replica=3",
        f"nats://keeper:{PASSWORD}@127.0.0.1/insaf?creds=nowhere.creds",
    ],
)
def test_an_address_that_is_none_is_one_line_without_the_password(address):
    refused(
        NoStoreError, address, "no address|the hosts|no port|replicas|nobody knows|creds"
    )


def test_nothing_shows_the_password():
    address = Address.read(f"nats://keeper:{PASSWORD}@127.0.0.1/insaf")

    assert address.password == PASSWORD
    assert PASSWORD not in repr(address) + address.shown


@pytest.mark.slow
def test_a_server_that_takes_too_few_at_once_is_refused():
    with one_server(limits="") as servers:
        address = servers.address("insaf")
        with pytest.raises(
            ConfigurationError, match="takes too few at once: set jetstream"
        ):
            NatsLog.migrate(address)
        with pytest.raises(ConfigurationError, match="max_msgs: 20000"):
            NatsLog(address)


@pytest.mark.slow
def test_one_server_that_does_not_wait_for_its_disk_is_refused_where_it_tells():
    with one_server(disk="") as servers:
        address = servers.address("insaf")
        NatsLog.migrate(address)
        told = f"{address}&monitor={servers.nodes[0].monitor}"
        refused(ConfigurationError, told, "sync_interval: always")


def test_where_no_stream_was_made_it_is_said_what_makes_it(alone):
    with pytest.raises(NoStoreError, match="casemgmt migrate STORE makes it"):
        NatsLog(alone.address())


def test_one_server_cannot_keep_three_replicas(alone):
    address = alone.address().replace("replicas=1", "replicas=3")

    with pytest.raises(ConfigurationError, match="too few servers for so many replicas: 3"):
        NatsLog.migrate(address)


def refusing_peers(monkeypatch, times):
    """Let servers say so often that one of them is missing, as when it has just begun."""
    asked, ask = [], Api.ask

    def answered(api, verb, *what):
        if verb.startswith("STREAM.CREATE"):
            asked.append(verb)
            if len(asked) <= times:
                raise SaidNoError(NO_PEERS, "no suitable peers for placement")
        return ask(api, verb, *what)

    monkeypatch.setattr(Api, "ask", answered)
    monkeypatch.setattr(stream, "PATIENCE", 0.5)
    return asked


def test_a_server_that_has_just_come_back_is_waited_for(alone, monkeypatch):
    asked = refusing_peers(monkeypatch, 2)

    NatsLog.migrate(alone.address())

    assert len(asked) == 3


def test_servers_that_stay_away_are_too_few(alone, monkeypatch):
    refusing_peers(monkeypatch, 1_000)

    with pytest.raises(ConfigurationError, match="too few servers for so many replicas: 1"):
        NatsLog.migrate(alone.address())


def test_a_stream_with_fewer_replicas_than_were_asked_for_is_refused(alone):
    address = alone.address()
    NatsLog.migrate(address)

    more = address.replace("replicas=1", "replicas=3")
    with pytest.raises(ConfigurationError, match=": 1, not 3"):
        NatsLog(more)
    with pytest.raises(ConfigurationError, match="too few servers for so many replicas: 3"):
        NatsLog.migrate(more)


@pytest.mark.slow
def test_a_stream_comes_to_as_many_servers_as_there_are_asked_for(three):
    few = three.address().replace("replicas=3", "replicas=1")
    NatsLog.migrate(few)
    with closing(NatsLog(few)) as log, log.lease("register"):
        log.append([told()])

    more = few.replace("replicas=1", "replicas=3")
    NatsLog.migrate(more)

    with closing(NatsLog(more)) as log:
        assert len(log.scan(0, 10)) == 1
        wait_until(lambda: len(log._lookups.state()["cluster"]["replicas"]) == 2)


def changed(address, prefix="", **settings):
    """Change the stream of a store as another program would."""
    at = Address.read(address)
    line = Line(at)
    api, name = Api(line), f"{prefix}{at.office}"
    config = api.ask(f"STREAM.INFO.{name}")["config"]
    api.ask(f"STREAM.UPDATE.{name}", config | settings)
    line.close()


@pytest.mark.parametrize(
    ("settings", "asked", "why"),
    [
        ({"max_age": 10**12}, 1, "KV_office[0-9]+ has a limit"),
        ({}, 3, ": 1, not 3|so many replicas: 3"),
    ],
)
def test_a_bucket_that_would_lose_keys_is_refused(alone, settings, asked, why):
    address = alone.address()
    NatsVault.create(address, wrapper=FakeKMS()).close()
    changed(address, "KV_", **settings)

    for open_ in (NatsVault, NatsVault.create):
        with pytest.raises(ConfigurationError, match=why):
            open_(address.replace("replicas=1", f"replicas={asked}"), wrapper=FakeKMS())


@pytest.mark.parametrize(
    ("settings", "error", "why"),
    [
        ({"metadata": {}}, NoStoreError, "something else"),
        (
            {"metadata": {"casemgmt-epoch": "e", "casemgmt-format": "9"}},
            NewerStoreError,
            "newer casemgmt",
        ),
        ({"max_msgs": 1_000_000}, ConfigurationError, "has a limit"),
        ({"subjects": ["elsewhere.>"]}, ConfigurationError, "subjects of"),
        ({"allow_direct": False}, ConfigurationError, "allow_direct"),
    ],
)
def test_a_stream_that_is_not_as_it_was_made_is_refused(alone, settings, error, why):
    address = alone.address()
    NatsLog.migrate(address)
    changed(address, **settings)

    refused(error, address, why)


@pytest.mark.parametrize("apart", [timedelta(minutes=5), timedelta(minutes=-5)])
def test_a_clock_that_is_far_off_is_refused(alone, monkeypatch, apart):
    address = alone.address()
    NatsLog.migrate(address)

    class AnotherClock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(UTC) + apart

    monkeypatch.setattr(fitness, "datetime", AnotherClock)
    refused(ConfigurationError, address, " s apart")
