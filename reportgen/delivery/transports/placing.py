"""One message as one file: there whole or not at all, whatever happens and whenever."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import Outcome, Stop, StopError
from reportgen.delivery.places import OWNER_ONLY
from reportgen.delivery.states import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OWN_FILE = 0o600


def place(content: bytes, file: Path, part: Path, committing: Callable[[], None]) -> Outcome:
    """Write `part` to the disk, call `committing`, then give it its name: nobody sees less than all of it."""
    try:
        there = file.read_bytes() if file.exists() else None
        if there is None:
            write_through(part, content)
    except OSError as error:
        discard(part)
        return stopped(error, file)
    if there is not None:
        return standing(there, content, file, committing)
    committed(committing, part)
    try:
        part.rename(file)
    except OSError as error:
        discard(part)
        return stopped(error, file)
    return settled(file)


def standing(there: bytes, content: bytes, file: Path, committing: Callable[[], None]) -> Outcome:
    """What it means that something has the message's name already: an earlier attempt came through."""
    if there == content:
        committing()
        return accepted(file)
    return Outcome(
        State.PLANNED,
        why=f"{file} is there already and holds another message; move it away and send again",
        stop=Stop.SERVER,
    )


def accepted(file: Path) -> Outcome:
    """The message is where it was to go."""
    return Outcome(State.ACCEPTED, why=f"written to {file}", queue_id=file.name)


def settled(file: Path) -> Outcome:
    """A file that has its name is delivered once the disk knows it."""
    try:
        sync_folder(file.parent)
    except OSError as error:
        why = f"{file} is written, but may be lost if the power fails: {_said(error)}"
        return Outcome(State.UNKNOWN, why=why, stop=Stop.SERVER)
    return accepted(file)


def stopped(error: OSError, file: Path) -> Outcome:
    """A disk that is full or broken is no fault of the recipient's: nothing was delivered."""
    return Outcome(
        State.PLANNED,
        why=f"{file} cannot be written: {_said(error)}; see to that and send again",
        stop=Stop.SERVER,
    )


def committed(committing: Callable[[], None], part: Path) -> None:
    """Call `committing`; where the ledger cannot have it, the message must not go."""
    try:
        committing()
    except BaseException:
        discard(part)
        raise


def write_through(file: Path, content: bytes) -> None:
    """Write a file of the owner's down to the disk."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWN_FILE)
    try:
        write_all(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, content: bytes) -> None:
    """Write to where a handle stands until all is written; a disk may take less at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def discard(part: Path) -> None:
    """Remove what is not needed; what cannot be removed is overwritten by the next attempt."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the disk know a folder's names, where its file system can be asked to."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def folder_for(folder: Path) -> None:
    """Have a folder to write to; StopError where there cannot be one."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise StopError(
            Stop.SERVER,
            f"nothing can be written to {folder}: {_said(error)}; choose another folder",
        ) from error


def _said(error: OSError) -> str:
    return os.strerror(error.errno or 0)
