"""CSV files read by declared columns: every cell knows its line and column."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import PydanticCustomError

from reportgen.assumptions.validation import quoted
from reportgen.assumptions.yaml_document import MOST_PROBLEMS
from reportgen.problems import Collector, Position, Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

#: One field of a line, quoted or not, for finding the character at which it begins.
_FIELD = re.compile(r'(?:"(?:[^"]|"")*"|[^,"])*')


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared: how its cells are read, whether it and they must be there."""

    name: str
    read: Callable[[str], object]
    needed: bool = True
    filled: bool = False


class Cell(NamedTuple):
    """What a cell holds (None where it is empty) and where it stands."""

    value: object
    text: str
    position: Position


class Row(NamedTuple):
    """One line of a table; cells of columns that the file does not have are missing."""

    position: Position
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """What a cell holds as written, '' where there is none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""

    def value(self, column: str) -> object:
        """What a cell holds, None where it is empty or missing."""
        cell = self.cells.get(column)
        return cell.value if cell else None


@dataclass(slots=True)
class TableReader:
    """Reads one file and gathers what is wrong with it."""

    shown: str
    columns: Sequence[Column]
    collector: Collector

    def rows(self, text: str) -> list[Row]:
        """The rows that are right in themselves; what is wrong with others is collected."""
        lines = list(self._lines(text))
        if not lines:
            self.report(
                Position(self.shown),
                "",
                "is empty",
                stage="file",
                advice="begin with a line of column names",
            )
            return []
        (_, _, header), *body = lines
        if not self._header(header):
            return []
        rows = (self._row(number, raw, fields, header) for number, raw, fields in body)
        return [row for row in rows if row is not None]

    def report(  # noqa: PLR0913 - the fields of a problem
        self,
        position: Position,
        key: str,
        what: str,
        found: str = "",
        *,
        advice: str = "",
        stage: str = "schema",
    ) -> None:
        """Take down a problem, unless there are so many that nobody would read it."""
        if len(self.collector.problems) < MOST_PROBLEMS:
            self.collector.add(Problem(position, key, what, found, advice, stage=stage))

    def _lines(self, text: str) -> Iterator[tuple[int, str, list[str]]]:
        """Number, raw text and fields of each line that is not blank."""
        raw_lines = text.splitlines(keepends=True)
        reader = csv.reader(raw_lines, strict=True)
        begin = 0
        try:
            for fields in reader:
                if any(fields):
                    yield (
                        begin + 1,
                        "".join(raw_lines[begin : reader.line_num]),
                        [f.strip() for f in fields],
                    )
                begin = reader.line_num
        except csv.Error:
            self.report(
                Position(self.shown, begin + 1),
                "",
                "has a quote that is not closed, or text after a closing quote",
                advice='close it; write " inside quotes as ""',
                stage="syntax",
            )

    def _header(self, header: list[str]) -> bool:
        """Check the names of the columns; False where reading the rows would tell nothing more."""
        top = Position(self.shown)
        for sign, name in ((";", "semicolons"), ("\t", "tabs")):
            if len(header) == 1 and sign in header[0]:
                self.report(
                    top,
                    "",
                    f"is separated by {name}",
                    advice="separate the columns with commas",
                    stage="syntax",
                )
                return False
        known = [column.name for column in self.columns]
        for number, name in enumerate(header):
            if name not in known:
                self.report(top, name, "is not a column known here", advice=nearest(name, known))
            elif name in header[:number]:
                self.report(top, name, "is the name of two columns", advice="keep one of the two")
        missing = [
            column.name for column in self.columns if column.needed and column.name not in header
        ]
        for name in missing:
            self.report(top, name, "is a column that is missing", advice="add it to the first line")
        return not missing

    def _row(self, number: int, raw: str, fields: list[str], header: list[str]) -> Row | None:
        begin = Position(self.shown, number)
        if len(fields) != len(header):
            self.report(
                begin,
                "",
                f"has {len(fields)} cells where the first line has {len(header)}",
                advice="check the commas; a text that holds one is put in quotes",
                stage="syntax",
            )
            return None
        before = len(self.collector.problems)
        starts = _starts(raw, fields)
        by_name = dict(zip(header, zip(fields, starts, strict=True), strict=True))
        cells = {
            column.name: self._cell(
                column,
                by_name[column.name][0],
                Position(self.shown, number, by_name[column.name][1]),
            )
            for column in self.columns
            if column.name in by_name
        }
        return Row(begin, cells) if len(self.collector.problems) == before else None

    def _cell(self, column: Column, text: str, position: Position) -> Cell:
        value: object = None
        if text:
            try:
                value = column.read(text)
            except PydanticCustomError as error:
                context = error.context or {}
                self.report(
                    position, column.name, context["what"], quoted(text), advice=context["advice"]
                )
        elif column.filled:
            self.report(position, column.name, "is empty", advice="fill it in")
        return Cell(value, text, position)


def _starts(raw: str, fields: list[str]) -> list[int]:
    """The character, from 1, at which each field of a line begins."""
    starts, at = [], 0
    for _ in fields:
        starts.append(at + 1)
        match = _FIELD.match(raw, at) if '"' in raw else None
        at = (match.end() if match else raw.find(",", at)) + 1
    return starts
