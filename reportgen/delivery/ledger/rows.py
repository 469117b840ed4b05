"""A line of the ledger: one recipient of one campaign."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from reportgen.delivery.states import State


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient as the ledger knows him. `number` is his copy's; `person` the mark that stays.

    Times are UTC as ISO 8601, empty where there is none. `email`, `address` and `name` are empty once the
    person was forgotten. `personal` and `attachment` are digests that name frozen bytes, the last
    `tail` of the personal ones come behind the attachment.
    """

    number: int
    person: str
    email: str
    address: str
    name: str
    smtputf8: bool
    token: str
    message_id: str
    sender: str
    sha256: str
    size: int
    personal: str
    attachment: str
    tail: int
    state: State
    tries: int = 0
    code: int = 0
    enhanced: str = ""
    reply: str = ""
    why: str = ""
    queue_id: str = ""
    first_tried: str = ""
    settled: str = ""

    @property
    def values(self) -> tuple[Any, ...]:
        """In the order of the columns, as the database keeps them."""
        return tuple(getattr(self, name) for name in COLUMNS)


COLUMNS = tuple(field.name for field in fields(Row))


def row_of(values: tuple[Any, ...]) -> Row:
    """A line of the database as a row."""
    named = dict(zip(COLUMNS, values, strict=True))
    return Row(**{**named, "state": State(named["state"]), "smtputf8": bool(named["smtputf8"])})
