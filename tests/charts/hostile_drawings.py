"""The same charts with data as awkward as they come: equal, negative, huge, long, alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from drawings import FULL, HALF, QUARTERS, SHARES
from forward_drawings import (
    CLOUD_GROWTH,
    GROWTH,
    ISO_CAP_MAP,
    MARGIN,
    ORDINARY,
    PRICE_IMPLIED,
    SCENARIO_FAN,
    TRACK_RECORD,
    dollars,
    rate,
    times,
    worth,
)

from reportgen.charts import Label
from reportgen.charts.cloud_growth import CloudGrowthData, Line
from reportgen.charts.iso_cap_map import Multiple
from reportgen.charts.price_implied import PriceImpliedData
from reportgen.charts.scenario_fan import Scenario
from reportgen.charts.style.field import Position
from reportgen.charts.track_record import Interval

if TYPE_CHECKING:
    from drawings import Drawing

LONG = "Taiwan Semiconductor Manufacturing Company Limited"
HUGE, NOT_A_NUMBER = 4.0e6, float("nan")


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
CASES = {**ORDINARY, **HOSTILE}


def cases(chart: str) -> dict[str, tuple[object, float]]:
    """All data for a chart, at both widths."""
    return {
        f"{case}, {width:g} mm": (data, width)
        for case, (name, data) in CASES.items()
        if name == chart
        for width in (HALF, FULL)
    }
