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

from reportgen.delivery.bounces.parts import (
    Part,
    fields_of,
    header,
    headers,
    returned_headers,
    walked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many bytes of a message are read. What is told stands before the returned message and its files.
READ_AT_MOST = 256 * 1024
TOLD_AT_MOST = 300
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
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_QUOTED = re.compile(r"(?i)smtp; ?[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_DAEMON = re.compile(r"(?i)\b(mailer-daemon|postmaster|mail-daemon|mdaemon)\b")
_HEXADECIMAL = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")


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
class Fate:
    """What a report says of one recipient; empty where it says nothing.

    `status` is the enhanced status code of RFC 3463, `diagnostic` what the remote server said;
    `original` is the address as we wrote it, `final` the one it came to in the end.
    """

    action: str = ""
    status: str = ""
    diagnostic: str = ""
    original: str = ""
    final: str = ""
    remote: str = ""


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


def printable(text: str) -> str:
    """A stranger's words for one line of a terminal: no control, no hidden character, not too long."""
    words = "".join(c if c.isprintable() else " " for c in text[: TOLD_AT_MOST * 4])
    told = " ".join(words.split())
    return told if len(told) <= TOLD_AT_MOST else f"{told[:TOLD_AT_MOST]}…"


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
    fates = tuple(fate for part in parts for fate in _fates(part))
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
    return Kind.SUSPECT if from_daemon or empty_sender else Kind.OTHER


def _answers_by_itself(message: Part) -> bool:
    """RFC 3834's header, and those of before."""
    submitted = header(message, "Auto-Submitted").lower()
    if submitted:
        return not submitted.startswith("no")
    old = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Vacation")
    return any(header(message, name) for name in old) or "auto_reply" in header(
        message, "Precedence"
    )


def _fates(part: Part) -> Iterator[Fate]:
    """The groups of a delivery status, but the first, which speaks of the message as a whole."""
    kind = part.get_content_type()
    if kind not in {"message/delivery-status", "message/global-delivery-status"}:
        return
    for group in fields_of(part):
        if header(group, "Action") or header(group, "Final-Recipient"):
            yield _fate(group)


def _fate(group: Part) -> Fate:
    diagnostic = printable(header(group, "Diagnostic-Code"))
    return Fate(
        header(group, "Action").split(" ")[0].lower()[:20],
        _status(header(group, "Status"), diagnostic),
        diagnostic,
        _typed(header(group, "Original-Recipient")),
        _typed(header(group, "Final-Recipient")),
        _typed(header(group, "Remote-MTA")),
    )


def _status(stated: str, diagnostic: str) -> str:
    """The code that a report states, or that of the server it quotes where it states none or only 5.0.0.

    Exim writes 5.0.0 whatever the other server said.
    """
    own, quoted = _STATUS.match(stated), _QUOTED.match(diagnostic)
    status = own[0] if own else ""
    if quoted and (not status or status == f"{quoted[1][0]}.0.0"):
        return quoted[1]
    return status


def _typed(value: str) -> str:
    """`rfc822; ann@halden.example` without its type; utf-8 addresses as RFC 6533, 3 writes them."""
    text = _HEXADECIMAL.sub(_character, value.rpartition(";")[2])
    return printable(text).strip("<> ")


def _character(code: re.Match[str]) -> str:
    number = int(code.group(1), 16)
    return chr(number) if number < 0x110000 else " "  # noqa: PLR2004 - the last of Unicode


def _feedback(part: Part) -> str:
    """The Feedback-Type of a complaint (RFC 5965, 3.1)."""
    if part.get_content_type() != "message/feedback-report":
        return ""
    groups = fields_of(part)
    return printable(header(groups[0], "Feedback-Type")).lower()[:40] if groups else ""


def _values(part: Part, *names: str) -> Iterator[str]:
    return map(printable, islice(headers(part, *names), 20))
