"""Small stories told over a few editions, and what can be held against them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.company import MetricTripwire
from reportgen.assumptions.edition import Forecast
from reportgen.figures import Figure, Figures
from reportgen.formulas.track_record import Coverage, Score
from reportgen.model import Story
from reportgen.track_record import Moves, track_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.model import Told
    from tests.conftest import Desk

GROWTH = MetricTripwire(
    figure="segment_growth", why="it has to grow", direction="higher_is_better",
    green=">= 24%", amber="18% to 24%", red="< 18%",
)  # fmt: skip
MARGIN = GROWTH.model_copy(update={"figure": "segment_margin"})


def figure(name: str, value: float | Figure | None) -> Figure:
    if isinstance(value, Figure):
        return replace(value, name=name)
    return Figure(name, name, "rate", value, "n/a" if value is None else "ok", str(value))


MORE_THAN_20 = Figure("", "", "rate", 0.20, "bound", "> 20%", bound="lower")


def forecast(rule: str, by: str, probability: str, name: str = "segment_growth") -> Forecast:
    return Forecast(
        statement="It will", figure=name, rule=rule, by=by, probability=Decimal(probability)
    )


@pytest.fixture
def tell(desk: Callable[..., Desk]) -> Callable[..., Told]:
    """An edition with nothing in it but what a test says of it."""
    edition_told = desk("nordvind").read("nordvind").now
    base = edition_told.assumptions

    def told(
        quarter: str, day: str, figures: Mapping[str, float | Figure | None], *said: Forecast
    ) -> Told:
        as_of = dt.datetime.fromisoformat(f"{day}T16:00:00+00:00")
        forecasts = {f"forecast_{number}": each for number, each in enumerate(said)}
        update = {"quarter": quarter, "as_of": as_of, "forecasts": forecasts}
        wires = {"growth": GROWTH, "margin": MARGIN}
        assumptions = replace(
            base,
            edition=base.edition.model_copy(update=update),
            company=base.company.model_copy(update={"tripwires": wires}),
        )
        every = {"ahead_of_path": None, "market_cap": None, **figures}
        found = {name: figure(name, value) for name, value in every.items()}
        return replace(edition_told, assumptions=assumptions, figures=Figures(found, "SEK"))

    return told


# Forecasts


def test_forecasts_are_held_against_the_edition_they_name(tell: Callable[..., Told]) -> None:
    """Growth was 25% at 2025Q2 and is 15% at 2025Q3, so that above 24% came true and then did not.

    70% of what came true and 60% of what did not: (0.3^2 + 0.6^2) / 2 = 0.225; half came true, so the
    base rate scores 0.25 and the skill is 1 - 0.225 / 0.25 = 10%.
    """
    first = tell(
        "2025Q1", "2025-05-01", {"segment_growth": 0.20},
        forecast(">= 24%", "2025Q2", "0.7"), forecast(">= 24%", "2025Q3", "0.6"),
        forecast(">= 24%", "2025Q4", "0.9"),
    )  # fmt: skip
    second = tell("2025Q2", "2025-08-01", {"segment_growth": 0.25})
    now = tell("2025Q3", "2025-11-01", {"segment_growth": 0.15})
    record = track_record(Story(now, (first, second)))
    assert [each.outcome for each in record.forecasts] == ["true", "false", "open"]
    assert [each.edition for each in record.forecasts] == ["2025Q1"] * 3
    assert record.score.value == pytest.approx(0.225)
    assert record.skill.value == pytest.approx(0.1)
    assert record.score.count == 2


def test_what_cannot_be_decided_is_counted_and_not_scored(tell: Callable[..., Told]) -> None:
    first = tell(
        "2025Q1", "2025-05-01", {},
        forecast(">= 24%", "2025Q3", "0.7"),  # more than 20% does not decide
        forecast(">= 24%", "2025Q3", "0.7", "segment_margin"),  # n/a
        forecast(">= 24%", "2025Q3", "0.7", "segment_color"),  # there is none
        forecast(">= 24%", "2025Q2", "0.7"),  # nobody wrote that edition
        forecast("likely", "2025Q3", "0.7"),
        forecast(">= 24%", "2025Q3", "-0.1"),
        forecast(">= 24%", "2025Q1", "0.7"),  # known when it was written
    )  # fmt: skip
    now = tell("2025Q3", "2025-11-01", {"segment_growth": MORE_THAN_20, "segment_margin": None})
    record = track_record(Story(now, (first,)))
    assert [(each.outcome, each.reason) for each in record.forecasts] == [
        ("undecided", "the bound does not decide"),
        ("undecided", "the figure is not known"),
        ("undecided", "no such figure"),
        ("undecided", "no edition of that quarter"),
        ("undecided", "its rule cannot be read"),
        ("undecided", "its probability is none"),
        ("undecided", "it speaks of its own edition or an earlier one"),
    ]
    assert record.score == Score(None, 0)


def test_a_bound_that_decides_is_scored(tell: Callable[..., Told]) -> None:
    """More than 20% is not below 18%."""
    first = tell("2025Q1", "2025-05-01", {}, forecast("< 18%", "2025Q2", "0.4"))
    now = tell("2025Q2", "2025-08-01", {"segment_growth": MORE_THAN_20})
    record = track_record(Story(now, (first,)))
    assert record.score.value == pytest.approx(0.16)


def test_a_forecast_of_the_present_edition_is_not_yet_a_record(tell: Callable[..., Told]) -> None:
    now = tell("2025Q2", "2025-08-01", {}, forecast(">= 24%", "2025Q3", "0.5"))
    record = track_record(Story(now, (tell("2025Q1", "2025-05-01", {}),)))
    assert record.forecasts == ()


# Scenario ranges


def scenarios(low: float | Figure | None, high: float | None) -> dict[str, float | Figure | None]:
    return {
        "market_cap": 100.0, "years_to_horizon": 2.0,
        "scenario.worst.outlook_market_cap": low, "scenario.best.outlook_market_cap": high,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "inside"), [(150.0, True), (51.0, True), (49.0, False), (201.0, False)]
)
def test_scenarios_are_read_on_today_s_place_of_their_paths(
    tell: Callable[..., Told],
    actual: float,
    inside: bool,  # noqa: FBT001 - a case
) -> None:
    """From 100 to 25 or 400 in two years; after one, 100 x (1/4)^(1/2) = 50 to 100 x 4^(1/2) = 200."""
    first = tell("2025Q1", "2025-01-01", scenarios(25.0, 400.0))
    now = tell("2026Q1", "2026-01-01", {"market_cap": actual})
    record = track_record(Story(now, (first,)))
    (found,) = record.ranges
    assert (found.edition, found.inside) == ("2025Q1", inside)
    assert [found.low, found.high] == pytest.approx([50, 200])
    assert dict(found.values) == pytest.approx({"worst": 50, "best": 200})
    assert record.coverage == Coverage(int(inside), 1)


RANGE = Figure("", "", "money", 4.0, "ok", "4 to 9", high=9.0)


def test_a_scenario_that_is_a_range_widens_the_interval(tell: Callable[..., Told]) -> None:
    """The worst scenario is 4 to 9, the best 6.25: 100 x 0.04^(1/2) = 20 to 100 x 0.09^(1/2) = 30."""
    first = tell("2025Q1", "2025-01-01", scenarios(RANGE, 6.25))
    now = tell("2026Q1", "2026-01-01", {"market_cap": 21.0})
    (found,) = track_record(Story(now, (first,))).ranges
    assert [found.low, found.high] == pytest.approx([20, 30])


@pytest.mark.parametrize(
    ("then", "day", "actual", "reason"),
    [
        ({}, "2026-01-01", 150.0, "it has no two scenarios"),
        (scenarios(None, 400.0), "2026-01-01", 150.0, "the value of a scenario is not known"),
        (scenarios(-5.0, 400.0), "2026-01-01", 150.0, "the value of a scenario is not known"),
        (scenarios(25.0, 400.0), "2026-01-01", None, "a figure of the path is not known"),
        (scenarios(25.0, 400.0) | {"years_to_horizon": None}, "2026-01-01", 150.0,
         "a figure of the path is not known"),
        (scenarios(25.0, 400.0), "2027-01-02", 150.0, "its horizon has passed"),
    ],
)  # fmt: skip
def test_an_interval_that_is_not_whole_is_not_scored(
    tell: Callable[..., Told],
    then: dict[str, float | None],
    day: str,
    actual: float | None,
    reason: str,
) -> None:
    first = tell("2025Q1", "2025-01-01", then)
    record = track_record(Story(tell("2026Q1", day, {"market_cap": actual}), (first,)))
    (found,) = record.ranges
    assert (found.low, found.inside, found.reason) == (None, None, reason)
    assert record.coverage == Coverage(0, 0)


# Tripwires


def test_statuses_are_followed_from_edition_to_edition(tell: Callable[..., Told]) -> None:
    """Growth goes green, amber, red; the margin red, amber, unknown.

    Of the one warning of the first edition the market cap then gained on its path, from -20% to -10%;
    of the two of the second it lost, from -10% to -30%.
    """
    first = tell(
        "2025Q1", "2025-05-01",
        {"segment_growth": 0.26, "segment_margin": 0.10, "ahead_of_path": -0.20},
    )  # fmt: skip
    second = tell(
        "2025Q2", "2025-08-01",
        {"segment_growth": 0.20, "segment_margin": 0.20, "ahead_of_path": -0.10},
    )  # fmt: skip
    now = tell(
        "2025Q3", "2025-11-01",
        {"segment_growth": 0.10, "segment_margin": None, "ahead_of_path": -0.30},
    )  # fmt: skip
    assert track_record(Story(now, (first, second))).moves == (
        Moves(
            "2025Q1", "2025Q2", improved=1, held=0, worsened=1, unknown=0, warnings=1, followed=0
        ),
        Moves(
            "2025Q2", "2025Q3", improved=0, held=0, worsened=1, unknown=1, warnings=2, followed=2
        ),
    )


def test_without_the_path_nothing_is_said_of_warnings(tell: Callable[..., Told]) -> None:
    first = tell("2025Q1", "2025-05-01", {"segment_growth": 0.20, "segment_margin": 0.30})
    now = tell(
        "2025Q2", "2025-08-01",
        {"segment_growth": 0.20, "segment_margin": 0.30, "ahead_of_path": 0.1},
    )  # fmt: skip
    assert track_record(Story(now, (first,))).moves == (
        Moves("2025Q1", "2025Q2", improved=0, held=2, worsened=0, unknown=0, warnings=1, followed=None),
    )  # fmt: skip


# Probabilities of reaching the target


def test_a_probability_of_the_target_stays_open_until_its_horizon(
    tell: Callable[..., Told],
) -> None:
    horizon = float(dt.date(2025, 11, 1).toordinal())
    said = {"touch_probability": 0.31, "horizon_date": horizon}
    first, silent = tell("2025Q1", "2025-05-01", said), tell("2025Q2", "2025-08-01", {})
    on_the_day = track_record(Story(tell("2025Q3", "2025-11-01", {}), (first, silent))).chances
    assert [(c.edition, c.probability.value, c.passed) for c in on_the_day] == [
        ("2025Q1", 0.31, False)
    ]
    (after,) = track_record(Story(tell("2025Q3", "2025-11-02", {}), (first, silent))).chances
    assert after.passed


def test_the_first_edition_has_no_record(tell: Callable[..., Told]) -> None:
    record = track_record(Story(tell("2025Q1", "2025-05-01", {}, forecast("> 0", "2025Q2", "1"))))
    assert (record.forecasts, record.ranges, record.moves, record.chances) == ((), (), (), ())
    assert (record.score, record.coverage) == (Score(None, 0), Coverage(0, 0))
