"""One campaign, from where it stopped: its rounds, its reach, its planted faults."""

from __future__ import annotations

import json
import sys
import traceback
from collections import Counter
from pathlib import Path
from time import monotonic

from attrs import asdict, define, field

from casemgmt.errors import BusyError, CaseManagementError

from .campaign import Campaign, chance_of
from .children import failing_silently

KEPT_AT = Path("build/prove")
TOLD_EVERY = 10.0
AT_MOST = 3


class BrokenError(Exception):
    """A promise was broken, too little was reached, or a planted fault was not noticed."""


@define
class Run:
    """How far one campaign came; kept in a file, so that it may be stopped at any time."""

    campaign: Campaign
    wanted: int
    seed: int
    small: bool = False
    round: int = 0
    points: int = 0
    seconds: float = 0.0
    reached: Counter[str] = field(factory=Counter)
    noticed: list[str] = field(factory=list)
    told: float = field(factory=monotonic)

    @property
    def file(self) -> Path:
        """Where it is kept; a small run is not."""
        return KEPT_AT / f"{self.campaign.name}.json"

    def resumed(self):
        """Take up what an earlier run left of the same size and seed."""
        if self.small or not self.file.exists():
            return
        kept = json.loads(self.file.read_text())
        if kept.pop("wanted") == self.wanted and kept["seed"] == self.seed:
            for name, value in kept.items():
                setattr(self, name, Counter(value) if name == "reached" else value)

    def carried_out(self):
        """Do what is left.

        Raises:
            BrokenError: it does not hold, with what repeats it.

        """
        while self.points < self.wanted or (self._missing() and self._may_go_on()):
            self._one_round()
            self._keep()
            self._tell()
        if missing := self._missing():
            raise BrokenError(f"reached too rarely: {missing}")
        for name in self.campaign.planted:
            if name not in self.noticed:
                self._planted(name)
                self._keep()

    def _missing(self):
        return self.campaign.missing(self.reached, self.wanted)

    def _may_go_on(self):
        """What comes by the clock may need some more rounds to be reached."""
        return self.points < AT_MOST * self.wanted

    def _one_round(self):
        began, reached = monotonic(), Counter()
        try:
            points = self.campaign.round(self._chance(self.round), reached)
        except Exception as error:  # noqa: BLE001 - any is one too many
            sys.stderr.write(traceback.format_exc())
            again = (
                "python -m tests.campaigns"
                f" --only {self.campaign.name} --seed {self.seed} --round {self.round}"
            )
            raise BrokenError(f"{error}; repeat: {again}") from None
        self.round += 1
        self.points += points
        self.reached += reached
        self.seconds += monotonic() - began

    def _planted(self, name):
        """Do the same rounds with a fault planted, until one of them is broken."""
        began, points, number = monotonic(), 0, 0
        with self.campaign.planted[name](), failing_silently():
            while points < self.campaign.patience:
                try:
                    points += self.campaign.round(self._chance(number), Counter())
                except BusyError:  # the machine may be: nothing was noticed
                    points += 1
                except (AssertionError, CaseManagementError):  # red, as it should be
                    self.noticed.append(name)
                    self.seconds += monotonic() - began
                    return
                except Exception as error:  # noqa: BLE001 - a promise broken, or a slip of ours
                    sys.stderr.write(traceback.format_exc())
                    raise BrokenError(f"planted {name}: {type(error).__name__}") from None
                number += 1
        raise BrokenError(f"planted and not noticed in {points} points: {name}")

    def _chance(self, number):
        return chance_of(self.seed, self.campaign.name, number)

    def _keep(self):
        if not self.small:
            kept = asdict(self, recurse=False)
            for name in ("campaign", "small", "told"):
                del kept[name]
            KEPT_AT.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps(kept))

    def _tell(self):
        if monotonic() - self.told > TOLD_EVERY:
            self.told = monotonic()
            so_far = f"{self.points:,} of {self.wanted:,}, {self.seconds:.0f} s"
            sys.stderr.write(f"… {self.campaign.name}: {so_far}\n")

    def line(self, ending: str) -> str:
        """What is said of it at the end: figures, and what it reached."""
        of = self.campaign
        planted = f"{len(self.noticed)} of {len(of.planted)} planted faults noticed"
        reached = " · ".join(f"{k} {self.reached[k]:,}" for k in of.kinds)
        return (
            f"{of.name:<13} {of.promise:<4} {self.points:>9,} points"
            f" {self.seconds:>6.0f} s  seed {self.seed}  {planted}  {ending}\n"
            f"    {reached}"
        )
