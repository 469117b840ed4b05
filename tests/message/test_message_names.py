"""Names, subjects and addresses from everywhere arrive as they were written, or are refused with a word."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.utils import getaddresses
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.heading import Mailbox
from tests.message.letters import HEADING, letter, parsed, person

if TYPE_CHECKING:
    from reportgen.delivery.message import Message

NAMES = (
    "Ann Lee", "O'Brien, Pat", 'Doe, "JJ" Jane', "back\\slash \\", "Zoë", "王小明", "فاطمة الزهراء", "נועם",
    "Ann (CFO)", "a@b.example", "Ann;Lee:", "日本 太郎", "हिन्दी नाम", "😀 Ann", "👩‍👩‍👧",
    "Ann <eve@x.example>",
    "=", "?=", "_ a _", "Å" * 20, "J. R. Smith", "Tab?\u3000Wide",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    to = parsed(letter(person(name)))["To"].addresses
    assert [(box.display_name, box.addr_spec) for box in to] == [(name, "ann@x.example")]


@pytest.mark.parametrize("subject", NAMES)
def test_so_is_a_subject_and_a_sender(subject: str) -> None:
    sender = Mailbox(subject, "research@halden.example")
    message = parsed(letter(person(), replace(HEADING, subject=subject, sender=sender)))
    assert message["Subject"] == subject
    assert message["From"].addresses[0].display_name == subject


def test_a_long_name_is_folded_between_its_characters() -> None:
    """Lines and encoded words have at most 75 characters; one of three bytes is four of base64's.

    4 + 12 + 14 x 4 = 72 and 12 + 15 x 4 = 72 fit, one more would be 76; 11 are left.
    """
    lines = letter(person("王" * 40)).head.split(b"\r\n")
    to = next(number for number, line in enumerate(lines) if line.startswith(b"To:"))
    wang = b"546L"  # E7 8E 8B
    assert lines[to : to + 3] == [
        b"To: =?utf-8?b?%s?=" % (14 * wang),
        b" =?utf-8?b?%s?=" % (15 * wang),
        b" =?utf-8?b?%s?= <ann@x.example>" % (11 * wang),
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ann\r\nBcc: eve@x.example", "a line break"),
        ("Ann\nLee", "a line break"),
        ("Ann\x00", "NUL"),
        ("Ann\x85Lee", "U+0085 a control character"),
        ("Ann\u2028Lee", "U+2028 LINE SEPARATOR"),
        ("Ann \u202eeeL", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("Ann\u2066Lee", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("Ann\u200bLee", "U+200B ZERO WIDTH SPACE"),
        ("Ann\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("Ann\ud83d", "U+D83D half of a character"),
        ("Ann\uffff", "U+FFFF no character"),
        ("Ann\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("Ann =?utf-8?q?=0D=0ABcc=3A_e=40x=2Eexample?=", "'=?'"),
        ("\u202eAnn =?x", "U+202E RIGHT-TO-LEFT OVERRIDE, '=?'"),
        (" Ann", "a space at its beginning or end"),
        ("", "nothing"),
    ],
)
def test_what_could_deceive_is_refused_and_named(name: str, found: str) -> None:
    with pytest.raises(MessageError) as refused:
        letter(person(name, line=14))
    assert str(refused.value) == (
        f"recipients.csv:14:1: name: cannot stand in a header of a message, found {found}; "
        "write it without that"
    )
    with pytest.raises(MessageError, match=re.escape(f"mail.yaml:1:1: subject: cannot stand in a header of a "
                                                     f"message, found {found};")):  # fmt: skip
        letter(person(), replace(HEADING, subject=name))


def test_a_sender_without_a_name_is_shown_by_the_address() -> None:
    message = letter(person(), replace(HEADING, sender=Mailbox("", "research@halden.example")))
    assert message.head.startswith(b"From: research@halden.example\r\n")


def test_a_domain_stays_in_ascii_and_only_the_part_before_it_needs_utf8() -> None:
    plain = letter(person("Zoë", "zoe@xn--hlden-gra.example"))
    assert not plain.smtputf8
    assert plain.content.isascii()
    wide = letter(person("Zoë", "zoë@xn--hlden-gra.example"))
    assert wide.smtputf8
    assert "\r\nTo: =?utf-8?q?Zo=C3=AB?= <zoë@xn--hlden-gra.example>\r\n".encode() in wide.head
    assert parsed(wide)["To"].addresses[0].addr_spec == "zoë@xn--hlden-gra.example"
    assert letter(person(), replace(HEADING, sender=Mailbox("Zoë", "zoë@h.example"))).smtputf8


@pytest.mark.parametrize(
    "address",
    [
        "ann",
        "ann@x.example, eve@y.example",
        "ann@x.example>\r\nBcc: <e@y.example",
        f"{'a' * 65}@x.example",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(MessageError):
        letter(person("Ann Lee", address))


def read_back(message: Message, header: str) -> str:
    """A header's value by the library's older reader, which shares no code with its newer one."""
    value = email.message_from_bytes(message.content)[header]
    return re.sub(r"\r?\n(?=[ \t])", "", value)


def decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


HEADERS = ["From", "Subject", "Date", "To", "Message-ID", "List-Id", "X-Reportgen-Delivery", "MIME-Version",
           "Content-Type"]  # fmt: skip


#: Any text at all; and, because most of that is refused, text of letters, digits, marks and spaces.
WORDS = st.text(max_size=300) | st.text(
    st.characters(codec="utf-8", categories=("L", "Nd", "P", "S", "Zs")), max_size=300
)


@given(WORDS)
@example("x" * 60 + " " + "y" * 60)
@example("a  b" * 75)
@example('\\"' * 150)
@example("é" * 300)
@example("Ann\t")
@example("Ann\x1c")
@example("\u00a0")
def test_any_name_and_any_subject_is_refused_or_read_back_equal(words: str) -> None:
    sender = Mailbox(words, "research@halden.example")
    try:
        message = letter(person(words), replace(HEADING, subject=words, sender=sender))
    except MessageError:
        return
    block, _, _ = message.head.partition(b"\r\n\r\n")
    assert [
        line.split(b":")[0].decode() for line in block.split(b"\r\n") if line[:1] != b" "
    ] == HEADERS
    assert max(map(len, block.split(b"\r\n"))) <= 78
    assert all(len(word) <= 75 for word in re.findall(rb"=\?utf-8\?[^ \r]*", block))
    assert decoded(read_back(message, "Subject")) == words
    for header, address in (("To", "ann@x.example"), ("From", "research@halden.example")):
        ((name, found),) = getaddresses([read_back(message, header)])
        assert (decoded(name), found) == (words, address)
