"""Frozen bytes: what a message says, kept by its digest from the plan to the last attempt."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.atomic import write_atomically
from reportgen.delivery.message import Message
from reportgen.delivery.outcomes import RefusedError
from reportgen.delivery.places import owned

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from reportgen.delivery.ledger.rows import Row

#: In a campaign's folder: what is sent, and what `send --dry-run` writes unless told otherwise.
FROZEN, DRY_RUN = "frozen", "dry-run"


@dataclass(slots=True)
class Frozen:
    """The folder of a campaign's frozen bytes."""

    folder: Path
    _last: tuple[str, bytes] = field(default=("", b""), init=False)

    def put(self, content: bytes) -> str:
        """Keep some bytes; their name is their digest, and the same bytes are kept once."""
        name = sha256(content).hexdigest()
        if name == self._last[0]:
            return name
        file = self._file(name)
        if not file.exists():
            owned(file.parent)
            write_atomically(file, content)
            file.chmod(0o600)
        self._last = (name, content)
        return name

    def message(self, row: Row) -> Message:
        """A recipient's message, as it was planned to the byte; RefusedError where it is not there so."""
        personal = self._read(row.personal)
        head, tail = personal[: -row.tail], personal[-row.tail :]
        message = Message(
            row.sender, row.address, row.smtputf8, head, self._shared(row.attachment), tail
        )
        if message.sha256 != row.sha256:
            raise RefusedError(
                f"the message of copy {row.number} is not the one that was planned: bring back "
                f"{self.folder} from a backup"
            )
        return message

    def drop(self, name: str) -> None:
        """Forget some bytes."""
        self._file(name).unlink(missing_ok=True)

    def sweep(self, wanted: AbstractSet[str]) -> None:
        """Forget what no row names: earlier wordings, and what a plan that broke off left."""
        for file in self.folder.glob("*/*"):
            if file.name not in wanted:
                file.unlink()

    def _shared(self, name: str) -> bytes:
        """An attachment; that of the last message is still at hand."""
        held, content = self._last
        if held != name:
            content = self._read(name)
            self._last = (name, content)
        return content

    def _read(self, name: str) -> bytes:
        try:
            return self._file(name).read_bytes()
        except OSError as error:
            why = os.strerror(error.errno or 0)
            raise RefusedError(
                f"{self._file(name)} cannot be read: {why}; bring it back from a backup"
            ) from error

    def _file(self, name: str) -> Path:
        return self.folder / name[:2] / name
