"""What a briefing becomes: one module a format, each the only owner of the library that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What an attached file is to the document: what it was made from, its numbers, or something beside it.
Relationship = Literal["Source", "Data", "Supplement"]


class PrintError(Exception):
    """A document did not come out clean; carries every complaint, in the order they were made."""

    def __init__(self, messages: Iterable[str]) -> None:
        """Keep each message once."""
        self.messages = tuple(dict.fromkeys(messages))
        super().__init__("\n".join(self.messages))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF; it bears the date of the document, whenever it was written.

    Two attachments of one document that share a name are refused with a PrintError.
    """

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: Relationship
