"""The states of a recipient, as the ledger writes them before anything leaves this machine."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """How far a recipient's message has come. The wire decides between the two in the middle.

    Until the body's last line the server must throw away what it has, so `sending` means not delivered.
    From the dot that ends the message to the server's reply nobody can tell: `committing` is written
    before that dot, and whoever is found in it after a crash is `unknown`.
    """

    PLANNED = "planned"
    SENDING = "sending"
    COMMITTING = "committing"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    WITHDRAWN = "withdrawn"


#: What a person is told: each recipient is in exactly one of these.
STANDING = MappingProxyType(
    {
        State.PLANNED: "pending",
        State.SENDING: "pending",
        State.COMMITTING: "unknown",
        State.ACCEPTED: "accepted",
        State.DEFERRED: "pending",
        State.REJECTED: "rejected",
        State.UNKNOWN: "unknown",
        State.SUPPRESSED: "suppressed",
        State.WITHDRAWN: "withdrawn",
    }
)
#: A run may take these up; all others are left alone until a person says otherwise.
OPEN = (State.PLANNED, State.DEFERRED)
