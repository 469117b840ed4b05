"""One edit carries everything, an edit and its reversal cancel, and every edit is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.changes.bridge import HEADLINES, bridge
from tests.changes.acts import AMAZON, CALM, NORDVIND, SKARV
from tests.changes.benches import between, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.changes.benches import Act, Bench, Change

EDITIONS: dict[str, tuple[Mapping[str, Act], tuple[Change, ...]]] = {
    "amazon/2026Q2": (AMAZON, ()),
    "nordvind/2025Q4": (NORDVIND, CALM),
    "skarv/2025Q4": (SKARV, ()),
}


def every(edition: str) -> list[tuple[str, str]]:
    return [(edition, key) for key in EDITIONS[edition][0]]


@pytest.mark.parametrize(
    ("edition", "key"), [case for edition in EDITIONS for case in every(edition)]
)
def test_a_sole_edit_carries_the_whole_change_of_every_headline_figure(
    bench: Callable[..., Bench], edition: str, key: str
) -> None:
    pool, before = EDITIONS[edition]
    on = bench(edition)
    worlds = on.worlds([*before, *pool[key]], before)
    assert [edit.key for edit in worlds.compared.edits] == [key]
    for figure in HEADLINES:
        found = bridge(worlds, figure)
        first, last = worlds.before.value(figure), worlds.after.value(figure)
        assert first is not None
        assert last is not None
        assert found.change == last - first
        if found.change:
            assert parts(found) == {key: found.change}
            assert found.unmoving == ()
        else:
            assert found.contributions == ()
            assert found.unmoving == worlds.compared.edits


def test_a_price_moves_the_upside_and_no_other_headline(bench: Callable[..., Bench]) -> None:
    act = AMAZON["market.share_price.value"]
    moved = {figure for figure in HEADLINES if bench("amazon/2026Q2").split(figure, act).change}
    assert moved == {"required_upside"}


@pytest.mark.parametrize("figure", HEADLINES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_many_edits_and_their_reversal_cancel_part_by_part(
    bench: Callable[..., Bench], edition: str, figure: str
) -> None:
    pool, before = EDITIONS[edition]
    on = bench(edition)
    after = [*before, *(change for act in pool.values() for change in act)]
    there = bridge(on.worlds(after, before), figure)
    back = bridge(on.worlds(before, after), figure)
    assert there.change is not None
    assert back.change == -there.change
    assert there.contributions
    told = {key: -value for key, value in parts(back).items()}
    assert told == pytest.approx(parts(there), rel=1e-9, abs=1e-9 * abs(there.change))


@pytest.mark.parametrize("figure", HEADLINES)
def test_every_edit_either_moves_the_figure_or_is_told_not_to(
    bench: Callable[..., Bench], figure: str
) -> None:
    on = bench("amazon/2026Q2")
    worlds = on.worlds([change for act in AMAZON.values() for change in act])
    found = bridge(worlds, figure)
    told = [edit for part in found.contributions for edit in part.edits] + list(found.unmoving)
    assert len(told) == len(set(told)) == len(worlds.compared.edits) == len(AMAZON)
    assert set(told) == set(worlds.compared.edits)


def test_the_order_in_which_edits_stand_in_the_file_does_not_matter(
    bench: Callable[..., Bench],
) -> None:
    on, file = bench("skarv/2025Q4"), "2025Q4/edition.yaml"
    lines = ["  outlook_segment_growth: {}%\n", "  outlook_segment_margin: {}%\n"]
    old = "".join(lines).format(26, 30)
    rest = "  outlook_other_growth: {}%\n  outlook_other_margin: {}%\n"
    old += rest.format(8, 12)
    new = [line.format(n) for line, n in zip(lines, (24, 31), strict=True)]
    new += [rest.format(7, 13)]
    tidy, mixed = list(new), list(new)
    mixed.reverse()
    figure = "probability_weighted_market_cap"
    one = on.split(figure, ((file, old, "".join(tidy)),))
    other = on.split(figure, ((file, old, "".join(mixed)),))
    assert mixed != tidy
    assert one.change == other.change
    assert parts(one) == parts(other)
    assert len(one.contributions) == 4


def test_nothing_edited_changes_nothing(bench: Callable[..., Bench]) -> None:
    reading = bench("amazon/2026Q2").read()
    for figure in HEADLINES:
        found = bridge(between(reading, reading), figure)
        assert (found.change, found.contributions, found.unmoving, found.reason) == (
            0.0,
            (),
            (),
            "",
        )
