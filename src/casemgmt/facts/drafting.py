"""Which file a change of the facts is written into: a copy of the whole, or its tail."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen
from duckdb import DuckDBPyConnection

from . import tail
from .generations import Generation, Generations
from .source import Sealer


@frozen
class Drafting:
    """The next generation, while it is made.

    Attributes:
        files: Where it will lie.
        standing: What it goes on from; None where everything is folded.
        sealer: Closes the days of birth.
        whole: Whether it has to be one file, whatever it costs: somebody was erased.

    """

    files: Generations
    standing: Generation | None
    sealer: Sealer
    whole: bool = False

    @property
    def is_tail(self) -> bool:
        """Whether a tail is written."""
        one = self.standing
        if one is None or self.whole or one.base.stat().st_size < tail.WORTH_A_TAIL:
            return False
        return one.tail is None or one.tail.stat().st_size < tail.LONGEST

    @property
    def of(self) -> Path | None:
        """The file a draft begins as a copy of; None where it begins empty."""
        if self.standing is None:
            return None
        return self.standing.tail if self.is_tail else self.standing.base

    def opened(self, draft: Path) -> DuckDBPyConnection:
        """Return the draft as it stood, to be written."""
        standing = self.standing
        below = standing.base if standing is not None and self.is_tail else None
        connection = tail.write(draft, below)
        try:
            if standing is not None and standing.tail is not None and not self.is_tail:
                tail.merge(connection, standing.tail, self.sealer)
        except BaseException:
            connection.close()
            raise
        return connection

    def publish(self, draft: Path) -> None:
        """Let it be read."""
        if self.standing is not None and self.is_tail:
            self.files.publish_tail(draft, self.standing.base)
        else:
            self.files.publish(draft)
