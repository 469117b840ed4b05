"""Edits that somebody may make to the shipped and the invented files, each one edit in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.changes.benches import Act

_2026Q2, _2025Q4 = "2026Q2/edition.yaml", "2025Q4/edition.yaml"
_COMPANY, _HISTORY = "company.yaml", "history.csv"

#: By the key of the edit.
AMAZON: dict[str, Act] = {
    "market.share_price.value": ((_2026Q2, "{value: 258.63,", "{value: 249.10,"),),
    "market.shares_outstanding.value": ((_2026Q2, "value: 10786313572", "value: 10800000000"),),
    "thesis.target_market_cap.value": ((_COMPANY, "value: 4T", "value: 4.4T"),),
    "thesis.horizon_date": ((_COMPANY, "horizon_date: 2027-04-30", "horizon_date: 2027-10-31"),),
    "growth_driver": ((_COMPANY, "growth_driver: aws", "growth_driver: north_america"),),
    "parts.aws.metric": ((_COMPANY, "metric: aws_operating_income", "metric: operating_income"),),
    "as_of": ((_2026Q2, "as_of: 2026-08-21T16:00:00-04:00", "as_of: 2026-09-15T16:00:00-04:00"),),
    "house.earnings_basis": ((_2026Q2, "earnings_basis: forward", "earnings_basis: trailing"),),
    "house.exit_multiple.value": ((_2026Q2, "{value: 25x, note: Held", "{value: 27x, note: Held"),),
    "house.share_count_growth.value": ((_2026Q2, "value: 1.2%\n", "value: [1%, 1.6%]\n"),),
    "consensus.forward_earnings_per_share.value": ((_2026Q2, "value: 10.39", "value: 10.80"),),
    "outlook.outlook_segment_growth.value": (
        (_2026Q2, "outlook_segment_growth: {value: 32%", "outlook_segment_growth: {value: 30%"),
    ),
    "outlook.outlook_tax_rate.value": (
        (_2026Q2, "outlook_tax_rate: {value: 19%", "outlook_tax_rate: {value: 21%"),
    ),
    "scenarios.bull.set.outlook_segment_growth": (
        (_2026Q2, "outlook_segment_growth: 40%", "outlook_segment_growth: 44%"),
    ),
    "scenarios.bull.set.outlook_other_margin": ((_2026Q2, "      outlook_other_margin: 8%\n", ""),),
    "scenarios.bear.set.outlook_other_growth": (
        (
            _2026Q2,
            "      exit_multiple: 20x\n",
            "      exit_multiple: 20x\n      outlook_other_growth: 7%\n",
        ),
    ),
    "scenarios.base.set": (
        (
            _2026Q2,
            "    story: Growth slows",
            "    set:\n      exit_multiple: 24x\n    story: Growth slows",
        ),
    ),
    "parts.multiples.aws.value": ((_2026Q2, "value: 24x", "value: 26x"),),
    "parts.net_debt.value": ((_2026Q2, "value: 50681M", "value: [50B, 61B]"),),
    "parts.holding_discount": ((_2026Q2, "holding_discount: 0%", "holding_discount: 4%"),),
    "parts.stakes.rivian": (
        (
            _2026Q2,
            "    openai:\n",
            "    rivian: {name: Rivian, gross: 2.1B, haircut: 0%, tax_rate: 0%}\n    openai:\n",
        ),
    ),
    "cash_flow.first_year_growth": (
        (_2026Q2, "cash_flow:\n", "cash_flow:\n  first_year_growth: 16%\n"),
    ),
    "cash_flow.revenue_growth.value": (
        (_2026Q2, "revenue_growth: {value: 13%", "revenue_growth: {value: 12%"),
    ),
    "2026Q2.net_sales": ((_HISTORY, "200606,27461", "200106,27461"),),
    "2026Q2.north_america_sales": ((_HISTORY, "116177,42197", "111177,42197"),),
    "2026Q1.aws_operating_income": ((_HISTORY, "37587,14161", "37587,14061"),),
}

NORDVIND: dict[str, Act] = {
    "market.share_price.value": ((_2025Q4, "{value: 336.80", "{value: 300"),),
    "outlook.outlook_other_margin.value": (
        (_2025Q4, "outlook_other_margin: {value: 9%", "outlook_other_margin: {value: 10%"),
    ),
    "outlook.outlook_other_growth": (
        (_2025Q4, "outlook_other_growth: 9%", "outlook_other_growth: 8%"),
    ),
    "scenarios.bull.shock.outlook_other_margin": (
        (_2025Q4, "      outlook_other_margin: 20%", "      outlook_other_margin: 30%"),
    ),
    "scenarios.bull.shock.outlook_other_growth": (
        (
            _2025Q4,
            "    shock:\n",
            "    shock:\n      outlook_other_growth: -10%\n",
        ),
    ),
    "parts.net_debt.value": ((_2025Q4, "value: 4.5B", "value: [4B, 5.5B]"),),
    "parts.stakes.havskum.haircut.value": (
        (_2025Q4, "haircut: {value: 25%", "haircut: {value: [20%, 40%]"),
    ),
    "parts.holding_discount": ((_2025Q4, "  holding_discount: 5%\n", ""),),
    "parts.multiples.storage.value": ((_2025Q4, "value: 60x", "value: 55x"),),
    "parts.service.level": ((_COMPANY, "    level: equity\n", ""),),
    "thesis.target_market_cap": (
        (_COMPANY, "target_market_cap: 200B", "target_market_cap: [190B, 220B]"),
    ),
    "history_unit": ((_COMPANY, "history_unit: 1M", "history_unit: 1K"),),
    "2025Q4.storage_operating_income": ((_HISTORY, "1835,277,", "1835,270,"),),
}

SKARV: dict[str, Act] = {
    "market.share_price.value": ((_2025Q4, "{value: 78.40", "{value: 70"),),
    "market.restricted_stock_units.value": ((_2025Q4, "value: 1.2M", "value: 1.8M"),),
    "market.options[1].strike.value": ((_2025Q4, "strike: {value: 90", "strike: {value: 60"),),
    "thesis.share_basis": ((_COMPANY, "share_basis: diluted", "share_basis: basic"),),
    "scenarios.good.shock.outlook_segment_growth": (
        (_2025Q4, "{outlook_segment_growth: 20%,", "{outlook_segment_growth: 25%,"),
    ),
    "scenarios.good.shock.exit_multiple": ((_2025Q4, ", exit_multiple: 10%}", "}"),),
    "outlook.outlook_segment_growth": (
        (_2025Q4, "  outlook_segment_growth: 26%", "  outlook_segment_growth: 24%"),
    ),
    "parts.stakes": (
        (
            _2025Q4,
            "  net_debt: -0.3B\n",
            "  net_debt: -0.3B\n  stakes: {molde: {name: Molde, gross: 1B, haircut: 5%, tax_rate: 0%}}\n",
        ),
    ),
    "2025Q4.cloud_sales": ((_HISTORY, "1052,303", "1042,303"),),
}
#: Nordvind's bear stands at a loss, for which nobody can say what it is worth: with these it does not.
CALM: Act = (
    (_2025Q4, "outlook_segment_margin: -8%", "outlook_segment_margin: 10%"),
    (_2025Q4, "outlook_other_margin: -1%", "outlook_other_margin: 4%"),
)
