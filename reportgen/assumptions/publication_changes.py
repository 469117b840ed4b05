"""What has become of an edition's inputs since it was published."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.assumptions.corrections import FILE
from reportgen.assumptions.cuts import entries_of
from reportgen.assumptions.seen import seen_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.company_files import CompanyFiles
    from reportgen.assumptions.publication import Publication
    from reportgen.assumptions.seen import Seen


@dataclass(frozen=True, slots=True)
class Change:
    """A file of which something else is seen now than was published; `what` became of it."""

    path: str
    what: str


def inputs(seen: Seen) -> str:
    """The digest of an edition's inputs: what it saw without the notes on corrections, which name it."""
    told = (f"{file.path}\0{file.digest}\n" for file in seen.files if not _is_note(file.path))
    return sha256("".join(told).encode()).hexdigest()


def input_changes(publication: Publication, seen: Seen) -> Iterator[Change]:
    """What a note on a correction may explain: files that changed, that are gone, that are new."""
    now = {file.path: file.digest for file in seen.files}
    for path in sorted({*now, *publication.files}):
        if not _is_note(path) and now.get(path) != publication.files.get(path):
            yield Change(path, _became(path in publication.files, path in now))


def note_changes(publication: Publication, files: CompanyFiles) -> Iterator[Change]:
    """Whether the notes that it printed still stand as they were printed; no note explains that."""
    path = files.workspace.shown(files.workspace.company_folder(files.name) / FILE)
    printed, document = frozenset(publication.corrections), files.corrections_document
    if not printed:
        return
    if document is None:
        yield Change(path, _became(True, False))  # noqa: FBT003 - was there, is not
        return
    cut = entries_of(document, printed)
    if seen_file(path, document.text, cut).digest != publication.files.get(path):
        yield Change(path, "has changed or lost printed notes")


def _is_note(path: str) -> bool:
    return path.rpartition("/")[2] == FILE


def _became(before: bool, now: bool) -> str:  # noqa: FBT001 - two answers to one question
    if before and now:
        return "has changed"
    return "is gone" if before else "is new"
