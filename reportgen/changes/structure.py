"""Which edits a figure hangs on: those that move a number below it, and those that choose its formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reportgen.changes.worlds import used
from reportgen.evaluation import UnplannableError
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from reportgen.changes.edits import Edit
    from reportgen.changes.worlds import Group, Worlds
    from reportgen.inquiry import Inquiry

#: What a figure is made of: a formula or a number under each name.
Shape: TypeAlias = "frozenset[tuple[str, Hashable]]"

#: For each combination of these the files are read anew; more are made or not made as one.
MOST_STRUCTURAL = 4


@dataclass(frozen=True, slots=True)
class Reach:
    """The edits a figure hangs on, each alone or in the group it cannot be parted from."""

    groups: tuple[Group, ...]
    structural: frozenset[Edit]


def reach(worlds: Worlds, figure: str) -> Reach:
    """Find them, in the order of the files."""
    choosing = frozenset(_choosing(worlds, figure))
    numbers = _numbers(worlds, figure, worlds.before) | _numbers(worlds, figure, worlds.after)
    edits = worlds.compared.edits
    alone = tuple((edit,) for edit in edits if edit in numbers - choosing)
    structural = tuple(edit for edit in edits if edit in choosing)
    joint = (structural,) if len(structural) > MOST_STRUCTURAL else tuple((e,) for e in structural)
    return Reach((*alone, *joint), choosing)


def _numbers(worlds: Worlds, figure: str, inquiry: Inquiry) -> set[Edit]:
    """The edits of numbers that a figure is computed from."""
    try:
        plan = worlds.plan(figure, inquiry)
    except UnplannableError:
        return set()
    choices = worlds.hinges.choices
    names = used(plan)
    for key, scenario in inquiry.assumptions.edition.scenarios.items():
        for name in scenario.shock:
            if f"scenario.{key}.{name}" in names:
                names |= {f"scenario.{key}.shock.{name}", *_below(worlds, name, inquiry)}
    return {edit for name in names if name in choices for edit in choices[name].edits}


def _below(worlds: Worlds, name: str, inquiry: Inquiry) -> frozenset[str]:
    try:
        return used(worlds.plan(name, inquiry)) | {name}
    except UnplannableError:
        return frozenset((name,))


def _choosing(worlds: Worlds, figure: str) -> tuple[Edit, ...]:
    """The structural edits without which the figure would be another function of its numbers.

    What a study finds is no function of numbers: then any edit may be needed.
    """
    wanted = _shape(worlds, figure, worlds.after)
    if _shape(worlds, figure, worlds.before) == wanted:
        return ()
    everything = tuple(edit for edit in worlds.compared.edits if edit.cause != "words")

    def enough(edits: tuple[Edit, ...]) -> bool:
        try:
            return _shape(worlds, figure, worlds.blend(frozenset(edits))) == wanted
        except ProblemsError:
            return False

    for candidates in (worlds.hinges.structural, everything):
        if enough(candidates):
            return _needed((), candidates, enough)
    return everything


def _needed(
    taken: tuple[Edit, ...], candidates: tuple[Edit, ...], enough: Callable[[tuple[Edit, ...]], bool]
) -> tuple[Edit, ...]:
    """The fewest candidates that are enough beside those taken (QuickXplain; Junker, AAAI 2004)."""
    if enough(taken):
        return ()
    if len(candidates) == 1:
        return candidates
    half = len(candidates) // 2
    last = _needed((*taken, *candidates[:half]), candidates[half:], enough)
    return (*_needed((*taken, *last), candidates[:half], enough), *last)


def _shape(worlds: Worlds, figure: str, inquiry: Inquiry) -> Shape:
    """Everything a figure is made of but the numbers that edits move: formulas, and all other numbers."""
    seen: dict[str, Hashable] = {}
    varied = worlds.hinges.choices

    def walk(name: str) -> None:
        if name in seen or name in varied:
            return
        found = inquiry.figure(name)
        formula = found.formula
        if formula is None:
            seen[name] = (found.value, found.high, found.bound, found.series)
            return
        seen[name] = (formula.name, found.inputs, formula.body, len(formula.guards))
        for part in found.inputs:
            walk(part)

    walk(figure)
    return frozenset(seen.items())
