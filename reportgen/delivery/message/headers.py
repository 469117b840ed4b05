"""The headers of one person's message, written out in the order in which they stand."""

from __future__ import annotations

import re
from email.utils import format_datetime
from typing import TYPE_CHECKING

from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.words import CRLF, mailbox, unfit, unstructured
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.delivery.identity import Marks
    from reportgen.delivery.message.heading import Heading, Mailbox
    from reportgen.delivery.recipients import Recipient

DELIVERY = "X-Reportgen-Delivery"
ONE_CLICK = "List-Unsubscribe=One-Click"
#: Where a heading comes from; who reads that file has said more exactly what is wrong with it.
MAIL_FILE = Position("mail.yaml")
#: RFC 3986's characters that may stand between angle brackets as they are.
_LINK = re.compile(r"(?:https|mailto):[!-;=?-~]+")
_NAME = re.compile(r"[!-9;-~]+")
_LIST_ID = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")

Header = tuple[str, str]


def headers(heading: Heading, marks: Marks, recipient: Recipient) -> tuple[Header, ...]:
    """Every header but those that say how the parts are written; names and values, folded."""
    person = mailbox(_fit(recipient.name, "name", recipient.position), recipient.address, "To")
    return (
        *_about(heading),
        ("To", person),
        ("Message-ID", marks.message_id),
        *_list(heading, marks.token),
        (DELIVERY, marks.delivery),
        *_against_doubles(heading, marks),
        ("MIME-Version", "1.0"),
    )


def _about(heading: Heading) -> Iterator[Header]:
    yield "From", _shown(heading.sender, "sender", "From")
    if heading.reply_to:
        yield "Reply-To", _shown(heading.reply_to, "reply_to", "Reply-To")
    yield "Subject", unstructured(_fit(heading.subject, "subject", MAIL_FILE), "Subject")
    yield "Date", format_datetime(heading.date)


def _shown(box: Mailbox, key: str, header: str) -> str:
    return mailbox(box.name and _fit(box.name, key, MAIL_FILE), box.address, header)


def _list(heading: Heading, token: str) -> Iterator[Header]:
    """The list's name and the ways to leave it: never encoded, for Gmail does not decode them."""
    if not _LIST_ID.fullmatch(heading.list_id):
        raise _refused(MAIL_FILE, "list_id", "is no name of a list", heading.list_id)
    yield "List-Id", f"<{heading.list_id}>"
    ways = heading.ways_to_leave(token)
    for way in ways:
        if not _LINK.fullmatch(way):
            raise _refused(MAIL_FILE, "unsubscribe", "is no https or mailto address in ASCII", way)
    if ways:
        yield "List-Unsubscribe", f",{CRLF} ".join(f"<{way}>" for way in ways)
    if heading.unsubscribe_https:
        yield "List-Unsubscribe-Post", ONE_CLICK


def _against_doubles(heading: Heading, marks: Marks) -> Iterator[Header]:
    if heading.idempotency_header:
        if not _NAME.fullmatch(heading.idempotency_header):
            name = heading.idempotency_header
            raise _refused(MAIL_FILE, "idempotency_header", "is no name of a header", name)
        yield heading.idempotency_header, marks.delivery


def _fit(words: str, key: str, position: Position) -> str:
    fault = unfit(words)
    if fault:
        raise _refused(position, key, "cannot stand in a header of a message", fault)
    return words


def _refused(position: Position, key: str, what: str, found: str) -> MessageError:
    advice = "write it without that" if what.startswith("cannot") else "see docs/delivery.md"
    return MessageError(Problem(position, key, what, found, advice))
