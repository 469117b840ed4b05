"""Sensitivity: one output for every pair of two inputs, and for each input at its two ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import uncertainty
from reportgen.evaluation import UnplannableError
from reportgen.inquiry import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.valuation import GridAxis
    from reportgen.figures import Figure, Formula
    from reportgen.inquiry import Inquiry

SECTION = "sensitivity"


@dataclass(frozen=True, slots=True)
class Grid:
    """An output at every crossing of two inputs; `base_row` and `base_column` stand nearest today's."""

    output: str
    row_input: str
    column_input: str
    rows: tuple[float, ...]
    columns: tuple[float, ...]
    cells: tuple[tuple[float, ...], ...]
    """Row by row; NaN where the model gives no number."""
    base_row: int
    base_column: int


@dataclass(frozen=True, slots=True)
class Swing:
    """What the output becomes when one input goes to its low and to its high end."""

    input: str
    low: float
    high: float
    low_result: float
    high_result: float

    @property
    def size(self) -> float:
        """How far apart the two results are."""
        return abs(self.high_result - self.low_result)


@dataclass(frozen=True, slots=True)
class Tornado:
    """The swings of all inputs, the largest first, around what the edition's own inputs give."""

    output: str
    base: float
    swings: tuple[Swing, ...]


def offers(assumptions: Assumptions, formulas: Mapping[str, Formula]) -> Iterator[str]:
    """`swing.<input>.low` and `.high`: the output with one input at its end."""
    if assumptions.edition.sensitivity.output in formulas:
        for name in _tried(assumptions):
            yield from (f"swing.{name}.low", f"swing.{name}.high")


def _tried(assumptions: Assumptions) -> tuple[str, ...]:
    """The inputs that swing: those declared for it, or else the uncertain ones."""
    edition = assumptions.edition
    return tuple(edition.sensitivity.tornado or edition.simulation.inputs)


def answer(inquiry: Inquiry) -> Mapping[str, Figure]:
    """Both ends of every swing."""
    return {found.name: inquiry.told(found, SECTION) for found in _findings(inquiry)}


def _findings(inquiry: Inquiry) -> Iterator[Finding]:
    output = inquiry.figure(inquiry.assumptions.edition.sensitivity.output)
    found, reason = None, "the output is not defined at both ends"
    try:
        found = inquiry.once(tornado)
    except UnplannableError as error:
        reason = str(error)
    swings = {swing.input: swing for swing in found.swings} if found else {}
    for name in _tried(inquiry.assumptions):
        swing = swings.get(name)
        for end in ("low", "high"):
            value = getattr(swing, f"{end}_result", None)
            label = f"{output.label}, {inquiry.within(inquiry.figure(name).label)} at its {end} end"
            how = f"{output.name} with {name} = {getattr(swing, end):g}" if swing else ""
            yield Finding(
                f"swing.{name}.{end}", label, output.unit, value, how, (output.name, name),
                "" if swing else reason,
            )  # fmt: skip


def grid(inquiry: Inquiry) -> Grid | None:
    """The two-way grid that the edition declares; None without one.

    Raises UnplannableError where the output is not known or does not depend on the two.
    """
    declared = inquiry.assumptions.edition.sensitivity
    if declared.rows is None or declared.columns is None:
        return None
    _known(inquiry, declared.output)
    import numpy as np

    rows, columns = _steps(inquiry, declared.rows), _steps(inquiry, declared.columns)
    down, across = np.meshgrid(rows, columns, indexing="ij")
    names = declared.rows.input, declared.columns.input
    cells = inquiry.function(declared.output, names)({names[0]: down, names[1]: across})
    table = np.broadcast_to(cells, down.shape)
    return Grid(
        declared.output, *names, rows, columns, tuple(tuple(map(float, row)) for row in table),
        _nearest(rows, inquiry.value(names[0])), _nearest(columns, inquiry.value(names[1])),
    )  # fmt: skip


def _steps(inquiry: Inquiry, axis: GridAxis) -> tuple[float, ...]:
    """Even steps from low to high, the nearest of them moved onto the edition's own value."""
    low, high, count = float(axis.low), float(axis.high), axis.steps - 1
    steps = [low + (high - low) * step / count for step in range(axis.steps)]
    base = inquiry.value(axis.input)
    if base is not None and low <= base <= high:
        steps[_nearest(steps, base)] = base
    return tuple(steps)


def _nearest(steps: tuple[float, ...] | list[float], base: float | None) -> int:
    if base is None:
        return -1
    return min(range(len(steps)), key=lambda index: abs(steps[index] - base))


def tornado(inquiry: Inquiry) -> Tornado | None:
    """Each uncertain input at its two ends, all others as they are; None where none is declared.

    Raises UnplannableError where the output is not known, or an input has no distribution after all.
    """
    ends = _ends(inquiry)
    if not ends:
        return None
    output = inquiry.assumptions.edition.sensitivity.output
    _known(inquiry, output)
    base = inquiry.value(output)
    if base is None:
        reason = inquiry.figure(output).reason
        raise UnplannableError(reason or f"{inquiry.figure(output).label} is only a bound")
    swings = sorted(_swings(inquiry, output, ends), key=lambda swing: -swing.size)
    return Tornado(output, base, tuple(swings))


def _known(inquiry: Inquiry, output: str) -> None:
    """The output must be computed at all: an edition may say nothing of what it rests on."""
    if output not in inquiry.resolution.formulas:
        raise UnplannableError(f"the edition gives nothing that {output} could be computed from")
    if inquiry.figure(output).series is not None:
        raise UnplannableError(f"{inquiry.figure(output).label} is a series, not one number")


def _ends(inquiry: Inquiry) -> Mapping[str, tuple[float, float]]:
    declared = inquiry.assumptions.edition.sensitivity.tornado
    if declared:
        return {name: (float(ends.low), float(ends.high)) for name, ends in declared.items()}
    try:
        found = uncertainty.distributions(inquiry.assumptions.edition.simulation)
    except ValueError as error:
        raise UnplannableError(str(error)) from error
    return {name: (each.quantile(0.1), each.quantile(0.9)) for name, each in found.items()}


def _swings(
    inquiry: Inquiry, output: str, ends: Mapping[str, tuple[float, float]]
) -> Iterator[Swing]:
    """All ends in one evaluation: a column for each input at its low and at its high end."""
    import numpy as np

    names = tuple(ends)
    values = {
        name: np.full(2 * len(names), np.nan if known is None else known)
        for name, known in ((name, inquiry.value(name)) for name in names)
    }
    for place, (name, pair) in enumerate(ends.items()):
        values[name][2 * place : 2 * place + 2] = pair
    results = np.broadcast_to(inquiry.function(output, names)(values), (2 * len(names),))
    for place, (name, (low, high)) in enumerate(ends.items()):
        found = results[2 * place], results[2 * place + 1]
        if np.isfinite(found).all():
            yield Swing(name, low, high, float(found[0]), float(found[1]))
