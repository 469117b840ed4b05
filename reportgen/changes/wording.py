"""Edits and what they add, as a reader is told them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.formats import Style
from reportgen.formulas.change import UNIT_OF_CHANGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.changes.bridge import Contribution
    from reportgen.changes.edits import Edit
    from reportgen.changes.worlds import Worlds
    from reportgen.figures import Figure

#: A part that prints as nothing and is something.
NEXT_TO_NOTHING = "≈ 0"
#: What stood where nothing was, and stands where nothing is.
NONE, ADDED, REMOVED = "none", "added", "removed"
#: What is too long for a cell.
TEXT, OTHER_TEXT = "a text", "another"
#: The most letters of a value that are told as they are written.
SHORT = 18
_QUARTER = re.compile(r", \d{4}Q[1-4]$")
_DIGITS = re.compile(r"\d{4,}")


def amount(value: float, unit: str, currency: str, *, signed: bool = True) -> str:
    """A part of a figure's change, in the unit in which it is read."""
    text = formats.text(value, Style(UNIT_OF_CHANGE.get(unit, unit), signed=signed), currency)
    return NEXT_TO_NOTHING if value and not any(digit in "123456789" for digit in text) else text


def called(worlds: Worlds, edit: Edit) -> str:
    """The input that an edit is of, by its label; without one the last words of its place in the file."""
    name = input_of(worlds, edit)
    if name:
        return _QUARTER.sub("", worlds.after.figure(name).label)
    whole = next(_parts_of(worlds, edit), "")
    if whole:
        return worlds.after.figure(whole).label.partition(":")[0]
    words = [part for part in edit.path if isinstance(part, str) and part != "value"]
    text = (words or [edit.key])[-1].replace("_", " ")
    return text[:1].upper() + text[1:]


def named(worlds: Worlds, part: Contribution) -> str:
    """The edits of a part; what cannot be parted is named by its first, and counted."""
    first, *others = part.edits
    more = f" and {counted(len(others))} that cannot be parted from it" if others else ""
    return called(worlds, first) + more


def counted(number: int, which: str = "more") -> str:
    """`1 more edit`, `2 more edits`."""
    return f"{formats.number(number, 0)} {which} edit{'s' * (number != 1)}"


def ends(worlds: Worlds, edit: Edit) -> tuple[str, str]:
    """What stood there and what stands there now: as figures print where that tells them apart."""
    name = input_of(worlds, edit)
    if name:
        before, after = _figure(worlds, name, old=True), _figure(worlds, name, old=False)
        if before and after and before.known and after.known and before.printed != after.printed:
            return before.printed, after.printed
    if edit.before is None:
        return NONE, _short(edit.after or "", ADDED)
    return _short(edit.before, TEXT), _short(edit.after or REMOVED, OTHER_TEXT)


def input_of(worlds: Worlds, edit: Edit) -> str:
    """The input that an edit is of, by its name; '' for what chooses a formula or brings a part."""
    hanging = worlds.hinges.hanging.get(edit, ())
    known = [name for name in hanging if _figure(worlds, name, old=False)]
    own = (name for name in known if name.rpartition(".")[2] in edit.path)
    return next(own, known[0] if known else "")


def _figure(worlds: Worlds, name: str, *, old: bool) -> Figure | None:
    try:
        return (worlds.before if old else worlds.after).figure(name)
    except KeyError:
        return None


def _parts_of(worlds: Worlds, edit: Edit) -> Iterator[str]:
    """Inputs below what came: a stake that is new has a value and a tax rate."""
    for start in range(1, len(edit.path)):
        below = ".".join(str(part) for part in edit.path[start:])
        for name in worlds.after.assumptions.inputs:
            if name == below or name.startswith(f"{below}."):
                yield name


def _short(text: str, instead: str) -> str:
    """A text as it is written, digits in groups; what is too long for a cell is not cut but told."""
    line = " ".join(text.split())
    if _DIGITS.fullmatch(line):
        return formats.number(float(line), 0)
    return line if len(line) <= SHORT else instead
