"""Rules for the texts of mail.yaml that end in headers: each takes a text and gives what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportgen.assumptions.addresses import AddressError, mailbox, parsed
from reportgen.assumptions.refused_characters import refused_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.addresses import Address
    from reportgen.problems import Severity


class Fault(NamedTuple):
    """What is wrong with a text, what to do about it, whether the text may be shown, and how bad it is."""

    what: str
    advice: str = ""
    shown: bool = True
    severity: Severity = "error"


#: As long as the token of a person's marks.
TOKEN = "0" * 20
#: Headers that every message has, or that a server or a signature writes.
OURS = frozenset(
    (
        "authentication-results", "auto-submitted", "bcc", "cc", "date", "dkim-signature", "errors-to",
        "feedback-id", "from", "in-reply-to", "message-id", "mime-version", "precedence", "received",
        "references", "reply-to", "return-path", "sender", "subject", "to", "x-reportgen-delivery",
    )
)  # fmt: skip
_FAMILIES = ("arc-", "content-", "list-", "resent-")
LONGEST_HEADER_NAME = 60
LONGEST_LIST_ID = 255  # octets (RFC 2919, 2)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"


def safe(text: str) -> Iterator[Fault]:
    """A text of one line that may stand in a header."""
    if refused := refused_characters(text):
        yield Fault(f"holds {refused[0]}", "delete it")
    elif text != text.strip():
        yield Fault("has a space at its beginning or end", "delete it")


def sender(text: str) -> Iterator[Fault]:
    """An address that every server takes, with a name beside it if wanted."""
    try:
        found = mailbox(text)
    except AddressError as error:
        advice = error.advice if "<" in text else f"{error.advice}, or as Name <name@domain>"
        yield Fault(error.what, advice)
        return
    yield from _for_every_server(found.address)


def bounce(text: str) -> Iterator[Fault]:
    """An address for undeliverable mail; {token} may stand in it once, before the @."""
    bare = text.replace("{token}", TOKEN, 1)
    if "{" in bare or "}" in bare:
        yield Fault("has other braces than one {token}", "write it as bounces+{token}@domain")
    elif "{token}" in text.rpartition("@")[2]:
        yield Fault("has {token} behind the @", "write it as bounces+{token}@domain")
    else:
        yield from _plain(bare)


def person(text: str) -> Iterator[Fault]:
    """The address of one person."""
    try:
        parsed(text)
    except AddressError as error:
        yield Fault(error.what, error.advice)


def list_id(text: str) -> Iterator[Fault]:
    """A name of the list, such as briefings.halden.example (RFC 2919)."""
    if not re.fullmatch(rf"{_ATOM}(?:\.{_ATOM})+", text):
        yield Fault(
            "is no name of a list",
            "write words with dots between, such as briefings.halden.example",
        )
    elif len(text) > LONGEST_LIST_ID:
        yield Fault(f"is longer than {LONGEST_LIST_ID} characters", "write a shorter one")


def header_name(text: str) -> Iterator[Fault]:
    """The name of a header that is ours to add (RFC 5322, 2.2)."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", text) or len(text) > LONGEST_HEADER_NAME:
        yield Fault(
            "is no name of a header",
            "write letters, digits and hyphens, such as Resend-Idempotency-Key",
        )
    elif text.lower() in OURS or text.lower().startswith(_FAMILIES):
        yield Fault(
            "is a header that means something else", "write the one that your mail service names"
        )


def _plain(text: str) -> Iterator[Fault]:
    try:
        found = parsed(text)
    except AddressError as error:
        yield Fault(error.what, error.advice)
        return
    yield from _for_every_server(found)


def _for_every_server(address: Address) -> Iterator[Fault]:
    if address.smtputf8:
        yield Fault(
            "has other letters than ASCII before the @", "write an address that every server takes"
        )
