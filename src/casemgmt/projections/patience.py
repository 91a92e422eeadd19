"""How long whoever gives waits for one who does not take."""

from __future__ import annotations

from attrs import frozen


@frozen
class Patience:
    """How often something is tried, and how long is waited between, in seconds.

    Attributes:
        tries: How often one batch is given before it is judged.
        pause: The first wait; each next is twice as long.
        rounds: How often a destination that takes nothing is asked again.
        longest: The longest wait.
        rests: How long an adapter may rest in all whose process is ended again and again;
            where it is 0, somebody waits for the answer, and none rests.

    """

    tries: int = 3
    pause: float = 0.05
    rounds: int = 6
    longest: float = 60.0
    rests: float = 0.0

    def after(self, tried: int) -> float:
        """Return how long to wait after so many tries."""
        return float(min(self.longest, self.pause * 2**tried))
