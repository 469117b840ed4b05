"""Numbers that are printed beside each other must agree as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import identities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.model import Story
    from reportgen.problems import Problem


def printed_numbers_agree(story: Story) -> Iterable[Problem]:
    """Every identity of the house holds among all figures, each read from its printed form."""
    return identities.problems(story)
