"""A comparison as it is told: with who made each edit, and every number in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.changes.edits import CAUSES
from reportgen.formats import Style
from reportgen.formulas.change import UNIT_OF_CHANGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.changes.bridge import Bridge, Contribution
    from reportgen.changes.edits import Cause, Edit
    from reportgen.comparison.comparing import Comparison, ModelChange
    from reportgen.repository.authorship import Authorship

#: What other formulas did is told beside what was edited.
MODEL = "Model change"
ARROW = "\N{RIGHTWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison, and the authors of its edits by `file:line`."""

    comparison: Comparison
    authors: Mapping[str, Authorship] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        """The currency in which the newer side is told."""
        story = self.comparison.after.story or self.comparison.before.story
        return story.now.figures.currency if story else ""

    def author(self, edit: Edit) -> Authorship | None:
        """Who made an edit; None where nobody asked."""
        place = edit.position
        return self.authors.get(f"{place.path}:{place.line}") if place else None

    def amount(self, bridge: Bridge, value: float, *, signed: bool = True) -> str:
        """A part of a figure's change in the unit in which it is read; what is too small to print says so."""
        unit = bridge.after.unit
        style = Style(UNIT_OF_CHANGE.get(unit, unit), signed=signed)
        printed = formats.text(value, style, self.currency)
        if value and not any(digit in "123456789" for digit in printed):
            return "under the last digit"
        return printed

    def model_change(self, bridge: Bridge) -> ModelChange | None:
        """What other formulas did to the figure, if they did."""
        changes = self.comparison.model_changes
        return next((change for change in changes if change.figure == bridge.name), None)

    def ends(self, bridge: Bridge) -> tuple[str, str]:
        """The figure as it printed on either side; with the formulas of that day where they were others."""
        sides = (self.comparison.before, self.comparison.after)
        figures = (bridge.before, bridge.after)
        return (
            self._end(sides[0].formulas.get(bridge.name), figures[0], bridge),
            self._end(sides[1].formulas.get(bridge.name), figures[1], bridge),
        )

    def _end(self, then: float | None, figure: object, bridge: Bridge) -> str:
        if then is None:
            return str(figure)
        formula = bridge.after.formula
        style = Style(bridge.after.unit, formula.decimals if formula else None)
        return formats.text(then, style, self.currency)

    def change(self, bridge: Bridge) -> float | None:
        """The whole change, other formulas included."""
        model = self.model_change(bridge)
        return None if bridge.change is None else bridge.change + (model.value if model else 0.0)


def titled(comparison: Comparison) -> str:
    """What is compared with what: two editions of one state, or one edition in two."""
    before, after = comparison.before, comparison.after
    if comparison.earlier != comparison.edition:
        sides = ((comparison.earlier, before.words), (comparison.edition, after.words))
        names = (name if before.words == after.words else f"{name} ({words})" for name, words in sides)
        return f" {ARROW} ".join(names)
    return f"{comparison.edition}: {before.words} {ARROW} {after.words}"


def by_cause(bridge: Bridge) -> dict[Cause, list[Contribution]]:
    """The parts of a change under what caused them, in the order of the house; a group goes with its first."""
    found: dict[Cause, list[Contribution]] = {cause: [] for cause in CAUSES}
    for part in bridge.contributions:
        found[part.edits[0].cause].append(part)
    return {cause: parts for cause, parts in found.items() if parts}


def named(part: Contribution) -> str:
    """The edits of a part: what cannot be parted is named together."""
    return " + ".join(edit.key for edit in part.edits)


def written(edit: Edit) -> str:
    """What stood there and what stands there now."""
    if edit.before is None:
        return f"new: {shortened(edit.after or '')}"
    if edit.after is None:
        return f"gone: {shortened(edit.before)}"
    return f"{shortened(edit.before)} {ARROW} {shortened(edit.after)}"


def shortened(text: str, longest: int = 60) -> str:
    """A text on one line, cut where it is too long to be read in passing."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def quiet(told: Told) -> Iterator[Edit]:
    """Edits that no headline figure hangs on."""
    moving = {e for b in told.comparison.bridges for part in b.contributions for e in part.edits}
    return (edit for edit in told.comparison.edits if edit not in moving)
