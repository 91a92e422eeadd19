"""Where each number of an internal edition leads: to who was counted, by which commands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from uuid import UUID

from casemgmt.reports import (
    Behind,
    Counted,
    Day,
    Entry,
    Number,
    Report,
    Sizes,
    Text,
    holds_back,
)


class Leading:
    """The words a page needs to lead from its numbers to what stands behind them.

    Every command stands on the page once, under its subject, with a number of its own
    there: what was counted names the numbers.
    """

    def __init__(self, report: Report, t: Callable[[Text], str]) -> None:
        self._report = report
        self._t = t
        cells = ((one.name, one.by) for one in report.behind)
        self._places = {cell: f"behind-{n}" for n, cell in enumerate(cells, start=1)}
        self._titles = {one.name: one.title for one in report.definitions}
        self._commands: Mapping[str, Mapping[UUID, int]] = _numbered(report.behind)
        self._ranks = {subject: n for n, subject in enumerate(self._commands, start=1)}

    def words(self) -> dict[str, object]:
        """Return what the page may speak of."""
        return {
            "anchor_of": self.anchor_of,
            "held_back": self.held_back,
            "beyond": beyond,
            "sizes_of": sizes_of,
            "title_of": self.title_of,
            "story_of": lambda subject: f"s{self._ranks[subject]}",
            "numbers_of": self.numbers_of,
            "stories": self._commands,
        }

    def anchor_of(self, value: Entry) -> str:
        """Return the place that explains *value*; nothing where there is none."""
        source = None if isinstance(value, Day | Text) else value.source
        return "" if source is None else self._places.get((source.name, source.by), "")

    def held_back(self, value: Entry) -> bool:
        """Return whether the edition that goes out hides *value*."""
        return isinstance(value, Number) and holds_back(self._report, value)

    def title_of(self, one: Behind) -> str:
        """Return what an indicator is called."""
        return self._t(self._titles.get(one.name, Text(plain=one.name)))

    def numbers_of(self, one: Counted) -> str:
        """Return the numbers of its commands: ``1-4, 7``."""
        numbers = self._commands[one.subject]
        return ", ".join(_spans(sorted({numbers[command] for command in one.commands})))


def beyond(one: Behind) -> Sequence[Counted]:
    """Return the denominator without the numerator, where the one holds the other."""
    counted = set(one.numerator)
    if not counted <= set(one.denominator):
        return one.denominator
    return [unit for unit in one.denominator if unit not in counted]


def sizes_of(sizes: Sizes) -> Iterator[tuple[str, int]]:
    """Yield each side on which somebody stands, and how many."""
    for side in ("numerator", "denominator", "unknown", "excluded"):
        if size := getattr(sizes, side):
            yield side, size


def _numbered(behind: Iterable[Behind]) -> Mapping[str, Mapping[UUID, int]]:
    """Return the commands of each subject, numbered from 1, in the order of subjects."""
    found: defaultdict[str, dict[UUID, int]] = defaultdict(dict)
    for one in behind:
        for unit in chain(one.numerator, one.denominator, one.unknown, one.excluded):
            known = found[unit.subject]
            for command in unit.commands:
                known.setdefault(command, len(known) + 1)
    return dict(sorted(found.items()))


def _spans(numbers: list[int]) -> Iterator[str]:
    """Yield numbers that follow each other as one: ``1-4``."""
    first = last = 0
    for number in [*numbers, 0]:
        if first and number != last + 1:
            yield str(first) if first == last else f"{first}-{last}"
            first = 0
        first, last = first or number, number
