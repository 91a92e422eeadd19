"""Full disks, files open elsewhere, deaths on the way: one plain line, nothing half."""

import gc
import io
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from errno import EACCES, ENOSPC
from pathlib import Path

import pytest

from casemgmt import Batch, Position, Subject
from casemgmt.commands import DeliverKit, RegisterChild
from casemgmt.errors import BusyError, DamagedStoreError
from casemgmt.testing import memory_store
from casemgmt_excel import Column, LineList, Registers, write
from casemgmt_excel.writing import beside_of

from .reading import calamine, everything_in

BAG = {"kit": "school-bag-full", "school_year": "2025-2026"}
ROWS = [["x" * 50, n] for n in range(20_000)]
COLUMNS = (Column("Word"), Column("N", "number"))


def a_list():
    return [LineList("Kits", COLUMNS, iter(ROWS))]


def a_store(children=3):
    store = memory_store("2025-10-20")
    for child in range(children):
        amina = store.acting_as("amina")
        amina.record(f"child:C{child}", DeliverKit(**BAG), on="2025-10-02")
    return store


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


# Writing


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BusyError, match=r"kits\.xlsx: .*No such file"):
        write(tmp_path / "nowhere" / "kits.xlsx", a_list())


@pytest.mark.parametrize("way", ["mkdir", "open"])
def test_a_folder_that_may_not_be_written_is_said(tmp_path, monkeypatch, way):
    monkeypatch.setattr(Path, way, refusing(PermissionError(EACCES, "denied")))

    with pytest.raises(BusyError, match="open elsewhere or may not be written"):
        write(tmp_path / "kits.xlsx", a_list())

    assert names_in(tmp_path) == []


def test_a_workbook_that_is_open_elsewhere_stays_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "kits.xlsx"
    write(path, [LineList("Old", COLUMNS, [])])
    before = path.read_bytes()
    monkeypatch.setattr(Path, "replace", refusing(PermissionError(EACCES, "in use")))

    with pytest.raises(BusyError, match="close it and try again"):
        write(path, a_list())

    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["kits.xlsx"]


@pytest.mark.parametrize("most", [0, 1_000, 40_000])
def test_a_full_disk_leaves_the_workbook_as_it_was(tmp_path, most):
    path = tmp_path / "kits.xlsx"
    write(path, [LineList("Old", COLUMNS, [])])
    before = path.read_bytes()

    said = subprocess.run(
        [sys.executable, "-c", FULL.format(path=str(path), most=most)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == f"{path}: the disk is full; the workbook is as it was"
    assert said.stderr == ""
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["kits.xlsx"]


FULL = """
import resource, signal
from pathlib import Path
from casemgmt.errors import BusyError
from casemgmt_excel import Column, LineList, write
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
lines = [LineList("Kits", [Column("W"), Column("N", "number")],
                  (["x" * 50 + str(n), n] for n in range(50_000)))]
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
try:
    write(Path({path!r}), lines)
except BusyError as error:
    print(error)
"""


def test_lines_that_fail_on_their_way_leave_nothing(tmp_path):
    def lines():
        yield ["x", 1]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "kits.xlsx", [LineList("Kits", COLUMNS, lines())])

    assert names_in(tmp_path) == []


def left_as_a_file(path):
    path.write_bytes(b"half a workbook with a name in it")


def left_as_a_folder(path):
    path.mkdir(mode=0o700)
    (path / "kits.xlsx").write_bytes(b"half a workbook with a name in it")


@pytest.mark.parametrize("leave", [left_as_a_file, left_as_a_folder])
def test_what_one_who_died_left_is_no_obstacle(tmp_path, leave):
    path = tmp_path / "kits.xlsx"
    leave(beside_of(path))

    write(path, a_list())

    assert names_in(tmp_path) == ["kits.xlsx"]
    assert len(calamine(path)["Kits"]) == len(ROWS) + 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has other ways to say who may read")
def test_a_workbook_and_the_folder_of_the_registers_are_their_owners_only(tmp_path):
    before = os.umask(0)
    try:
        write(tmp_path / "list.xlsx", [], language="fr")
        Registers(str(tmp_path / "registers"))
    finally:
        os.umask(before)

    modes = {p.name: p.stat().st_mode & 0o077 for p in tmp_path.iterdir()}
    assert modes == {"list.xlsx": 0, "registers": 0}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other ways to say who may read")
def test_what_grows_on_the_way_is_beside_the_workbook_for_its_owner_alone(
    tmp_path, monkeypatch
):
    def lines():
        yield from ROWS
        folders.update(
            {p.name: p.stat().st_mode & 0o777 for p in tmp_path.rglob("*") if p.is_dir()}
        )
        assert len(list(beside_of(path).iterdir())) > 1  # the workbook, and a sheet

    folders = {}
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    path = tmp_path / "kits.xlsx"

    write(path, [LineList("Kits", COLUMNS, lines())])

    assert folders == {beside_of(path).name: 0o700}
    assert names_in(tmp_path) == ["kits.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other ways to say who may read")
def test_what_grows_of_a_workbook_without_a_path_is_for_its_owner_alone(
    tmp_path, monkeypatch
):
    def lines():
        yield from ROWS
        modes.extend(path.stat().st_mode & 0o777 for path in tmp_path.iterdir())

    modes = []
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    write(io.BytesIO(), [LineList("Kits", COLUMNS, lines())])

    assert modes == [0o700]
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("room", [0, 100, 1_000, 3_000])
def test_a_file_that_is_full_as_it_is_packed_says_so_and_is_left_alone(room):
    file = Full(room)

    with pytest.raises(OSError, match="No space left"):
        write(file, a_list())

    held = file.getvalue()
    file.room = 10**9
    gc.collect()
    assert file.getvalue() == held


class Full(io.BytesIO):
    """A file on a disk with room for so many bytes."""

    def __init__(self, room):
        super().__init__()
        self.room = room

    def write(self, said):
        if self.tell() + len(said) > self.room:
            raise OSError(ENOSPC, "No space left")
        return super().write(said)


# The registers


def test_a_death_between_what_is_kept_and_its_workbook_is_made_good(tmp_path):
    store, to = a_store(), str(tmp_path / "r.en.xlsx")
    registers = Registers(to)
    store.project(registers)
    before = Path(to).read_bytes()
    store.acting_as("amina").record("child:C9", DeliverKit(**BAG), on="2025-10-03")
    registers.settle = lambda: None  # as if it died here
    store.project(registers)
    registers.close()
    assert Path(to).read_bytes() == before

    again = Registers(to)
    progress = store.project(again)

    assert progress.events == 0
    assert len(calamine(to)["Kits handed over"]) == 5
    again.close()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nobody is killed here")
@pytest.mark.parametrize(
    "when", ["before it is written", "half written", "before its name"]
)
def test_whoever_is_killed_leaves_a_whole_workbook_and_the_next_one_goes_on(tmp_path, when):
    to = tmp_path / "r.en.xlsx"
    first = Registers(str(to))
    a_store(2).project(first)
    first.close()

    died = subprocess.run([sys.executable, "-c", KILLED, str(to), when], check=False)

    assert died.returncode == -signal.SIGKILL
    assert len(calamine(to)["Kits handed over"]) == 3
    again = Registers(str(to))
    assert again.position().number == 7  # what is kept went on
    again.settle()
    assert len(calamine(to)["Kits handed over"]) == 8
    assert names_in(tmp_path) == ["r.en.xlsx", "r.en.xlsx.sqlite"]
    again.close()


KILLED = """
import os, signal, sys, zipfile
from pathlib import Path
from casemgmt import Batch, Position
from casemgmt.commands import DeliverKit
from casemgmt.testing import memory_store
from casemgmt_excel import Registers, adapter, writing

to, when = sys.argv[1:]
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
store = memory_store("2025-10-20")
for child in range(7):
    store.acting_as("amina").record(
        f"child:D{child}", DeliverKit(kit="school-bag-full", school_year="2025-2026"),
        on="2025-10-02")
if when == "before it is written":
    adapter.write = die
if when == "half written":
    zipfile.ZipFile.write = die
if when == "before its name":
    Path.replace = die
told = tuple(store.events())
registers = Registers(to)
registers.project(Batch(told, Position("another", 7), afresh=True))
registers.settle()
"""


def test_a_workbook_somebody_removed_is_written_again(tmp_path):
    store, to = a_store(), tmp_path / "r.en.xlsx"
    registers = Registers(str(to))
    store.project(registers)
    to.unlink()

    store.project(registers)

    assert len(calamine(to)["Kits handed over"]) == 4
    registers.close()


def test_a_workbook_that_stands_is_not_written_again(tmp_path):
    store, to = a_store(), tmp_path / "r.en.xlsx"
    registers = Registers(str(to))
    store.project(registers)
    written = to.stat().st_mtime_ns

    store.project(registers)

    assert to.stat().st_mtime_ns == written
    registers.close()


def test_what_is_made_anew_takes_the_place_of_a_workbook_that_looks_like_it(tmp_path):
    store, to = a_store(), tmp_path / "r.en.xlsx"
    registers = Registers(str(to))
    store.project(registers)
    stood = registers.position()
    registers.close()
    (tmp_path / "r.en.xlsx.sqlite").unlink()
    fewer = Registers(str(to))

    fewer.project(Batch((), stood))
    fewer.settle()

    assert len(calamine(to)["Kits handed over"]) == 1
    fewer.close()


def test_an_open_workbook_is_written_at_the_next_occasion(tmp_path, monkeypatch):
    store, to = a_store(), tmp_path / "r.en.xlsx"
    registers = Registers(str(to))
    registers.project(Batch(tuple(store.events()), Position("e", 3)))
    with monkeypatch.context() as windows:
        windows.setattr(Path, "replace", refusing(PermissionError(EACCES, "in use")))
        with pytest.raises(BusyError, match="close it and try again"):
            registers.settle()

    registers.settle()

    assert len(calamine(to)["Kits handed over"]) == 4
    registers.close()


def test_who_is_forgotten_while_a_workbook_is_open_is_gone_at_the_next_occasion(
    tmp_path, monkeypatch
):
    to = tmp_path / "r.en.xlsx"
    store = memory_store("2025-10-20")
    salma = RegisterChild(
        given_name="Salma", family_name="X", sex="female", born="2013", district="mediouna"
    )
    store.acting_as("amina").record("child:record-0001", salma, on="2025-10-02")
    registers = Registers(str(to))
    told = tuple(store.events())
    registers.project(Batch(told, Position("e", 1)))
    registers.settle()
    gone = told[0].subject
    with monkeypatch.context() as windows:
        windows.setattr(Path, "replace", refusing(PermissionError(EACCES, "in use")))
        with pytest.raises(BusyError):
            registers.forget(gone)
    assert gone.key.encode() in everything_in(to)

    registers.settle()

    assert gone.key.encode() not in everything_in(to)
    assert gone.key.encode() not in Path(f"{to}.sqlite").read_bytes()
    registers.close()


@pytest.mark.parametrize("leave", [left_as_a_file, left_as_a_folder])
def test_forgetting_removes_what_one_who_died_left(tmp_path, leave):
    to = tmp_path / "r.en.xlsx"
    registers = Registers(str(to))
    a_store().project(registers)
    leave(beside_of(to))

    registers.forget(Subject("child", "0" * 32))

    assert not beside_of(to).exists()
    registers.close()


def test_a_folder_gets_a_workbook_in_each_language(tmp_path):
    registers = Registers(str(tmp_path / "registers"))

    a_store().project(registers)

    assert names_in(tmp_path / "registers") == [
        "registers.ar.xlsx",
        "registers.en.xlsx",
        "registers.fr.xlsx",
        "registers.sqlite",
    ]
    registers.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other ways to say who may read")
def test_what_is_kept_is_for_its_owner_alone(tmp_path):
    Registers(str(tmp_path / "r.xlsx")).close()

    assert (tmp_path / "r.xlsx.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "address", ["nowhere/r.xlsx", "nowhere/registers", "file/registers"]
)
def test_an_address_that_cannot_be_is_one_plain_line(tmp_path, address):
    (tmp_path / "file").write_text("a file, no folder")

    with pytest.raises(BusyError) as said:
        Registers(str(tmp_path / address))

    assert len(str(said.value).splitlines()) == 1


def test_a_file_that_is_something_else_is_one_plain_line(tmp_path):
    (tmp_path / "r.xlsx.sqlite").write_bytes(b"something else altogether" * 50)

    with pytest.raises(DamagedStoreError, match="remove it") as said:
        Registers(str(tmp_path / "r.xlsx"))

    assert len(str(said.value).splitlines()) == 1


def test_a_full_disk_keeps_nothing_of_a_batch(tmp_path, monkeypatch):
    store, to = a_store(), tmp_path / "r.en.xlsx"
    registers = Registers(str(to))
    registers.project(Batch((), Position("e", 0)))
    monkeypatch.setattr(os, "fsync", refusing(OSError(ENOSPC, "No space left")))
    registers.project(Batch(tuple(store.events()), Position("e", 3)))

    with pytest.raises(BusyError, match="the disk is full"):
        registers.settle()

    assert registers.position() == Position("e", 3)
    assert not to.exists()
    registers.close()


def test_no_part_of_a_workbook_is_damaged(tmp_path):
    registers = Registers(str(tmp_path / "registers"))
    a_store().project(registers)

    for path in registers.place.workbooks.values():
        with zipfile.ZipFile(path) as parts:
            assert parts.testzip() is None
    registers.close()


def refusing(error):
    """What refuses with *error*, whatever it is asked."""

    def refuse(*_, **__):
        raise error

    return refuse
