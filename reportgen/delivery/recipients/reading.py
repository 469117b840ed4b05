"""Reads a recipients file: `email,name`, `tags` if wanted, and the columns that mail.yaml declares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reportgen.assumptions.addresses import parsed
from reportgen.assumptions.text_files import read_any_text
from reportgen.delivery.recipients import Recipient
from reportgen.delivery.recipients.cells import Cell, CellReader
from reportgen.delivery.recipients.fields import Fault, doubts, faults, shown, tags
from reportgen.problems import Position, Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from reportgen.problems import Severity

NEEDED = ("email", "name")
OPTIONAL = ("tags",)
#: Bytes: some 80,000 people.
LARGEST_FILE = 5_000_000
#: More would not be read before these are mended.
MOST_PROBLEMS = 1_000


class Reading(NamedTuple):
    """Who is in a file, in its order, and what looks doubtful without being wrong."""

    recipients: list[Recipient]
    warnings: list[Problem]


def read_recipients(path: Path, shown_as: str, columns: Sequence[str]) -> list[Recipient]:
    """The people of a file, in its order; ProblemsError tells everything that is wrong with it."""
    return read_list(path, shown_as, columns).recipients


def read_list(path: Path, shown_as: str, columns: Sequence[str] | None) -> Reading:
    """The same, with what looks doubtful; without `columns` nobody knows which others may be there."""
    return list_of(read_any_text(path, shown_as, LARGEST_FILE), shown_as, columns)


def list_of(text: str, shown_as: str, columns: Sequence[str] | None) -> Reading:
    """The people in the text of a recipients file whose lines end in line feeds."""
    reader = _Reader(shown_as, (*NEEDED, *OPTIONAL, *(columns or ())), judged=columns is not None)
    recipients = reader.read(text)
    if reader.problems:
        raise ProblemsError(_not_too_many(reader.problems))
    return Reading(recipients, reader.warnings)


@dataclass(slots=True)
class _Reader:
    """Reads one file and gathers what is wrong with it."""

    shown_as: str
    columns: tuple[str, ...]
    judged: bool
    """Whether other columns than these are wrong."""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    """The line of each person by the key that tells people apart."""

    def read(self, text: str) -> list[Recipient]:
        """The people of the lines that are right."""
        cells = CellReader(text)
        header, *body = [*cells.rows()] or [[]]
        for line, column, what, advice in cells.faults:
            fault = Fault(what, advice=advice)
            self._tell(Cell("", line, column), "", fault, stage="syntax")
        if not header:
            if not cells.faults:
                self._tell(_TOP, "", Fault("is empty", advice="begin with the line email,name"))
            return []
        if not self._header(header):
            return []
        if not body and not cells.faults:
            self._tell(_TOP, "", Fault("names nobody", advice="add a line for each person"))
        names = [cell.text for cell in header]
        found = (self._row(names, row) for row in body)
        return [recipient for recipient in found if recipient]

    def _header(self, header: list[Cell]) -> bool:
        """Whether the columns are there without which no line tells anything."""
        names = [cell.text for cell in header]
        if separator := _separator(names):
            fault = Fault(f"is separated by {separator}", advice="separate the columns with commas")
            self._tell(_TOP, "", fault, stage="syntax")
            return False
        if not set(names) & set(self.columns):
            advice = "begin with the line email,name"
            self._tell(_TOP, "", Fault("has no line of column names", shown(names[0]), advice))
            return False
        for number, cell in enumerate(header):
            self._column(cell, names[:number])
        missing = [name for name in NEEDED if name not in names]
        slips = {problem.advice for problem in self.problems}
        for name in missing:
            if f"did you mean '{name}'?" not in slips:
                advice = "begin with the line email,name"
                self._tell(_TOP, name, Fault("is a column that is missing", advice=advice))
        return not missing

    def _column(self, cell: Cell, before: list[str]) -> None:
        if cell.text in before:
            fault = Fault("is the name of two columns", advice="keep one of the two")
            self._tell(cell, cell.text, fault)
        elif self.judged and cell.text not in self.columns:
            advice = nearest(cell.text, self.columns)
            if advice.startswith("allowed"):
                advice += "; or declare it in mail.yaml under columns"
            self._tell(cell, "", Fault("is no column known here", shown(cell.text), advice))

    def _row(self, names: list[str], row: list[Cell]) -> Recipient | None:
        if len(row) != len(names):
            what = f"has {len(row)} fields where the first line has {len(names)}"
            advice = "check the commas; a field that holds one is put in quotes"
            self._tell(row[0], "", Fault(what, advice=advice), stage="syntax")
            return None
        cells = dict(zip(names, row, strict=True))
        before = len(self.problems)
        for name, cell in cells.items():
            if name in self.columns:
                self._cell(name, cell)
        return self._recipient(cells) if len(self.problems) == before else None

    def _cell(self, column: str, cell: Cell) -> None:
        wrong = list(faults(column, cell.text))
        for fault in wrong:
            self._tell(cell, column, fault)
        if not wrong:
            for doubt in doubts(column, cell.text):
                self.warnings.append(self._problem(cell, column, doubt, "warning"))
            if column == "email":
                self._once(cell)

    def _once(self, cell: Cell) -> None:
        """One person gets one message, however the address is written."""
        first = self.seen.setdefault(parsed(cell.text).key, cell.line)
        if first != cell.line:
            fault = Fault(
                f"stands here a second time (first on line {first})", shown(cell.text), "keep one"
            )
            self._tell(cell, "email", fault)

    def _recipient(self, cells: Mapping[str, Cell]) -> Recipient:
        email = cells["email"]
        address = parsed(email.text)
        own = {name: c.text for name, c in cells.items() if name not in (*NEEDED, *OPTIONAL)}
        return Recipient(
            email=address.email,
            address=address.address,
            key=address.key,
            name=cells["name"].text,
            smtputf8=address.smtputf8,
            position=Position(self.shown_as, email.line, email.column),
            tags=tags(cells["tags"].text) if "tags" in cells else frozenset(),
            fields=own,
        )

    def _tell(self, cell: Cell, key: str, fault: Fault, stage: str = "schema") -> None:
        self.problems.append(self._problem(cell, key, fault, stage=stage))

    def _problem(
        self,
        cell: Cell,
        key: str,
        fault: Fault,
        severity: Severity = "error",
        stage: str = "schema",
    ) -> Problem:
        place = Position(self.shown_as, cell.line, cell.column)
        return Problem(place, key, fault.what, fault.found, fault.advice, stage, severity)


_TOP = Cell("", 1, 1)


def _separator(names: list[str]) -> str:
    """What stands between the columns instead of commas."""
    known = {";": "semicolons", "\t": "tabs"}
    return next((word for sign, word in known.items() if len(names) == 1 and sign in names[0]), "")


def _not_too_many(problems: Iterable[Problem]) -> list[Problem]:
    """The first of them, and how many more there are."""
    ordered = sorted(problems, key=lambda problem: problem.position)
    told, untold = ordered[:MOST_PROBLEMS], ordered[MOST_PROBLEMS:]
    if untold:
        what, advice = "is where more is wrong", "mend what is told, then check again"
        here = Position(untold[0].position.path, untold[0].position.line)
        told.append(Problem(here, "", what, f"{len(untold)} more problems", advice))
    return told
