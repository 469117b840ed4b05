"""A comparison as a comment on a pull request: what an edit did, on one screen.

What comes from files is quoted so that it stays text: a note cannot open a table, a tag or a link, and it
calls nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.comparison.told import (
    ARROW,
    MODEL,
    MODEL_IN_WORDS,
    NOTHING_MOVES,
    amount,
    counted,
    named,
    shortened,
    titled,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.changes.bridge import Contribution
    from reportgen.comparison.comparing import Comparison
    from reportgen.comparison.headlines import Headline
    from reportgen.comparison.sentences import Rewording
    from reportgen.comparison.sides import Side
    from reportgen.comparison.told import Report, Told


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines of each kind an edition may have."""

    parts: int
    flips: int
    sentences: int


SCREEN = 45
_REST = ("", "`reportgen diff` tells the rest.")
#: By the number of editions that are shown: together mostly less than a screen.
ROOMS = {1: Room(10, 4, 4), 2: Room(4, 1, 1), 3: Room(2, 1, 0)}
#: Characters of a sentence, and of what comes from a file in a table.
LONG, SHORT = 200, 48
_NOTHING = f"**{NOTHING_MOVES}**"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&$])")
#: What a service takes for a person, another thread or an address, wherever it stands in a text.
_CALLS = re.compile(r"([@#!]|(?<=GH)-|(?<=www)\.|://)(?=\w)", re.IGNORECASE)


def as_markdown(report: Report) -> str:
    """One comment for everything that a branch does."""
    if report.is_empty:
        return f"{_NOTHING} No assumption was edited."
    shown = report.every[: max(ROOMS)]
    blocks = ["\n".join(_lines(told.comparison, ROOMS[len(shown)])).strip() for told in shown]
    blocks += _beside(report, report.every[len(shown) :])
    lines = "\n\n".join(blocks).splitlines()
    return "\n".join(lines if len(lines) <= SCREEN else (*lines[: SCREEN - len(_REST)], *_REST))


def quoted(text: str, longest: int = LONG) -> str:
    """Text from a file as text: it opens no table, no tag and no link, and calls nobody."""
    return _CALLS.sub(r"\1<!-- -->", _SPECIAL.sub(r"\\\1", shortened(text, longest)))


def _beside(report: Report, others: Sequence[Told]) -> Iterator[str]:
    """What else differs: a paragraph of one line for each kind."""
    if others:
        names = ", ".join(str(told.comparison.match.after) for told in others)
        yield f"Edited as well: {quoted(names)}."
    if report.renamed:
        names = ", ".join(f"{old} {ARROW} {new}" for new, old in report.renamed.items())
        yield f"Renamed: {quoted(names)}."
    if report.templates:
        yield f"Templates that differ: {quoted(', '.join(report.templates))}."
    if not report.every:
        yield _NOTHING


def _lines(comparison: Comparison, room: Room) -> Iterator[str]:
    yield from (f"### {quoted(titled(comparison))}", "")
    for side in (comparison.before, comparison.after):
        yield from _untold(side, room)
    moved = [headline for headline in comparison.headlines if headline.moves]
    if comparison.two_sided and not comparison.moves_print:
        yield from (_NOTHING, "")
    if moved:
        yield from _table(moved, room)
        yield from _not_split(moved)
    if comparison.two_sided:
        yield from _others(comparison, room)
    elif edits := len(comparison.edits):
        yield counted(edits, "edit") + "."


def _untold(side: Side, room: Room) -> Iterator[str]:
    if side.absent or side.untold:
        yield from (quoted(". ".join(filter(None, (side.absent, side.untold)))), "")
    shown = side.problems[: room.flips]
    for problem in shown:
        yield f"- Problem: {quoted(str(problem))}"
    if len(side.problems) > len(shown):
        yield f"- and {counted(len(side.problems) - len(shown), 'more problem')}"
    if side.problems:
        yield ""


def _table(moved: Sequence[Headline], room: Room) -> Iterator[str]:
    """The headlines side by side: what they were, what each edit added, what they are."""
    yield _row("", *(f"**{quoted(each.told.label, SHORT)}**" for each in moved))
    yield _row("---", *("---:" for _ in moved))
    yield _row("Before", *(quoted(each.printed[0], SHORT) for each in moved))
    if any(each.model_change is not None for each in moved):
        yield _row(f"{MODEL}: {MODEL_IN_WORDS}", *(_model(each) for each in moved))
    parts = _ranked(moved)
    # One that is too much takes no more room than a line that counts it.
    kept = parts if len(parts) <= room.parts else parts[: room.parts - 1]
    for part in kept:
        yield _row(_named(part), *(_value(each, [part]) for each in moved))
    if rest := parts[len(kept) :]:
        yield _row(counted(len(rest), "more edit"), *(_value(each, rest) for each in moved))
    yield _row("**After**", *(f"**{quoted(each.printed[1], SHORT)}**" for each in moved))
    yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _model(headline: Headline) -> str:
    return "" if headline.model_change is None else quoted(amount(headline, headline.model_change))


def _ranked(moved: Sequence[Headline]) -> list[Contribution]:
    """Every part once, by the largest share that it has in any headline's movement."""
    shares: dict[str, tuple[float, Contribution]] = {}
    for headline in moved:
        total = sum(abs(part.value) for part in headline.contributions) or 1.0
        for part in headline.contributions:
            share = abs(part.value) / total
            if share >= shares.get(_key(part), (0.0, part))[0]:
                shares[_key(part)] = share, part
    return [part for _, part in sorted(shares.values(), key=lambda pair: -pair[0])]


def _key(part: Contribution) -> str:
    return " + ".join(f"{edit.file}:{edit.key}" for edit in part.edits)


def _named(part: Contribution) -> str:
    how = f" {quoted(written(part.edits[0]), SHORT)}" if len(part.edits) == 1 else " together"
    return f"{quoted(named(part), SHORT)}{how}"


def _value(headline: Headline, parts: Sequence[Contribution]) -> str:
    """What some parts add to a headline together; '' where it does not hang on any of them."""
    keys = {_key(part) for part in parts}
    found = [part.value for part in headline.contributions if _key(part) in keys]
    return quoted(amount(headline, sum(found))) if found else ""


def _not_split(moved: Sequence[Headline]) -> Iterator[str]:
    whole = [each for each in moved if each.bridge and each.reason and not each.contributions]
    for headline in whole:
        yield f"{quoted(headline.told.label)} is not split: {quoted(headline.reason)}."
    if whole:
        yield ""


def _others(comparison: Comparison, room: Room) -> Iterator[str]:
    if moved := len(comparison.movements):
        yield from (f"{counted(moved, 'printed figure')} move{'s' * (moved == 1)}.", "")
    flips, sentences = comparison.flips, comparison.rewordings
    for flip in flips[: room.flips]:
        yield f"- Tripwire {quoted(flip.name)}: {quoted(flip.before)} {ARROW} **{quoted(flip.after)}**"
    if len(flips) > room.flips:
        yield f"- and {counted(len(flips) - room.flips, 'more tripwire')}"
    for sentence in sentences[: room.sentences]:
        yield from _reworded(sentence)
    if len(sentences) > room.sentences:
        more = " more" if room.sentences else ""
        yield f"- {counted(len(sentences) - room.sentences, f'{more} sentence'.strip())} changed"


def _reworded(sentence: Rewording) -> Iterator[str]:
    if sentence.before:
        yield f"- Was: {quoted(sentence.before)}"
    if sentence.after:
        yield f"- Now: {quoted(sentence.after)}"
