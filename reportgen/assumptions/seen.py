"""What an edition saw: of every file it rests on the lines that were its to see, word for word.

A row that becomes public later, a source that nobody cites yet and a newer edition are not seen, so
adding them changes nothing here. A workspace that holds these texts and nothing else gives the same
figures.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.assumptions.cuts import Cut, Rows, Whole, entries_of, taken
from reportgen.assumptions.entries import seen_citations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.assumptions.company_files import CompanyFiles
    from reportgen.assumptions.reading import Assumptions
    from reportgen.problems import Position

#: The CSV files, and the column that says when a row became public.
TABLES = {"disclosures.csv": "published", "history.csv": "published", "market.csv": "date"}
#: Files a company may do without; one of which no row is seen is as good as none.
OPTIONAL = ("disclosures.csv", "market.csv")


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What was seen of one file: its path from the workspace's root, the cut, lines and text."""

    path: str
    cut: Cut
    lines: tuple[int, ...]
    text: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in hexadecimal digits."""
        return sha256(self.text.encode()).hexdigest()

    def place(self, position: Position) -> Position:
        """The place inside the seen text; what lies beyond stands at the last line before it."""
        return replace(position, line=max(1, bisect_right(self.lines, position.line)))


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything an edition saw, by path."""

    files: tuple[SeenFile, ...]

    @property
    def digest(self) -> str:
        """One digest over all paths and texts."""
        told = "".join(f"{file.path}\0{file.digest}\n" for file in self.files)
        return sha256(told.encode()).hexdigest()

    def place(self, position: Position) -> Position:
        """Where something stands in what was seen, which later rows above it do not move."""
        file = next((file for file in self.files if file.path == position.path), None)
        return file.place(position) if file else position


def seen_by(editions: Sequence[Assumptions]) -> Seen:
    """What an edition saw together with those before it, which tell its past; oldest first."""
    files = [*_shared(editions), *(own for edition in editions for own in _own(edition))]
    return Seen(tuple(sorted(files, key=lambda file: file.path)))


def _own(edition: Assumptions) -> Iterator[SeenFile]:
    document = edition.edition_document
    yield seen_file(document.shown, document.text, Whole())
    yield seen_file(edition.briefing_path, edition.briefing_text, Whole())


def _shared(editions: Sequence[Assumptions]) -> Iterator[SeenFile]:
    files = editions[-1].company_files
    folder = files.workspace.company_folder(files.name)
    yield seen_file(files.document.shown, files.document.text, Whole())
    cited = frozenset(c.source for edition in editions for c in seen_citations(edition))
    sources = files.sources_document
    yield seen_file(sources.shown, sources.text, entries_of(sources, cited))
    until = max(edition.edition.as_of.date() for edition in editions)
    for name, text in files.tables.items():
        file = seen_file(files.workspace.shown(folder / name), text, Rows(TABLES[name], until))
        if name not in OPTIONAL or len(file.text.splitlines()) > 1:
            yield file
    yield from _notes(files, [edition.name.quarter for edition in editions])


def _notes(files: CompanyFiles, quarters: Sequence[str]) -> Iterator[SeenFile]:
    """The notes on corrections that the last of the quarters prints."""
    document = files.corrections_document
    printed = frozenset(files.corrections.printed_by(quarters))
    if document and printed:
        yield seen_file(document.shown, document.text, entries_of(document, printed))


def seen_file(path: str, text: str, cut: Cut) -> SeenFile:
    """What a cut leaves of a file."""
    lines = cut.lines(text)
    return SeenFile(path, cut, lines, text if isinstance(cut, Whole) else taken(text, lines))
