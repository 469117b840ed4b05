"""Prose as its reader sees it, without marks: what is set, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.briefing.printed import unlinked
from reportgen.briefing.prose import HOUSE_CLOSE, HOUSE_OPEN, plain, reader_of_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOUSE = str.maketrans("", "", HOUSE_OPEN + HOUSE_CLOSE)


def pieces(markdown: str) -> Iterator[tuple[str, ...]]:
    """The text of each paragraph, heading and point; of a row of a table the text of each cell."""
    row: list[str] | None = None
    for token in reader_of_markdown().parse(markdown):
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            words = plain(unlinked(token.content).translate(_HOUSE))
            if row is None:
                yield (words,)
            else:
                row.append(words)
        elif token.type == "tr_close":
            yield tuple(row or ())
            row = None
