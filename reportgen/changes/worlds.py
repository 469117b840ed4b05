"""Worlds between two sides: a figure as a function of which edits have been made, for many worlds at once.

What numbers do is asked of one plan of the model on arrays. What chooses formulas or brings and takes
parts has no number to vary: for each combination of such edits the files are put together and read anew.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from reportgen.changes.blending import blended
from reportgen.evaluation import UnplannableError
from reportgen.model import inquire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.changes.compared import Compared
    from reportgen.changes.edits import Edit
    from reportgen.changes.hinges import Hinges
    from reportgen.evaluation import Plan
    from reportgen.inquiry import Inquiry

#: Edits that are made or not made as one.
Group: TypeAlias = "tuple[Edit, ...]"


@dataclass(frozen=True)
class Worlds:
    """The two sides of a comparison, and every world between them."""

    compared: Compared
    hinges: Hinges
    before: Inquiry
    after: Inquiry
    _blends: dict[frozenset[Edit], Inquiry] = field(default_factory=dict)

    def blend(self, taken: frozenset[Edit]) -> Inquiry:
        """The older side with some structural edits made; ProblemsError where it cannot be read."""
        if not taken:
            return self.before
        if taken not in self._blends:
            self._blends[taken] = inquire(blended(self.compared, taken))
        return self._blends[taken]

    def plan(self, figure: str, inquiry: Inquiry) -> Plan:
        """A figure as a function of all numbers that differ; UnplannableError where it hangs on none."""
        shocked = (f"scenario.{key}.{name}" for key, name, _ in _shocks(inquiry))
        varied = (*self.hinges.choices, *shocked, *_probabilities(inquiry))
        return inquiry.function(figure, tuple(dict.fromkeys(varied)))

    def worth(
        self, figure: str, groups: Sequence[Group], structural: frozenset[Edit], joined: Any
    ) -> Any:
        """The figure in each world: a row of `joined` says which groups of edits have been made in it."""
        import numpy as np

        made = {edit: joined[:, place] for place, group in enumerate(groups) for edit in group}
        choosing = [edit for edit in made if edit in structural]
        columns = [made[edit] for edit in choosing]
        kinds = np.array(columns).T if columns else np.zeros((len(joined), 0), dtype=bool)
        found = np.full(len(joined), np.nan)
        for kind in np.unique(kinds, axis=0):
            rows = np.all(kinds == kind, axis=1)
            taken = frozenset(edit for edit, there in zip(choosing, kind, strict=True) if there)
            inquiry = self.after if taken and taken == structural else self.blend(taken)
            here = {edit: worlds[rows] for edit, worlds in made.items()}
            found[rows] = self._asked(figure, inquiry, here)
        return found

    def _asked(self, figure: str, inquiry: Inquiry, made: Mapping[Edit, Any]) -> Any:
        """The figure in worlds that share a structure; NaN where it has no number there."""
        import numpy as np

        try:
            plan = self.plan(figure, inquiry)
        except UnplannableError:
            value = inquiry.value(figure)
            return np.nan if value is None else value
        return plan(self._values(plan, inquiry, made))

    def _values(self, plan: Plan, inquiry: Inquiry, made: Mapping[Edit, Any]) -> dict[str, Any]:
        """What every number that varies is in each world; a plan asks for no other."""
        wanted = used(plan)
        values = {name: self._value(name, inquiry, made) for name in wanted}
        chances = [name for name in _probabilities(inquiry) if name in wanted]
        total = sum(values[name] for name in chances)
        # Odds of which only some have been edited do not add up: in between they are weights.
        values |= {name: values[name] / total for name in chances}
        for key, name, rate in _shocks(inquiry):
            if (shocked := f"scenario.{key}.{name}") in wanted:
                moved = self.hinges.choices.get(f"scenario.{key}.shock.{name}")
                by = moved.under(made) if moved else rate
                values[shocked] = self._asked(name, inquiry, made) * (1 + by)
        return {name: values.get(name, math.nan) for name in plan.varied}

    def _value(self, name: str, inquiry: Inquiry, made: Mapping[Edit, Any]) -> Any:
        choice = self.hinges.choices.get(name)
        return choice.under(made) if choice else inquiry.value(name)


def used(plan: Plan) -> frozenset[str]:
    """The numbers that vary and that the plan asks for."""
    asked = {name for step in plan.steps for name in step.inputs} | {plan.output}
    return frozenset(asked.intersection(plan.varied))


def _probabilities(inquiry: Inquiry) -> tuple[str, ...]:
    return tuple(f"scenario.{key}.probability" for key in inquiry.assumptions.edition.scenarios)


def _shocks(inquiry: Inquiry) -> Iterator[tuple[str, str, float]]:
    for key, scenario in inquiry.assumptions.edition.scenarios.items():
        for name, rate in scenario.shock.items():
            yield key, name, float(rate)
