"""Under which name a message is kept: always the same one, so that it can lie in a place only once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.delivery.message import Message

_MESSAGE_ID = re.compile(rb"^Message-ID: <([A-Za-z0-9][A-Za-z0-9.-]*)@", re.MULTILINE)


def name_of(head: bytes) -> str:
    """What stands before the @ of a message's identity, which holds nobody's address.

    ValueError for a message that is none of ours.
    """
    found = _MESSAGE_ID.search(head)
    if not found:
        raise ValueError("a message without an identity of ours")
    return found.group(1).decode("ascii")


def as_kept(message: Message) -> bytes:
    """A message with the line ends of files, as mailboxes on a disk hold it.

    All lines end in CRLF on the wire, so with them put back it is the same message to the byte.
    """
    return message.content.replace(b"\r\n", b"\n")
