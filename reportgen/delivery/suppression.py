"""Who must not be mailed by any campaign: kept by marks, so that it outlives the address."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from reportgen.delivery.ledger.database import Database
from reportgen.delivery.ledger.schema import opened
from reportgen.delivery.outcomes import RefusedError
from reportgen.delivery.places import owned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.delivery.identity import Key

_TABLES = (
    "CREATE TABLE IF NOT EXISTS owner (mark TEXT NOT NULL) STRICT",
    """CREATE TABLE IF NOT EXISTS suppressed (
        mark TEXT PRIMARY KEY, address TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL,
        day TEXT NOT NULL
    ) STRICT""",
)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Somebody who must not be mailed; the address is empty once it was forgotten.

    `source` says who put him there (`you`, `bounce`, `complaint`), `day` when, as ISO 8601.
    """

    mark: str
    address: str
    reason: str
    source: str
    day: str


class Suppressions:
    """The list in a file, open while in a `with`; each change is on the disk when its call returns."""

    def __init__(self, file: Path, key: Key) -> None:
        """`key` made the marks; a list of another key's marks is refused, for it would hold nobody back."""
        self._file, self._key = file, key

    def __enter__(self) -> Self:
        """Open the list, made where there is none; RefusedError where it cannot be used."""
        owned(self._file.parent)
        with self._usable():
            self._database = Database(opened(self._file))
        try:
            with self._usable():
                self._prepare()
        except BaseException:
            self._database.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._database.close()

    def mark(self, key: str) -> str:
        """The mark of the person whose address has this key."""
        return self._key.person(key)

    def add(self, mark: str, address: str, reason: str, source: str, day: str) -> bool:
        """Hold somebody back from now on; False where he is already, and then nothing is changed."""
        with self._usable():
            put = "INSERT INTO suppressed VALUES (?, ?, ?, ?, ?) ON CONFLICT (mark) DO NOTHING"
            return self._database.every(put, mark, address, reason, source, day) == 1

    def remove(self, mark: str) -> Suppressed | None:
        """Let somebody be mailed again; how he stood there, None where he did not."""
        with self._usable(), self._database.together():
            found = self.get(mark)
            self._database.every("DELETE FROM suppressed WHERE mark = ?", mark)
            return found

    def forget(self, mark: str, reason: str) -> bool:
        """Erase the address, and the words that were written beside it; whether there was one to erase."""
        with self._usable():
            erase = (
                "UPDATE suppressed SET address = '', reason = ? WHERE mark = ? AND address <> ''"
            )
            erased = self._database.every(erase, reason, mark) == 1
            # What was written before must not stay readable in the write-ahead log.
            self._database.one("PRAGMA wal_checkpoint(TRUNCATE)")
            return erased

    def holds(self, mark: str) -> bool:
        """Whether somebody must not be mailed."""
        return self.get(mark) is not None

    def get(self, mark: str) -> Suppressed | None:
        """How somebody stands there, None where he does not."""
        with self._usable():
            line = self._database.one("SELECT * FROM suppressed WHERE mark = ?", mark)
        return None if line is None else Suppressed(*line)

    def all(self) -> tuple[Suppressed, ...]:
        """Everybody on the list, oldest first."""
        with self._usable():
            lines = self._database.all("SELECT * FROM suppressed ORDER BY day, rowid")
        return tuple(Suppressed(*line) for line in lines)

    def _prepare(self) -> None:
        with self._database.together():
            for table in _TABLES:
                self._database.every(table)
            own = self._key.person("")
            owner = self._database.one("SELECT mark FROM owner")
            if owner is None:
                self._database.every("INSERT INTO owner VALUES (?)", own)
            elif owner != (own,):
                raise RefusedError(
                    f"{self._file} was written with another key, so that it would hold nobody back: "
                    "bring back both from one backup"
                )

    @contextmanager
    def _usable(self) -> Iterator[None]:
        """A list that cannot be read must never pass for one that is empty."""
        try:
            yield
        except sqlite3.Error as error:
            raise RefusedError(
                f"{self._file}, the list of those who must not be mailed, cannot be used: {error}; "
                "bring it back from a backup"
            ) from error
