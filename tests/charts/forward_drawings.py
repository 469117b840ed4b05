"""Data for the charts of what a price implies, ordinary and hostile, for the tests to draw."""

from __future__ import annotations

from datetime import date

from drawings import AMAZON, DOLLARS, HORIZON, NOW, QUARTERS, SHARES

from reportgen.charts import Axis, Label
from reportgen.charts.cloud_growth import CloudGrowthData, Line
from reportgen.charts.iso_cap_map import IsoCapMapData, Multiple
from reportgen.charts.price_implied import PriceImpliedData
from reportgen.charts.scenario_fan import Scenario, ScenarioFanData
from reportgen.charts.style.field import Curve, Position, Scale
from reportgen.charts.track_record import Interval, TrackRecordData


def rate(value: float) -> Label:
    return Label(value, f"{value:.1%}".replace("-", "−"))


def worth(value: float) -> Label:
    return Label(value, f"${value:.2f}T".replace("$-", "−$"))


def times(value: float) -> Label:
    return Label(value, f"{value:.1f}×".replace("-", "−"))


def dollars(value: float) -> Label:
    return Label(value, f"${value:.2f}".replace("$-", "−$"))


GROWTH = Scale("Revenue growth a year, years 1–5", SHARES)
MARGIN = Scale("Operating margin in year 10", SHARES)


def isoquant(level: float) -> tuple[tuple[float, float], ...]:
    """The margin that each growth asks for: less the faster sales grow."""
    growths = [0.04 + 0.01 * step for step in range(17)]
    return tuple((growth, level * (1.09 / (1 + growth)) ** 6) for growth in growths)


PRICE_IMPLIED = PriceImpliedData(
    (
        Curve("$2.80T today", isoquant(0.16)),
        Curve("$4T target", isoquant(0.23), emphasised=True),
    ),
    (
        Position("Today", rate(0.118), rate(0.112)),
        Position("House", rate(0.115), rate(0.165), projected=True),
        Position("Consensus", rate(0.108), rate(0.142), "other", projected=True),
        Position("Nvidia", rate(0.19), rate(0.24), "benchmark"),
    ),
    GROWTH,
    MARGIN,
)

EARNINGS = Scale(
    "Earnings per share", Axis(lambda value: f"{value:g}", lambda value: f"${value:g}")
)
RATIO = Scale("Price/earnings", Axis(lambda value: f"{value:g}", lambda value: f"{value:g}×"))


def hyperbola(price: float) -> tuple[tuple[float, float], ...]:
    """The multiples at which a share with these earnings costs so much."""
    return tuple((6 + 0.5 * step, price / (6 + 0.5 * step)) for step in range(19))


ISO_CAP_MAP = IsoCapMapData(
    (
        Curve("$2.80T today", hyperbola(260)),
        Curve("$4T target", hyperbola(371), emphasised=True),
    ),
    (
        Position("Today", dollars(7.6), times(34.2)),
        Position("Bear", dollars(9.2), times(22.0), projected=True),
        Position("Base", dollars(10.6), times(29.0), projected=True),
        Position("Bull", dollars(12.4), times(34.0), projected=True),
        Position("House", dollars(11.0), times(30.5), projected=True),
    ),
    (
        Multiple("Nvidia", times(41.0), "benchmark"),
        Multiple("Microsoft", times(33.1)),
        Multiple("Walmart", times(36.0)),
        Multiple("Alphabet", times(25.4)),
    ),
    EARNINGS,
    RATIO,
)

SCENARIO_FAN = ScenarioFanData(
    "Amazon",
    tuple((day, worth(value)) for day, value in AMAZON.points if value),
    (NOW, worth(2.80)),
    (
        Scenario("Bull", worth(4.62), "25% likely"),
        Scenario("Base", worth(3.41), "50% likely", emphasised=True),
        Scenario("Bear", worth(2.20), "25% likely"),
    ),
    Label(4.0, "$4T"),
    HORIZON,
    DOLLARS,
    ((NOW, 2.80), (date(2027, 3, 1), 3.33), (HORIZON, 4.0)),
    "Required path",
)

AWS = (12, 13, 12, 13, 17, 19, 19, 19, 17, 17, 20, 24, 28, 30)
AZURE = (27, 26, 28, 28, 31, 29, 33, 31, 33, 39, 40, 39, 40, 39)
GOOGLE = (28, 28, 22, 26, 28, 29, 35, 30, 28, 32, 34, 48, 50, None)
CLOUD_GROWTH = CloudGrowthData(
    QUARTERS,
    (
        Line("AWS", tuple(Label(value / 100, f"{value}%") for value in AWS), subject=True),
        Line("Azure", tuple(Label(value / 100, f"{value}%") for value in AZURE)),
        Line(
            "Google Cloud",
            tuple(
                Label(value / 100, f"{value}%") if value and index not in (4, 5) else None
                for index, value in enumerate(GOOGLE)
            ),
        ),
    ),
    SHARES,
)

TRACK_RECORD = TrackRecordData(
    (
        Interval("Q3 2025", worth(2.05), worth(2.31), worth(2.52)),
        Interval("Q4 2025", worth(2.12), worth(2.48), worth(2.95)),
        Interval("Q1 2026", worth(2.30), worth(2.60), worth(3.10)),
        Interval("Q2 2026", worth(2.95), worth(3.10), worth(3.34)),
    ),
    worth(2.80),
    "Actual",
    DOLLARS,
)

ORDINARY: dict[str, tuple[str, object]] = {
    "implied": ("price_implied", PRICE_IMPLIED),
    "map": ("iso_cap_map", ISO_CAP_MAP),
    "fan": ("scenario_fan", SCENARIO_FAN),
    "growth": ("cloud_growth", CLOUD_GROWTH),
    "record": ("track_record", TRACK_RECORD),
}
