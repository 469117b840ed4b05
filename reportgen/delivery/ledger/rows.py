"""A line of the ledger: one recipient of one campaign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.delivery.states import State


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient as the ledger knows him. `number` is his copy's; `person` the mark that stays.

    Times are UTC as ISO 8601, empty where there is none. `email`, `address` and `name` are empty once the
    person was forgotten. `head` and `attachment` are digests that name the frozen bytes.
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
    head: str
    attachment: str
    tail: str
    state: State
    tries: int
    code: int
    enhanced: str
    reply: str
    why: str
    queue_id: str
    first_tried: str
    settled: str
    not_before: str
