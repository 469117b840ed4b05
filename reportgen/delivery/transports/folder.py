"""A way out: a folder with an .eml file for each message, to be mailed by another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.delivery.transports.naming import name_of
from reportgen.delivery.transports.placing import folder_for, place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.delivery.message import Message
    from reportgen.delivery.outcomes import Outcome


class Folder:
    """Writes each message as SMTP would send it, byte for byte: its digest is the ledger's."""

    def __init__(self, folder: Path) -> None:
        """Write to this folder, which is made where it is missing."""
        self._folder = folder

    def open(self) -> None:
        """Have the folder; StopError where it cannot be written to."""
        folder_for(self._folder)

    def deliver(self, message: Message, committing: Callable[[], None]) -> Outcome:
        """Write one message; it is there whole or not at all, and once however often it is tried."""
        file = self._folder / f"{name_of(message.head)}.eml"
        return place(message.content, file, file.with_name(f".{file.name}.part"), committing)

    def close(self) -> None:
        """Nothing is held open."""

    def abort(self) -> None:
        """Nothing waits."""
