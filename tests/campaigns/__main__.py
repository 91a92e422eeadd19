"""Run the campaigns: ``python -m tests.campaigns [--small] [--only NAME] [--seed N]``.

Each runs in a process of its own, two at a time. The whole ones go on where they stopped
(``build/prove``); ``--anew`` forgets that, ``--round N`` repeats a single round.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from time import monotonic

from .campaign import Campaign, chance_of
from .openings import read_once
from .running import KEPT_AT, BrokenError, Run

NAMES = (
    "fuzz",
    "power",
    "kills",
    "storage-fault",
    "disk-full",
    "writers",
    "server-writers",
    "server-kills",
    "lost-replies",
    "cluster",
    "cluster-apart",
    "rows",
    "clock",
    "projections",
    "erasures",
    "facts",
    "attachments",
)
AT_ONCE = 2
SEED = 1


def campaign_of(name: str) -> Campaign:
    """The campaign of this name, from the file of this name."""
    found: Campaign = import_module(f".{name.replace('-', '_')}", __package__).CAMPAIGN
    return found


def here(name: str, arguments: argparse.Namespace) -> int:
    """Run one campaign in this process."""
    read_once()
    campaign = campaign_of(name)
    if arguments.round is not None:
        chance = chance_of(arguments.seed, name, arguments.round)
        print_(f"{campaign.round(chance, Counter())} points")
        return 0
    wanted = campaign.small if arguments.small else campaign.full
    run = Run(campaign, arguments.points or wanted, arguments.seed, arguments.small)
    run.resumed()
    try:
        run.carried_out()
    except BrokenError as broken:
        print_(run.line(f"BROKEN: {broken}"))
        return 1
    print_(run.line("holds"))
    return 0


def elsewhere(name: str, beside: list[str]) -> tuple[int, str]:
    """Run one campaign in another process; how it ended, and what it said."""
    command = [sys.executable, "-m", __package__, "--here", "--only", name, *beside]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout or f"{name}: BROKEN: it ended with nothing said\n"


def all_of(names: list[str], beside: list[str], at_once: int) -> int:
    """Run these, some at once; how many are broken."""
    broken = 0
    with ThreadPoolExecutor(at_once) as pool:
        running = [pool.submit(elsewhere, name, beside) for name in names]
        for one in running:
            code, said = one.result()
            broken += code != 0
            print_(said.rstrip())
    return broken


def main() -> int:
    """Do what the command line says; 1 when anything is broken."""
    said = argparse.ArgumentParser(prog="python -m tests.campaigns", description=__doc__)
    said.add_argument("--small", action="store_true", help="the sizes of the gate")
    said.add_argument("--only", choices=NAMES, action="append", help="only these")
    said.add_argument("--seed", type=int, default=SEED)
    said.add_argument("--round", type=int, help="repeat this round, and nothing else")
    said.add_argument("--points", type=int, help="so many, instead of what is usual")
    said.add_argument("--anew", action="store_true", help="from the beginning")
    said.add_argument("--at-once", type=int, default=AT_ONCE)
    said.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = said.parse_args()
    names = arguments.only or list(NAMES)
    if arguments.here or arguments.round is not None:
        return here(names[0], arguments)
    if arguments.anew:
        shutil.rmtree(KEPT_AT, ignore_errors=True)
    beside = ["--seed", str(arguments.seed)] + ["--small"] * arguments.small
    beside += ["--points", str(arguments.points)] if arguments.points else []
    began = monotonic()
    broken = all_of(names, beside, arguments.at_once)
    print_(f"{len(names) - broken} of {len(names)} hold, in {monotonic() - began:.0f} s")
    if not broken and not arguments.small:
        shutil.rmtree(KEPT_AT, ignore_errors=True)  # the next run begins anew
    return int(broken > 0)


def print_(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
