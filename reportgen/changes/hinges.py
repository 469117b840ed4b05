"""What each input hangs on: the value it takes, depending on which edits have been made.

Two edits can meet in one input: a quarter that became public, and a cell of it that was restated before.
So an input is a tree of choices between numbers, one for each edit that it meets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.changes.choices import Choice
from reportgen.changes.past import column_of, in_history

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.inputs import Input
    from reportgen.assumptions.reading import Assumptions
    from reportgen.changes.compared import Compared
    from reportgen.changes.edits import Edit


@dataclass(frozen=True, slots=True)
class Hinges:
    """The inputs and scenario settings that differ, by name, and the edits that are more than a number.

    `structural` edits choose formulas, add parts or make a number known: no number stands on both sides.
    """

    choices: Mapping[str, Choice]
    structural: tuple[Edit, ...]


def hinges(compared: Compared) -> Hinges:
    """Find for each input that differs the edits that made it so.

    An edit that no number was found to hang on may still choose a formula: it is taken as structural.
    """
    choices = {name: hinge for name, hinge in _hinges(compared) if isinstance(hinge, Choice)}
    numbers = {edit for choice in choices.values() for edit in choice.edits}
    others = (edit for edit in compared.edits if edit not in numbers and edit.cause != "words")
    return Hinges(choices, tuple(others))


def _hinges(compared: Compared) -> Iterator[tuple[str, Choice | None]]:
    for name, old, new in _numbers(compared.before, compared.after):
        if old and new and _value(old) != _value(new):
            column = column_of(compared, name)
            yield name, in_history(compared, column, old, new) if column else _stated(compared, old, new)
    yield from _settings(compared)


def _numbers(before: Assumptions, after: Assumptions) -> Iterator[tuple[str, Input | None, Input | None]]:
    pairs = [("", before.inputs, after.inputs)]
    peers = dict.fromkeys((*after.peers, *before.peers))
    pairs += [(f"{key}.", before.peers.get(key, {}), after.peers.get(key, {})) for key in peers]
    for prefix, old, new in pairs:
        for name in dict.fromkeys((*new, *old)):
            yield prefix + name, old.get(name), new.get(name)


def _value(given: Input) -> float | None:
    """What a plan takes of an input: of a range its middle; None for what is unknown, a bound or a list."""
    if given.bound or isinstance(given.value, tuple) or given.value is None:
        return None
    return given.value if given.high is None else (given.value + given.high) / 2


def _stated(compared: Compared, old: Input, new: Input) -> Choice | None:
    """The edit at an input's place on either side; what came or went before what was changed.

    Where nothing was edited it is the as-of day that let another statement be seen.
    """
    places = (compared.at(new.position, old=False), compared.at(old.position, old=True))
    found = [edit for edit in places if edit]
    edit = next((edit for edit in found if edit.came_or_went), found[0] if found else None)
    edit = edit or compared.as_of
    before, after = _value(old), _value(new)
    if edit is None or before is None or after is None:
        return None
    return Choice(edit, after, before)


def _settings(compared: Compared) -> Iterator[tuple[str, Choice | None]]:
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
                    Choice(edit, float(after[name]), float(before[name])) if edit else None,
                )
