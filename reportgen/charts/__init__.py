"""The charts, one file each: each turns its own frozen data into SVG of a given width.

To add a chart is to add a module of the same shape and a line in `CHARTS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from reportgen.charts import (
    backlog,
    bridge,
    capex_efficiency,
    cloud_growth,
    custom_chips,
    football_field,
    iso_cap_map,
    market_caps,
    parts_waterfall,
    price_implied,
    price_line,
    required_upside,
    rerating_waterfall,
    scenario_fan,
    segment_sales,
    simulation_histogram,
    sparkline,
    tornado,
    track_record,
)
from reportgen.charts.style.values import Axis, Label, Quarter

Data = TypeVar("Data")


@dataclass(frozen=True)
class Chart(Generic[Data]):
    """A kind of chart: how it is drawn in a width of so many millimetres, and put in words."""

    name: str
    draw: Callable[[Data, float], str]
    describe: Callable[[Data], str]


def use_fonts(files: Mapping[int, Path]) -> None:
    """Tells the charts the font file for each weight of their labels, before the first is drawn."""
    from reportgen.charts.style import fonts  # noqa: PLC0415 - matplotlib loads with a drawing

    fonts.use_fonts(files)


CHARTS: Final[tuple[Chart[Any], ...]] = (
    Chart(market_caps.NAME, market_caps.draw, market_caps.describe),
    Chart(required_upside.NAME, required_upside.draw, required_upside.describe),
    Chart(rerating_waterfall.NAME, rerating_waterfall.draw, rerating_waterfall.describe),
    Chart(segment_sales.NAME, segment_sales.draw, segment_sales.describe),
    Chart(backlog.NAME, backlog.draw, backlog.describe),
    Chart(capex_efficiency.NAME, capex_efficiency.draw, capex_efficiency.describe),
    Chart(custom_chips.NAME, custom_chips.draw, custom_chips.describe),
    Chart(football_field.NAME, football_field.draw, football_field.describe),
    Chart(parts_waterfall.NAME, parts_waterfall.draw, parts_waterfall.describe),
    Chart(tornado.NAME, tornado.draw, tornado.describe),
    Chart(simulation_histogram.NAME, simulation_histogram.draw, simulation_histogram.describe),
    Chart(price_implied.NAME, price_implied.draw, price_implied.describe),
    Chart(iso_cap_map.NAME, iso_cap_map.draw, iso_cap_map.describe),
    Chart(scenario_fan.NAME, scenario_fan.draw, scenario_fan.describe),
    Chart(cloud_growth.NAME, cloud_growth.draw, cloud_growth.describe),
    Chart(track_record.NAME, track_record.draw, track_record.describe),
    Chart(bridge.NAME, bridge.draw, bridge.describe),
    Chart(price_line.NAME, price_line.draw, price_line.describe),
    Chart(sparkline.NAME, sparkline.draw, sparkline.describe),
)

__all__ = ["CHARTS", "Axis", "Chart", "Label", "Quarter", "use_fonts"]
