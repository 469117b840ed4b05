"""A way out: one mailbox file that holds all messages, as mail programs import it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reportgen.delivery.outcomes import Outcome, Stop, StopError
from reportgen.delivery.states import State
from reportgen.delivery.transports.mbox_entries import END, begun, body_of
from reportgen.delivery.transports.mbox_file import MailboxFile, hidden_beside
from reportgen.delivery.transports.naming import name_of
from reportgen.delivery.transports.placing import accepted, standing, stopped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.delivery.message import Message


class Mbox:
    """Adds messages to a file that is hidden while a run is at it, for a file cannot grow in one step.

    Who reads the file therefore never sees half a message. After a crash it stays hidden until the next
    `open`, which cuts off what was not finished; `close` shows it again.
    """

    def __init__(self, path: Path) -> None:
        """Write to this file, which is made where it is missing."""
        self._path = path
        self._file: MailboxFile | None = None

    def open(self) -> None:
        """Take the file; StopError where it cannot be written, is in use, or holds the mail of others."""
        if not self._file:
            self._file = MailboxFile.take(self._path)

    def deliver(self, message: Message, committing: Callable[[], None]) -> Outcome:
        """Add one message; it is there whole or not at all, and once however often it is tried."""
        file, name = self._opened, name_of(message.head)
        entry = begun(message)
        if name in file.places:
            return standing(body_of(file.read(name)), body_of(entry + END), self._path, committing)
        try:
            file.begin(entry)
        except OSError as error:
            with suppress(OSError):  # what is not finished is cut off when the file is taken again
                file.drop()
            return stopped(error, self._path)
        try:
            committing()
        except BaseException:
            file.drop()
            raise
        return self._finished(file, name)

    def _finished(self, file: MailboxFile, name: str) -> Outcome:
        try:
            file.finish(name)
        except OSError as error:
            try:
                file.drop()
            except OSError:
                why = f"the disk broke while a message was written to {self._path}"
                return Outcome(State.UNKNOWN, why=why, stop=Stop.SERVER)
            return stopped(error, self._path)
        return accepted(self._path)

    @property
    def _opened(self) -> MailboxFile:
        if not self._file:
            raise ValueError("a way out is opened before it is used")
        return self._file

    def close(self) -> None:
        """Show the file under its name, also where a run that was cut off has left it hidden."""
        if not self._file and hidden_beside(self._path).exists():
            with suppress(StopError):  # another run is at it
                self.open()
        if self._file:
            self._file.give()
            self._file = None

    def abort(self) -> None:
        """Nothing waits."""
