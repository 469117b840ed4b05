"""What a document says of the files behind it: the revision of all of them, and a row for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.assumptions.cuts import Entries, Rows
from reportgen.briefing.page import FileRow
from reportgen.revisions import IN_WORDS

if TYPE_CHECKING:
    from reportgen.assumptions.seen import Seen, SeenFile
    from reportgen.problems import Position
    from reportgen.revisions import Revision, Revisions

#: Digits of a digest that are printed.
SHORT = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """The files behind a document: their revision in words, a row for each, and where a line is in it.

    `places` leads from a path to the mark of its row; `seen` moves a position into what was seen of the
    file, so that rows added to it later change no printed line.
    """

    revision: str = ""
    files: tuple[FileRow, ...] = ()
    seen: Seen | None = None

    @property
    def places(self) -> dict[str, str]:
        """Path -> mark."""
        return {file.path: file.mark for file in self.files}

    def place(self, position: Position) -> tuple[str, str]:
        """The mark of the file and the line in what was seen of it; empty where it was not seen."""
        mark = self.places.get(position.path)
        if mark is None or self.seen is None:
            return ("", "")
        return (mark, str(self.seen.place(position).line))


#: Of a document that nobody can trace, such as one in a test.
NO_EVIDENCE = Evidence()


def of(seen: Seen, revisions: Revisions) -> Evidence:
    """What a document says of the files behind it."""
    return Evidence(revision(seen, revisions), files(seen, revisions), seen)


def revision(seen: Seen, revisions: Revisions) -> str:
    """The commit and its day; a digest of what was seen where no commit has exactly that."""
    digest = seen.digest[:SHORT]
    whole = revisions.whole
    if not whole.short:
        return digest
    committed = _with_day(whole)
    return committed if whole.state == "committed" else f"{committed} and changes, digest {digest}"


def _with_day(told: Revision) -> str:
    return f"{told.short} ({formats.day(told.day)})" if told.day else told.short


def files(seen: Seen, revisions: Revisions) -> tuple[FileRow, ...]:
    """A row for each file that was seen, numbered F1, F2 and so on."""
    return tuple(
        _row(f"F{number}", file, revisions.of(file.path))
        for number, file in enumerate(seen.files, start=1)
    )


def _row(mark: str, file: SeenFile, told: Revision) -> FileRow:
    day = formats.day(told.day) if told.day else ""
    words = " ".join(part for part in (told.short, IN_WORDS[told.state]) if part)
    if not told.short:
        words = f"digest {file.digest[:SHORT]}"
    return FileRow(mark=mark, path=file.path, revision=words, day=day, rows=extent(file))


def extent(file: SeenFile) -> str:
    """How much of a file was seen: nothing here may depend on what was not."""
    if isinstance(file.cut, Rows):
        count = len(file.lines) - 1
        return f"{count} row{'' if count == 1 else 's'} up to {formats.day(file.cut.until)}"
    if isinstance(file.cut, Entries):
        count = len(file.cut.keys)
        return f"{count} {'entry' if count == 1 else 'entries'}"
    return "all"
