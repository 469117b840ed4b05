"""The finance. To add a figure is to add one function to one of these modules, and nothing else."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.figures import Formula
from reportgen.formulas import (
    cash_flow,
    equity_value,
    expectations,
    gap,
    justified,
    multiples,
    outlook,
    parts,
    path,
    peers,
    probability,
    rerating,
    scenarios,
    segment,
    silicon,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

MODULES = (
    gap, path, probability, multiples, peers, rerating, justified, outlook, scenarios, parts,
    cash_flow, equity_value, expectations,
    segment, silicon,
)  # fmt: skip

#: The order in which figures are listed; trailing sums come last, they only serve.
SECTIONS = (
    "gap", "path", "probability", "multiples", "peers", "rerating", "justified", "outlook",
    "scenarios", "parts", "cash_flow", "equity_value", "expectations", "simulation", "sensitivity",
    "segment", "silicon", "history",
)  # fmt: skip

#: Every formula of the house by name, in the order in which it is printed.
FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {
        formula.name: formula
        for module in MODULES
        for formula in vars(module).values()
        if isinstance(formula, Formula)
    }
)
