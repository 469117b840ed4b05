"""Why a message cannot be made: told at the place in the user's files that is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.problems import Problem


class MessageError(Exception):
    """A message that must not be made as it is asked for; nothing of it exists."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem: a plan gathers those of all recipients and tells them at once."""
        self.problem = problem
        super().__init__(str(problem))
