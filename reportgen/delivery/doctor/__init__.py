"""Looks at how mail would leave, before any does: what is fine, doubtful, or would stop it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding weighs."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    """With this nothing would be sent."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `what` was found, and what to do, empty where all is well."""

    level: Level
    what: str
    advice: str = ""

    def __str__(self) -> str:
        """One line."""
        return f"{self.what}; {self.advice}" if self.advice else self.what


def fine(what: str) -> Finding:
    """Nothing to do."""
    return Finding(Level.OK, what)


def doubtful(what: str, advice: str) -> Finding:
    """Mail leaves, but may not arrive as it should."""
    return Finding(Level.WARNING, what, advice)


def fault(what: str, advice: str) -> Finding:
    """Mail would not leave."""
    return Finding(Level.FAULT, what, advice)
