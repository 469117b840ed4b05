"""What holds for every formula of the house, whatever it computes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import formats
from reportgen.assumptions.inputs import Input
from reportgen.formats import Style
from reportgen.formulas import FORMULAS, SECTIONS
from reportgen.problems import Position
from reportgen.resolution import Resolution, resolve

if TYPE_CHECKING:
    from reportgen.figures import Formula

FORMULA = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
#: Neither so near to zero nor so large that a float runs out of digits.
NUMBERS = st.floats(-20, 20).filter(lambda number: abs(number) > 0.01)
#: What lists hold: two grants of options.
GRANTS = {"option_counts": (50.0, 20.0), "option_strikes": (5.0, 3.0)}


class Anything(dict[str, str]):
    """Stands for the names of a company's parties."""

    def __missing__(self, key: str) -> str:
        return key


def scalar(formula: Formula, values: dict[str, float]) -> float | None:
    """The figure that the engine makes of plain numbers; None where it shows none."""
    inputs = {
        name: Input(name, GRANTS.get(name, value), "count", name, Position("here"))
        for name, value in values.items()
    }
    resolution = Resolution(inputs, {formula.name: formula}, "USD", Anything())
    figure = resolution.figure(formula.name)
    return figure.value if figure.known else None


@FORMULA
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_an_array_gives_what_its_elements_give_one_by_one(
    formula: Formula, data: st.DataObject
) -> None:
    """A guarded element is NaN, and what is not defined is not finite: both are no figure."""
    columns = {
        name: data.draw(st.lists(NUMBERS, min_size=4, max_size=4), label=name)
        for name in formula.parameters
    }
    arrays = {name: GRANTS.get(name, np.array(column)) for name, column in columns.items()}
    found = np.broadcast_to(resolve(formula.name, arrays, {formula.name: formula}), (4,))
    for row in range(4):
        alone = scalar(formula, {name: column[row] for name, column in columns.items()})
        if alone is None:
            assert not np.isfinite(found[row])
        else:
            assert found[row] == pytest.approx(alone, rel=1e-9, abs=1e-12)


def in_the_ordinary_case(data: st.DataObject, formula: Formula) -> dict[str, float]:
    """All numbers between 0.05 and 0.95, but the target above the cap and needs above what there is."""
    above_one = {"target_market_cap", "required_earnings_per_share"}
    return {
        name: data.draw(st.floats(0.05, 0.95), label=name) + (name in above_one)
        for name in formula.parameters
    }


@FORMULA
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_what_is_declared_to_rise_or_fall_does(formula: Formula, data: st.DataObject) -> None:
    """Bounds and ranges are carried along these declarations: a wrong one would turn a bound round."""
    values = in_the_ordinary_case(data, formula)
    here = scalar(formula, values)
    if here is None:
        return
    for names, sign in ((formula.increasing, 1), (formula.decreasing, -1)):
        for name in names:
            there = scalar(formula, values | {name: values[name] * 1.01})
            if there is not None:
                assert sign * (there - here) >= -1e-9 * abs(here), name


@FORMULA
def test_declarations_name_parameters_of_the_formula(formula: Formula) -> None:
    declared = (*formula.increasing, *formula.decreasing, *formula.same_scope)
    looked_at = [name for guard in formula.guards for name in guard.parameters]
    assert set(declared) | set(looked_at) <= set(formula.parameters)
    assert not set(formula.increasing) & set(formula.decreasing)


@FORMULA
def test_a_figure_has_a_label_a_unit_that_prints_and_an_expression_of_its_inputs(
    formula: Formula,
) -> None:
    assert formula.label
    assert formula.label[0].isupper() or formula.label[0] == "{"
    assert formula.section in SECTIONS
    assert formats.text(0.5, Style(formula.unit, formula.decimals, formula.signed), "USD")
    assert all(name in formula.expression for name in formula.parameters)


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
