"""Both documents of every edition that tests have, written once with their real charts."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pytest

from reportgen import briefing, pipeline
from reportgen.assumptions.theme import house_theme
from reportgen.shipped import templates
from tests.conftest import COMPANIES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing import Document
    from reportgen.briefing.page import Page, Reference
    from reportgen.drawing import Drawings
    from reportgen.model import Story
    from reportgen.pipeline import Draft

EDITIONS = (
    "amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2",
    "nordvind/2025Q3", "nordvind/2025Q4", "skarv/2025Q4",
)  # fmt: skip
DOCUMENTS: tuple[Document, ...] = ("briefing", "workings")


@dataclass(frozen=True)
class Written:
    """A document: the story it tells, the page of finished words, and the markup."""

    story: Story
    drawings: Drawings
    page: Page
    html: str

    @property
    def ids(self) -> list[str]:
        """What can be led to, in the order of print."""
        return re.findall(r'\bid="([^"]+)"', self.html)

    @property
    def links(self) -> set[str]:
        """Where the document's own links lead."""
        return set(re.findall(r'href="#([^"]+)"', self.html))

    @cached_property
    def rows(self) -> tuple[Reference, ...]:
        """The rows of the appendix."""
        made = self.page.appendix
        lines = (line for group in made.groups for line in group.lines)
        return (*lines, *made.facts, *made.judgements)

    @cached_property
    def by_anchor(self) -> dict[str, Reference]:
        """The row of each value."""
        return {value.anchor: row for row in self.rows for value in row.values}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Document], Written]:
    """A document of an edition; nobody may change it."""
    desk = Desk(tmp_path_factory.mktemp("written"))
    for company, files in COMPANIES.items():
        shutil.copytree(files, desk.root / "assumptions" / company)

    @cache
    def drafted(edition: str) -> Draft:
        name = desk.workspace.find(edition)
        charts = desk.root / "charts" / edition
        return pipeline.draft(desk.workspace, name, house_theme(), charts)

    @cache
    def write(edition: str, document: Document) -> Written:
        made = drafted(edition)
        page = pipeline.compose(made, document)
        html = briefing.render(page, templates(), house_theme(), document=document)
        return Written(made.story, made.drawings, page, html)

    return write
