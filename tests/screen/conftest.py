"""All editions of Amazon as files for browsers beside their PDFs, and a browser to open them with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.theme import read_theme
from reportgen.shipped import templates
from tests.conftest import Desk
from tests.shop import NEWEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.theme import Theme
    from tests.shop import Shop


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


def _built(shop: Shop, name: str) -> Built:
    return Built(shop.page(name), shop.pdf(name))


@pytest.fixture(scope="session")
def edition(shop: Shop) -> Callable[[str], Built]:
    """An edition in the theme of the house; nobody may change it."""
    return lambda name: _built(shop, name)


@pytest.fixture(scope="session")
def branded(shops: tuple[Shop, Shop]) -> Built:
    """An edition in the theme of another firm, which has a logo and fonts of its own."""
    return _built(shops[1], NEWEST)


@pytest.fixture
def alone(shop: Shop, tmp_path: Path) -> Desk:
    """A copy of the newest edition and what was built of it, which a test may change."""
    made = shop.folder(NEWEST)
    shutil.copytree(shop.desk.root / "assumptions", tmp_path / "assumptions")
    shutil.copytree(made, tmp_path / made.relative_to(shop.desk.root))
    return Desk(tmp_path)
