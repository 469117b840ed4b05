"""The model as a function of some of its figures: what a plan takes along, leaves out and refuses.

The formulas here are invented and small; whole editions are asked in `test_inquiry.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reportgen.assumptions.inputs import Input
from reportgen.evaluation import Plan, UnplannableError, masked, plan, resolve
from reportgen.figures import Formula, Guard, Values, figure, log
from reportgen.problems import Position
from reportgen.resolution import Resolution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.resolution import Settings


@figure(label="Sales", unit="money")
def sales(price: Values, volume: Values) -> Values:
    """What is sold."""
    return price * volume


@figure(label="Cost", unit="money")
def cost(volume: Values, unit_cost: Values, rent: Values) -> Values:
    """What selling costs."""
    return volume * unit_cost + rent


@figure(label="Rent", unit="money")
def rent(floors: Values, rent_a_floor: Values) -> Values:
    """A figure that no price and no volume moves."""
    return floors * rent_a_floor


@figure(
    label="Profit",
    unit="money",
    guards=(Guard(lambda sales: sales > 1000, "note", "more than the shop holds", "much"),),
)
def profit(sales: Values, cost: Values) -> Values:
    """What is left."""
    return sales - cost


@figure(
    label="Margin",
    unit="rate",
    guards=(
        Guard(lambda sales: sales <= 0, "n.m.", "there are no sales"),
        Guard(lambda profit: profit < -500, "error", "nobody loses that much"),
    ),
)
def margin(profit: Values, sales: Values) -> Values:
    """What is left of each sale."""
    return profit / sales


@figure(label="Plan of sales", unit="money", guards=(
    Guard(lambda growth: growth <= -1, "error", "sales cannot vanish"),
))  # fmt: skip
def planned_sales(sales: Values, growth: Values) -> tuple[Values, ...]:
    """Three years of sales."""
    return (sales, sales * (1 + growth), sales * (1 + growth) ** 2)


@figure(label="Sales in all", unit="money")
def sales_in_all(planned_sales: tuple[Values, ...], price: Values) -> Values:
    """A figure that takes a series."""
    return sum(planned_sales) + 0 * price


@figure(label="Size", unit="number")
def size(sales: Values) -> Values:
    """Not defined for nothing."""
    return log(sales)


@figure(label="Key", unit="money", guards=(
    Guard(lambda floors: floors <= 0, "n.m.", "there is no shop"),
))  # fmt: skip
def key_money(floors: Values) -> Values:
    """Each floor has a key."""
    return 5 * floors


@figure(label="Ten pieces and a key", unit="money")
def price_of_ten_and_a_key(price: Values, key_money: Values) -> Values:
    """What moves with the price beside something that does not."""
    return 10 * price + key_money


SHOP: tuple[Formula, ...] = (
    sales, cost, rent, profit, margin, planned_sales, sales_in_all, size, key_money,
    price_of_ten_and_a_key,
)  # fmt: skip
#: Ten pieces at 20 each: sales 200, cost 10 x 12 + 2 x 15 = 150, profit 50, margin 25%.
GIVEN = {
    "price": 20.0, "volume": 10.0, "unit_cost": 12.0, "floors": 2.0, "rent_a_floor": 15.0,
    "growth": 0.1,
}  # fmt: skip


def edition(
    *inputs: Input, overrides: Settings | None = None, **values: float | None
) -> Resolution:
    """The shop as the engine sees it; single inputs replace those that are given."""
    facts = {
        name: Input(name, value, "money", name.capitalize(), Position("here"))
        for name, value in {**GIVEN, **values}.items()
    }
    facts |= {each.name: each for each in inputs}
    return Resolution(facts, {f.name: f for f in SHOP}, "USD", {}, overrides or {})


def planned(output: str, *varied: str, of: Resolution | None = None) -> Plan:
    return plan(output, varied, (of or edition()).figure)


# What a plan takes along


def test_a_plan_is_the_output_as_a_function_of_what_varies() -> None:
    """At 25 a piece: sales 250, cost 150, margin 100 / 250."""
    assert planned("margin", "price")({"price": 25.0}) == 0.4
    assert planned("margin", "price")({"price": 20.0}) == edition().figure("margin").value


def test_only_what_moves_is_computed_again_and_each_figure_once() -> None:
    """The price moves sales, profit and margin; cost and rent stay the numbers they are."""
    found = planned("margin", "price")
    assert [step.name for step in found.steps] == ["sales", "profit", "margin"]
    assert found.constants == {"volume": 10.0, "cost": 150.0}
    assert (found.output, found.varied) == ("margin", ("price",))


def test_what_moves_two_ways_to_the_output_moves_both() -> None:
    """Twenty pieces: sales 400, cost 240 + 30, profit 130."""
    found = planned("profit", "volume")
    assert found({"volume": 20.0}) == 130.0
    assert found.constants == {"price": 20.0, "unit_cost": 12.0, "rent": 30.0}


def test_every_figure_on_the_way_can_be_read() -> None:
    everything = planned("margin", "price").all({"price": 25.0})
    assert (everything["sales"], everything["profit"], everything["margin"]) == (250, 100, 0.4)
    assert everything["price"] == 25.0


def test_a_figure_may_vary_in_place_of_its_inputs() -> None:
    """Sales of 300 whatever the price; the cost is that of ten pieces."""
    found = planned("profit", "sales")
    assert found({"sales": 300.0}) == 150.0
    assert [step.name for step in found.steps] == ["profit"]


def test_the_output_may_be_what_varies() -> None:
    assert planned("price", "price")({"price": 3.0}) == 3.0


def test_an_input_that_moves_nothing_may_vary_beside_one_that_does() -> None:
    both = planned("sales", "price", "rent_a_floor")
    assert both({"price": 25.0, "rent_a_floor": 99.0}) == 250.0


def test_arrays_of_any_shape_give_each_element_its_own_answer() -> None:
    price, volume = np.meshgrid([10.0, 20.0, 30.0], [5.0, 10.0])
    found = planned("profit", "price", "volume")({"price": price, "volume": volume})
    assert found.tolist() == [[-40, 10, 60], [-50, 50, 150]]


def test_a_plan_has_the_values_that_were_set_for_the_edition() -> None:
    """A what-if of 20 a floor: cost 120 + 40."""
    dearer = edition(overrides={"rent_a_floor": 20.0})
    assert planned("profit", "price", of=dearer)({"price": 20.0}) == 40.0


def test_a_series_that_stays_is_taken_whole() -> None:
    """200 + 220 + 242, which a price does not move once the sales are set."""
    set_ = edition(overrides={"planned_sales": (1.0, 2.0, 4.0)})
    assert planned("sales_in_all", "price", of=set_)({"price": 9.0}) == 7.0


def test_a_series_that_moves_moves_in_every_year() -> None:
    found = planned("planned_sales", "growth")({"growth": np.array([0.0, 0.5])})
    assert [np.broadcast_to(year, 2).tolist() for year in found] == [
        [200, 200], [200, 300], [200, 450],
    ]  # fmt: skip


# What it makes of what is not one number


def test_of_a_range_that_stays_a_plan_takes_the_middle() -> None:
    """Between 10 and 14 a piece: 12."""
    wide = Input("unit_cost", 10.0, "money", "Unit cost", Position("here"), high=14.0)
    assert planned("cost", "volume", of=edition(wide))({"volume": 10.0}) == 150.0


def test_of_a_range_that_stays_in_a_figure_too() -> None:
    """One to three floors: rent of 15 to 45, in the middle 30."""
    monotone = {**{f.name: f for f in SHOP}, "rent": _rising_rent()}
    floors = Input("floors", 1.0, "count", "Floors", Position("here"), high=3.0)
    made = edition(floors)
    made.formulas = monotone
    assert made.figure("rent").high == 45.0
    assert planned("cost", "volume", of=made).constants["rent"] == 30.0


def _rising_rent() -> Formula:
    declared = figure(label="Rent", unit="money", increasing=("floors",))
    return declared(rent.function)


# What it refuses


def test_a_bound_that_stays_is_refused_for_arrays_would_lose_its_sign() -> None:
    floor = Input("unit_cost", 12.0, "money", "Unit cost", Position("here"), bound="lower")
    with pytest.raises(UnplannableError, match=r"^Unit cost is only a bound$"):
        planned("cost", "volume", of=edition(floor))


def test_a_constant_that_is_missing_is_named() -> None:
    with pytest.raises(UnplannableError, match=r"^missing: unit_cost$"):
        planned("profit", "volume", of=edition(unit_cost=None))


def test_every_missing_constant_is_named_and_each_once() -> None:
    bare = edition(unit_cost=None, rent_a_floor=None)
    with pytest.raises(UnplannableError, match=r"^missing: unit_cost; missing: rent_a_floor$"):
        planned("profit", "volume", of=bare)
    with pytest.raises(UnplannableError, match=r"^missing: unit_cost, rent_a_floor$"):
        planned("margin", "price", of=bare)


def test_a_constant_that_misleads_tells_why() -> None:
    with pytest.raises(UnplannableError, match=r"^there is no shop$"):
        planned("price_of_ten_and_a_key", "price", of=edition(floors=0.0))


def test_what_is_missing_where_nothing_needs_it_does_no_harm() -> None:
    """The floors are not known, but the rent has been set."""
    set_ = edition(floors=None, overrides={"rent": 30.0})
    assert planned("cost", "volume", of=set_)({"volume": 10.0}) == 150.0


def test_what_varies_need_not_be_known() -> None:
    assert planned("profit", "price", of=edition(price=None))({"price": 20.0}) == 50.0


def test_an_output_that_nothing_varied_reaches_is_refused() -> None:
    with pytest.raises(UnplannableError, match=r"^Rent does not depend on price, volume$"):
        planned("rent", "price", "volume")


def test_an_unknown_output_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        planned("nothing", "price")


# Guards on arrays


def test_what_a_guard_forbids_is_no_number_in_its_element_alone() -> None:
    """No sales, no margin; at -60 a piece the loss of 750 is a contradiction."""
    found = planned("margin", "price")({"price": np.array([-60.0, 0.0, 25.0])})
    assert np.isnan(found[:2]).all()
    assert found[2] == 0.4


def test_a_note_keeps_its_number() -> None:
    assert edition(price=200.0).figure("profit").printed == "much"
    assert planned("profit", "price")({"price": np.array([200.0])}).tolist() == [1850.0]


def test_a_forbidden_number_alone_is_no_number_either() -> None:
    assert np.isnan(planned("margin", "price")({"price": 0.0}))


def test_a_guard_of_a_series_takes_every_year_of_its_element() -> None:
    found = planned("planned_sales", "growth")({"growth": np.array([-2.0, 0.0])})
    assert all(np.isnan(year[0]) and year[1] == 200 for year in found)
    alone = planned("planned_sales", "growth")({"growth": -2.0})
    assert len(alone) == 3
    assert np.isnan(alone).all()


def test_what_rests_on_no_number_is_none() -> None:
    scaled = planned("sales_in_all", "growth")({"growth": np.array([-1.0, 0.0])})
    assert np.isnan(scaled[0])
    assert scaled[1] == 600


@pytest.mark.parametrize(
    ("formula", "arguments"),
    [(margin, (1.0, 0.0)), (size, (-1.0,)), (size, (None,))],
    ids=["division by zero", "logarithm of a negative number", "nothing at all"],
)
def test_what_is_not_defined_is_no_number(formula: Formula, arguments: Sequence[Any]) -> None:
    bare = figure(label="Bare", unit="number")(formula.function)
    assert np.isnan(masked(bare, arguments))


def test_what_is_not_defined_in_an_array_stays_in_its_element_and_warns_nobody() -> None:
    found = masked(size, [np.array([-1.0, 0.0, 1.0])])
    assert np.isnan(found).tolist() == [True, True, False]
    assert found[2] == 0.0


def test_every_guard_is_asked_not_only_the_first_that_holds() -> None:
    """Two elements, each forbidden by another guard."""
    arguments = [np.array([-600.0, 1.0, 5.0]), np.array([10.0, 0.0, 10.0])]
    assert np.isnan(masked(margin, arguments)).tolist() == [True, True, False]


# Raw numbers


def test_raw_numbers_are_resolved_through_all_they_need_and_what_is_given_stays() -> None:
    formulas = {f.name: f for f in SHOP}
    assert resolve("margin", GIVEN, formulas) == 0.25
    assert resolve("margin", {**GIVEN, "cost": 100.0}, formulas) == 0.5
    with pytest.raises(KeyError, match="price"):
        resolve("margin", {"volume": 1.0}, formulas)
