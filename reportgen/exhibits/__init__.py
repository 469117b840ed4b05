"""Exhibits: which figures each chart shows, and the words around it; one file an exhibit.

An exhibit chooses (`select`), a chart draws: the one knows the model and no drawing, the other the
drawing and no model. To add an exhibit is to add a module of the same shape and a line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits import (
    backlog,
    capex_efficiency,
    cloud_growth,
    custom_chips,
    football_field,
    iso_cap_map,
    market_caps,
    parts_waterfall,
    price_implied,
    required_upside,
    rerating_waterfall,
    scenario_fan,
    segment_sales,
    simulation_histogram,
    tornado,
    track_record,
)

if TYPE_CHECKING:
    from types import ModuleType

#: In the order in which they are printed and numbered.
EXHIBITS: tuple[ModuleType, ...] = (
    market_caps,
    required_upside,
    segment_sales,
    cloud_growth,
    rerating_waterfall,
    capex_efficiency,
    backlog,
    custom_chips,
    football_field,
    parts_waterfall,
    price_implied,
    iso_cap_map,
    scenario_fan,
    tornado,
    simulation_histogram,
    track_record,
)
