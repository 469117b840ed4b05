"""Reads the pages of a PDF as they are looked at: words with their boxes, headings, where the ink ends."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.pipeline import Paper

POINTS = 72 / 25.4
"""Points in a millimetre; all lengths here are millimetres from the lower left corner of the sheet."""
#: Top, right, bottom and left margin, and the top margin of the first page.
MARGINS: dict[Paper, tuple[float, float, float, float, float]] = {
    "a4": (28, 18, 21, 18, 13),
    "letter": (26, 20.95, 18, 20.95, 11),
}
#: Grey values below this are ink.
INK = 200
#: PDFium's sign for a hyphen at which a line ends: it reads on in the next line without a space.
BROKEN = "\ufffe"
DOTS = 100


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a sheet."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box, by: float = 0.0) -> bool:
        """Whether the two share more than `by` in both directions."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > by and up > by

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left), min(self.bottom, other.bottom),
            max(self.right, other.right), max(self.top, other.top),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between them, and the box of their ink."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Heading:
    """A bookmark: its words, how deep it lies, and where it leads; `page` counts from 1."""

    text: str
    level: int
    page: int
    top: float


@dataclass(frozen=True)
class Sheet:
    """One printed page."""

    number: int
    width: float
    height: float
    block: Box
    """The area inside the margins."""
    words: tuple[Word, ...]
    grey: np.ndarray = field(repr=False)

    @cached_property
    def in_block(self) -> tuple[Word, ...]:
        """The words between the head and the foot."""
        return tuple(word for word in self.words if _between(word.box, self.block))

    @property
    def running(self) -> str:
        """The words of the head and the foot."""
        return " ".join(word.text for word in self.words if not _between(word.box, self.block))

    @property
    def fullness(self) -> float:
        """How far down the ink of the block reaches, as a part of its height."""
        dots = DOTS / 25.4
        first, last = (round((self.height - y) * dots) for y in (self.block.top, self.block.bottom))
        rows = np.flatnonzero((self.grey[first:last] < INK).any(axis=1))
        return float((rows[-1] + 1) / (last - first)) if rows.size else 0.0

    def overlapping(self, by: float) -> list[tuple[str, str]]:
        """The words that lie on each other."""
        found, open_ones = [], list[Word]()
        for word in sorted(self.words, key=lambda word: word.box.left):
            open_ones = [one for one in open_ones if one.box.right > word.box.left]
            found += [(one.text, word.text) for one in open_ones if one.box.meets(word.box, by)]
            open_ones.append(word)
        return found


def sheets(printed: bytes, paper: Paper) -> tuple[Sheet, ...]:
    """The pages of a document."""
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    found = tuple(_sheet(document[index], index + 1, paper) for index in range(len(document)))
    document.close()
    return found


def headings(printed: bytes) -> list[Heading]:
    """The outline, in its order."""
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    found = []
    for mark in document.get_toc():
        target = mark.get_dest()
        _, view = target.get_view()
        found.append(
            Heading(mark.get_title(), mark.level, target.get_index() + 1, view[1] / POINTS)
        )
    document.close()
    return found


def _sheet(page: pypdfium2.PdfPage, number: int, paper: Paper) -> Sheet:
    width, height = (size / POINTS for size in page.get_size())
    top, right, bottom, left, first = MARGINS[paper]
    block = Box(left, bottom, width - right, height - (first if number == 1 else top))
    grey = page.render(scale=DOTS / 72, grayscale=True).to_numpy()
    return Sheet(
        number, width, height, block, tuple(_words(page)), np.squeeze(np.array(grey, np.uint8))
    )


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    text = page.get_textpage()
    letters: list[tuple[str, Box]] = []
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if letter.strip():
            box = Box(*(edge / POINTS for edge in text.get_charbox(place)))
            letters.append((letter.replace(BROKEN, "-"), box))
        if letters and (not letter.strip() or letter == BROKEN):
            yield _word(letters)
            letters = []
    if letters:
        yield _word(letters)


def _word(letters: list[tuple[str, Box]]) -> Word:
    box = letters[0][1]
    for _, one in letters[1:]:
        box = box.around(one)
    return Word("".join(letter for letter, _ in letters), box)


def _between(box: Box, block: Box) -> bool:
    middle = (box.bottom + box.top) / 2
    return block.bottom <= middle <= block.top
