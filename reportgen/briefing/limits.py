"""The house's limits that an edition sets aside, and why: what is allowed once is told in print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.formats import Style

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from reportgen.model import Story

#: Each rule of the house in words, by its name in the policy of company.yaml.
WORDS = {
    "market_stale_after_days": "Age of a price",
    "consensus_stale_after_days": "Age of an estimate of analysts",
    "disclosure_stale_after_days": "Age of a disclosure",
    "history_stale_after_days": "Age of the newest quarter, from its end",
    "capital_stale_after_days": "Age of an item of the balance sheet",
    "peer_stale_after_days": "Age of what a peer has reported",
    "market_cap_tolerance": "Quoted market cap apart from price times shares",
    "claim_tolerance": "Published number apart from the figure that recomputes it",
    "terminal_share_limit": "Share of the value by cash flows from after the tenth year",
    "growth_over_base_rate_limit": "Growth over ten years above the base rate",
    "margin_over_best_limit": "Assumed margin above the best of the history",
    "multiple_beyond_range_limit": "Exit multiple beyond the company’s own range",
    "one_sided_odds_limit": "Odds of scenarios on one side of the market cap",
    "plausibility": "A number beyond a limit is",
}
TERMINAL = "Growth for ever"
NO_MORE_THAN = "at most the risk-free rate, {}"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A rule, what the house has it be, what this edition does, and the reason."""

    rule: str
    house: str
    here: str
    reason: str


def set_aside(story: Story) -> tuple[SetAside, ...]:
    """Every rule that the edition sets aside; none where it keeps them all."""
    return (*_limits(story), *_terminal_growth(story))


def _limits(story: Story) -> Iterator[SetAside]:
    assumptions = story.now.assumptions
    house, here = assumptions.company.policy, assumptions.policy
    for name, override in assumptions.edition.overrides.items():
        yield SetAside(
            WORDS[name], _printed(name, getattr(house, name)), _printed(name, getattr(here, name)),
            override.reason,
        )  # fmt: skip


def _terminal_growth(story: Story) -> Iterator[SetAside]:
    """Growth for ever above the risk-free rate has its own place for the reason."""
    reason, figures = story.now.assumptions.edition.cash_flow.override_reason, story.now.figures
    if reason and "terminal_growth_spread" in figures and figures["terminal_growth_spread"].known:
        rates = figures["risk_free_rate"].printed, figures["terminal_growth"].printed
        yield SetAside(TERMINAL, NO_MORE_THAN.format(rates[0]), rates[1], reason)


def _printed(name: str, value: Decimal | int | str) -> str:
    if isinstance(value, str):
        return f"an {value}" if value == "error" else f"a {value}"
    if name.endswith("_days"):
        return f"{value} days"
    return formats.trimmed(formats.text(float(value), Style("rate"), ""))
