"""Documents are attached while the power goes, the process is killed, the child is erased.

What was acknowledged is there, whole; of what was cut off nothing can be read; and of who
is erased nothing is left, whatever was on its way. Files beside SQLite's are noted where
they meet the system: made, synced, given their name.
"""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch
from uuid import UUID

from attrs import define, field, frozen
from tests.recording.telling import SALMA

from casemgmt import Store
from casemgmt.care import attachments
from casemgmt.care.attachments import Attachments
from casemgmt.commands import RegisterChild
from casemgmt.desk import attaching
from casemgmt.desk.taking_in import TakingIn
from casemgmt.erasure.erasing import Order
from casemgmt.errors import InvalidError
from casemgmt.testing.needles import found

from .campaign import Campaign
from .children import child_doing
from .disk import Call, watched
from .power import checkpoints_every, folder
from .tape import CUTS, Disk, Tape

ON = "2025-09-03"
WORD = "quxzilprat"
ORDER = Order("the parents ask for it", "amina", "nadia")
CHILDREN, PAPERS, POINTS, WENT_ON = 3, 6, 40, 8
MOMENTS = {
    "sealing": (attachments, "seal_file"),
    "naming": (Attachments, "_named"),
    "telling": (TakingIn, "record"),
}


@frozen
class Paper:
    """A document that is attached under an id of its own."""

    id: UUID
    child: str
    content: bytes

    def sent(self, store):
        """Attach it, from a file that lies elsewhere."""
        with folder() as elsewhere:
            file = Path(elsewhere) / "scan"
            file.write_bytes(self.content)
            desk = store.acting_as("amina")
            return desk.attach(self.child, file, kind="photo", on=ON, id=self.id)


def papers(chance) -> list[Paper]:
    """Some documents, of one piece and of several."""

    def one(_):
        child = f"child:K{chance.randrange(CHILDREN)}"
        words = f"{WORD} {chance.getrandbits(64):x} ".encode()
        content = words * chance.choice((1, 99, 4000))
        return Paper(UUID(int=chance.getrandbits(128), version=4), child, content)

    return [one(number) for number in range(PAPERS)]


def begun(path):
    """Make a store with some children."""
    with Store.open(path, create=True) as store:
        for n in range(CHILDREN):
            child = RegisterChild(**SALMA | {"given_name": f"Salma {n}"})
            store.acting_as("amina").record(f"child:K{n}", child, on=ON)


@define
class Files:
    """Notes on a tape what is done to the files of attachments."""

    tape: Tape
    written: set = field(factory=set)

    def write(self, path):
        """Note what stands in a file, once: it is written in one go."""
        if str(path) not in self.written and path.exists():
            self.written.add(str(path))
            self.tape.after(Call("open", str(path)))
            self.tape.after(Call("write", str(path), 0, path.read_bytes()))

    def synced(self, handle):
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_dir():
            self.tape.calls.append(Call("folder", str(path / "names"), folder=True))
        elif _is_ours(path):
            self.write(path)
            self.tape.after(Call("sync", str(path)))

    def named(self, path, to):
        if _is_ours(path):
            self.write(path)
            self.tape.calls.append(Call("rename", str(path), to=str(to)))

    def made(self, path):
        if _is_ours(path) and not path.exists():
            self.tape.calls.append(Call("mkdir", str(path)))


def _is_ours(path):
    return ".attachments" in str(path)


@contextmanager
def files_watched(tape):
    """Note what is done to files where the system is asked for it."""
    fsync, replace, mkdir, files = os.fsync, Path.replace, Path.mkdir, Files(tape)

    def synced(handle):
        files.synced(handle)
        fsync(handle)

    def named(path, to):
        files.named(path, to)
        return replace(path, to)

    def made(path, *said, **more):
        files.made(path)
        return mkdir(path, *said, **more)

    with (
        patch.object(os, "fsync", synced),
        patch.object(Path, "replace", named),
        patch.object(Path, "mkdir", made),
    ):
        yield


def power(chance, reached) -> int:
    """Cut the power at moments of a session, and look at what is left."""
    told = papers(chance)
    with folder() as at, checkpoints_every(25), watched(Tape()) as tape:
        with files_watched(tape):
            begun(Path(at) / "a.db")
            with Store.open(Path(at) / "a.db") as store:
                first = len(tape.calls)
                for one in told:
                    one.sent(store)
                    tape.acknowledged(one)
        base = Path(at)
    moments = sorted(chance.choices(range(first, len(tape.calls)), k=POINTS))
    disk, acknowledged = Disk(base), []
    for number, call in enumerate(tape.calls):
        if isinstance(call, Paper):
            acknowledged.append(call)
        else:
            disk.step(call)
        while moments and moments[0] == number:
            moments.pop(0)
            cut = chance.choice(CUTS)
            with folder() as left:
                disk.after_cut(cut, chance, Path(left))
                looked_at(Path(left) / "a.db", acknowledged, told, chance, reached)
                shutil.rmtree(left, ignore_errors=True)
                Path(left).mkdir()
            reached[cut] += 1
    return POINTS


def looked_at(path, acknowledged, told, chance, reached):
    """What was acknowledged is there; sometimes it goes on, and all are erased."""
    with Store.open(path) as store:
        assert_whole(store, acknowledged)
        assert_sealed(path)
        if chance.randrange(WENT_ON):
            return
        for one in told:
            one.sent(store)
        assert_whole(store, told)
        assert_erased(store, path)
        reached["erased with what was cut off"] += 1


def assert_whole(store, acknowledged):
    """Every document is listed once, and opens as it was."""
    desk = store.acting_as("amina")
    listed = [one for n in range(CHILDREN) for one in desk.attachments(f"child:K{n}")]
    by_id = {one.id: one for one in listed}
    assert len(by_id) == len(listed), "a document is there twice"
    for one in acknowledged:
        assert one.id in by_id, "an acknowledged document is lost"
        content = b"".join(desk.attachment(by_id[one.id]))
        assert content == one.content, "a document is not what was attached"


def assert_sealed(path):
    for file in path.parent.rglob("*"):
        if file.is_file():
            assert not found([WORD], file.read_bytes()), "something can be read"


def assert_erased(store, path):
    """Erase everybody: nothing is left in the folder, whatever was on its way."""
    every = [f"child:K{n}" for n in range(CHILDREN)]
    made = store.erasures.erase_all(every, ORDER)
    assert all(one.complete and not one.found for one in made), "not complete"
    assert list(path.with_name("a.db.attachments").iterdir()) == [], "a file survived"


def kill(chance, reached, moment) -> int:
    """A process that attaches ends by its own hand; whoever comes next goes on."""
    told, acknowledged = papers(chance), []
    with folder() as at:
        path = Path(at) / "a.db"
        begun(path)
        while len(acknowledged) < len(told):
            left, calls = told[len(acknowledged) :], chance.randint(1, 3)
            with child_doing(partial(_sending, path, left, moment, calls)) as child:
                acknowledged += [left[int(number)] for number in child.heard()]
            assert child.ended in {0, -signal.SIGKILL}, f"it ended with {child.ended}"
            reached[f"killed while {moment}"] += child.ended != 0
            looked_at(path, acknowledged, told[: len(acknowledged)], _Never(), reached)
            if len(acknowledged) < len(told):  # what it died of is sent again
                with Store.open(path) as store:
                    told[len(acknowledged)].sent(store)
                acknowledged.append(told[len(acknowledged)])
        with Store.open(path) as store:
            assert_whole(store, told)
            assert_erased(store, path)
    return 1


def _sending(path, left, moment, calls, tell):
    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    with at_moment(moment, calls, die), Store.open(path) as store:
        for number, one in enumerate(left):
            one.sent(store)
            tell(str(number))


class _Never:
    """Chance that has nothing erased."""

    def randrange(self, _):
        return 1


def race(chance, reached, moment) -> int:
    """Another process erases the child while a document of theirs is attached."""
    (first, *_) = papers(chance)
    with folder() as at:
        path = Path(at) / "a.db"
        begun(path)

        def erase():
            def erasing(_):
                with Store.open(path) as other:
                    made = other.erasures.erase(first.child, ORDER)
                    assert made.complete, "not complete"

            with child_doing(erasing) as child:
                child.said()

        with Store.open(path) as store, at_moment(moment, 1, erase):
            try:
                first.sent(store)
            except InvalidError:
                reached[f"erased while {moment}"] += 1
            except OSError as error:
                raise AssertionError("it is not said that they were erased") from error
            else:
                raise AssertionError("it was kept with somebody who was erased")
            assert [*store._parts.attachments.subjects()] == [], "a file survived"
            assert store.acting_as("amina").history(first.child) == ()
    return 1


@contextmanager
def at_moment(moment, calls, act):
    """Do something before the Nth call of what is done at this moment."""
    of, name = MOMENTS[moment]
    real, left = getattr(of, name), [calls]

    def doing(*said, **more):
        left[0] -= 1
        if left[0] == 0:
            act()
        return real(*said, **more)

    with patch.object(of, name, doing):
        yield


def round_(chance, reached) -> int:
    points = power(chance, reached)
    for moment in MOMENTS:
        points += kill(chance, reached, moment) + race(chance, reached, moment)
    return points


def names_not_synced():
    """The name of a document reaches the disk when it likes."""
    return patch.object(attachments, "synced", lambda _: None)


def content_not_synced():
    """What is in a document reaches the disk when it likes."""
    return patch.object(
        attachments, "os", SimpleNamespace(**vars(os) | {"fsync": lambda _: None})
    )


def key_not_asked_for_again():
    """Who attaches does not look whether the child was erased meanwhile."""

    def sealed(_folder, vault, subject, keep):
        return keep(vault.key(subject))

    return patch.object(attaching, "_sealed", sealed)


def half_written_is_left():
    """An erasure removes what has a name only."""

    def purge(into, subject):
        for of, name in into.files():
            if of == subject:
                (into.place(of) / name).unlink()

    return patch.object(Attachments, "purge", purge)


CAMPAIGN = Campaign(
    name="attachments",
    promise="R1 R7",
    small=200,
    full=2_000,
    kinds=(
        *CUTS,
        *(f"killed while {moment}" for moment in MOMENTS),
        *(f"erased while {moment}" for moment in MOMENTS),
        "erased with what was cut off",
    ),
    round=round_,
    planted={
        "names not synced": names_not_synced,
        "content not synced": content_not_synced,
        "the key is not asked for again": key_not_asked_for_again,
        "what is half written is left": half_written_is_left,
    },
)
