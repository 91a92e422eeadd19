"""A lake whose first part ends its worker; importable wherever a part is done."""

import os
from pathlib import Path

from casemgmt_lake import Lake


class DyingLake(Lake):
    @staticmethod
    def part(events):
        try:
            Path(os.environ["DIES_ONCE"]).unlink()
        except FileNotFoundError:
            return Lake.part(events)
        os._exit(9)
