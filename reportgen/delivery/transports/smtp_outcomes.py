"""What a server's answer means for a message, by how far that had come."""

from __future__ import annotations

import re
from enum import StrEnum

from reportgen.delivery.outcomes import Outcome, Reply
from reportgen.delivery.states import State
from reportgen.delivery.transports.smtp_blame import REFUSED_SENDER, blamed

CLOSING = 421


class Phase(StrEnum):
    """What was said last; the value is what people read."""

    SENDER = "the sender"
    RECIPIENT = "the recipient"
    DATA = "the wish to send"
    BODY = "the body"
    DOT = "the message"


def after(phase: Phase, reply: Reply) -> Outcome:
    """What comes of an answer that is no plain consent to go on (RFC 5321, 4.2.1 and 4.3.2).

    421 means that the server closes; smtplib leaves the line open then, so the caller has to close it.
    """
    kind, closes = reply.code // 100, reply.code == CLOSING
    if kind == 2 and phase is Phase.DOT:  # noqa: PLR2004 - the codes' first digits speak for themselves
        return Outcome(State.ACCEPTED, reply, queue_id=queue_id(reply))
    if kind in {4, 5} and (blame := blamed(reply)):
        return Outcome(State.PLANNED, reply, blame.advice, stop=blame.stop, reconnect=closes)
    if kind == 5 and phase is Phase.SENDER:  # noqa: PLR2004
        return Outcome(State.PLANNED, reply, REFUSED_SENDER.advice, stop=REFUSED_SENDER.stop)
    if kind in {4, 5}:
        state = State.DEFERRED if kind == 4 else State.REJECTED  # noqa: PLR2004
        return Outcome(state, reply, reconnect=closes)
    return lost(phase, f"it answered {reply} to {phase}", reply)


def lost(phase: Phase, why: str, reply: Reply | None = None) -> Outcome:
    """What a line's end means: nothing was delivered before the dot was out, and nobody knows after it."""
    if phase is Phase.DOT:
        text = f"whether the server took it cannot be known: {why} after the end of the message"
        return Outcome(State.UNKNOWN, reply, text, reconnect=True)
    return Outcome(State.DEFERRED, reply, f"not delivered: {why} at {phase}", reconnect=True)


#: Where servers put the name under which they keep a message.
_QUEUE_IDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"queued as <?([\w.+/-]+)",  # Postfix, OpenSMTPD, SendGrid
        r"\bid=([\w-]+)",  # Exim
        r"InternalId=(\d+)",  # Exchange
        r"([\w.-]+) - gsmtp",  # Gmail
        r"^([\w.+-]{6,}) message accepted",  # Sendmail, OpenSMTPD
        r"message queued \(([\w.-]+)\)",  # Haraka
        r"\bqp (\d+)",  # qmail
        r"^ok:? ([\w-]{16,})$",  # Amazon SES
    )
)


def queue_id(reply: Reply) -> str:
    """The name under which a server took a message, where it tells one."""
    for pattern in _QUEUE_IDS:
        if match := pattern.search(reply.text):
            return match[1].rstrip(".")
    return ""
