"""One run at a time: who holds the lock of a ledger may send, nobody else."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "ledger.lock"


class BusyError(Exception):
    """Another run is at it."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a campaign's lock; the system lets go of it however the process ends. Raises BusyError."""
    handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError("another run is sending this plan; wait for its end") from None
        yield
    finally:
        os.close(handle)
