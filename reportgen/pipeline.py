"""The sentence in code.

Assumptions are checked; formulas turn them into figures; figures are drawn as charts and written into
a briefing; the briefing is printed and delivered; what stops this is a problem.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen import fingerprint
from reportgen.model import Story, tell
from reportgen.problems import ProblemsError
from reportgen.revisions import NO_HISTORY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportgen.assumptions.seen import Seen
    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.briefing.composition import Document
    from reportgen.briefing.page import Page
    from reportgen.briefing.prose import Prose
    from reportgen.documents import Attachment
    from reportgen.documents.reshaping import Way
    from reportgen.drawing import Drawings
    from reportgen.manifest import Making
    from reportgen.model import Told
    from reportgen.problems import Problem
    from reportgen.resolution import Settings
    from reportgen.revisions import History, Revisions
    from reportgen.theme import Theme

Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition as its files stand, read, checked and drawn: every document is one step away from it."""

    story: Story
    prose: Prose
    drawings: Drawings
    seen: Seen
    revisions: Revisions
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as the press takes it."""

    html: str
    folders: tuple[Path, ...]
    paper: Paper
    attachments: tuple[Attachment, ...]


def read(
    workspace: Workspace,
    name: EditionName,
    overrides: Settings | None = None,
    *,
    agreeing: bool = True,
    known: Sequence[Told] = (),
) -> Story:
    """Assumptions are read and turned into figures, those of the earlier editions as well.

    What is `known` of these from another reading is taken over where their files still say the same.
    """
    from reportgen.assumptions.reading import read_editions

    return tell(read_editions(workspace, name, agreeing=agreeing), overrides, known)


def check(story: Story) -> tuple[list[Problem], Prose | None]:
    """Everything that is wrong with a story, and its prose filled in where nothing is wrong with that."""
    from reportgen import briefing, checks

    problems, prose = [*story.now.assumptions.warnings, *checks.check(story)], None
    try:
        prose = briefing.fill_prose(story)
        problems += prose.warnings
    except ProblemsError as error:
        problems += error.problems
    return problems, prose


def check_templates(templates: Path) -> list[Problem]:
    """Every figure that is typed in the templates of a workspace: they print in all editions."""
    from reportgen.briefing.template_prose import problems_of_templates

    return list(problems_of_templates(templates))


def draft(  # noqa: PLR0913 - what to draft, in what look, and what is known of it already
    workspace: Workspace,
    name: EditionName,
    theme: Theme,
    charts: Path,
    progress: Callable[[str], AbstractContextManager[object]] = nullcontext,
    *,
    history: History = NO_HISTORY,
    agreeing: bool = True,
    known: Sequence[Told] = (),
) -> Draft:
    """Read, check and draw an edition; drawings are kept in `charts`, nothing else is written.

    `known` are earlier editions of another draft. Raises ProblemsError with everything that is wrong with
    its files.
    """
    with progress("Reading and checking"):
        story = read(workspace, name, agreeing=agreeing, known=known)
        problems, prose = check(story)
        if prose is None or any(problem.severity == "error" for problem in problems):
            raise ProblemsError(problems)
    with progress("Drawing charts"):
        from reportgen import drawing

        drawings = drawing.draw_all(story, theme, charts)
    seen = _seen(story)
    return Draft(story, prose, drawings, seen, history.of(seen), tuple(problems))


def compose(drafted: Draft, document: Document = "briefing") -> Page:
    """Everything that a document prints, before it is filled into a template."""
    from reportgen import briefing
    from reportgen.briefing import evidence

    files = evidence.of(drafted.seen, drafted.revisions)
    return briefing.compose(
        drafted.story, drafted.prose, drafted.drawings, files, document=document
    )


def for_paper(  # noqa: PLR0913, PLR0917 - what to print, in what look
    drafted: Draft,
    page: Page,
    templates: Path,
    theme: Theme,
    paper: Paper,
    document: Document = "briefing",
) -> Sheet:
    """A document as the press takes it, with what travels inside it."""
    from reportgen import briefing, manifest

    making = _making(drafted.story, templates, theme, paper, document)
    return Sheet(
        briefing.render(page, templates, theme, document=document),
        (templates, *theme.folders),
        paper,
        manifest.attachments(making, drafted.story, drafted.seen, drafted.revisions),
    )


def for_screen(page: Page, templates: Path, theme: Theme, ways: Sequence[Way]) -> str:
    """The briefing as one file for browsers, below a bar of ways to other files."""
    from reportgen import briefing
    from reportgen.documents import html

    markup = briefing.render(page, templates, theme, screen=True)
    return html.write(markup, theme=theme, folders=(templates,), ways=ways)


def _seen(story: Story) -> Seen:
    from reportgen.assumptions.seen import seen_by

    return seen_by([told.assumptions for told in story.all])


def _making(
    story: Story, templates: Path, theme: Theme, paper: Paper, document: Document
) -> Making:
    from reportgen.manifest import Making

    assumptions = story.now.assumptions
    return Making(
        document=document, edition=str(assumptions.name), company=assumptions.company.name,
        as_of=assumptions.edition.as_of.isoformat(), paper=paper,
        templates=fingerprint.of_folder(templates), theme=fingerprint.of_files(theme.files),
        **Making.here(),
    )  # fmt: skip
