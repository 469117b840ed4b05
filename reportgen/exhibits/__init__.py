"""Exhibits: which figures each chart shows, and the words around it; one file an exhibit.

An exhibit chooses (`select`), a chart draws: the one knows the model and no drawing, the other the
drawing and no model. To add an exhibit is to add a module of the same shape and a line here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

#: The modules of this folder that are exhibits, in the order in which they are printed and numbered.
NAMES = (
    "market_caps",
    "required_upside",
    "segment_sales",
    "cloud_growth",
    "rerating_waterfall",
    "capex_efficiency",
    "backlog",
    "custom_chips",
    "football_field",
    "parts_waterfall",
    "price_implied",
    "iso_cap_map",
    "scenario_fan",
    "tornado",
    "simulation_histogram",
    "bridge",
    "track_record",
)

EXHIBITS: tuple[ModuleType, ...]
"""The modules themselves: loaded when first asked for, since who checks a text only needs their names."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as the protocol has it
    if name != "EXHIBITS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = tuple(import_module(f"{__name__}.{each}") for each in NAMES)
    globals()[name] = found
    return found
