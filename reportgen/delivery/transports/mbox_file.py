"""A mailbox file while it is written: hidden, locked, and whole again whatever cut off the last attempt."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from reportgen.delivery.outcomes import Stop, StopError
from reportgen.delivery.transports.mbox_entries import END, ForeignError, entries
from reportgen.delivery.transports.placing import OWN_FILE, folder_for, sync_folder, write_all

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class MailboxFile:
    """An open file; `places` says where each message lies, by its name, up to `length` bytes."""

    path: Path
    handle: int
    places: dict[str, tuple[int, int]]
    length: int

    @classmethod
    def take(cls, path: Path) -> Self:
        """Take a mailbox out of sight to write to it; StopError where it is not ours to write to."""
        folder_for(path.parent)
        try:
            source = _source(path)
            handle = os.open(source, os.O_RDWR | os.O_CREAT, OWN_FILE)
            try:
                return cls._taken(path, source, handle)
            except BaseException:
                os.close(handle)
                raise
        except OSError as error:
            why = os.strerror(error.errno or 0)
            raise _refused(f"{path} cannot be written: {why}; choose another file") from error
        except ForeignError as error:
            raise _refused(
                f"{path} holds what was not written here; choose another file"
            ) from error

    @classmethod
    def _taken(cls, path: Path, source: Path, handle: int) -> Self:
        _lock(handle, source)
        found = entries(handle)
        if source == path:
            if found.whole != os.fstat(handle).st_size:
                raise ForeignError  # what we have shown was whole
            path.rename(hidden_beside(path))
        os.ftruncate(handle, found.whole)
        return cls(path, handle, found.places, found.whole)

    def read(self, name: str) -> bytes:
        """One entry of the file."""
        start, end = self.places[name]
        return os.pread(self.handle, end - start, start)

    def begin(self, content: bytes) -> None:
        """Write behind the last whole entry, down to the disk."""
        self.drop()
        self._append(content)

    def finish(self, name: str) -> None:
        """Write the line that makes an entry of what was begun."""
        self._append(END)
        end = os.fstat(self.handle).st_size
        self.places[name] = (self.length, end)
        self.length = end

    def _append(self, content: bytes) -> None:
        os.lseek(self.handle, 0, os.SEEK_END)
        write_all(self.handle, content)
        os.fsync(self.handle)

    def drop(self) -> None:
        """Take back what was begun."""
        os.ftruncate(self.handle, self.length)

    def give(self) -> None:
        """Show the mailbox under its name; an empty one leaves nothing behind."""
        hidden = hidden_beside(self.path)
        with suppress(OSError):
            self.drop()
            if self.length:
                hidden.rename(self.path)
            else:
                hidden.unlink()
            sync_folder(self.path.parent)
        os.close(self.handle)


def hidden_beside(path: Path) -> Path:
    """Where a mailbox is while it is written."""
    return path.with_name(f".{path.name}.part")


def _source(path: Path) -> Path:
    """Where the mailbox is now: under its name, or hidden since a run that was cut off."""
    hidden = hidden_beside(path)
    if not path.exists():
        return hidden
    if hidden.exists():
        raise _refused(f"there is {path} and an unfinished one, {hidden}; move one away")
    return path


def _lock(handle: int, source: Path) -> None:
    """Have the file to oneself, and be sure that it is still the one of that name."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        same = os.path.samestat(os.fstat(handle), source.stat())
    except OSError:
        same = False
    if not same:
        raise _refused(f"{source} is being written by another run; wait for its end")


def _refused(why: str) -> StopError:
    return StopError(Stop.SERVER, why)
