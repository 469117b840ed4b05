"""The two sides of a comparison, laid out and read: from the working tree, or from a commit of git's."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.comparison.comparing import Comparison, Side
    from reportgen.comparison.naming import Named, Pair
    from reportgen.repository.authorship import Authorship
    from reportgen.repository.snapshots import Point


@dataclass(frozen=True, slots=True)
class Place:
    """A side before an edition is chosen: its point in history and the workspace it is laid out in."""

    point: Point
    workspace: Workspace
    program: Path | None = None
    """The folder of a program that computes otherwise than this one."""

    @property
    def words(self) -> str:
        """What the user called it, with the commit behind it."""
        return f"{self.point.words} ({self.point.short})" if self.point.commit else self.point.words


@dataclass(slots=True)
class Sides:
    """Lays out both sides; what it wrote to disk goes when it is closed."""

    workspace: Workspace
    disk: ExitStack = field(default_factory=ExitStack)

    def places(self, pair: Pair) -> tuple[Place, Place]:
        """Both sides; SnapshotError where git cannot tell one."""
        from reportgen.repository.snapshots import merge_base

        before, after = self._point(pair.before), self._point(pair.after)
        if pair.since_fork:
            before = merge_base(self.workspace.root, before, after, os.environ)
        places = {point: self._place(point) for point in (before, after)}
        return places[before], places[after]

    def _point(self, named: Named) -> Point:
        from reportgen.repository.snapshots import WORKING_TREE, resolve

        if not named.revision:
            return WORKING_TREE
        return resolve(self.workspace.root, named.revision, os.environ)

    def _place(self, point: Point) -> Place:
        from reportgen.comparison.programs import is_another
        from reportgen.repository.snapshots import program_at, snapshot

        root = self.workspace.root
        if not point.commit:
            own = root if (root / "reportgen" / "formulas").is_dir() else None
            return Place(point, self.workspace, own if own and is_another(own) else None)
        from reportgen.assumptions.workspace import Workspace

        folder = Path(self.disk.enter_context(TemporaryDirectory(prefix="reportgen-")))
        snapshot(root, point, folder, os.environ)
        there = program_at(root, point, folder, os.environ)
        return Place(point, Workspace(folder), folder if there and is_another(folder) else None)


def editions(before: Place, after: Place, pair: Pair) -> list[tuple[EditionName, EditionName]]:
    """Which edition of the one side is compared with which of the other."""
    if pair.before.edition or pair.after.edition:
        return [(_find(before, pair.before.edition), _find(after, pair.after.edition))]
    names = _changed(before.workspace, after.workspace)
    return [(name, name) for name in names]


def _find(place: Place, edition: str) -> EditionName:
    """The edition that is meant; where a side has none of that name, the name itself."""
    from reportgen.assumptions.quarters import is_quarter
    from reportgen.assumptions.workspace import EditionName
    from reportgen.problems import ProblemsError

    company, _, quarter = edition.partition("/")
    if place.point.commit and is_quarter(quarter):
        return EditionName(company, quarter)
    try:
        return place.workspace.find(edition)
    except ProblemsError:
        if is_quarter(quarter):
            return EditionName(company, quarter)
        raise


def _changed(before: Workspace, after: Workspace) -> list[EditionName]:
    """Editions whose own files differ; where only shared files of a company do, its newest edition."""
    from reportgen.assumptions.workspace import EditionName

    found = []
    for company in sorted({*before.companies(), *after.companies()}):
        quarters = sorted({*before.editions(company), *after.editions(company)})
        names = [EditionName(company, quarter) for quarter in quarters]
        own = [n for n in names if _files(before.edition_folder(n)) != _files(after.edition_folder(n))]
        shared = _files(before.company_folder(company)) != _files(after.company_folder(company))
        found += own or (names[-1:] if shared else [])
    return found


def _files(folder: Path) -> dict[str, bytes]:
    """The files in a folder, not below it, with line ends as git keeps them."""
    if not folder.is_dir():
        return {}
    files = (path for path in folder.iterdir() if path.suffix in {".yaml", ".csv", ".md"})
    return {path.name: path.read_bytes().replace(b"\r\n", b"\n") for path in files if path.is_file()}


def read_side(place: Place, name: EditionName, figures: Sequence[str]) -> Side:
    """One side as it stands, or why it cannot be read."""
    from reportgen.briefing import fill_prose
    from reportgen.comparison.comparing import Side
    from reportgen.pipeline import read
    from reportgen.problems import ProblemsError

    words = place.words
    if not (place.workspace.edition_folder(name) / "edition.yaml").is_file():
        return Side(words, absent=f"there is no {name} in {place.words}")
    try:
        story = read(place.workspace, name, agreeing=False)
    except ProblemsError as error:
        return Side(words, problems=tuple(error.problems))
    side = Side(words, story, formulas=_formulas(place, name, figures))
    try:
        return replace(side, prose=fill_prose(story))
    except ProblemsError as error:
        return replace(side, problems=tuple(error.problems))


def _formulas(place: Place, name: EditionName, figures: Sequence[str]) -> dict[str, float]:
    from reportgen.changes.bridge import HEADLINES
    from reportgen.comparison.programs import computed_by

    if place.program is None:
        return {}
    return computed_by(place.program, place.workspace, name, os.environ, (*HEADLINES, *figures))


def authorship(
    comparison: Comparison, root: Path, before: Point, after: Point
) -> dict[str, Authorship]:
    """Who made each edit, by `file:line`; of what is gone, who last changed its file."""
    from reportgen.repository.authorship import authors, last_change

    wanted: dict[str, list[int]] = {}
    for edit in comparison.edits:
        if edit.new:
            wanted.setdefault(edit.new.path, []).append(edit.new.line)
    found = authors(root, after, wanted, os.environ)
    told = {f"{path}:{line}": each for (path, line), each in found.items()}
    for edit in comparison.edits:
        if edit.old and not edit.new and (place := f"{edit.old.path}:{edit.old.line}") not in told:
            told[place] = last_change(root, before, after, edit.old.path, os.environ)
    return told
