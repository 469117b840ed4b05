"""An edition on a desk of its own, previewed as the command does it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from reportgen.cli.edge import history_of, templates_of, theme_of
from reportgen.preview.board import Board
from reportgen.preview.desk import Desk, World, watch
from reportgen.preview.drafting import DOCUMENTS, Wanted
from reportgen.preview.printing import Printer
from reportgen.preview.serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.preview.watching import Stamps
    from tests.conftest import Desk as Files
    from tests.shop import Shop

EDITION = "amazon/2026Q2"


def wanted_of(files: Files) -> Wanted:
    """The edition in the look that the desk itself chooses."""
    workspace = files.workspace
    return Wanted(
        workspace, workspace.find(EDITION), "a4", workspace.root / "templates" / "theme.yaml",
        lambda: templates_of(workspace), lambda: theme_of(workspace), lambda: history_of(workspace, "amazon"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setter:
    """A desk at which pages are set one at a time, when the test says so."""

    files: Files
    desk: Desk
    board: Board
    said: list[str]

    def save(self) -> str:
        """Set what the files give now; the page that is shown then."""
        self.desk.work(self.desk.look())
        return self.shown

    @property
    def shown(self) -> str:
        return self.board.shown.page.decode()


@pytest.fixture
def setter(desk: Callable[..., Files], shop: Shop) -> Iterator[Setter]:
    """Amazon's newest edition, not yet set, with the drawings of an earlier build."""
    files, board, said = desk("amazon"), Board(DOCUMENTS), list[str]()
    shutil.copytree(shop.folder(EDITION) / "charts", files.root / "output" / EDITION / "charts")
    with Printer(board) as printer:
        world = World(lambda _: None, lambda: 0.0, said.append)
        yield Setter(files, Desk(wanted_of(files), board, printer, world), board, said)


@dataclass(frozen=True, slots=True)
class Running:
    """A preview that watches its files."""

    files: Files
    board: Board
    address: str

    def get(self, path: str) -> bytes:
        with urlopen(self.address + path, timeout=120) as answer:  # noqa: S310 - our own
            content: bytes = answer.read()
        return content


@contextmanager
def previewed(files: Files) -> Iterator[Running]:
    """Preview an edition in threads of this process, with the real clock."""
    board, end = Board(DOCUMENTS), Event()
    with Server(board, 0) as server, Printer(board) as printer:
        world = World(end.wait, lambda: 0.0, lambda _: None)
        desk = Desk(wanted_of(files), board, printer, world)
        watching = Thread(target=watch, args=(desk, world, end.is_set))
        watching.start()
        try:
            yield Running(files, board, server.address)
        finally:
            end.set()
            watching.join()


def names(stamps: Stamps) -> set[str]:
    """The files of some stamps, by their last names."""
    return {path.rpartition("/")[2] for path in stamps}
