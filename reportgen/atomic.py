"""Writing a file whole or not at all: a reader sees the old file or the new one, never a part."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path`; when anything stops this, what stood there before still stands.

    The bytes go to a hidden neighbour first, because a rename is atomic only inside one file system.
    """
    neighbour = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with neighbour.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        neighbour.replace(path)
    except BaseException:
        with suppress(OSError):
            neighbour.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
