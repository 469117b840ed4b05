"""Inputs that come from the history: which quarter is the newest, and what was restated in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.assumptions.quarters import LAG_SUFFIXES
from reportgen.changes.choices import Choice

if TYPE_CHECKING:
    from reportgen.assumptions.inputs import Input
    from reportgen.assumptions.reading import Assumptions
    from reportgen.changes.compared import Compared

END = "last_quarter_end"


def column_of(compared: Compared, name: str) -> str | None:
    """The column of history.csv behind an input; None for other inputs, and where it is another column now."""
    columns = {_column(side, name) for side in (compared.before, compared.after)}
    return columns.pop() if len(columns) == 1 else None


def _column(assumptions: Assumptions, name: str) -> str | None:
    if name == END:
        return "period_end"
    series = {own.name: own.column for own in assumptions.company_files.history_inputs.series}
    return next(
        (series[own] for lag in LAG_SUFFIXES if (own := name.removesuffix(lag)) in series and own + lag == name),
        None,
    )


def in_history(compared: Compared, column: str, old: Input, new: Input) -> Choice | None:
    """The news decides which quarter is looked at, then a restatement which number stands there."""
    made = _cell(compared, column, new.period, new, of_new=True)
    unmade = _cell(compared, column, old.period, old, of_new=False)
    if made is None or unmade is None or old.period == new.period:
        return made if isinstance(made, Choice) else None
    edit = compared.news(column) or compared.as_of
    return Choice(edit, made, unmade) if edit else None


def _cell(
    compared: Compared, column: str, period: str, given: Input, *, of_new: bool
) -> Choice | float | None:
    """The number of a quarter: as it stands on a side, or a choice where it was restated."""
    here = given.value if isinstance(given.value, float) else None
    restated = compared.restated(period, column)
    if here is None or restated is None:
        return here
    other = compared.before if of_new else compared.after
    there = _number(other, given.name, period)
    if there is None:
        return None
    return Choice(restated, here if of_new else there, there if of_new else here)


def _number(assumptions: Assumptions, name: str, period: str) -> float | None:
    """What another side has for the quarter, as the input that the quarter itself gives."""
    past = assumptions.company_files.history_inputs
    if name == END:
        found = past.end_of(period).value
    else:
        own = max((o.name for o in past.series if name.startswith(o.name)), key=len)
        found = past.of_quarter(period, {period})[own].value
    return found if isinstance(found, float) else None
