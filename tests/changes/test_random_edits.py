"""Any of many edits, to any values: the parts sum to what two full readings differ by."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.changes.bridge import HEADLINES, bridge

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.changes.benches import Bench, Change

EDITION, COMPANY, HISTORY = "2026Q2/edition.yaml", "company.yaml", "history.csv"
NEW_STAKE = "    x: {{name: X, gross: {}B, haircut: 0%, tax_rate: 0%}}\n    openai:\n"
#: A place, how the number stands there, and the least and greatest whole number that takes its place.
PLACES: tuple[tuple[str, str, str, int, int], ...] = (
    (EDITION, "{value: 258.63, source: closes-amzn", "{{value: {}, source: closes-amzn", 100, 500),
    (EDITION, "value: 10786313572", "value: {}M", 9_000, 12_000),
    (COMPANY, "value: 4T", "value: {}B", 2_000, 8_000),
    (COMPANY, "horizon_date: 2027-04-30", "horizon_date: 20{}-06-30", 27, 40),
    (EDITION, "value: 1.2%\n", "value: {}%\n", -3, 5),
    (EDITION, "value: 25x, note", "value: {}x, note", 5, 60),
    (EDITION, "outlook_segment_growth: {value: 32%", "outlook_segment_growth: {{value: {}%", 1, 90),
    (EDITION, "outlook_segment_margin: {value: 38.5%", "outlook_segment_margin: {{value: {}%", 1, 60),
    (EDITION, "outlook_other_growth: {value: 10.5%", "outlook_other_growth: {{value: {}%", 1, 30),
    (EDITION, "outlook_other_margin: {value: 6.7%", "outlook_other_margin: {{value: {}%", 1, 20),
    (EDITION, "outlook_tax_rate: {value: 19%", "outlook_tax_rate: {{value: {}%", 0, 40),
    (EDITION, "      outlook_segment_growth: 40%", "      outlook_segment_growth: {}%", 1, 90),
    (EDITION, "      outlook_segment_margin: 41%", "      outlook_segment_margin: {}%", 1, 60),
    (EDITION, "      exit_multiple: 30x", "      exit_multiple: {}x", 5, 60),
    (EDITION, "      outlook_segment_growth: 20%", "      outlook_segment_growth: {}%", 1, 90),
    (EDITION, "      outlook_other_margin: 5.5%\n", "      outlook_other_growth: {}%\n", 1, 9),
    (EDITION, "      exit_multiple: 20x\n", "      exit_multiple: 20x\n      outlook_tax_rate: {}%\n", 0, 40),
    (EDITION, "value: 24x", "value: {}x", 1, 60),
    (EDITION, "value: 7x", "value: {}x", 1, 20),
    (EDITION, "value: 50681M", "value: {}B", -90, 300),
    (EDITION, "holding_discount: 0%", "holding_discount: {}%", 0, 60),
    (EDITION, "value: 88.2B", "value: {}B", 0, 300),
    (EDITION, "    openai:\n", NEW_STAKE, 0, 9),
    (HISTORY, "200606,27461", "{},27461", 100_000, 300_000),
    (HISTORY, "42232,16621", "42232,{}", 1_000, 40_000),
    (HISTORY, "37587,14161", "{},14161", 20_000, 60_000),
    (EDITION, "as_of: 2026-08-21T", "as_of: 2026-09-{}T", 10, 30),
)  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> list[Change]:
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, unique=True))
    return [
        (file, old, new.format(draw(st.integers(least, greatest))))
        for file, old, new, least, greatest in places
    ]


def test_a_pool_in_which_each_place_is_found_once() -> None:
    assert len({(file, old) for file, old, *_ in PLACES}) == len(PLACES)


@settings(
    max_examples=30, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(changes=edits())
def test_parts_sum_to_what_two_full_readings_differ_by(
    bench: Callable[..., Bench], changes: list[Change]
) -> None:
    on = bench("amazon/2026Q2")
    before, after = on.read(), on.read(changes)
    worlds = on.worlds(changes)
    for figure in HEADLINES:
        found = bridge(worlds, figure)
        first, last = before.value(figure), after.value(figure)
        assert first is not None
        assert last is not None
        assert found.reason == ""
        assert found.change == pytest.approx(last - first, abs=1e-13 * abs(first))
        total = math.fsum(part.value for part in found.contributions)
        assert total == pytest.approx(found.change, rel=1e-9)
        moving = {edit for part in found.contributions for edit in part.edits}
        assert moving.isdisjoint(found.unmoving)
        assert moving | {*found.unmoving} == set(worlds.compared.edits)
        assert all(len(part.edits) == 1 for part in found.contributions)
