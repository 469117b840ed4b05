"""Inputs that come from the history: which quarter is the newest, and what was restated in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.assumptions.quarters import LAG_SUFFIXES
from reportgen.changes.choices import Choice, Ends, ends_of

if TYPE_CHECKING:
    from reportgen.assumptions.inputs import Input
    from reportgen.assumptions.reading import Assumptions
    from reportgen.changes.choices import Tree
    from reportgen.changes.compared import Compared

END = "last_quarter_end"


def is_past(compared: Compared, name: str) -> bool:
    """Whether an input is read from history.csv."""
    return any(_of_history(side, name) for side in (compared.before, compared.after))


def in_history(compared: Compared, name: str) -> Tree | None:
    """What an input from the history hangs on; None where that cannot be told by numbers."""
    old, new = compared.before.inputs.get(name), compared.after.inputs.get(name)
    same_unit = compared.before.company.history_unit == compared.after.company.history_unit
    if old is None or new is None or not same_unit:
        return None
    columns = _column(compared.before, name), _column(compared.after, name)
    if columns[0] != columns[1]:
        return _of_another_column(compared, name, *columns)
    return _of_column(compared, columns[0], old, new) if columns[0] else None


def _of_history(assumptions: Assumptions, name: str) -> bool:
    return name == END or _series(assumptions, name) is not None


def _column(assumptions: Assumptions, name: str) -> str | None:
    if name == END:
        return "period_end"
    own = _series(assumptions, name)
    columns = {
        series.name: series.column for series in assumptions.company_files.history_inputs.series
    }
    return columns[own] if own else None


def _series(assumptions: Assumptions, name: str) -> str | None:
    """The name of an input without its lag."""
    own = {series.name for series in assumptions.company_files.history_inputs.series}
    bare = ((name.removesuffix(lag), lag) for lag in LAG_SUFFIXES)
    return next((part for part, lag in bare if part in own and part + lag == name), None)


def _of_another_column(
    compared: Compared, name: str, before: str | None, after: str | None
) -> Tree | None:
    """Another growth driver looks at another column, in which there may be news and restatements as well."""
    edit = compared.of(compared.after.company_document.shown, ("growth_driver",))
    lag = name.removeprefix(_series(compared.after, name) or _series(compared.before, name) or "")
    trees = [in_history(compared, column + lag) for column in (after, before) if column]
    if edit is None or len(trees) < 2 or trees[0] is None or trees[1] is None:  # noqa: PLR2004 - the two sides
        return None
    return Choice(edit, trees[0], trees[1])


def _of_column(compared: Compared, column: str, old: Input, new: Input) -> Tree | None:
    """The news decides which quarter is looked at, then a restatement which number stands there."""
    made = _cell(compared, column, new, of_new=True)
    unmade = _cell(compared, column, old, of_new=False)
    if made is None or unmade is None or old.period == new.period:
        return made
    edit = compared.news(column) or compared.as_of
    return Choice(edit, made, unmade) if edit else None


def _cell(compared: Compared, column: str, given: Input, *, of_new: bool) -> Tree | None:
    """The number of a quarter: as it stands on a side, or a choice where it was restated."""
    here = ends_of(given)
    restated = compared.restated(given.period, column)
    if here is None or restated is None:
        return here
    there = _number(compared.before if of_new else compared.after, given.name, given.period)
    if there is None:
        return None
    return Choice(restated, here if of_new else there, there if of_new else here)


def _number(assumptions: Assumptions, name: str, period: str) -> Ends | None:
    """What another side has for the quarter, as the input that the quarter itself gives."""
    past = assumptions.company_files.history_inputs
    if name == END:
        return ends_of(past.end_of(period))
    return ends_of(past.of_quarter(period, {period})[_series(assumptions, name) or name])
