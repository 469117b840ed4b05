"""A disk that forgets: after a power cut a file holds what was synced, and of the rest what chance left.

SQLite reaches files through a table of functions (sqlite.org/c3ref/vfs.html). `watch_syncs` puts its own
functions for writing and syncing into that table, in this process only, for whoever opens a database by
the standard library's sqlite3. They pass everything on and keep beside it a second copy of each file that
takes over writes only when the file is synced: what a disk without power is sure to hold.
"""

from __future__ import annotations

import ctypes
import shutil
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, string_at
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

#: What a disk writes whole or not at all, in bytes.
SECTOR = 512

# Paths as bare addresses: SQLite goes on using what it is handed, and a copy would be gone by then.
Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
Close = CFUNCTYPE(c_int, c_void_p)
Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class Methods(Structure):
    """SQLite's sqlite3_io_methods: what can be done to an open file."""

    _fields_ = (
        ("version", c_int),
        ("close", Close),
        ("read", c_void_p),
        ("write", Write),
        ("truncate", Truncate),
        ("sync", Sync),
        ("others", c_void_p * 13),
    )


class File(Structure):
    """SQLite's sqlite3_file: begins with what can be done to it."""

    _fields_ = (("methods", POINTER(Methods)),)


class System(Structure):
    """SQLite's sqlite3_vfs: how files are opened and deleted."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("following", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", Open),
        ("delete", Delete),
        ("others", c_void_p * 14),
    )


def lacking() -> str:
    """Why SQLite's functions cannot be watched here; empty where they can."""
    import _sqlite3  # noqa: PLC0415 - the library that the standard module works with

    found = hasattr(ctypes.CDLL(_sqlite3.__file__), "sqlite3_vfs_find")
    return "" if found else "this Python hides the SQLite that it was built with"


class Watched:
    """One open file and what was written to it since it was last synced."""

    def __init__(self, copy: Path) -> None:
        self.copy = copy
        self.waiting: list[tuple[int, bytes | None]] = []

    def write(self, offset: int, content: bytes | None) -> None:
        """Remember a write, or with None that the file ends there."""
        self.waiting.append((offset, content))

    def sync(self) -> None:
        """From here on the disk has it."""
        self.copy.touch()
        with self.copy.open("r+b") as file:
            for offset, content in self.waiting:
                if content is None:
                    file.truncate(offset)
                else:
                    file.seek(offset)
                    file.write(content)
        self.waiting.clear()


class Watching:
    """The functions in the place of SQLite's own. Lives as long as the process."""

    def __init__(self, surely: Path) -> None:
        import _sqlite3  # noqa: PLC0415 - the library that the standard module works with

        self._surely = surely
        self._library = ctypes.CDLL(_sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = POINTER(System)
        self._plain: System = self._library.sqlite3_vfs_find(None).contents
        self._files: dict[int, Watched] = {}
        self._methods: dict[int, tuple[Methods, Methods]] = {}
        self._ours = System.from_buffer_copy(self._plain)
        self._ours.name = b"forgetful"
        self._ours.open, self._ours.delete = Open(self._open), Delete(self._delete)
        assert not self._library.sqlite3_vfs_register(ctypes.byref(self._ours), 1)

    def _open(self, _: int, path: int | None, file: int, flags: int, told: int | None) -> int:
        failed = int(self._plain.open(ctypes.addressof(self._plain), path, file, flags, told))
        opened = File.from_address(file)
        if not failed and path and opened.methods:
            self._files[file] = Watched(self._kept(path))
            opened.methods = ctypes.pointer(self._watching(opened.methods))
        return failed

    def _delete(self, _: int, path: int, sync: int) -> int:
        self._kept(path).unlink(missing_ok=True)
        return int(self._plain.delete(ctypes.addressof(self._plain), path, sync))

    def _kept(self, path: int) -> Path:
        """Where lies what the disk is sure to hold of a file."""
        return self._surely / Path(string_at(path).decode()).name

    def _watching(self, methods: ctypes._Pointer[Methods]) -> Methods:
        """A table like SQLite's with our functions in three places; one for each of its tables."""
        address = ctypes.addressof(methods.contents)
        if address not in self._methods:
            ours = Methods.from_buffer_copy(methods.contents)
            ours.write, ours.sync = Write(self._write), Sync(self._sync)
            ours.truncate, ours.close = Truncate(self._truncate), Close(self._close)
            self._methods[address] = (ours, methods.contents)
        return self._methods[address][0]

    def _plainly(self, file: int) -> Methods:
        """SQLite's own functions for a file."""
        now = ctypes.addressof(File.from_address(file).methods.contents)
        return next(
            plain for ours, plain in self._methods.values() if ctypes.addressof(ours) == now
        )

    def _write(self, file: int, content: int, length: int, offset: int) -> int:
        self._files[file].write(offset, string_at(content, length))
        return int(self._plainly(file).write(file, content, length, offset))

    def _truncate(self, file: int, length: int) -> int:
        self._files[file].write(length, None)
        return int(self._plainly(file).truncate(file, length))

    def _sync(self, file: int, how: int) -> int:
        failed = int(self._plainly(file).sync(file, how))
        if not failed:
            self._files[file].sync()
        return failed

    def _close(self, file: int) -> int:
        del self._files[file]
        return int(self._plainly(file).close(file))


_WATCHING: list[Watching] = []


def watch_syncs(surely: Path) -> None:
    """From here on keep in the folder `surely` what the disk is sure to hold of each database."""
    _WATCHING.append(Watching(surely))


@dataclass(frozen=True, slots=True)
class ForgetfulDisk:
    """The files of a database, `surely` what of them would outlive a power cut."""

    database: Path
    surely: Path

    def settle(self) -> None:
        """Everything has reached the disk."""
        self.surely.mkdir(exist_ok=True)
        for file in self._files():
            shutil.copyfile(file, self.surely / file.name)

    def cut(self, chance: random.Random | None = None) -> None:
        """The power fails. With `chance` some sectors that nobody synced were written all the same."""
        for file in self._files():
            synced = self.surely / file.name
            if not synced.exists():
                file.unlink()  # nor was its name
                continue
            held = synced.read_bytes()
            file.write_bytes(_mixed(held, file.read_bytes(), chance) if chance else held)
        self.settle()

    def _files(self) -> list[Path]:
        """The database and its log; what processes share of it in memory is nothing to the disk."""
        shared = self.database.with_name(f"{self.database.name}-shm")
        shared.unlink(missing_ok=True)
        return sorted(self.database.parent.glob(f"{self.database.name}*"))


def _mixed(synced: bytes, written: bytes, chance: random.Random) -> bytes:
    """Each sector as it was synced or as it was written."""
    length = max(len(synced), len(written))
    sectors = []
    for start in range(0, length, SECTOR):
        either = (synced[start : start + SECTOR], written[start : start + SECTOR])
        sectors.append(chance.choice(either))
    return b"".join(sector.ljust(SECTOR, b"\0") for sector in sectors)[:length]
