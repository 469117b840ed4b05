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


#: Inputs that hold one number for each grant; every other is a single number.
LISTS = ("option_counts", "option_strikes")


def parse_settings(
    settings: Iterable[str], figures: Figures
) -> dict[str, float | tuple[float, ...]]:
    """Read every setting; a wrong one is wrong usage, told with the nearest name."""
    found = {}
    # A change is what comes of other settings, and the past stays as it was published.
    known = tuple(n for n in figures.figures if not n.startswith(("change.", "previous.")))
    for setting in settings:
        name, sign, text = setting.partition("=")
        name = name.strip()
        if not sign or not text.strip():
            raise click.BadParameter(f"'{setting}' is not NAME=VALUE", param_hint="--set")
        if name not in known:
            advice = nearest(name, known)
            raise click.BadParameter(f"no figure or input '{name}'; {advice}", param_hint="--set")
        found[name] = _value(name, text.strip(), figures[name].unit)
    return found


def _value(name: str, text: str, unit: str) -> float | tuple[float, ...]:
    try:
        if name in LISTS:
            parts = text.removeprefix("[").removesuffix("]").split(",")
            return tuple(float(parse_quantity(part)[0]) for part in parts if part.strip())
        if unit == "date":
            return float(dt.date.fromisoformat(text).toordinal())
        value, suffix = parse_quantity(text)
    except (QuantityError, ValueError) as error:
        raise click.BadParameter(f"{name}: '{text}': {error}", param_hint="--set") from error
    if unit == "rate" and not suffix and abs(value) > 1:
        raise click.BadParameter(f"{name}: is {text} meant as {text}%?", param_hint="--set")
    return float(value)
