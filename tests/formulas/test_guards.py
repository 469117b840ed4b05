"""Where each guard begins: on the near side of its edge a figure is shown, on the far side it is not.

`guards.csv` has a row for every guard: what it looks at, what it does, how its reason begins, and values just
beyond the edge and just before it. Several parameters are joined by a slash, a list of grants by a plus.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest

from reportgen.formulas import FORMULAS, parts, scenarios

if TYPE_CHECKING:
    from reportgen.figures import Guard

Value: TypeAlias = "float | tuple[float, ...]"
ROWS = tuple(csv.DictReader(Path(__file__).with_name("guards.csv").read_text("utf-8").splitlines()))
ROW = pytest.mark.parametrize("row", ROWS, ids=[f"{r['parameters']}: {r['reason']}" for r in ROWS])
#: What the files name is called a and b here.
MADE = (
    parts.part_value("a", "A"),
    parts.part_share("a", "A"),
    parts.stake_value("a", "A"),
    scenarios.probability_weighted("ab", "outlook_market_cap", "weighted", "Weighted", "money"),
    scenarios.remaining_scenarios("abc", "c"),
    scenarios.upside_in_scenario("a", "A"),
    scenarios.years_to_target("a", "A"),
    scenarios.reaches_target_on("a", "A"),
)
GUARDS = {(f.name, g.reason): g for f in (*FORMULAS.values(), *MADE) for g in f.guards}


def guards_of(row: dict[str, str]) -> list[Guard]:
    return [guard for guard in GUARDS.values() if is_of(row, guard)]


def is_of(row: dict[str, str], guard: Guard) -> bool:
    same = guard.parameters == tuple(row["parameters"].split())
    return same and guard.effect == row["effect"] and guard.reason.startswith(row["reason"])


def cases(text: str) -> list[list[Value]]:
    return [[number(word) for word in case.split("/")] for case in text.split()]


def number(word: str) -> Value:
    """`-0.5`, or a list of two as `5+-1`; a list of one is written like a number."""
    listed = tuple(float(each) for each in word.split("+"))
    return listed if len(listed) > 1 else listed[0]


def held(guard: Guard, values: list[Value]) -> object:
    """Whether the condition is met; what takes a list of grants gets one."""
    lists = ("option_counts", "option_strikes")
    pairs = zip(guard.parameters, values, strict=True)
    return guard.when(
        *(v if name not in lists or isinstance(v, tuple) else (v,) for name, v in pairs)
    )


@ROW
def test_a_guard_begins_at_its_edge_and_not_before(row: dict[str, str]) -> None:
    guards = guards_of(row)
    assert guards
    for guard in guards:
        assert [case for case in cases(row["forbidden"]) if not held(guard, case)] == []
        assert [case for case in cases(row["allowed"]) if held(guard, case)] == []


@ROW
def test_a_guard_begins_at_the_same_edge_in_an_array(row: dict[str, str]) -> None:
    forbidden, allowed = cases(row["forbidden"]), cases(row["allowed"])
    if any(isinstance(value, tuple) for case in forbidden for value in case):
        return  # grants are lists of numbers, never arrays
    columns = [np.array(column) for column in zip(*forbidden, *allowed, strict=True)]
    expected = [True] * len(forbidden) + [False] * len(allowed)
    for guard in guards_of(row):
        assert np.broadcast_to(guard.when(*columns), len(expected)).tolist() == expected


@pytest.mark.parametrize(("formula", "reason"), GUARDS)
def test_every_guard_has_its_row(formula: str, reason: str) -> None:
    guard = GUARDS[formula, reason]
    assert sum(is_of(row, guard) for row in ROWS) == 1, f"guards.csv lacks {guard.parameters}"
