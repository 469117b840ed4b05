"""A sum of the parts must count everything once, and a forecast must not outgrow the economy."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.yaml_document import Document, Path
    from reportgen.model import Story

WHOLE = "net_sales"


def parts_cover_sales_once(story: Story) -> Iterator[Problem]:
    """What the parts stand for must add up to net sales, column by column."""
    company = story.now.assumptions.company
    if not company.parts:
        return
    covered: Counter[str] = Counter()
    for part in company.parts.values():
        for column, sign in signed(part.covers):
            covered[column] += sign
    covered = _with_segments_summed(story, covered)
    if covered != Counter({WHOLE: 1}):
        found = " ".join(f"{count:+d} {name}" for name, count in sorted(covered.items()) if count)
        yield _problem(
            story.now.assumptions.company_document, ("parts",),
            f"do not cover {WHOLE} once", found, f"let `covers` of all parts add up to {WHOLE}",
        )  # fmt: skip


def signed(columns: str) -> list[tuple[str, int]]:
    """`net_sales - aws_sales` as columns with their signs."""
    words = f"+ {columns}".split()
    return [
        (column, 1 if sign == "+" else -1) for sign, column in zip(*[iter(words)] * 2, strict=True)
    ]


def _with_segments_summed(story: Story, covered: Counter[str]) -> Counter[str]:
    """All segments together are net sales: history is checked for it."""
    segments = [segment.sales for segment in story.now.assumptions.company.segments.values()]
    once = min((covered[name] for name in segments), default=0)
    for name in segments if once > 0 else ():
        covered[name] -= once
    covered[WHOLE] += max(once, 0)
    return Counter({name: count for name, count in covered.items() if count})


def multiples_fit_their_level(story: Story) -> Iterator[Problem]:
    """A price/earnings multiple gives equity: in a sum of enterprise values it counts debt twice."""
    document = story.now.assumptions.company_document
    for key, part in story.now.assumptions.company.parts.items():
        if part.multiple == "price_to_earnings" and part.level == "enterprise":
            yield _problem(
                document, ("parts", key, "multiple"), "is a multiple of equity among enterprise values",
                part.multiple, "write `level: equity`, or use a multiple of enterprise value",
            )  # fmt: skip
        if part.multiple != "price_to_earnings" and part.level == "equity":
            yield _problem(
                document, ("parts", key, "level"), "is equity, but its multiple is of enterprise value",
                part.multiple, "write `level: enterprise`, or use price_to_earnings",
            )  # fmt: skip


def gains_are_in_no_multiple(story: Story) -> Iterator[Problem]:
    """One-time gains of a stake that is valued on its own must not be multiplied as well."""
    assumptions = story.now.assumptions
    gains = story.now.figures["pre_tax_gains"]
    if not (gains.known and gains.value and assumptions.edition.parts.stakes):
        return
    for key, part in assumptions.company.parts.items():
        if "net_income" in dict(signed(part.metric)):
            yield _problem(
                assumptions.company_document, ("parts", key, "metric"),
                "holds the one-time gains of stakes that are valued on their own", part.metric,
                "value the part on operating income or sales",
            )  # fmt: skip


def part_multiples_rise(story: Story) -> Iterator[Problem]:
    """Low, base and high multiple of a part, in this order."""
    document = story.now.assumptions.edition_document
    for key in story.now.assumptions.company.parts:
        names = [f"parts.{key}.multiple{end}" for end in ("_low", "", "_high")]
        known = [story.now.figures[name].value for name in names if story.now.figures[name].known]
        values = [value for value in known if value is not None]
        if values != sorted(values):
            found = ", ".join(f"{value:g}x" for value in values)
            path: Path = ("parts", "multiples", key)
            what = "does not run from low over value to high"
            yield _problem(document, path, what, found, "put the three in order")


def terminal_growth_is_bounded(story: Story) -> Iterator[Problem]:
    """Growth for ever above the risk-free rate outgrows the economy: it needs a reason."""
    cash_flow = story.now.assumptions.edition.cash_flow
    figures = story.now.figures
    if "terminal_growth_spread" not in figures or cash_flow.override_reason:
        return
    spread = figures["terminal_growth_spread"]
    if spread.known and (spread.value or 0.0) > 0:
        found = f"{figures['terminal_growth'].printed} over {figures['risk_free_rate'].printed}"
        yield _problem(
            story.now.assumptions.edition_document, ("cash_flow", "terminal_growth"),
            "is above the risk-free rate", found,
            "lower it, or say why in `override_reason`",
        )  # fmt: skip


def volatility_is_not_negative(story: Story) -> Iterator[Problem]:
    """A standard deviation has no sign."""
    volatility = story.now.figures["market_volatility"]
    if volatility.known and (volatility.value or 0.0) < 0:
        yield _problem(
            story.now.assumptions.edition_document, ("market_path", "market_volatility"),
            "must not be negative", volatility.printed, "write how far the cap strays in a year",
        )  # fmt: skip


def growth_driver_is_a_part(story: Story) -> Iterator[Problem]:
    """The multiple in the price is that of the part with the growth driver's key."""
    company = story.now.assumptions.company
    valued = [key for key, part in company.parts.items() if part.level == "enterprise"]
    if company.parts and company.growth_driver not in valued:
        what = (
            f"hold no enterprise value of {company.growth_driver}: its multiple in the price is n/a"
        )
        advice = f"give one part the key {company.growth_driver}"
        document = story.now.assumptions.company_document
        yield _problem(document, ("parts",), what, "", advice, severity="warning")


def _problem(  # noqa: PLR0913 - what a problem is made of
    document: Document,
    path: Path,
    what: str,
    found: str,
    advice: str,
    *,
    severity: Severity = "error",
) -> Problem:
    position = document.key_position(path)
    return Problem(position, dotted(path), what, found, advice, "consistency", severity)
