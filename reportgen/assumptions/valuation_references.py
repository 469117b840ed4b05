"""Rules on names in the sections on value: an input that is set, varied or grouped must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.valuation import Valuation
    from reportgen.assumptions.yaml_document import Document, Path


def inputs_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """Scenarios, simulation, grid and tornado change inputs of the edition, and nothing else."""
    known = [name for name, given in assumptions.inputs.items() if given.unit != "date"]
    for path, name in _named_inputs(assumptions.edition):
        if name not in known:
            what = "is no input of this edition"
            yield _problem(assumptions.edition_document, path, what, name, known)


def _named_inputs(edition: Valuation) -> Iterator[tuple[Path, str]]:
    for key, scenario in edition.scenarios.items():
        yield from ((("scenarios", key, "set", name), name) for name in scenario.set)
        yield from ((("scenarios", key, "shock", name), name) for name in scenario.shock)
    yield from ((("simulation", "inputs", name), name) for name in edition.simulation.inputs)
    yield from ((("sensitivity", "tornado", name), name) for name in edition.sensitivity.tornado)
    for side in ("rows", "columns"):
        axis = getattr(edition.sensitivity, side)
        if axis:
            yield ("sensitivity", side, "input"), axis.input


def rates_have_signs(assumptions: Assumptions) -> Iterator[Problem]:
    """A bare 12 for a rate was meant to be 12%."""
    for path, name, value in _amounts(assumptions.edition):
        given = assumptions.inputs.get(name)
        if given and given.unit == "rate" and abs(value) > 1:
            yield Problem(
                assumptions.edition_document.position(path), dotted(path),
                "is a rate above 1", f"{value:g}", f"did you mean {value:g}%?", "units",
            )  # fmt: skip


def _amounts(edition: Valuation) -> Iterator[tuple[Path, str, float]]:
    for key, scenario in edition.scenarios.items():
        for name, value in scenario.set.items():
            yield ("scenarios", key, "set", name), name, float(value)
    for name, uncertain in edition.simulation.inputs.items():
        for end in ("low", "mode", "high", "mean", "median"):
            found = getattr(uncertain, end)
            if found is not None:
                yield ("simulation", "inputs", name, end), name, float(found)
    for side in ("rows", "columns"):
        axis = getattr(edition.sensitivity, side)
        if axis:
            yield ("sensitivity", side, "low"), axis.input, float(axis.low)
            yield ("sensitivity", side, "high"), axis.input, float(axis.high)
    for name, ends in edition.sensitivity.tornado.items():
        yield ("sensitivity", "tornado", name, "low"), name, float(ends.low)
        yield ("sensitivity", "tornado", name, "high"), name, float(ends.high)


def correlations_are_of_uncertain_inputs(assumptions: Assumptions) -> Iterator[Problem]:
    """A correlation is between two different inputs of the simulation."""
    known = tuple(assumptions.edition.simulation.inputs)
    for number, correlation in enumerate(assumptions.edition.simulation.correlations):
        path: Path = ("simulation", "correlations", number, "between")
        for name in correlation.between:
            if name not in known:
                what = "is not uncertain in this simulation"
                yield _problem(assumptions.edition_document, path, what, name, known)
        if len(set(correlation.between)) == 1:
            name = correlation.between[0]
            what = "is set against itself"
            yield _problem(assumptions.edition_document, path, what, name, ())


def groups_are_of_peers(assumptions: Assumptions) -> Iterator[Problem]:
    """The members of a peer group are peers."""
    company = assumptions.company
    for key, group in company.peer_groups.items():
        for number, member in enumerate(group.members):
            if member not in company.peers:
                path: Path = ("peer_groups", key, "members", number)
                what = "is no peer of this company"
                yield _problem(
                    assumptions.company_document, path, what, member, tuple(company.peers)
                )


def multiples_are_of_parts(assumptions: Assumptions) -> Iterator[Problem]:
    """The parts that the edition values are those of the company."""
    parts = tuple(assumptions.company.parts)
    for key in assumptions.edition.parts.multiples:
        if key not in parts:
            path: Path = ("parts", "multiples", key)
            what = "is no part in company.yaml"
            yield _problem(assumptions.edition_document, path, what, key, parts)


def part_columns_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """A part is valued on columns of history.csv."""
    for key, part in assumptions.company.parts.items():
        for place, columns in (("metric", part.metric), ("covers", part.covers)):
            for name in columns.replace(" + ", " ").replace(" - ", " ").split():
                given = assumptions.inputs.get(f"{name}_three_quarters_ago")
                if given is None:
                    path: Path = ("parts", key, place)
                    what = "is no column of history.csv"
                    known = _columns(assumptions.inputs)
                    yield _problem(assumptions.company_document, path, what, name, known)


def _columns(inputs: Iterable[str]) -> tuple[str, ...]:
    suffix = "_three_quarters_ago"
    return tuple(name.removesuffix(suffix) for name in inputs if name.endswith(suffix))


def _problem(
    document: Document, path: Path, what: str, found: str, known: Iterable[str]
) -> Problem:
    advice = nearest(found, tuple(known)) if known else "name two different inputs"
    return Problem(
        document.position(path), dotted(path), what, f"'{found}'", advice, "references"
    )
