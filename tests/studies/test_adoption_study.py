"""An adoption series that carries a curve, and the ways in which one does not."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures import Figures
    from tests.conftest import Desk

FILE = "skarv/disclosures.csv"
FITTED = (
    "fitted_adoption_ceiling", "fitted_adoption_speed", "fitted_adoption_midpoint",
    "fitted_adoption_error",
)  # fmt: skip


def figures(desk: Callable[..., Desk], change: Callable[[list[str]], list[str]]) -> Figures:
    """Skarv with other disclosures, a row in each line."""
    files = desk("skarv")
    head, *rows = files.file(FILE).read_text("utf-8").splitlines()
    files.file(FILE).write_text("\n".join([head, *change(rows)]) + "\n", "utf-8")
    return files.read("skarv").now.figures


def unchanged(rows: list[str]) -> list[str]:
    return rows


def test_a_curve_is_found_where_the_series_carries_one(desk: Callable[..., Desk]) -> None:
    """The rows were made from 60% x logistic(1.8 a year around 1 December 2024), off by a few per cent."""
    told = figures(desk, unchanged)
    assert told["comparable_adoption_points"].value == 11
    assert told["fitted_adoption_ceiling"].value == pytest.approx(0.60, abs=0.02)
    assert told["fitted_adoption_speed"].value == pytest.approx(1.8, abs=0.1)
    midpoint = told["fitted_adoption_midpoint"].value
    assert midpoint == pytest.approx(dt.date(2024, 12, 1).toordinal(), abs=20)
    assert 0 < (told["fitted_adoption_error"].value or 0) < 0.01
    assert "standard error" in told["fitted_adoption_ceiling"].how


def test_an_exact_curve_is_found_exactly(desk: Callable[..., Desk]) -> None:
    """Each row a share of four times the quarter's sales on a curve with 45%, 2.5 a year, end of 2024."""
    sales = [535, 572, 613, 655, 701, 750, 803, 859, 919, 984, 1_052]

    def on_the_curve(rows: list[str]) -> list[str]:
        found = []
        for row, sold in zip(rows, sales, strict=False):
            period = row.split(",")[0]
            day = dt.date(int(period[:4]), 3 * int(period[5]), 1)
            end = (day + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
            years = (end - dt.date(2024, 12, 31)).days / 365
            share = 0.45 / (1 + math.exp(-2.5 * years))
            found.append(re.sub(r"rate,\d+M", f"rate,{share * 4 * sold * 1e6:.0f}", row))
        return [*found, *rows[len(sales) :]]

    told = figures(desk, on_the_curve)
    assert told["fitted_adoption_ceiling"].value == pytest.approx(0.45, rel=1e-5)
    assert told["fitted_adoption_speed"].value == pytest.approx(2.5, rel=1e-5)
    assert told["fitted_adoption_midpoint"].printed == "31 Dec 2024"


def test_bounds_are_no_points(desk: Callable[..., Desk]) -> None:
    """Six rows become lower bounds: five are left, six are needed."""
    told = figures(
        desk, lambda rows: [r.replace("money,,", "money,more_than,") for r in rows[:6]] + rows[6:]
    )
    assert told["comparable_adoption_points"].value == 5
    for name in FITTED:
        assert (told[name].status, told[name].reason) == (
            "n/a", "not identified: of the 6 comparable points needed there are 5",
        )  # fmt: skip


def test_another_definition_begins_the_series_anew(desk: Callable[..., Desk]) -> None:
    """The first seven rows are of all chips, the last four of accelerators alone."""
    told = figures(
        desk, lambda rows: [r.replace("accelerators,", "all chips,") for r in rows[:7]] + rows[7:]
    )
    assert told["comparable_adoption_points"].value == 4


def test_a_statement_that_is_about_right_is_a_point(desk: Callable[..., Desk]) -> None:
    told = figures(desk, lambda rows: [r.replace("money,,", "money,about,") for r in rows])
    assert told["comparable_adoption_points"].value == 11


def test_a_series_that_does_not_rise_is_refused(desk: Callable[..., Desk]) -> None:
    """Shares fall as the same run rate is set against rising sales."""
    told = figures(desk, lambda rows: [re.sub(r"rate,\d+M", "rate,500M", r) for r in rows])
    assert told["comparable_adoption_points"].value == 11
    for name in FITTED:
        assert told[name].reason.startswith("not identified: ")


def test_shares_above_the_whole_are_refused(desk: Callable[..., Desk]) -> None:
    def threefold(rows: list[str]) -> list[str]:
        return [re.sub(r"rate,(\d+)M", lambda m: f"rate,{3 * int(m[1])}M", row) for row in rows]

    assert figures(desk, threefold)["fitted_adoption_ceiling"].reason == (
        "the fitted ceiling lies above the limit"
    )


def test_a_company_without_chips_has_no_such_figures(desk: Callable[..., Desk]) -> None:
    told = desk("nordvind").read("nordvind").now.figures
    assert not [name for name in (*FITTED, "comparable_adoption_points") if name in told]
