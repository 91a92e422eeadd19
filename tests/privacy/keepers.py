"""Adapters that keep what they are told in a file, each with its own idea of forgetting.

This file is put on its own into the place where an installed one would be.
"""

import json
import zlib
from pathlib import Path

from casemgmt.adapters import Position, as_data


class Lines:
    """A line for each event; who is forgotten has none any more."""

    api_version = 1
    fields = frozenset({"given_name", "family_name"})

    def __init__(self, address):
        self.file = Path(address)
        if self.file.with_name("down").exists():
            raise ConnectionRefusedError

    def position(self):
        at = self._kept().get("at")
        return Position(*at) if at else None

    def project(self, batch):
        kept = self._kept()
        rows = {} if batch.afresh else kept.get("rows", {})
        for told in batch.events:
            rows[str(told.position)] = [str(told.subject), str(as_data(told.event))]
        self._keep({"at": [batch.until.epoch, batch.until.number], "rows": rows})

    def forget(self, subject):
        kept = self._kept()
        rows = kept.get("rows", {}).items()
        kept["rows"] = {at: row for at, row in rows if row[0] != str(subject)}
        self._keep(kept)

    def _kept(self):
        return json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}

    def _keep(self, kept):
        said = json.dumps(kept, ensure_ascii=False)
        self.file.write_text(said, encoding="utf-8")


class Hoards(Lines):
    """Beside the file lies a compressed copy, of which nothing is ever forgotten."""

    def project(self, batch):
        super().project(batch)
        copy = self.file.with_name(f"{self.file.name}.copy")
        if not copy.exists():
            copy.write_bytes(zlib.compress(self.file.read_bytes()))
