"""What a briefing becomes: one module a format, each the only owner of the library that writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class PrintError(Exception):
    """A document did not come out clean; carries every complaint, in the order they were made."""

    def __init__(self, messages: Iterable[str]) -> None:
        """Keep each message once."""
        self.messages = tuple(dict.fromkeys(messages))
        super().__init__("\n".join(self.messages))
