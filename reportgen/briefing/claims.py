"""Claims: numbers somebody published, recomputed where they are quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.assumptions.quantities import QuantityError, parse_quantity
from reportgen.briefing.printed import unlinked
from reportgen.briefing.typed_figures import typed_figures
from reportgen.briefing.typed_values import value_of_typed
from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    from reportgen.briefing.shown import Shown


@dataclass(slots=True)
class Ledger:
    """Recomputes every claim of one text and keeps those that do not agree."""

    path: str
    text: str = ""
    tolerance: float = 0.0
    """The house's: how far a claim may lie from the figure, as a part of it."""
    faults: list[Problem] = field(default_factory=list)

    def claim(self, name: str, published: str, figure: Shown, *, source: str = "") -> str:
        """Give back the published text, which must agree with the figure.

        Its source is looked for in sources.yaml where all citations are.
        """
        del source
        fault = disagreement(published, figure, self.tolerance)
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


def disagreement(published: str, figure: Shown, house: float = 0.0) -> str:
    """Why a published number does not agree with a figure; empty where it does.

    A number printed with so many digits stands for everything that rounds to it: half a unit of its
    last digit is its tolerance, and what the house allows, a part of the figure, where that is more.
    """
    try:
        value, half = _read(published)
    except QuantityError as error:
        return f"the claim cannot be read: {error}"
    if not figure.known:
        return f"the claim cannot be recomputed: {figure.label} is {unlinked(str(figure))}"
    tolerance = max(half * (1 + 1e-9), house * abs(float(figure)))
    if figure >= value - tolerance and figure <= value + tolerance:
        return ""
    return f"the claim disagrees with {figure.label}, which is {unlinked(str(figure))}"


def _read(published: str) -> tuple[float, float]:
    """The number that was published and half a unit of its last digit."""
    try:
        value, _ = parse_quantity(published.lstrip("$+ "))
    except QuantityError:
        return _in_words(published)
    digits = published.rstrip("%xKMBTbps ").partition(".")[2]
    unit = parse_quantity("1" + published[len(published.rstrip("%xKMBTbps")) :].strip())[0]
    return float(value), float(unit) * 0.5 * 10.0 ** -len(digits)


def _in_words(published: str) -> tuple[float, float]:
    """A number as papers write it: `2.4 trillion dollars`, `67 per cent`, `two-thirds`."""
    found = typed_figures(published)
    typed = value_of_typed(found[0]) if len(found) == 1 else None
    if typed is None or len(typed.numbers) != 1:
        raise QuantityError("not a number; write 4T, 12%, 2.4 trillion dollars or two-thirds")
    return typed.numbers[0], typed.half
