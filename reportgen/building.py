"""Builds an edition's documents: what has changed is made again and put in its place, the rest stays.

Beside the briefing lie its page for browsers, its figures as data and, where they are asked for, the
workings; the archive above all editions lists them.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import fingerprint, pipeline
from reportgen.documents import summaries
from reportgen.problems import Position, Problem
from reportgen.revisions import NO_HISTORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.briefing.composition import Document
    from reportgen.documents.pdf import Press
    from reportgen.documents.reshaping import Way
    from reportgen.pipeline import Draft, Paper
    from reportgen.revisions import History
    from reportgen.theme import Theme

DATA = "figures.json"
#: What an investor reads; beyond that an analyst is told to shorten.
MOST_PAGES = 8
ARCHIVE = "index.html"


@dataclass(frozen=True, slots=True)
class Look:
    """How documents look; the theme is read when something has to be made, for `key` tells it apart."""

    templates: Path
    key: str
    theme: Callable[[], Theme]

    @staticmethod
    def of(templates: Path, theme: Theme) -> Look:
        """A look whose theme has been read."""
        return Look(templates, fingerprint.of_files(theme.files), lambda: theme)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: which edition, in which look, on which paper, and whether with its workings.

    `history` tells the revisions to print; without `agreeing` the files are taken as they are.
    """

    workspace: Workspace
    name: EditionName
    look: Look
    paper: Paper = "a4"
    workings: bool = False
    history: History = NO_HISTORY
    agreeing: bool = True

    @property
    def folder(self) -> Path:
        """Where everything is put."""
        return self.workspace.output_folder(self.name)

    @property
    def archive(self) -> Path:
        """The page that lists all editions."""
        return self.folder.parents[1] / ARCHIVE

    @property
    def page(self) -> Path:
        """The briefing for browsers."""
        return self.folder / f"{self.name.company}-{self.name.quarter}.html"

    @property
    def documents(self) -> dict[Document, Path]:
        """The PDFs that are asked for, and where they lie."""
        stem = f"{self.name.company}-{self.name.quarter}"
        paper = "" if self.paper == "a4" else f"-{self.paper}"
        briefing = self.folder / f"{stem}{paper}.pdf"
        beside: dict[Document, Path] = {"workings": self.folder / f"{stem}-workings{paper}.pdf"}
        return {"briefing": briefing, **(beside if self.workings else {})}

    @property
    def made_of(self) -> str:
        """The digest of all that the documents depend on, but for the paper."""
        from reportgen.documents.native import native_versions

        company = self.workspace.company_folder(self.name.company)
        return fingerprint.of_build(
            company, self.look.templates, self.name.quarter, self.history.key,
            *native_versions().values(), self.look.key,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left behind; `fresh` is False where nothing had changed and nothing was done.

    `problems` stop nothing: a briefing that has grown too long, and what lies in the output from earlier
    builds and the archive could not list.
    """

    pdf: Path
    fresh: bool
    page: Path
    problems: tuple[Problem, ...] = ()
    workings: Path | None = None


def build(
    order: Order, progress: Callable[[str], AbstractContextManager[object]] = nullcontext
) -> Built:
    """Build what is ordered; nothing is done where nothing has changed since the last time.

    Raises ProblemsError with all that is wrong with the files, PrintError where a page is not clean; what
    was built before then stays as it was.
    """
    made_of = order.made_of
    if fresh := not _stands(order, made_of):
        problems = _make(order, made_of, progress)
    else:
        problems = () if order.archive.is_file() else _listed(order, order.look.theme())
    pdfs = order.documents
    return Built(pdfs["briefing"], fresh, order.page, problems, pdfs.get("workings"))


def _stands(order: Order, made_of: str) -> bool:
    """Whether everything that is ordered lies there as it was made of the same."""
    key = fingerprint.of_text(made_of, order.paper)
    return (
        all(fingerprint.is_current(pdf, key) for pdf in order.documents.values())
        and fingerprint.is_current(order.page, made_of)
        and (order.folder / DATA).is_file()
        and (order.folder / summaries.FILE).is_file()
    )


def _make(
    order: Order, made_of: str, progress: Callable[[str], AbstractContextManager[object]]
) -> tuple[Problem, ...]:
    from reportgen.documents import data
    from reportgen.documents.pdf import Press

    theme = order.look.theme()
    with Press() as press:  # it gets ready while we read and draw
        draft = pipeline.draft(
            order.workspace, order.name, theme, order.folder / "charts", progress,
            history=order.history, agreeing=order.agreeing,
        )  # fmt: skip
        with progress("Printing"):
            printed = {
                path: _printed(order, draft, theme, press, document)
                for document, path in order.documents.items()
            }
    data.write_figures(order.folder / DATA, draft.story)
    for path, content in printed.items():
        fingerprint.deliver(path, content, fingerprint.of_text(made_of, order.paper))
    with progress("Setting the page for screens"):
        page = pipeline.compose(draft)
        shown = pipeline.for_screen(page, order.look.templates, theme, _ways(order))
        fingerprint.deliver(order.page, shown.encode(), made_of)
        summaries.write(order.folder, draft.story, page.title)
        return (*_too_long(printed[order.documents["briefing"]], draft), *_listed(order, theme))


def _too_long(briefing: bytes, draft: Draft) -> Iterator[Problem]:
    """A briefing of too many pages is printed all the same, and told."""
    from reportgen.documents.attached import pages

    if (count := pages(briefing)) > MOST_PAGES:
        yield Problem(
            Position(draft.story.now.assumptions.briefing_path), "",
            f"the briefing has more than {MOST_PAGES} pages", str(count),
            "shorten the Analysis, or call out fewer figures: each has a row in the appendix",
            "pages", "warning",
        )  # fmt: skip


def _printed(order: Order, draft: Draft, theme: Theme, press: Press, document: Document) -> bytes:
    page = pipeline.compose(draft, document)
    sheet = pipeline.for_paper(draft, page, order.look.templates, theme, order.paper, document)
    return press.print(
        sheet.html, folders=sheet.folders, paper=sheet.paper, attachments=sheet.attachments
    )


def _ways(order: Order) -> Sequence[Way]:
    """Where a page on the screen leads: to the archive, and to the files beside it."""
    from reportgen.documents.reshaping import Way

    pdf = order.documents["briefing"].name
    return (Way("All briefings", f"../../{ARCHIVE}"), Way("PDF", pdf), Way("Data", DATA))


def _listed(order: Order, theme: Theme) -> tuple[Problem, ...]:
    """List all editions anew; what keeps one of them out of the archive is told."""
    from reportgen.documents import archive

    return archive.refresh(order.archive, order.look.templates, theme)
