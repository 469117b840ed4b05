"""What was written is read again: a message that says anything else than what was meant is not made."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.verifying import Expected, verified
from tests.message.letters import HEADING, letter, person

if TYPE_CHECKING:
    from reportgen.delivery.message import Message

ANN = person()
GOOD = letter(ANN)
NAMES = ("From", "Subject", "Date", "To", "Message-ID", "List-Id", "X-Reportgen-Delivery", "MIME-Version",
         "Content-Type")  # fmt: skip
EXPECTED = Expected.of(HEADING, ANN, NAMES)


def changed(old: bytes, new: bytes) -> Message:
    assert old in GOOD.head
    return replace(GOOD, head=GOOD.head.replace(old, new, 1))


def test_a_good_message_passes() -> None:
    assert verified(GOOD, EXPECTED) is GOOD


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (b"To: Ann Lee", b"Bcc: eve@x.example\r\nTo: Ann Lee", "other headers than From, Subject,"),
        (b"Date: ", b"To: eve@x.example\r\nDate: ", "other headers than"),
        (b"Subject: ", b"X-Subject: ", "other headers than"),
        (b"List-Id: <briefings.halden.example>\r\n", b"", "other headers than"),
        (b"To: Ann Lee", b"Bcc : eve@x.example\r\nTo: Ann Lee", "a line that is no header"),
        (b"To: Ann Lee", b"\r\nTo: Ann Lee", "other headers than"),
        (
            b"<ann@x.example>",
            b"<ann@x.example>, eve@x.example",
            "a header To that names somebody else",
        ),
        (b"<ann@x.example>", b"<eve@x.example>", "a header To that names somebody else"),
        (b"Ann Lee", b"Bo Ek", "a header To that names somebody else"),
        (b"Ann Lee", b"=?utf-8?q?Ann_Lee=0D=0ABcc=3A_e=40x=2Eexample?=", "a header To that names"),
        (b"research@", b"rese\r\n arch@", "a header From that names somebody else"),
        (b"2026Q4", b"2026Q3", "a subject that reads otherwise"),
        (b"Ann Lee", b"Ann\nLee", "a line that does not end in CRLF"),
        (b"Ann Lee", b"Ann\rLee", "a line that does not end in CRLF"),
        (b"Ann Lee", "Änn Lee".encode(), "a header that is not ASCII"),
        (b"2026Q4", b"x" * 990, "a line of more than 998 bytes"),
        (b"Ann Lee", b"Ann\r\n \r\n Lee", "a line of nothing but spaces"),
        (b"Upside", b"\r\nFrom Upside", "a line that begins a message in a mailbox file"),
    ],
)
def test_whatever_was_put_into_it_is_found(old: bytes, new: bytes, found: str) -> None:
    with pytest.raises(MessageError) as refused:
        verified(changed(old, new), EXPECTED)
    problem = "recipients.csv:2:1: no message can be made for this person, found "
    assert str(refused.value).startswith(problem + found)


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (
            replace(GOOD, sender="research@halden.example> RCPT TO:<e@x.example"),
            "an address that a server",
        ),
        (replace(GOOD, recipient=""), "an address that a server cannot take"),
        (replace(GOOD, recipient="zoë@x.example"), "an address that is not ASCII"),
        (replace(GOOD, sender=f"{'b' * 65}@x.example"), "an address that a server cannot take"),
        (replace(GOOD, attachment=b"UERG"), "a part that does not end with its line"),
        (replace(GOOD, tail=b"--x--"), "a part that does not end with its line"),
    ],
)
def test_so_is_what_is_wrong_around_it(message: Message, found: str) -> None:
    with pytest.raises(MessageError, match=found):
        verified(message, EXPECTED)


def test_a_header_smuggled_in_through_the_standard_library_is_found() -> None:
    """CVE-2024-6923: where this library is mended there is no such line, and nothing to find."""
    name = "Ann =?utf-8?q?=0D=0ABcc=3A_eve=40x=2Eexample?="
    naive = EmailMessage(policy=policy.SMTP)
    naive["From"], naive["Subject"] = "Halden Research <research@halden.example>", "Amazon 2026Q4"
    naive["To"] = Address(name, "ann", "x.example")
    naive.set_content("Hello\n")
    try:
        written = naive.as_bytes()
    except ValueError:
        return  # newer libraries refuse by themselves
    message = replace(GOOD, head=written, attachment=b"\r\n", tail=b"\r\n")
    meant = Expected.of(HEADING, person(name), ("From", "Subject", "To", *naive.keys()[3:]))
    with pytest.raises(MessageError, match="no message can be made for this person"):
        verified(message, meant)
