"""What each exhibit chooses to show; how it is drawn is the charts' own business."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from reportgen import drawing, exhibits
from reportgen.assumptions.theme import house_theme
from reportgen.charts.style.values import Quarter
from reportgen.exhibits import (
    backlog,
    bridge,
    capex_efficiency,
    custom_chips,
    market_caps,
    required_upside,
    rerating_waterfall,
    segment_sales,
    small,
    tornado,
    track_record,
)
from reportgen.exhibits.words import DoesNotApplyError, MissingError, source_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from reportgen.model import Story
    from tests.conftest import Desk

EDITIONS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")


@pytest.mark.parametrize("module", exhibits.EXHIBITS, ids=lambda module: module.NAME)
@pytest.mark.parametrize("quarter", EDITIONS)
def test_every_exhibit_of_the_shipped_editions_has_something_to_show(
    story: Callable[[str], Story], quarter: str, module: ModuleType
) -> None:
    """But own chips in October 2025: nothing had been disclosed; and the first edition follows none."""
    told = story(f"amazon/{quarter}")
    if module in (bridge, track_record) and quarter == "2025Q3":
        with pytest.raises(DoesNotApplyError):
            module.select(told)
        return
    if module is custom_chips and quarter == "2025Q3":
        with pytest.raises(MissingError, match="no run rate of own chips had been disclosed"):
            module.select(told)
        return
    data = module.select(told)
    assert "0x" not in repr(data), "its fingerprint would change from run to run"
    assert "None" not in module.subtitle(told)
    assert module.source(told).endswith(("reportgen model", "Amazon.com"))


def test_names_are_different_and_titles_are_filled_in(story: Callable[[str], Story]) -> None:
    names = [module.NAME for module in exhibits.EXHIBITS]
    assert len(set(names)) == len(names) == 17
    titles = [module.title(story("amazon/2025Q4")) for module in exhibits.EXHIBITS]
    assert titles[0] == "Amazon needs 74% to reach $4 trillion"
    assert titles[2] == "AWS sales grew 23.6% on the year"
    assert not any("n/a" in title or "{" in title for title in titles)


def test_caps_are_closes_times_the_shares_then_known(story: Callable[[str], Story]) -> None:
    """The last point is the edition's own: 214.33 x 10,734,920,870 on 10 March 2026."""
    data = market_caps.select(story("amazon/2025Q4"))
    day, value = data.subject.points[-1]
    assert day == dt.date(2026, 3, 10)
    assert value == pytest.approx(2.300815590067e12)
    assert data.subject.last == "$2.30T"
    assert list(data.subject.points) == sorted(data.subject.points)
    assert (data.target.text, data.upside) == ("$4T", "+74%")
    assert data.benchmark is not None
    assert data.benchmark.name == "Nvidia"


def test_the_way_to_the_target_ends_at_the_target_on_the_horizon(
    story: Callable[[str], Story],
) -> None:
    route = market_caps.select(story("amazon/2025Q4")).route
    assert route is not None
    days, caps = zip(*route.points, strict=True)
    assert (days[0], days[-1]) == (dt.date(2026, 3, 10), dt.date(2027, 4, 30))
    assert (caps[0], caps[-1]) == pytest.approx((2.300815590067e12, 4e12))
    assert route.label == "62.5% a year to 30 Apr 2027"


def test_no_close_of_later_days_is_shown(story: Callable[[str], Story]) -> None:
    for quarter in EDITIONS:
        told = story(f"amazon/{quarter}")
        data = market_caps.select(told)
        as_of = told.now.assumptions.edition.as_of.date()
        series = [data.subject, *([data.benchmark] if data.benchmark else [])]
        assert all(day <= as_of for one in series for day, _ in one.points)


def test_a_company_without_a_benchmark_stands_alone(desk: Callable[..., Desk]) -> None:
    data = market_caps.select(desk("nordvind").read("nordvind"))
    assert data.benchmark is None
    assert data.subject.name == "Nordvind"


def test_a_target_that_is_reached_needs_no_way_and_no_sign(desk: Callable[..., Desk]) -> None:
    """410.6 million shares at 600 are 246 billion, above the target of 200."""
    data = market_caps.select(desk("nordvind").read("nordvind", {"share_price": 600.0}))
    assert data.route is None
    assert data.upside == "reached"


def test_required_upside_has_a_point_an_edition_and_the_path(story: Callable[[str], Story]) -> None:
    data = required_upside.select(story("amazon/2026Q1"))
    points = [(day.isoformat(), label.text) for day, label in data.editions if label]
    assert points == [("2025-10-31", "53%"), ("2026-03-10", "74%"), ("2026-04-30", "40%")]
    days, left = zip(*data.path, strict=True)
    assert (days[0], days[-1]) == (dt.date(2025, 10, 31), dt.date(2027, 4, 30))
    assert (left[0], left[-1]) == pytest.approx((0.5321, 0.0), abs=1e-4)
    assert data.horizon == "Horizon 30 Apr 2027"


def test_the_bridge_leads_from_the_cap_to_the_target(story: Callable[[str], Story]) -> None:
    data = rerating_waterfall.select(story("amazon/2025Q4"))
    assert data.start.amount.text == "$2.30T"
    assert [step.amount.text for step in data.changes] == ["+$520B", "+$1.13T", "+$45.2B"]
    walked = data.start.amount.value + sum(step.amount.value for step in data.changes)
    assert walked == pytest.approx(data.end.amount.value)


def test_a_range_of_growth_has_no_single_bridge(desk: Callable[..., Desk]) -> None:
    with pytest.raises(MissingError, match="an assumption is a range"):
        rerating_waterfall.select(desk("nordvind").read("nordvind"))


def test_sales_show_growth_where_the_year_before_is_known(story: Callable[[str], Story]) -> None:
    data = segment_sales.select(story("amazon/2026Q1"))
    assert data.segment == "AWS"
    assert data.quarters[0].quarter == Quarter(2023, 1)
    assert data.quarters[0].growth is None
    last = data.quarters[-1]
    assert last.sales is not None
    assert (last.quarter, last.sales.text, last.growth) == (Quarter(2026, 1), "$37.6B", "28.4%")


def test_backlog_shows_its_cover(story: Callable[[str], Story]) -> None:
    last = backlog.select(story("amazon/2026Q1")).quarters[-1]
    assert last.backlog is not None
    assert (last.backlog.text, last.coverage) == ("$364B", "2.66 years")


def test_capex_begins_with_the_first_whole_year(story: Callable[[str], Story]) -> None:
    quarters = capex_efficiency.select(story("amazon/2026Q1")).quarters
    assert quarters[0].quarter == Quarter(2023, 4)
    assert quarters[0].per_new_sales is None
    last = quarters[-1]
    assert last.capex is not None
    assert last.per_new_sales is not None
    assert (last.capex.text, last.per_new_sales.text) == ("$147B", "5.8×")


def test_chips_are_floors_and_a_new_definition_breaks_the_row(
    story: Callable[[str], Story],
) -> None:
    """10 of 142.3 billion, then 20 of 150.3 with Nitro in it, then 25 of 168.9 defined alike."""
    data = custom_chips.select(story("amazon/2026Q2"))
    assert [(bound.share.text, bound.lower, bound.scope) for bound in data.bounds] == [
        ("> 7.0%", True, ""),
        ("> 13.3%", True, "definition changed"),
        ("> 14.8%", True, ""),
    ]
    assert [bound.as_of.isoformat() for bound in data.bounds] == [
        "2025-12-31", "2026-03-31", "2026-06-30",
    ]  # fmt: skip


def test_the_declared_curve_is_half_its_ceiling_at_the_midpoint(
    story: Callable[[str], Story],
) -> None:
    """Ceiling 28% to 40%, midpoint 1 April 2026: 14% to 20% on the nearest day of the curve."""
    curve = custom_chips.select(story("amazon/2026Q2")).curve
    assert curve is not None
    assert curve.label == "Assumed, not fitted"
    near = min(range(len(curve.dates)), key=lambda i: abs(curve.dates[i] - dt.date(2026, 4, 1)))
    assert curve.low[near] == pytest.approx(0.14, abs=0.01)
    assert curve.high[near] == pytest.approx(0.20, abs=0.01)
    assert all(a <= b <= c for a, b, c in zip(curve.low, curve.base, curve.high, strict=True))


def test_a_company_without_chips_has_no_such_exhibit(desk: Callable[..., Desk]) -> None:
    with pytest.raises(DoesNotApplyError):
        custom_chips.select(desk("nordvind").read("nordvind"))


def test_what_is_missing_is_told_in_words(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace("nordvind/history.csv", ",277,11900,1672,", ",277,,1672,")
    with pytest.raises(MissingError) as told:
        backlog.select(files.read("nordvind"))
    assert str(told.value) == "Grid storage backlog, 2025Q4 is n/a: missing: backlog"


def test_sources_are_named_once_and_the_model_where_it_computes(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    assert source_line(told, "segment_sales", "segment_sales") == "Amazon.com"
    assert source_line(told, "segment_growth") == "Amazon.com; reportgen model"


def drawn(told: Story) -> dict[str, Any]:
    """What the small drawings are given."""
    seen: dict[str, Any] = {}

    def draw(name: str, data: object, width: float, variant: str = "") -> str:
        seen[f"{name} {variant}".strip()] = data
        return f"{width:g}"

    assert small.price_line(told, draw) == "48"
    assert set(small.sparklines(told, draw).values()) == {"22"}
    return seen


def test_the_small_drawings_end_with_the_present(story: Callable[[str], Story]) -> None:
    seen = drawn(story("amazon/2026Q1"))
    assert seen["price_line"].closes[-1] == (dt.date(2026, 4, 30), 265.06)
    assert seen["price_line"].last == "$265.06"
    assert seen["sparkline aws_growth"].values[-1] == pytest.approx(0.28428, abs=1e-5)


def test_one_close_makes_no_line(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    path = files.file("nordvind/market.csv")
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    found = files.read("nordvind")
    assert small.price_line(found, lambda *_: "drawn") == ""


def test_a_drawing_is_taken_from_disk_while_its_data_stand(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    """Another price redraws what shows it and leaves the charts of the quarters as they are."""
    files = desk("nordvind")
    cache = tmp_path / "charts"

    def draw_all(told: Story) -> None:
        for one in drawing.draw_all(told, house_theme(), cache).exhibits.values():
            assert bool(one.missing) is not bool(str(one.half) and str(one.full))

    draw_all(files.read("nordvind"))
    first = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    draw_all(files.read("nordvind"))
    assert {path.name: path.stat().st_mtime_ns for path in cache.iterdir()} == first
    draw_all(files.read("nordvind", {"share_price": 340.0}))
    second = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    gone = {name.rsplit("-", 2)[0] for name in set(first) - set(second)}
    redrawn = {"market_caps", "required_upside", "price_line", "football_field", "price_implied"}
    redrawn |= {"parts_waterfall", "iso_cap_map", "scenario_fan", "simulation_histogram"}
    assert gone == redrawn
    assert len(second) == len(first)
    kept = set(first) & set(second)
    assert {name: second[name] for name in kept} == {name: first[name] for name in kept}


def test_a_drawing_that_cannot_be_made_says_why_in_its_place(
    story: Callable[[str], Story], tmp_path: Path
) -> None:
    found = drawing.draw_all(story("amazon/2025Q3"), house_theme(), tmp_path / "charts")
    names = [module.NAME for module in exhibits.EXHIBITS]
    assert list(found.exhibits) == [
        name for name in names if name not in ("bridge", "track_record")
    ]
    chips = found.exhibits["custom_chips"]
    assert (chips.half, chips.full) == ("", "")
    assert chips.missing == "no run rate of own chips had been disclosed by the as-of date"
    drawn_ones = [one for one in found.exhibits.values() if not one.missing]
    assert len(drawn_ones) == 14
    assert not list((tmp_path / "charts").glob("market_caps*")), "none is drawn before it is wanted"
    for one in drawn_ones:
        assert str(one.half).startswith("<svg")
        assert str(one.full).startswith("<svg")


def test_an_upper_bound_of_the_chips_is_drawn_as_one(desk: Callable[..., Desk]) -> None:
    """Less than 25B a year, over four times 42,232M: below 14.8%, and no arrow upwards."""
    files = desk("amazon")
    files.replace(
        "amazon/disclosures.csv",
        "2026Q2,2026-07-30,custom_chips_run_rate,25B,,,money,more_than",
        "2026Q2,2026-07-30,custom_chips_run_rate,25B,,,money,less_than",
    )
    last = custom_chips.select(files.read("amazon/2026Q2")).bounds[-1]
    assert (last.share.text, last.lower) == ("< 14.8%", False)


def test_the_open_path_starts_at_the_cap_and_ends_at_the_target(
    story: Callable[[str], Story],
) -> None:
    """The last edition has 252 days left, from 21 August 2026 to 30 April 2027."""
    now = story("amazon/2026Q2")
    route = market_caps.select(now).route
    assert route is not None
    (first_day, first), (last_day, last) = route.points[0], route.points[-1]
    assert (last_day - first_day).days == 252
    assert first == now.now.figures["market_cap"].value
    assert last == pytest.approx(4e12)


def test_a_curve_that_the_disclosures_carry_is_drawn_fitted_with_its_band(
    desk: Callable[..., Desk],
) -> None:
    """Skarv's disclosures carry one: its ends are two years beyond the as-of day at the most."""
    told = desk("skarv").read("skarv")
    curve = custom_chips.select(told).curve
    assert curve is not None
    assert curve.label == "Fitted, with a 10-90% band"
    assert all(
        low <= base <= high
        for low, base, high in zip(curve.low, curve.base, curve.high, strict=True)
    )
    assert curve.dates[-1] <= told.now.assumptions.edition.as_of.date() + dt.timedelta(days=730)
    assert custom_chips.subtitle(told).endswith("dashed: curve fitted to the disclosures")


def test_a_tornado_without_a_base_says_why(desk: Callable[..., Desk]) -> None:
    files = desk("amazon")
    edition = "amazon/2026Q2/edition.yaml"
    text = files.file(edition).read_text("utf-8")
    start = text.index("  outlook_tax_rate: {")
    line = text[start : text.index("\n", start) + 1]
    files.replace(edition, line, "  outlook_tax_rate: null\n")
    with pytest.raises(MissingError, match="outlook_tax_rate"):
        tornado.select(files.read("amazon/2026Q2"))
