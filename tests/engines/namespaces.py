"""A cluster whose servers have a network each, with cables between them that can be pulled.

To be run where one's own networks may be made: ``unshare -Urn python -m …``. All of it is
gone with the process. Between each two servers there is a cable, and one from each to who
asks: when a cable is pulled nobody is told, as on three machines.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import combinations
from pathlib import Path

from attrs import define, field
from tests.engines.cluster import (
    CLUSTER,
    DISK,
    LIMITS,
    READY_WITHIN,
    SETTINGS,
    Node,
    Servers,
    folder_until_the_end,
    running,
    wait_until,
)

NAMES = ("north", "middle", "south")
CLIENTS, MONITOR, ROUTES = 4222, 8222, 6222
OWN = ("unshare", "--user", "--map-root-user", "--net")


@cache
def may_have_networks() -> bool:
    """Whether this machine lets us make networks of our own."""
    try:
        tried = [*OWN, "ip", "link", "add", "one", "type", "veth", "peer", "name", "other"]
        return subprocess.run(tried, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def in_own_networks(module, seconds):
    """Run *module* where it may make networks, and return what it said."""
    command = [*OWN, sys.executable, "-m", module]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=seconds
    )


@define(eq=False)
class Network:
    """The network of one server, alive as long as a process in it."""

    name: str
    number: int
    holding: subprocess.Popen

    @property
    def inside(self):
        """What a command begins with that is to run in it."""
        return ("nsenter", "--target", str(self.holding.pid), "--net", "--")

    @property
    def host(self):
        """Where who asks reaches it."""
        return f"10.0.{self.number}.2"

    def takes(self, cable, address):
        """Put the end of a *cable* that lies out here into it, at *address*."""
        ran("ip", "link", "set", cable, "netns", str(self.holding.pid))
        self.runs("ip", "addr", "add", f"{address}/24", "dev", cable)
        self.runs("ip", "link", "set", cable, "up")

    def runs(self, *command):
        """Run a command in it."""
        ran(*self.inside, *command)


@define(eq=False)
class FarServers(Servers):
    """Servers of a network each."""

    networks: dict = field(factory=dict)

    def cut_off(self, node):
        """Pull every cable between *node* and the other servers; who asks reaches it."""
        self._all_of(node, "down")

    def join(self):
        """Put every cable back."""
        for node in self.nodes:
            self._all_of(node, "up")
            ran("ip", "link", "set", f"to-{node.name}", "up")

    def take_away(self, node):
        """Pull every cable of *node*, also the one to who asks."""
        self.cut_off(node)
        ran("ip", "link", "set", f"to-{node.name}", "down")

    def _all_of(self, node, how):
        for other in NAMES:
            if other != node.name:
                cable = f"with-{other}"
                self.networks[node.name].runs("ip", "link", "set", cable, how)


@contextmanager
def cluster_of_networks():
    """Three servers that replicate, in three networks, until the end."""
    with folder_until_the_end() as folder, ExitStack() as stack:
        networks = {
            name: stack.enter_context(network(name, number))
            for number, name in enumerate(NAMES, 1)
        }
        ways = cabled(networks)
        nodes = [made(folder, of, ways[of.name]) for of in networks.values()]
        servers = FarServers(nodes, networks=networks)
        with running(servers):
            yield servers


@contextmanager
def network(name, number):
    """A network with a cable to who asks, until the end."""
    holding = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
    try:
        found = Network(name, number, holding)
        until_apart(holding)
        found.runs("ip", "link", "set", "lo", "up")
        ran("ip", "link", "add", f"to-{name}", "type", "veth", "peer", "name", "asking")
        found.takes("asking", found.host)
        ran("ip", "addr", "add", f"10.0.{number}.1/24", "dev", f"to-{name}")
        ran("ip", "link", "set", f"to-{name}", "up")
        yield found
    finally:
        holding.kill()
        holding.wait(READY_WITHIN)


def cabled(networks):
    """Lay a cable between each two, and return where each finds the others."""
    ways = {name: [] for name in networks}
    for number, (one, other) in enumerate(combinations(networks.values(), 2), 1):
        here, there = f"with-{other.name}", f"with-{one.name}"
        ran("ip", "link", "add", here, "type", "veth", "peer", "name", there)
        one.takes(here, f"10.1.{number}.1")
        other.takes(there, f"10.1.{number}.2")
        ways[one.name].append(f"nats://10.1.{number}.2:{ROUTES}")
        ways[other.name].append(f"nats://10.1.{number}.1:{ROUTES}")
    return ways


def made(folder, of, ways):
    """The server of a network."""
    own = folder / of.name
    (own / "store").mkdir(parents=True)
    told = CLUSTER.format(route=ROUTES, routes=", ".join(ways))
    settings = SETTINGS.format(
        name=of.name,
        port=CLIENTS,
        monitor=MONITOR,
        beside=told,
        folder=own / "store",
        disk=DISK,
        limits=LIMITS,
    ).replace('"127.0.0.1:', '"0.0.0.0:')
    return Node(of.name, own, CLIENTS, MONITOR, settings, host=of.host, inside=of.inside)


def until_apart(process):
    """Wait until *process* is in a network of its own."""
    here = Path("/proc/self/ns/net").readlink()
    wait_until(lambda: Path(f"/proc/{process.pid}/ns/net").readlink() != here)


def ran(*command):
    subprocess.run(command, check=True, capture_output=True)
