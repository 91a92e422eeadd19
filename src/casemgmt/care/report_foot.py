"""What the foot of a report says of the log it was made of, read back from its page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from casemgmt.errors import ProofError

from .faults import What
from .verify import Noted

ROOT_BYTES = 32
_SIZE, _ROOT = "log-events", "data-log-root"


class _Foot(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.size = ""
        self.root = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "data" and named.get("data-record") == _SIZE:
            self.size = named.get("value") or ""
        self.root = named.get(_ROOT) or self.root


def noted_in(path: Path) -> Noted:
    """Return size and root of the log as the report at *path* says them.

    Raises:
        ProofError: it says none.
        OSError: the file cannot be read.

    """
    foot = _Foot()
    foot.feed(path.read_bytes().decode(errors="replace"))
    try:
        size, root = int(foot.size), bytes.fromhex(foot.root)
    except ValueError:
        raise _none_at(path) from None
    if len(root) != ROOT_BYTES:
        raise _none_at(path)
    return Noted(size, root, What.UNLIKE_REPORT)


def _none_at(path: Path) -> ProofError:
    return ProofError.because("checkpoint.no-foot", path=path)
