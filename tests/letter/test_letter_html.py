"""The HTML as mail programs take it: tables, attributes that they keep, nothing that is fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen.briefing.letter import Cover, Enclosure, Person, faults
from tests.letter.letter_reading import EDITIONS, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing.letter import Writing

WHOLE = Cover(
    note="A word before.", browser="https://halden.example/2026Q2.html",
    enclosure=Enclosure("briefing.pdf", 8, 1_254_000),
)  # fmt: skip
ANN = Person("Ann", {}, "https://halden.example/leave/1f", "mailto:leave@halden.example")
#: What Gmail, Outlook and Apple Mail keep.
ATTRIBUTES = frozenset({
    "align", "alt", "aria-hidden", "aria-label", "aria-roledescription", "bgcolor", "border",
    "cellpadding", "cellspacing", "charset", "class", "content", "dir", "height", "href", "lang", "name",
    "role", "scope", "style", "valign", "width", "xmlns", "xmlns:o",
})  # fmt: skip
ELEMENTS = frozenset({
    "a", "b", "body", "br", "div", "em", "h1", "h2", "head", "html", "meta", "p", "span", "strong",
    "style", "table", "tbody", "td", "th", "title", "tr",
})  # fmt: skip


@pytest.fixture(scope="module", params=[(e, t) for e in EDITIONS for t in ("house", "halden")])
def html(request: pytest.FixtureRequest, write: Callable[..., Writing]) -> str:
    edition, theme = request.param
    return str(write(edition, ANN, WHOLE, theme=theme).html)


def test_only_what_mail_programs_keep(html: str) -> None:
    read = Reading(html)
    assert {element.name for element in read.elements} - ELEMENTS == set()
    assert {name for element in read.elements for name in element.attributes} - ATTRIBUTES == set()
    assert list(faults.problems(html)) == []


def test_every_address_is_the_sender_s_or_a_link_of_the_prose(html: str) -> None:
    own = re.findall(r"""(?:https?:|mailto:|//)[^\s"'<>)]+""", html)
    declared = ("http://www.w3.org/1999/xhtml",)  # a name, nothing that is fetched
    allowed = ("https://halden.example/", "mailto:leave@halden.example", *declared)
    assert [address for address in own if not address.startswith(allowed)] == []


def test_tables_hold_the_layout_together_or_have_heads(html: str) -> None:
    read = Reading(html)
    for table in read.all("table"):
        laid_out = table.attributes.get("role") == "presentation"
        assert laid_out or "topped" in table.attributes["class"]
        assert table.attributes["cellpadding"] == table.attributes["cellspacing"] == "0"
    assert all(head.attributes["scope"] in {"col", "row"} for head in read.all("th"))
    assert 'width="600"' in next(c for c in read.comments if "presentation" in c)
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 3


def test_grounds_are_attributes_too_for_outlook(html: str) -> None:
    for element in Reading(html).elements:
        painted = re.search(r"background-color: (#\w{6})", element.attributes.get("style", ""))
        if painted:
            assert element.attributes["bgcolor"] == painted[1]


def test_it_has_a_title_a_language_and_both_colour_schemes(html: str) -> None:
    read = Reading(html)
    assert read.all("title")[0].text
    assert read.all("html")[0].attributes["lang"] == "en"
    schemes = {"color-scheme", "supported-color-schemes"}
    named = {
        m.attributes["name"]: m.attributes.get("content")
        for m in read.all("meta")
        if "name" in m.attributes
    }
    assert {name: named[name] for name in schemes} == dict.fromkeys(schemes, "light dark")
    assert len(read.all("h1")) == 1
    assert html.index("<meta charset") < 1024


def test_the_rules_that_stay_are_only_those_for_the_dark_and_for_telephones(html: str) -> None:
    (sheet,) = re.findall(r"<style>(@media.*?)</style>", html, re.DOTALL)
    assert "prefers-color-scheme: dark" in sheet
    assert "max-width: 480px" in sheet
    declarations = re.findall(r"[\w-]+: [^;{}]+(?=[;}])", sheet)
    assert [each for each in declarations if "!important" not in each] == []
    assert "var(" not in html
    assert len(sheet) < 4096


def test_it_is_far_from_where_gmail_cuts(html: str) -> None:
    assert len(html.encode()) < 64 * 1024
