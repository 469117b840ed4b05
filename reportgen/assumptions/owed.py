"""Rules on values that `reportgen new` carried over and nobody has filled in yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.assumptions.entries import stated_values
from reportgen.assumptions.validation import quoted
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.reading import Assumptions


def values_are_filled_in(assumptions: Assumptions) -> Iterator[Problem]:
    """A value that had a predecessor and is null now is owed, not unknown."""
    for path, stated in stated_values(assumptions.edition):
        if stated.value is None and stated.was is not None:
            here = (*path, "value")
            yield Problem(
                assumptions.edition_document.position(here),
                dotted(here),
                "is owed and prints n/a",
                f"{quoted(stated.was)} in the previous edition",
                "fill it in, or delete `was` where it is not known",
                "consistency",
                "warning",
            )


def market_is_known(assumptions: Assumptions) -> Iterator[Problem]:
    """Without price or share count nearly every figure is n/a: legal, and hardly meant."""
    for name in ("share_price", "shares_outstanding"):
        path = ("market", name, "value")
        stated = getattr(assumptions.edition.market, name)
        if stated.value is None and stated.was is None:
            yield Problem(
                assumptions.edition_document.position(path),
                dotted(path),
                "is not known: every figure that rests on it prints n/a",
                advice="fill it in",
                stage="consistency",
                severity="warning",
            )
