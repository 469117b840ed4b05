"""The sentence in code.

Assumptions are checked; formulas turn them into figures; figures are drawn as charts and written into
a briefing; the briefing is printed and delivered; what stops this is a problem.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen import fingerprint
from reportgen.documents import summaries
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
DATA = "figures.json"
ARCHIVE = "index.html"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left behind; `fresh` is False where nothing had changed and nothing was done.

    `problems` are those of earlier builds: what lies in the output and the archive could not list.
    """

    pdf: Path
    fresh: bool
    page: Path
    problems: tuple[Problem, ...] = ()
    workings: Path | None = None


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
    except ProblemsError as error:
        problems += error.problems
    return problems, prose


def build(
    workspace: Workspace,
    name: EditionName,
    templates: Path,
    theme: Theme,
    paper: Paper = "a4",
    progress: Callable[[str], AbstractContextManager[object]] = nullcontext,
    *,
    history: History = NO_HISTORY,
    agreeing: bool = True,
    workings: bool = False,
) -> Built:
    """Print one edition; nothing is done where nothing has changed since the last time.

    `history` tells the revisions to print; without `agreeing` the files are taken as they are; with
    `workings` all that the briefing does not print becomes a document beside it.
    """
    from reportgen.documents.native import native_versions
    from reportgen.documents.pdf import Press

    output = workspace.output_folder(name)
    pdf = _pdf(output, name, paper, "briefing")
    beside_it = _pdf(output, name, paper, "workings") if workings else None
    page = output / f"{name.company}-{name.quarter}.html"
    made_of = fingerprint.of_build(
        workspace.company_folder(name.company), templates, name.quarter,
        history.key, *native_versions().values(), fingerprint.of_files(theme.files),
    )  # fmt: skip
    key = fingerprint.of_text(made_of, paper)
    beside = (output / DATA, output / summaries.FILE)
    if (
        fingerprint.is_current(pdf, key)
        and (beside_it is None or fingerprint.is_current(beside_it, key))
        and fingerprint.is_current(page, made_of)
        and all(file.is_file() for file in beside)
    ):
        problems = _listed(output, templates, theme) if _is_unlisted(output) else ()
        return Built(pdf, fresh=False, page=page, problems=problems, workings=beside_it)
    with Press() as press:  # it gets ready while we read and draw
        drafted = draft(
            workspace, name, theme, output / "charts", progress, history=history, agreeing=agreeing
        )
        with progress("Setting pages"):
            briefed = compose(drafted)
            sheet = for_paper(drafted, briefed, templates, theme, paper)
        with progress("Printing"):
            from reportgen.documents import data

            printed = press.print(
                sheet.html, folders=sheet.folders, paper=paper, attachments=sheet.attachments
            )
            data.write_figures(output / DATA, drafted.story)
            fingerprint.deliver(pdf, printed, key)
        if beside_it:
            with progress("Printing the workings"):
                rest = compose(drafted, "workings")
                sheet = for_paper(drafted, rest, templates, theme, paper, "workings")
                printed = press.print(
                    sheet.html, folders=sheet.folders, paper=paper, attachments=sheet.attachments
                )
                fingerprint.deliver(beside_it, printed, key)
        with progress("Setting the page for screens"):
            shown = for_screen(briefed, templates, theme, _ways(pdf))
            fingerprint.deliver(page, shown.encode(), made_of)
            problems = _put_into_archive(briefed, drafted.story, output, templates, theme)
    return Built(pdf, fresh=True, page=page, problems=problems, workings=beside_it)


def _pdf(output: Path, name: EditionName, paper: Paper, document: Document) -> Path:
    """Where a document lies, by what it is and on which paper."""
    parts = (name.company, name.quarter, *(["workings"] if document == "workings" else []),
             *([] if paper == "a4" else [paper]))  # fmt: skip
    return output / f"{'-'.join(parts)}.pdf"


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


def _ways(pdf: Path) -> tuple[Way, ...]:
    """Where a page on the screen leads: to the archive, and to the files beside it."""
    from reportgen.documents.reshaping import Way

    return (Way("All briefings", f"../../{ARCHIVE}"), Way("PDF", pdf.name), Way("Data", DATA))


def _put_into_archive(
    briefed: Page, story: Story, output: Path, templates: Path, theme: Theme
) -> tuple[Problem, ...]:
    """The edition's line of the archive; what keeps another edition out of it is told."""
    summaries.write(output, story, briefed.title)
    return _listed(output, templates, theme)


def _is_unlisted(output: Path) -> bool:
    """Whether the archive has gone; its page is made of what stands, without a build."""
    return not (output.parents[1] / ARCHIVE).is_file()


def _listed(output: Path, templates: Path, theme: Theme) -> tuple[Problem, ...]:
    from reportgen.documents import archive

    return archive.refresh(output.parents[1] / ARCHIVE, templates, theme)


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
