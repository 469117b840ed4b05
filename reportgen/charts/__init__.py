"""The charts, one file each: each turns its own frozen data into SVG of a given width.

To add a chart is to add a module of the same shape and a line in `CHARTS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from reportgen.charts import market_caps
from reportgen.charts.style.letters import use_fonts
from reportgen.charts.style.values import Axis, Label, Quarter

Data = TypeVar("Data")


@dataclass(frozen=True)
class Chart(Generic[Data]):
    """A kind of chart: how it is drawn in a width of so many millimetres, and put in words."""

    name: str
    draw: Callable[[Data, float], str]
    describe: Callable[[Data], str]


CHARTS: Final[tuple[Chart[Any], ...]] = (
    Chart(market_caps.NAME, market_caps.draw, market_caps.describe),
)

__all__ = ["CHARTS", "Axis", "Chart", "Label", "Quarter", "use_fonts"]
