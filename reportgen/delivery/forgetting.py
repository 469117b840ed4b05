"""A person's wish to be forgotten: the address goes from all that is kept here, the mark stays.

Without the mark nobody could tell that this person must not be mailed again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.assumptions.addresses import AddressError, parsed
from reportgen.atomic import write_atomically
from reportgen.delivery import report
from reportgen.delivery.ledger.frozen import DRY_RUN, FROZEN, Frozen
from reportgen.delivery.ledger.lock import locked
from reportgen.delivery.ledger.opening import FILE, open_folder
from reportgen.delivery.suppression import Suppressions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.assumptions.addresses import Address
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.rows import Row
    from reportgen.delivery.places import Places

#: What stands around an address in a list, a setting or a message.
_APART = re.compile(r"[\s,;:<>()\[\]\"]+")
REASON = "asked to be forgotten"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased: the plans whose ledgers held the person, whether the list of suppressed did."""

    mark: str
    plans: tuple[str, ...]
    suppressed: bool


def forget(
    address: Address, places: Places, key: Key, clock: Callable[[], dt.datetime]
) -> Forgotten:
    """Erase an address from every ledger and the list of suppressed, where its mark is held from now on.

    Doing it again erases nothing more. BusyError where a run has one of the ledgers: then nothing of that
    one or of those after it is erased, and doing it again goes on.
    """
    mark = key.person(address.key)
    with Suppressions(places.suppressed, key) as suppressions:
        # First of all: whatever stops the rest, this person is not mailed again.
        suppressions.add(mark, "", REASON, "you", clock().date().isoformat())
        erased = suppressions.forget(mark, REASON)
    folders = [file.parent for file in sorted(places.campaigns.glob(f"*/{FILE}"))]
    plans = [folder.name[:8] for folder in folders if _from_ledger(folder, mark, clock)]
    return Forgotten(mark, tuple(plans), erased)


def _from_ledger(folder: Path, mark: str, clock: Callable[[], dt.datetime]) -> bool:
    with locked(folder), open_folder(folder, clock) as ledger:
        row = ledger.forget(mark)
        if row is None:
            return False
        others = {other.attachment for other in ledger.rows() if other.number != row.number}
        _drop(folder, row, others)
        outcome = folder / report.FILE
        if outcome.exists():
            write_atomically(outcome, report.as_csv(ledger.rows()).encode())
            outcome.chmod(0o600)
    return bool(row.email)


def _drop(folder: Path, row: Row, shared: set[str]) -> None:
    """A message's own bytes and its rehearsals; an attachment only where it is not everybody's."""
    frozen = Frozen(folder / FROZEN)
    frozen.drop(row.personal)
    if row.attachment not in shared:
        frozen.drop(row.attachment)
    (folder / DRY_RUN / f"{row.number:04}.eml").unlink(missing_ok=True)


def lines_with(address: Address, text: str) -> list[int]:
    """The lines of a file of the user's that hold an address, however it is written and whatever it is."""
    return [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if any(_is(address, word) for word in _APART.split(line) if "@" in word)
    ]


def _is(address: Address, text: str) -> bool:
    try:
        return parsed(text).key == address.key
    except AddressError:
        return False
