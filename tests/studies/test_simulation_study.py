"""Simulations of an invented company: against closed forms, refused, or without a number in some draws."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures import Figure, Figures
    from tests.conftest import Desk

EDITION = "skarv/2025Q4/edition.yaml"
DRAWS = 40_000
MULTIPLE = "exit_multiple: {distribution: uniform, low: 12x, high: 24x}"


def figures(desk: Callable[..., Desk], *inputs: str, more: str = "") -> Figures:
    """Skarv with these uncertain inputs instead of its own."""
    files = desk("skarv")
    text = files.file(EDITION).read_text("utf-8")
    lines = "".join(f"    {line}\n" for line in inputs)
    section = f"simulation:\n  draws: {DRAWS}\n{more}  inputs:\n{lines}\n"
    changed = re.sub(r"^simulation:\n(?: .*\n)*\n", section, text, flags=re.MULTILINE)
    files.file(EDITION).write_text(changed, "utf-8")
    return files.read("skarv").now.figures


def known(figure: Figure) -> float:
    assert figure.value is not None, figure.reason
    return figure.value


def test_a_multiple_between_12_and_24_by_hand(desk: Callable[..., Desk]) -> None:
    """The cap is earnings times it: its mean 18, its fifth percentile 12.6, three standard errors off."""
    told = figures(desk, MULTIPLE)
    earnings = known(told["outlook_net_income"])
    spread = 12 / 12**0.5
    assert known(told["simulated_mean"]) / earnings == pytest.approx(
        18, abs=3 * spread / DRAWS**0.5
    )
    for name, percentile in (
        ("p5", 0.05),
        ("p25", 0.25),
        ("median", 0.5),
        ("p75", 0.75),
        ("p95", 0.95),
    ):
        error = 12 * (percentile * (1 - percentile) / DRAWS) ** 0.5
        found = known(told[f"simulated_{name}"]) / earnings
        assert found == pytest.approx(12 + 12 * percentile, abs=3.5 * error)


def test_the_chance_of_the_target_by_hand(desk: Callable[..., Desk]) -> None:
    """30 billion over earnings is the multiple needed; what lies above it of the twelve is the chance."""
    told = figures(desk, MULTIPLE)
    needed = 30e9 / known(told["outlook_net_income"])
    chance = (24 - needed) / 12
    error = (chance * (1 - chance) / DRAWS) ** 0.5
    assert known(told["simulated_target_probability"]) == pytest.approx(chance, abs=3 * error)
    assert known(told["simulated_target_probability_error"]) == pytest.approx(error, rel=0.05)


def test_draws_without_a_number_are_counted_and_left_out(desk: Callable[..., Desk]) -> None:
    """Profit of all the rest is 12% of its sales; a loss of more on the cloud leaves no earnings.

    The cloud sells about four and a half times as much: below a margin of -2.66% there is no cap.
    """
    told = figures(desk, "outlook_segment_margin: {distribution: uniform, low: -10%, high: 30%}")
    edge = -0.12 * known(told["outlook_other_sales"]) / known(told["outlook_segment_sales"])
    share = (edge + 0.10) / 0.40
    error = (share * (1 - share) / DRAWS) ** 0.5
    assert known(told["simulated_invalid_draws"]) / DRAWS == pytest.approx(share, abs=3 * error)
    assert known(told["simulated_draws"]) == DRAWS
    # Of the valid draws the median lies halfway between the edge and 30%.
    middle = (edge + 0.30) / 2
    income = known(told["outlook_segment_sales"]) * middle + 0.12 * known(
        told["outlook_other_sales"]
    )
    assert known(told["simulated_median"]) == pytest.approx(income * 0.79 * 18, rel=0.02)


def test_shares_of_the_variance_sum_to_one_and_name_the_larger(desk: Callable[..., Desk]) -> None:
    told = figures(
        desk, MULTIPLE, "outlook_tax_rate: {distribution: normal, mean: 21%, deviation: 1%}"
    )
    shares = [
        known(told[f"simulated_variance_share.{name}"])
        for name in ("exit_multiple", "outlook_tax_rate")
    ]
    assert sum(shares) == pytest.approx(1)
    assert shares[0] > 0.9


def test_the_same_seed_gives_the_same_figures_and_another_others(desk: Callable[..., Desk]) -> None:
    files = desk("skarv")
    first, again = (files.read("skarv").now.figures["simulated_mean"].value for _ in range(2))
    files.replace(EDITION, "  draws: 10000\n", "  draws: 10000\n  seed: 7\n")
    assert first == again
    assert files.read("skarv").now.figures["simulated_mean"].value != first


def test_inputs_that_go_together_widen_the_range(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    told = files.read("nordvind").now.figures
    files.replace("nordvind/2025Q4/edition.yaml", "rank: 0.3}", "rank: 1}")
    wider = files.read("nordvind").now.figures
    assert known(wider["simulated_p95"]) > known(told["simulated_p95"])
    assert known(wider["simulated_p5"]) < known(told["simulated_p5"])


def test_a_price_is_not_set_against_a_target_of_market_cap(desk: Callable[..., Desk]) -> None:
    told = figures(desk, MULTIPLE, more="  output: outlook_share_price\n")
    assert known(told["simulated_mean"]) == pytest.approx(
        known(told["outlook_share_price"]), rel=0.01
    )
    chance = told["simulated_target_probability"]
    assert (chance.status, chance.reason) == (
        "n/a", "what is simulated is no market cap to set against the target",
    )  # fmt: skip


def test_without_a_target_there_is_no_chance_of_it(desk: Callable[..., Desk]) -> None:
    files = desk("skarv")
    files.replace(
        "skarv/company.yaml", "target_market_cap: 30B", "target_market_cap: {value: null}"
    )
    told = files.read("skarv").now.figures
    assert told["simulated_median"].known
    chance = told["simulated_target_probability"]
    assert (chance.printed, chance.reason) == ("n/a", "missing: target_market_cap")


def test_an_output_that_no_input_moves_is_refused_in_words(desk: Callable[..., Desk]) -> None:
    told = figures(desk, "cost_of_equity: {distribution: uniform, low: 8%, high: 10%}")
    for name in (
        "simulated_mean",
        "simulated_p5",
        "simulated_target_probability",
        "simulated_draws",
    ):
        assert told[name].reason == (
            "Market cap at the horizon on the house's outlook does not depend on cost_of_equity"
        )


def test_an_output_without_a_number_anywhere_is_refused_in_words(desk: Callable[..., Desk]) -> None:
    told = figures(desk, "outlook_segment_margin: {distribution: uniform, low: -90%, high: -50%}")
    assert told["simulated_mean"].reason == (
        "only 0 of 40,000 draws gave a number: nothing to describe"
    )


def test_without_uncertain_inputs_there_is_nothing_to_tell(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    told = files.read("nordvind/2025Q3").now.figures
    assert not [name for name in told.figures if name.startswith("simulated_")]
