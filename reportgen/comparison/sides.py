"""One side of a comparison: an edition as it stands there, or as much of it as can be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.assumptions.yaml_document import read_yaml
from reportgen.briefing import fill_prose
from reportgen.model import tell
from reportgen.pipeline import read
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.assumptions.yaml_document import Document
    from reportgen.briefing.prose import Prose
    from reportgen.model import Story
    from reportgen.problems import Problem


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what the user called it, and the edition as it stands there.

    Without a story there are no figures: `problems` say what is wrong with its files, `absent` why there are
    none. `readable` are then its YAML files that can be read, None for one that is not there. `formulas` are
    the headline figures as the program of that day computed them, where that was another program, and
    `untold` why it would not say.
    """

    words: str
    story: Story | None = None
    prose: Prose | None = None
    problems: tuple[Problem, ...] = ()
    absent: str = ""
    readable: Mapping[str, Document | None] = field(default_factory=dict)
    formulas: Mapping[str, float] = field(default_factory=dict)
    untold: str = ""

    @property
    def documents(self) -> Mapping[str, Document | None]:
        """The YAML files by their role; one that cannot be read is not among them."""
        if self.story is None:
            return self.readable
        assumptions = self.story.now.assumptions
        files = assumptions.company_files
        return {
            "edition": assumptions.edition_document,
            "company": files.document,
            "sources": files.sources_document,
        }


def read_side(words: str, workspace: Workspace, name: EditionName) -> Side:
    """An edition as it stands on a side, or why it cannot be read."""
    side = Side(words)
    if not (workspace.edition_folder(name) / "edition.yaml").is_file():
        absent = f"there is no {name} in {words}"
        return replace(side, absent=absent, readable=_readable(workspace, name))
    try:
        story = read(workspace, name, agreeing=False)
    except ProblemsError as error:
        problems = tuple(error.problems)
        return replace(side, problems=problems, readable=_readable(workspace, name))
    return _with_prose(replace(side, story=story))


def earlier_side(words: str, later: Story, name: EditionName) -> Side | None:
    """An edition that a later one of the same files was told with; None where it was not."""
    editions = [told.assumptions for told in later.earlier]
    until = next((n for n, each in enumerate(editions, start=1) if each.name == name), None)
    if until is None:
        return None
    return _with_prose(Side(words, tell(editions[:until], known=later.earlier)))


def _with_prose(side: Side) -> Side:
    if side.story is None:
        return side
    try:
        return replace(side, prose=fill_prose(side.story, linted=False))
    except ProblemsError as error:
        return replace(side, problems=tuple(error.problems))


def _readable(workspace: Workspace, name: EditionName) -> dict[str, Document | None]:
    files = {
        "edition": workspace.edition_folder(name) / "edition.yaml",
        "company": workspace.company_folder(name.company) / "company.yaml",
        "sources": workspace.company_folder(name.company) / "sources.yaml",
    }
    return dict(_documents(workspace, files))


def _documents(
    workspace: Workspace, files: Mapping[str, Path]
) -> list[tuple[str, Document | None]]:
    found: list[tuple[str, Document | None]] = []
    for role, path in files.items():
        try:
            document = read_yaml(path, workspace.shown(path)) if path.is_file() else None
        except ProblemsError:
            continue
        found.append((role, document))
    return found
