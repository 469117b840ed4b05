"""A comparison as a comment on a pull request: what an edit did, on one screen.

What comes from files is quoted so that it stays text: a note cannot open a table, a tag or a mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.comparison.told import MODEL, named, shortened, titled, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.changes.bridge import Bridge
    from reportgen.comparison.comparing import Comparison, Side
    from reportgen.comparison.told import Told

#: What is shown of each list: together about forty lines, a screen.
MOST_EDITIONS, MOST_PARTS, MOST_SENTENCES, MOST_FLIPS = 3, 6, 4, 5
NOTHING = "**No printed figure moves.**"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&])")
#: What a service takes for a person or for another thread, wherever it stands in a text.
_CALLS = re.compile(r"([@#])(?=\w)")


def as_markdown(every: Sequence[Told]) -> str:
    """One comment for everything that a branch does."""
    if not every:
        return f"{NOTHING} No assumption was edited."
    shown = every[:MOST_EDITIONS]
    blocks = ["\n".join(_lines(told, alone=len(every) == 1)) for told in shown]
    if len(every) > len(shown):
        others = ", ".join(told.comparison.edition for told in every[len(shown) :])
        blocks.append(f"Also edited: {quoted(others)}.")
    return "\n\n".join(blocks)


def quoted(text: str) -> str:
    """Text from a file as text: it opens no table, no tag and no link, and calls nobody."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _CALLS.sub(r"\1<!-- -->", line)


def _lines(told: Told, *, alone: bool) -> Iterator[str]:
    comparison = told.comparison
    yield f"### {quoted(titled(comparison))}"
    yield ""
    if comparison.before.story is None or comparison.after.story is None:
        yield from _unreadable(comparison.before)
        yield from _unreadable(comparison.after)
        return
    moved = [bridge for bridge in comparison.bridges if _moves(told, bridge)]
    if not comparison.moves_print and not moved:
        yield NOTHING
    if moved:
        yield from _headlines(told, moved)
        # Together one screen: the command tells the rest.
        for bridge in moved if alone else moved[:1]:
            yield from _taken_apart(told, bridge, max(2, MOST_PARTS // len(moved)))
    yield from _others(comparison)


def _moves(told: Told, bridge: Bridge) -> bool:
    before, after = told.ends(bridge)
    return before != after or bool(told.change(bridge))


def _headlines(told: Told, bridges: Sequence[Bridge]) -> Iterator[str]:
    yield from ("| Headline | Before | After | Change |", "| --- | ---: | ---: | ---: |")
    for bridge in bridges:
        before, after = told.ends(bridge)
        change = told.change(bridge)
        by = "" if change is None else told.amount(bridge, change)
        yield f"| {quoted(bridge.after.label)} | {quoted(before)} | {quoted(after)} | {quoted(by)} |"
    yield ""


def _taken_apart(told: Told, bridge: Bridge, most: int) -> Iterator[str]:
    if bridge.reason:
        yield f"{quoted(bridge.after.label)} cannot be split: {quoted(bridge.reason)}."
    rows = [
        (told.amount(bridge, part.value), quoted(shortened(named(part))), written(part.edits[0]))
        for part in bridge.contributions
    ]
    if model := told.model_change(bridge):
        rows.insert(0, (told.amount(bridge, model.value), MODEL, "the same files with other formulas"))
    if not rows:
        return
    yield f"| {quoted(bridge.after.label)} | Edit | |"
    yield "| ---: | --- | --- |"
    for amount, what, how in rows[:most]:
        yield f"| {quoted(amount)} | {what} | {quoted(how)} |"
    if len(rows) > most:
        rest = sum(part.value for part in bridge.contributions[most - (len(rows) - len(bridge.contributions)) :])
        yield f"| {quoted(told.amount(bridge, rest))} | {len(rows) - most} more edits | |"
    yield ""


def _others(comparison: Comparison) -> Iterator[str]:
    others = len(comparison.movements)
    if others:
        yield f"{others} printed figure{'s' * (others != 1)} move{'s' * (others == 1)}."
    for flip in comparison.flips[:MOST_FLIPS]:
        yield f"- Tripwire {quoted(flip.name)}: {quoted(flip.before)} → **{quoted(flip.after)}**"
    changed = comparison.rewordings
    for sentence in changed[:MOST_SENTENCES]:
        if sentence.before:
            yield f"- ~~{quoted(shortened(sentence.before, 160))}~~"
        if sentence.after:
            yield f"- {quoted(shortened(sentence.after, 160))}"
    if len(changed) > MOST_SENTENCES:
        yield f"- and {len(changed) - MOST_SENTENCES} more sentences"


def _unreadable(side: Side) -> Iterator[str]:
    if side.absent:
        yield f"{quoted(side.absent)}: there is nothing to compare with."
    for problem in side.problems[:MOST_PARTS]:
        yield f"- {quoted(str(problem))}"
    if len(side.problems) > MOST_PARTS:
        yield f"- and {len(side.problems) - MOST_PARTS} more problems"
