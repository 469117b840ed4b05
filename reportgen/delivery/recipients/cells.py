"""The cells of a CSV file (RFC 4180) with the line and the character at which each begins.

What is wrong in one line does not hide what is wrong in the next: reading goes on behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=[,\n]|\Z)')
_PLAIN = re.compile(r"[^,\n]*")
_LINE = re.compile(r"[^\n]*")
#: A quote is not looked for beyond so many characters, nor more told than anybody would read.
LONGEST_FIELD, MOST_FAULTS = 10_000, 1_000
UNCLOSED = "has a quote that is not closed, or text behind a closing quote"
STRAY = "has a quote in the middle of a field"
CLOSE = 'close it; write " inside quotes as ""'
ENCLOSE = 'put the whole field in quotes; write " inside quotes as ""'


class Cell(NamedTuple):
    """What a field holds, without its quotes, and where it begins; both from 1."""

    text: str
    line: int
    column: int


class Fault(NamedTuple):
    """A place that is no CSV."""

    line: int
    column: int
    what: str
    advice: str


@dataclass(slots=True)
class CellReader:
    """Goes once through a text whose lines end in line feeds."""

    text: str
    faults: list[Fault] = field(default_factory=list)
    at: int = 0
    line: int = 1
    begin: int = 0
    """Where the line begins that is being read."""

    def rows(self) -> Iterator[list[Cell]]:
        """The cells of each line that is right and not blank; the others are among the faults."""
        while self.at < len(self.text) and len(self.faults) < MOST_FAULTS:
            before = len(self.faults)
            cells = list(self._row())
            if len(self.faults) == before and any(cell.text for cell in cells):
                yield cells

    def _row(self) -> Iterator[Cell]:
        while True:
            line, column = self.line, self.at - self.begin + 1
            yield Cell(self._field(), line, column)
            sign = self.text[self.at : self.at + 1]
            self.at += 1
            if sign != ",":
                self._count(self.at - 1, self.at)
                return

    def _field(self) -> str:
        if not self.text.startswith('"', self.at):
            return self._plain()
        match = _QUOTED.match(self.text, self.at, self.at + LONGEST_FIELD)
        if match is None or self.text[match.end() : match.end() + 1] not in {"", ",", "\n"}:
            self._fault(self.at, UNCLOSED, CLOSE)
            self.at = self._end_of_line()
            return ""
        self._count(*match.span())
        self.at = match.end()
        return match[1].replace('""', '"')

    def _plain(self) -> str:
        match = _PLAIN.match(self.text, self.at)
        found = match[0] if match else ""
        told = self.faults[-1:] and self.faults[-1].line == self.line
        if '"' in found and not told:
            self._fault(self.at + found.index('"'), STRAY, ENCLOSE)
        self.at += len(found)
        return found

    def _end_of_line(self) -> int:
        match = _LINE.match(self.text, self.at)
        return match.end() if match else len(self.text)

    def _fault(self, at: int, what: str, advice: str) -> None:
        self.faults.append(Fault(self.line, at - self.begin + 1, what, advice))

    def _count(self, start: int, end: int) -> None:
        """Count the line feeds that were passed."""
        passed = self.text.count("\n", start, end)
        if passed:
            self.line += passed
            self.begin = self.text.rindex("\n", start, end) + 1
