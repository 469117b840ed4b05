"""From files to a page of the preview, doing again only what a change has touched.

What is given is the same as in a build from nothing: the last draft stands for as long as all that it was
made from does, and so does the last look.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from reportgen import pipeline
from reportgen.documents import PrintError
from reportgen.documents.reshaping import Way
from reportgen.preview.around import NAMES, Faults
from reportgen.preview.watching import Places, apart
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable
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
class Setting:
    """A page that could be set, and what its documents are made from."""

    screen: str
    draft: Draft
    templates: Path
    theme: Theme
    paper: Paper

    def sheet(self, document: Document) -> Sheet:
        """One of its documents as the press takes it; raises ProblemsError where a template is wrong."""
        page = pipeline.compose(self.draft, document)
        return pipeline.for_paper(
            self.draft, page, self.templates, self.theme, self.paper, document
        )


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Value]):
    """Something, and everything that it was made from."""

    key: object
    value: Value


class Drafting:
    """Sets pages of what is wanted; keeps what the next one may use again."""

    def __init__(self, wanted: Wanted) -> None:
        """Nothing is read yet."""
        self._wanted = wanted
        self._draft: _Kept[Draft] | None = None
        self._theme: _Kept[Theme] | None = None

    @property
    def places(self) -> Places:
        """Everything that a page depends on; a page may change it, by another theme."""
        wanted = self._wanted
        folders = (wanted.company, wanted.workspace.root / "templates", wanted.templates())
        of_theme = self._theme.value.files if self._theme else ()
        return Places(tuple(dict.fromkeys(folders)), (wanted.theme_file, *of_theme))

    def set_page(self, stamps: Stamps) -> Setting:
        """Set the page of the files as they are; `stamps` were taken before.

        Raises ProblemsError or PrintError where there is no page because of them.
        """
        own, others = apart(stamps, self._wanted.company)
        templates, theme = self._wanted.templates(), self._themed(others)
        draft = self._drafted(own, theme, tuple(others.get(str(file)) for file in theme.files))
        screen = pipeline.for_screen(pipeline.compose(draft), templates, theme, WAYS)
        return Setting(screen, draft, templates, theme, self._wanted.paper)

    def _themed(self, key: Stamps) -> Theme:
        """The theme; its fonts take time to check, so it is read again only when a file has changed."""
        if self._theme is None or self._theme.key != key:
            self._theme = _Kept(key, self._wanted.theme())
        return self._theme.value

    def _drafted(self, own: Stamps, theme: Theme, of_theme: object) -> Draft:
        """The draft; it is made again when a file of the company, the theme or a revision has changed."""
        wanted, history = self._wanted, self._wanted.history()
        key = own, theme, of_theme, history.key
        if self._draft is None or self._draft.key != key:
            charts = wanted.workspace.output_folder(wanted.name) / "charts"
            known = self._draft.value.story.earlier if self._draft else ()
            draft = pipeline.draft(
                wanted.workspace, wanted.name, theme, charts, history=history, known=known
            )
            self._draft = _Kept(key, draft)
        return self._draft.value


def faults_of(error: Exception) -> Faults:
    """What a page tells of an error, whatever it is."""
    if isinstance(error, ProblemsError):
        return Faults(problems=tuple(error.problems))
    if isinstance(error, PrintError):
        return Faults(complaints=error.messages)
    return Faults(trace="".join(traceback.format_exception(error)))
