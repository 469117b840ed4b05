"""Sum of the parts: what each part is worth at its own multiple, and what the market pays for the rest.

The files name the parts, so their figures come from factories: `parts.K.value` of the part with the
key K. Multiples here are multiples of enterprise value. Net debt is debt and leases less cash.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from reportgen.figures import Formula, Guard, Values, figure
from reportgen.formulas.gap import POSITIVE_CAP, POSITIVE_SHARES, POSITIVE_TARGET

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The base case and the ends of the range of multiples.
End = Literal["", "_low", "_high"]
ENDS: tuple[End, ...] = ("", "_low", "_high")

#: Of all that is not said to come from elsewhere.
REFERENCE = "CFA Institute, Equity Asset Valuation (sum of the parts)"
_of_parts = partial(Formula, unit="money", section="parts", reference=REFERENCE)
_figure = partial(figure, reference=REFERENCE)

NO_METRIC = "a negative metric has no multiple"
OTHERS_EXCEED = "other parts already exceed EV"
WITHOUT_VALUE = Guard(
    lambda parts_enterprise_value: parts_enterprise_value <= 0, "n.m.", "the parts have no value"
)


def part_value(key: str, name: str, *, end: End = "", allow_negative: str = "") -> Formula:
    """The value of one part: its metric times its multiple, or the low or high end of that.

    A negative metric is not meaningful, unless `allow_negative` gives the reason that is printed.
    """
    metric, multiple = f"parts.{key}.metric", f"parts.{key}.multiple{end}"
    effect: Literal["note", "n.m."] = "note" if allow_negative else "n.m."
    return _of_parts(
        name=f"parts.{key}.value{end}",
        label=_ended(f"{name}: value", end),
        function=lambda metric, multiple: metric * multiple,
        parameters=(metric, multiple),
        guards=(
            Guard(lambda paid: paid < 0, "error", "a multiple cannot be negative", of=(multiple,)),
            Guard(lambda metric: metric < 0, effect, allow_negative or NO_METRIC, of=(metric,)),
        ),
        increasing=(metric,) if allow_negative else (metric, multiple),
        body=f"{metric} * {multiple}",
    )


def parts_total(keys: Sequence[str], end: End = "") -> Formula:
    """The enterprise value of all parts together, or the low or high end of it."""
    if not keys:
        raise ValueError("a sum of the parts needs at least one part")
    names = tuple(f"parts.{key}.value{end}" for key in keys)
    label = _ended("Enterprise value, sum of the parts", end)
    return _sum(f"parts_enterprise_value{end}", label, names)


def other_parts_value(keys: Sequence[str], segment_key: str) -> Formula:
    """The value of all parts but the growth driver's; zero if there is no other."""
    names = tuple(f"parts.{key}.value" for key in keys if key != segment_key)
    return _sum("other_parts_value", "Value of all parts but {segment}", names)


def part_share(key: str, name: str) -> Formula:
    """One part's share of the value of all."""
    value = f"parts.{key}.value"
    return _of_parts(
        name=f"parts.{key}.share",
        label=f"{name}: share of the value of all parts",
        unit="rate",
        decimals=0,
        function=lambda value, total: value / total,
        parameters=(value, "parts_enterprise_value"),
        guards=(WITHOUT_VALUE,),
        body=f"{value} / parts_enterprise_value",
        reference="common ratio",
    )


def stake_value(key: str, name: str) -> Formula:
    """What a stake in another company is worth after a haircut and tax.

    The tax rate is of the whole value: where only a gain is taxed, the rate stated is that much lower.
    """
    gross, haircut, tax_rate = (f"stakes.{key}.{part}" for part in ("gross", "haircut", "tax_rate"))
    return _of_parts(
        name=f"stakes.{key}.value",
        label=f"{name}: value of the stake after haircut and tax",
        function=lambda gross, haircut, tax_rate: gross * (1 - haircut) * (1 - tax_rate),
        parameters=(gross, haircut, tax_rate),
        guards=(_a_share("haircut", haircut), _a_share("tax rate", tax_rate)),
        increasing=(gross,),
        decreasing=(haircut, tax_rate),
        body=f"{gross} * (1 - {haircut}) * (1 - {tax_rate})",
    )


def stakes_value(keys: Sequence[str], equity_parts: Sequence[str] = (), end: End = "") -> Formula:
    """The value of all stakes, and of parts valued on their own equity; zero where there is none.

    Stakes have no range of multiples, so only such parts differ at its ends.
    """
    names = (
        *(f"stakes.{key}.value" for key in keys),
        *(f"parts.{key}.value{end}" for key in equity_parts),
    )
    return _sum(f"stakes_value{end}", _ended("Value of stakes after haircuts and tax", end), names)


def _sum(name: str, label: str, names: tuple[str, ...]) -> Formula:
    return _of_parts(
        name=name,
        label=label,
        function=lambda *values: sum(values, 0.0),
        parameters=names,
        increasing=names,
        body=" + ".join(names) or "0",
    )


def _ended(label: str, end: End) -> str:
    return label + end.replace("_", ", ")


def _a_share(words: str, name: str) -> Guard:
    reason = f"a {words} lies between 0% and 100%"
    return Guard(lambda share: (share < 0) | (share > 1), "error", reason, of=(name,))


def _reached(whole: Values, others: Values) -> Values:
    return whole <= others


def equity_value(
    enterprise_value: Values, holding_discount: Values, net_debt: Values, stakes_value: Values
) -> Values:
    """What the parts leave for shareholders: less the holding discount and net debt, plus stakes."""
    return enterprise_value * (1 - holding_discount) - net_debt + stakes_value


def _equity_value(end: End) -> Formula:
    total, stakes = f"parts_enterprise_value{end}", f"stakes_value{end}"
    return _of_parts(
        name=f"parts_equity_value{end}",
        label=_ended("Equity value, sum of the parts", end),
        function=equity_value,
        parameters=(total, "holding_discount", "net_debt", stakes),
        guards=(_a_share("holding discount", "holding_discount"),),
        increasing=(total, stakes),
        decreasing=("net_debt",),
        body=f"{total} * (1 - holding_discount) - net_debt + {stakes}",
    )


def _value_per_share(end: End) -> Formula:
    equity = f"parts_equity_value{end}"
    return _of_parts(
        name=f"parts_value_per_share{end}",
        label=_ended("Value per share, sum of the parts", end),
        unit="money_per_share",
        function=lambda equity, shares: equity / shares,
        parameters=(equity, "shares"),
        guards=(POSITIVE_SHARES,),
        increasing=(equity,),
        body=f"{equity} / shares",
        sentence="What the parts leave for each share, on the thesis's share basis.",
    )


parts_equity_value, parts_equity_value_low, parts_equity_value_high = map(_equity_value, ENDS)
parts_value_per_share, parts_value_per_share_low, parts_value_per_share_high = map(
    _value_per_share, ENDS
)


@_figure(
    label="Sum of the parts against market cap",
    unit="rate",
    signed=True,
    guards=(POSITIVE_CAP,),
    increasing=("parts_equity_value",),
)
def parts_gap_to_market(parts_equity_value: Values, market_cap: Values) -> Values:
    """How far the parts are worth more than the market pays, or less if negative."""
    return parts_equity_value / market_cap - 1


@_figure(
    label="Rise from the sum of the parts to the target",
    unit="rate",
    signed=True,
    guards=(
        POSITIVE_TARGET,
        Guard(
            lambda parts_equity_value: parts_equity_value <= 0, "n.m.", "the parts leave no equity"
        ),
    ),
    increasing=("target_market_cap",),
    decreasing=("parts_equity_value",),
)
def parts_gap_to_target(target_market_cap: Values, parts_equity_value: Values) -> Values:
    """Rise in the value of the parts still needed to reach the target."""
    return target_market_cap / parts_equity_value - 1


@_figure(
    label="Enterprise value the market pays for the parts",
    unit="money",
    increasing=("market_cap", "net_debt"),
    decreasing=("stakes_value",),
)
def market_enterprise_value(market_cap: Values, net_debt: Values, stakes_value: Values) -> Values:
    """Market cap plus net debt less stakes, on the definitions of the sum of the parts."""
    return market_cap + net_debt - stakes_value


@_figure(
    label="Enterprise value of the parts at the target",
    unit="money",
    increasing=("target_market_cap", "net_debt"),
    decreasing=("stakes_value",),
)
def target_enterprise_value(
    target_market_cap: Values, net_debt: Values, stakes_value: Values
) -> Values:
    """The same at the target's market cap, with today's net debt and stakes."""
    return target_market_cap + net_debt - stakes_value


@_figure(
    label="Holding discount in the price",
    unit="rate",
    signed=True,
    guards=(WITHOUT_VALUE,),
    decreasing=("market_enterprise_value",),
)
def holding_discount_in_price(
    market_enterprise_value: Values, parts_enterprise_value: Values
) -> Values:
    """By how much the market pays less than the parts are worth; negative is a premium."""
    return 1 - market_enterprise_value / parts_enterprise_value


@_figure(
    label="Conglomerate discount",
    unit="money",
    signed=True,
    increasing=("parts_enterprise_value",),
    decreasing=("market_enterprise_value",),
)
def conglomerate_discount(
    parts_enterprise_value: Values, market_enterprise_value: Values
) -> Values:
    """The same in money: value of the parts less the actual enterprise value (CFA Institute)."""
    return parts_enterprise_value - market_enterprise_value


def implied_multiple(
    enterprise_value: Values, other_parts_value: Values, segment_part_metric: Values
) -> Values:
    """What is paid for the growth driver if all other parts are worth what the house says."""
    return (enterprise_value - other_parts_value) / segment_part_metric


def _implied_multiple(at: str, label: str, whole: str) -> Formula:
    others, metric = "other_parts_value", "segment_part_metric"
    return _of_parts(
        name=f"implied_segment_multiple{at}",
        label=label,
        unit="multiple",
        function=implied_multiple,
        parameters=(whole, others, metric),
        core=True,
        guards=(
            Guard(lambda metric: metric <= 0, "n.m.", "the metric is not positive", of=(metric,)),
            Guard(_reached, "note", OTHERS_EXCEED, OTHERS_EXCEED, of=(whole, others)),
        ),
        increasing=(whole,),
        decreasing=(others,),
        body=f"({whole} - {others}) / {metric}",
        reference="house definition",
    )


implied_segment_multiple = _implied_multiple(
    "", "{segment} multiple in the price", "market_enterprise_value"
)
implied_segment_multiple_at_target = _implied_multiple(
    "_at_target", "{segment} multiple needed at the target", "target_enterprise_value"
)
