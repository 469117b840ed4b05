"""Which edits a figure hangs on: those that move a number below it, and those that choose its formulas."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING, TypeAlias

from reportgen.changes.asking import planned, shocks, used
from reportgen.evaluation import UnplannableError
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from reportgen.changes.edits import Edit
    from reportgen.changes.worlds import Group, Worlds
    from reportgen.inquiry import Inquiry

#: What a figure is made of: a formula or a number under each name.
Shape: TypeAlias = "frozenset[tuple[str, Hashable]]"

Groups: TypeAlias = "tuple[Group, ...]"

#: For each combination of these the files are read anew; more are made or not made as one.
MOST_STRUCTURAL = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """The edits a figure hangs on, each alone or in the group it cannot be parted from."""

    alone: tuple[Group, ...]
    choosing: tuple[Group, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """All of them."""
        return (*self.alone, *self.choosing)

    @property
    def structural(self) -> frozenset[Edit]:
        """The edits that choose formulas."""
        return frozenset(chain.from_iterable(self.choosing))


def reach(worlds: Worlds, figure: str) -> Reach:
    """Find them, in an order that does not hang on that of the files."""
    choosing = sorted(_choosing(worlds, figure), key=_place)
    joint = [tuple(chain.from_iterable(choosing))] if len(choosing) > MOST_STRUCTURAL else choosing
    structural = frozenset(chain.from_iterable(joint))
    numbers: set[Edit] = set()
    for inquiry in _inquiries(worlds, tuple(joint)):
        numbers |= _numbers(worlds, figure, inquiry)
    alone = sorted(((edit,) for edit in numbers - structural), key=_place)
    return Reach(tuple(alone), tuple(joint))


def _place(group: Group) -> tuple[str, ...]:
    """A group's place in an order that is the same when before and after are exchanged."""
    first = group[0]
    return (
        first.file.rpartition("/")[2],
        first.cause,
        *reversed([str(part) for part in first.path]),
    )


def _inquiries(worlds: Worlds, choosing: Groups) -> Iterator[Inquiry]:
    """The edition after, and before with any of the edits that choose."""
    yield worlds.after
    for some in _some(choosing):
        try:
            yield worlds.blend(frozenset(chain.from_iterable(some)))
        except ProblemsError:
            continue


def _numbers(worlds: Worlds, figure: str, inquiry: Inquiry) -> set[Edit]:
    """The edits of numbers that a figure is computed from."""
    choices, moved = worlds.hinges.choices, shocks(inquiry)
    names: set[str] = set()
    wanted = [figure]
    while wanted:
        try:
            found = used(planned(wanted.pop(), inquiry, choices)) - names
        except UnplannableError:
            continue
        names |= found
        names |= {moved[name].setting for name in found if name in moved}
        wanted += [moved[name].base for name in found if name in moved]
        # Odds are weights: the figure hangs on all of them.
        if any(name.endswith(".probability") for name in found):
            names |= {name for name in choices if name.endswith(".probability")}
    return {edit for name in names if name in choices for edit in choices[name].edits}


def _choosing(worlds: Worlds, figure: str) -> tuple[Group, ...]:
    """The structural edits without which the figure would be another function of its numbers somewhere.

    What a study finds is no function of numbers: then any edit may be needed.
    """
    wanted = _shape(worlds, figure, worlds.after)
    if _shape(worlds, figure, worlds.before) == wanted and not worlds.hinges.structural:
        return ()

    def shape(groups: Groups) -> Shape | None:
        try:
            blend = worlds.blend(frozenset(chain.from_iterable(groups)))
        except ProblemsError:
            return None
        return _shape(worlds, figure, blend)

    structural = _units(worlds, worlds.hinges.structural)
    everything = _units(worlds, tuple(e for e in worlds.compared.edits if e.cause != "words"))
    candidates = next((each for each in (structural, everything) if shape(each) == wanted), None)
    return everything if candidates is None else _deciding(candidates, shape)


def _deciding(candidates: Groups, shape: Callable[[Groups], Shape | None]) -> Groups:
    """Those candidates that change the shape, whichever of the others have been made."""
    found: Groups = ()
    while len(found) <= MOST_STRUCTURAL:
        others = tuple(group for group in candidates if group not in found)
        more = next(filter(None, (_more(some, others, shape) for some in _some(found))), ())
        if not more:
            break
        found += more
    return found


def _some(groups: Groups) -> Iterator[Groups]:
    """Every selection of some of them, none and all of them as well."""
    return chain.from_iterable(combinations(groups, size) for size in range(len(groups) + 1))


def _more(taken: Groups, others: Groups, shape: Callable[[Groups], Shape | None]) -> Groups:
    """Those others that change the shape where some have been taken already; none if all together do not."""
    wanted = shape((*taken, *others))
    if wanted is None:
        return ()
    return _needed(taken, others, lambda groups: shape(groups) == wanted)


def _units(worlds: Worlds, edits: tuple[Edit, ...]) -> Groups:
    """Each edit alone, but for the cells of the history that are not numbers on both sides."""
    cells = worlds.cells(edits)
    return (*((edit,) for edit in edits if edit not in cells), *([cells] if cells else []))


def _needed(taken: Groups, candidates: Groups, enough: Callable[[Groups], bool]) -> Groups:
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
    varied, moved = worlds.hinges.choices, shocks(inquiry)

    def walk(name: str) -> None:
        if name in seen or name in varied:
            return
        if name in moved:
            shock = moved[name]
            seen[name] = ("shock", None if shock.setting in varied else shock.rate)
            walk(shock.base)
            return
        found = inquiry.figure(name)
        formula = found.formula
        if formula is None:
            seen[name] = (found.value, found.high, found.bound, found.series)
            return
        seen[name] = (formula.name, *_said(formula.body, found.inputs), len(formula.guards))
        for part in found.inputs:
            walk(part)

    walk(figure)
    return frozenset(seen.items())


def _said(body: str, inputs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A formula's words and what it takes; of a sum in one order, whatever that of the files."""
    terms = body.split(" + ")
    return (tuple(sorted(terms)), tuple(sorted(inputs))) if len(terms) > 1 else ((body,), inputs)
