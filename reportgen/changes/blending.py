"""The files of one side with some edits of the other made in them, put together and read anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportgen.assumptions.company import Company
from reportgen.assumptions.company_files import EditionFile
from reportgen.assumptions.edition import Edition
from reportgen.assumptions.history_inputs import history_inputs
from reportgen.assumptions.reading import put_together
from reportgen.assumptions.validation import validated
from reportgen.changes.compared import DISCLOSURES, HISTORY
from reportgen.changes.splicing import spliced
from reportgen.changes.tables import called, only_the_day_moved

if TYPE_CHECKING:
    from collections.abc import Collection

    from reportgen.assumptions.company_files import CompanyFiles
    from reportgen.assumptions.disclosures import Disclosure
    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.yaml_document import Document, Path
    from reportgen.changes.compared import Compared
    from reportgen.changes.edits import Edit

#: Sections of company.yaml that say which columns the history has.
_COLUMNS = ("segments", "other_columns")


@dataclass(frozen=True, slots=True)
class Blend:
    """The older side, and the edits that are made in it; its rows are those that it sees."""

    compared: Compared
    taken: Collection[Edit]
    cells: Collection[Edit]
    """Those of them for which the history has to be that of the newer side."""

    def assumptions(self) -> Assumptions:
        """What they say together; ProblemsError where that is no edition that can be read."""
        before, after = self.compared.before, self.compared.after
        # Rows of the newer side are seen on its day.
        day = (("as_of",),) if self._rows_taken else ()
        edition = self._with(before.edition_document, after.edition_document, day)
        own = EditionFile(
            before.name, before.company_files.workspace.edition_folder(before.name) / "edition.yaml",
            edition, _read(edition, before.edition_document, before.edition, Edition),
        )  # fmt: skip
        return put_together(self._shared(own), own, before.briefing_text)

    def _shared(self, own: EditionFile) -> CompanyFiles:
        old, new = self.compared.before.company_files, self.compared.after.company_files
        document = self._with(old.document, new.document)
        company = _read(document, old.document, old.company, Company)
        side = self.compared.after if self._newer_history else self.compared.before
        past, sources = side.company_files.history_inputs, {**old.sources, **new.sources}
        if past.company is not company:
            rows = tuple(past.rows.values())
            past = history_inputs(company, rows, sources, past.last_line.path)
        start = () if company.thesis.baseline else self._start(own)
        return replace(
            old, company=company, document=document, sources=sources, history=side.history,
            history_inputs=past, disclosures=self._disclosures(),
            _editions={file.name.quarter: file for file in (*start, own)},
        )  # fmt: skip

    def _start(self, own: EditionFile) -> tuple[EditionFile, ...]:
        """The earliest edition's file, with its edits where the path starts with it on both sides."""
        files = self.compared.before.company_files
        quarters = files.quarters()
        if not quarters or quarters[0] == own.name.quarter:
            return ()
        first, pair = files.edition(quarters[0]), self.compared.start
        document = self._with(*pair) if pair else first.document
        edition = _read(document, first.document, first.edition, Edition)
        return (replace(first, document=document, edition=edition),)

    @property
    def _rows_taken(self) -> bool:
        return self._newer_history or any(edit.file.endswith(DISCLOSURES) for edit in self.taken)

    @property
    def _newer_history(self) -> bool:
        """Whether rows have to be those of the newer side: one of them is taken, or their columns are."""
        company = self.compared.after.company_document.shown
        columns = any(e.file == company and e.path[0] in _COLUMNS for e in self.taken)
        return bool(self.cells) or columns or self._sees(HISTORY)

    def _sees(self, table: str) -> bool:
        """Whether the newer day is taken, and is all that lets other rows of a table be seen."""
        day = self.compared.as_of in self.taken
        return day and only_the_day_moved(self.compared.before, self.compared.after, table)

    def _disclosures(self) -> tuple[Disclosure, ...]:
        """The statements of the older side, with those that are taken made as in the newer one."""
        after = self.compared.after.disclosures
        if self._sees(DISCLOSURES):
            return after
        rows = {called(row): row for row in self.compared.before.disclosures}
        newer = {called(row): row for row in after}
        for edit in (edit for edit in self.taken if edit.file.endswith(DISCLOSURES)):
            name = tuple(map(str, edit.path))
            rows.pop(name, None)
            rows |= {name: newer[name]} if name in newer else {}
        return tuple(rows.values())

    def _with(self, old: Document, new: Document, more: tuple[Path, ...] = ()) -> Document:
        """A document in which the values of the edits stand as in the newer one, with their places."""
        return spliced(
            old, new, [*(edit.path for edit in self.taken if edit.file == new.shown), *more]
        )


def blended(compared: Compared, taken: Collection[Edit], cells: Collection[Edit]) -> Assumptions:
    """The older side with some edits made; ProblemsError where that is no edition that can be read.

    Numbers of the history are not looked at, but for the `cells` among the edits.
    """
    return Blend(compared, taken, cells).assumptions()


def _read(document: Document, old: Document, known: Any, model: type[Any]) -> Any:  # noqa: ANN401 - a model
    """What a document says; what it said before where nothing in it has been edited."""
    return known if document is old else validated(document, model)
