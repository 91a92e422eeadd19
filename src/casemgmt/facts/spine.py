"""The spine of the facts: what was told, and when; a row for each command of each story.

No other table is as long. Its rows are kept by columns from the beginning, as they are
sent: of a story that was told in order, no row is ever made for itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from attrs import field, frozen

from casemgmt.domain.dates import Precision

from .packing import NOBODY, NOTHING, Columns
from .schema import OPEN, columns
from .source import Word
from .tellings import EPOCH_DAY, Telling

COMMAND: Final = "command"
_EXACT: Final = Precision.DAY


def _of(code: str) -> Callable[[], array[int]]:
    return lambda: array(code)


@frozen(eq=False)
class Spine:
    """The rows of ``command``, column by column.

    Attributes:
        kind: The small number of a kind of event.
        days_of: The local days of moments.

    """

    kind: Callable[[str], int]
    days_of: Callable[[Sequence[int]], Sequence[int]]
    _rec: array[int] = field(factory=_of("i"), init=False)
    _seq: array[int] = field(factory=_of("i"), init=False)
    _id: bytearray = field(factory=bytearray, init=False)
    _type: array[int] = field(factory=_of("i"), init=False)
    _day: array[int] = field(factory=_of("i"), init=False)
    _exact: array[int] = field(factory=_of("b"), init=False)
    _recday: array[int] = field(factory=_of("i"), init=False)
    _fix: bytearray = field(factory=bytearray, init=False)
    _kf: array[int] = field(factory=_of("q"), init=False)
    _kt: array[int] = field(factory=_of("q"), init=False)

    def __len__(self) -> int:
        return len(self._rec)

    def add_in_order(self, rec: int, words: Sequence[Word], first: int) -> None:
        """Add what stands since it was recorded, word after word.

        Args:
            rec: Whose story it is.
            words: In the order in which they were recorded.
            first: The rank of the first.

        """
        self.add_columns(
            rec,
            first,
            b"".join([word.command for word in words]),
            [word.name for word in words],
            [word.on.last.toordinal() - EPOCH_DAY for word in words],
            [word.on.precision is _EXACT for word in words],
            [word.at for word in words],
        )

    def add_columns(  # what is told of each of them
        self,
        rec: int,
        first: int,
        commands: bytes,
        names: Sequence[str],
        days: Sequence[int],
        exact: Sequence[bool],
        at: Sequence[int],
    ) -> None:
        """Add the same, told by columns.

        The ids of all commands are one piece; days are numbers, moments microseconds.
        """
        number = len(at)
        self._rec.extend(array("i", (rec,)) * number)
        self._seq.extend(array("i", range(first, first + number)))
        self._id.extend(commands)
        self._type.extend(array("i", [*map(self.kind, names)]))
        self._day.extend(array("i", days))
        self._exact.extend(array("b", exact))
        self._recday.extend(array("i", self.days_of(at)))
        self._fix.extend(NOBODY * number)
        self._kf.extend(array("q", at))
        self._kt.extend(array("q", (OPEN,)) * number)

    def add(self, rec: int, told: Iterable[Telling]) -> None:
        """Add what was *told*, each for the time in which it stood."""
        for one in told:
            self._rec.append(rec)
            self._seq.append(one.seq)
            self._id.extend(one.command)
            self._type.append(self.kind(one.name))
            self._day.append(one.day)
            self._exact.append(one.on.exact)
            self._recday.extend(self.days_of((one.recorded,)))
            self._fix.extend(one.fix or NOBODY)
            self._kf.append(one.kf)
            self._kt.append(one.kt)

    def cut(self, rows: int) -> None:
        """Take away all but the first *rows*."""
        for column in self._columns():
            del column[rows * (len(NOBODY) if isinstance(column, bytearray) else 1) :]

    def packed(self) -> Columns:
        """Return the rows as they are sent."""
        fix = (bytes(self._fix), b"") if self._fix.strip(b"\0") else NOTHING
        data = [
            fix if column is self._fix else (bytes(column), b"")
            for column in self._columns()
        ]
        return Columns(columns(COMMAND), len(self), tuple(data))

    def _columns(self) -> tuple[array[int] | bytearray, ...]:
        """Return the columns, in the order of the table's."""
        days = self._day, self._exact, self._recday
        told = self._rec, self._seq, self._id, self._type, *days
        return *told, self._fix, self._kf, self._kt
