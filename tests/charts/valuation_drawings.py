"""Data for the charts of valuation ranges and simulations, ordinary and hostile, to be drawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from drawings import DOLLARS

from reportgen.charts import Axis, Label
from reportgen.charts.football_field import FootballFieldData, Range
from reportgen.charts.parts_waterfall import Part, PartsWaterfallData
from reportgen.charts.simulation_histogram import SimulationHistogramData
from reportgen.charts.style.crown import Mark
from reportgen.charts.tornado import Swing, TornadoData

if TYPE_CHECKING:
    from drawings import Drawing

LONG = "Donaudampfschifffahrtsgesellschaft of the long name"


def worth(value: float) -> Label:
    return Label(value, f"${value:.2f}T".replace("$-", "−$"))


def change(value: float) -> Label:
    return Label(value, f"+${value:.2f}T".replace("+$-", "−$"))


def faults(drawing: Drawing, width: float) -> list[str]:
    """The texts that meet another or reach beyond the paper."""
    sheet = float(drawing.root.attrib["height"].removesuffix("mm"))
    rooms = [(text, room.grown(-0.2)) for text, room in drawing.rooms]
    met = [
        f"{one} meets {other}"
        for (one, first), (other, second) in combinations(rooms, 2)
        if first.meets(second)
    ]
    beyond = [
        f"{text} is cut off"
        for text, room in rooms
        if min(room.left, width - room.right, room.bottom + sheet, -room.top) < -0.1
    ]
    return met + beyond


TODAY, GOAL = Mark("Market cap today", worth(2.8)), Mark("Target", Label(4.0, "$4T"), dashed=True)
ENDLESS = Mark("A very long name of a line that goes on and on and on", worth(3), dashed=True)

FIELD = FootballFieldData(
    (
        Range("Sum of the parts", worth(2.6), worth(3.1), worth(3.9)),
        Range("Discounted cash flow", worth(1.9), worth(2.7), worth(4.3)),
        Range("EV/EBIT", worth(2.2), None, worth(3.0)),
    ),
    (TODAY, GOAL),
    DOLLARS,
)
FIELDS = {
    "ordinary": FIELD,
    "a single row": replace(FIELD, rows=FIELD.rows[:1], references=()),
    "all equal": FootballFieldData(
        (Range("One", worth(3), worth(3), worth(3)),) * 4,
        (replace(TODAY, label=worth(3)), replace(GOAL, label=worth(3))),
        DOLLARS,
    ),
    "negative, huge and long": FootballFieldData(
        (
            Range("Negative", worth(-2.6), worth(-1), worth(1)),
            Range(LONG, worth(2.1), worth(2.2), worth(2.3)),
            Range("Huge", worth(1), worth(50), worth(400)),
        ),
        (TODAY, GOAL, ENDLESS),
        DOLLARS,
    ),
    "nine rows": replace(FIELD, rows=FIELD.rows * 3),
    "nothing known": replace(FIELD, rows=(), references=()),
}

PARTS = PartsWaterfallData(
    (
        Part("AWS", change(1.9), driver=True),
        Part("Advertising", change(0.72)),
        Part("Third-party seller services", change(0.45)),
        Part("Conglomerate discount", change(-0.28)),
        Part("Net debt and leases", change(-0.09)),
    ),
    Part("Equity value", worth(2.7)),
    (TODAY, GOAL),
)
WATERFALLS = {
    "ordinary": PARTS,
    "a single part": replace(PARTS, parts=PARTS.parts[:1]),
    "nine bars": replace(PARTS, parts=(*PARTS.parts, *PARTS.parts[1:4])),
    "all equal": replace(
        PARTS,
        parts=(Part("Part", change(0.5)),) * 8,
        total=Part("Equity value", worth(4)),
        references=(replace(TODAY, label=worth(4)), GOAL),
    ),
    "one huge": replace(
        PARTS,
        parts=(Part("AWS", change(30), driver=True), *PARTS.parts[1:]),
        total=Part("Equity value", worth(30.8)),
        references=(replace(TODAY, label=worth(30.5)), replace(GOAL, label=worth(31))),
    ),
    "negative and long": PartsWaterfallData(
        (Part("Loss", change(-2)), Part(LONG, change(0)), Part("Gain", change(1))),
        Part("Equity value", worth(-1)),
        (TODAY, replace(ENDLESS, label=worth(-1.5))),
    ),
    "no room for a name": PartsWaterfallData(
        (Part("Rise", Label(3.0, "+SEK 3,000B")), Part("Fall", Label(-3.0, "−SEK 3,000B"))) * 4,
        Part("Equity value", Label(0.0, "SEK 0B")),
        tuple(replace(ENDLESS, name=f"{LONG} {LONG}", label=worth(each)) for each in (1, 2, 3)),
    ),
}

TORNADO = TornadoData(
    (
        Swing("AWS growth, years 1–5", "15%", "32%", worth(2.1), worth(4.4)),
        Swing("Discount rate", "7.5%", "10.5%", worth(3.8), worth(2.6)),
        Swing("Tax rate", "15%", "21%", worth(3.2), worth(3.13)),
    ),
    worth(3.15),
    Label(4.0, "$4T"),
)
TORNADOES = {
    "ordinary": TORNADO,
    "a single row": replace(TORNADO, rows=TORNADO.rows[:1]),
    "nine rows": replace(TORNADO, rows=TORNADO.rows * 3),
    "all equal": TornadoData((Swing("One", "1", "2", worth(3), worth(3)),) * 3, worth(3), worth(3)),
    "both on one side": replace(
        TORNADO,
        rows=(
            Swing("Above", "10%", "20%", worth(3.5), worth(3.9)),
            Swing(LONG, "10 thousand million", "20 thousand million", worth(3.0), worth(2.5)),
        ),
        target=worth(3.2),
    ),
    "negative and huge": replace(
        TORNADO, rows=(Swing("Huge", "10%", "20%", worth(-3.5), worth(390)), *TORNADO.rows)
    ),
    "nothing known": replace(TORNADO, rows=()),
}

HISTOGRAM = SimulationHistogramData(
    (1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
    (1200, 5200, 3100, 1700, 600),
    Label(104, "104 draws below $1T"),
    Label(512, "512 draws above $6T"),
    Label(4.0, "$4T"),
    "23% of draws reach it",
    worth(2.8),
    worth(2.9),
    (Mark("5%", worth(1.7)), Mark("95%", worth(5.1))),
    DOLLARS,
    Axis(lambda value: f"{value:,.0f}", lambda value: f"{value:,.0f} draws"),
)
SAME = tuple(Mark(name, worth(3.1)) for name in ("5%", "95%"))
HISTOGRAMS = {
    "ordinary": HISTOGRAM,
    "a single column": replace(HISTOGRAM, edges=(2.0, 3.0), counts=(1000,)),
    "all equal": replace(
        HISTOGRAM,
        counts=(100,) * 5,
        target=worth(3.1),
        today=worth(3.1),
        median=worth(3.1),
        percentiles=(SAME[0], SAME[1]),
    ),
    "a huge target and long words": replace(
        HISTOGRAM,
        target=Label(90.0, "$90T"),
        probability=f"Fewer than one in a hundred thousand draws reach it: {LONG}",
        below=Label(9, f"nine draws: {LONG} {LONG}"),
        above=Label(9, f"nine draws: {LONG} {LONG}"),
    ),
    "nothing counted, and negative": replace(HISTOGRAM, counts=(0,) * 5, today=worth(-1)),
}
