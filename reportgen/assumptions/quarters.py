"""Calendar quarters as the files name them: 2026Q2."""

from __future__ import annotations

import datetime as dt
import re

_QUARTER = re.compile(r"([12]\d{3})Q([1-4])")

#: How an input of an earlier quarter is called, by the number of quarters between.
LAG_SUFFIXES = (
    "",
    "_previous_quarter",
    "_two_quarters_ago",
    "_three_quarters_ago",
    "_year_ago",
    "_five_quarters_ago",
    "_six_quarters_ago",
    "_seven_quarters_ago",
    "_two_years_ago",
)


def is_quarter(text: str) -> bool:
    """Whether a text names a quarter."""
    return _QUARTER.fullmatch(text) is not None


def earlier(quarter: str, count: int) -> str:
    """The quarter so many quarters before; a negative count gives a later one."""
    year, number = int(quarter[:4]), int(quarter[5])
    index = year * 4 + number - 1 - count
    return f"{index // 4}Q{index % 4 + 1}"


def end_of(quarter: str) -> dt.date:
    """The last day of a calendar quarter."""
    following = earlier(quarter, -1)
    return dt.date(int(following[:4]), 3 * int(following[5]) - 2, 1) - dt.timedelta(days=1)
