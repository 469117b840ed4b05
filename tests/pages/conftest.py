"""All that the pages' tests look at: each edition of Amazon as it is printed on both papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pytest

from reportgen import pipeline
from reportgen.assumptions.theme import house_theme
from reportgen.documents.pdf import Press
from reportgen.shipped import templates
from tests.pages.reading import Heading, Sheet, headings, sheets
from tests.shop import AMAZON as EDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.briefing import Document
    from reportgen.pipeline import Draft, Paper
    from tests.shop import Shop

__all__ = ["EDITIONS"]


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
    """One process that prints what is changed."""
    with Press() as running:
        yield running


@pytest.fixture(scope="session")
def drafted(shop: Shop) -> Callable[[str], Draft]:
    """An edition, read and checked, with its drawings."""

    @cache
    def draft(edition: str) -> Draft:
        charts, workspace = shop.folder(edition) / "charts", shop.desk.workspace
        return pipeline.draft(workspace, workspace.find(edition), house_theme(), charts)

    return draft


@pytest.fixture(scope="session")
def printed(drafted: Callable[[str], Draft], press: Press, shop: Shop) -> Callable[..., Printed]:
    """A document of an edition on some paper; `changed` makes other markup of it and prints that."""

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
        if changed is str:
            return Printed(sheet.html, shop.pdf(edition, paper, document).read_bytes(), paper)
        html = changed(sheet.html)
        return Printed(html, press.print(html, folders=sheet.folders, paper=paper), paper)

    return look


def every_document() -> list[tuple[str, Paper, Document]]:
    """The briefing on both papers and the workings on A4, of each edition."""
    kinds: tuple[tuple[Paper, Document], ...] = (
        ("a4", "briefing"), ("letter", "briefing"), ("a4", "workings"),
    )  # fmt: skip
    return [(edition, paper, document) for paper, document in kinds for edition in EDITIONS]
