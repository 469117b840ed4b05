"""A comparison for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.changes.edits import CAUSES
from reportgen.comparison.told import MODEL, by_cause, named, quiet, shortened, titled, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.changes.bridge import Bridge, Contribution
    from reportgen.changes.edits import Edit
    from reportgen.comparison.comparing import Comparison, Side
    from reportgen.comparison.told import Told

#: Lines of each list that are shown unless all are wanted.
MOST = 12
ARROW = "\N{RIGHTWARDS ARROW}"
AMOUNT = 22
"""Width of the column of amounts."""


def as_text(every: Sequence[Told], *, everything: bool = False) -> str:
    """Every comparison, one below the other."""
    if not every:
        return "Nothing differs."
    return "\n\n".join("\n".join(_lines(told, everything=everything)) for told in every)


def _lines(told: Told, *, everything: bool) -> Iterator[str]:
    comparison = told.comparison
    yield titled(comparison)
    yield from _unreadable(comparison.before)
    yield from _unreadable(comparison.after)
    if comparison.before.story is None or comparison.after.story is None:
        return
    for bridge in comparison.bridges:
        yield from _bridge(told, bridge, everything=everything)
    if not comparison.moves_print:
        yield from ("", "No printed figure moves.")
    sections = (
        ("Printed figures that moved", [*_movements(comparison)]),
        ("Sentences that changed", [*_sentences(comparison)]),
        ("Tripwires", [f"{flip.name}: {flip.before} {ARROW} {flip.after}" for flip in comparison.flips]),
        ("Restated, apart from news", [f"{e.key} {written(e)}" for e in comparison.restatements]),
        ("Edits that no headline hangs on", [_edit(told, edit) for edit in quiet(told)]),
    )
    for heading, lines in sections:
        yield from _listed(heading, lines, everything=everything)


def _unreadable(side: Side) -> Iterator[str]:
    if side.absent:
        yield f"  {side.absent}: there is nothing to compare with, and every figure is new or gone."
    if side.problems:
        yield f"  Problems at {side.words}, so not everything can be told:"
        yield from (f"    {problem}" for problem in side.problems[:MOST])
        if len(side.problems) > MOST:
            yield f"    and {len(side.problems) - MOST} more"


def _bridge(told: Told, bridge: Bridge, *, everything: bool) -> Iterator[str]:
    before, after = told.ends(bridge)
    change = told.change(bridge)
    yield ""
    if change is None:
        yield f"{bridge.after.label}: {before} {ARROW} {after}; not split: {bridge.reason}"
        return
    if not change and not bridge.contributions:
        yield f"{bridge.after.label}: {after}, unchanged"
        return
    yield f"{bridge.after.label}: {before} {ARROW} {after}, {told.amount(bridge, change)}"
    if model := told.model_change(bridge):
        yield f"{told.amount(bridge, model.value):>{AMOUNT}}  {MODEL}: the same files with other formulas"
    for cause, parts in by_cause(bridge).items():
        if len(parts) > 1 or len(bridge.contributions) > 1:
            total = sum(part.value for part in parts)
            yield f"{told.amount(bridge, total):>{AMOUNT}}  {CAUSES[cause]}"
        shown = parts if everything else parts[:MOST]
        for part in shown:
            yield from _part(told, bridge, part)
    if bridge.orders:
        yield f"  Shapley values of {formats.number(bridge.orders, 0)} orders drawn in antithetic pairs;" \
              " ± one standard error"  # fmt: skip
    if bridge.reason:
        yield f"  {bridge.reason}"


def _part(told: Told, bridge: Bridge, part: Contribution) -> Iterator[str]:
    error = f" ± {told.amount(bridge, part.error, signed=False)}" if part.error else ""
    amount = f"{told.amount(bridge, part.value)}{error}"
    first = part.edits[0]
    what = f"{shortened(named(part))}  {written(first) if len(part.edits) == 1 else 'together'}"
    yield f"{amount:>{AMOUNT}}    {what}"
    yield f"{'':>{AMOUNT}}    {_place(told, first)}"


def _edit(told: Told, edit: Edit) -> str:
    place = edit.position
    return f"{edit.key}  {written(edit)}{f'  {place.path}:{place.line}' if place else ''}"


def _place(told: Told, edit: Edit) -> str:
    """Where an edit stands, and who made it and why."""
    place, author = edit.position, told.author(edit)
    where = f"{place.path}:{place.line}" if place else edit.file
    if author is None or author.state == "unknown":
        return f"{where}{f' ({author.reason})' if author and author.reason else ''}"
    if author.state == "uncommitted":
        return f"{where}, not committed"
    day = formats.day(author.day) if author.day else ""
    return f"{where}, {author.author}, {author.short}, {day}: {shortened(author.subject)}"


def _movements(comparison: Comparison) -> Iterator[str]:
    for moved in comparison.movements:
        change = "" if moved.change in {"", formats.NOT_AVAILABLE} else f", {moved.change}"
        mark = "" if moved.document == "briefing" else " (workings)"
        yield f"{moved.label}: {moved.before} {ARROW} {moved.after}{change}{mark}"


def _sentences(comparison: Comparison) -> Iterator[str]:
    for sentence in comparison.rewordings:
        yield from (f"- {sentence.before}",) if sentence.before else ()
        yield from (f"+ {sentence.after}",) if sentence.after else ()


def _listed(heading: str, lines: Sequence[str], *, everything: bool) -> Iterator[str]:
    if not lines:
        return
    yield from ("", f"{heading} ({len(lines)})")
    yield from (f"  {line}" for line in (lines if everything else lines[:MOST]))
    if len(lines) > MOST and not everything:
        yield f"  and {len(lines) - MOST} more: --all"
