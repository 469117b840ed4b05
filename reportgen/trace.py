"""The trace of a figure: its tree of formulas down to file, line and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.inputs import Input, Source
    from reportgen.figures import Figure


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trace: a figure, how deep it stands, whether it was shown in full above."""

    figure: Figure
    depth: int
    repeated: bool
    last: tuple[bool, ...]


def trace(name: str, figures: Mapping[str, Figure]) -> Iterator[Step]:
    """Walk a figure's inputs depth first; what was shown once is not unfolded again."""
    seen: set[str] = set()

    def walk(wanted: str, last: tuple[bool, ...]) -> Iterator[Step]:
        figure = figures[wanted]
        repeated = wanted in seen and bool(figure.inputs)
        seen.add(wanted)
        yield Step(figure, len(last), repeated, last)
        if repeated:
            return
        parts = [part for part in figure.inputs if part in figures]
        for index, part in enumerate(parts):
            yield from walk(part, (*last, index == len(parts) - 1))

    yield from walk(name, ())


def leaves(name: str, figures: Mapping[str, Figure]) -> list[Input]:
    """The inputs a figure rests on, each once."""
    found = {}
    for step in trace(name, figures):
        if step.figure.given is not None:
            found[step.figure.name] = step.figure.given
    return list(found.values())


def sources(name: str, figures: Mapping[str, Figure]) -> list[Source]:
    """The sources a figure rests on, each once, in the order of the trace."""
    found = {leaf.source.key: leaf.source for leaf in leaves(name, figures) if leaf.source}
    return list(found.values())
