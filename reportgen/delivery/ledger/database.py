"""A database for several threads: one statement at a time, several changes together or none."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class LedgerError(Exception):
    """The ledger does not say what it must: a bug of ours, or another hand in it."""


class Database:
    """An open database that knows of transactions; those within another are part of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over a connection that commits each statement for itself."""
        self._connection = connection
        (self._synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
        self._one_at_a_time = threading.RLock()

    def close(self) -> None:
        """What was committed stays."""
        self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several changes that hold all together, on the disk when this ends, or not at all."""
        with self._one_at_a_time:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """The same, but on the disk only with the next change that is waited for.

        A process that is killed loses nothing of it, a power cut may (SQLite, WAL, synchronous=NORMAL).
        """
        with self._one_at_a_time:
            self._connection.execute("PRAGMA synchronous=NORMAL")
            try:
                with self.together():
                    yield
            finally:
                self._connection.execute(f"PRAGMA synchronous={self._synchronous}")

    def change(self, statement: str, *values: object) -> None:
        """Change one line; LedgerError where there is none, or more than one, to change."""
        with self._one_at_a_time:
            changed = self._connection.execute(statement, values).rowcount
        if changed != 1:
            raise LedgerError(f"changed {changed} lines: {statement}")

    def every(self, statement: str, *values: object) -> int:
        """Change as many lines as there are; how many."""
        with self._one_at_a_time:
            return self._connection.execute(statement, values).rowcount

    def one(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        """The first line found."""
        with self._one_at_a_time:
            found = self._connection.execute(statement, values)
            try:
                line: tuple[Any, ...] | None = found.fetchone()
            finally:
                found.close()
            return line

    def all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """All lines found."""
        with self._one_at_a_time:
            return self._connection.execute(statement, values).fetchall()
