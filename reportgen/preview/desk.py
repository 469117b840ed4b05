"""Where pages are set one after another: what the newest files give, or what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.preview.around import Faults, framed, name_of
from reportgen.preview.board import Print
from reportgen.preview.drafting import DOCUMENTS, Drafting, faults_of
from reportgen.preview.watching import PAUSE, Places, settled
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing.composition import Document
    from reportgen.pipeline import Sheet
    from reportgen.preview.board import Board
    from reportgen.preview.drafting import Setting, Wanted
    from reportgen.preview.printing import Printer
    from reportgen.preview.watching import Stamps


@dataclass(frozen=True, slots=True)
class World:
    """What the preview needs of the world: to wait, to know how long something took, to say a line.

    `tidy` is called when a page has been put up and nothing is waited for.
    """

    sleep: Callable[[float], object]
    clock: Callable[[], float]
    say: Callable[[str], object]
    tidy: Callable[[], object] = lambda: None


class Desk:
    """Sets pages and puts them up; a page that cannot be set leaves the last one standing behind it."""

    def __init__(self, wanted: Wanted, board: Board, printer: Printer, world: World) -> None:
        """Show that there is no page yet."""
        self._title = str(wanted.name)
        self._drafting = Drafting(wanted)
        self._board, self._printer, self._world = board, printer, world
        self._page = ""
        self._unprinted: Setting | None = None
        self._show("", Faults(), printing=False)

    def look(self) -> Stamps:
        """The files as they stand."""
        return self._drafting.places.stamps()

    def work(self, stamps: Stamps) -> Stamps:
        """Set and print the page of the files with these stamps; those with what came to be watched."""
        before, began = self._drafting.places, self._world.clock()
        told = self._set(stamps)
        self._world.say(f"{told} in {self._world.clock() - began:.2f} s")
        seen = {**_added(before, self._drafting.places).stamps(), **stamps}
        if self._unprinted is not None:
            self._print(self._unprinted, seen)
        return seen

    def _set(self, stamps: Stamps) -> str:
        """Put up the page, or what is wrong; the words for it."""
        try:
            setting = self._drafting.set_page(stamps)
            self._show(setting.screen, Faults(problems=setting.draft.warnings), printing=True)
        except Exception as error:  # noqa: BLE001 - the preview outlives every mistake, its own included
            faults = faults_of(error)
            self._show(self._page, faults, printing=False)
            return f"{faults.summary}, told in the page"
        self._page, self._unprinted = setting.screen, setting
        return "Page set"

    def _show(self, page: str, faults: Faults, *, printing: bool) -> None:
        name = name_of(page, faults)
        self._board.show_page(
            framed(page, name, self._title, faults, DOCUMENTS), name, printing=printing
        )

    def _print(self, setting: Setting, seen: Stamps) -> None:
        """Hand the documents to the printer, unless there is something newer to be set first."""
        sheets: dict[Document, Sheet] = {}
        failed: dict[Document, Print] = {}
        for document in DOCUMENTS:
            if self.look() != seen:
                return
            try:
                sheets[document] = setting.sheet(document)
            except Exception as error:  # noqa: BLE001 - told in the place of the PDF
                failed[document] = _failed(error)
        self._unprinted = None
        self._board.show_prints(failed)
        self._printer.print(sheets)


def _failed(error: Exception) -> Print:
    """Why a document cannot even be given to the press."""
    told = map(str, error.problems) if isinstance(error, ProblemsError) else [repr(error)]
    return Print("failed", problems=tuple(told))


def _added(before: Places, now: Places) -> Places:
    """What is watched now and was not before."""
    folders = (folder for folder in now.folders if folder not in before.folders)
    return Places(tuple(folders), tuple(file for file in now.files if file not in before.files))


def watch(desk: Desk, world: World, stopped: Callable[[], bool]) -> None:
    """Set the page now, and again whenever a file has changed, until `stopped` or interrupted."""
    seen = desk.work(desk.look())
    world.tidy()
    while not stopped():
        world.sleep(PAUSE)
        if desk.look() != seen:
            seen = desk.work(settled(desk.look, world.sleep))
            world.tidy()
