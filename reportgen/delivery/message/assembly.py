"""A person's message put together: headers, letter and the PDF that is encoded already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.delivery.message import Message
from reportgen.delivery.message.body import alternatives
from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.headers import headers
from reportgen.delivery.message.verifying import Expected, verified
from reportgen.problems import Problem

if TYPE_CHECKING:
    from reportgen.delivery.identity import Marks
    from reportgen.delivery.message.attachment import Attached
    from reportgen.delivery.message.body import Body
    from reportgen.delivery.message.headers import Header
    from reportgen.delivery.message.heading import Heading
    from reportgen.delivery.recipients import Recipient


def assembled(
    heading: Heading, marks: Marks, recipient: Recipient, body: Body, attached: Attached
) -> Message:
    """The message that one person gets; the same arguments give the same bytes.

    Raises MessageError where a header would not say what it should, or would say more.
    """
    boundary = _boundary(marks)
    top = (
        *headers(heading, marks, recipient),
        ("Content-Type", f'multipart/mixed; boundary="{boundary}"'),
    )
    between = f"--{boundary}\r\n".encode("ascii")
    message = Message(
        sender=heading.envelope_sender(marks.token),
        recipient=recipient.address,
        smtputf8=not _addresses(heading, recipient).isascii(),
        head=b"".join(
            (_block(top), between, _letter(body, boundary, recipient), b"\r\n", between,
             _block(attached.headers))
        ),
        attachment=attached.encoded,
        tail=attached.rest + f"--{boundary}--\r\n".encode("ascii"),
    )  # fmt: skip
    return verified(message, Expected.of(heading, recipient, tuple(name for name, _ in top)))


def _letter(body: Body, boundary: str, recipient: Recipient) -> bytes:
    try:
        return alternatives(body, boundary).as_bytes()
    except UnicodeEncodeError as error:
        found = f"U+{ord(error.object[error.start]):04X}"
        raise MessageError(
            Problem(recipient.position, "", "the letter holds half a character", found)
        ) from error


def _boundary(marks: Marks) -> str:
    """What stands between the parts: `=_` can occur neither in quoted-printable nor in base64."""
    return f"=_{marks.delivery}"


def _addresses(heading: Heading, recipient: Recipient) -> str:
    reply_to = heading.reply_to.address if heading.reply_to else ""
    return recipient.address + heading.sender.address + heading.bounce_address + reply_to


def _block(lines: tuple[Header, ...]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in lines).encode() + b"\r\n"
