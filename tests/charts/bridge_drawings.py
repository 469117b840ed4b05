"""Data for the bridge, ordinary and hostile, for the tests to draw."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from drawings import FULL, HALF

from reportgen.charts import Axis, Label
from reportgen.charts.bridge import BridgeData, Step

LONG = "Assumed operating margin of everything that Taiwan Semiconductor Manufacturing sells"
COLUMN = 108.0


def trillions(value: float) -> Label:
    return Label(value, f"${value:.2f}T".replace("$-", "−$"))


def billions(value: float) -> Label:
    """A change, given in billions, of a level in trillions."""
    return Label(value / 1000, f"{value:+,.4g}B".replace("-", "−"))


def points(value: float) -> Label:
    return Label(value / 100, f"{value:+.1f}pp".replace("-", "−"))


def percent(value: float) -> Label:
    return Label(value / 100, f"{value:.0f}%".replace("-", "−"))


def between(start: float, *steps: float, name: str = "Step") -> BridgeData:
    """From a level in trillions by steps in billions to where they lead."""
    rows = tuple(Step(f"{name} {place}", billions(by)) for place, by in enumerate(steps, start=1))
    end = list(accumulate((row.amount.value for row in rows), initial=start))[-1]
    return BridgeData(
        "the value", Step("Q1 2026", trillions(start)), rows, Step("Q2 2026", trillions(end)),
        billions((end - start) * 1000).text, TRILLIONS,
    )  # fmt: skip


TRILLIONS = Axis(lambda value: f"{value:g}", lambda value: f"${value:g}T")
SHARES = Axis(lambda value: f"{value:.1%}")
VALUE = BridgeData(
    "the scenarios' weighted value",
    Step("Q1 2026", trillions(2.72)),
    (
        Step("AWS sales", billions(125)),
        Step("Assumed growth of AWS sales", billions(76)),
        Step("Bull: assumed growth of AWS sales", billions(38)),
        Step("Passing of time", billions(-144)),
        Step("5 more edits", billions(90)),
    ),
    Step("Q2 2026", trillions(2.905)),
    "+$185B",
    TRILLIONS,
)
UPSIDE = BridgeData(
    "the required upside",
    Step("Q1 2026", percent(40)),
    (Step("Share price", points(3.5)), Step("Shares outstanding", points(-0.4))),
    Step("Q2 2026", percent(43.1)),
    "+3.1pp",
    SHARES,
    compact=True,
)
ORDINARY: dict[str, tuple[str, object]] = {
    "bridge": ("bridge", VALUE),
    "bridge of a rate": ("bridge", replace(UPSIDE, compact=False)),
    "bridge, compact": ("bridge", UPSIDE),
}
HOSTILE = {
    "twelve steps": between(2.72, *(30 * (-1) ** place * place for place in range(12))),
    "long names": replace(between(2.72, 40, -25, 60, name=LONG), measure=LONG),
    "a word too long": between(2.72, 40, -25, name="Verbindlichkeitsrückstellungsauflösung" * 2),
    "tiny and huge": between(2.72, 0.00001, 9_000, -0.00002),
    "nothing but tiny": between(2.72, 0.00001, -0.00002),
    "negative levels": between(-0.4, -30, 12),
    "across nought": between(0.05, 60, -140),
    "from nought": between(0.0, 60, 140),
    "to nought": between(0.2, -60, -140),
    "all falls": between(2.72, -30, -40, -50),
    "all falls below nought": between(-2.72, -300, -400),
    "there and back": between(2.72, 300, -300),
    "no steps": between(2.72),
    "no steps at nought": between(0.0),
    "wide amounts": replace(
        between(2.72, 40, -25),
        change="+SEK 184,826,491,183",
        end=Step("Fourth quarter of the fiscal year 2026", Label(2.735, "SEK 2,735,000,000,000")),
    ),
}
COMPACT = {name: replace(data, compact=True) for name, data in HOSTILE.items()}
CASES: dict[str, tuple[BridgeData, float]] = {
    **{
        f"{name}, {width:g} mm": (data, width)
        for name, data in HOSTILE.items()
        for width in (HALF, FULL)
    },
    **{f"{name}, compact": (data, COLUMN) for name, data in COMPACT.items()},
}
