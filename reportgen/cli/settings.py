"""What-ifs of the command line: `--set NAME=VALUE` turned into numbers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from reportgen.assumptions.quantities import QuantityError, parse_quantity
from reportgen.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.figures import Figures


def parse_settings(
    settings: Iterable[str], figures: Figures
) -> dict[str, float | tuple[float, ...]]:
    """Read every setting; a wrong one is wrong usage, told with the nearest name."""
    found = {}
    for setting in settings:
        name, sign, text = setting.partition("=")
        name = name.strip()
        if not sign or not text.strip():
            raise click.BadParameter(f"'{setting}' is not NAME=VALUE", param_hint="--set")
        if name not in figures:
            advice = nearest(name, tuple(figures.figures))
            raise click.BadParameter(f"no figure or input '{name}'; {advice}", param_hint="--set")
        found[name] = _value(name, text.strip(), figures[name].unit)
    return found


def _value(name: str, text: str, unit: str) -> float | tuple[float, ...]:
    try:
        if text.startswith("[") and text.endswith("]"):
            return tuple(float(parse_quantity(part)[0]) for part in text[1:-1].split(","))
        if unit == "date":
            return float(dt.date.fromisoformat(text).toordinal())
        value, suffix = parse_quantity(text)
    except (QuantityError, ValueError) as error:
        raise click.BadParameter(f"{name}: '{text}': {error}", param_hint="--set") from error
    if unit == "rate" and not suffix and abs(value) > 1:
        raise click.BadParameter(f"{name}: is {text} meant as {text}%?", param_hint="--set")
    return float(value)
