"""Reads a stamp back out of a copy, and takes it away again.

A copy comes from anywhere. It counts as a document with a stamp only where putting the same stamp on the
same document again gives the same bytes; so nothing else can hide behind the end of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.documents.attached import UnreadableError, opened
from reportgen.documents.stamp import Stamp, UnstampableError
from reportgen.documents.stamp import written as write
from reportgen.documents.stamp.stamping import NAME, Stampable, taken_apart
from reportgen.documents.stamp.update import END

if TYPE_CHECKING:
    from reportgen.documents.stamp.stamping import Drawn


@dataclass(frozen=True, slots=True)
class Copy:
    """A document and the stamp that was put on it."""

    stamp: Stamp
    document: bytes


def stamp_of(content: bytes) -> Stamp | None:
    """For whom a PDF says it was prepared; None where it bears no stamp.

    Raises UnreadableError where it cannot be opened.
    """
    with opened(content) as pdf:
        form = _form(pdf)
        return None if form is None else Stamp.read(write.said(form))


def unstamped(content: bytes) -> Copy | None:
    """A copy taken apart; None where the PDF is not one, to the last byte.

    Raises UnreadableError where it cannot be opened.
    """
    stamp = stamp_of(content)
    end = content.rfind(END, 0, content.rfind(END)) + len(END)
    if stamp is None or end < len(END):
        return None
    try:
        document = Stampable.of(content[:end])
    except UnstampableError:
        return None
    with opened(content) as pdf:
        again = document.with_drawn(_drawn(pdf, stamp, document.form + 1))
    return Copy(stamp, document.content) if again == content else None


def _form(pdf: Any) -> Any:  # noqa: ANN401 - pikepdf's types stay with their owner
    """The form that draws the stamp on the first page; None where there is none."""
    if not pdf.pages:
        raise UnreadableError("has no page")
    return pdf.pages[0].resources.get("/XObject", {}).get(NAME)


def _drawn(pdf: Any, stamp: Stamp, first: int) -> Drawn:  # noqa: ANN401
    form = _form(pdf)
    return taken_apart(form, stamp.words, form.read_raw_bytes(), first)
