"""What a store may lie on: a disk of this machine, and never a network drive."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from tests.recording.telling import read, with_a_case

from casemgmt import Store, medium
from casemgmt.errors import NoStoreError
from casemgmt.privacy.vault import FileVault

HERE = "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw"


def row(place, kind, options="rw", only_here="rw"):
    return (
        f"36 22 0:50 / {place} {only_here},relatime shared:9 - {kind} somewhere {options}"
    )


@pytest.fixture
def mounted(tmp_path, monkeypatch):
    """Say what is mounted where, in the words of Linux."""
    table = tmp_path / "mountinfo"
    monkeypatch.setattr(medium, "MOUNTS", table)

    def say(*rows):
        table.write_text("\n".join((HERE, *rows)) + "\n")

    say()
    return say


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph"]
)
def test_a_network_drive_is_refused_in_one_line_and_nothing_is_made(
    tmp_path, mounted, kind
):
    office = tmp_path / "office"
    office.mkdir()
    mounted(row(office, kind))

    with pytest.raises(NoStoreError, match="network drive") as refused:
        Store.open(office / "a.db", create=True)

    assert len(str(refused.value).splitlines()) == 1
    assert kind in str(refused.value)
    assert list(office.iterdir()) == []


def test_a_store_that_came_to_lie_on_one_is_refused_too(tmp_path, mounted):
    read(tmp_path / "a.db", with_a_case())
    mounted(row(tmp_path, "nfs4"))

    with pytest.raises(NoStoreError, match="network drive"):
        Store.open(tmp_path / "a.db")


def test_a_vault_on_a_network_drive_is_refused(tmp_path, mounted):
    mounted(row(tmp_path, "cifs"))

    with pytest.raises(NoStoreError, match="network drive"):
        FileVault(tmp_path / "a.vault", create=True)


def test_a_link_to_a_network_drive_is_refused(tmp_path, mounted):
    (tmp_path / "office").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "office")
    mounted(row(tmp_path / "office", "nfs4"))

    with pytest.raises(NoStoreError, match="network drive"):
        Store.open(tmp_path / "link" / "a.db", create=True)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([], None),
        ([row("/srv", "ext4")], None),
        ([row("/srv", "nfs4")], "nfs4"),
        ([row("/srv/other", "nfs4")], None),
        ([row("/sr", "nfs4")], None),
        ([row("/srv", "nfs4"), row("/srv/dossiers", "ext4")], None),
        ([row("/srv/dossiers", "ext4"), row("/srv", "nfs4")], None),
        ([row("/srv", "autofs"), row("/srv", "nfs4")], "nfs4"),
        ([row("/srv", "nfs4"), row("/srv", "ext4")], None),
        ([row("/srv", "fuseblk")], None),
        ([row("/", "9p")], None),
        (["not a row", row("/srv", "cifs"), "1 2 3 - "], "cifs"),
    ],
)
def test_it_is_told_by_what_is_mounted_deepest_and_last(mounted, rows, kind):
    mounted(*rows)

    assert medium.network_kind(PurePosixPath("/srv/dossiers/a.db")) == kind


def test_a_place_with_a_space_in_its_name_is_told(mounted):
    mounted(row("/srv/bureau\\040de\\040Casa", "smb3"))

    assert medium.network_kind(PurePosixPath("/srv/bureau de Casa/a.db")) == "smb3"


@pytest.mark.parametrize(
    ("path", "kind"), [(r"\\server\office\a.db", "share"), (r"C:\office\a.db", None)]
)
def test_a_share_of_windows_is_told_by_its_path(monkeypatch, path, kind):
    monkeypatch.setattr(medium, "MOUNTS", Path("there is no such table"))

    assert medium.network_kind(PureWindowsPath(path)) == kind


def test_where_nothing_is_known_nothing_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(medium, "MOUNTS", tmp_path / "no such table")

    with Store.open(tmp_path / "a.db", create=True) as store:
        assert list(store.events()) == []


def test_a_store_by_a_link_is_the_store_itself(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "desk").mkdir()
    read(tmp_path / "kept" / "a.db", with_a_case())
    link = tmp_path / "desk" / "mine.db"
    link.symlink_to(tmp_path / "kept" / "a.db")

    read(link, with_a_case("child:C02"))

    with Store.open(tmp_path / "kept" / "a.db") as store:
        assert len(list(store.events())) == 6
    assert [path.name for path in link.parent.iterdir()] == ["mine.db"]


def test_a_link_in_a_circle_is_no_store(tmp_path):
    (tmp_path / "a.db").symlink_to(tmp_path / "b.db")
    (tmp_path / "b.db").symlink_to(tmp_path / "a.db")

    with pytest.raises(Exception, match=r"a\.db: (there is no store|the store cannot)"):
        Store.open(tmp_path / "a.db")


READING = """
import sys
from pathlib import Path
from casemgmt import Store, medium
from casemgmt.commands import RecordFollowUp
from casemgmt.errors import BusyError
medium.MOUNTS = Path(sys.argv[2])
try:
    with Store.open(sys.argv[1]) as store:
        desk = store.acting_as("amina")
        first = desk.history("child:C01")[0].event
        print(len(list(store.events())), first.given_name.value.fr)
        figures = desk.figures("2025-09-01", "2025-09-30", only=["I01"])
        print(len(figures), "figure")
        for child in ("child:C01", "child:C09"):
            try:
                call = RecordFollowUp(kind="call", seen_child=True)
                desk.record(child, call, on="2025-09-09")
            except BusyError as error:
                print("busy", len(str(error).splitlines()))
except BusyError as error:
    print("busy", error)
"""
LIKE_ANYBODY = "-dac_override,-dac_read_search"  # what lets root write anywhere


@pytest.fixture
def on_a_cd(tmp_path, mounted):
    """Read a store as somebody who can write nothing there, and is told that nobody can."""
    cd = tmp_path / "cd"
    cd.mkdir()
    read(cd / "a.db", with_a_case())

    def run():
        mounted(row(cd, "iso9660", "ro"))
        bound = ["setpriv", f"--bounding-set={LIKE_ANYBODY}", f"--inh-caps={LIKE_ANYBODY}"]
        cd.chmod(0o555)
        try:
            return subprocess.run(
                [
                    *(bound if os.getuid() == 0 else ()),
                    sys.executable,
                    "-c",
                    READING,
                    cd / "a.db",
                    tmp_path / "mountinfo",
                ],
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            cd.chmod(0o755)

    return run


def test_a_store_on_what_nobody_can_write_is_read(on_a_cd, tmp_path):
    before = sorted(path.name for path in (tmp_path / "cd").iterdir())

    done = on_a_cd()

    said = done.stdout.splitlines()
    assert said == ["3 Salma", "1 figure", "busy 1", "busy 1"], done.stderr
    assert sorted(path.name for path in (tmp_path / "cd").iterdir()) == before


def test_a_store_that_was_not_closed_before_says_what_to_do(on_a_cd, tmp_path):
    db = sqlite3.connect(tmp_path / "cd" / "a.db", isolation_level=None)
    db.execute("PRAGMA user_version = 2")
    done = on_a_cd()
    db.close()

    assert done.stdout.startswith("busy")
    assert "to a disk, and open it there" in done.stdout


def test_a_place_only_this_mount_may_not_write_is_not_taken_for_one_nobody_writes(mounted):
    mounted(row("/srv", "ext4", "rw", only_here="ro"))
    assert not medium.only_read(Path("/srv/a.db"))

    mounted(row("/srv", "iso9660", "ro"))
    assert medium.only_read(Path("/srv/a.db"))
