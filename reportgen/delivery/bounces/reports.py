"""What a message that came back says: of whom, what happened, and whether it says so in due form.

Due form is a report of RFC 3464 (a delivery status), RFC 6533 (the same in UTF-8) or RFC 5965 (a
complaint). Whoever knows the bounce address can write to it, so everything here is a stranger's: what is
read is bounded, what is told is printable, and no bytes make it fail.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from email.parser import BytesParser
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from reportgen.delivery.bounces.fates import Fate, fates_in
from reportgen.delivery.bounces.parts import (
    Part,
    fields_of,
    header,
    headers,
    returned_headers,
    walked,
)
from reportgen.delivery.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many bytes of a message are read. What is told stands before the returned message and its files.
READ_AT_MOST = 256 * 1024
#: Headers in which a message's own address is found: the first two by custom, the others as MTAs add it.
ADDRESSED = (
    "To",
    "Cc",
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "X-RCPT-To",
)
OUR_MESSAGE_ID = re.compile(rb"<rg(?:-test)?\.[0-9a-f]{8}\.[0-9a-f]{24}@[A-Za-z0-9.\-]{1,253}>")
_RETURNED = re.compile(
    r"(?i)(undeliver|mail delivery|delivery (status|fail)|failure notice|returned mail)"
)
_DAEMON = re.compile(r"(?i)\b(mailer-daemon|postmaster|mail-daemon|mdaemon)\b")


class Kind(StrEnum):
    """What sort of message it is."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    COMPLAINT = "complaint"
    ANSWER = "automatic answer"
    SUSPECT = "looks like a bounce"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Report:
    """A message that came back, read.

    `addressed` are the headers that say to which address it came, `message_ids` and `deliveries` the
    Message-ID and X-Reportgen-Delivery of the message it returns. `mentioned` are Message-IDs of our kind
    anywhere in it: anybody may write these. `identity` tells it from every other report.
    """

    kind: Kind
    identity: str
    addressed: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    fates: tuple[Fate, ...] = ()
    feedback: str = ""


def read_report(content: bytes) -> Report:
    """What a message says, read from its first READ_AT_MOST bytes; never fails."""
    content = content[:READ_AT_MOST]
    mentioned = tuple(dict.fromkeys(m.decode("ascii") for m in OUR_MESSAGE_ID.findall(content)))
    unread = Report(Kind.SUSPECT, sha256(content).hexdigest()[:16], mentioned=mentioned[:20])
    # The standard library's parser has raised nearly everything on broken mail at one time or another,
    # and one such message must not keep all others from being read.
    with suppress(Exception):
        return _read(BytesParser().parsebytes(content), unread)
    return unread


def _read(message: Part, unread: Report) -> Report:
    parts = tuple(walked(message))
    returned = returned_headers(parts)
    report = replace(
        unread,
        addressed=tuple(_values(message, *ADDRESSED)),
        message_ids=tuple(v for part in returned for v in _values(part, "Message-ID")),
        deliveries=tuple(v for part in returned for v in _values(part, "X-Reportgen-Delivery")),
        identity=_identity(message) or unread.identity,
    )
    fates = tuple(fate for part in parts for fate in fates_in(part))
    feedback = next((f for part in parts if (f := _feedback(part))), "")
    if feedback:
        return replace(report, kind=Kind.COMPLAINT, feedback=feedback)
    if fates:
        return replace(report, kind=_kind(fates), fates=fates)
    return replace(report, kind=_kind_without_report(message))


def _identity(message: Part) -> str:
    """The same report read from two places is the same: by its Message-ID, which its copies share."""
    own = header(message, "Message-ID")
    return sha256(own.encode("utf-8", "replace")).hexdigest()[:16] if own else ""


def _kind(fates: tuple[Fate, ...]) -> Kind:
    """By the worst that a report says (RFC 3464, 2.3.3)."""
    actions = {fate.action for fate in fates}
    if "failed" in actions:
        return Kind.FAILED
    if "delayed" in actions:
        return Kind.DELAYED
    return Kind.DELIVERED if actions & {"delivered", "relayed", "expanded"} else Kind.SUSPECT


def _kind_without_report(message: Part) -> Kind:
    from_daemon = bool(_DAEMON.search(header(message, "From")))
    if not from_daemon and _answers_by_itself(message):
        return Kind.ANSWER
    if message.get_content_type() == "multipart/report":
        receipt = str(message.get_param("report-type", "")).lower() == "disposition-notification"
        return Kind.ANSWER if receipt else Kind.SUSPECT
    empty_sender = header(message, "Return-Path") == "<>"
    named_so = bool(_RETURNED.match(header(message, "Subject")))
    return Kind.SUSPECT if from_daemon or empty_sender or named_so else Kind.OTHER


def _answers_by_itself(message: Part) -> bool:
    """RFC 3834's header, and those of before."""
    submitted = header(message, "Auto-Submitted").lower()
    if submitted:
        return not submitted.startswith("no")
    old = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Vacation")
    return any(header(message, name) for name in old) or "auto_reply" in header(
        message, "Precedence"
    )


def _feedback(part: Part) -> str:
    """The Feedback-Type of a complaint (RFC 5965, 3.1)."""
    if part.get_content_type() != "message/feedback-report":
        return ""
    groups = fields_of(part)
    return printable(header(groups[0], "Feedback-Type")).lower()[:40] if groups else ""


def _values(part: Part, *names: str) -> Iterator[str]:
    return map(printable, islice(headers(part, *names), 20))
