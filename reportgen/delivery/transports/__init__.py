"""The ways out: each delivers one message at a time and says what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.delivery.message import Message
    from reportgen.delivery.outcomes import Outcome


class Transport(Protocol):
    """A way out."""

    def open(self) -> None:
        """Get ready: before the first message, and after an outcome that says `reconnect`.

        Raises StopError or UnreachableError.
        """

    def deliver(self, message: Message, committing: Callable[[], None]) -> Outcome:
        """Send everything but the end of a message, call `committing`, then let the message go.

        `committing` returns once the ledger has it on the disk; where it raises, the message must not go.
        Whatever the other side does is told by the outcome and never raised.
        """

    def close(self) -> None:
        """Take leave politely; never fails."""

    def abort(self) -> None:
        """Cut the line without a word; may be called by a signal's handler while `deliver` waits."""
