"""What became of everybody, for people and for programs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from reportgen.delivery.states import STANDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.ledger.rows import Row

FILE = "outcome.csv"
#: Signs with which a spreadsheet takes a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "copy", "address", "name", "standing", "state", "tries", "code", "enhanced", "reply", "why",
    "queue_id", "message_id", "sha256", "first_tried", "settled",
)  # fmt: skip

ACCEPTED, UNKNOWN, UNFINISHED = 0, 4, 5


def as_data(row: Row) -> dict[str, Any]:
    """A row under the names of the outcome's columns."""
    own = {name: getattr(row, name) for name in COLUMNS if hasattr(row, name)}
    return {
        **dict.fromkeys(COLUMNS), **own, "copy": row.number, "address": row.email,
        "standing": STANDING[row.state], "state": str(row.state),
    }  # fmt: skip


def as_csv(rows: Iterable[Row]) -> str:
    """The outcome as CSV (RFC 4180). What a server or a name puts in stays text in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        data = as_data(row)
        writer.writerow([_text(data[name]) for name in COLUMNS])
    return out.getvalue()


def _text(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_summary(ledger: Ledger) -> dict[str, Any]:
    """A plan in one line of data: what it is, and how many are in which standing."""
    campaign = ledger.campaign
    return {
        "plan": campaign.plan, "campaign": campaign.identity, "edition": campaign.edition,
        "runs": campaign.runs, "recipients": sum(ledger.counts().values()), **ledger.counts(),
        "exit_code": exit_code(ledger.counts()),
    }  # fmt: skip


def exit_code(standing: Mapping[str, int]) -> int:
    """0 while everybody is accepted or suppressed, 4 while anybody is unknown, else 5."""
    if standing["unknown"]:
        return UNKNOWN
    return UNFINISHED if standing["rejected"] or standing["pending"] else ACCEPTED
