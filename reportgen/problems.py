"""A problem: where in the user's files something is wrong, what was found, what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Severity = Literal["error", "warning"]

#: The order in which the rules of the house report (the first broken thing first).
STAGES = (
    "file", "syntax", "schema", "units", "references", "consistency", "staleness", "claims", "published",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file of the user's: path as the user would type it, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """`path:line:column`, the form editors jump to."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one place.

    `key` is the dotted path of the value (`market.share_price.value`), empty for a whole file;
    `what` says what is wrong, `found` what stands there, `advice` what to do about it.
    """

    position: Position
    key: str
    what: str
    found: str = ""
    advice: str = ""
    stage: str = "schema"
    severity: Severity = "error"

    def __str__(self) -> str:
        """One line: `path:line:column: dotted.key: what is wrong, found X; what to do`."""
        key = f" {self.key}:" if self.key else ""
        warning = " warning:" if self.severity == "warning" else ""
        found = f", found {self.found}" if self.found else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{self.position}:{warning}{key} {self.what}{found}{advice}"


class ProblemsError(Exception):
    """The user's files are wrong; carries every problem that was seen, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted as they are printed."""
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class Collector:
    """Gathers the problems of one reading so that all of them are told at once."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Take one more."""
        if problem not in self.problems:
            self.problems.append(problem)

    def stop_if_any(self) -> None:
        """Raise what was gathered if any of it is an error."""
        if any(problem.severity == "error" for problem in self.problems):
            raise ProblemsError(self.problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by stage of reading, then by file, line and column; the same list every time."""
    return sorted(
        problems, key=lambda p: (STAGES.index(p.stage), p.position, p.key, p.what, p.found)
    )


def nearest(word: str, known: Sequence[str]) -> str:
    """'did you mean …?' for a misspelt word, or the list of what is allowed when it is short."""
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"allowed here: {', '.join(known)}" if 0 < len(known) <= LONGEST_LIST else "remove it"


#: Beyond this many names a list of what is allowed helps nobody.
LONGEST_LIST = 12
