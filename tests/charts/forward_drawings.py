"""Data for the charts of what a price implies, ordinary and hostile, for the tests to draw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from drawings import AMAZON, DOLLARS, HORIZON, NOW, QUARTERS, SHARES

from reportgen.charts import Axis, Label
from reportgen.charts.cloud_growth import CloudGrowthData, Line
from reportgen.charts.iso_cap_map import IsoCapMapData, Multiple
from reportgen.charts.price_implied import PriceImpliedData
from reportgen.charts.scenario_fan import Scenario, ScenarioFanData
from reportgen.charts.style.field import Curve, Position, Scale
from reportgen.charts.track_record import Interval, TrackRecordData

if TYPE_CHECKING:
    from drawings import Drawing

LONG = "Taiwan Semiconductor Manufacturing Company Limited"
HUGE, NOT_A_NUMBER = 4.0e6, float("nan")


def rate(value: float) -> Label:
    return Label(value, f"{value:.1%}".replace("-", "−"))


def worth(value: float) -> Label:
    return Label(value, f"${value:.2f}T".replace("$-", "−$"))


def times(value: float) -> Label:
    return Label(value, f"{value:.1f}×")


def dollars(value: float) -> Label:
    return Label(value, f"${value:.2f}")


def collisions(drawing: Drawing) -> list[str]:
    """The pairs of texts that share room."""
    return [
        f"{one} and {other}"
        for (one, first), (other, second) in combinations(drawing.rooms, 2)
        if first.grown(-0.2).meets(second.grown(-0.2))
    ]


def cut_off(drawing: Drawing, width: float) -> list[str]:
    """The texts that reach beyond the paper."""
    height = float(drawing.root.attrib["height"].removesuffix("mm"))
    return [
        text
        for text, room in drawing.rooms
        if room.left < -0.1
        or room.right > width + 0.1
        or room.bottom < -height - 0.1
        or room.top > 0.1
    ]


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

CURVES, MARKS = PRICE_IMPLIED.curves, PRICE_IMPLIED.marks
POINTS, PEERS = ISO_CAP_MAP.points, ISO_CAP_MAP.multiples
ENDS, LINES, EDITIONS = SCENARIO_FAN.ends, CLOUD_GROWTH.lines, TRACK_RECORD.editions
FLAT = ((0.05, 0.1), (0.2, 0.1))
SAME = Position("Same", rate(0.1), rate(0.1))

HOSTILE: dict[str, tuple[str, object]] = {
    "implied: all equal": (
        "price_implied",
        replace(
            PRICE_IMPLIED,
            curves=tuple(replace(curve, points=FLAT) for curve in CURVES),
            marks=tuple(replace(SAME, name=f"Same {index}") for index in range(6)),
        ),
    ),
    "implied: one negative": (
        "price_implied",
        replace(PRICE_IMPLIED, marks=(*MARKS, Position("Loss", rate(-0.3), rate(-0.4)))),
    ),
    "implied: one huge": (
        "price_implied",
        replace(PRICE_IMPLIED, marks=(*MARKS, Position("Huge", rate(HUGE), rate(HUGE)))),
    ),
    "implied: long names": (
        "price_implied",
        PriceImpliedData(
            tuple(replace(curve, name=f"{LONG} at {curve.name}") for curve in CURVES),
            tuple(replace(mark, name=f"{LONG} {index}") for index, mark in enumerate(MARKS)),
            replace(GROWTH, name=f"{LONG}: {GROWTH.name}, {LONG}, {LONG}"),
            replace(MARGIN, name=f"{LONG}: {MARGIN.name}, {LONG}, {LONG}"),
        ),
    ),
    "implied: one point alone": (
        "price_implied",
        replace(PRICE_IMPLIED, curves=(), marks=MARKS[:1]),
    ),
    "implied: nothing known": (
        "price_implied",
        replace(PRICE_IMPLIED, curves=(), marks=(replace(SAME, x=Label(NOT_A_NUMBER, "n/a")),)),
    ),
    "map: all equal": (
        "iso_cap_map",
        replace(
            ISO_CAP_MAP,
            points=tuple(replace(each, x=dollars(9), y=times(30)) for each in POINTS),
            multiples=tuple(replace(each, value=times(30)) for each in PEERS),
        ),
    ),
    "map: one negative": (
        "iso_cap_map",
        replace(ISO_CAP_MAP, points=(*POINTS, Position("Loss", dollars(-4), times(-80)))),
    ),
    "map: one huge": (
        "iso_cap_map",
        replace(ISO_CAP_MAP, multiples=(*PEERS, Multiple("Huge", times(HUGE)))),
    ),
    "map: long names": (
        "iso_cap_map",
        replace(
            ISO_CAP_MAP,
            points=tuple(replace(each, name=f"{LONG} {each.name}") for each in POINTS),
            multiples=tuple(replace(each, name=f"{LONG} {each.name}") for each in PEERS),
        ),
    ),
    "map: one curve alone": (
        "iso_cap_map",
        replace(ISO_CAP_MAP, curves=ISO_CAP_MAP.curves[:1], points=(), multiples=()),
    ),
    "fan: all equal": (
        "scenario_fan",
        replace(
            SCENARIO_FAN,
            history=tuple((day, worth(2.8)) for day, _ in SCENARIO_FAN.history),
            ends=tuple(replace(each, value=worth(2.8)) for each in ENDS),
            target=worth(2.8),
        ),
    ),
    "fan: one negative": (
        "scenario_fan",
        replace(SCENARIO_FAN, ends=(*ENDS, Scenario("Ruin", worth(-1.5), "1% likely"))),
    ),
    "fan: one huge": (
        "scenario_fan",
        replace(SCENARIO_FAN, ends=(*ENDS, Scenario("Moon", worth(HUGE), "1% likely"))),
    ),
    "fan: long names": (
        "scenario_fan",
        replace(
            SCENARIO_FAN,
            name=LONG,
            ends=tuple(replace(each, name=LONG, probability=LONG) for each in ENDS),
            path_name=LONG,
        ),
    ),
    "fan: nine scenarios": (
        "scenario_fan",
        replace(
            SCENARIO_FAN,
            ends=tuple(
                Scenario(f"Scenario {index}", worth(3 + index / 50), "11% likely")
                for index in range(9)
            ),
        ),
    ),
    "fan: one scenario without a past": (
        "scenario_fan",
        replace(SCENARIO_FAN, history=(), ends=ENDS[:1], path=()),
    ),
    "fan: no scenario, a horizon that is past": (
        "scenario_fan",
        replace(SCENARIO_FAN, ends=(), horizon=date(2025, 1, 1), path=()),
    ),
    "growth: all equal": (
        "cloud_growth",
        replace(
            CLOUD_GROWTH,
            lines=tuple(replace(line, values=(rate(0.2),) * len(QUARTERS)) for line in LINES),
        ),
    ),
    "growth: one negative": (
        "cloud_growth",
        replace(
            CLOUD_GROWTH,
            lines=(*LINES, Line("Shrinking", tuple(rate(-0.02 * n) for n in range(14)))),
        ),
    ),
    "growth: one huge": (
        "cloud_growth",
        replace(CLOUD_GROWTH, lines=(*LINES, Line("Huge", (None, *(rate(HUGE),) * 13)))),
    ),
    "growth: long names": (
        "cloud_growth",
        replace(CLOUD_GROWTH, lines=tuple(replace(line, name=LONG) for line in LINES)),
    ),
    "growth: twelve lines": (
        "cloud_growth",
        replace(
            CLOUD_GROWTH,
            lines=tuple(replace(LINES[index % 3], name=f"Cloud {index}") for index in range(12)),
        ),
    ),
    "growth: a single quarter": (
        "cloud_growth",
        CloudGrowthData(
            QUARTERS[:1], tuple(replace(line, values=line.values[:1]) for line in LINES), SHARES
        ),
    ),
    "growth: nothing known": (
        "cloud_growth",
        replace(CLOUD_GROWTH, lines=(Line("Nothing", (None,) * 14),)),
    ),
    "record: all equal": (
        "track_record",
        replace(
            TRACK_RECORD,
            editions=(Interval("Q1 2026", worth(2.8), worth(2.8), worth(2.8)),) * 4,
        ),
    ),
    "record: one negative": (
        "track_record",
        replace(
            TRACK_RECORD, editions=(*EDITIONS, Interval("Ruin", worth(-3), worth(-1), worth(1)))
        ),
    ),
    "record: one huge": (
        "track_record",
        replace(
            TRACK_RECORD,
            editions=(*EDITIONS, Interval("Moon", worth(2), worth(HUGE / 2), worth(HUGE))),
        ),
    ),
    "record: long names": (
        "track_record",
        replace(
            TRACK_RECORD,
            editions=tuple(replace(each, name=LONG) for each in EDITIONS),
            actual_name=LONG,
        ),
    ),
    "record: twenty editions": ("track_record", replace(TRACK_RECORD, editions=EDITIONS * 5)),
    "record: one edition": ("track_record", replace(TRACK_RECORD, editions=EDITIONS[:1])),
    "record: no edition": ("track_record", replace(TRACK_RECORD, editions=())),
}
ORDINARY: dict[str, tuple[str, object]] = {
    "implied": ("price_implied", PRICE_IMPLIED),
    "map": ("iso_cap_map", ISO_CAP_MAP),
    "fan": ("scenario_fan", SCENARIO_FAN),
    "growth": ("cloud_growth", CLOUD_GROWTH),
    "record": ("track_record", TRACK_RECORD),
}
CASES = {**ORDINARY, **HOSTILE}
