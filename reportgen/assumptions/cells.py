"""How the cells of the CSV files are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from reportgen.assumptions.quarters import is_quarter
from reportgen.assumptions.written import number, wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_PERIOD = re.compile(r"[12]\d{3}(?:Q[1-4]|H[12])?")


def text(cell: str) -> str:
    """Any text."""
    return cell


def quarter(cell: str) -> str:
    """A quarter: 2026Q2."""
    if not is_quarter(cell):
        raise wrong("quarter", "is not a quarter", "write year and quarter, such as 2026Q2")
    return cell


def period(cell: str) -> str:
    """A quarter, a half year or a year: 2026Q2, 2026H1, 2026."""
    if _PERIOD.fullmatch(cell) is None:
        raise wrong("period", "is not a period", "write 2026Q2, 2026H1 or 2026")
    return cell


def period_order(cell: str) -> tuple[int, int]:
    """Periods in the order of their ends; of those that end together the shorter is newer."""
    ends = {
        "": (4, 0),
        "H1": (2, 1),
        "H2": (4, 1),
        "Q1": (1, 2),
        "Q2": (2, 2),
        "Q3": (3, 2),
        "Q4": (4, 2),
    }
    quarter_of_year, shortness = ends[cell[4:]]
    return int(cell[:4]) * 4 + quarter_of_year, shortness


def key(cell: str) -> str:
    """A key: small letters, digits and underscores."""
    if _KEY.fullmatch(cell) is None:
        raise wrong("key", "is not a name", "use small letters, digits and underscores")
    return cell


def plain_number(cell: str) -> Decimal:
    """A number without a magnitude."""
    return _number(cell, "write digits and a decimal point, or leave the cell empty")


def positive_number(cell: str) -> Decimal:
    """A number above zero."""
    result = _number(cell, "write digits and a decimal point")
    if result <= 0:
        raise wrong("quantity", "must be greater than zero")
    return result


def _number(cell: str, advice: str) -> Decimal:
    try:
        return number(cell)
    except PydanticCustomError as error:
        raise wrong("quantity", str((error.context or {})["what"]), advice) from None


def one_of(*words: str) -> Callable[[str], str]:
    """One word of a few."""

    def read(cell: str) -> str:
        if cell not in words:
            raise wrong("word", "is not one of the words allowed", f"write {', '.join(words)}")
        return cell

    return read


def words(cell: str) -> tuple[str, ...]:
    """Words separated by spaces."""
    return tuple(cell.split())
