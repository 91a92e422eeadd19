"""Days as they are written, each read once: the same days stand in most stories."""

from __future__ import annotations

from casemgmt.domain.dates import Day

from .tellings import day_number

_MOST_KEPT = 8_192


class _Dated(dict[str, tuple[Day, int, bool]]):
    """Days as they are written: what each is, its number, and whether it is exact."""

    def __missing__(self, written: str) -> tuple[Day, int, bool]:
        if len(self) >= _MOST_KEPT:
            self.clear()
        on = Day.of(written)
        found = self[written] = on, day_number(on.last), on.exact
        return found


DATED = _Dated()
