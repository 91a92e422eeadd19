"""What a file lies on: a disk of this machine, a network drive, or what can only be read.

Only Linux tells it, in a table of what is mounted; on Windows the path of a share shows it.
Elsewhere nothing is known, and nothing is refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from attrs import frozen

from casemgmt.errors import NoStoreError
from casemgmt.telemetry import LogLine, log

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    "9p afs beegfs ceph cifs coda davfs glusterfs gpfs lustre ncpfs nfs nfs4 ocfs2 orangefs"
    " prl_fs smb2 smb3 smbfs vboxsf vmhgfs"
    " fuse.afpfs fuse.ceph fuse.ceph-fuse fuse.curlftpfs fuse.davfs fuse.davfs2"
    " fuse.gcsfuse fuse.glusterfs fuse.goofys fuse.google-drive-ocamlfuse fuse.gvfsd-fuse"
    " fuse.juicefs fuse.lizardfs fuse.mfs fuse.moosefs fuse.nfs fuse.onedriver fuse.rclone"
    " fuse.s3fs fuse.smbnetfs fuse.sshfs fuse.vmhgfs-fuse".split()
)
"""File systems whose files another machine may write, which SQLite's locks do not see."""
_EVERYTHING = PurePath("/")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_SHARE = "\\\\"


@frozen
class Mount:
    """What is mounted in one place.

    Attributes:
        kind: The kind of the file system, such as ``ext4`` or ``nfs4``.
        only_read: The file system itself is never written, by whatever way one comes to it.

    """

    place: PurePath
    kind: str
    only_read: bool


def refuse_network(path: Path) -> None:
    """Refuse a file on a network drive.

    What a machine itself runs from is not asked about: no other machine writes that.

    Raises:
        NoStoreError: *path* lies on one.

    """
    kind = network_kind(_followed(path))
    if kind is not None:
        log(LogLine.NETWORK_DRIVE, kind=kind)
        raise NoStoreError.because("file.network-drive", path=path, kind=kind)


def network_kind(path: PurePath) -> str | None:
    """Return by what *path*, free of links, is on another machine; None if it is not."""
    if path.drive.startswith(_SHARE):
        return "share"
    mount = _mount_of(path)
    if mount is None or mount.place == _EVERYTHING:
        return None
    return mount.kind if mount.kind in NETWORK else None


def only_read(path: Path) -> bool:
    """Whether *path* lies on what nobody writes, such as a CD or a mounted image."""
    mount = _mount_of(_followed(path))
    return mount is not None and mount.only_read


def _followed(path: Path) -> Path:
    """Return where *path* leads, also where its links lead in a circle."""
    return Path(os.path.realpath(path))


def _mount_of(path: PurePath) -> Mount | None:
    """Return what *path* lies on: the deepest place, and there what came last."""
    found = None
    for mount in _mounts():
        if path.is_relative_to(mount.place) and (
            found is None or len(mount.place.parts) >= len(found.place.parts)
        ):
            found = mount
    return found


def _mounts() -> Iterator[Mount]:
    try:
        table = MOUNTS.read_text(errors="surrogateescape")
    except OSError:  # not on this platform
        return
    for line in table.splitlines():
        ahead, _, behind = line.partition(" - ")
        where, how = ahead.split(" "), behind.split(" ")
        if len(where) > 4 and len(how) > 2:  # noqa: PLR2004 - place, kind, options
            place = PurePath(_ESCAPED.sub(lambda m: chr(int(m[1], 8)), where[4]))
            yield Mount(place, how[0], "ro" in how[2].split(","))
