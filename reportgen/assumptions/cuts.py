"""Which lines of a file an edition sees: all of them, rows up to a day, or the entries it cites.

A cut knows only text, so that one and the same cut can be made of the file as it stands, of the file
as it was committed long ago, and of what a PDF carries.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from reportgen.assumptions.yaml_document import Document

_KEY = re.compile(r"(?P<quote>[\"']?)(?P<key>[A-Za-z0-9][\w.-]*)(?P=quote)\s*:(?:\s|$)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole file."""

    def lines(self, text: str) -> tuple[int, ...]:
        """The numbers, from 1, of the lines that are seen."""
        return tuple(range(1, len(text.splitlines()) + 1))

    def of(self, text: str) -> str:
        """What is seen, to the last character."""
        return text


@dataclass(frozen=True, slots=True)
class Rows:
    """The header of a table, and the rows whose day in `column` is not after `until`."""

    column: str
    until: dt.date

    def lines(self, text: str) -> tuple[int, ...]:
        """The numbers, from 1, of the lines that are seen; all of a table that cannot be read."""
        try:
            (first, header), *body = _records(text)
            day = [name.strip() for name in header].index(self.column)
        except (csv.Error, ValueError):
            return Whole().lines(text)
        kept = (span for span, cells in body if self._public(cells, day))
        return (*first, *chain.from_iterable(kept))

    def of(self, text: str) -> str:
        """What is seen."""
        return taken(text, self.lines(text))

    def _public(self, cells: list[str], day: int) -> bool:
        written = cells[day].strip() if day < len(cells) else ""
        # Days in this form stand in the order of their letters.
        return not _DAY.fullmatch(written) or written <= self.until.isoformat()


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a YAML mapping that stand under some keys."""

    keys: frozenset[str]

    def lines(self, text: str) -> tuple[int, ...]:
        """The numbers, from 1, of the lines that are seen; all where entries do not begin lines."""
        found = blocks(text)
        if found is None:
            return Whole().lines(text)
        return tuple(chain.from_iterable(found[key] for key in found if key in self.keys))

    def of(self, text: str) -> str:
        """What is seen."""
        return taken(text, self.lines(text))


Cut = Whole | Rows | Entries


def taken(text: str, lines: tuple[int, ...]) -> str:
    """Some lines of a text, each with a line end."""
    every = text.splitlines()
    return "".join(f"{every[line - 1]}\n" for line in lines)


def entries_of(document: Document, keys: frozenset[str]) -> Cut:
    """The cut of some entries, or of the whole file where their lines cannot be told by looking."""
    found = blocks(document.text) or {}
    begin = {key: lines[0] for key, lines in found.items()}
    told = {str(path[0]): place.line for path, place in document.keys.items() if len(path) == 1}
    return Entries(keys) if begin == told else Whole()


def blocks(text: str) -> dict[str, list[int]] | None:
    """The lines of each entry of a YAML mapping; None where an entry does not begin its own line.

    Blank lines and comments between two entries belong to neither.
    """
    found: dict[str, list[int]] = {}
    block, between = list[int](), list[int]()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            between.append(number)
        elif line[0].isspace():
            block += [*between, number]
            between = []
        elif match := _KEY.match(line):
            block, between = found.setdefault(match["key"], []), []
            block.append(number)
        else:
            return None
    return found


def _records(text: str) -> Iterator[tuple[range, list[str]]]:
    """The lines and cells of each row that is not blank."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    begin = 1
    for cells in reader:
        if any(cells):
            yield range(begin, reader.line_num + 1), cells
        begin = reader.line_num + 1
