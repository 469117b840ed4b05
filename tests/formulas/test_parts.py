"""Sum of the parts: it adds up, and the multiple in the price gives the price back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.inputs import Input
from reportgen.evaluation import resolve
from reportgen.figures import Formula, same
from reportgen.formulas import parts
from reportgen.problems import Position
from reportgen.resolution import Resolution

if TYPE_CHECKING:
    from reportgen.figures import Figure

KEYS = ("cloud", "shops")
MADE = (
    *(parts.part_value(key, key.capitalize(), end=end) for key in KEYS for end in parts.ENDS),
    *(parts.parts_total(KEYS, end) for end in parts.ENDS),
    *(parts.part_share(key, key.capitalize()) for key in KEYS),
    parts.other_parts_value(KEYS, "cloud"),
    parts.stake_value("rocket", "Rocket"),
    *(parts.stakes_value(("rocket",), end=end) for end in parts.ENDS),
    same("segment_part_metric", "Metric of the segment", "money", "parts.cloud.metric"),
)
FORMULAS = {
    formula.name: formula
    for formula in (*vars(parts).values(), *MADE)
    if isinstance(formula, Formula)
}
#: Cloud 50 at 20 times (15 to 30), shops 400 at 2 times (1 to 3), and a stake of 100.
COMPANY = {
    "parts.cloud.metric": 50.0,
    "parts.cloud.multiple": 20.0,
    "parts.cloud.multiple_low": 15.0,
    "parts.cloud.multiple_high": 30.0,
    "parts.shops.metric": 400.0,
    "parts.shops.multiple": 2.0,
    "parts.shops.multiple_low": 1.0,
    "parts.shops.multiple_high": 3.0,
    "stakes.rocket.gross": 100.0,
    "stakes.rocket.haircut": 0.2,
    "stakes.rocket.tax_rate": 0.25,
    "holding_discount": 0.1,
    "net_debt": 80.0,
    "shares": 10.0,
    "market_cap": 1_300.0,
    "target_market_cap": 3_200.0,
}
AMOUNTS = st.floats(1.0, 1e12)
MULTIPLES = st.floats(0.1, 60)


def resolution(changed: dict[str, float]) -> Resolution:
    inputs = {
        name: Input(name, value, "count", name, Position("here"))
        for name, value in (COMPANY | changed).items()
    }
    return Resolution(inputs, FORMULAS, "USD", {"segment": "Cloud"})


def shown(name: str, changed: dict[str, float] | None = None) -> Figure:
    return resolution(changed or {}).figure(name)


def value(name: str, changed: dict[str, float]) -> float:
    return float(resolve(name, COMPANY | changed, FORMULAS))


def test_from_parts_to_a_value_per_share_by_hand() -> None:
    """Cloud 1,000 and shops 800 are 1,800; less a tenth 1,620, less debt 80, plus the stake 60: 1,600.

    The stake is 100 x 0.8 x 0.75. Low: 750 + 400 = 1,150, 1,035 - 80 + 60 = 1,015; high: 2,700, 2,410.
    """
    assert shown("parts_enterprise_value").value == pytest.approx(1_800)
    assert shown("stakes_value").value == pytest.approx(60)
    assert shown("parts_equity_value").value == pytest.approx(1_600)
    assert shown("parts_value_per_share").value == pytest.approx(160)
    assert shown("parts_value_per_share_low").value == pytest.approx(101.5)
    assert shown("parts_value_per_share_high").value == pytest.approx(241)
    assert shown("parts.cloud.share").printed == "56%"  # 1,000 of 1,800


def test_distance_to_market_and_target_by_hand() -> None:
    """1,600 is 23.1% above 1,300; 3,200 is twice 1,600."""
    assert shown("parts_gap_to_market").printed == "+23.1%"
    assert shown("parts_gap_to_target").printed == "+100.0%"


def test_what_the_market_pays_by_hand() -> None:
    """1,300 + 80 - 60 = 1,320 for parts of 1,800: 480 or 26.7% less. Cloud gets 520 / 50 = 10.4 times.

    At the target 3,220 is paid, and cloud needs 2,420 / 50 = 48.4 times.
    """
    assert shown("market_enterprise_value").value == pytest.approx(1_320)
    assert shown("conglomerate_discount").value == pytest.approx(480)
    assert shown("holding_discount_in_price").printed == "+26.7%"
    assert shown("implied_segment_multiple").printed == "10.4×"
    assert shown("implied_segment_multiple").label == "Cloud multiple in the price"
    assert shown("target_enterprise_value").value == pytest.approx(3_220)
    assert shown("implied_segment_multiple_at_target").printed == "48.4×"


@pytest.mark.parametrize("cap", [780.0, 700.0])
def test_other_parts_may_exceed_what_the_market_pays(cap: float) -> None:
    """Shops alone are 800, and the market pays 780 + 80 - 60 = 800 or less."""
    figure = shown("implied_segment_multiple", {"market_cap": cap})
    assert figure.printed == figure.reason == "other parts already exceed EV"
    assert figure.value is not None
    assert figure.value <= 0


def test_a_negative_metric_has_no_multiple() -> None:
    loss = {"parts.shops.metric": -5.0}
    figure = shown("parts.shops.value", loss)
    assert (figure.printed, figure.reason) == ("n.m.", "a negative metric has no multiple")
    assert shown("parts_equity_value", loss).printed == "n.m."
    cloud = shown("implied_segment_multiple", {"parts.cloud.metric": 0.0})
    assert (cloud.printed, cloud.reason) == ("n.m.", "the metric is not positive")


def test_a_negative_metric_may_be_allowed_with_a_reason() -> None:
    """A loss of 5 at 2 times takes 10 away, and says why."""
    allowed = parts.part_value("shops", "Shops", allow_negative="losses of a start")
    inputs = {
        name: Input(name, number, "count", name, Position("here"))
        for name, number in {"parts.shops.metric": -5.0, "parts.shops.multiple": 2.0}.items()
    }
    figure = Resolution(inputs, {allowed.name: allowed}, "USD", {}).figure(allowed.name)
    assert (figure.value, figure.reason) == (-10, "losses of a start")


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("parts_equity_value", {"holding_discount": 1.2}),
        ("parts_equity_value", {"holding_discount": -0.1}),
        ("parts.cloud.value", {"parts.cloud.multiple": -1.0}),
        ("stakes.rocket.value", {"stakes.rocket.haircut": 20.0}),
        ("stakes.rocket.value", {"stakes.rocket.tax_rate": -0.2}),
        ("parts_value_per_share", {"shares": 0.0}),
    ],
)
def test_contradictions_stop_a_build(name: str, changed: dict[str, float]) -> None:
    found = resolution(changed)
    found.figure(name)
    assert [problem.stage for problem in found.problems] == ["consistency"]


def test_a_higher_multiple_of_a_loss_is_worth_less() -> None:
    """So no bound is carried through the multiple of a part that may make a loss."""
    assert parts.part_value("a", "A").increasing == ("parts.a.metric", "parts.a.multiple")
    assert parts.part_value("a", "A", allow_negative="why").increasing == ("parts.a.metric",)


def test_a_missing_multiple_is_named_not_taken_for_nothing() -> None:
    inputs = {
        name: Input(name, number, "count", name, Position("here"))
        for name, number in COMPANY.items()
        if name != "parts.shops.multiple"
    }
    total = Resolution(inputs, FORMULAS, "USD", {}).figure("parts_equity_value")
    assert (total.printed, total.reason) == ("n/a", "missing: parts.shops.multiple")


def test_a_company_may_have_no_stakes_and_a_single_part_but_not_none() -> None:
    for empty in (parts.stakes_value(()), parts.other_parts_value(("cloud",), "cloud")):
        figure = Resolution({}, {empty.name: empty}, "USD", {"segment": "Cloud"}).figure(empty.name)
        assert (figure.value, figure.status, empty.expression) == (0.0, "ok", "0")
    with pytest.raises(ValueError, match="at least one part"):
        parts.parts_total(())


def test_a_part_valued_on_its_own_equity_is_added_as_a_stake_is() -> None:
    """A stake of 60 and a bank of 40 are 100."""
    both = parts.stakes_value(("rocket",), ("bank",))
    assert both.parameters == ("stakes.rocket.value", "parts.bank.value")
    assert both(60.0, 40.0) == 100


@given(st.sampled_from(KEYS), MULTIPLES, MULTIPLES)
def test_the_value_is_linear_in_each_multiple(key: str, low: float, high: float) -> None:
    def at(multiple: float) -> float:
        return value("parts_equity_value", {f"parts.{key}.multiple": multiple})

    assert at((low + high) / 2) == pytest.approx((at(low) + at(high)) / 2, rel=1e-9, abs=1e-9)
    metric = COMPANY[f"parts.{key}.metric"]
    assert at(high) - at(low) == pytest.approx(0.9 * metric * (high - low), rel=1e-9, abs=1e-6)


@given(AMOUNTS, MULTIPLES, AMOUNTS, MULTIPLES)
def test_the_shares_of_the_parts_sum_to_one(
    cloud: float, cloud_multiple: float, shops: float, shops_multiple: float
) -> None:
    changed = {
        "parts.cloud.metric": cloud,
        "parts.cloud.multiple": cloud_multiple,
        "parts.shops.metric": shops,
        "parts.shops.multiple": shops_multiple,
    }
    shares = [value(f"parts.{key}.share", changed) for key in KEYS]
    assert sum(shares) == pytest.approx(1)


@given(st.floats(1e-3, 1e12))
def test_another_currency_leaves_multiples_alone(rate: float) -> None:
    money = ("metric", "gross", "net_debt", "market_cap")
    scaled = {name: number * rate for name, number in COMPANY.items() if name.endswith(money)}
    for name in (
        "implied_segment_multiple",
        "implied_segment_multiple_at_target",
        "holding_discount_in_price",
        "parts_gap_to_market",
        "parts_gap_to_target",
    ):
        assert value(name, scaled) == pytest.approx(value(name, {}), rel=1e-9)


@given(st.floats(900, 1e6), st.sampled_from(["market", "target"]))
def test_the_implied_multiple_put_back_gives_what_is_paid(cap: float, at: str) -> None:
    paid = {"market_cap": cap, "target_market_cap": cap}
    name = "implied_segment_multiple" + ("_at_target" if at == "target" else "")
    back = {**paid, "parts.cloud.multiple": value(name, paid)}
    assert value("parts_enterprise_value", back) == pytest.approx(
        value(f"{at}_enterprise_value", paid), rel=1e-9
    )


def test_arrays_and_numbers_give_the_same() -> None:
    metric = np.array([50.0, 10.0, -1.0])
    found = resolve("parts_gap_to_market", COMPANY | {"parts.cloud.metric": metric}, FORMULAS)
    alone = [value("parts_gap_to_market", {"parts.cloud.metric": m}) for m in (50.0, 10.0)]
    assert found.tolist() == pytest.approx([*alone, np.nan], nan_ok=True)
