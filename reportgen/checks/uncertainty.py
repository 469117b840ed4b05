"""A simulation and its grid must be possible: distributions, correlations, outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import uncertainty
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem, Severity, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from reportgen.assumptions.valuation import (
        GridAxis,
        Range,
        Sensitivity,
        Simulated,
        Uncertain,
    )
    from reportgen.assumptions.yaml_document import Path
    from reportgen.figures import Figures
    from reportgen.model import Story

#: A deviation of a logarithm beyond this spreads a value over a thousandfold: it was meant otherwise.
LARGEST_DEVIATION = 2


def distributions_are_possible(story: Story) -> Iterator[Problem]:
    """Each distribution has the parameters it needs, and they make one."""
    for name, declared in story.now.assumptions.edition.simulation.inputs.items():
        for what, found, advice in _faults(declared):
            yield _problem(story, ("simulation", "inputs", name), what, found, advice)


def _faults(declared: Uncertain) -> Iterator[tuple[str, str, str]]:
    kind = declared.distribution
    needed = uncertainty.SHAPES[kind][1]
    given = uncertainty.given(declared)
    advice = f"a {kind} distribution is declared by {', '.join(needed)}"
    missing = [name for name in needed if name not in given]
    extra = [name for name in given if name not in needed]
    rising = [name for name in ("low", "mode", "high") if name in given]
    if missing:
        yield f"lacks {' and '.join(missing)}", "", advice
    elif extra:
        yield f"takes no {' and no '.join(extra)}", "", advice
    elif not _rises([given[name] for name in rising]):
        ends = " to ".join(f"{given[name]:g}" for name in rising)
        yield f"must rise from {' to '.join(rising)}", ends, "give it a range, or take it out"
    elif kind == "lognormal" and given["deviation"] > LARGEST_DEVIATION:
        found, what = f"{given['deviation']:g}", "has too wide a deviation of the logarithm"
        yield what, found, "write 0.2 for a spread of about 20%"
    else:
        try:
            uncertainty.distribution(declared)
        except ValueError as error:
            yield f"is no distribution: {error}", "", "correct it"


def _rises(values: list[Decimal]) -> bool:
    return not values or (values == sorted(values) and values[0] < values[-1])


def correlations_are_possible(story: Story) -> Iterator[Problem]:
    """No two inputs can go with a third and against each other beyond a limit."""
    declared = story.now.assumptions.edition.simulation
    outside = [n for n, each in enumerate(declared.correlations) if abs(each.rank) > 1]
    for number in outside:
        path: Path = ("simulation", "correlations", number, "rank")
        found = f"{float(declared.correlations[number].rank):g}"
        advice = "write 1 for inputs that always rise together"
        yield _problem(story, path, "must lie between -1 and 1", found, advice)
    if declared.correlations and not outside:
        try:
            uncertainty.correlation(declared)
        except ValueError:
            pairs = uncertainty.correlations(declared).items()
            yield _problem(
                story, ("simulation", "correlations"),
                "contradict each other: no inputs can go together like this",
                ", ".join(f"{a} with {b} {rank:g}" for (a, b), rank in pairs),
                "bring the ranks nearer to zero",
            )  # fmt: skip


def outputs_exist(story: Story) -> Iterator[Problem]:
    """What is simulated and tabulated is a figure that follows from inputs by formulas."""
    edition, figures = story.now.assumptions.edition, story.now.figures
    formulas = story.now.inquiry.resolution.formulas
    for section, declared in (
        ("simulation", edition.simulation),
        ("sensitivity", edition.sensitivity),
    ):
        name = declared.output
        if "output" not in declared.model_fields_set and not _varied(declared):
            continue
        path: Path = (section, "output")
        if name not in figures:
            advice = nearest(name, tuple(formulas))
            if "output" not in declared.model_fields_set:
                advice = "fill in the section outlook, or name another output"
            yield _problem(story, path, "no figure of this name", f"'{name}'", advice)
        elif name not in formulas or figures[name].series is not None:
            series = name in formulas
            what = "is a series of years" if series else "does not follow from inputs by a formula"
            advice = "name a figure such as outlook_market_cap or value_per_share"
            yield _problem(story, path, what, f"'{name}'", advice)


def inputs_move_the_output(story: Story) -> Iterator[Problem]:
    """An input on which the output does not rest is varied for nothing."""
    edition, figures = story.now.assumptions.edition, story.now.figures
    formulas = story.now.inquiry.resolution.formulas
    sections: tuple[Simulated | Sensitivity, ...] = (edition.simulation, edition.sensitivity)
    for declared in sections:
        varied = _varied(declared)
        if declared.output not in formulas:
            continue
        rests_on = _rests_on(figures, declared.output)
        for path, name in varied.items():
            if name not in rests_on:
                what, found = f"does not move {declared.output}", f"'{name}'"
                advice = "take it out, or name another output"
                yield _problem(story, path, what, found, advice, severity="warning")


def _varied(declared: Simulated | Sensitivity) -> dict[Path, str]:
    """Where each input is varied, and which it is."""
    found: dict[Path, str] = {}
    for name in getattr(declared, "inputs", ()):
        found["simulation", "inputs", name] = name
    for side in ("rows", "columns"):
        if axis := getattr(declared, side, None):
            found["sensitivity", side, "input"] = axis.input
    for name in getattr(declared, "tornado", ()):
        found["sensitivity", "tornado", name] = name
    return found


def _rests_on(figures: Figures, name: str) -> set[str]:
    """A figure and everything on the way to it."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += figures[name].inputs if name in figures else ()
    return found


def grid_rises(story: Story) -> Iterator[Problem]:
    """An axis runs from a low to a high end, and two axes are two inputs."""
    declared = story.now.assumptions.edition.sensitivity
    axes = {side: axis for side in ("rows", "columns") if (axis := getattr(declared, side))}
    if len(axes) == 1:
        (side,) = axes
        other = "columns" if side == "rows" else "rows"
        what = f"is a grid without {other}"
        yield _problem(story, ("sensitivity", side), what, "", f"add {other}")
    elif axes and axes["rows"].input == axes["columns"].input:
        what, found = "is the input of the rows already", f"'{axes['columns'].input}'"
        yield _problem(story, ("sensitivity", "columns", "input"), what, found, "name another one")
    ranges: dict[Path, GridAxis | Range] = {
        ("sensitivity", side): axis for side, axis in axes.items()
    }
    ranges |= {("sensitivity", "tornado", name): ends for name, ends in declared.tornado.items()}
    for path, ends in ranges.items():
        if ends.low >= ends.high:
            found = f"{ends.low:g} to {ends.high:g}"
            advice = "swap the two" if ends.low > ends.high else "give it a range"
            yield _problem(story, path, "must run from a low to a high end", found, advice)


def _problem(  # noqa: PLR0913 - what a problem is made of
    story: Story,
    path: Path,
    what: str,
    found: str,
    advice: str,
    *,
    severity: Severity = "error",
) -> Problem:
    document = story.now.assumptions.edition_document
    # A name or number stands at its value, anything larger at its key.
    leaf = path[-1] in {"output", "input", "rank"}
    position = document.position(path) if leaf else document.key_position(path)
    return Problem(position, dotted(path), what, found, advice, "consistency", severity)
