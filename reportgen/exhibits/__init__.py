"""Exhibits: which figures each chart shows, and the words around it; one file an exhibit.

An exhibit chooses (`select`), a chart draws: the one knows the model and no drawing, the other the
drawing and no model. To add an exhibit is to add a module of the same shape and a line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.exhibits import (
    backlog,
    capex_efficiency,
    custom_chips,
    market_caps,
    required_upside,
    rerating_waterfall,
    segment_sales,
)

if TYPE_CHECKING:
    from types import ModuleType

#: In the order in which they are printed and numbered.
EXHIBITS: tuple[ModuleType, ...] = (
    market_caps,
    required_upside,
    segment_sales,
    rerating_waterfall,
    capex_efficiency,
    backlog,
    custom_chips,
)
