"""Printing behind the page: always the newest documents, one after another, in a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition, Thread
from typing import TYPE_CHECKING, Self

from reportgen.documents import PrintError
from reportgen.documents.pdf import Press
from reportgen.preview.board import Print

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from reportgen.briefing.composition import Document
    from reportgen.pipeline import Sheet
    from reportgen.preview.board import Board


@dataclass(frozen=True, slots=True)
class _Job:
    """Documents that wait to be printed; each has its number, by which a newer one is known."""

    number: int
    sheets: Mapping[Document, Sheet]


class Printer:
    """Prints what it was given last: what is still being printed for an older page is broken off."""

    def __init__(self, board: Board) -> None:
        """Nothing runs yet."""
        self._board = board
        self._press = Press()
        self._change = Condition()
        self._job = _Job(0, {})
        self._ending = self._busy = False
        self._thread = Thread(target=self._work, name="printer")

    def __enter__(self) -> Self:
        """Start the thread, and with it the process that prints."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Break off what is being printed and wait until the thread and its process are gone."""
        with self._change:
            self._ending = True
            self._interrupt()
        self._thread.join()

    def print(self, sheets: Mapping[Document, Sheet]) -> None:
        """Print these documents instead of any before them."""
        with self._change:
            self._job = _Job(self._job.number + 1, sheets)
            self._board.show_prints(dict.fromkeys(sheets, Print("printing")))
            self._interrupt()

    def _interrupt(self) -> None:
        """Wake the thread, wherever it waits: an idle press must not be broken off."""
        if self._busy:
            self._press.interrupt()
        self._change.notify_all()

    def _work(self) -> None:
        with self._press:
            done = 0
            while (job := self._next(done)) is not None:
                for document, sheet in job.sheets.items():
                    if self._begins(job):
                        self._deliver(job, document, self._printed(sheet))
                done = job.number

    def _next(self, done: int) -> _Job | None:
        """Wait for a job that is newer than the last one; None at the end."""
        with self._change:
            self._change.wait_for(lambda: self._ending or self._job.number > done)
            return None if self._ending else self._job

    def _begins(self, job: _Job) -> bool:
        """Whether a document of this job is still wanted; then it may be interrupted from here on."""
        with self._change:
            self._busy = self._job.number == job.number and not self._ending
            return self._busy

    def _printed(self, sheet: Sheet) -> Print:
        try:
            content = self._press.print(
                sheet.html, folders=sheet.folders, paper=sheet.paper, attachments=sheet.attachments
            )
        except PrintError as error:
            return Print("failed", problems=error.messages)
        except Exception as error:  # noqa: BLE001 - the thread must live on; the bar tells it
            return Print("failed", problems=(f"{type(error).__name__}: {error}",))
        return Print("ready", content)

    def _deliver(self, job: _Job, document: Document, printed: Print) -> None:
        """Show what was printed, unless it belongs to a page that is no longer there."""
        with self._change:
            self._busy = False
            if self._job.number == job.number and not self._ending:
                self._board.show_prints({document: printed})
