"""Which messages were let go, as the system's memory knows it: it outlives this process, not the power.

Between `committing` on the disk and the dot a process may be killed; the ledger alone would then have to
call unknown what never left. A mark is written into this file just before each dot, without waiting for the
disk. Found after a crash in the same session of the system, it tells the two apart; in another session it
tells nothing, and what was committing is unknown.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.delivery.ledger.rows import Row

FILE = "dots"


@dataclass(frozen=True, slots=True)
class Dots:
    """The marks of one run; `handle` is the open file's."""

    handle: int

    def mark(self, row: Row) -> None:
        """Its dot goes out now. One short write at the end of the file, whole or not at all."""
        os.write(self.handle, f"{_name(row)}\n".encode("ascii"))

    def close(self) -> None:
        """No more dots in this run."""
        os.close(self.handle)


def begin(folder: Path, session: str) -> Dots:
    """Begin a run's marks in a session of the system; those of the run before are settled by now."""
    file = folder / FILE
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    os.write(handle, f"{session}\n".encode("ascii"))
    os.fsync(handle)
    return Dots(handle)


@dataclass(frozen=True, slots=True)
class Traces:
    """What the marks of the last run say; `certain` only within the session they were made in."""

    certain: bool
    marked: frozenset[str] = frozenset()

    def may_be_out(self, row: Row) -> bool:
        """Whether the dot of a message that was committing may have left."""
        return not self.certain or _name(row) in self.marked


def traces_in(folder: Path, session: str) -> Traces:
    """What the last run left; certain of nothing where the session is unknown or another one."""
    try:
        lines = (folder / FILE).read_text("ascii").split("\n")
    except (OSError, ValueError):
        return Traces(certain=False)
    return Traces(bool(session) and lines[0] == session and len(lines) > 1, frozenset(lines[1:]))


def _name(row: Row) -> str:
    return f"{row.number} {row.tries}"
