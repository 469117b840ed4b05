"""Where a reader may be led from a page: to https, to mail, and to places of the page itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from reportgen.documents.addresses import faults, faults_of_layout, is_allowed

if TYPE_CHECKING:
    from collections.abc import Sequence


def parsed(markup: str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314 - written in this file


@pytest.mark.parametrize(
    "address",
    ["https://example.com", "https://example.com/a?b=c#d", "HTTPS://EXAMPLE.COM", "mailto:a@b.se",
     "#figure-1", "#"],
)  # fmt: skip
def test_allowed(address: str) -> None:
    assert is_allowed(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "java\nscript:alert(1)", "\x01javascript:alert(1)", "vbscript:x", "data:text/html,x",
        "file:///etc/passwd", "http://example.com", "ftp://example.com", "//example.com/x",
        "other.pdf", "/other.pdf", "../x", "", "https:", "https:/x", "https:example.com", "https://[",
        "https://a.com/\u0085", "blob:https://a.com", "tel:112", "https ://a.com",
    ],
)  # fmt: skip
def test_refused(address: str) -> None:
    assert not is_allowed(address)


def test_links_are_told_with_their_words() -> None:
    page = parsed(
        "<body><p>See <a href='javascript:x'>the <b>note</b>\n</a> and <a href='#a'>here</a></p>"
        "<map><area href='ftp://a.com'/></map><svg:svg xmlns:svg='http://www.w3.org/2000/svg'"
        " xmlns:x='http://www.w3.org/1999/xlink'><svg:a x:href='file:///b'/></svg:svg>"
        "<!-- <a href='javascript:y'> --></body>"
    )
    advice = "not allowed; links begin with https://, mailto: or #"
    assert list(faults(page)) == [
        f"link 'the note' to 'javascript:x': {advice}",
        f"link '' to 'ftp://a.com': {advice}",
        f"link '' to 'file:///b': {advice}",
    ]


@pytest.mark.parametrize(
    ("element", "told"),
    [
        (
            '<link rel="Attachment" href="a.css"/>',
            "attaches a file by its address, 'a.css': not allowed",
        ),
        ('<a rel="x attachment" href="#a"/>', "attaches a file by its address, '#a': not allowed"),
        ("<script/>", "holds a <script>: not allowed in a printed page"),
        ("<IFRAME/>", "holds a <iframe>: not allowed in a printed page"),
        ('<meta http-equiv="Refresh"/>', "holds a <meta>: not allowed in a printed page"),
    ],
)
def test_what_else_leads_out_of_a_page(element: str, told: str) -> None:
    assert list(faults(parsed(f"<p>{element}</p>"))) == [told]


def test_a_long_address_is_told_in_short() -> None:
    (told,) = faults(parsed(f"<a href='data:{'x' * 200}\u202e'/>"))
    assert len(told) < 250
    assert "…'" in told
    assert "\u202e" not in told


def test_what_a_style_sheet_makes_a_link_is_seen_in_the_layout() -> None:
    def laid_out(
        links: Sequence[tuple[str, str]], attachments: Sequence[str] = ()
    ) -> SimpleNamespace:
        metadata = SimpleNamespace(attachments=attachments)
        return SimpleNamespace(metadata=metadata, pages=[SimpleNamespace(links=links)])

    fine = [("internal", "a"), ("external", "https://a.com"), ("external", "mailto:a@b.se")]
    assert list(faults_of_layout(laid_out(fine))) == []
    for kind, target in (("external", "file:///a"), ("attachment", "https://a.com")):
        (told,) = faults_of_layout(laid_out([(kind, target)]))
        assert told.startswith(f"link to '{target}': not allowed")
    assert list(faults_of_layout(laid_out(fine, ["a.css"]))) == [
        "attaches files by their addresses: not allowed"
    ]
