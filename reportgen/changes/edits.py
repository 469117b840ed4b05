"""An edit: one thing that stands otherwise in the files than it did before.

A number, a word, an entry that came or went, a cell of a table. Rows that became public between two
editions are edits too, one a column: nobody changed a file, and still the newest number is another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.assumptions.yaml_document import dotted

if TYPE_CHECKING:
    from reportgen.assumptions.yaml_document import Path
    from reportgen.problems import Position

#: What made somebody write another number: the market, outsiders' expectations, a report, one that corrects
#: an earlier one, the house's judgement, the day for which is spoken; or it is no number at all.
Cause = Literal["market", "consensus", "reported", "restated", "house", "time", "words"]
CAUSES: dict[Cause, str] = {
    "market": "Market prices",
    "consensus": "Consensus",
    "reported": "Reported results and facts",
    "restated": "Restatements",
    "house": "House judgement",
    "time": "Passing of time",
    "words": "Words",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference: where it stood before, where it stands now, and what is written there.

    `before` is None for what was not there, `after` for what is gone; so are the positions. `path` is the
    way to it in its file; `file` its name as the newer side has it.
    """

    file: str
    path: Path
    before: str | None
    after: str | None
    cause: Cause
    old: Position | None = None
    new: Position | None = None

    @property
    def key(self) -> str:
        """The way to it in words: `market.share_price.value`, `2026Q2.aws_sales`."""
        return dotted(self.path)

    @property
    def position(self) -> Position | None:
        """Where to look: where it stands now, else where it stood."""
        return self.new or self.old

    @property
    def came_or_went(self) -> bool:
        """Whether there is only one side to it."""
        return self.before is None or self.after is None
