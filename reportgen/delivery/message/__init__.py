"""One person's message as bytes: frozen when it is planned, the same at every attempt."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Message:
    """A message in three runs of bytes that follow each other; every line of it ends in CRLF.

    `head` is personal: headers, text, HTML and the headers of the attachment. `attachment` is base64 and
    shared by all; `tail` is what a stamped copy adds to it, and closes the parts. `sender` and `recipient`
    are the envelope's addresses, in ASCII unless `smtputf8`.
    """

    sender: str
    recipient: str
    smtputf8: bool
    head: bytes
    attachment: bytes
    tail: bytes

    @property
    def content(self) -> bytes:
        """The whole message, as an .eml file holds it."""
        return b"".join((self.head, self.attachment, self.tail))

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.head) + len(self.attachment) + len(self.tail)

    @property
    def sha256(self) -> str:
        """The digest of the whole message."""
        digest = sha256(self.head)
        digest.update(self.attachment)
        digest.update(self.tail)
        return digest.hexdigest()
