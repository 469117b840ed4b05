"""The archive: a page that lists every edition that was built, made from the summary beside each of them.

It is written again after each build. Builds may run at once: who has written the page looks once more, and
writes again where a summary has come or changed meanwhile, so the last page always knows all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen import briefing
from reportgen.atomic import write_atomically
from reportgen.documents import html, summaries
from reportgen.documents.reshaping import Way
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reportgen.documents.summaries import Summary
    from reportgen.theme import Theme

TEMPLATE = "archive.html.j2"
#: What an edition's documents are called, by what follows the edition's name in theirs.
DOCUMENTS = {
    ".html": "Read",
    ".pdf": "PDF",
    "-letter.pdf": "PDF, Letter",
    "-workings.pdf": "Workings",
    "-workings-letter.pdf": "Workings, Letter",
}
DATA = {"figures.json": "Data"}


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition in the archive: its summary, and the files to open, the first one first."""

    summary: Summary
    files: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A company's editions: the newest apart, the others by year, all newest first."""

    key: str
    newest: Entry
    years: tuple[tuple[str, tuple[Entry, ...]], ...]


def refresh(page: Path, templates: Path, theme: Theme) -> tuple[Problem, ...]:
    """Write `page`, which lists everything below its folder, again; what is damaged is told and left out."""
    output = page.parent
    while True:
        seen = _summaries(output)
        shelves, problems = _shelves(output, seen)
        markup = briefing.fill(TEMPLATE, templates, shelves=shelves, theme=theme)
        content = html.write(markup, theme=theme, folders=(templates,)).encode()
        if not page.is_file() or page.read_bytes() != content:
            write_atomically(page, content)
        if _summaries(output) == seen:
            return tuple(problems)


def _summaries(output: Path) -> dict[Path, bytes]:
    """Every summary as it stands now; one that goes while we look is not there."""
    found = {}
    for path in sorted(output.glob(f"*/*/{summaries.FILE}")):
        try:
            with path.open("rb") as file:
                found[path] = file.read(summaries.LONGEST + 1)
        except OSError:
            continue
    return found


def _shelves(output: Path, seen: Mapping[Path, bytes]) -> tuple[list[Shelf], list[Problem]]:
    """The shelf of each company, who has the newest data first, and the summaries nobody can read."""
    entries: dict[str, list[Entry]] = {}
    problems = []
    for path, content in seen.items():
        try:
            summary = summaries.read(content, path.parent.name)
        except ValueError as error:
            problems.append(_damaged(output, path, error))
            continue
        if files := tuple(_files(output, path.parent)):
            entries.setdefault(path.parent.parent.name, []).append(Entry(summary, files))
    shelves = [_shelf(key, found) for key, found in entries.items()]
    shelves.sort(key=lambda shelf: (-shelf.newest.summary.as_of.toordinal(), shelf.key))
    return shelves, problems


def _damaged(output: Path, path: Path, error: ValueError) -> Problem:
    edition = path.parent.relative_to(output).as_posix()
    return Problem(
        Position(path.relative_to(output.parent).as_posix()), "",
        "is damaged, so the archive leaves its edition out", str(error),
        f"build it again: delete {path.name} and run reportgen build {edition}", "file", "warning",
    )  # fmt: skip


def _files(output: Path, folder: Path) -> Iterator[Way]:
    """The files of an edition that are there, in the order of the tables above."""
    where, stem = folder.relative_to(output).as_posix(), f"{folder.parent.name}-{folder.name}"
    documents = {f"{stem}{end}": words for end, words in DOCUMENTS.items()}
    there = [name for name in (*documents, *DATA) if (folder / name).is_file()]
    # Figures without a document to read are no edition.
    if there and there[0] in documents:
        for name in there:
            yield Way({**documents, **DATA}[name], f"{where}/{name}")


def _shelf(key: str, entries: Sequence[Entry]) -> Shelf:
    newest, *others = sorted(entries, key=lambda entry: entry.summary.quarter, reverse=True)
    years = groupby(others, key=lambda entry: entry.summary.year)
    return Shelf(key, newest, tuple((year, tuple(found)) for year, found in years))
