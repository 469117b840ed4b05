"""All that the pages' tests look at: each edition of Amazon printed once, on both papers."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pytest

from reportgen import pipeline
from reportgen.assumptions.theme import house_theme
from reportgen.documents.pdf import Press
from reportgen.shipped import templates
from tests.conftest import COMPANIES, Desk
from tests.pages.reading import Heading, Sheet, headings, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.briefing import Document
    from reportgen.pipeline import Draft, Paper

EDITIONS = ("amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2")


@dataclass(frozen=True)
class Printed:
    """A document as it comes from the press, and the markup it was printed from."""

    html: str
    pdf: bytes
    paper: Paper

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its pages."""
        return sheets(self.pdf, self.paper)

    @cached_property
    def headings(self) -> list[Heading]:
        """Its outline."""
        return headings(self.pdf)

    @property
    def chapters(self) -> list[tuple[str, str]]:
        """Anchor and words of the list on its front page."""
        listed = re.search(r"<b>Inside</b>(.*?)</p>", self.html, re.DOTALL)
        return re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', listed[1] if listed else "")


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """One process that prints everything."""
    with Press() as running:
        yield running


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Draft]:
    """An edition, read, checked and drawn."""
    desk = Desk(tmp_path_factory.mktemp("pages"))
    shutil.copytree(COMPANIES["amazon"], desk.root / "assumptions" / "amazon")

    @cache
    def draft(edition: str) -> Draft:
        charts = desk.root / "charts" / edition
        return pipeline.draft(desk.workspace, desk.workspace.find(edition), house_theme(), charts)

    return draft


@pytest.fixture(scope="session")
def printed(drafted: Callable[[str], Draft], press: Press) -> Callable[..., Printed]:
    """A document of an edition on some paper; `changed` makes other markup of it before it is printed."""

    @cache
    def look(
        edition: str,
        paper: Paper = "a4",
        document: Document = "briefing",
        changed: Callable[[str], str] = str,
    ) -> Printed:
        draft = drafted(edition)
        page = pipeline.compose(draft, document)
        sheet = pipeline.for_paper(draft, page, templates(), house_theme(), paper, document)
        html = changed(sheet.html)
        return Printed(html, press.print(html, folders=sheet.folders, paper=paper), paper)

    return look


def every_document() -> list[tuple[str, Paper, Document]]:
    """The briefing on both papers and the workings on A4, of each edition."""
    kinds: tuple[tuple[Paper, Document], ...] = (
        ("a4", "briefing"), ("letter", "briefing"), ("a4", "workings"),
    )  # fmt: skip
    return [(edition, paper, document) for paper, document in kinds for edition in EDITIONS]
