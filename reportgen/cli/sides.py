"""The two sides of a comparison, laid out: from the working tree, or from a commit of git's."""

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
    from reportgen.comparison.comparing import Comparison
    from reportgen.comparison.naming import Named, Pair
    from reportgen.comparison.pairing import Match
    from reportgen.comparison.sides import Side
    from reportgen.repository.authorship import Authorship
    from reportgen.repository.snapshots import Point


@dataclass(frozen=True, slots=True)
class Place:
    """A side before an edition is chosen: its point in history and the workspace it is laid out in."""

    point: Point
    workspace: Workspace
    program: Path | None = None
    """The folder of a program that computes otherwise than the running one."""

    @property
    def words(self) -> str:
        """What the user called it, with the commit behind it."""
        short = self.point.short
        return (
            f"{self.point.words} ({short})" if short not in self.point.words else self.point.words
        )


@dataclass(slots=True)
class Laying:
    """Lays out both sides; what it wrote to disk goes when `disk` is closed."""

    workspace: Workspace
    disk: ExitStack = field(default_factory=ExitStack)

    def places(self, pair: Pair) -> tuple[Place, Place]:
        """Both sides; SnapshotError where git cannot tell one."""
        from reportgen.repository.snapshots import merge_base

        before, after = self._point(pair.before), self._point(pair.after)
        if pair.since_fork:
            before = merge_base(self.workspace.root, before, after, os.environ)
        if before.commit == after.commit:
            one = self._place(after)
            return replace(one, point=before), one
        return self._with_programs(self._place(before), self._place(after))

    def _point(self, named: Named) -> Point:
        from reportgen.comparison.naming import NamingError
        from reportgen.comparison.pairing import is_full_name
        from reportgen.repository.snapshots import WORKING_TREE, SnapshotError, resolve

        if not named.revision:
            return WORKING_TREE
        try:
            return resolve(self.workspace.root, named.revision, os.environ)
        except SnapshotError as error:
            if not is_full_name(named.revision):
                raise
            # It looks like an edition, and was taken for a revision only because there is none.
            raise NamingError(f"there is no edition {named.revision} here, and {error}") from error

    def _place(self, point: Point) -> Place:
        from reportgen.assumptions.workspace import Workspace
        from reportgen.repository.snapshots import snapshot

        if not point.commit:
            return Place(point, self.workspace)
        folder = Path(self.disk.enter_context(TemporaryDirectory(prefix="reportgen-")))
        snapshot(self.workspace.root, point, folder, os.environ)
        return Place(point, Workspace(folder))

    def _with_programs(self, before: Place, after: Place) -> tuple[Place, Place]:
        """Both sides with their programs, where they are two: a change of formulas is one between them."""
        from reportgen.comparison.programs import differ, is_another

        programs = self._program(before), self._program(after)
        if programs[0] is None or programs[1] is None or not differ(programs[0], programs[1]):
            return before, after
        others = [program if is_another(program) else None for program in programs if program]
        return replace(before, program=others[0]), replace(after, program=others[1])

    def _program(self, place: Place) -> Path | None:
        from reportgen.comparison.programs import holds_program
        from reportgen.repository.snapshots import program_at

        folder = place.workspace.root
        if place.point.commit:
            program_at(self.workspace.root, place.point, folder, os.environ)
        return folder if holds_program(folder) else None


def read_sides(
    before: Place, after: Place, match: Match, figures: Sequence[str]
) -> tuple[Side, Side]:
    """Both sides of one edition; where both stand in the same files these are read once."""
    from reportgen.comparison.sides import earlier_side, read_side

    new = read_side(after.words, after.workspace, match.after)
    old = None
    if new.story and before.workspace.root == after.workspace.root:
        old = earlier_side(before.words, new.story, match.before)
    old = old or read_side(before.words, before.workspace, match.before)
    return _computed(before, old, match.before, figures), _computed(
        after, new, match.after, figures
    )


def _computed(place: Place, side: Side, name: EditionName, figures: Sequence[str]) -> Side:
    """A side with what its own program made of it, where that is another program."""
    from reportgen.changes.bridge import HEADLINES
    from reportgen.comparison.programs import OtherProgramError, computed_by

    if place.program is None or side.absent:
        return side
    try:
        wanted = (*HEADLINES, *figures)
        return replace(
            side, formulas=computed_by(place.program, place.workspace, name, os.environ, wanted)
        )
    except OtherProgramError as error:
        why = f"What the formulas of {place.words} made of {name} cannot be told: {error}"
        return replace(side, untold=why)


def authorship(
    comparison: Comparison, root: Path, before: Point, after: Point
) -> dict[str, Authorship]:
    """Who made each edit, by `file:line`; of what is gone, who last changed its file.

    What another edition of the same state has, and this one has not, nobody took out.
    """
    from reportgen.repository.authorship import authors, last_change

    wanted: dict[str, list[int]] = {}
    for place in (edit.new for edit in comparison.edits if edit.new):
        wanted.setdefault(place.path, []).append(place.line)
    found = authors(root, after, wanted, os.environ) if wanted else {}
    told = {f"{path}:{line}": each for (path, line), each in found.items()}
    gone = [edit.old for edit in comparison.edits if edit.old and not edit.new]
    if before.commit != after.commit:
        paths = dict.fromkeys(place.path for place in gone)
        last = {path: last_change(root, before, after, path, os.environ) for path in paths}
        told = {f"{place.path}:{place.line}": last[place.path] for place in gone} | told
    return told
