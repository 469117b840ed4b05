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

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.briefing.prose import Prose
    from reportgen.problems import Problem
    from reportgen.resolution import Settings

Paper = Literal["a4", "letter"]
REVISION_DIGITS = 12
DATA = "figures.json"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left behind; `fresh` is False where nothing had changed and nothing was done."""

    pdf: Path
    fresh: bool


def read(workspace: Workspace, name: EditionName, overrides: Settings | None = None) -> Story:
    """Assumptions are read and turned into figures, those of the earlier editions as well."""
    from reportgen.assumptions.reading import read_editions

    return tell(read_editions(workspace, name), overrides)


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
    paper: Paper = "a4",
    progress: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> Built:
    """Print one edition; nothing is done where nothing has changed since the last time."""
    output = workspace.output_folder(name)
    pdf = output / f"{name.company}-{name.quarter}{'' if paper == 'a4' else '-' + paper}.pdf"
    key = fingerprint.of_build(
        workspace.company_folder(name.company), templates, paper, name.quarter
    )
    if fingerprint.is_current(pdf, key) and (output / DATA).is_file():
        return Built(pdf, fresh=False)
    with progress("Reading and checking"):
        story = read(workspace, name)
        problems, prose = check(story)
        if prose is None or any(problem.severity == "error" for problem in problems):
            raise ProblemsError(problems)
    with progress("Drawing charts"):
        from reportgen import drawing

        drawings = drawing.draw_all(story, templates / "fonts", output / "charts")
    with progress("Setting pages"):
        from reportgen import briefing

        revision = _revision(story)
        html = briefing.write(story, prose, drawings, templates, revision)
    with progress("Printing"):
        from reportgen.documents import data
        from reportgen.documents import pdf as printer

        printed = printer.print_pdf(html, base=templates, paper=paper)
        data.write_figures(output / DATA, story)
        fingerprint.deliver(pdf, printed, key)
    return Built(pdf, fresh=True)


def _revision(story: Story) -> str:
    """A short digest of everything the edition saw; rows added to its files later do not change it."""
    seen = story.now.assumptions
    told = (
        seen.company_document.value, seen.edition_document.value, seen.briefing_text,
        seen.history, seen.disclosures, seen.prices,
    )  # fmt: skip
    return fingerprint.of_text(repr(told))[:REVISION_DIGITS]
