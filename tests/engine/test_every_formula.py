"""What holds for every formula of the house, whatever it computes."""

from __future__ import annotations

import math
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import formats
from reportgen.assumptions.inputs import Input
from reportgen.assumptions.reading import read_editions
from reportgen.assumptions.workspace import Workspace
from reportgen.evaluation import resolve
from reportgen.figures import LAST_YEAR
from reportgen.formats import Style
from reportgen.formulas import FORMULAS, SECTIONS
from reportgen.formulas.cash_flow import YEARS
from reportgen.problems import Position
from reportgen.resolution import Resolution
from reportgen.wiring import wired

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.figures import Formula

#: A number, or a list of them: one a year, or one a grant.
Value: TypeAlias = "float | tuple[float, ...]"

WORKSPACE = Workspace(Path(__file__).parents[2])
#: Formulas that the files of an edition choose or make; many have names with dots in them.
WIRED = wired(read_editions(WORKSPACE, WORKSPACE.find("amazon/2026Q2"))[-1])
EVERY = {**FORMULAS, **{f"wired: {name}": formula for name, formula in WIRED.items()}}
FORMULA = pytest.mark.parametrize("formula", EVERY.values(), ids=EVERY)
#: Neither so near to zero nor so large that a float runs out of digits; half of them are such rates
#: and amounts as no guard forbids.
NUMBERS = st.floats(0.05, 0.95) | st.floats(-20, 20).filter(lambda number: abs(number) > 0.01)
#: What counts whole years, and how many there are to choose from.
WHOLE = {"reinvestment_lag": 4, "excess_years": 40}
#: More make the draws slow; a prime, so that no two years or rows get the same.
MOST_DRAWN = 23
#: A day that a calendar has; other days are as far from it as numbers are from zero.
TODAY = 740_000
#: What lists hold: two grants of options.
GRANTS = {"option_counts": (0.5, 0.2), "option_strikes": (0.5, 0.3)}
#: Figures of ten years, told by what their formula returns.
SERIES = {
    name
    for name, formula in FORMULAS.items()
    if formula.function.__annotations__.get("return", "").startswith("tuple")
}


class Anything(dict[str, str]):
    """Stands for the names of a company's parties."""

    def __missing__(self, key: str) -> str:
        return key


def values_of(formula: Formula, numbers: Iterator[float]) -> dict[str, Value]:
    """A value for each parameter: a list of grants, ten years, whole years, or a number."""
    return {name: _value(name, numbers) for name in formula.parameters}


def _value(name: str, numbers: Iterator[float]) -> Value:
    if name in GRANTS:
        return GRANTS[name]
    if name in SERIES:
        return tuple(islice(numbers, YEARS))
    number = next(numbers) + (TODAY if name == "as_of" else 0)
    return float(int(abs(number) * 1000) % WHOLE[name]) if name in WHOLE else number


def as_many_as_needed(formula: Formula) -> int:
    """How many numbers the parameters take."""
    return sum(YEARS if name in SERIES else 1 for name in formula.parameters)


def drawn(data: st.DataObject, numbers: st.SearchStrategy[float], count: int) -> Iterator[float]:
    """So many numbers; where they are many they come around again, each time to other parameters."""
    count = min(count, MOST_DRAWN)
    return cycle(data.draw(st.lists(numbers, min_size=count, max_size=count)))


def summing_to_one(values: Mapping[str, Value]) -> dict[str, Value]:
    """The same with probabilities that are such."""
    chances = [name for name in values if name.endswith(".probability")]
    total = sum(abs(np.array([values[name] for name in chances])))
    return {**values, **{name: float(abs(np.array(values[name])) / total) for name in chances}}


def scalar(formula: Formula, values: Mapping[str, Value]) -> Value | None:
    """The figure that the engine makes of plain numbers; None where it shows none."""
    inputs = {
        name: Input(name, value, "count", name, Position("here")) for name, value in values.items()
    }
    resolution = Resolution(inputs, {formula.name: formula}, "USD", Anything())
    figure = resolution.figure(formula.name)
    return (figure.series or figure.value) if figure.known else None


def stacked(name: str, rows: list[dict[str, Value]]) -> object:
    """A parameter of several rows as arrays: one, or one for each of ten years."""
    if name in GRANTS:
        return GRANTS[name]
    column = np.array([row[name] for row in rows])
    return tuple(column.T) if name in SERIES else column


@FORMULA
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_an_array_gives_what_its_elements_give_one_by_one(
    formula: Formula, data: st.DataObject
) -> None:
    """A guarded element is NaN, and what is not defined is not finite: both are no figure.

    Probabilities sum to one in all rows but the last. Of a series all ten years are compared.
    """
    numbers = drawn(data, NUMBERS, 4 * as_many_as_needed(formula))
    rows = [values_of(formula, numbers) for _ in range(4)]
    rows = [*map(summing_to_one, rows[:3]), rows[3]]
    arrays = {name: stacked(name, rows) for name in formula.parameters}
    found = resolve(formula.name, arrays, {formula.name: formula})
    years = found if isinstance(found, tuple) else (found,)
    assert len(years) == (YEARS if formula.name in SERIES else 1)
    table = np.array([np.broadcast_to(year, (4,)) for year in years])
    for row in range(4):
        alone = scalar(formula, rows[row])
        if alone is None:
            assert not np.isfinite(table[:, row]).all()
        else:
            assert table[:, row] == pytest.approx(np.ravel(alone), rel=1e-9, abs=1e-12)


def in_the_ordinary_case(formula: Formula, numbers: Iterator[float]) -> dict[str, Value]:
    """All numbers between 0.05 and 0.95, but the target above the cap and needs above what there is."""
    above_one = {"target_market_cap", "required_earnings_per_share", "best_scenario_market_cap"}
    values = values_of(formula, numbers)
    raised = {name: np.add(values[name], 1).item() for name in above_one & set(values)}
    return summing_to_one({**values, **raised})


@FORMULA
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_what_is_declared_to_rise_or_fall_does(formula: Formula, data: st.DataObject) -> None:
    """Bounds and ranges are carried along these declarations: a wrong one would turn a bound round."""
    numbers = drawn(data, st.floats(0.05, 0.95), as_many_as_needed(formula))
    values = in_the_ordinary_case(formula, numbers)
    here = scalar(formula, values)
    if here is None:
        return
    for names, sign in ((formula.increasing, 1), (formula.decreasing, -1)):
        for name in names:
            there = scalar(formula, {**values, name: np.multiply(values[name], 1.01).item()})
            if there is not None:
                # Below the smallest normal number floats lose their digits.
                rounding = np.maximum(1e-9 * np.abs(here), sys.float_info.min)
                assert sign * (np.subtract(there, here)) >= -rounding, name


@FORMULA
def test_no_formula_passes_because_it_never_gives_a_number(formula: Formula) -> None:
    """Of forty ordinary cases one at least is a figure, or what is above would test nothing."""
    numbers = iter(np.random.default_rng(20261122).uniform(0.05, 0.95, 10_000).tolist())
    cases = [in_the_ordinary_case(formula, numbers) for _ in range(40)]
    assert any(scalar(formula, case) is not None for case in cases)


@FORMULA
def test_declarations_name_parameters_of_the_formula(formula: Formula) -> None:
    declared = (*formula.increasing, *formula.decreasing, *formula.same_scope)
    looked_at = [name for guard in formula.guards for name in guard.parameters]
    assert set(declared) | set(looked_at) <= set(formula.parameters)
    assert not set(formula.increasing) & set(formula.decreasing)
    assert len(set(formula.parameters)) == len(formula.parameters)


@FORMULA
def test_no_bound_is_promised_where_ten_years_come_in_or_out(formula: Formula) -> None:
    """A bound is one number; the engine carries none through a series."""
    declared = {*formula.increasing, *formula.decreasing}
    assert not declared & SERIES
    assert not (declared and formula.name in SERIES)


@FORMULA
def test_a_figure_has_a_label_a_unit_that_prints_and_an_expression_of_its_inputs(
    formula: Formula,
) -> None:
    assert formula.label
    assert formula.label[0].isupper() or formula.label[0] == "{"
    assert formula.section in SECTIONS
    number = TODAY if formula.unit == "date" else 0.5
    assert formats.text(number, Style(formula.unit, formula.decimals, formula.signed), "USD")
    assert all(name in formula.expression for name in told(formula))


def told(formula: Formula) -> set[str]:
    """The inputs that an expression must name; a made sum names its columns and not each quarter."""
    if formula.expression.endswith(", last four quarters"):
        lags = sorted(LAST_YEAR, key=len, reverse=True)
        return {name.removesuffix(next(filter(name.endswith, lags))) for name in formula.parameters}
    return set(formula.parameters)


@FORMULA
def test_a_computed_figure_says_in_a_sentence_what_it_is(formula: Formula) -> None:
    if not formula.body:  # trailing sums and other names are told by their expression
        assert formula.meaning.endswith(".")


def test_no_figure_rests_on_itself() -> None:
    def below(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        for part in FORMULAS[name].parameters if name in FORMULAS else ():
            below(part, (*path, name))

    for name in FORMULAS:
        below(name, ())


def test_a_formula_is_told_as_it_is_computed() -> None:
    """The text is read from the function's body, so the two cannot differ."""
    assert FORMULAS["required_upside"].expression == "target_market_cap / market_cap - 1"
    assert FORMULAS["required_cagr"].expression == (
        "(target_market_cap / market_cap) ** (1 / years_to_horizon) - 1"
    )
    assert FORMULAS["enterprise_value"].expression == (
        "claims = diluted_market_cap + debt + leases + minority_interests + preferred_stock; "
        "claims - cash_and_securities - equity_stakes"
    )
    assert FORMULAS["trailing_capex"].expression == (
        "capex + capex_previous_quarter + capex_two_quarters_ago + capex_three_quarters_ago"
    )
    assert FORMULAS["segment_backlog"].expression == "backlog"


def test_a_chain_of_formulas_runs_on_arrays_as_one() -> None:
    """Price 2 and 4 at 10 shares: caps 20 and 40, target 40: +100% and 0%; a price of 0 is no figure."""
    found = resolve(
        "required_upside",
        {"share_price": np.array([2.0, 4.0, 0.0]), "shares": 10.0, "target_market_cap": 40.0},
        FORMULAS,
    )
    assert found[:2].tolist() == [1.0, 0.0]
    assert math.isnan(found[2])
