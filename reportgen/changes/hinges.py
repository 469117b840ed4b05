"""What each input hangs on: the value it takes, depending on which edits have been made.

Two edits can meet in one input: a quarter that became public, and a cell of it that was restated before.
So an input is a tree of choices between numbers, one for each edit that it meets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.assumptions.valuation_inputs import INSTEAD
from reportgen.changes.choices import Choice, Ends, ends_of
from reportgen.changes.past import in_history, is_past

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from reportgen.assumptions.inputs import Input
    from reportgen.assumptions.reading import Assumptions
    from reportgen.changes.choices import Tree
    from reportgen.changes.compared import Compared
    from reportgen.changes.edits import Edit


@dataclass(frozen=True)
class Hinges:
    """The inputs and scenario settings that differ, by name, and the edits that are more than a number.

    `structural` edits choose formulas, add parts or make a number known: no number stands on both sides.
    """

    choices: Mapping[str, Choice]
    structural: tuple[Edit, ...]

    @cached_property
    def hanging(self) -> Mapping[Edit, tuple[str, ...]]:
        """The numbers that hang on each edit, by name."""
        found: dict[Edit, list[str]] = {}
        for name, choice in self.choices.items():
            for edit in choice.edits:
                found.setdefault(edit, []).append(name)
        return {edit: tuple(names) for edit, names in found.items()}

    @property
    def numbers(self) -> frozenset[Edit]:
        """The edits that some number hangs on."""
        return frozenset(self.hanging)


def hinges(compared: Compared) -> Hinges:
    """Find for each input that differs the edits that made it so.

    An edit that no number was found to hang on may still choose a formula: it is taken as structural.
    """
    choices = {name: hinge for name, hinge in _hinges(compared) if isinstance(hinge, Choice)}
    numbers = Hinges(choices, ()).numbers
    others = (edit for edit in compared.edits if edit not in numbers and edit.cause != "words")
    return Hinges(choices, tuple(others))


def _hinges(compared: Compared) -> Iterator[tuple[str, Tree | None]]:
    for name, old, new in _inputs(compared.before, compared.after):
        if is_past(compared, name):
            yield name, in_history(compared, name) if _differ(old, new) else None
        elif name in INSTEAD:
            yield name, _or_instead(compared, name, old, new)
        elif _differ(old, new):
            yield name, _stated(compared, old, new)
    yield from _settings(compared)


def _inputs(before: Assumptions, after: Assumptions) -> Iterator[tuple[str, Input, Input]]:
    """The inputs that both sides have, those of peers under `peer.name`."""
    pairs = [("", before.inputs, after.inputs)]
    pairs += [(f"{key}.", old, after.peers.get(key, {})) for key, old in before.peers.items()]
    for prefix, old, new in pairs:
        for name in (name for name in new if name in old):
            yield prefix + name, old[name], new[name]


def _differ(old: Input, new: Input) -> bool:
    return ends_of(old) != ends_of(new)


def _stated(compared: Compared, old: Input, new: Input) -> Tree | None:
    """The edit at an input's place on either side; what came or went before what was changed."""
    before, after = ends_of(old), ends_of(new)
    if before is None or after is None:
        return None
    places = (compared.at(new.position, old=False), compared.at(old.position, old=True))
    found = [edit for edit in places if edit]
    edit = next((edit for edit in found if edit.came_or_went), found[0] if found else None)
    edit = edit or compared.statement(new.position)
    return Choice(edit, after, before) if edit else None


def _or_instead(compared: Compared, name: str, old: Input, new: Input) -> Tree | None:
    """A number in whose place another stands while it is not given: giving it is an edit of its own."""
    file = compared.after.edition_document.shown
    edit = compared.of(file, ("cash_flow", name))
    before, after = ends_of(old), ends_of(new)
    if edit is None or not edit.came_or_went or before is None or after is None:
        return _stated(compared, old, new) if _differ(old, new) else None
    other = INSTEAD[name]
    others = compared.before.inputs[other], compared.after.inputs[other]
    stand_in = _stated(compared, *others) if _differ(*others) else ends_of(others[0])
    if stand_in is None:
        return None
    if edit.before is None:
        return Choice(edit, after, stand_in)
    return Choice(edit, stand_in, before)


def _settings(compared: Compared) -> Iterator[tuple[str, Tree | None]]:
    """What scenarios set on both sides, and the rates by which they shock, as `scenario.K.shock.NAME`."""
    old, new = compared.before.edition.scenarios, compared.after.edition.scenarios
    file = compared.after.edition_document.shown
    for key in (key for key in new if key in old):
        for kind, prefix in (("set", ""), ("shock", "shock.")):
            before, after = getattr(old[key], kind), getattr(new[key], kind)
            for name in (name for name in after if name in before and before[name] != after[name]):
                edit = compared.of(file, ("scenarios", key, kind, name))
                yield (
                    f"scenario.{key}.{prefix}{name}",
                    Choice(edit, _plain(after[name]), _plain(before[name])) if edit else None,
                )


def _plain(value: Decimal) -> Ends:
    return Ends(float(value), float(value))
