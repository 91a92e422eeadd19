"""A cluster of three networks between which the cables are pulled; where that may be done.

``unshare -Urn python -m tests.campaigns.cluster_in_networks`` is one round of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from random import Random
from unittest.mock import patch

from tests.engines.namespaces import cluster_of_networks

from . import cluster, misfortunes

SEED = 20251122


@contextmanager
def leader_taken_away(servers, office, chance):
    """The server that leads is reached by nobody, and nobody is told."""
    servers.take_away(servers.leader_of(office))
    try:
        yield
    finally:
        servers.join()


BEFALLS = {
    "the leader was cut off": misfortunes.leader_cut_off,
    "the leader was taken away": leader_taken_away,
}


def main():
    reached = Counter()
    with (
        cluster_of_networks() as servers,
        patch.object(cluster, "servers", lambda: servers),
    ):
        cluster.befallen(BEFALLS, Random(SEED), reached)
    sys.stdout.write("".join(f"{name}: {times}\n" for name, times in reached.items()))


if __name__ == "__main__":
    main()
