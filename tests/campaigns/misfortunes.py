"""What befalls a cluster of three: each strikes, and is healed again."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

FULL = "a disk was full"


@contextmanager
def leader_killed(servers, office, chance):
    """The server that leads is gone at once."""
    leader = servers.leader_of(office)
    leader.kill()
    try:
        yield
    finally:
        leader.start()


@contextmanager
def two_killed(servers, office, chance):
    """One is left, and may not decide alone."""
    gone = chance.sample(servers.nodes, 2)
    for node in gone:
        node.kill()
    try:
        yield
    finally:
        for node in gone:
            node.start()


@contextmanager
def leader_frozen(servers, office, chance):
    """The server that leads neither answers nor goes away."""
    with _frozen(servers.leader_of(office)):
        yield


@contextmanager
def follower_frozen(servers, office, chance):
    """Another than that."""
    with _frozen(_follower(servers, office, chance)):
        yield


@contextmanager
def leader_cut_off(servers, office, chance):
    """The server that leads hears the others no more, and goes on to think it leads."""
    servers.cut_off(servers.leader_of(office))
    try:
        yield
    finally:
        servers.join()


@contextmanager
def disk_lost(servers, office, chance):
    """A server comes back with nothing of what it kept."""
    node = _follower(servers, office, chance)
    node.kill()
    node.lose_the_disk()
    yield
    node.start()


@contextmanager
def disk_full(servers, office, chance):
    """A server can write no more; room is made, and it is started again."""
    node = _follower(servers, office, chance)
    node.kill()
    node.lose_the_disk()
    with node.small_disk():
        node.start()
        servers.ready()
        node.fill_the_disk()
        yield
        node.make_room()
    node.start()


@contextmanager
def _frozen(node):
    node.freeze()
    try:
        yield
    finally:
        node.thaw()


def _follower(servers, office, chance):
    leader = servers.leader_of(office)
    return chance.choice([node for node in servers.nodes if node is not leader])


@cache
def may_mount() -> bool:
    """Whether a small disk may be made here: it takes the rights of an administrator."""
    if getattr(os, "geteuid", lambda: 1)() != 0:
        return False
    with tempfile.TemporaryDirectory() as at:
        mounted = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", at]
        if subprocess.run(mounted, check=False, capture_output=True).returncode:
            return False
        subprocess.run(["umount", at], check=True)
        return Path(at).exists()
