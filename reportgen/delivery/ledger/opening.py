"""Ledgers found and opened: only where they were made, and only by the name of their plan."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from reportgen.delivery.ledger.book import Ledger
from reportgen.delivery.ledger.campaign import COLUMNS, Campaign
from reportgen.delivery.ledger.database import Database
from reportgen.delivery.ledger.schema import FORMAT, TABLES, opened
from reportgen.delivery.outcomes import RefusedError
from reportgen.delivery.places import owned

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reportgen.delivery.ledger.machine import Machine
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.places import Places

FILE = "ledger.sqlite3"
SHORTEST = 4


def folder_of(places: Places, plan: str) -> Path:
    """The folder of the plan a user names by the first characters of its number; RefusedError else."""
    named = (folder for folder in folders(places) if folder.name.startswith(plan.lower()))
    found = sorted(named) if len(plan) >= SHORTEST else []
    if len(found) == 1:
        return found[0]
    known = ", ".join(folder.name[:8] for folder in folders(places)) or "none yet"
    what = "names several plans" if found else "is no plan"
    raise RefusedError(f"'{plan}' {what}; there are: {known}; `reportgen mail plan` makes one")


def folders(places: Places) -> list[Path]:
    """The folders of all plans."""
    return [file.parent for file in sorted(places.campaigns.glob(f"*/{FILE}"))]


def is_made(folder: Path) -> bool:
    """Whether there is a ledger in a folder; one whose making was cut off is none."""
    if not (folder / FILE).is_file():
        return False
    try:
        database = Database(opened(folder / FILE))
    except sqlite3.DatabaseError:
        return True  # it is something, and whoever opens it is told what
    try:
        return database.one("SELECT 1 FROM sqlite_master WHERE name = 'campaign'") is not None
    finally:
        database.close()


def open_ledger(
    places: Places, plan: str, machine: Machine, clock: Callable[[], dt.datetime]
) -> Ledger:
    """The ledger of a plan; RefusedError where it is not the one that was made here."""
    folder = folder_of(places, plan)
    ledger = open_folder(folder, clock)
    try:
        _refuse_elsewhere(ledger.campaign, folder, machine)
    except BaseException:
        ledger.__exit__()
        raise
    return ledger


def open_folder(folder: Path, clock: Callable[[], dt.datetime]) -> Ledger:
    """The ledger in a folder, wherever it was made; RefusedError where it is none."""
    try:
        database = Database(opened(folder / FILE))
    except sqlite3.DatabaseError:
        raise _no_ledger(folder) from None
    try:
        (form,) = database.one("SELECT format FROM campaign") or (0,)
    except sqlite3.DatabaseError:
        form = 0
    if form != FORMAT:
        database.close()
        raise _no_ledger(folder)
    return Ledger(database, clock)


def _no_ledger(folder: Path) -> RefusedError:
    what = f"{folder / FILE} is no ledger of this version"
    return RefusedError(f"{what}: bring it back from a backup")


def _refuse_elsewhere(campaign: Campaign, folder: Path, machine: Machine) -> None:
    here, there = str(folder.resolve()), campaign.place
    if campaign.machine != machine.identity:
        what = "was made on another machine"
    elif there != here:
        what = f"was made in {there} and lies now in {here}"
    else:
        return
    raise RefusedError(
        f"the ledger of plan {campaign.plan} {what}: what the original sent since, this one does not know. "
        "Go on with the original; where that is gone, `reportgen mail send --adopt` takes this one over and "
        "calls everybody unknown of whom nothing is certain"
    )


def create(
    folder: Path, campaign: Campaign, rows: Iterable[Row], clock: Callable[[], dt.datetime]
) -> Ledger:
    """A new ledger, whole or not at all."""
    database = Database(opened(owned(folder) / FILE))
    ledger = Ledger(database, clock)
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    try:
        with database.together():
            for statement in filter(str.strip, TABLES.split(";")):
                database.every(statement)
            names = ", ".join(("format", *COLUMNS))
            values = [getattr(campaign, name) for name in COLUMNS]
            database.change(f"INSERT INTO campaign ({names}) VALUES ({marks})", FORMAT, *values)  # noqa: S608
            for row in rows:
                ledger.add(row)
    except BaseException:
        database.close()
        raise
    return ledger
