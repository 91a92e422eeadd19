"""SQLite's way to its files, watched: each call may be noted, or fail, or be the last one.

A VFS of ours stands before SQLite's own in this process, so that the store is tested as it
is: nothing of it is replaced. It is found in the library that Python's own module uses.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast

from attrs import frozen

OK, IOERR, FULL = 0, 10, 13
IOERR_OF = {
    "read": IOERR | 1 << 8,
    "write": IOERR | 3 << 8,
    "sync": IOERR | 4 << 8,
    "truncate": IOERR | 6 << 8,
    "delete": IOERR | 10 << 8,
    "lock": IOERR | 15 << 8,
    "map": IOERR | 21 << 8,
    "open": 14,
}
CREATE, JOURNAL, LOG = 0x4, 0x800, 0x80000


@frozen
class Call:
    """One call: of what kind, on which file, what is written where.

    Attributes:
        folder: Whether the names in the file's folder reach the disk with it.
        to: The name it is given.

    """

    kind: str
    path: str
    at: int = 0
    data: bytes = b""
    folder: bool = False
    to: str = ""


class Watcher:
    """Lets everything pass."""

    def before(self, call: Call) -> int:
        """Say whether *call* may go on: 0, or the error that SQLite hears instead."""
        return OK

    def after(self, call: Call) -> int:
        """Say what SQLite hears of a *call* that was carried out."""
        return OK


FILE = c_void_p
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, FILE, c_int, POINTER(c_int))  # keeps its name
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_CALLS = {
    "xClose": CFUNCTYPE(c_int, FILE),
    "xRead": CFUNCTYPE(c_int, FILE, c_void_p, c_int, c_int64),
    "xWrite": CFUNCTYPE(c_int, FILE, c_void_p, c_int, c_int64),
    "xTruncate": CFUNCTYPE(c_int, FILE, c_int64),
    "xSync": CFUNCTYPE(c_int, FILE, c_int),
    "xLock": CFUNCTYPE(c_int, FILE, c_int),
    "xShmMap": CFUNCTYPE(c_int, FILE, c_int, c_int, c_int, c_void_p),
}


class _Methods(Structure):
    _fields_ = [
        ("iVersion", c_int),
        *(
            (name, c_void_p)
            for name in "xClose xRead xWrite xTruncate xSync xFileSize xLock xUnlock"
            " xCheckReservedLock xFileControl xSectorSize xDeviceCharacteristics xShmMap"
            " xShmLock xShmBarrier xShmUnmap xFetch xUnfetch".split()
        ),
    ]


class _Vfs(Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        *(
            (name, c_void_p)
            for name in "xOpen xDelete xAccess xFullPathname xDlOpen xDlError xDlSym"
            " xDlClose xRandomness xSleep xCurrentTime xGetLastError xCurrentTimeInt64"
            " xSetSystemCall xGetSystemCall xNextSystemCall".split()
        ),
    ]


class _Disk:
    """The VFS: one in a process, the default one while somebody watches."""

    def __init__(self):
        self._library = ctypes.CDLL(_sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._own = self._library.sqlite3_vfs_find(None)
        own = self._own.contents
        self._vfs = _Vfs.from_buffer_copy(own)
        self._vfs.zName = b"watched"
        self._vfs.pNext = None
        self._open, self._delete = _OPEN(own.xOpen), _DELETE(own.xDelete)
        self._kept = [_OPEN(self._opened), _DELETE(self._deleted)]
        self._vfs.xOpen, self._vfs.xDelete = (cast(k, c_void_p).value for k in self._kept)
        self._methods, self._paths, self._new = {}, {}, set()
        self.watcher = Watcher()

    def register(self):
        self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)

    def unregister(self):
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs))

    def _watched(self, call, work):
        said = self.watcher.before(call)
        if said == OK:
            said = work()
        return self.watcher.after(call) if said == OK else said

    def _opened(self, vfs, name, file, flags, told):
        if name is None:
            return self._open(self._own, name, file, flags, told)
        call = Call("open", ctypes.string_at(name).decode())
        return self._watched(
            call, lambda: self._really_opened(call.path, name, file, flags, told)
        )

    def _really_opened(self, path, name, file, flags, told):
        said = self._open(cast(self._own, c_void_p), name, file, flags, told)
        if said == OK:
            held = cast(file, POINTER(c_void_p))
            held[0] = self._watching(held[0])
            self._paths[file] = path
            self._new.discard(file)
            if flags & CREATE and flags & (JOURNAL | LOG):
                self._new.add(file)
        return said

    def _deleted(self, vfs, name, folder):
        call = Call("delete", name.decode(), folder=bool(folder))
        return self._watched(call, lambda: self._delete(self._own, name, folder))

    def _watching(self, methods):
        """The address of a table like *methods*, in which our calls stand."""
        if methods not in self._methods:
            table = _Methods.from_buffer_copy(_Methods.from_address(methods))
            kept = [self._between(name, kind, table) for name, kind in _CALLS.items()]
            self._methods[methods] = (table, kept)
        return ctypes.addressof(self._methods[methods][0])

    def _between(self, name, kind, table):
        told = getattr(self, f"_{name}")
        ours, own = kind(lambda *a: told(own, *a)), kind(getattr(table, name) or 0)
        if getattr(table, name):
            setattr(table, name, cast(ours, c_void_p).value)
        return ours, own

    def _xClose(self, own, file):  # noqa: N802 - SQLite's names
        self._paths.pop(file, None)
        return own(file)

    def _xRead(self, own, file, into, count, at):  # noqa: N802
        call = Call("read", self._paths[file], at)
        return self._watched(call, lambda: own(file, into, count, at))

    def _xWrite(self, own, file, data, count, at):  # noqa: N802
        call = Call("write", self._paths[file], at, ctypes.string_at(data, count))
        return self._watched(call, lambda: own(file, data, count, at))

    def _xTruncate(self, own, file, size):  # noqa: N802
        call = Call("truncate", self._paths[file], size)
        return self._watched(call, lambda: own(file, size))

    def _xSync(self, own, file, flags):  # noqa: N802
        call = Call("sync", self._paths[file], folder=file in self._new)
        self._new.discard(file)
        return self._watched(call, lambda: own(file, flags))

    def _xLock(self, own, file, level):  # noqa: N802
        return self._watched(Call("lock", self._paths[file]), lambda: own(file, level))

    def _xShmMap(self, own, file, *rest):  # noqa: N802
        return self._watched(Call("map", self._paths[file]), lambda: own(file, *rest))


_DISKS: list[_Disk] = []


@contextmanager
def watched(watcher):
    """Every file that SQLite opens meanwhile is watched by *watcher*."""
    if not _DISKS:
        _DISKS.append(_Disk())
    disk = _DISKS[0]
    disk.watcher = watcher
    disk.register()
    try:
        yield watcher
    finally:
        disk.unregister()
        disk.watcher = Watcher()
