"""The quarters as a table: one row a quarter, one column a figure. The only owner of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pandas import DataFrame

    from reportgen.figures import Figure
    from reportgen.model import Story

#: What is shown where nobody asks for other columns.
COLUMNS = (
    "net_sales", "segment_sales", "segment_growth", "segment_acceleration", "segment_margin",
    "backlog", "backlog_coverage", "trailing_capex", "capex_per_new_sales",
    "trailing_free_cash_flow",
)  # fmt: skip


def quarters(story: Story, columns: Sequence[str] = COLUMNS) -> DataFrame:
    """Unrounded figures by quarter; what is missing or not meaningful is NaN, never zero.

    The index is a PeriodIndex of quarters, so that the frame lines up with any other of its kind.
    """
    import pandas as pd

    rows = {
        quarter: {name: _value(figures[name]) for name in columns}
        for quarter, figures in story.now.figures.quarterly.items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(columns), dtype=float)
    frame.index = pd.PeriodIndex(frame.index, freq="Q", name="quarter")
    return frame


def printed(story: Story, columns: Sequence[str] = COLUMNS) -> str:
    """The same for people: every figure as it is printed everywhere."""
    import pandas as pd

    rows = {
        quarter: [str(figures[name]) for name in columns]
        for quarter, figures in story.now.figures.quarterly.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(columns)).T.to_string()


def write_csv(path: Path, story: Story, columns: Sequence[str] = COLUMNS) -> None:
    """Write the frame as CSV, whole or not at all."""
    write_atomically(path, quarters(story, columns).to_csv().encode())


def _value(figure: Figure) -> float | None:
    return figure.value if figure.known else None
