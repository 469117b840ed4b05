"""Reported results must not be older than the house allows; other numbers that are too old carry a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model import Story


def newest_quarter_is_recent(story: Story) -> Iterator[Problem]:
    """By now a later quarter has been reported, or the edition speaks for a day long gone."""
    assumptions = story.now.assumptions
    limit, newest = assumptions.policy.history_stale_after_days, assumptions.history[-1:]
    for row in newest:
        age = (assumptions.edition.as_of.date() - row.period_end).days
        if age > limit:
            yield Problem(
                row.position, f"{row.period}.period_end",
                f"is {age} days before the as-of day and the newest quarter there is",
                formats.day(row.period_end),
                f"add the quarters reported since, or set history_stale_after_days ({limit}) aside under "
                "`overrides` with a reason, which is printed",
                "staleness", assumptions.policy.plausibility,
            )  # fmt: skip
