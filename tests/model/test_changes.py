"""A change is told in the unit in which it is read: rates in points, money in per cent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from reportgen import pipeline
from reportgen.assumptions.workspace import Workspace
from reportgen.figures import Figure
from reportgen.formulas.change import change
from reportgen.studies import DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.assumptions.inputs import Bound
    from reportgen.figures import Status
    from reportgen.model import Story

PROJECT = Path(__file__).parents[2]


def told(
    value: float | None, unit: str, *, bound: Bound | None = None, high: float | None = None,
    stale: str = "",
) -> Figure:  # fmt: skip
    status: Status = "n/a" if value is None else "bound" if bound else "stale" if stale else "ok"
    return Figure(
        "f", "F", unit, value, status, "n/a" if value is None else "as told", high=high,
        bound=bound, stale=stale,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "before", "now", "value", "changed_unit", "printed"),
    [
        ("money", 2.0e12, 2.5e12, 0.25, "rate", "+25.0%"),
        ("money_per_share", 200.0, 190.0, -0.05, "rate", "−5.0%"),
        ("shares", 10e9, 10.1e9, 0.01, "rate", "+1.0%"),
        ("count", 1e6, 1.4e6, 0.4, "rate", "+40.0%"),
        ("rate", 0.74, 0.40, -0.34, "points", "−34.0pp"),
        ("points", 0.034, 0.049, 0.015, "points", "+1.5pp"),
        ("basis_points", -0.0190, -0.0178, 0.0012, "basis_points", "+12bps"),
        ("multiple", 26.7, 33.0, 6.3, "multiple", "+6.3×"),
        ("multiple", 0.51, 0.59, 0.08, "multiple", "+0.08×"),
        ("multiple", 1.0, 2.0, 1.0, "multiple", "+1.0×"),
        ("multiple", 1.0, 2.5, 1.5, "multiple", "+1.5×"),
        ("rate", 0.0, 0.1, 0.1, "points", "+10.0pp"),
        ("rate", 0.1, 0.0, -0.1, "points", "−10.0pp"),
        ("money_per_share", 0.5, 0.6, 0.2, "rate", "+20.0%"),
        ("years", 1.9, 2.66, 0.76, "years", "+0.76 years"),
        ("rate", 0.3, 0.3, 0.0, "points", "0.0pp"),
    ],
)
def test_a_change_has_the_unit_in_which_it_is_read(
    unit: str, before: float, now: float, value: float, changed_unit: str, printed: str
) -> None:
    found = change(told(before, unit), told(now, unit), "USD")
    assert found.value == pytest.approx(value)
    assert (found.unit, found.printed, found.status) == (changed_unit, printed, "ok")
    assert (found.name, found.inputs) == ("change.f", ("previous.f", "f"))


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [
        (replace(told(0.1, "rate"), status="n.m."), told(0.1, "rate"),
         "the previous value is as told"),
        (told(None, "rate"), told(0.1, "rate"), "the previous value is n/a"),
        (told(0.1, "rate"), told(None, "rate"), "the present value is n/a"),
        (told(0.1, "rate", bound="lower"), told(0.2, "rate"),
         "the previous value is only a bound or a range"),
        (told(0.1, "rate"), told(0.2, "rate", high=0.3),
         "the present value is only a bound or a range"),
        (told(-5.0, "money"), told(5.0, "money"), "the previous value is not positive"),
        (told(0.0, "money"), told(5.0, "money"), "the previous value is not positive"),
    ],
)  # fmt: skip
def test_where_either_side_is_no_number_there_is_no_change(
    before: Figure, now: Figure, reason: str
) -> None:
    found = change(before, now, "USD")
    assert (found.value, found.status, found.printed) == (None, "n/a", "n/a")
    assert found.reason == reason


def test_a_change_from_or_to_an_old_number_carries_the_dagger() -> None:
    old = told(0.3, "rate", stale="of last year")
    for found in (change(old, told(0.4, "rate"), ""), change(told(0.2, "rate"), old, "")):
        assert (found.status, found.printed) == ("stale", "+10.0pp\N{DAGGER}")
        assert found.reason == "of last year"
        assert found.stale == "of last year"
    none = change(replace(old, value=None, status="n/a"), told(0.4, "rate"), "")
    assert (none.stale, none.printed) == ("", "n/a")


def test_days_and_peers_have_no_change(story: Callable[[str], Story]) -> None:
    figures = story("amazon/2026Q1").now.figures
    assert figures["as_of"].unit == "date"
    assert figures["nvidia.market_cap"].known
    assert "change.as_of" not in figures
    assert "change.nvidia.market_cap" not in figures


def test_every_figure_of_a_study_that_is_a_day_is_known_to_be_one(
    story: Callable[[str], Story],
) -> None:
    """Which changes there are is known before any study is asked, so each names its days."""
    found = story("amazon/2026Q1").now.figures.figures.values()
    assert {f.name for f in found if f.study and f.unit == "date" and "." not in f.name} == DAYS


def test_only_what_both_editions_have_has_changed(tmp_path: Path) -> None:
    """The model of the market's path is the newer edition's own."""
    copytree(PROJECT / "tests/companies/nordvind", tmp_path / "assumptions/nordvind")
    workspace = Workspace(tmp_path)
    told = pipeline.read(workspace, workspace.find("nordvind/2025Q4"))
    assert "touch_probability" in told.now.figures
    assert "touch_probability" not in told.earlier[-1].figures
    assert "change.touch_probability" not in told.now.figures
    assert "change.market_cap" in told.now.figures


def test_what_a_study_finds_waits_until_somebody_asks() -> None:
    """Neither the names of the figures nor today's upside need the simulation, or that of the past."""
    workspace = Workspace(PROJECT)
    told = pipeline.read(workspace, workspace.find("amazon/2026Q2"))
    worked_out = told.now.inquiry.resolution.done, told.earlier[-1].inquiry.resolution.done
    assert "change.simulated_mean" in set(told.now.figures.figures)
    assert told.now.figures["change.required_upside"].known
    assert not any("simulated_mean" in done for done in worked_out)
    assert told.now.figures["change.simulated_mean"].known
    assert all("simulated_mean" in done for done in worked_out)


def test_changes_of_an_edition_are_against_the_edition_that_it_names(
    story: Callable[[str], Story],
) -> None:
    """2,851.28 / 2,300.82 = 1.2392; 37.675% after 35.035%; the first edition has nothing before it."""
    now = story("amazon/2026Q1").now.figures
    assert now["change.market_cap"].printed == "+23.9%"
    assert now["change.segment_margin"].printed == "+2.6pp"
    assert now["change.chip_share_of_segment"].printed == "n/a"
    assert "change.market_cap" not in story("amazon/2025Q3").now.figures
