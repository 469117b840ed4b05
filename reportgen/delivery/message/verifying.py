"""What was written is read again, and must say what was meant and nothing else.

The standard library has let a header be smuggled in by a person's name (CVE-2024-6923, CVE-2026-1299).
Therefore nothing leaves here on the word of the code that wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.utils import getaddresses
from typing import TYPE_CHECKING, Self

from reportgen.delivery.message.faults import MessageError
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.delivery.message import Message
    from reportgen.delivery.message.heading import Heading
    from reportgen.delivery.recipients import Recipient

#: Without its CRLF (RFC 5322, 2.1.1).
LONGEST_LINE = 998
_FIELD = re.compile(r"([!-9;-~]+): (.*)", re.DOTALL)
_ENVELOPE = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,255}")
_FROM_LINE = re.compile(rb"\n>*From ")
_BLANK_LINE = re.compile(rb"\n[ \t]+\r\n")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a message's headers are to say, and where the person they name is written down."""

    names: tuple[str, ...]
    sender: tuple[str, str]
    recipient: tuple[str, str]
    subject: str
    position: Position

    @classmethod
    def of(cls, heading: Heading, recipient: Recipient, names: tuple[str, ...]) -> Self:
        """What is meant, from where it was before it was written."""
        return cls(
            names,
            (heading.sender.name, heading.sender.address),
            (recipient.name, recipient.address),
            heading.subject,
            recipient.position,
        )


def verified(message: Message, expected: Expected) -> Message:
    """The message itself, where it says what is expected; raises MessageError where it does not."""
    fault = next(_faults(message, expected), "")
    if fault:
        raise MessageError(
            Problem(expected.position, "", "no message can be made for this person", fault)
        )
    return message


def _faults(message: Message, expected: Expected) -> Iterator[str]:
    """What is wrong with a message, as far as one can tell after what was wrong before."""
    yield from _line_faults(message)
    yield from _envelope_faults(message)
    block = message.head.partition(b"\r\n\r\n")[0]
    try:
        text = block.decode("utf-8" if message.smtputf8 else "ascii")
    except UnicodeDecodeError:
        yield "a header that is not ASCII"
        return
    fields = [_FIELD.fullmatch(line) for line in re.split(r"\r\n(?![ \t])", text)]
    if not all(fields):
        yield "a line that is no header"
    yield from _header_faults(tuple(field.groups() for field in fields if field), expected)


def _line_faults(message: Message) -> Iterator[str]:
    """Faults of lines. Base64 is made in lines of 76 characters; it is looked at for its end only."""
    written = message.head + message.tail
    if not written.count(b"\r\n") == written.count(b"\n") == written.count(b"\r"):
        yield "a line that does not end in CRLF"
    lines = written.split(b"\r\n")
    if max(map(len, lines)) > LONGEST_LINE:
        yield f"a line of more than {LONGEST_LINE} bytes"
    if _BLANK_LINE.search(written):
        yield "a line of nothing but spaces"
    if _FROM_LINE.search(written):
        yield "a line that begins a message in a mailbox file"
    if not all(part.endswith(b"\r\n") for part in (message.head, message.attachment, message.tail)):
        yield "a part that does not end with its line"


def _envelope_faults(message: Message) -> Iterator[str]:
    for address in (message.sender, message.recipient):
        if not _ENVELOPE.fullmatch(address):
            yield f"an address that a server cannot take: {address!r}"
        if not message.smtputf8 and not address.isascii():
            yield f"an address that is not ASCII: {address!r}"


def _header_faults(found: tuple[tuple[str, ...], ...], expected: Expected) -> Iterator[str]:
    names = tuple(name for name, _ in found)
    if names != expected.names or len({name.lower() for name in names}) != len(names):
        yield f"other headers than {', '.join(expected.names)}: {', '.join(names)}"
        return
    values = {name: re.sub(r"\r\n(?=[ \t])", "", value) for name, value in found}
    if _decoded(values["Subject"]) != expected.subject:
        yield "a subject that reads otherwise"
    for header, person in (("From", expected.sender), ("To", expected.recipient)):
        if _people(values[header]) != [person]:
            yield f"a header {header} that names somebody else"


def _people(value: str) -> list[tuple[str, str]]:
    return [(_decoded(name), address) for name, address in getaddresses([value])]


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value)))
