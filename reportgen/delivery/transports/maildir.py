"""A way out: a Maildir, where each message is a file that mail programs read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reportgen.delivery.transports.naming import as_kept, name_of
from reportgen.delivery.transports.placing import folder_for, place, standing, stopped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.delivery.message import Message
    from reportgen.delivery.outcomes import Outcome

#: A mail program moves what it has seen from new to cur and adds flags behind this sign.
FLAGS = ":"


class Maildir:
    """Writes each message to tmp, and moves it to new once it is whole; lines end in LF as on any disk."""

    def __init__(self, folder: Path) -> None:
        """Write to this Maildir, which is made where it is missing."""
        self._folder = folder

    def open(self) -> None:
        """Have its folders; StopError where they cannot be written to."""
        for folder in ("", "tmp", "new", "cur"):
            folder_for(self._folder / folder)

    def deliver(self, message: Message, committing: Callable[[], None]) -> Outcome:
        """Write one message; it is there whole or not at all, and once however often it is tried."""
        name, content = name_of(message.head), as_kept(message)
        try:
            seen = self._seen(name)
            there = seen.read_bytes() if seen else b""
        except OSError as error:
            return stopped(error, self._folder)
        if seen:
            return standing(there, content, seen, committing)
        return place(content, self._folder / "new" / name, self._folder / "tmp" / name, committing)

    def _seen(self, name: str) -> Path | None:
        """The message where a mail program has taken it since an earlier attempt."""
        with os.scandir(self._folder / "cur") as files:
            found = next((file for file in files if file.name.partition(FLAGS)[0] == name), None)
        return self._folder / "cur" / found.name if found else None

    def close(self) -> None:
        """Nothing is held open."""

    def abort(self) -> None:
        """Nothing waits."""
