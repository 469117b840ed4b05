"""A published edition stays as it was published, or a note says what was corrected."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.assumptions import corrections, publication
from reportgen.assumptions.publication_changes import input_changes, inputs, note_changes
from reportgen.assumptions.seen import seen_by
from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportgen.assumptions.publication import Publication
    from reportgen.assumptions.seen import Seen
    from reportgen.assumptions.yaml_document import Document
    from reportgen.model import Story, Told
    from reportgen.revisions import History, Revision

STAGE = "published"


def published_editions_stand(story: Story) -> Iterator[Problem]:
    """Of this edition and of those before it, which tell its past, what was published still holds."""
    for count, told in enumerate(story.all, start=1):
        assumptions = told.assumptions
        try:
            found = publication.read_published(
                assumptions.company_files.workspace, assumptions.name
            )
        except ProblemsError as error:
            yield from error.problems
            continue
        if found is not None:
            document, published = found
            seen = _seen(story.all[:count])
            quarters = [each.assumptions.name.quarter for each in story.all[:count]]
            yield from _inputs(told, published.last, seen)
            yield from _notes(told, published.last, quarters)
            yield from _formulas(told, published.last, seen, document)


def published_editions_exist(story: Story) -> Iterator[Problem]:
    """What was published is not deleted."""
    files = story.now.assumptions.company_files
    folder = files.workspace.company_folder(files.name)
    for record in sorted(folder.glob(f"*/{publication.FILE}")):
        if not record.with_name("edition.yaml").is_file():
            position = Position(files.workspace.shown(record))
            what = "records an edition whose edition.yaml is gone"
            yield Problem(position, "", what, "", "what was published stays: restore it", STAGE)


def with_commits(
    problems: Sequence[Problem], story: Story, history: Callable[[], History]
) -> list[Problem]:
    """The problems, each change of a published edition with the commit that made it.

    `history` is only asked for where there is such a change.
    """
    seen = {
        told.assumptions.name.quarter: story.all[:count]
        for count, told in enumerate(story.all, start=1)
    }
    changed = {p.key for p in problems if _is_change(p) and p.key in seen}
    past = history() if changed else None
    revisions = {quarter: past.of(_seen(seen[quarter])) for quarter in changed if past}
    return [
        replace(problem, found=_made_by(revisions[problem.key].of(problem.position.path)))
        if _is_change(problem) and problem.key in revisions
        else problem
        for problem in problems
    ]


def _is_change(problem: Problem) -> bool:
    return problem.stage == STAGE and problem.severity == "error"


def _made_by(revision: Revision) -> str:
    if revision.state in ("changed", "untracked"):
        return "changes that are in no commit"
    day = f" of {formats.day(revision.day)}" if revision.day else ""
    return f"commit {revision.short}{day}" if revision.short else ""


def _seen(editions: Sequence[Told]) -> Seen:
    return seen_by([told.assumptions for told in editions])


def _inputs(told: Told, last: Publication, seen: Seen) -> Iterator[Problem]:
    """Each file of which something else is seen now; a note on exactly that makes it a notice."""
    files, quarter = told.assumptions.company_files, told.assumptions.name.quarter
    now = inputs(seen)
    notes = files.corrections.root.items()
    covering = [key for key, note in notes if note.covers_inputs(quarter, now)]
    where = files.workspace.shown(files.workspace.company_folder(files.name) / corrections.FILE)
    for change in input_changes(last, seen):
        what = f"{change.what} since {_published(told, last)}"
        if covering:
            what += f", as {covering[0]} in {corrections.FILE} says"
            position = Position(change.path)
            yield Problem(position, quarter, what, stage=STAGE, severity="warning")
        else:
            covers = f'covers: {{{quarter}: "{now[: corrections.SHORT]}"}}'
            advice = f"undo it, or say what was corrected and why in {where}, with {covers}"
            yield Problem(Position(change.path), quarter, what, "", advice, STAGE)


def _notes(told: Told, last: Publication, quarters: list[str]) -> Iterator[Problem]:
    """Notes stay as they were printed, and a new one waits for an edition that is yet to be published."""
    files, quarter = told.assumptions.company_files, told.assumptions.name.quarter
    for change in note_changes(last, files):
        what = f"{change.what} since {_published(told, last)}"
        advice = "restore them, and write a new note on what is wrong with them"
        yield Problem(Position(change.path), quarter, what, "", advice, STAGE)
    document = files.corrections_document
    for key, note in files.corrections.printed_by(quarters).items():
        if document and key not in last.corrections and quarter not in note.covers:
            what = f"would be printed by {quarter}, which was published without it"
            position = document.key_position((key,))
            yield Problem(position, key, what, "", "name a later edition: printed_in: …", STAGE)


def _formulas(told: Told, last: Publication, seen: Seen, document: Document) -> Iterator[Problem]:
    """Headline figures that print otherwise although no input has changed."""
    if any(input_changes(last, seen)):
        return
    path = ("publications", last.number - 1, "headline")
    for name, then in last.headline.items():
        now = told.figures[name].printed if name in told.figures else "nothing"
        if now != then.printed:
            what = f"prints otherwise than when {_published(told, last)}, and no input has changed"
            found = f"'{now}', not '{then.printed}'"
            advice = "the formulas have: say so where it matters to readers"
            position = document.position((*path, name))
            yield Problem(position, name, what, found, advice, STAGE, "warning")


def _published(told: Told, last: Publication) -> str:
    day = formats.day(dt.date.fromisoformat(last.published))
    return f"{told.assumptions.name} was published on {day}"
