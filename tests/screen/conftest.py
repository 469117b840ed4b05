"""All editions of Amazon as files for browsers beside their PDFs, and a browser to open them with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from reportgen import pipeline
from reportgen.assumptions.theme import read_theme
from reportgen.shipped import templates
from tests.conftest import COMPANIES, Desk
from tests.screen.browsing import executable, started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from reportgen.theme import Theme


@dataclass(frozen=True, slots=True)
class Built:
    """An edition as it was delivered."""

    page: Path
    pdf: Path

    @property
    def archive(self) -> Path:
        return self.page.parents[2] / "index.html"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one these tests say so and are skipped."""
    if executable() is None:
        pytest.skip("no Chromium here: install Debian's package chromium to run these tests")
    with started() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def theme() -> Theme:
    """The house's own."""
    return read_theme(templates() / "theme.yaml", "templates/theme.yaml")


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory, theme: Theme) -> Callable[[str], Built]:
    """Build an edition, once for all tests."""
    desk = Desk(tmp_path_factory.mktemp("screen"))
    shutil.copytree(COMPANIES["amazon"], desk.root / "assumptions" / "amazon")

    @cache
    def build(name: str) -> Built:
        found = desk.workspace.find(name)
        built = pipeline.build(desk.workspace, found, templates(), theme)
        return Built(built.page, built.pdf)

    return build
