"""What became of one attempt: the state it leads to, what the server said, what that means for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.delivery.states import State


class Stop(StrEnum):
    """Why a campaign cannot go on: a fault of none of its recipients. The word is told to the user."""

    LOGIN = "login"
    ENCRYPTION = "encryption"
    QUOTA = "quota"
    SENDER = "sender"
    SERVER = "server"
    SIZE = "size"
    LEDGER = "ledger"
    FAILURES = "failures"


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer: code 250, enhanced status 2.0.0 (RFC 3463) and text, empty where it has none."""

    code: int
    enhanced: str
    text: str

    def __str__(self) -> str:
        """On one line, as the server said it."""
        return " ".join(filter(None, (str(self.code), self.enhanced, self.text)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt's end. `state` is accepted, deferred, rejected, unknown, or planned: not this one's fault.

    `stop` ends the run; with `reconnect` the connection is of no more use; `why` is a sentence for people
    where no `reply` says it.
    """

    state: State
    reply: Reply | None = None
    why: str = ""
    queue_id: str = ""
    stop: Stop | None = None
    reconnect: bool = False

    @property
    def said(self) -> str:
        """What the server said and what that means, as far as there is either."""
        return "; ".join(filter(None, (str(self.reply or ""), self.why)))


class StopError(Exception):
    """The campaign cannot go on, and no message has left; the text says why and what to do."""

    def __init__(self, stop: Stop, why: str) -> None:
        """Keep the kind for the exit code and the words for the user."""
        self.stop = stop
        super().__init__(why)


class UnreachableError(Exception):
    """The server is not there, hung up or refuses for now: try again later. The text says what happened."""


class RefusedError(Exception):
    """We do not go on as things are here: files, ledger or list. The text says why and what to do."""
