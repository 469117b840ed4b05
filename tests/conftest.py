"""What many tests start from: the shipped company, an invented one, and copies of both to change."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen import pipeline
from reportgen.assumptions.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from reportgen.model import Story
    from reportgen.resolution import Settings
    from tests.shop import Shop

PROJECT = Path(__file__).parents[1]
#: Every company that tests may work on, by the folder its files are in.
COMPANIES = {
    "amazon": PROJECT / "assumptions" / "amazon",
    "nordvind": PROJECT / "tests" / "companies" / "nordvind",
    "skarv": PROJECT / "tests" / "companies" / "skarv",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-pages` keeps the present pages as the ones to compare with; review the pictures it writes."""
    parser.addoption(
        "--update-pages",
        action="store_true",
        help="store new pictures of pages that look otherwise",
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder to work in with copies of some companies' files: read them, change them, build them."""

    root: Path

    @property
    def workspace(self) -> Workspace:
        """The folder as the program sees it."""
        return Workspace(self.root)

    def read(self, edition: str, overrides: Settings | None = None) -> Story:
        """An edition and its figures, as the files stand now."""
        return pipeline.read(self.workspace, self.workspace.find(edition), overrides)

    def file(self, name: str) -> Path:
        """A file below assumptions/."""
        return self.root / "assumptions" / name

    def replace(self, name: str, old: str, new: str) -> int:
        """Put `new` where `old` stands, which has to be in one place; the line on which it begins."""
        path = self.file(name)
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, name: str, lines: str) -> int:
        """Add lines at the end of a file; the line on which they begin."""
        path = self.file(name)
        text = path.read_text("utf-8")
        text += "" if text.endswith("\n") else "\n"
        path.write_text(text + lines, "utf-8")
        return text.count("\n") + 1


@pytest.fixture(scope="session")
def story() -> Callable[[str], Story]:
    """An edition of the original files and its figures, read once; nobody may change it."""

    @cache
    def read(edition: str) -> Story:
        company = edition.partition("/")[0]
        if company == "amazon":
            workspace = Workspace(PROJECT)
            return pipeline.read(workspace, workspace.find(edition))
        raise KeyError(company)

    return read


@pytest.fixture
def desk(tmp_path: Path) -> Callable[..., Desk]:
    """Lay out a folder with copies of the companies that are named."""

    def lay_out(*companies: str) -> Desk:
        for company in companies:
            shutil.copytree(COMPANIES[company], tmp_path / "assumptions" / company)
        return Desk(tmp_path)

    return lay_out


@pytest.fixture(scope="session")
def shops(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Shop, Shop]:
    """What is printed in the house's theme, and in that of another firm; all processes of a run share it."""
    from tests.shop import shops  # noqa: PLC0415 - it needs this module

    own = tmp_path_factory.getbasetemp()
    return shops(own.parent if hasattr(request.config, "workerinput") else own)


@pytest.fixture(scope="session")
def shop(shops: tuple[Shop, Shop]) -> Shop:
    """What is printed in the house's theme; nobody may change it."""
    return shops[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one a process; without one these tests say so and are skipped."""
    from tests.screen.browsing import executable, started  # noqa: PLC0415 - few tests need a browser

    if executable() is None:
        pytest.skip("no Chromium here: install Debian's package chromium to run these tests")
    with started() as chromium:
        yield chromium
