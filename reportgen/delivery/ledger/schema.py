"""The tables of a ledger, and how its file is opened: what is committed is on the disk."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
#: A second process that reads meanwhile makes a writer wait this long, in seconds, never longer.
PATIENCE = 10.0
TABLES = """
CREATE TABLE campaign (
    format INTEGER NOT NULL, identity TEXT NOT NULL, edition TEXT NOT NULL, subject TEXT NOT NULL,
    sender TEXT NOT NULL, date TEXT NOT NULL, planned TEXT NOT NULL, pdf TEXT NOT NULL,
    pdf_sha256 TEXT NOT NULL, settings TEXT NOT NULL, way TEXT NOT NULL,
    recipients TEXT NOT NULL, tags TEXT NOT NULL, ledger TEXT NOT NULL, machine TEXT NOT NULL,
    place TEXT NOT NULL, key_mark TEXT NOT NULL, workspace TEXT NOT NULL,
    runs INTEGER NOT NULL,
    superseded_by TEXT NOT NULL
) STRICT;
CREATE TABLE recipient (
    number INTEGER PRIMARY KEY, person TEXT NOT NULL UNIQUE, email TEXT NOT NULL,
    address TEXT NOT NULL, name TEXT NOT NULL, smtputf8 INTEGER NOT NULL,
    token TEXT NOT NULL UNIQUE, message_id TEXT NOT NULL UNIQUE, sender TEXT NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, personal TEXT NOT NULL, attachment TEXT NOT NULL,
    tail INTEGER NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    code INTEGER NOT NULL DEFAULT 0, enhanced TEXT NOT NULL DEFAULT '',
    reply TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '',
    queue_id TEXT NOT NULL DEFAULT '', first_tried TEXT NOT NULL DEFAULT '',
    settled TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX by_state ON recipient (state, number);
CREATE TABLE event (
    id INTEGER PRIMARY KEY, number INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX by_recipient ON event (number, id);
"""


def opened(file: Path) -> sqlite3.Connection:
    """The database in a file, made where there is none; readable by its owner only.

    Every commit reaches the disk before it returns (write-ahead log, synchronous=FULL): that is what a
    ledger is for, and it costs a third of a millisecond. What is deleted is overwritten.
    """
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    file.chmod(0o600)
    database = sqlite3.connect(
        file, isolation_level=None, check_same_thread=False, timeout=PATIENCE
    )
    try:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "foreign_keys=ON",
        ):
            database.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        database.close()
        raise
    return database
