"""The printed briefing: HTML in, PDF bytes out, for archives (PDF/A-3a) and for all readers (PDF/UA-1).

A process of its own prints, with bounds on what it may use (`press.py`); it can be started before there is a
page, so that it gets ready while the program reads and draws. Whatever is complained about there is an error
here: a briefing is clean or it is not printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from reportgen.documents import PrintError
from reportgen.documents.limits import Limits
from reportgen.documents.orders import Order
from reportgen.documents.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from reportgen.documents import Attachment
    from reportgen.documents.orders import Answer

Paper = Literal["a4", "letter"]

#: Style sheets put after the template's own; print.css itself is set for A4.
OVERRIDES: dict[Paper, tuple[str, ...]] = {"a4": (), "letter": ("letter.css",)}
LIMITS = Limits()
LARGEST_PAGE = 20_000_000
STARTS_PDF = b"%PDF-"


class Press:
    """Prints documents one after another; leaving its `with` block ends its process and what it wrote.

    One thread at a time may use it, while any may interrupt it. A document that cannot be printed does not
    hinder the next one. On Linux its process also dies with the thread that started it.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        """Nothing runs yet; the process is started on entering, with these bounds for each document."""
        self._limits = limits
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        """Start the process, which gets ready by itself."""
        self._worker = Worker(self._limits)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it, whatever it is doing."""
        self._stop()

    def print(
        self,
        html: str,
        *,
        folders: Sequence[Path],
        paper: Paper = "a4",
        attachments: Sequence[Attachment] = (),
    ) -> bytes:
        """Lay out `html`, whose addresses are files of `folders`, and write it as tagged PDF.

        Relative addresses begin in the first folder. Raises PrintError with everything that was wrong.
        """
        self._refuse_at_once(html, attachments)
        worker = self._worker = self._worker or Worker(self._limits)
        order = Order(_on_paper(html, paper), tuple(folders), tuple(attachments), "printed.pdf")
        try:
            answer = worker.carry_out(order)
            printed, said = worker.result(order), worker.complaints()
        except BaseException:
            self._stop()  # nobody knows in what state it is; the next document gets a fresh one
            raise
        return _accepted(answer, printed, said)

    def interrupt(self) -> None:
        """Break off what is being printed, from another thread: its `print` raises a PrintError."""
        if (worker := self._worker) is not None:
            worker.interrupt()

    def _refuse_at_once(self, html: str, attachments: Sequence[Attachment]) -> None:
        names = [attachment.name for attachment in attachments]
        faults = [f"two attached files have the name '{n}'" for n in names if names.count(n) > 1]
        faults += [f"the name '{n}' of an attached file is none" for n in names if not _is_name(n)]
        if len(html) > LARGEST_PAGE:
            faults.append(f"the page has more than {LARGEST_PAGE // 1_000_000} million characters")
        if faults:
            raise PrintError(faults)

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.end()
        self._worker = None


def print_pdf(
    html: str,
    *,
    folders: Sequence[Path],
    paper: Paper = "a4",
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Print one document in a process of its own; see `Press.print`."""
    with Press() as press:
        return press.print(html, folders=folders, paper=paper, attachments=attachments)


def _on_paper(html: str, paper: Paper) -> str:
    """Link the paper's overrides at the end of the head: later rules win."""
    links = "".join(f'<link rel="stylesheet" href="{name}">\n' for name in OVERRIDES[paper])
    return html.replace("</head>", f"{links}</head>", 1)


def _is_name(name: str) -> bool:
    """Whether a reader can save a file under it, anywhere."""
    return name.isprintable() and name.strip() == name != "" and not set(name) & set('/\\:*?"<>|')


def _accepted(answer: Answer, printed: bytes, said: Sequence[str]) -> bytes:
    """The bytes, where nothing at all was wrong with them."""
    faults = [f"refused: {address}" for address in answer.refused]
    faults += [*answer.complaints, *said]
    if not faults and not printed.startswith(STARTS_PDF):
        faults = ["the printing ended without a PDF"]
    if faults:
        raise PrintError(faults)
    return printed
