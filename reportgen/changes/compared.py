"""Two sides compared: all their edits, and where in the files each of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.changes import documents, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.yaml_document import Document, Path
    from reportgen.changes.edits import Edit
    from reportgen.problems import Position

HISTORY, DISCLOSURES = "history.csv", "disclosures.csv"


@dataclass(frozen=True)
class Compared:
    """Two states of one edition's files, or two editions of a company, and every edit between them."""

    before: Assumptions
    after: Assumptions

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, file by file, in the order in which they stand there."""
        pairs = self._documents
        found = [edit for pair in pairs for edit in documents.differences(*pair)]
        return (*found, *tables.differences(self.before, self.after))

    @property
    def same_edition(self) -> bool:
        """Whether both sides are states of one edition, so that nothing became public in between."""
        return self.before.edition.quarter == self.after.edition.quarter

    def at(self, position: Position, *, old: bool) -> Edit | None:
        """The edit of what stands at a place on a side, of the entry around it, or of a part of its list."""
        stands = self._old if old else self._new
        if position in stands:
            return stands[position]
        file, path = self._places[old].get(position, ("", ()))
        return self.of(file, path) if path else None

    def of(self, file: str, path: Path) -> Edit | None:
        """The edit of a value of a YAML file, of the entry around it, or of a part of the list that it is."""
        around = (self._by_path.get((file, path[:end])) for end in range(len(path), 0, -1))
        return next(filter(None, around), None) or next(self._inside(file, path), None)

    @property
    def as_of(self) -> Edit | None:
        """The edit of the day for which is spoken."""
        return self.of(self.after.edition_document.shown, ("as_of",))

    def statement(self, position: Position) -> Edit | None:
        """The edit that let a statement be seen: another one of its metric, or the as-of day."""
        rows = self.after.disclosures
        metric = next((row.metric for row in rows if row.position == position), None)
        if metric is None:
            return None
        found = (e for e in self.edits if e.file.endswith(DISCLOSURES) and e.path[0] == metric)
        return next((edit for edit in found if edit.came_or_went), None) or self.as_of

    def news(self, column: str) -> Edit | None:
        """The edit of a column's newest number, where another quarter is the newest."""
        return next((e for e in self.edits if _is(e, column, "reported", "time")), None)

    def restated(self, period: str, column: str) -> Edit | None:
        """The edit of a cell that both sides see."""
        found = (e for e in self.edits if _is(e, column, "restated") and e.path[0] == period)
        return next(found, None)

    def _inside(self, file: str, path: Path) -> Iterator[Edit]:
        depth = len(path)
        for edit in self.edits:
            deeper = edit.path[:depth] == path and len(edit.path) > depth
            if edit.file == file and deeper and isinstance(edit.path[depth], int):
                yield edit

    @cached_property
    def _documents(self) -> tuple[tuple[Document, Document], ...]:
        old, new = self.before.company_files, self.after.company_files
        own = (self.before.edition_document, self.after.edition_document)
        pairs = [own, (old.document, new.document), (old.sources_document, new.sources_document)]
        return (*pairs, *([self.start] if self.start else []))

    @cached_property
    def start(self) -> tuple[Document, Document] | None:
        """The earliest edition's file on both sides, where the path starts with it on both."""
        first, last = _start(self.before), _start(self.after)
        return (first, last) if first and last and self.same_edition else None

    @cached_property
    def _by_path(self) -> dict[tuple[str, Path], Edit]:
        return {(edit.file, edit.path): edit for edit in self.edits}

    @cached_property
    def _old(self) -> dict[Position, Edit]:
        return {edit.old: edit for edit in self.edits if edit.old}

    @cached_property
    def _new(self) -> dict[Position, Edit]:
        return {edit.new: edit for edit in self.edits if edit.new}

    @cached_property
    def _places(self) -> dict[bool, dict[Position, tuple[str, Path]]]:
        """Old side and new: the file, by its newer name, and the way to what stands at a position."""
        return {
            old: {
                place: (pair[1].shown, path)
                for pair in self._documents
                for path, place in pair[0 if old else 1].values.items()
            }
            for old in (True, False)
        }


def _is(edit: Edit, column: str, *causes: str) -> bool:
    return edit.cause in causes and edit.path[1:] == (column,) and edit.file.endswith(HISTORY)


def _start(assumptions: Assumptions) -> Document | None:
    """The earliest edition's file where the path starts with it, if that is not the edition's own."""
    files = assumptions.company_files
    if files.company.thesis.baseline or not files.quarters():
        return None
    first = files.edition(files.quarters()[0]).document
    return None if first.shown == assumptions.edition_document.shown else first
