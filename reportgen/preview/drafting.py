"""From files to a page of the preview, doing again only what a change has touched.

What is given is the same as in a build from nothing: the last draft stands for as long as all that it was
made from does, and so does the last look.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.documents import PrintError
from reportgen.documents.reshaping import Way
from reportgen.preview.around import NAMES, Faults
from reportgen.preview.watching import Places, within
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reportgen.assumptions.workspace import EditionName, Workspace
    from reportgen.briefing.composition import Document
    from reportgen.pipeline import Draft, Paper, Sheet
    from reportgen.preview.watching import Stamps
    from reportgen.revisions import History
    from reportgen.theme import Theme

DOCUMENTS: tuple[Document, ...] = ("briefing", "workings")
WAYS = tuple(Way(f"{NAMES[document]} as PDF", f"{document}.pdf") for document in DOCUMENTS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be previewed; what lies outside of the edition's own files is asked for each time."""

    workspace: Workspace
    name: EditionName
    paper: Paper
    theme_file: Path
    templates: Callable[[], Path]
    theme: Callable[[], Theme]
    history: Callable[[], History]

    @property
    def company(self) -> Path:
        """The folder of the company's files."""
        return self.workspace.company_folder(self.name.company)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change came to: a page and how its documents are printed, or why there is none."""

    page: str = ""
    sheets: Callable[[], Mapping[Document, Sheet]] = dict
    faults: Faults = Faults()


@dataclass(frozen=True, slots=True)
class _Made:
    """A draft or a look, and what it was made from."""

    key: object
    value: Draft | Theme


class Drafting:
    """Makes pages of what is wanted; keeps what the next one may use again."""

    def __init__(self, wanted: Wanted) -> None:
        """Nothing is read yet."""
        self._wanted = wanted
        self._draft: tuple[object, Draft] | None = None
        self._theme: tuple[object, Theme] | None = None

    @property
    def places(self) -> Places:
        """Everything that a page depends on; it may change with every page."""
        wanted = self._wanted
        own = wanted.workspace.root / "templates"
        files = self._theme[1].files if self._theme else ()
        folders = dict.fromkeys((wanted.company, own, wanted.templates()))
        return Places(tuple(folders), (wanted.theme_file, *files))

    def outcome(self, stamps: Stamps) -> Outcome:
        """Set the page of the files as they are; `stamps` were taken before. Whatever goes wrong is told."""
        try:
            return self._set(stamps)
        except ProblemsError as error:
            return Outcome(faults=Faults(problems=tuple(error.problems)))
        except PrintError as error:
            return Outcome(faults=Faults(complaints=error.messages))
        except Exception:  # noqa: BLE001 - the preview must outlive every mistake, its own included
            return Outcome(faults=Faults(trace=traceback.format_exc()))

    def _set(self, stamps: Stamps) -> Outcome:
        templates, theme = self._wanted.templates(), self._look(stamps)
        draft = self._read(stamps, theme)
        page = pipeline.compose(draft)
        screen = pipeline.for_screen(page, templates, theme, WAYS)

        def sheets() -> Mapping[Document, Sheet]:
            paper = self._wanted.paper
            return {
                document: pipeline.for_paper(
                    draft, pipeline.compose(draft, document), templates, theme, paper, document
                )
                for document in DOCUMENTS
            }

        return Outcome(screen, sheets, Faults(problems=draft.warnings))

    def _look(self, stamps: Stamps) -> Theme:
        """The theme; it is read again when its file or one that it names has changed."""
        if self._theme is None or self._theme[0] != self._of_theme(stamps):
            self._theme = None
            theme = self._wanted.theme()
            self._theme = None, theme
            self._theme = self._of_theme(stamps), theme
        return self._theme[1]

    def _read(self, stamps: Stamps, theme: Theme) -> Draft:
        """The draft; it is made again when a file of the company, the theme or the revision has changed."""
        wanted, history = self._wanted, self._wanted.history()
        key = within(stamps, wanted.company), theme, history.key
        if self._draft is None or self._draft[0] != key:
            self._draft = None
            charts = wanted.workspace.output_folder(wanted.name) / "charts"
            draft = pipeline.draft(wanted.workspace, wanted.name, theme, charts, history=history)
            self._draft = key, draft
        return self._draft[1]
