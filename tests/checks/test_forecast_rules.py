"""Forecasts that no later edition could decide are told where they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.checks import forecasts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk

FILE = "nordvind/2025Q4/edition.yaml"
RIGHT = {
    "statement": "Storage keeps growing by a third",
    "figure": "segment_growth",
    "rule": '">= 33%"',
    "by": "2026Q2",
    "probability": "60%",
}
RULES = (
    forecasts.probabilities_are_shares,
    forecasts.rules_can_be_read,
    forecasts.a_later_edition_decides,
    forecasts.figures_exist,
)


def told(files: Desk, **changes: str) -> list[str]:
    lines = [f"    {name}: {value}\n" for name, value in (RIGHT | changes).items()]
    files.append(FILE, "".join(("\nforecasts:\n  storage:\n", *lines)))
    story = files.read("nordvind")
    return [str(problem) for rule in RULES for problem in rule(story)]


@pytest.mark.parametrize("probability", ["0", "100%", "0.6"])
def test_a_forecast_that_can_be_decided_is_right(
    desk: Callable[..., Desk], probability: str
) -> None:
    assert told(desk("nordvind"), probability=probability) == []


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("probability", "120%", "must lie between 0% and 100%, found '120%'; write how likely it is"),
        ("probability", "-5%", "must lie between 0% and 100%, found '−5%'; write how likely it is"),
        ("rule", "above 33%", "cannot be read as a rule, found 'above 33%'; write '>= 24%', '< 18%' "),
        ("by", "2025Q4", "must be later than the edition, found '2025Q4'; name a quarter after 2025Q4"),
        ("by", "2025Q3", "must be later than the edition, found '2025Q3'; name a quarter after 2025Q4"),
        ("figure", "segment_grwth",
         "no figure of this name, found 'segment_grwth'; did you mean 'segment_growth'?"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_value(
    desk: Callable[..., Desk], name: str, value: str, what: str
) -> None:
    files = desk("nordvind")
    (fault,) = told(files, **{name: value})
    text = files.file(FILE).read_text("utf-8")
    line = text[: text.index(f"    {name}: {value}", text.index("forecasts:"))].count("\n") + 1
    place = f"assumptions/{FILE}:{line}:{7 + len(name)}: forecasts.storage.{name}: "
    assert fault.startswith(place + what)


def test_all_faults_are_told_at_once(desk: Callable[..., Desk]) -> None:
    faults = told(desk("nordvind"), probability="120%", rule="lots", by="2025Q1", figure="nothing")
    assert len(faults) == 4
