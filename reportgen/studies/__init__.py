"""Questions asked of the whole model: each asks the same figures again under other inputs.

A study says which figures it `offers` for an edition, and `answer`s with all of them when the first is
wanted. To add a study is to add a module of the same shape and a line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.studies import (
    adoption,
    diffusion,
    expectations,
    peers,
    scenarios,
    sensitivity,
    simulation,
)

if TYPE_CHECKING:
    from types import ModuleType

STUDIES: tuple[ModuleType, ...] = (
    peers, scenarios, expectations, simulation, sensitivity, adoption, diffusion,
)  # fmt: skip
#: What of their figures is a day: of a day no change is told, which is known without asking the study.
DAYS = frozenset({"fitted_adoption_midpoint"})
