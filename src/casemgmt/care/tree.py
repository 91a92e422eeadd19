"""The Merkle tree of RFC 6962 (section 2.1), grown leaf by leaf and never held whole.

Only the roots of the complete subtrees are kept, one for each bit of the size that is set.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

NODE = b"\1"
EMPTY = sha256(b"").digest()


class Tree:
    """The tree over the leaves that were added.

    Attributes:
        size: How many leaves it has.
        peaks: The roots of its complete subtrees, the largest first.

    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    def add(self, leaf: bytes) -> None:
        """Add one leaf, already hashed."""
        done, peaks = self.size, self.peaks
        while done & 1:
            leaf = sha256(NODE + peaks.pop() + leaf).digest()
            done >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree as it stands."""
        if not self.peaks:
            return EMPTY
        *rest, root = self.peaks
        for peak in reversed(rest):
            root = sha256(NODE + peak + root).digest()
        return root
