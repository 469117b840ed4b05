"""How a run is told to end: once politely, twice at once. Neither loses or doubles a message."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.delivery.transports import Transport

#: Seconds between two looks at whether to end, while waiting.
GLANCE = 0.1


class Control:
    """A flag that signals set; it is looked at between two messages, never within one."""

    def __init__(self) -> None:
        """Nobody has asked to end."""
        self.ending = threading.Event()
        self.interrupted = False
        self._lines: list[Transport] = []

    def watch(self, transport: Transport) -> None:
        """A line to cut where the message in flight must not be waited for."""
        self._lines.append(transport)

    def interrupt(self) -> None:
        """From a signal's handler: end after the message in flight; asked again, cut the line.

        What is cut before a message's end was not delivered, what is cut after it is unknown.
        """
        if self.interrupted:
            for line in self._lines:
                line.abort()
        self.interrupted = True
        self.ending.set()

    def wait(self, seconds: float) -> bool:
        """Wait, but no longer than until the end is asked for; whether to go on."""
        until = time.monotonic() + seconds
        while not self.ending.is_set() and (left := until - time.monotonic()) > 0:
            self.ending.wait(min(left, GLANCE))
        return not self.ending.is_set()
