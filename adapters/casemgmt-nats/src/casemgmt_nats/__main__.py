"""The servers of a store, looked after.

``python -m casemgmt_nats look STORE`` says how each server stands that keeps it, and ends
with 1 where one lacks something. ``python -m casemgmt_nats take-out SERVER STORE`` lets the
others wait no more for one that has left for good; who comes in by the address has to be of
the servers' system account.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from casemgmt.errors import CaseManagementError

from .address import Address
from .servers import standing, take_out

USAGE = 2


def main(asked: Sequence[str]) -> int:
    """Do what is *asked*, and return how the process ends."""
    try:
        match asked:
            case ["look", store]:
                return _look(store)
            case ["take-out", server, store]:
                take_out(server, Address.read(store))
                sys.stdout.write(f"{server}: taken out\n")
                return 0
            case _:
                sys.stderr.write(f"{__doc__}")
                return USAGE
    except CaseManagementError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _look(store: str) -> int:
    servers = standing(Address.read(store))
    for server in servers:
        sys.stdout.write(f"{server.name}: {server.said}\n")
    return 0 if all(server.is_well for server in servers) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
