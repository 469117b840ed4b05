"""All editions of Amazon as files for browsers beside their PDFs, and a browser to open them with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from reportgen import building
from reportgen.assumptions.theme import read_theme
from reportgen.building import Look, Order
from reportgen.shipped import templates
from tests.conftest import COMPANIES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
def theme() -> Theme:
    """The house's own."""
    return read_theme(templates() / "theme.yaml", "templates/theme.yaml")


def _desk(folder: Path) -> Desk:
    desk = Desk(folder)
    shutil.copytree(COMPANIES["amazon"], desk.root / "assumptions" / "amazon")
    return desk


def _built(desk: Desk, name: str, theme: Theme) -> Built:
    built = building.build(
        Order(desk.workspace, desk.workspace.find(name), Look.of(templates(), theme))
    )
    return Built(built.page, built.pdf)


@pytest.fixture(scope="session")
def desk_of_editions(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The folder in which all editions are built."""
    return _desk(tmp_path_factory.mktemp("screen"))


@pytest.fixture(scope="session")
def edition(desk_of_editions: Desk, theme: Theme) -> Callable[[str], Built]:
    """Build an edition, once for all tests."""
    return cache(lambda name: _built(desk_of_editions, name, theme))


@pytest.fixture(scope="session")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An edition in the theme of another firm, which has a logo and fonts of its own."""
    own = read_theme(templates() / "themes" / "halden.yaml", "templates/themes/halden.yaml")
    return _built(_desk(tmp_path_factory.mktemp("branded")), "amazon/2026Q2", own)
