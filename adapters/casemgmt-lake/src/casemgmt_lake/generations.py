"""The folder of a lake: generations beside each other, and which one counts.

A generation is a folder that is written whole and then never changed; files that stay the
same are shared with the one before. ``state.json`` says which one counts, up to where it
follows the log, and what was given since; it is replaced in one step. ``current`` leads
readers to the generation.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson
from attrs import asdict, field, frozen

from casemgmt.adapters import Position

CURRENT, STATE, PENDING, WRITTEN = "current", "state.json", "pending", "generations"


@frozen
class State:
    """What a lake knows of itself.

    Attributes:
        epoch: Which log it follows.
        number: Up to where.
        generation: Which one counts, 0 before the first.
        pending: The files of what was given since.
        afresh: What the generation holds is of no use any more.
        seen: How many events of each stored name it was given.

    """

    epoch: str
    number: int
    generation: int = 0
    pending: tuple[str, ...] = ()
    afresh: bool = False
    seen: Mapping[str, int] = field(factory=dict)

    @property
    def position(self) -> Position:
        """Where it stands in the log."""
        return Position(self.epoch, self.number)


@frozen
class Generations:
    """The folder."""

    folder: Path

    def state(self) -> State | None:
        """Return what is known, None before the first batch."""
        try:
            told = orjson.loads((self.folder / STATE).read_bytes())
        except FileNotFoundError:
            return None
        return State(**told | {"pending": tuple(told["pending"])})

    def keep(self, state: State) -> None:
        """Let *state* count, in one step."""
        made(self.folder)
        write(self.folder / STATE, orjson.dumps(asdict(state)))

    def place(self, generation: int) -> Path:
        """Return where a generation lies."""
        return self.folder / WRITTEN / f"{generation:08d}"

    @contextmanager
    def drafted(self, state: State, *, sharing: bool) -> Iterator[Path]:
        """Give the folder of the next generation; it takes the place of the one before.

        With *sharing* it begins with every file of that one.
        """
        number = state.generation + 1
        draft = self.place(number)
        shutil.rmtree(draft, ignore_errors=True)
        made(draft)
        if sharing:
            _share(self.place(state.generation), draft)
        try:
            yield draft
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise

    def publish(self, state: State) -> None:
        """Let the generation of *state* be read, and remove everything before it."""
        self._lead_to(state.generation)
        self.keep(state)
        for old in (self.folder / WRITTEN).iterdir():
            if old != self.place(state.generation):
                shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(self.folder / PENDING, ignore_errors=True)

    def _lead_to(self, generation: int) -> None:
        new = self.folder / f"{CURRENT}.new"
        with suppress(OSError):  # where links are not allowed, state.json says it
            new.unlink(missing_ok=True)
            new.symlink_to(self.place(generation).relative_to(self.folder))
            new.replace(self.folder / CURRENT)


def made(folder: Path) -> None:
    """Make a folder, and each it lies in that is not there, for their owner alone."""
    if not folder.is_dir():
        made(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def write(path: Path, told: bytes) -> None:
    """Write a file beside its place, and put it there when it is whole."""
    beside = path.with_name(f".{path.name}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(told)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _share(old: Path, new: Path) -> None:
    for file in old.rglob("*.parquet"):
        to = new / file.relative_to(old)
        made(to.parent)
        try:
            os.link(file, to)
        except OSError:
            shutil.copyfile(file, to)


def folder_of(state: State, generations: Generations) -> Path | None:
    """Return the folder of what may be read, None where nothing of it is of use."""
    if state.generation == 0 or state.afresh:
        return None
    return generations.place(state.generation)
