"""The stamp of a copy: for whom it was prepared and which copy it is, in the margin of each page.

A copy is the document's own bytes and, behind them, an update that adds the stamp (ISO 32000-1, 7.5.6):
nothing is laid out again, and what was there is there to the last byte. `strips` prints what is stamped,
one strip a person; `stamping` puts a strip on a document; `unstamping` reads it back and takes it away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BEFORE = "Prepared for "
BETWEEN = " · copy "
_WORDS = re.compile(f"{BEFORE}(.+){BETWEEN}([1-9][0-9]{{0,8}})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stamp:
    """For whom a copy was prepared, and its number, counted from 1."""

    name: str
    number: int

    @property
    def words(self) -> str:
        """What is printed."""
        return f"{BEFORE}{self.name}{BETWEEN}{self.number}"

    @staticmethod
    def read(words: str) -> Stamp | None:
        """The stamp that prints these words; None where none does."""
        found = _WORDS.fullmatch(words)
        return Stamp(found[1], int(found[2])) if found else None


class UnstampableError(ValueError):
    """A document that cannot take a stamp; the message says why."""
