"""The identities that a company's files call for: its segments, parts, peers, scenarios and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.identities.business import BEFORE, CHIPS, LAST, QUARTERLY
from reportgen.identities.identity import Identity, total, weighted, whole
from reportgen.identities.market import GAP, MULTIPLES, PATH
from reportgen.identities.rerating import OUTLOOK, REQUIRED, RERATING
from reportgen.identities.worth import CASH_FLOWS, ENDS, EXPECTATIONS, PARTS, SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.company import Company
    from reportgen.assumptions.edition import Edition
    from reportgen.assumptions.reading import Assumptions

#: What holds in every company's figures, wherever all of them are there.
EVERYWHERE = (
    *GAP, *PATH, *MULTIPLES, *RERATING, *OUTLOOK, *REQUIRED, *PARTS, *CASH_FLOWS, *EXPECTATIONS,
    *SCENARIOS, *QUARTERLY, *CHIPS,
)  # fmt: skip
#: Figures whose change between editions is a rate, by unit; all others change by a difference.
RELATIVE = ("money", "money_per_share", "shares", "count")


def declared(assumptions: Assumptions) -> Iterator[Identity]:
    """Every identity of an edition's own figures, but for its quarters, changes and simulation."""
    company, edition = assumptions.company, assumptions.edition
    yield from EVERYWHERE
    yield from segments_foot(company)
    yield from _parts(company, edition)
    for peer in company.peers:
        yield from _peer(peer)
    yield from _odds(edition)


def simulated(assumptions: Assumptions) -> Iterator[Identity]:
    """What holds among the results of a simulation."""
    inputs = assumptions.edition.simulation.inputs
    shares = [f"simulated_variance_share.{name}" for name in inputs]
    yield from whole("parts of the variance add up to 100%", shares)


def segments_foot(company: Company) -> Iterator[Identity]:
    """The segments of each quarter add up to net sales; one that is named alone is no breakdown."""
    columns = [segment.sales for segment in company.segments.values()]
    if len(columns) > 1:
        for lag in (*LAST, *BEFORE):
            parts = [column + lag for column in columns]
            yield total(f"net_sales{lag}", "the segments add up to net sales", parts)


def _parts(company: Company, edition: Edition) -> Iterator[Identity]:
    enterprise = [key for key, part in company.parts.items() if part.level == "enterprise"]
    equity = [key for key, part in company.parts.items() if part.level == "equity"]
    for end in ENDS:
        for key in company.parts:
            yield Identity(
                f"parts.{key}.value{end}", "value of a part = metric × multiple",
                (f"parts.{key}.metric", f"parts.{key}.multiple{end}"), lambda a, b: a * b,
            )  # fmt: skip
        if enterprise:
            values = [f"parts.{key}.value{end}" for key in enterprise]
            yield total(f"parts_enterprise_value{end}", "the parts add up to all of them", values)
        stakes = [f"stakes.{key}.value" for key in edition.parts.stakes]
        held = [*stakes, *(f"parts.{key}.value{end}" for key in equity)]
        if held:
            yield total(f"stakes_value{end}", "the stakes add up to all of them", held)
    for key in enterprise:
        yield Identity(
            f"parts.{key}.share", "share of a part = its value / that of all",
            (f"parts.{key}.value", "parts_enterprise_value"), lambda a, b: a / b,
        )  # fmt: skip
    shares = [f"parts.{key}.share" for key in enterprise]
    yield from whole("the shares of the parts add up to 100%", shares)
    yield from _stakes(company, edition, enterprise)


def _stakes(company: Company, edition: Edition, enterprise: list[str]) -> Iterator[Identity]:
    others = [f"parts.{key}.value" for key in enterprise if key != company.growth_driver]
    if others and company.growth_driver in enterprise:
        yield total("other_parts_value", "the other parts add up to all of them", others)
    for key in edition.parts.stakes:
        names = [f"stakes.{key}.{part}" for part in ("gross", "haircut", "tax_rate")]
        yield Identity(
            f"stakes.{key}.value", "stake = its value less haircut and tax", tuple(names),
            lambda gross, haircut, tax: gross * (1 - haircut) * (1 - tax),
        )  # fmt: skip


def _peer(key: str) -> Iterator[Identity]:
    price = f"{key}.share_price"
    yield Identity(f"{key}.market_cap", "market cap = share price × shares",
                   (price, f"{key}.shares_outstanding"), lambda price, shares: price * shares)  # fmt: skip
    yield Identity(f"{key}.forward_pe", "forward P/E = share price / earnings per share",
                   (price, f"{key}.forward_earnings_per_share"), lambda price, eps: price / eps)  # fmt: skip
    yield Identity(f"{key}.growth_gap", "gap = own growth − growth of the peer",
                   ("segment_growth", f"{key}.segment_growth"), lambda own, other: own - other)  # fmt: skip


def _odds(edition: Edition) -> Iterator[Identity]:
    """Scenarios: their odds, their weighted means, and the outlook again in each of them."""
    keys = tuple(edition.scenarios)
    odds = [f"scenario.{key}.probability" for key in keys]
    yield from whole("the probabilities of the scenarios add up to 100%", odds)
    for name, of in (
        ("probability_weighted_market_cap", "outlook_market_cap"),
        ("probability_weighted_price", "outlook_share_price"),
    ):
        if keys:
            values = [f"scenario.{key}.{of}" for key in keys]
            yield weighted(name, "weighted mean = sum of probability × value", odds, values)
    for key in keys:
        cap = f"scenario.{key}.outlook_market_cap"
        yield Identity(f"scenario.{key}.upside", "change = market cap at the horizon / today's − 1",
                       (cap, "market_cap"), lambda then, now: then / now - 1)  # fmt: skip
    yield from _ends(keys)


def _ends(keys: tuple[str, ...]) -> Iterator[Identity]:
    for end, key in (("best", keys[:1]), ("worst", keys[-1:])):
        for of, name in (("share_price", "price"), ("market_cap", "market_cap")):
            for scenario in key:
                yield total(f"{end}_scenario_{name}", f"it is that of the {end} scenario",
                            [f"scenario.{scenario}.outlook_{of}"])  # fmt: skip


def change(name: str, unit: str) -> Identity:
    """How a figure has changed between two editions, from what each of them printed."""
    sides = (name, f"previous.{name}")
    if unit in RELATIVE:
        return Identity(f"change.{name}", "change = now / before − 1", sides,
                        lambda now, before: now / before - 1)  # fmt: skip
    return Identity(f"change.{name}", "change = now − before", sides,
                    lambda now, before: now - before)  # fmt: skip
