"""A letter as its reader sees it, and a page's numbers as they are printed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

EDITIONS = (
    "amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2",
    "nordvind/2025Q3", "nordvind/2025Q4", "skarv/2025Q4",
)  # fmt: skip
#: `$2.79T`, `−$7.60B`, `SEK 336.80`, `> 14.8%`, `33.0×†`, `3.34 years`, `+8.4pp`, and a bare `2026`.
NUMBER = re.compile(
    r"(?:[<>]\s)?[+−]?(?:[$€£¥₹₩]|\b[A-Z]{3}\s)?\d+(?:,\d{3})*(?:\.\d+)?"
    r"(?:%|pp|bps|×|[TBM]\b|\s(?:trillion|billion|million|years|months|GW)\b)?†?"
)
VOID = frozenset({"br", "img", "meta", "link", "hr", "input"})


@dataclass
class Element:
    """A start tag: its name, its attributes, and the words between it and its end tag."""

    name: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words in it."""
        return " ".join("".join(self.words).split())


class Reading(HTMLParser):
    """A letter taken apart: its elements, its visible words, its comments."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.comments: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, name: str) -> list[Element]:
        """The elements of a name."""
        return [element for element in self.elements if element.name == name]


def visible(html: str) -> str:
    """The words that a reader of the HTML sees, cells and paragraphs apart, without the numerals of lists."""
    body = html[html.index("<body") :]
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r'<div class="preheader".*?</div>', "", body, flags=re.DOTALL)
    body = re.sub(r'<td class="numeral[^>]*>\d+</td>', "", body)
    apart = re.sub(r"</(?:td|th|p|h1|h2)>|<br>", "\n", body)
    return unescape(re.sub(r"<[^>]*>", "", apart))


def numbers(text: str) -> Counter[str]:
    """How often each number stands in a text, whatever space is inside of it."""
    plain = re.sub(r"[\s\u00a0\u2009\u202f]+", " ", text)
    return Counter(NUMBER.findall(plain))


def without_numerals(text: str) -> str:
    """A plain text without the numerals of its lists."""
    return re.sub(r"(?m)^\d\. ", "", text)


def words_of_page(html: str) -> str:
    """All words of a printed page, its blocks apart."""
    body = html[html.index("<body") :]
    apart = re.sub(r"</(?:td|th|p|h1|h2|h3|li|span|caption)>", "\n\\g<0>", body)
    return unescape(re.sub(r"<[^>]*>", "", apart))
