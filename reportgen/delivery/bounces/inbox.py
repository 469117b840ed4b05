"""What came back to a mailbox on an IMAP server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.delivery import imap
from reportgen.delivery.bounces.mailboxes import Returned
from reportgen.delivery.bounces.reports import READ_AT_MOST, Kind, read_report

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

#: So much of a message's headers is looked at before all of it is fetched.
HEADERS_AT_MOST = 16 * 1024
_TOKEN = re.compile(r"[0-9a-f]{20}")


def mail_in(server: imap.Server, mailbox: str, day: dt.date) -> Iterator[Returned]:
    """The messages that came on `day` or later and whose headers say that they may be reports."""
    imap.examine(server, mailbox, "imap.mailbox")
    looked_at = imap.headers_of(server, imap.since(server, day), HEADERS_AT_MOST)
    for uid, headers in list(looked_at):
        where = f"{mailbox}: UID {uid}"
        if _may_be_a_report(headers):
            yield Returned(where, imap.content_of(server, uid, READ_AT_MOST))
        else:
            yield Returned(where, headers)


def _may_be_a_report(headers: bytes) -> bool:
    report = read_report(headers)
    return report.kind is not Kind.OTHER or any(
        _TOKEN.search(value.casefold()) for value in report.addressed
    )
