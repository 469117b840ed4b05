"""The copies that a mail service keeps of what it took, in the folder of sent mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.delivery import imap
from reportgen.delivery.bounces.parts import header_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADERS_AT_MOST = 64 * 1024


def copies(server: imap.Server, mailbox: str, message_ids: Iterable[str]) -> Mapping[str, str]:
    """Where the copy of each message lies; those that have none are missing.

    A server finds a Message-ID by any part of it, so each find is looked at again.
    """
    imap.examine(server, mailbox, "imap.sent_mailbox")
    found: dict[str, str] = {}
    for message_id in message_ids:
        uids = imap.with_message_id(server, message_id)
        for uid, headers in imap.headers_of(server, uids, HEADERS_AT_MOST):
            if header_of(headers, "Message-ID") == message_id:
                found.setdefault(message_id, f"{mailbox}: UID {uid}")
    return found
