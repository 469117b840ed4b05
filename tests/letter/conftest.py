"""The letters of every edition that tests have, each composed once; nothing is drawn or printed for them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from reportgen import briefing, pipeline
from reportgen.assumptions.theme import house_theme, read_theme
from reportgen.briefing.composition import NOTHING_DRAWN
from reportgen.briefing.letter import Cover, Person, Writing
from reportgen.briefing.letter.content import letter_of
from reportgen.briefing.letter.writing import Writer
from reportgen.shipped import templates
from tests.conftest import COMPANIES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.briefing.letter import Letter
    from reportgen.briefing.page import Page
    from reportgen.model import Story
    from reportgen.theme import Theme


@dataclass(frozen=True)
class Composed:
    """An edition, the page that its PDF prints, and its letter."""

    story: Story
    page: Page
    letter: Letter


@pytest.fixture(scope="session")
def themes() -> dict[str, Theme]:
    """The house's own look, and that of a bank."""
    bank = templates() / "themes" / "halden.yaml"
    return {"house": house_theme(), "halden": read_theme(bank, "halden.yaml")}


@pytest.fixture(scope="session")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Composed]:
    """An edition by its name."""
    desk = Desk(tmp_path_factory.mktemp("letters"))
    for company, files in COMPANIES.items():
        shutil.copytree(files, desk.root / "assumptions" / company)

    @cache
    def compose(edition: str) -> Composed:
        story = pipeline.read(desk.workspace, desk.workspace.find(edition))
        page = briefing.compose(story, briefing.fill_prose(story), NOTHING_DRAWN)
        return Composed(story, page, letter_of(story, page))

    return compose


@pytest.fixture(scope="session")
def write(composed: Callable[[str], Composed], themes: dict[str, Theme]) -> Callable[..., Writing]:
    """The letter of an edition to a reader, or to nobody; `changed` is another letter in its place."""

    def writing(
        edition: str,
        person: Person | None = None,
        cover: Cover | None = None,
        *,
        theme: str = "house",
        folder: Path | None = None,
        changed: Letter | None = None,
    ) -> Writing:
        letter = changed or composed(edition).letter
        writer = Writer(letter, cover or Cover(), folder or templates(), themes[theme])
        return writer.written(person)

    return writing
