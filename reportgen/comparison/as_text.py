"""A comparison for people at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.changes.edits import CAUSES
from reportgen.comparison.told import (
    ARROW,
    MODEL,
    MODEL_IN_WORDS,
    NOTHING_MOVES,
    amount,
    by_cause,
    counted,
    named,
    note_of,
    quiet,
    shortened,
    titled,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportgen.changes.bridge import Contribution
    from reportgen.changes.edits import Edit
    from reportgen.comparison.comparing import Comparison
    from reportgen.comparison.headlines import Headline
    from reportgen.comparison.sides import Side
    from reportgen.comparison.told import Report, Told

    Bold = Callable[[str], str]

#: Lines of each list that are shown unless all are wanted.
MOST = 12
WIDTH = 100


def as_text(report: Report, *, everything: bool = False, bold: Bold = str) -> str:
    """Every comparison, one below the other; `bold` sets headings off where the terminal can."""
    if report.is_empty:
        return "Nothing differs."
    blocks = [[*_lines(told, everything=everything, bold=bold)] for told in report.every]
    blocks.append([*_beside(report, everything=everything, bold=bold)])
    return "\n\n".join("\n".join(lines).strip("\n") for lines in blocks if lines)


def _beside(report: Report, *, everything: bool, bold: Bold) -> Iterator[str]:
    """What differs beside the editions' files."""
    renamed = [f"{old} {ARROW} {new}" for new, old in report.renamed.items()]
    yield from _listed("Renamed", renamed, everything=everything, bold=bold)
    if report.templates:
        yield from _listed(
            "Templates that differ", report.templates, everything=everything, bold=bold
        )
        yield "  Pages may look otherwise; figures do not come from templates."
    if not report.every:
        yield from ("", NOTHING_MOVES)


def _lines(told: Told, *, everything: bool, bold: Bold) -> Iterator[str]:
    comparison = told.comparison
    yield bold(titled(comparison))
    for side in (comparison.before, comparison.after):
        yield from _untold(side, everything=everything)
    for headline in comparison.headlines:
        yield from _headline(told, headline, everything=everything, bold=bold)
    if comparison.two_sided and not comparison.moves_print:
        yield from ("", NOTHING_MOVES)
    if comparison.two_sided and comparison.says_nothing:
        yield "What differs in the files is no value and no sentence."
    sections = (
        ("Printed figures that moved", [*_movements(comparison)]),
        ("Sentences that changed", [*_sentences(comparison)]),
        (
            "Tripwires",
            [f"{flip.name}: {flip.before} {ARROW} {flip.after}" for flip in comparison.flips],
        ),
        ("Restated, apart from news", [_edit(told, edit) for edit in comparison.restatements]),
        (
            "Edits that no headline hangs on" if comparison.two_sided else "Edits",
            [_edit(told, e) for e in quiet(comparison) if e.cause != "restated"],
        ),
    )
    for heading, lines in sections:
        yield from _listed(heading, lines, everything=everything, bold=bold)
    if told.unsigned:
        yield from ("", *_wrapped(f"Who made these edits cannot be told: {told.unsigned}"))


def _untold(side: Side, *, everything: bool) -> Iterator[str]:
    """What of a side cannot be told, and why."""
    if side.absent:
        yield f"  {side.absent}"
    if side.untold:
        yield from _wrapped(side.untold, "  ")
    if side.problems:
        yield f"  Problems at {side.words}, so not everything can be told:"
        shown = side.problems if everything else side.problems[:MOST]
        yield from (line for problem in shown for line in _wrapped(str(problem), "    "))
        if len(side.problems) > len(shown):
            yield f"    and {len(side.problems) - len(shown)} more: --all"


def _headline(told: Told, headline: Headline, *, everything: bool, bold: Bold) -> Iterator[str]:
    before, after = headline.printed
    label, change = headline.told.label, headline.change
    yield ""
    if not headline.moves:
        yield f"{bold(label)}: {after}, unchanged"
        return
    by = "" if change is None else f", {amount(headline, change)}"
    yield f"{bold(label)}: {before} {ARROW} {after}{by}"
    yield from _rows(told, headline, everything=everything)
    if headline.bridge and headline.bridge.orders:
        orders = formats.number(headline.bridge.orders, 0)
        yield from _wrapped(f"Shapley values of {orders} orders drawn in antithetic pairs; ± one "
                            "standard error", "  ")  # fmt: skip
    if headline.reason and headline.bridge:
        split = "" if headline.contributions else "not split: "
        yield from _wrapped(f"{split}{headline.reason}", "  ")


def _rows(told: Told, headline: Headline, *, everything: bool) -> Iterator[str]:
    """The parts under their causes, amounts in one column."""
    causes, amounts = by_cause(headline), [*_amounts(headline)]
    width = max(map(len, amounts), default=0)
    if headline.model_change is not None:
        model = amount(headline, headline.model_change)
        yield f"  {model:>{width}}  {MODEL}: {MODEL_IN_WORDS}"
    for cause, parts in causes.items():
        if len(headline.contributions) > 1:
            total = amount(headline, sum(part.value for part in parts))
            yield f"  {total:>{width}}  {CAUSES[cause]}"
        shown = parts if everything else parts[:MOST]
        for part in shown:
            yield from _part(told, part, f"{_amount(headline, part):>{width}}")
        if len(parts) > len(shown):
            rest = amount(headline, sum(part.value for part in parts[len(shown) :]))
            yield f"  {rest:>{width}}    {counted(len(parts) - len(shown), 'more edit')}: --all"


def _amounts(headline: Headline) -> Iterator[str]:
    """Everything that may stand in the column of amounts."""
    if headline.model_change is not None:
        yield amount(headline, headline.model_change)
    for parts in by_cause(headline).values():
        yield amount(headline, sum(part.value for part in parts))
        yield from (_amount(headline, part) for part in parts)


def _amount(headline: Headline, part: Contribution) -> str:
    error = f" ± {amount(headline, part.error, signed=False)}" if part.error else ""
    return f"{amount(headline, part.value)}{error}"


def _part(told: Told, part: Contribution, value: str) -> Iterator[str]:
    first, indent = part.edits[0], " " * (len(value) + 6)
    what = f"{named(part)}  {written(first) if len(part.edits) == 1 else 'together'}"
    lines = [*_wrapped(what, indent)]
    yield f"  {value}    {lines[0].strip()}"
    yield from lines[1:]
    yield from _wrapped(_where(first), indent)
    if signed := _signed(told, first):
        yield from _wrapped(signed, indent)
    if note := note_of(told.comparison, first):
        yield from _wrapped(f"note: {shortened(note, WIDTH)}", indent)


def _edit(told: Told, edit: Edit) -> str:
    signed = _signed(told, edit)
    return f"{edit.key}  {written(edit)}  {_where(edit)}{f'  {signed}' if signed else ''}"


def _where(edit: Edit) -> str:
    place = edit.position
    return f"{place.path}:{place.line}" if place else edit.file


def _signed(told: Told, edit: Edit) -> str:
    """Who made an edit, when and why; '' where nobody can be named."""
    author = told.author(edit)
    if author is None or told.unsigned:
        return ""
    if author.state == "unknown":
        return author.reason
    if author.state == "uncommitted":
        return "not committed"
    day = formats.day(author.day) if author.day else ""
    signed = ", ".join(filter(None, (author.author, author.short, day)))
    return f"{signed}: {shortened(author.subject)}"


def _movements(comparison: Comparison) -> Iterator[str]:
    for moved in comparison.movements:
        change = f", {moved.change}" if moved.change else ""
        mark = "" if moved.document == "briefing" else " (workings)"
        yield f"{moved.label}: {moved.before} {ARROW} {moved.after}{change}{mark}"


def _sentences(comparison: Comparison) -> Iterator[str]:
    """Each with what it replaces: one line of the list, so that a pair is never shown in part."""
    for sentence in comparison.rewordings:
        sides = (("-", sentence.before), ("+", sentence.after))
        yield "\n".join(f"{sign} {shortened(text, 1000)}" for sign, text in sides if text)


def _listed(heading: str, lines: Sequence[str], *, everything: bool, bold: Bold) -> Iterator[str]:
    if not lines:
        return
    yield from ("", f"{bold(heading)} ({len(lines)})")
    for line in lines if everything else lines[:MOST]:
        for part in line.split("\n"):
            yield from _wrapped(part, "  ", "    ")
    if len(lines) > MOST and not everything:
        yield f"  and {len(lines) - MOST} more: --all"


def _wrapped(text: str, indent: str = "", then: str | None = None) -> list[str]:
    """Lines that fit, broken between words only."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent if then is None else then,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
