"""Small cells: what is hidden in a report that leaves the organisation.

A count of one to four people may point at a child whom somebody knows. It is hidden, and so
is as much beside it as it takes that nobody can work it out from the totals and the other
cells of the same report: for each hidden count there is *another world* in which everything
shown is the same and that count is different. Where no such world is found, more is hidden.

Zero is shown: nobody stands in it. The same cells give the same result every time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

Key = Hashable
PATIENCE: Final = 4_000  # steps of one search; who finds no other world by then hides more


@frozen
class Cell:
    """One count, shown or able to be worked out.

    Attributes:
        key: What tells it from every other.
        count: How many.
        people: How many people stand behind it; the count itself when not given.
        printed: Whether the report shows it. What is not printed can still be worked out:
            the rest of a share, or who was left out of it.
        public: Known to everybody, such as what an agreement promised; never hidden.
        rank: What is hidden first to protect another: the lowest, then the smallest count.

    """

    key: Key
    count: int
    people: int | None = None
    printed: bool = True
    public: bool = False
    rank: int = 0

    def small(self, below: int) -> bool:
        """Whether so few people stand behind it that it may not be known."""
        behind = self.count if self.people is None else self.people
        return not self.public and self.count > 0 and 0 < behind < below


@frozen
class Sum:
    """A whole and the parts that add up to it; a part may not be named twice.

    Attributes:
        whole: The key of the whole.
        parts: The keys of its parts.
        overlap: Whether one may stand in several parts, so that they add up to more.

    """

    whole: Key
    parts: tuple[Key, ...]
    overlap: bool = False


def hidden_cells(
    cells: Iterable[Cell], sums: Iterable[Sum], below: int, hidden: Iterable[Key] = ()
) -> frozenset[Key]:
    """Return the keys of the printed cells that the report must not show.

    Args:
        cells: Every count.
        sums: What adds up to what.
        below: Counts of fewer people than this are small.
        hidden: What is not shown anyway.

    """
    reader = _Reader(tuple(cells), tuple(sums), below)
    reader.hidden.update(hidden)
    return reader.hide()


@frozen
class _Equation:
    """Amounts that add up to nothing: the whole positive, each part negative."""

    terms: tuple[tuple[Key, int], ...]


class _Reader:
    """Somebody who reads the report and tries to work out what is hidden."""

    def __init__(self, cells: Sequence[Cell], sums: Sequence[Sum], below: int) -> None:
        self.cells: dict[Key, Cell] = {cell.key: cell for cell in cells}
        self.place = {key: number for number, key in enumerate(self.cells)}
        self.below = below
        self.equations: list[_Equation] = []
        self.of: dict[Key, list[_Equation]] = {key: [] for key in self.cells}
        self.in_sums: set[Key] = set()
        for one in sums:
            self._believe(one)
        self.hidden: set[Key] = {c.key for c in cells if c.printed and c.small(below)}

    def _believe(self, one: Sum) -> None:
        """Take a sum in, if it holds; one that does not hold tells a reader nothing."""
        if any(key not in self.cells for key in (one.whole, *one.parts)):
            return
        surplus = sum(self.cells[key].count for key in one.parts)
        surplus -= self.cells[one.whole].count
        terms = [(one.whole, 1), *((part, -1) for part in one.parts)]
        if surplus > 0 and one.overlap:
            slack = ("overlap", one.whole, one.parts)
            self.cells[slack] = Cell(slack, surplus, people=0, printed=False)
            self.place[slack] = len(self.place)
            self.of[slack] = []
            terms.append((slack, 1))
        elif surplus:
            return
        else:
            self.in_sums.update(key for key, _ in terms)
        equation = _Equation(tuple(terms))
        self.equations.append(equation)
        for key, _ in terms:
            self.of[key].append(equation)

    def hide(self) -> frozenset[Key]:
        """Hide more until nothing hidden can be worked out."""
        while (known := self._worked_out()) is not None:
            also = self._what_to_hide_for(known)
            if also is None:
                break  # nothing shown touches it any more: it is hidden as well as can be
            self.hidden.add(also)
        return frozenset(self.hidden)

    def _worked_out(self) -> Key | None:
        secrets = (
            cell.key
            for cell in self.cells.values()
            if cell.key in self.hidden or (not cell.printed and cell.small(self.below))
        )
        return next((key for key in secrets if not self._protected(key)), None)

    def _protected(self, key: Key) -> bool:
        return any(self._other_world({key: step}) for step in (1, -1))

    def _what_to_hide_for(self, key: Key) -> Key | None:
        """Return the cheapest cell that protects *key*, else the cheapest within reach."""
        candidates = self._shown_around(key)
        for candidate in candidates:
            self.hidden.add(candidate)
            protected = self._protected(key)
            self.hidden.discard(candidate)
            if protected:
                return candidate
        return candidates[0] if candidates else None

    def _shown_around(self, key: Key) -> list[Key]:
        """Return the cells that could still be hidden, near *key* first only by cost."""
        seen, to_visit, found = {key}, [key], set[Key]()
        while to_visit:
            for equation in self.of[to_visit.pop()]:
                for other, _ in equation.terms:
                    if other in seen:
                        continue
                    seen.add(other)
                    if self._unseen(other):
                        to_visit.append(other)
                    elif not self.cells[other].public and self.cells[other].count:
                        found.add(other)
        return sorted(found, key=self._cost)

    def _cost(self, key: Key) -> tuple[int, int, int]:
        cell = self.cells[key]
        return (cell.rank, cell.count, self.place[key])

    def _unseen(self, key: Key) -> bool:
        return key in self.hidden or not self.cells[key].printed

    # --- the search for another world

    def _other_world(self, changes: Mapping[Key, int], steps: int = PATIENCE) -> bool:
        """Whether these *changes* can be balanced by changing other unseen cells."""
        return _Search(self, steps).balance(dict(changes)) if self._fits(changes) else False

    def _fits(self, changes: Mapping[Key, int]) -> bool:
        return all(self.bounds_hold(key, step) for key, step in changes.items())

    def bounds_hold(self, key: Key, step: int) -> bool:
        """Whether a reader would still believe the count of *key* after *step*."""
        cell = self.cells[key]
        after = cell.count + step
        if not cell.printed:
            return after >= 0
        if key not in self.in_sums and cell.people is None and cell.small(self.below):
            return 1 <= after < self.below  # hidden for no reason but its smallness
        return after >= 1  # a zero would be shown

    def unbalanced(self, changes: Mapping[Key, int]) -> tuple[_Equation, int] | None:
        """Return the first equation that *changes* upset, and by how much."""
        for key in changes:
            for equation in self.of[key]:
                off = sum(sign * changes.get(term, 0) for term, sign in equation.terms)
                if off:
                    return equation, off
        return None

    def free(
        self, equation: _Equation, changes: Mapping[Key, int]
    ) -> list[tuple[Key, int]]:
        """Return the unseen terms of *equation* that are not changed yet."""
        return [
            (key, sign)
            for key, sign in equation.terms
            if key not in changes and self._unseen(key)
        ]


class _Search:
    """One search for another world, of limited patience."""

    def __init__(self, reader: _Reader, steps: int) -> None:
        self.reader = reader
        self.steps = steps

    def balance(self, changes: dict[Key, int]) -> bool:
        """Whether the equations can be balanced again by changing more unseen cells."""
        self.steps -= 1
        if self.steps < 0:
            return False
        upset = self.reader.unbalanced(changes)
        if upset is None:
            return True
        equation, off = upset
        for key, sign in self.reader.free(equation, changes):
            step = -off * sign
            if self.reader.bounds_hold(key, step) and self.balance({**changes, key: step}):
                return True
        return False
