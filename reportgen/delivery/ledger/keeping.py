"""What must be kept and cannot be: a full disk, a folder that may not be written, a damaged file."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import Stop, StopError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def kept() -> Iterator[None]:
    """Around whatever writes ledgers, frozen bytes and receipts; StopError says what the system said."""
    try:
        yield
    except (
        BrokenPipeError
    ):  # whoever reads what we print has gone: that is no matter of what is kept
        raise
    except (sqlite3.Error, OSError) as error:
        raise StopError(
            Stop.LEDGER,
            f"what must be kept cannot be written or read: {error}; mend that and try again",
        ) from error
