"""What a small message is made of; each test says what is other in its own."""

from __future__ import annotations

import datetime as dt
from email import policy
from email.parser import BytesParser, Parser
from typing import TYPE_CHECKING

from reportgen.delivery.identity import Key, Marks
from reportgen.delivery.message.assembly import assembled
from reportgen.delivery.message.attachment import Attached
from reportgen.delivery.message.body import Body
from reportgen.delivery.message.heading import Heading, Mailbox
from reportgen.delivery.recipients import Recipient
from reportgen.problems import Position

if TYPE_CHECKING:
    from email.message import EmailMessage

    from reportgen.delivery.message import Message

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4 + b"\n%%EOF\n"
ATTACHED = Attached.of("amazon-2026Q4.pdf", PDF)
BODY = Body("Upside 12.4% – see inside.\n", "<p>Upside 12.4% – see inside.</p>\n")
HEADING = Heading(
    sender=Mailbox("Halden Research", "research@halden.example"),
    subject="Amazon 2026Q4",
    date=dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC),
    list_id="briefings.halden.example",
)


def person(name: str = "Ann Lee", address: str = "ann@x.example", line: int = 2) -> Recipient:
    return Recipient(
        email=address,
        address=address,
        key=address.casefold(),
        name=name,
        smtputf8=not address.isascii(),
        position=Position("recipients.csv", line, 1),
    )


def marks(recipient: Recipient, *, test: bool = False) -> Marks:
    return Key(b"k" * 32).marks("c0ffee11" * 8, recipient.key, "halden.example", test=test)


def letter(
    recipient: Recipient,
    heading: Heading = HEADING,
    body: Body = BODY,
    attached: Attached = ATTACHED,
) -> Message:
    return assembled(heading, marks(recipient), recipient, body, attached)


def parsed(message: Message) -> EmailMessage:
    """As a mail program of today reads it."""
    if message.smtputf8:  # the library's reader of bytes leaves such headers as they are
        return Parser(policy=policy.SMTPUTF8).parsestr(message.content.decode())
    return BytesParser(policy=policy.SMTP).parsebytes(message.content)


def plain_text(message: Message) -> str:
    """The letter in plain text with the line ends of this machine."""
    part = parsed(message).get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
