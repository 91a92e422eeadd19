"""Where a log stands: its size and root, reckoned on from where they were asked last."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import orjson

from casemgmt.recording.port import EventLog
from casemgmt.recording.proof import leaf

from .tree import Tree

_PAGE = 1_000
_KEPT = "root.json"


def standing(log: EventLog, folder: Path | None) -> Tree:
    """Return the tree over the events of *log*.

    How far it came is kept in *folder*, so that the next one reads only what is new. It is
    no proof: that is what a verification reads everything for.
    """
    kept = None if folder is None else folder / _KEPT
    position, tree = _kept(kept, log)
    began = position
    while page := log.scan(position, _PAGE):
        for stored in page:
            tree.add(leaf(stored.stream.hex, stored.version, stored.name, stored.state))
        position = page[-1].position
    if kept is not None and position > began:
        _keep(kept, log.epoch, position, tree)
    return tree


def _kept(kept: Path | None, log: EventLog) -> tuple[int, Tree]:
    try:
        said = orjson.loads(kept.read_bytes()) if kept is not None else {}
        if said["epoch"] == log.epoch and said["position"] <= log.head():
            peaks = [bytes.fromhex(peak) for peak in said["peaks"]]
            return said["position"], Tree(said["size"], peaks)
    except (OSError, KeyError, TypeError, ValueError):
        pass  # nothing was kept, or it is of no use
    return 0, Tree()


def _keep(kept: Path, epoch: str, position: int, tree: Tree) -> None:
    said = {
        "epoch": epoch,
        "position": position,
        "size": tree.size,
        "peaks": [peak.hex() for peak in tree.peaks],
    }
    beside = kept.with_name(f"{kept.name}.{os.getpid()}")
    with suppress(OSError):  # the next one reads everything again
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.touch(mode=0o600)
        beside.write_bytes(orjson.dumps(said))
        beside.replace(kept)
