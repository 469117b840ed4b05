"""What may not stand in a header is refused by its name, and what people write with is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.addresses import AddressError, mailbox, parsed
from reportgen.assumptions.refused_characters import refused_characters
from reportgen.delivery.message.words import unfit


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\rb\nc", ("a line break",)),
        ("a\tb\0", ("a tab", "NUL")),
        ("\x9b31m", ("U+009B a control character",)),
        ("a\u2029b", ("U+2029 PARAGRAPH SEPARATOR",)),
        ("a\u2066b\u202e", ("U+2066 LEFT-TO-RIGHT ISOLATE", "U+202E RIGHT-TO-LEFT OVERRIDE")),
        ("a\ufeffb", ("U+FEFF ZERO WIDTH NO-BREAK SPACE",)),
        ("\ud800", ("U+D800 half of a character",)),
        ("\ufdd0\U0001ffff", ("U+FDD0 no character", "U+1FFFF no character")),
        ("\ue000", ("U+E000 a character of nobody's alphabet",)),
        ("\U000e0020", ("U+E0020 TAG SPACE",)),
        ("x\ufe0f", ("U+FE0F VARIATION SELECTOR-16",)),
        ("❤\ufe0f\ufe0f", ("U+FE0F VARIATION SELECTOR-16",)),
        ("Ann\u200d\u200dDoe", ("U+200D ZERO WIDTH JOINER",)),
        ("\u738b\u200c\u738b", ("U+200C ZERO WIDTH NON-JOINER",)),
        ("=?utf-8?q?x?=", ("'=?'",)),
    ],
)
def test_each_is_told_by_its_name(text: str, told: tuple[str, ...]) -> None:
    assert refused_characters(text) == told


@pytest.mark.parametrize(
    "text", ["", "a b", "=", "?=", "Zoë", "e\u0301", "שלום", "\u0600", "\u3000", "\u00a0", "1\ufe0f\u20e3",
             "👍🏽", "👩\u200d👩\u200d👧", "🇳🇴", "\U0001fae9", "\u0915\u094d\u200d\u0937"],
)  # fmt: skip
def test_what_people_write_with_is_not_refused(text: str) -> None:
    assert refused_characters(text) == ()


@given(st.text(st.characters(codec=None), max_size=8))
def test_nothing_passes_here_that_a_message_would_refuse(text: str) -> None:
    if text and text == text.strip() and not refused_characters(text):
        assert unfit(text) == ""


# Addresses


def test_an_address_has_one_spelling_that_tells_people_apart() -> None:
    found = parsed("Ann.Doe@MÜNCHEN.Example")
    assert found.email == "Ann.Doe@münchen.example"
    assert found.address == "Ann.Doe@xn--mnchen-3ya.example"
    assert found.key == "ann.doe@xn--mnchen-3ya.example"
    assert found.domain == "xn--mnchen-3ya.example"
    assert not found.smtputf8
    assert parsed("ann.doe@xn--mnchen-3ya.example").key == found.key


def test_a_letter_and_its_accent_apart_are_the_same_letter() -> None:
    assert parsed("zoe\u0308@halden.example").key == parsed("ZO\u00cb@halden.example").key


@pytest.mark.parametrize(
    ("local", "domain"), [("x" * 65, "halden.example"), ("x", f"{'halden.' * 36}example")]
)
def test_addresses_longer_than_a_server_takes_are_refused(local: str, domain: str) -> None:
    with pytest.raises(AddressError, match=r"more than 64 bytes|longer than 254 bytes"):
        parsed(f"{local}@{domain}")


@pytest.mark.parametrize(
    ("text", "name"),
    [("research@halden.example", ""), ("<research@halden.example>", ""),
     ("Halden Research <research@halden.example>", "Halden Research"),
     ('"Halden, Research" <research@halden.example>', "Halden, Research"),
     (r'"Say \"hi\" \\" <research@halden.example>', 'Say "hi" \\')],
)  # fmt: skip
def test_a_sender_may_have_a_name(text: str, name: str) -> None:
    found = mailbox(text)
    assert (found.name, found.address.email) == (name, "research@halden.example")


@given(st.text(max_size=40) | st.text('a@.<>"\\ ,', max_size=20))
def test_any_text_is_an_address_that_a_header_takes_or_is_refused(text: str) -> None:
    try:
        found = parsed(text)
    except AddressError:
        return
    assert unfit(found.address) == ""
    assert found.address.count("@") == 1
    assert parsed(found.email).key == found.key
