"""What was written, in its order, and what of it a disk holds after the power went."""

from __future__ import annotations

from pathlib import Path

from attrs import define, field

from .disk import Watcher

SECTORS = (512, 4096)
CUTS = ("whole", "absent", "reordered", *(f"torn at {size}" for size in SECTORS))


@define
class Tape(Watcher):
    """Notes every call that changes a file, and what was acknowledged meanwhile."""

    calls: list = field(factory=list)

    def after(self, call):
        if call.kind in {"open", "write", "truncate", "sync", "delete"}:
            self.calls.append(call)
        return 0

    def acknowledged(self, act):
        self.calls.append(act)


@define(eq=False)
class Held:
    """One file: what of it is on the disk, and the calls that are still on their way."""

    bytes: bytearray = field(factory=bytearray)
    coming: list = field(factory=list)
    is_folder: bool = False

    def synced(self):
        for call in self.coming:
            _apply(self.bytes, call)
        self.coming = []

    def after_cut(self, cut, chance) -> bytes:
        """What is left of it: of what was on its way everything, nothing or something."""
        left = bytearray(self.bytes)
        for call in self.coming:
            if cut == "whole" or (cut == "reordered" and chance.random() < 0.5):
                _apply(left, call)
            elif cut.startswith("torn"):
                _apply_torn(left, call, int(cut.rpartition(" ")[2]), chance)
        return bytes(left)


@define
class Disk:
    """The files of one folder as the tape goes on: their names reach the disk apart.

    With *base* of the folders below it too, which reach the disk as names do.
    """

    base: Path | None = None
    files: dict[str, Held] = field(factory=dict)
    on_disk: dict[str, Held] = field(factory=dict)
    names_coming: list = field(factory=list)

    def step(self, call):
        """Go on by one call."""
        held = self.files.get(call.path)
        match call.kind:
            case "open" if held is None:
                self.files[call.path] = Held()
                self.names_coming.append((call.path, self.files[call.path]))
            case "mkdir" if held is None:
                self.files[call.path] = Held(is_folder=True)
                self.names_coming.append((call.path, self.files[call.path]))
            case "rename":
                self.files[call.to] = self.files.pop(call.path)
                self.names_coming += [(call.path, None), (call.to, self.files[call.to])]
            case "delete" if held is not None:
                del self.files[call.path]
                self.names_coming.append((call.path, None))
            case "write" | "truncate":
                held.coming.append(call)
            case "sync":
                held.synced()
        if call.folder:
            own = Path(call.path).parent
            within = [one for one in self.names_coming if Path(one[0]).parent == own]
            _named(self.on_disk, within)
            self.names_coming = [one for one in self.names_coming if one not in within]

    def after_cut(self, cut, chance, folder: Path) -> bool:
        """Put in *folder* what is left; whether a name was lost with it."""
        names = dict(self.on_disk)
        coming = 0 if cut == "absent" else len(self.names_coming)
        if cut not in {"absent", "whole"}:
            coming = chance.randint(0, coming)
        _named(names, self.names_coming[:coming])
        for path, held in sorted(names.items()):  # a folder before what is in it
            own = Path(path).relative_to(self.base) if self.base else Path(path).name
            place = folder / own
            if held.is_folder:
                place.mkdir(parents=True)
            elif place.parent.is_dir():
                place.write_bytes(held.after_cut(cut, chance))
        return coming < len(self.names_coming)


def _named(names, coming):
    for path, held in coming:
        if held is None:
            names.pop(path, None)
        else:
            names[path] = held


def _apply(content, call):
    if call.kind == "truncate":
        del content[call.at :]
        return
    content.extend(bytes(max(0, call.at - len(content))))
    content[call.at : call.at + len(call.data)] = call.data


def _apply_torn(content, call, size, chance):
    """Apply some sectors of what was written, or the truncation, perhaps."""
    if call.kind == "truncate":
        if chance.random() < 0.5:
            _apply(content, call)
        return
    end = call.at + len(call.data)
    first = call.at
    while first < end:
        last = min(end, (first // size + 1) * size)
        if chance.random() < 0.5:
            content.extend(bytes(max(0, first - len(content))))
            content[first:last] = call.data[first - call.at : last - call.at]
        first = last
