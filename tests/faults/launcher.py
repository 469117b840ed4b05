"""The real command line with one thing done to it that only a test does. Everything else is as it is.

    python -m tests.faults.launcher mail send …

KILL_AT=byte:N             ends it without a word within the n-th byte that it sends
KILL_AT=WHEN:STEP:N        ends it without a word before or after the n-th step `claim`, `commit` or
                           `settle` of the ledger: there is no later and no earlier moment between two writes
SURELY=FOLDER              keeps there what a disk without power is sure to hold of the ledger
SYNCHRONOUS=NORMAL|OFF     opens the ledger as nobody should
NOW=2026-01-31T23:59:58Z   the clock on the wall at the start; it goes on from there
"""

from __future__ import annotations

import datetime as dt
import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.cli import mail_edge
from reportgen.cli import main as reportgen
from reportgen.delivery.ledger import opening
from reportgen.delivery.ledger.book import Ledger
from tests.faults.forgetful_disk import watch_syncs
from tests.faults.killing import end, end_within_byte

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable


def kill_at(when: str, step: str, number: int) -> None:
    """End the process before or after the n-th time that a step of the ledger is taken."""
    original: Callable[..., Any] = getattr(Ledger, step)
    taken = 0

    @wraps(original)
    def counted(*arguments: Any) -> Any:  # noqa: ANN401 - whatever the step takes and gives
        nonlocal taken
        taken += 1
        if (when, taken) == ("before", number):
            end()
        answer = original(*arguments)
        if (when, taken) == ("after", number):
            end()
        return answer

    setattr(Ledger, step, counted)


def loosen(synchronous: str) -> None:
    """Open ledgers so that a commit need not be on the disk."""
    original: Callable[[Path], sqlite3.Connection] = vars(opening)["opened"]

    def loosely(file: Path) -> sqlite3.Connection:
        database = original(file)
        database.execute(f"PRAGMA synchronous={synchronous}")
        return database

    vars(opening)["opened"] = loosely


def set_clock(start: dt.datetime) -> None:
    """Let the clock on the wall show another time; what measures waits is another clock."""
    ahead = start - dt.datetime.now(dt.UTC)
    mail_edge.now = lambda: dt.datetime.now().astimezone() + ahead


def main() -> None:
    """Do to the program what the environment says, and start it."""
    if point := os.environ.get("KILL_AT"):
        first, *step, number = point.split(":")
        if first == "byte":
            end_within_byte(int(number))
        else:
            kill_at(first, step[0], int(number))
    if surely := os.environ.get("SURELY"):
        watch_syncs(Path(surely))
    if synchronous := os.environ.get("SYNCHRONOUS"):
        loosen(synchronous)
    if now := os.environ.get("NOW"):
        set_clock(dt.datetime.fromisoformat(now))
    reportgen()


if __name__ == "__main__":
    main()
