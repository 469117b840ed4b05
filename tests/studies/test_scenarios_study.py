"""Scenarios of an invented company: what they come to by hand, and what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures import Figures
    from tests.conftest import Desk

EDITION = "nordvind/2025Q4/edition.yaml"
#: What the scenario Storm sets, and the margin of 9% that it raises by a fifth.
STORM = {
    "outlook_segment_growth": 0.50,
    "outlook_segment_margin": 0.19,
    "exit_multiple": 44.0,
    "outlook_other_margin": 0.108,
}
#: Four quarters of storage, and of all the rest.
STORAGE = (1_352 + 1_478 + 1_612 + 1_835) * 1e6
OTHERS = (8_384 + 8_788 + 8_915 + 9_917) * 1e6 - STORAGE


def figures(desk: Callable[..., Desk], *changes: tuple[str, str]) -> Figures:
    files = desk("nordvind")
    for old, new in changes:
        files.replace(EDITION, old, new)
    return files.read("nordvind").now.figures


def test_a_scenario_by_hand(desk: Callable[..., Desk]) -> None:
    """Two years from the end of 2025 to that of 2027; a tax rate of 22%."""
    told = figures(desk)
    income = STORAGE * 1.50**2 * 0.19 + OTHERS * 1.09**2 * 0.108
    assert told["scenario.bull.outlook_market_cap"].value == pytest.approx(income * 0.78 * 44)
    assert told["scenario.bull.outlook_other_margin"].value == pytest.approx(0.09 * 1.2)


def test_a_scenario_is_the_edition_with_its_inputs_set(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    told = files.read("nordvind").now.figures
    asked = files.read("nordvind", STORM).now.figures
    for name in (
        "outlook_market_cap",
        "outlook_share_price",
        "outlook_return",
        "outlook_net_income",
    ):
        assert told[f"scenario.bull.{name}"].value == pytest.approx(asked[name].value, rel=1e-12)


def test_a_scenario_that_sets_nothing_is_the_edition(desk: Callable[..., Desk]) -> None:
    told = figures(desk)
    assert told["scenario.base.outlook_market_cap"].value == told["outlook_market_cap"].value
    assert not [name for name in told.figures if name.startswith("scenario.base.contribution.")]


def test_contributions_sum_to_the_step_from_the_base(desk: Callable[..., Desk]) -> None:
    told = figures(desk)
    parts = [told[f"scenario.bull.contribution.{name}"].value for name in STORM]
    assert None not in parts
    assert all(part > 0 for part in parts if part is not None)
    before, after = told["outlook_market_cap"].value, told["scenario.bull.outlook_market_cap"].value
    assert before is not None
    assert after is not None
    assert sum(part for part in parts if part is not None) == pytest.approx(after - before)


def test_one_change_alone_contributes_the_whole_step(desk: Callable[..., Desk]) -> None:
    """Base earnings at 44 instead of 40 times: a tenth of the cap."""
    told = figures(
        desk,
        ("      outlook_segment_growth: 50%\n      outlook_segment_margin: 19%\n", ""),
        ("    shock:\n      outlook_other_margin: 20%\n", ""),
    )
    base = told["outlook_market_cap"].value
    assert base is not None
    assert told["scenario.bull.contribution.exit_multiple"].value == pytest.approx(base / 10)


def test_a_loss_has_no_market_cap_and_says_so_wherever_it_counts(desk: Callable[..., Desk]) -> None:
    """Calm: 8% lost on storage and 1% on all the rest, with no relief from tax."""
    told = figures(desk)
    loss = -0.08 * STORAGE * 1.10**2 - 0.01 * OTHERS * 1.09**2
    assert told["scenario.bear.outlook_net_income"].value == pytest.approx(loss)
    cap = told["scenario.bear.outlook_market_cap"]
    assert (cap.status, cap.reason) == ("n.m.", "earnings are not positive")
    for name in (
        "probability_weighted_market_cap",
        "upside_downside_ratio",
        "break_even_probability",
    ):
        assert told[name].status == "n.m."
        assert "earnings are not positive" in told[name].reason
    share = told["scenario.bear.contribution.outlook_segment_margin"]
    assert share.value is None
    assert share.reason.startswith("cannot be split between the inputs: ")


def test_the_mean_is_weighted_by_the_probabilities(desk: Callable[..., Desk]) -> None:
    """Without the loss: 25% of Storm, 55% of Breeze, 20% of Calm."""
    told = figures(
        desk,
        ("outlook_segment_margin: -8%", "outlook_segment_margin: 8%"),
        ("outlook_other_margin: -1%", "outlook_other_margin: 4%"),
    )
    caps = [told[f"scenario.{key}.outlook_market_cap"].value for key in ("bull", "base", "bear")]
    expected = sum(p * cap for p, cap in zip((0.25, 0.55, 0.20), caps, strict=True) if cap)
    assert told["probability_weighted_market_cap"].value == pytest.approx(expected)


def test_a_shock_of_what_is_not_known_moves_nothing_and_says_so(desk: Callable[..., Desk]) -> None:
    """Storm without its better margin of all the rest, which stays at 9%."""
    told = figures(desk, ("outlook_other_margin: 20%", "forward_ebit: 20%"))
    income = STORAGE * 1.50**2 * 0.19 + OTHERS * 1.09**2 * 0.09
    assert told["scenario.bull.outlook_net_income"].value == pytest.approx(income * 0.78)
    assert told["scenario.bull.contribution.forward_ebit"].reason == "missing: forward_ebit"


def test_one_scenario_has_no_other_beside_it(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    text = files.file(EDITION).read_text("utf-8")
    start, end = text.index("scenarios:\n"), text.index("simulation:\n")
    alone = "scenarios:\n  only: {name: Only, probability: 100%, set: {exit_multiple: 50x}}\n\n"
    files.file(EDITION).write_text(text[:start] + alone + text[end:], "utf-8")
    told = files.read("nordvind").now.figures
    only = told["scenario.only.outlook_market_cap"].value
    assert told["probability_weighted_market_cap"].value == pytest.approx(only)
    assert told["break_even_probability"].status == "n.m."
    assert "there is only one scenario" in told["break_even_probability"].reason


def test_labels_begin_with_the_scenario_and_keep_names(desk: Callable[..., Desk]) -> None:
    told = desk("skarv").read("skarv").now.figures
    assert told["scenario.bad.outlook_segment_sales"].label == (
        "Bad: Skarv Cloud sales in the year after the horizon"
    )
    assert told["scenario.bad.contribution.outlook_segment_margin"].label == (
        "Bad: from operating margin of Skarv Cloud"
    )
    assert told["scenario.good.exit_multiple"].reason == "set by the scenario Good"
