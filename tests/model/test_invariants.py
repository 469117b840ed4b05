"""What must hold for the whole model of an edition, whatever its inputs: few draws, every figure."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.draws import Lognormal
from reportgen.model import compute
from reportgen.simulation import simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.assumptions.reading import Assumptions
    from reportgen.figures import Figure, Figures
    from reportgen.inquiry import Inquiry
    from reportgen.model import Story

FEW = settings(max_examples=15, deadline=None)
MONEY = ("money", "money_per_share")
#: What the files do not know, so that every figure has something to stand on.
UNKNOWN = {"money": 5e10, "money_per_share": 7.0, "shares": 2e8}
#: Employee options, of which the files say nothing either.
OPTIONS = {"option_counts": (5e7, 2e7), "option_strikes": (100.0, 400.0)}


@pytest.fixture(scope="module")
def amazon(story: Callable[[str], Story]) -> Inquiry:
    return story("amazon/2026Q2").now.inquiry


def stated(assumptions: Assumptions, *, peers: bool) -> Mapping[str, tuple[str, Any]]:
    """Unit and value of every input in money or shares, those of peers by their full names."""
    inputs = dict(assumptions.inputs)
    if peers:
        for key, own in assumptions.peers.items():
            inputs |= {f"{key}.{name}": given_ for name, given_ in own.items()}
    known = {
        name: (each.unit, UNKNOWN[each.unit] if each.value is None else each.value)
        for name, each in inputs.items()
        if each.unit in UNKNOWN
    }
    return known | {name: (known[name][0], value) for name, value in OPTIONS.items()}


def times(value: Any, factor: float) -> Any:  # noqa: ANN401 - a number or a list of grants
    return tuple(v * factor for v in value) if isinstance(value, tuple) else value * factor


def same_but_for_units(
    here: Figures, there: Figures, factors: Mapping[str, float], unmoved: tuple[str, ...] = ()
) -> int:
    """Compare every figure, each scaled by the factor of its unit; how many had a number."""
    compared = 0
    for name in here.figures:
        one, other = here[name], there[name]
        factor = 1.0 if name.startswith(unmoved) else factors.get(one.unit, 1.0)
        assert other.status == one.status, name
        if one.known:
            assert numbers(other) == pytest.approx(times(numbers(one), factor), rel=1e-9), name
            compared += 1
    return compared


def numbers(figure: Figure) -> tuple[float, ...]:
    ends = (figure.value, figure.high)
    return figure.series or tuple(end for end in ends if end is not None)


# Units


@given(rate=st.floats(1e-3, 1e3))
@FEW
def test_another_currency_leaves_every_rate_multiple_and_year_alone(
    amazon: Inquiry, rate: float
) -> None:
    """Every input in money, the peers' too, told in another currency: money moves, nothing else does."""
    inputs = stated(amazon.assumptions, peers=True)
    here = {name: value for name, (_, value) in inputs.items()}
    there = {n: times(v, rate) if unit in MONEY else v for n, (unit, v) in inputs.items()}
    factors = dict.fromkeys(MONEY, rate)
    figures = compute(amazon.assumptions, here)
    assert same_but_for_units(figures, compute(amazon.assumptions, there), factors) > 500


@given(split=st.floats(0.05, 50))
@FEW
def test_a_share_split_leaves_caps_gaps_and_multiples_alone(amazon: Inquiry, split: float) -> None:
    """So many shares for one: prices and earnings a share fall, nothing in money or in rates moves."""
    inputs = stated(amazon.assumptions, peers=False)
    factors = {"shares": split, "money_per_share": 1 / split}
    here = {name: value for name, (_, value) in inputs.items()}
    there = {name: times(v, factors.get(unit, 1.0)) for name, (unit, v) in inputs.items()}
    peers = tuple(f"{key}." for key in amazon.assumptions.peers)
    whole = compute(amazon.assumptions, here), compute(amazon.assumptions, there)
    assert same_but_for_units(*whole, factors, (*peers, "benchmark_", "peer_")) > 500


# What is solved for, put back


@given(price=st.floats(120, 500), suffix=st.sampled_from(["", "_at_target"]))
@FEW
def test_what_the_price_implies_put_back_is_worth_the_price(
    amazon: Inquiry, price: float, suffix: str
) -> None:
    set_ = {"share_price": price, "target_market_cap": 1.3 * price * 10_786_313_572}
    figures = compute(amazon.assumptions, set_)
    paid = 1.3 * price if suffix else price
    for name, varied in {
        "implied_revenue_growth": ("first_year_growth", "revenue_growth"),
        "implied_target_margin": ("target_margin",),
        "implied_return": ("cost_of_capital", "terminal_cost_of_capital"),
    }.items():
        implied = figures[name + suffix]
        assert implied.known, f"{name}: {implied.reason}"
        again = amazon.again({**set_, **dict.fromkeys(varied, implied.value or 0.0)}, "a test")
        assert again.figure("value_per_share").value == pytest.approx(paid, rel=1e-9), name


@given(target=st.floats(2e12, 9e12), margin=st.floats(0.2, 0.5), multiple=st.floats(15, 40))
@FEW
def test_a_segment_that_grows_as_needed_carries_the_target(
    amazon: Inquiry, target: float, margin: float, multiple: float
) -> None:
    set_ = {
        "target_market_cap": target,
        "outlook_segment_margin": margin,
        "exit_multiple": multiple,
    }
    needed = amazon.again(set_, "a test").figure("required_segment_growth")
    assert needed.known
    again = amazon.again({**set_, "outlook_segment_growth": needed.value or 0.0}, "a test")
    assert again.figure("outlook_market_cap").value == pytest.approx(target, rel=1e-9)
    assert again.figure("outlook_against_target").value == pytest.approx(0, abs=1e-9)


@given(price=st.floats(150, 600), low=st.floats(1, 9))
@FEW
def test_the_multiple_in_the_price_put_back_makes_the_parts_worth_the_price(
    amazon: Inquiry, price: float, low: float
) -> None:
    set_ = {"share_price": price, "parts.advertising.multiple": low}
    for name, gap in (
        ("implied_segment_multiple", "parts_gap_to_market"),
        ("implied_segment_multiple_at_target", "parts_gap_to_target"),
    ):
        implied = amazon.again(set_, "a test").figure(name)
        again = amazon.again({**set_, "parts.aws.multiple": implied.value or 0.0}, "a test")
        if again.figure("parts.aws.value").known:  # a negative multiple is refused
            assert again.figure(gap).value == pytest.approx(0, abs=1e-9)


@given(target=st.floats(2.7e12, 4.2e12))
@FEW
def test_at_the_break_even_probability_the_target_is_expected(
    amazon: Inquiry, target: float
) -> None:
    """The other scenarios keep their proportions: 55 to 25."""
    chance = compute(amazon.assumptions, {"target_market_cap": target})["break_even_probability"]
    best = chance.value
    assert best is not None
    chances = {"bull": best, "base": (1 - best) * 55 / 80, "bear": (1 - best) * 25 / 80}
    set_ = {f"scenario.{key}.probability": each for key, each in chances.items()}
    expected = compute(amazon.assumptions, set_)["probability_weighted_market_cap"].value
    assert expected == pytest.approx(target, rel=1e-9)


# Sums and paths


@given(
    st.fixed_dictionaries(
        {
            "share_price": st.floats(50, 900),
            "earnings_growth": st.floats(-0.3, 0.6),
            "share_count_growth": st.floats(-0.05, 0.05),
            "forward_earnings_per_share": st.floats(1, 30),
            "target_market_cap": st.floats(1e12, 9e12),
        }
    )
)
@FEW
def test_earnings_multiple_and_shares_carry_the_gap_whatever_is_assumed(
    amazon: Inquiry, set_: dict[str, float]
) -> None:
    world = amazon.again(set_, "a test")
    for name, whole in (
        ("contribution", world.figure("market_cap_gap").value),
        ("share_of_gap", 1),
    ):
        parts = [
            world.figure(f"{part}_{name}").value or 0.0
            for part in ("earnings", "multiple", "share_count")
        ]
        # The parts may be many times their sum.
        scale = max(map(abs, parts))
        assert sum(parts) == pytest.approx(whole, rel=1e-9, abs=1e-9 * scale)


@given(price=st.floats(50, 900), target=st.floats(1e12, 9e12))
@FEW
def test_the_path_starts_at_the_baseline_and_ends_at_the_target(
    amazon: Inquiry, price: float, target: float
) -> None:
    start, end = (value(amazon, name) for name in ("baseline_date", "horizon_date"))
    set_ = {"baseline_share_price": price, "target_market_cap": target}
    first = amazon.again({**set_, "as_of": start}, "a test")
    last = amazon.again({**set_, "as_of": end}, "a test")
    baseline = first.figure("baseline_market_cap").value
    assert baseline == pytest.approx(price * 10_690_216_011)
    assert first.figure("on_path_market_cap").value == pytest.approx(baseline, rel=1e-12)
    assert last.figure("on_path_market_cap").value == pytest.approx(target, rel=1e-12)


def value(inquiry: Inquiry, name: str) -> float:
    found = inquiry.value(name)
    assert found is not None, name
    return found


# Draws


@pytest.mark.parametrize("deviation", [0.1, 0.18, 0.4])
def test_a_simulated_edition_is_within_three_standard_errors_of_its_closed_form(
    amazon: Inquiry, deviation: float
) -> None:
    """Only the multiple is uncertain, lognormal: so is the market cap, with the same deviation."""
    function = amazon.function("outlook_market_cap", ("exit_multiple",))
    median = value(amazon, "outlook_market_cap") / value(amazon, "exit_multiple") * 25
    found = simulate(
        function, {"exit_multiple": Lognormal(25.0, deviation)}, None,
        draws=100_000, seed=20262, target=3.3e12,
    )  # fmt: skip
    mean = median * math.exp(deviation**2 / 2)
    chance = NormalDist().cdf(math.log(median / 3.3e12) / deviation)
    assert found.mean == pytest.approx(mean, abs=3 * found.mean_standard_error)
    assert found.probability == pytest.approx(chance, abs=3 * found.probability_standard_error)
    assert found.percentiles[50] == pytest.approx(median, rel=0.01)
    assert found.invalid == 0
