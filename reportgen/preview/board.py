"""What is shown at the moment: one writer puts it up, many requests read it and wait for the next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Condition
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.briefing.composition import Document

#: A PDF of what is shown: there is none yet, it is being printed, it is there, it could not be printed.
State = Literal["none", "printing", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class Print:
    """A document on paper; its content belongs to the newest page that could be set, or is empty."""

    state: State = "none"
    content: bytes = b""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A page with its name, which changes whenever the page does, and its documents on paper."""

    page: bytes = b""
    name: str = ""
    prints: Mapping[Document, Print] = field(default_factory=dict)
    closed: bool = False


class Board:
    """Holds what is shown; every method may be called from any thread."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        """Begin without a page."""
        self._shown = Shown(prints={document: Print() for document in documents})
        self._changed = Condition()

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._shown

    def show_page(self, page: str, name: str, *, printing: bool) -> None:
        """Put up another page; where it is `printing`, its documents take the place of those before."""
        fresh = Print("printing")

        def change(shown: Shown) -> Shown:
            prints = dict.fromkeys(shown.prints, fresh) if printing else shown.prints
            return replace(shown, page=page.encode(), name=name, prints=prints)

        self._put(change)

    def show_prints(self, prints: Mapping[Document, Print]) -> None:
        """Put up other documents, beside those that are not named."""
        self._put(lambda shown: replace(shown, prints={**shown.prints, **prints}))

    def close(self) -> None:
        """Nothing will change any more: everyone who waits is let go."""
        self._put(lambda shown: replace(shown, closed=True))

    def wait(self, until: Callable[[Shown], bool], seconds: float) -> Shown:
        """What is shown as soon as it fits, or at the latest after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: until(self._shown) or self._shown.closed, seconds)
            return self._shown

    def _put(self, change: Callable[[Shown], Shown]) -> None:
        with self._changed:
            self._shown = change(self._shown)
            self._changed.notify_all()
