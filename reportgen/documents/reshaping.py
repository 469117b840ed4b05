"""What a page needs on a screen that paper does not: a bar above it, labels, tables that move by themselves.

The markup is our own templates', in which users' words are escaped, so that patterns find whole elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: From this many columns on, a table is wider than a telephone.
WIDE = 4
DRAWING = re.compile(r"(<svg\b[^>]*)>\s*<title>(.*?)</title>", re.DOTALL)
PICTURE = re.compile(r"(<svg\b.*?</svg>)", re.DOTALL)
TABLE = re.compile(r"<table\b([^>]*)>.*?</table>", re.DOTALL)
CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)
TAG = re.compile(r"<[a-zA-Z/][^>]*>")
#: Between a sign and a currency a line may break, says Unicode; a reader would not expect it.
SIGNED = re.compile(r"([−+])(?=[$€£¥])")
WORD_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another file: its words, and its address from here."""

    words: str
    address: str


def for_screen(markup: str, ways: Sequence[Way]) -> str:
    """The page with a bar of ways above it, drawings that say what they show, and tables that fit."""
    pieces = PICTURE.split(DRAWING.sub(_labelled, markup))
    # A drawing's letters stand where they were measured: nothing goes between them.
    pieces[::2] = (SIGNED.sub(rf"\1{WORD_JOINER}", words) for words in pieces[::2])
    return _framed(TABLE.sub(_movable, "".join(pieces)), ways)


def _framed(page: str, ways: Sequence[Way]) -> str:
    """The page below the bar, and a way for the keyboard past that bar."""
    links = "".join(f'<a href="{escape(way.address)}">{escape(way.words)}</a>\n' for way in ways)
    bar = f'<nav class="ways" aria-label="Other files">\n{links}</nav>\n' if ways else ""
    opening = f'<a class="skip" href="#content">Skip to content</a>\n{bar}<main id="content">\n'
    page = page.replace("<body>\n", f"<body>\n{opening}", 1)
    return page.replace("</body>", "</main>\n</body>", 1)


def _labelled(found: re.Match[str]) -> str:
    """A drawing's words as its label: browsers show a title of five lines as a tip over the chart."""
    return f'{found[1]} aria-label="{escape(unescape(found[2]))}">'


def _movable(found: re.Match[str]) -> str:
    """A wide table in a region that keys and fingers move; one that states its role reshapes itself."""
    table, caption = found[0], CAPTION.search(found[0])
    if "role=" in found[1] or table.count('<th scope="col"') < WIDE or caption is None:
        return table
    words = escape(" ".join(unescape(TAG.sub(" ", caption[1])).split()))
    return f'<div class="movable" role="region" tabindex="0" aria-label="{words}">{table}</div>'
