"""Documents that many tests read and none changes: each is made once a run, by whoever needs it first.

`./run test` shares the tests out among processes, and printing is what takes them longest. So they share one
folder, too. Whoever finds that another process is making what it needs makes something else meanwhile.
"""

from __future__ import annotations

import fcntl
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen import building
from reportgen.assumptions.theme import house_theme, read_theme
from reportgen.building import Look, Order
from reportgen.shipped import templates
from tests.conftest import COMPANIES, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.briefing import Document
    from reportgen.pipeline import Paper
    from reportgen.theme import Theme

AMAZON = ("amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2")
NEWEST = AMAZON[-1]
NORDVIND = "nordvind/2025Q4"
#: A4 comes last, for a page on the screen leads to the PDF that was made with it.
PAPERS: tuple[Paper, ...] = ("letter", "a4")
SECOND = templates() / "themes" / "halden.yaml"


class BusyError(Exception):
    """Another process is at it."""


@dataclass(frozen=True)
class Shop:
    """Every company and what is built of it in one theme; nobody may change a file of it."""

    root: Path
    theme: Theme
    explained: tuple[str, ...]
    """The editions that have workings on A4; on letter paper the newest has them."""

    @cached_property
    def desk(self) -> Desk:
        """The folder with the files of all companies."""
        with alone(self.root.with_suffix(".laid")):
            if not self.root.exists():
                half = self.root.with_suffix(".half")
                for company, files in COMPANIES.items():
                    shutil.copytree(files, half / "assumptions" / company)
                half.rename(self.root)
        return Desk(self.root)

    def folder(self, edition: str) -> Path:
        """Where everything lies that was made of an edition, once it is made."""
        folder = self._folder(edition)
        if not self._marked(edition).exists():
            self._while_others_are_busy(edition)
            self._make(edition, wait=True)
        return folder

    def pdf(self, edition: str, paper: Paper = "a4", document: Document = "briefing") -> Path:
        """A document of an edition; Nordvind's are on A4 only."""
        beside = "-workings" if document == "workings" else ""
        sheet = "" if paper == "a4" else f"-{paper}"
        return self.folder(edition) / f"{edition.replace('/', '-')}{beside}{sheet}.pdf"

    def page(self, edition: str) -> Path:
        """The briefing for browsers."""
        return self.folder(edition) / f"{edition.replace('/', '-')}.html"

    def _folder(self, edition: str) -> Path:
        return self.desk.root / "output" / edition

    def _marked(self, edition: str) -> Path:
        return self.desk.root / f"{edition.replace('/', '-')}.made"

    def _while_others_are_busy(self, edition: str) -> None:
        """Make other editions for as long as this one is being made elsewhere."""
        for each in (edition, *AMAZON):
            try:
                self._make(each, wait=False)
            except BusyError:
                continue
            if self._marked(edition).exists():
                return

    def _make(self, edition: str, *, wait: bool) -> None:
        with alone(self._marked(edition).with_suffix(".lock"), wait=wait):
            if not self._marked(edition).exists():
                for paper in PAPERS if edition in AMAZON else PAPERS[-1:]:
                    self._build(edition, paper)
                self._marked(edition).touch()

    def _build(self, edition: str, paper: Paper) -> None:
        workspace = self.desk.workspace
        look = Look.of(templates(), self.theme)
        workings = edition in (self.explained if paper == "a4" else (NEWEST,))
        building.build(Order(workspace, workspace.find(edition), look, paper, workings))


@contextmanager
def alone(file: Path, *, wait: bool = True) -> Iterator[None]:
    """Only one process at a time is in here; another one waits, or is told with a BusyError."""
    with file.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError from error
        yield


def shops(root: Path) -> tuple[Shop, Shop]:
    """The shop of the house and that of another firm, which prints in its own letters and colours."""
    second = read_theme(SECOND, "templates/themes/halden.yaml")
    everything = (*AMAZON, NORDVIND)
    return Shop(root / "house", house_theme(), everything), Shop(root / "firm", second, (NEWEST,))
