"""Whom a refusal is about: this recipient, or everybody this server is to mail.

A server that takes no more today, or that does not let us send in this name, says so with the same codes
as one that knows nobody of that name. The campaign must then stop, and the recipient keep his place. The
texts are those that servers are documented to use: Google (support.google.com/a/answer/3726730), Microsoft
(learn.microsoft.com, non-delivery reports in Exchange Online, SMTP AUTH limits), Amazon SES (SMTP response
codes), Postfix (smtpd(8), anvil(8)), cPanel's Exim; each is in the tests as it was said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportgen.delivery.outcomes import Stop

if TYPE_CHECKING:
    from reportgen.delivery.outcomes import Reply


class Blame(NamedTuple):
    """Why a campaign stops, and what to do about it."""

    stop: Stop
    advice: str


_QUOTA = Blame(Stop.QUOTA, "the server takes no more for now: send again when its limit has passed")
_SPAM = Blame(Stop.SENDER, "the server blocks this account: ask its administrator")
_SENDER = Blame(Stop.SENDER, "the server does not let this account send as the sender of mail.yaml")
_FULL = Blame(Stop.SENDER, "the sender's own mailbox is full: make room, then send again")
_LOGIN = Blame(Stop.LOGIN, "the server wants a login: see server.login in mail.yaml")
_BASIC = Blame(Stop.LOGIN, "the server takes passwords no more: set login: xoauth2 in mail.yaml")
_TLS = Blame(Stop.ENCRYPTION, "the server wants encryption: see server.tls in mail.yaml")
_SIZE = Blame(Stop.SIZE, "the message is too large for the server: make the PDF smaller")
_HOST = Blame(Stop.SERVER, "the server takes no mail from this machine: ask its administrator")

#: What sounds the same, and is about the recipient's own mailbox.
_HIS_OWN = re.compile(
    r"recipient thread limit|receiving mail|^\d+ [45]\.2\.2\b(?!.*STOREDRV\.Submission)",
    re.IGNORECASE,
)
#: What stands in `code enhanced text`, and what it means; the first that is found counts.
_SAID = tuple(
    (re.compile(pattern, re.IGNORECASE), blame)
    for pattern, blame in (
        (r"^550 5\.7\.30\b|basic auth\w* is (not supported|disabled)", _BASIC),
        (r"^530 .*(starttls|tls|encrypt)|^523 |^\d+ [45]\.7\.(10|11|66)\b", _TLS),
        (r"^(530|535|534|538) |^\d+ 5\.7\.57\b", _LOGIN),
        (r"Submission\.Exception:QuotaExceeded|^\d+ 5\.2\.251\b", _FULL),
        (r"SubmissionQuotaExceeded|^550 5\.(4\.5|1\.90)\b|^\d+ 5\.7\.(232|233|705)\b", _QUOTA),
        (r"(daily|hourly|monthly) .*(limit|quota) (is |was |has been )?(exceeded|reached)", _QUOTA),
        (r"\byou('ve| have)? (exceeded|reached) .*(limit|quota)|relay limit exceeded", _QUOTA),
        (r"throttling failure|maximum sending rate|sender thread limit|^432 .*concurrent", _QUOTA),
        (r"exceeded .*\bper (second|minute|hour|day)\b|\b(e?-?mails|messages) per day", _QUOTA),
        (r"too (much mail|many (messages|e?-?mails|recipients)) from|unusual rate of", _QUOTA),
        (r"(message|mail|send\w*) rate (limit )?exceeded|\[TSS0\d\]|^451 4\.7\.500\b", _QUOTA),
        (r"OutboundSpam|bad outbound sender|^\d+ 5\.7\.(50[1-3]|70[0-9]|72[0-9])\b", _SPAM),
        (r"(sending|your account) (is |has been )?(paused|suspended|disabled)", _SPAM),
        (r"SendAsDenied|^\d+ 5\.7\.60\b|^\d+ 5\.2\.25[2-5]\b|sender address rejected", _SENDER),
        (
            r"not (allowed|authori[sz]ed|permitted) to send (as|from)|permissions? to send as",
            _SENDER,
        ),
        (r"(address|identit\w+) .*not verified|failed the check in region", _SENDER),
        (r"(client host|helo command) rejected|client host .* blocked|^521 ", _HOST),
        (r"^\d+ [45]\.3\.4\b|Google's message size", _SIZE),
        (r"^552 (?!5\.2\.)(?=.*\b(size|large|big|much mail data)\b)", _SIZE),
    )
)


def blamed(reply: Reply) -> Blame | None:
    """What a refusal says of the campaign; None where it is about this recipient or this moment."""
    said = str(reply)
    if _HIS_OWN.search(said):
        return None
    for pattern, blame in _SAID:
        if pattern.search(said):
            return blame
    return None


#: A refused sender is refused for all: the same stands in every message.
REFUSED_SENDER = Blame(Stop.SENDER, "the server refuses the sender of mail.yaml")
