"""Publishing an edition: its files and its PDF are written down, so that later changes of either are told.

Nothing is published that does not pass the checks, that nobody approved, or that is in no commit. What
is recorded is read back out of the PDF itself: its manifest says from which texts it was made.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen import fingerprint, pipeline
from reportgen.assumptions.publication import (
    FILE,
    Headline,
    PrintedDocument,
    Publication,
    Published,
    read_published,
)
from reportgen.assumptions.publication_text import entry, head, sealed
from reportgen.assumptions.seen import seen_by
from reportgen.atomic import write_atomically
from reportgen.building import build
from reportgen.documents.attached import attachments
from reportgen.manifest import NAME
from reportgen.problems import Position, Problem, ProblemsError
from reportgen.recorded import parse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportgen.assumptions.seen import Seen
    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.building import Order
    from reportgen.manifest import Making, Manifest
    from reportgen.model import Story
    from reportgen.revisions import Revision, Revisions

#: What readers remember of a briefing, and so what is held against them later.
HEADLINE = (
    "required_upside", "implied_price", "probability_weighted_market_cap", "parts_equity_value",
    "market_cap",
)  # fmt: skip
#: The code that a figure's value depends on, in reportgen's own folder.
MODEL = (
    "formulas/*.py", "studies/*.py", "application.py", "draws.py", "evaluation.py", "inquiry.py",
    "model.py", "resolution.py", "roots.py", "simulation.py", "uncertainty.py", "wiring.py",
)  # fmt: skip
UNKNOWN = "unknown: "


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was published, or what had been already; `fresh` is False where nothing was written."""

    publication: Publication
    record: Path
    documents: tuple[Path, ...]
    fresh: bool = True
    kept_in_git: bool = True
    problems: tuple[Problem, ...] = ()
    """What the build told without stopping."""


def publish(
    order: Order,
    day: dt.date,
    uncommitted: Callable[[], Collection[str] | None],
    progress: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> Outcome:
    """Build an edition and record it as published on a day; the same inputs are not published twice.

    `uncommitted` tells the files that are not as the newest commit has them, None where there is none; it is
    asked where the order's history cannot tell.

    Raises ProblemsError with everything that keeps it from being published; then nothing is written but
    what a build leaves.
    """
    with progress("Reading and checking"):
        story = _checked(order)
    seen = seen_by([told.assumptions for told in story.all])
    record = order.workspace.edition_folder(order.name) / FILE
    before = published_before(order.workspace, order.name)
    if before and before[-1].digest == seen.digest:
        return Outcome(before[-1], record, (), fresh=False)
    revisions = order.history.of(seen)
    unsaved = uncommitted() if _untold(revisions, seen) else ()
    _refuse([
        *_unapproved(story), *_too_early(story, day, before), *_uncommitted(seen, revisions, unsaved),
    ])  # fmt: skip
    built = build(order, progress)
    publication = _publication(order, story, seen, day, len(before) + 1)
    _write(record, order.name, (*before, publication))
    documents = tuple(order.documents.values())
    return Outcome(
        publication, record, documents, kept_in_git=unsaved is not None, problems=built.problems
    )


def published_before(workspace: Workspace, name: EditionName) -> tuple[Publication, ...]:
    """What has been published of an edition, oldest first."""
    found = read_published(workspace, name)
    return found[1].publications if found else ()


def publication_of(content: bytes, publications: Collection[Publication]) -> Publication | None:
    """The publication that recorded a PDF with just these bytes."""
    digest = sha256(content).hexdigest()
    return next(
        (one for one in publications if digest in {printed.sha256 for printed in one.documents}),
        None,
    )


def tag(name: EditionName, number: int) -> str:
    """The name of git's tag: the edition, and the number from the second publication on."""
    plain = "".join(c if c.isalnum() or c in "/_-." else "-" for c in str(name))
    return plain if number == 1 else f"{plain}.{number}"


def _checked(order: Order) -> Story:
    story = pipeline.read(order.workspace, order.name)
    problems, _ = pipeline.check(story)
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsError(problems)
    return story


# What keeps an edition from being published


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ProblemsError(problems)


def _unapproved(story: Story) -> Iterator[Problem]:
    edition, document = story.now.assumptions.edition, story.now.assumptions.edition_document
    if edition.status != "approved":
        advice = "write status: approved, and who reviewed it as reviewer, once it is"
        yield _told(document.position(("status",)), "status", "is a draft", advice)
    elif not edition.reviewer:
        advice = "write who approved it: reviewer: …"
        yield _told(document.position(("reviewer",)), "reviewer", "names nobody", advice)


def _too_early(story: Story, day: dt.date, before: tuple[Publication, ...]) -> Iterator[Problem]:
    assumptions = story.now.assumptions
    position = assumptions.edition_document.position(("as_of",))
    if day < assumptions.edition.as_of.date():
        advice = "name a later day: --date …"
        yield _told(position, "as_of", f"is after the day of publication, {day}", advice)
    if before and day.isoformat() < before[-1].published:
        what = f"was published on {before[-1].published}, after {day}"
        yield _told(position, "", what, "name a later day: --date …")


def _untold(revisions: Revisions, seen: Seen) -> bool:
    return any(revisions.of(file.path).state == "unknown" for file in seen.files)


def _uncommitted(
    seen: Seen, revisions: Revisions, unsaved: Collection[str] | None
) -> Iterator[Problem]:
    """Files that nobody could look up later; where git cannot tell, that is recorded instead."""
    for file in seen.files:
        state = revisions.of(file.path).state
        if state == "untracked":
            what = "is in no commit"
        elif state == "changed" or file.path in (unsaved or ()):
            what = "has changes that are in no commit"
        else:
            continue
        yield _told(Position(file.path), "", what, "commit it first, then publish")


def _told(position: Position, key: str, what: str, advice: str) -> Problem:
    return Problem(position, key, what, "", advice, "published")


# The record


def _publication(order: Order, story: Story, seen: Seen, day: dt.date, number: int) -> Publication:
    printed = {document: path.read_bytes() for document, path in order.documents.items()}
    made = [parse(attachments(content)[NAME]) for content in printed.values()]
    _refuse(list(_moved(order, seen, made)))
    making, revision = made[0].making, made[0].revision
    assumptions = story.now.assumptions
    quarters = [told.assumptions.name.quarter for told in story.all]
    return sealed(
        Publication(
            number=number, published=day.isoformat(), as_of=making.as_of,
            tag=tag(order.name, number), commit=revision.commit or None, history=_history(revision),
            **_program(making), digest=seen.digest,
            documents=tuple(
                PrintedDocument(
                    document=document, paper=order.paper, file=order.documents[document].name,
                    sha256=sha256(content).hexdigest(),
                )
                for document, content in printed.items()
            ),
            headline=_headline(story),
            corrections=tuple(assumptions.company_files.corrections.printed_by(quarters)),
            files={file.path: file.sha256 for file in made[0].files},
            record="0" * 64,
        )
    )  # fmt: skip


def _program(making: Making) -> dict[str, str]:
    return {
        "reportgen": making.reportgen, "code": making.code, "model": model_digest(),
        "templates": making.templates, "theme": making.theme,
    }  # fmt: skip


def _moved(order: Order, seen: Seen, made: list[Manifest]) -> Iterator[Problem]:
    """A file may have been saved between the checks and the print."""
    if any(manifest.digest != seen.digest for manifest in made):
        folder = order.workspace.shown(order.workspace.company_folder(order.name.company))
        yield _told(Position(folder), "", "changed while it was being printed", "publish again")


def _history(revision: Revision) -> str:
    return revision.state if revision.state != "unknown" else f"{UNKNOWN}{revision.reason}"


def _headline(story: Story) -> dict[str, Headline]:
    figures = story.now.figures
    return {
        name: Headline(
            value=None if figures[name].value is None else repr(figures[name].value),
            printed=figures[name].printed,
        )
        for name in HEADLINE
        if name in figures
    }


def model_digest() -> str:
    """The digest of the code that makes figures of assumptions."""
    return fingerprint.of_files(
        path for pattern in MODEL for path in sorted(fingerprint.CODE.glob(pattern))
    )


def _write(record: Path, name: EditionName, publications: tuple[Publication, ...]) -> None:
    """Write what was published: each entry's digest holds that the former ones are as they were."""
    published = Published(edition=str(name), publications=publications)
    text = head(published.edition) + "".join(map(entry, published.publications))
    write_atomically(record, text.encode())
