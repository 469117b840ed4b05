"""What the tests of charts share: data to draw, and a reader of what was drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from reportgen.charts import CHARTS, Axis, Label, Quarter, use_fonts
from reportgen.charts.backlog import BacklogData, QuarterBacklog
from reportgen.charts.capex_efficiency import CapexEfficiencyData, QuarterCapex
from reportgen.charts.custom_chips import Bound, Curve, CustomChipsData
from reportgen.charts.market_caps import MarketCapsData, Route, Series
from reportgen.charts.price_line import PriceLineData
from reportgen.charts.required_upside import RequiredUpsideData
from reportgen.charts.rerating_waterfall import ReratingWaterfallData, Step
from reportgen.charts.segment_sales import QuarterSales, SegmentSalesData
from reportgen.charts.sparkline import SparklineData
from reportgen.charts.style.geometry import POINTS, Box
from reportgen.charts.style.letters import Run, extent

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(__file__).parents[2] / "templates"
FONTS = {
    400: TEMPLATES / "fonts" / "Inter-Regular.ttf",
    500: TEMPLATES / "fonts" / "Inter-Medium.ttf",
    600: TEMPLATES / "fonts" / "Inter-SemiBold.ttf",
}
SVG = "{http://www.w3.org/2000/svg}"
HALF, FULL = 84.0, 174.0


def draw(name: str, data: object, width: float = HALF) -> Drawing:
    """A chart as it was drawn, to be read."""
    use_fonts(FONTS)
    chart = next(chart for chart in CHARTS if chart.name == name)
    return Drawing(chart.draw(data, width))


@dataclass(frozen=True)
class Drawing:
    """Reads a chart's SVG back: its words and its shapes."""

    svg: str

    @cached_property
    def root(self) -> ET.Element:
        return ET.fromstring(self.svg)  # noqa: S314 - we made it

    @property
    def alternative(self) -> str:
        return self.root[0].text or ""

    @property
    def words(self) -> list[str]:
        """The texts in the order in which they were set."""
        return [element.text or "" for element in self.root.iter(f"{SVG}text")]

    @property
    def rooms(self) -> Iterator[tuple[str, Box]]:
        """What each text takes of the paper, in millimetres from the top."""
        for element in self.root.iter(f"{SVG}text"):
            given = element.attrib
            run = Run(element.text or "", float(given["font-size"]))
            run = Run(run.text, run.size, int(given.get("font-weight", "400")))
            align = {"start": 0.0, "middle": 0.5, "end": 1.0}[given["text-anchor"]]
            place = float(given["x"]) / POINTS, -float(given["y"]) / POINTS
            yield run.text, extent([run], place, align)

    def shapes(self, **given: str) -> list[list[float]]:
        """The coordinates of the paths that have these attributes: `shapes(fill="#c9591a")`."""
        wanted = {name.replace("_", "-"): value.lower() for name, value in given.items()}
        return [
            [float(number) for number in re.findall(r"[\d.]+", element.attrib["d"])]
            for element in self.root.iter(f"{SVG}path")
            if wanted.items() <= element.attrib.items()
        ]


DOLLARS = Axis(lambda value: f"{value:g}", lambda value: f"${value:g}T")
BILLIONS = Axis(lambda value: f"{value:g}", lambda value: f"${value:g}B")
KRONOR = Axis(lambda value: f"{value * 1000:,.0f}", lambda value: f"SEK {value * 1000:,.0f}B")
SHARES = Axis(lambda value: f"{value:.0%}")

START, NOW, HORIZON = date(2023, 12, 29), date(2026, 8, 31), date(2027, 9, 10)


def days(first: date, last: date, count: int) -> list[date]:
    """So many days, evenly spread."""
    return [
        first + timedelta(days=round((last - first).days * step / (count - 1)))
        for step in range(count)
    ]


def climb(first: date, last: date, low: float, high: float) -> tuple[tuple[date, float], ...]:
    """A line that rises and shakes a little, and ends where it should."""
    steps = days(first, last, 30)
    way = [low + (high - low) * index / 29 for index in range(30)]
    return tuple(
        (day, value * (1 + 0.05 * (index % 3 - 1) * (index < 29)))
        for index, (day, value) in enumerate(zip(steps, way, strict=True))
    )


AMAZON = Series("Amazon", climb(START, NOW, 1.57, 2.80), "$2.80T")
NVIDIA = Series("Nvidia", climb(date(2025, 7, 10), NOW, 4.0, 5.36), "$5.36T")
ROUTE = Route(((NOW, 2.80), (date(2027, 3, 1), 3.33), (HORIZON, 4.0)), "Path to $4T by Sep 2027")
TARGET = Label(4.0, "$4T")

MARKET_CAPS = MarketCapsData(AMAZON, TARGET, "+43%", DOLLARS, NVIDIA, ROUTE)
MARKET_CAPS_IN_KRONOR = MarketCapsData(
    Series("Investor Aktiebolag", AMAZON.points, "SEK 2,801B"),
    Label(4.0, "SEK 4,000B"),
    "+43%",
    KRONOR,
    Series("Taiwan Semiconductor", NVIDIA.points, "SEK 5,360B"),
    ROUTE,
)

EDITIONS = (
    (date(2026, 3, 10), Label(0.74, "74%")),
    (date(2026, 4, 30), Label(0.40, "40%")),
    (date(2026, 6, 30), Label(0.56, "56%")),
    (NOW, Label(0.43, "43%")),
)
PATH = tuple(
    (day, 1.74 ** (1 - index / 18) - 1)
    for index, day in enumerate(days(EDITIONS[0][0], HORIZON, 19))
)
REQUIRED_UPSIDE = RequiredUpsideData(
    "still required", EDITIONS, PATH, "Declared path", "Horizon Sep 2027", SHARES
)
TWELVE_EDITIONS = RequiredUpsideData(
    "still required",
    tuple(
        (day, Label(0.74 - 0.05 * index + 0.1 * (index % 2), f"{74 - 5 * index}%"))
        for index, day in enumerate(days(date(2026, 3, 10), date(2027, 8, 1), 12))
    ),
    PATH,
    "Declared path",
    "Horizon Sep 2027",
    SHARES,
)

WATERFALL = ReratingWaterfallData(
    Step("Market cap now", Label(2.80, "$2.80T")),
    (
        Step("Earnings growth", Label(1.62, "+$1.62T")),
        Step("Multiple", Label(-0.38, "−$0.38T")),
        Step("Share count", Label(-0.04, "−$0.04T")),
    ),
    Step("$4T target", Label(4.0, "$4.00T")),
)
WATERFALL_IN_KRONOR = ReratingWaterfallData(
    Step("Market capitalization now", Label(2801, "SEK 2,801B")),
    (
        Step("Earnings contribution", Label(3620, "+SEK 3,620B")),
        Step("Multiple contribution (re-rating)", Label(-2380, "−SEK 2,380B")),
        Step("Share-count contribution", Label(0.4, "+SEK 0.4B")),
        Step("Dividends", Label(-41, "−SEK 41B")),
    ),
    Step("Target", Label(4000, "SEK 4,000B")),
)

QUARTERS = tuple(Quarter(2023 + index // 4, index % 4 + 1) for index in range(14))
SALES = SegmentSalesData(
    "AWS",
    tuple(
        QuarterSales(
            quarter, Label(21.4 + 1.6 * index, f"${21.4 + 1.6 * index:.1f}B"), f"{12 + index}%"
        )
        for index, quarter in enumerate(QUARTERS)
    ),
    BILLIONS,
)
BACKLOG = BacklogData(
    "AWS",
    tuple(
        QuarterBacklog(
            quarter,
            None if index in (2, 6) else Label(122.0 + 29 * index, f"${122 + 29 * index}B"),
            None if index in (0, 1, 2, 6) else f"{1.5 + index / 10:.1f}",
        )
        for index, quarter in enumerate(QUARTERS)
    ),
    BILLIONS,
)
CAPEX = CapexEfficiencyData(
    tuple(
        QuarterCapex(
            quarter,
            Label(50.0 + 9 * index, f"${50 + 9 * index}B"),
            None if index in (0, 1, 7) else Label(3 + index / 4, f"${3 + index / 4:.1f}"),
        )
        for index, quarter in enumerate(QUARTERS[3:])
    ),
    "Trailing-year capex",
    BILLIONS,
    "Capex per dollar of new AWS sales",
    Axis(lambda value: f"{value:g}", lambda value: f"${value:g}"),
)

BOUNDS = (
    Bound(Quarter(2025, 4), date(2025, 12, 31), Label(0.070, "> 7.0%")),
    Bound(Quarter(2026, 1), date(2026, 3, 31), Label(0.133, "> 13.3%"), "definition widened"),
    Bound(Quarter(2026, 2), date(2026, 6, 30), Label(0.148, "> 14.8%")),
)
CURVE = Curve(
    tuple(days(date(2025, 12, 31), date(2029, 12, 31), 5)),
    (0.12, 0.18, 0.24, 0.27, 0.29),
    (0.12, 0.22, 0.34, 0.41, 0.44),
    (0.12, 0.27, 0.47, 0.60, 0.64),
    ("29%", "44%", "64%"),
    "Assumed, not fitted",
)
CHIPS = CustomChipsData(BOUNDS, SHARES, CURVE)

PRICES = PriceLineData(
    "Amazon",
    climb(date(2025, 8, 31), NOW, 215, 260),
    "$259.77",
    Axis(lambda value: f"{value:g}", lambda value: f"${value:g}"),
)
SPARK = SparklineData((1.0, 2.0, None, 2.5, 3.0), "Required upside: from 74% to 43%")
