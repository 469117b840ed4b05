"""How the engine treats what formulas do not contain: gaps, bounds, ranges, age, scope, contradictions.

The formulas here are invented and small, so that every expected number can be worked out in the head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reportgen.assumptions.inputs import Input
from reportgen.figures import Figure, Formula, Guard, Values, figure, log, same, trailing
from reportgen.formulas import FORMULAS
from reportgen.problems import Position
from reportgen.resolution import OnDemand, Resolution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.resolution import Settings


@figure(label="Debt, net", unit="money", increasing=("debt",), decreasing=("cash",))
def net_debt(debt: Values, cash: Values) -> Values:
    """What is owed less what is there."""
    return debt - cash


@figure(label="Years to repay", unit="years", guards=(
    Guard(lambda free_cash_flow: free_cash_flow <= 0, "n.m.", "there is no cash flow"),
))  # fmt: skip
def years_to_repay(net_debt: Values, free_cash_flow: Values) -> Values:
    """How long the present cash flow would need; not declared monotone in anything."""
    return net_debt / free_cash_flow


@figure(label="Years to repay, in words", unit="years")
def years_to_repay_doubled(years_to_repay: Values) -> Values:
    """A figure that stands on another."""
    return 2 * years_to_repay


@figure(label="Debt over cash", unit="multiple", increasing=("debt",), decreasing=("cash",), guards=(
    Guard(lambda cash: cash <= 0, "error", "cash must be above zero"),
))  # fmt: skip
def debt_to_cash(debt: Values, cash: Values) -> Values:
    """A quotient that rises with one input and falls with the other."""
    return debt / cash


@figure(label="Growth", unit="rate", signed=True, same_scope=("sales", "sales_previous"))
def growth(sales: Values, sales_previous: Values) -> Values:
    """Two numbers that only compare where they are defined alike."""
    return sales / sales_previous - 1


@figure(label="Logarithm of {what}", unit="number")
def logarithm(cash: Values) -> Values:
    """Not defined for zero and below."""
    return log(cash)


@figure(label="Root of a negative number is no number", unit="number")
def square_root(cash: Values) -> Values:
    """Python would go on in the complex plane."""
    return cash**0.5


@figure(label="A tower", unit="number")
def tower(debt: Values, cash: Values) -> Values:
    """Grows beyond every float."""
    return debt**cash


@figure(label="All lots", unit="count")
def all_lots(lots: Values) -> Values:
    """The sum of a list."""
    return sum(lots)


INVENTED: tuple[Formula, ...] = (
    net_debt, years_to_repay, years_to_repay_doubled, debt_to_cash, growth, logarithm, square_root,
    tower, all_lots,
)  # fmt: skip


def given(name: str, value: float | tuple[float, ...] | None, **more: Any) -> Input:  # noqa: ANN401
    """An input of amounts of money, on a line of its own."""
    facts = {"unit": "money", "label": name.capitalize(), "position": HERE, **more}
    return Input(name=name, value=value, **facts)


HERE = Position("edition.yaml", 7, 3)


def resolution(*inputs: Input, overrides: Settings | None = None) -> Resolution:
    """What the engine makes of some inputs."""
    return Resolution(
        {i.name: i for i in inputs}, {f.name: f for f in INVENTED}, "USD", {"what": "cash"},
        overrides or {},
    )  # fmt: skip


def computed(name: str, *inputs: Input, overrides: Settings | None = None) -> Figure:
    return resolution(*inputs, overrides=overrides).figure(name)


# What is missing, what misleads, what contradicts


def test_a_figure_is_its_formula_on_its_inputs() -> None:
    found = computed("net_debt", given("debt", 9e9), given("cash", 2e9))
    assert (found.value, found.status, found.printed) == (7e9, "ok", "$7.00B")
    assert found.inputs == ("debt", "cash")
    assert found.formula is net_debt


def test_every_missing_input_is_named_and_nothing_is_taken_for_zero() -> None:
    found = computed("net_debt", given("debt", None), given("cash", None))
    assert (found.value, found.status, found.printed) == (None, "n/a", "n/a")
    assert found.reason == "missing: debt, cash"


def test_an_input_that_no_file_mentions_is_missing_too() -> None:
    assert computed("net_debt", given("debt", 9e9)).reason == "missing: cash"


def test_what_is_missing_at_the_bottom_is_named_at_the_top() -> None:
    found = computed("years_to_repay_doubled", given("debt", 9e9), given("free_cash_flow", 1e9))
    assert (found.status, found.reason) == ("n/a", "missing: cash")


def test_a_guard_hides_a_number_that_would_mislead() -> None:
    found = computed(
        "years_to_repay", given("debt", 9e9), given("cash", 2e9), given("free_cash_flow", -1e9)
    )
    assert (found.value, found.status, found.printed) == (None, "n.m.", "n.m.")
    assert found.reason == "there is no cash flow"


def test_what_stands_on_a_misleading_number_misleads_and_tells_the_first_cause() -> None:
    found = computed(
        "years_to_repay_doubled",
        given("debt", 9e9), given("cash", 2e9), given("free_cash_flow", 0.0),
    )  # fmt: skip
    assert found.status == "n.m."
    assert found.reason == "Years to repay is not meaningful: there is no cash flow"


def test_the_first_cause_is_told_once_however_long_the_way() -> None:
    far = same("far", "Far", "years", "years_to_repay_doubled")
    made = resolution(given("debt", 9e9), given("cash", 2e9), given("free_cash_flow", 0.0))
    made.formulas = {**made.formulas, "far": far}
    assert made.figure("far").reason == "Years to repay is not meaningful: there is no cash flow"


def test_missing_wins_over_misleading() -> None:
    found = computed("years_to_repay", given("debt", 9e9), given("free_cash_flow", -1e9))
    assert found.status == "n/a"


def test_a_contradiction_is_a_problem_with_the_place_of_the_input() -> None:
    made = resolution(
        given("debt", 9e9), given("cash", -2e9, position=Position("edition.yaml", 12, 20))
    )
    assert made.figure("debt_to_cash").status == "n/a"
    assert [str(problem) for problem in made.problems] == [
        "edition.yaml:12:20: debt_to_cash: cash must be above zero, found cash = −$2.00B; correct it"
    ]


def test_a_contradiction_of_a_what_if_points_at_the_command_line() -> None:
    made = resolution(given("debt", 9e9), given("cash", 2e9), overrides={"cash": 0.0})
    made.figure("debt_to_cash")
    assert [problem.position.path for problem in made.problems] == ["--set"]


def test_a_contradiction_is_told_once_although_two_figures_ask() -> None:
    made = resolution(given("debt", 9e9), given("cash", 0.0))
    made.figure("debt_to_cash")
    made.figure("debt_to_cash")
    assert len(made.problems) == 1


@pytest.mark.parametrize(
    ("name", "debt", "cash"),
    [("logarithm", 1.0, 0.0), ("logarithm", 1.0, -1.0), ("square_root", 1.0, -4.0),
     ("tower", 1e300, 9.0), ("tower", 0.0, -1.0), ("debt_to_cash", 1e308, 1e-308)],
)  # fmt: skip
def test_what_is_no_finite_number_is_not_meaningful(name: str, debt: float, cash: float) -> None:
    found = computed(name, given("debt", debt), given("cash", cash))
    assert (found.value, found.status, found.printed) == (None, "n.m.", "n.m.")
    assert found.reason == "not defined for these inputs"


def test_an_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="no_such_figure"):
        computed("no_such_figure")


# Bounds


@pytest.mark.parametrize(
    ("debt", "cash", "bound", "printed"),
    [
        ("lower", None, "lower", "> 4.5×"),
        ("upper", None, "upper", "< 4.5×"),
        (None, "lower", "upper", "< 4.5×"),
        (None, "upper", "lower", "> 4.5×"),
        ("lower", "upper", "lower", "> 4.5×"),
        ("upper", "lower", "upper", "< 4.5×"),
    ],
)
def test_a_bound_passes_through_what_rises_and_turns_in_what_falls(
    debt: str | None, cash: str | None, bound: str, printed: str
) -> None:
    found = computed("debt_to_cash", given("debt", 9.0, bound=debt), given("cash", 2.0, bound=cash))
    assert (found.value, found.status) == (4.5, "bound")
    assert (found.bound, found.printed) == (bound, printed)


@pytest.mark.parametrize("both", ["lower", "upper"])
def test_bounds_that_pull_in_opposite_directions_prove_nothing(both: str) -> None:
    found = computed("debt_to_cash", given("debt", 9.0, bound=both), given("cash", 2.0, bound=both))
    assert (found.value, found.status) == (None, "n/a")
    assert found.reason == "its inputs are bounds that pull in opposite directions"


def test_a_bound_does_not_pass_where_the_formula_declares_no_direction() -> None:
    found = computed(
        "years_to_repay",
        given("debt", 9.0, bound="lower"), given("cash", 2.0), given("free_cash_flow", 1.0),
    )  # fmt: skip
    assert (found.status, found.reason) == (
        "n/a", "a bound or range cannot be carried through this formula",
    )  # fmt: skip


def test_a_stated_bound_keeps_its_roundness() -> None:
    assert computed("debt", given("debt", 20e9, bound="lower")).printed == "> $20B"


# Ranges


def test_a_range_is_computed_at_both_of_its_ends() -> None:
    """[6, 9] over 2 is 3 to 4.5; 9 over [2, 3] is 3 to 4.5 as well, the low end from the high one."""
    rising = computed("debt_to_cash", given("debt", 6.0, high=9.0), given("cash", 2.0))
    falling = computed("debt_to_cash", given("debt", 9.0), given("cash", 2.0, high=3.0))
    for found in (rising, falling):
        assert (found.value, found.high, found.printed) == (3.0, 4.5, "3.0×–4.5×")
        assert (found.status, found.bound) == ("ok", None)


def test_two_ranges_give_the_widest_one() -> None:
    """[6, 9] over [2, 3]: 6 / 3 = 2 to 9 / 2 = 4.5."""
    found = computed("debt_to_cash", given("debt", 6.0, high=9.0), given("cash", 2.0, high=3.0))
    assert (found.value, found.high) == (2.0, 4.5)


def test_a_range_does_not_pass_where_the_formula_declares_no_direction() -> None:
    found = computed("logarithm", given("cash", 2.0, high=3.0))
    assert (found.status, found.value) == ("n/a", None)


def test_a_range_whose_ends_print_alike_prints_once() -> None:
    found = computed("debt_to_cash", given("debt", 9.0, high=9.01), given("cash", 2.0))
    assert found.printed == "4.5×"


def test_a_guard_looks_at_both_ends_of_a_range() -> None:
    """The low end of [-1, 2] contradicts, and of [2, -1] the high one would: neither may pass."""
    for low, high in ((-1.0, 2.0), (2.0, -1.0)):
        made = resolution(given("debt", 9.0), given("cash", low, high=high))
        assert made.figure("debt_to_cash").status == "n/a"
        assert len(made.problems) == 1


def test_the_target_is_reached_only_where_all_of_a_range_has_reached_it() -> None:
    def upside(cap: float, high: float | None) -> Figure:
        inputs = {
            "target_market_cap": given("target_market_cap", 4e12),
            "market_cap": given("market_cap", cap, high=high),
        }
        return Resolution(inputs, FORMULAS, "USD", {}).figure("required_upside")

    assert upside(2e12, 5e12).printed == "−20%–100%"
    assert upside(4.1e12, 5e12).printed == "reached"


# Age, scope, judgement, what-ifs


def test_an_old_input_marks_everything_that_stands_on_it() -> None:
    old = given("cash", 2e9, stale="of 1 Jan 2026, older than 45 days")
    found = computed("net_debt", given("debt", 9e9), old)
    assert (found.status, found.printed) == ("stale", "$7.00B†")
    assert found.reason == "of 1 Jan 2026, older than 45 days"
    above = computed("years_to_repay", given("debt", 9e9), old, given("free_cash_flow", 7e9))
    assert (above.status, above.printed) == ("stale", "1.00 years†")


def test_an_old_bound_stays_a_bound_and_carries_the_dagger() -> None:
    found = computed(
        "debt_to_cash", given("debt", 9.0, bound="lower", stale="of last year"), given("cash", 2.0)
    )
    assert (found.status, found.printed, found.reason) == (
        "bound",
        "> 4.5×\N{DAGGER}",
        "of last year",
    )


def test_an_old_input_of_a_result_of_zero_still_shows() -> None:
    found = computed("net_debt", given("debt", 2e9, stale="of last year"), given("cash", 2e9))
    assert (found.status, found.printed) == ("stale", "$0†")
    above = computed(
        "years_to_repay",
        given("debt", 2e9, stale="of last year"), given("cash", 2e9), given("free_cash_flow", 1e9),
    )  # fmt: skip
    assert above.status == "stale"


def test_numbers_of_different_scope_are_not_compared() -> None:
    found = computed(
        "growth", given("sales", 20.0, scope="with repairs"), given("sales_previous", 10.0)
    )
    assert (found.value, found.status, found.printed) == (None, "n.m.", "n/c")
    assert found.reason == "not comparable: defined as with repairs and then as unstated"


def test_numbers_of_one_scope_are_compared() -> None:
    found = computed(
        "growth",
        given("sales", 20.0, scope="with repairs"),
        given("sales_previous", 10.0, scope="with repairs"),
    )
    assert found.printed == "+100.0%"


def test_a_judgement_of_the_house_colours_what_stands_on_it() -> None:
    found = computed("net_debt", given("debt", 9e9), given("cash", 2e9, judgement=True))
    assert found.judgement
    assert not computed("net_debt", given("debt", 9e9), given("cash", 2e9)).judgement


def test_a_what_if_wins_over_the_files_and_over_the_formula() -> None:
    """Instead of 9 - 2 = 7: with debt of 5 it is 3, and set outright it is what was set."""
    inputs = (given("debt", 9.0), given("cash", 2.0))
    assert computed("net_debt", *inputs, overrides={"debt": 5.0}).value == 3.0
    set_outright = computed("net_debt", *inputs, overrides={"net_debt": 1e9})
    assert (set_outright.value, set_outright.printed) == (1e9, "$1.00B")
    assert set_outright.reason == "set on the command line"
    assert set_outright.judgement


def test_a_what_if_fills_what_is_missing_and_replaces_a_bound() -> None:
    found = computed(
        "debt_to_cash", given("debt", None), given("cash", 2.0, bound="lower"),
        overrides={"debt": 9.0, "cash": 3.0},
    )  # fmt: skip
    assert (found.value, found.status, found.bound) == (3.0, "ok", None)


def test_about_is_printed_and_goes_no_further() -> None:
    about = given("debt", 9e9, about=True)
    assert computed("debt", about).printed == "about $9B"
    assert computed("net_debt", about, given("cash", 2e9)).printed == "$7.00B"


def test_a_list_reaches_its_formula_whole_even_when_it_is_empty() -> None:
    lots = given("lots", (1.0, 2.0), unit="count")
    assert computed("all_lots", lots).value == 3.0
    assert computed("lots", lots).printed == "1, 2"
    nothing = given("lots", (), unit="count")
    assert computed("all_lots", nothing).value == 0.0
    assert computed("lots", nothing).printed == "none"


def test_money_is_also_told_in_words() -> None:
    assert computed("debt", given("debt", 4e12)).words == "$4 trillion"
    assert computed("debt", given("debt", 0.4, unit="rate")).words == ""


def test_labels_call_the_parties_by_their_names() -> None:
    assert computed("logarithm", given("cash", 1.0)).label == "Logarithm of cash"


# The guards of the house


NAMES = {"benchmark": "the benchmark", "segment": "the segment", "chips": "own chips"}


def house(**values: float) -> Resolution:
    """The house's own formulas on some numbers."""
    inputs = {name: given(name, value) for name, value in values.items()}
    return Resolution(inputs, FORMULAS, "USD", NAMES)


def test_a_target_that_is_reached_says_so_and_keeps_its_distance() -> None:
    """From $5T down to $4T is -20%."""
    found = house(target_market_cap=4e12, market_cap=5e12).figure("required_upside")
    assert (found.printed, found.status) == ("reached", "ok")
    assert found.value == pytest.approx(-0.2)
    assert found.reason == "target reached; the cap stands above it"


def test_a_horizon_that_has_passed_asks_for_no_growth() -> None:
    """Horizon day 100, as-of day 465: a year ago."""
    made = house(target_market_cap=4e12, market_cap=2e12, horizon_date=100.0, as_of=465.0)
    assert made.figure("years_to_horizon").value == -1.0
    found = made.figure("required_cagr")
    assert (found.status, found.reason) == ("n.m.", "horizon passed")


def test_within_a_month_of_the_horizon_a_rate_a_year_is_not_meaningful() -> None:
    """A doubling in a day would be 2^365 a year, a number of 110 digits; 30 days are enough again."""
    made = house(target_market_cap=4e12, market_cap=2e12, horizon_date=101.0, as_of=100.0)
    found = made.figure("required_cagr")
    assert (found.value, found.status, found.printed) == (None, "n.m.", "n.m.")
    assert found.reason.startswith("less than a month to the horizon")
    made = house(target_market_cap=4e12, market_cap=2e12, horizon_date=130.0, as_of=100.0)
    assert made.figure("required_cagr").value == pytest.approx(2.0 ** (365 / 30) - 1, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("market_cap", {"share_price": 0.0, "shares": 1.0}, "share price must be greater"),
        ("market_cap", {"share_price": 1.0, "shares": 0.0}, "share count must be above"),
        ("required_upside", {"target_market_cap": 1.0, "market_cap": 0.0}, "market cap must be"),
        ("horizon_shares", {"shares": 1.0, "share_count_growth": -1.0, "years_to_horizon": 1.0},
         "cannot shrink by 100%"),
        ("on_path_market_cap", {"baseline_market_cap": 2.0, "target_market_cap": 2.0,
         "years_since_baseline": 0.5, "years_on_path": 1.0}, "the target equals the baseline"),
        ("chip_unit_cost_saving", {"chip_price_performance": -1.0}, "minus 100% or less"),
        ("chip_margin_uplift", {"compute_cost_share": 1.0, "own_fraction": 0.5,
         "chip_unit_cost_saving": 0.2, "pass_through": 0.5}, "between 0% and 100%"),
        ("declared_adoption", {"adoption_ceiling": 1.2, "adoption_speed": 1.0,
         "years_from_adoption_midpoint": 1.0}, "between 0% and 100%"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_contradiction(
    name: str, values: dict[str, float], reason: str
) -> None:
    made = house(**values)
    assert made.figure(name).status == "n/a"
    assert [reason in problem.what for problem in made.problems] == [True]
    assert made.problems[0].severity == "error"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("forward_pe", {"share_price": 10.0, "forward_earnings_per_share": -1.0}),
        ("peg", {"base_pe": 20.0, "earnings_growth": 0.009}),
        ("segment_growth", {"segment_sales": 1.0, "segment_sales_year_ago": 0.0}),
        ("segment_margin", {"segment_operating_income": 1.0, "segment_sales": 0.0}),
        ("segment_share_of_operating_income",
         {"segment_operating_income": -1.0, "operating_income": 5.0}),
        ("segment_share_of_operating_income",
         {"segment_operating_income": 6.0, "operating_income": 5.0}),
        ("capex_per_new_sales", {"trailing_capex": 1.0, "trailing_segment_sales": 5.0,
         "trailing_segment_sales_year_ago": 5.0}),
        ("years_at_assumed_growth", {"required_earnings_per_share": 2.0,
         "base_earnings_per_share": 1.0, "earnings_growth": 0.0}),
        ("months_ahead_of_path", {"gap_closed": 0.5, "years_on_path": 1.0,
         "years_since_baseline": 1.1}),
    ],
)  # fmt: skip
def test_what_would_mislead_is_not_meaningful(name: str, values: dict[str, float]) -> None:
    made = house(**values)
    found = made.figure(name)
    assert (found.status, found.printed) == ("n.m.", "n.m.")
    assert found.reason
    assert made.problems == []


def test_no_gap_has_no_shares() -> None:
    found = house(earnings_contribution=1.0, target_market_cap=5.0, market_cap=5.0).figure(
        "earnings_share_of_gap"
    )
    assert (found.status, found.reason) == ("n/a", "there is no gap")


# What else a figure is made of


def test_a_trailing_sum_needs_all_four_of_its_quarters() -> None:
    rents = trailing("rents", "Rents")
    names = (
        "rents",
        "rents_previous_quarter",
        "rents_two_quarters_ago",
        "rents_three_quarters_ago",
    )
    assert rents.parameters == names
    inputs = {name: given(name, 10.0 * n) for n, name in enumerate(names, start=1)}
    assert Resolution(inputs, {rents.name: rents}, "USD", {}).figure("trailing_rents").value == 100
    del inputs["rents_two_quarters_ago"]
    found = Resolution(inputs, {rents.name: rents}, "USD", {}).figure("trailing_rents")
    assert found.reason == "missing: rents_two_quarters_ago"


def test_a_figure_that_nobody_asks_for_is_not_computed() -> None:
    made = resolution(given("debt", 9.0), given("cash", 0.0))
    offered = OnDemand(made)
    assert "debt_to_cash" in offered
    assert set(offered) >= {"debt", "cash", "debt_to_cash", "tower"}
    assert len(offered) == len(list(offered))
    assert made.done == {}
    assert offered["debt"].value == 9.0
    assert list(made.done) == ["debt"]
    with pytest.raises(KeyError):
        offered["no_such_figure"]


def test_the_leaves_of_a_figure_come_once_and_in_the_order_of_reading() -> None:
    made = resolution(given("cash", 2.0), given("debt", 9.0), given("free_cash_flow", 1.0))
    found: Sequence[Input] = made.leaves("years_to_repay")
    assert [leaf.name for leaf in found] == ["debt", "cash", "free_cash_flow"]
