"""Rules on names and units in the sections on value: what is set, varied or grouped must exist."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reportgen.assumptions.history import OPTIONAL, REPORTED, columns
from reportgen.assumptions.quantities import parse_quantity
from reportgen.assumptions.validation import quoted
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.assumptions.inputs import Input, Unit
    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.valuation import Valuation
    from reportgen.assumptions.yaml_document import Document, Path

#: Columns that cannot be added up over four quarters: they are per share, or of a year already.
_NO_SUMS = ("diluted_eps", "diluted_shares", "stated_free_cash_flow")


def inputs_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """Scenarios, simulation, grid and tornado change numbers of the edition, and nothing else."""
    known = [name for name, given in assumptions.inputs.items() if _can_change(name, given)]
    for path, name in _named_inputs(assumptions.edition):
        if name in known:
            continue
        there = name in assumptions.inputs
        what = "cannot be changed here" if there else "is no input of this edition"
        advice = "name a number of the edition" if there else _advice(name, known)
        yield _problem(assumptions.edition_document, path, what, name, advice)


def _can_change(name: str, given: Input) -> bool:
    """Neither a day, nor a list such as that of options, nor how likely a scenario is."""
    of_scenarios = name.startswith("scenario.")
    return not (given.unit == "date" or isinstance(given.value, tuple) or of_scenarios)


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


def nothing_is_set_and_shocked(assumptions: Assumptions) -> Iterator[Problem]:
    """A scenario gives an input its value, or changes the one it has: not both."""
    for key, scenario in assumptions.edition.scenarios.items():
        for name in scenario.shock:
            if name in scenario.set:
                path: Path = ("scenarios", key, "shock", name)
                what = "is set by the same scenario"
                advice = "keep it under set or under shock"
                yield _problem(assumptions.edition_document, path, what, name, advice)


class _Form(NamedTuple):
    """How a value of one unit may be written: what may stand behind the number, and an example."""

    suffixes: tuple[str, ...]
    example: str


_MAGNITUDES = ("K", "M", "B", "T")
_PLAIN = _Form((), "a plain number")
_FORMS: dict[Unit, _Form] = {
    "rate": _Form(("%", "pp", "bps"), "a rate such as 12%"),
    "points": _Form(("%", "pp", "bps"), "a rate such as 12%"),
    "money": _Form(_MAGNITUDES, "an amount such as 4.5B"),
    "shares": _Form(_MAGNITUDES, "a number such as 1.4M"),
    "count": _Form(_MAGNITUDES, "a number such as 1.4M"),
    "multiple": _Form(("x",), "a multiple such as 28.2x"),
}


def amounts_fit_their_inputs(assumptions: Assumptions) -> Iterator[Problem]:
    """A bare 12 for a rate was meant to be 12%, and 12x is none at all."""
    document = assumptions.edition_document
    for path, name in _amounts(assumptions.edition):
        given = assumptions.inputs.get(name)
        written = _written(document, path)
        value, suffix = parse_quantity(str(written))
        form = _FORMS.get(given.unit, _PLAIN) if given else _PLAIN
        if given is None:
            continue
        if suffix and suffix not in form.suffixes and suffix.upper() not in form.suffixes:
            what = f"does not fit {name}, which is not written in '{suffix}'"
            advice = f"write {form.example}"
        elif given.unit == "rate" and not suffix and abs(value) > 1:
            what = "is a rate above 1 without a per cent sign"
            advice = f"did you mean {written}%?"
        else:
            continue
        yield Problem(document.position(path), dotted(path), what, quoted(written), advice, "units")


def _amounts(edition: Valuation) -> Iterator[tuple[Path, str]]:
    for key, scenario in edition.scenarios.items():
        yield from ((("scenarios", key, "set", name), name) for name in scenario.set)
    for name, uncertain in edition.simulation.inputs.items():
        # The deviation of a lognormal distribution is one of the logarithm, whatever the input is.
        deviation = () if uncertain.distribution == "lognormal" else ("deviation",)
        for part in ("low", "mode", "high", "mean", "median", *deviation):
            if getattr(uncertain, part) is not None:
                yield ("simulation", "inputs", name, part), name
    for end in ("low", "high"):
        for side in ("rows", "columns"):
            if axis := getattr(edition.sensitivity, side):
                yield ("sensitivity", side, end), axis.input
        for name in edition.sensitivity.tornado:
            yield ("sensitivity", "tornado", name, end), name


def _written(document: Document, path: Path) -> object:
    """What stands in the file, before it was read as a number."""
    value: object = document.value
    for step in path:
        value = value[step] if isinstance(value, dict) else None
    return value


def correlations_are_of_uncertain_inputs(assumptions: Assumptions) -> Iterator[Problem]:
    """A correlation is between two different inputs of the simulation, and stands once."""
    known = tuple(assumptions.edition.simulation.inputs)
    document = assumptions.edition_document
    seen: set[frozenset[str]] = set()
    for number, correlation in enumerate(assumptions.edition.simulation.correlations):
        path: Path = ("simulation", "correlations", number, "between")
        pair = frozenset(correlation.between)
        for name in sorted(pair.difference(known), key=correlation.between.index):
            what = "is not uncertain in this simulation"
            advice = _advice(name, known) if known else "give it a distribution under inputs"
            yield _problem(document, path, what, name, advice)
        if len(pair) == 1:
            what, advice = "is set against itself", "name two different inputs"
            yield _problem(document, path, what, correlation.between[0], advice)
        if pair in seen:
            what, advice = "stands here a second time", "keep one of the two"
            yield _problem(document, path, what, " and ".join(correlation.between), advice)
        seen.add(pair)


def groups_are_of_peers(assumptions: Assumptions) -> Iterator[Problem]:
    """The members of a peer group are peers, each of them once."""
    company, document = assumptions.company, assumptions.company_document
    for key, group in company.peer_groups.items():
        for number, member in enumerate(group.members):
            path: Path = ("peer_groups", key, "members", number)
            if member not in company.peers:
                advice = _advice(member, company.peers)
                yield _problem(document, path, "is no peer of this company", member, advice)
            elif member in group.members[:number]:
                what, advice = "is in this group already", "name each peer once"
                yield _problem(document, path, what, member, advice)


def multiples_are_of_parts(assumptions: Assumptions) -> Iterator[Problem]:
    """The parts that the edition values are those of the company."""
    parts = assumptions.company.parts
    for key in assumptions.edition.parts.multiples:
        if key not in parts:
            path: Path = ("parts", "multiples", key)
            what = "is no part in company.yaml"
            yield _problem(assumptions.edition_document, path, what, key, _advice(key, parts))


def part_columns_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """A part is valued on columns of history.csv that can be added up, none of them twice."""
    company, document = assumptions.company, assumptions.company_document
    there = {column.name for column in columns(company)}
    own = (name for name in there if name in assumptions.inputs)
    known = [name for name in (*REPORTED, *OPTIONAL, *own) if name not in _NO_SUMS]
    for key, part in company.parts.items():
        for place, text in (("metric", part.metric), ("covers", part.covers)):
            path: Path = ("parts", key, place)
            named = Counter(text.replace(" + ", " ").replace(" - ", " ").split())
            for name, count in named.items():
                if name in _NO_SUMS:
                    what, advice = "cannot be added up over four quarters", "name another column"
                    yield _problem(document, path, what, name, advice)
                elif name not in known:
                    what, advice = "is no column of history.csv", _advice(name, known)
                    yield _problem(document, path, what, name, advice)
                elif count > 1:
                    what, advice = "stands here more than once", "name each column once"
                    yield _problem(document, path, what, name, advice)


def _advice(name: str, known: Iterable[str]) -> str:
    return nearest(name, tuple(known))


def _problem(document: Document, path: Path, what: str, found: str, advice: str) -> Problem:
    # Where the name is itself the key, the key is the place to look at.
    position = document.key_position(path) if path[-1] == found else document.position(path)
    return Problem(position, dotted(path), what, f"'{found}'", advice, "references")
