"""Claims: numbers somebody published, recomputed where they are quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.assumptions.quantities import QuantityError, parse_quantity
from reportgen.briefing.printed import unlinked
from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    from reportgen.briefing.shown import Shown


@dataclass(slots=True)
class Ledger:
    """Recomputes every claim of one text and keeps those that do not agree."""

    path: str
    text: str = ""
    faults: list[Problem] = field(default_factory=list)

    def claim(self, name: str, published: str, figure: Shown) -> str:
        """Give back the published text; it must agree with the figure within its own last digit."""
        fault = disagreement(published, figure)
        if fault:
            advice = "quote what the figure says, or drop the claim"
            self.faults.append(
                Problem(
                    self._position(name, published), name, fault, f"'{published}'", advice, "claims"
                )
            )
        return published

    def _position(self, name: str, published: str) -> Position:
        """Where the text makes the claim."""
        words = (f"[\"']{re.escape(word)}[\"']" for word in (name, published))
        made = re.search(r"claim\(\s*" + r"\s*,\s*".join(words), self.text)
        return Position(self.path, self.text.count("\n", 0, made.start()) + 1 if made else 1)

    def stop_if_any(self) -> None:
        """Raise what was found."""
        if self.faults:
            raise ProblemsError(self.faults)


def disagreement(published: str, figure: Shown) -> str:
    """Why a published number does not agree with a figure; empty where it does.

    A number printed with so many digits stands for everything that rounds to it: half a unit of its
    last digit is its tolerance.
    """
    try:
        value, _ = parse_quantity(published.lstrip("$+ "))
    except QuantityError as error:
        return f"the claim cannot be read: {error}"
    if not figure.known:
        return f"the claim cannot be recomputed: {figure.label} is {unlinked(str(figure))}"
    digits = published.rstrip("%xKMBTbps ").partition(".")[2]
    unit = parse_quantity("1" + published[len(published.rstrip("%xKMBTbps")) :].strip())[0]
    tolerance = float(unit) * 0.5 * 10.0 ** -len(digits) * (1 + 1e-9)
    if figure >= float(value) - tolerance and figure <= float(value) + tolerance:
        return ""
    return f"the claim disagrees with {figure.label}, which is {unlinked(str(figure))}"
