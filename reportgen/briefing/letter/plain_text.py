"""Paragraphs and tables in plain text: no line wider than a screen of old, no address in two pieces."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import TYPE_CHECKING

from reportgen.briefing.letter.markup import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 78
#: A line may have 998 bytes (RFC 5322, 2.1.1); of UTF-8 a sign takes up to four.
LONGEST_WORD, LONGEST_PIECE = 900, 225
#: Stays with its number; at the head of a line `>` would pass for the mark of a quotation.
_BOUND = re.compile(r" ([<>]) ")
HELD = "\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}"
#: Between two columns, and the least that is left to the first one.
GAP, NARROWEST = 2, 24


def wrapped(words: str, first: str = "", rest: str | None = None) -> str:
    """A paragraph in lines of 78 columns: `first` before the first of them, `rest` before the others."""
    before = first if rest is None else rest
    lines = textwrap.wrap(
        _breakable(_BOUND.sub(HELD, plain(words))), WIDTH, initial_indent=first, subsequent_indent=before,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(lines)


def _breakable(text: str) -> str:
    """The text with the longest of words in pieces that a line of a mail may hold."""
    return " ".join(piece for word in text.split(" ") for piece in _pieces(word))


def _pieces(word: str) -> Iterator[str]:
    size = LONGEST_PIECE if len(word.encode()) > LONGEST_WORD else LONGEST_WORD
    for start in range(0, len(word) or 1, size):
        yield word[start : start + size]


def underlined(words: str, sign: str = "-") -> str:
    """A heading with a line below it."""
    lines = wrapped(words)
    return f"{lines}\n{sign * max(map(columns, lines.splitlines()), default=0)}"


def aligned(rows: Sequence[Sequence[str]], sides: str) -> str:
    """A table; `sides` says of each column whether its words keep to the left or right: `lrr`.

    A label that is too long for the first column takes more lines.
    """
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    taken = sum(widths[1:]) + GAP * (len(widths) - 1)
    widths[0] = min(widths[0], max(NARROWEST, WIDTH - taken))
    return "\n".join(line for row in cells for line in _lines(row, widths, sides))


def _lines(row: Sequence[str], widths: Sequence[int], sides: str) -> list[str]:
    """A row of a table; its values stand beside the last line of its label."""
    wide = textwrap.wrap(row[0], widths[0], break_on_hyphens=False) or [""]
    *above, label = [part.strip() for part in wide]
    padded = [
        _padded(cell, width, side)
        for cell, width, side in zip([label, *row[1:]], widths, sides, strict=True)
    ]
    return [*above, (" " * GAP).join(padded).rstrip()]


def _padded(cell: str, width: int, side: str) -> str:
    space = " " * (width - columns(cell))
    return space + cell if side == "r" else cell + space


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide signs two, accents that combine none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
