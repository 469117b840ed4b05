"""The track record: what earlier editions said of today, held against what today's files say.

Everything is read from the editions' own figures. What cannot be decided is counted, never scored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.formulas.gap import DAYS_PER_YEAR
from reportgen.formulas.track_record import (
    Coverage,
    Score,
    brier_score,
    brier_skill,
    came_true,
    coverage,
    on_logarithmic_path,
)
from reportgen.formulas.watch import STATES, RuleError, parse_rule
from reportgen.readings import as_told, readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.assumptions.edition import Forecast
    from reportgen.figures import Figure
    from reportgen.formulas.watch import State
    from reportgen.model import Story, Told

SCENARIO_VALUE = re.compile(r"scenario\.([a-z][a-z0-9_]*)\.outlook_market_cap")
#: One value is a line, not a range.
FEWEST_FOR_RANGE = 2
MEASURE = "ahead_of_path"

Outcome = Literal["true", "false", "undecided", "open"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A forecast of an earlier edition and what became of it; `figure` is that of the edition named."""

    edition: str
    forecast: Forecast
    outcome: Outcome
    figure: Figure | None
    reason: str = ""

    @property
    def scored(self) -> bool:
        """Whether it counts in the Brier score."""
        return self.outcome in ("true", "false")


@dataclass(frozen=True, slots=True)
class Range:
    """What an earlier edition's scenarios implied for today; without low and high the reason why not."""

    edition: str
    low: float | None = None
    high: float | None = None
    inside: bool | None = None
    reason: str = ""
    values: tuple[tuple[str, float], ...] = ()
    """Each scenario's value today, by its key."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What became of an edition's tripwires at the next edition.

    `unknown` counts those that were unknown at either. `followed` is None where the market cap's
    place on its path is not known at both.
    """

    edition: str
    following: str
    improved: int
    held: int
    worsened: int
    unknown: int
    warnings: int
    followed: int | None


@dataclass(frozen=True, slots=True)
class Chance:
    """An earlier edition's probability of reaching the target, which only the horizon decides."""

    edition: str
    probability: Figure
    horizon: Figure
    passed: bool


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Everything that earlier editions can be held to today."""

    forecasts: tuple[Resolved, ...]
    score: Score
    skill: Score
    ranges: tuple[Range, ...]
    coverage: Coverage
    moves: tuple[Moves, ...]
    chances: tuple[Chance, ...]


def track_record(story: Story) -> TrackRecord:
    """Score every earlier edition of a story from its files and those written since."""
    forecasts = tuple(_resolved(story))
    scored = [each for each in forecasts if each.scored]
    probabilities = [float(each.forecast.probability) for each in scored]
    outcomes = [each.outcome == "true" for each in scored]
    ranges = tuple(_range(told, story.now) for told in story.earlier)
    return TrackRecord(
        forecasts=forecasts,
        score=brier_score(probabilities, outcomes),
        skill=brier_skill(probabilities, outcomes),
        ranges=ranges,
        coverage=_coverage(ranges, _exact(story.now, "market_cap")),
        moves=tuple(_moves(story)),
        chances=tuple(_chances(story)),
    )


# Forecasts


def _resolved(story: Story) -> Iterator[Resolved]:
    editions = {told.quarter: told for told in story.all}
    for told in story.earlier:
        for forecast in told.assumptions.edition.forecasts.values():
            yield _outcome(told.quarter, forecast, editions, story.now.quarter)


def _outcome(edition: str, forecast: Forecast, editions: dict[str, Told], today: str) -> Resolved:
    """Held against the named edition's own figure; an earlier edition's faults leave it undecided."""
    if forecast.by > today:
        return Resolved(edition, forecast, "open", None)
    fault = _fault(edition, forecast, editions)
    if fault:
        return Resolved(edition, forecast, "undecided", None, fault)
    figure = editions[forecast.by].figures.figures.get(forecast.figure)
    if figure is None:
        return Resolved(edition, forecast, "undecided", None, "no such figure")
    came = came_true(parse_rule(forecast.rule), figure)
    if came is None:
        return Resolved(edition, forecast, "undecided", figure, _undecided(figure))
    return Resolved(edition, forecast, "true" if came else "false", figure)


def _fault(edition: str, forecast: Forecast, editions: dict[str, Told]) -> str:
    if forecast.by not in editions:
        return "no edition of that quarter"
    if forecast.by <= edition:
        return "it speaks of its own edition or an earlier one"
    if not 0 <= forecast.probability <= 1:
        return "its probability is none"
    try:
        parse_rule(forecast.rule)
    except RuleError:
        return "its rule cannot be read"
    return ""


def _undecided(figure: Figure) -> str:
    if not figure.known:
        return "the figure is not known"
    return "the bound does not decide" if figure.bound else "the range does not decide"


# Scenario ranges


def _range(told: Told, now: Told) -> Range:
    """The lowest and highest scenario on its path of constant growth, read on today's as-of day."""
    values = _scenario_values(told)
    start, years = _exact(told, "market_cap"), _exact(told, "years_to_horizon")
    actual = _exact(now, "market_cap")
    reason = _unscored(values, (start, years, actual))
    if reason or start is None or years is None or actual is None:
        return Range(told.quarter, reason=reason)
    days = (now.assumptions.edition.as_of.date() - told.assumptions.edition.as_of.date()).days
    part = days / DAYS_PER_YEAR / years
    if not 0 < part <= 1:
        reason = "its horizon has passed" if part > 1 else "no day has passed since"
        return Range(told.quarter, reason=reason)
    ends = [(key, end) for key, figure in values for end in (figure.value, figure.high)]
    today = tuple(
        (key, on_logarithmic_path(start, end, part)) for key, end in ends if end is not None
    )
    low, high = min(value for _, value in today), max(value for _, value in today)
    return Range(told.quarter, low, high, low <= actual <= high, values=today)


def _scenario_values(told: Told) -> list[tuple[str, Figure]]:
    figures = told.figures.figures
    found = ((match[1], name) for name in figures if (match := SCENARIO_VALUE.fullmatch(name)))
    return [(key, figures[name]) for key, name in found]


def _unscored(values: Sequence[tuple[str, Figure]], others: Sequence[float | None]) -> str:
    """Why scenarios give no range: a missing one would make it narrower than it was."""
    if len(values) < FEWEST_FOR_RANGE:
        return "it has no two scenarios"
    if any(not f.known or f.bound or not f.value or f.value <= 0 for _, f in values):
        return "the value of a scenario is not known"
    return "a figure of the path is not known" if None in others else ""


def _exact(told: Told, name: str) -> float | None:
    """A figure's value where it is one number above zero, neither bound nor range."""
    figure = told.figures.figures.get(name)
    if figure is None or not figure.known or figure.bound or figure.high is not None:
        return None
    return figure.value if figure.value is not None and figure.value > 0 else None


def _coverage(ranges: Sequence[Range], actual: float | None) -> Coverage:
    pairs = [(r.low, r.high) for r in ranges if r.low is not None and r.high is not None]
    return coverage(pairs, [actual] * len(pairs) if actual is not None else [])


# Tripwires


def _moves(story: Story) -> Iterator[Moves]:
    """Each edition against the one after it, both with the lines as company.yaml draws them today."""
    tales = [as_told(story, index) for index in range(len(story.earlier))] + [story]
    states = [{key: r.state for key, r in readings(tale).items()} for tale in tales]
    for index, told in enumerate(story.earlier):
        yield _move(told, story.all[index + 1], states[index], states[index + 1])


def _move(told: Told, after: Told, then: dict[str, State], later: dict[str, State]) -> Moves:
    pairs = [(state, later.get(key, "unknown")) for key, state in then.items()]
    steps = [STATES.index(b) - STATES.index(a) for a, b in pairs if "unknown" not in (a, b)]
    warnings = sum(state in ("amber", "red") for state in then.values())
    behind = _fell_behind(told, after)
    return Moves(
        edition=told.quarter, following=after.quarter,
        improved=sum(step > 0 for step in steps), held=steps.count(0),
        worsened=sum(step < 0 for step in steps), unknown=len(pairs) - len(steps),
        warnings=warnings, followed=None if behind is None else warnings * behind,
    )  # fmt: skip


def _fell_behind(told: Told, after: Told) -> bool | None:
    """Whether the market cap stood lower against its path at the later of two editions."""
    before, now = (each.figures[MEASURE] for each in (told, after))
    if any(f.value is None or not f.known or f.bound or f.high is not None for f in (before, now)):
        return None
    return (now.value or 0.0) < (before.value or 0.0)


# Probabilities of reaching the target


def _chances(story: Story) -> Iterator[Chance]:
    today = story.now.assumptions.edition.as_of.date().toordinal()
    for told in story.earlier:
        if "touch_probability" in told.figures and told.figures["touch_probability"].known:
            horizon = told.figures["horizon_date"]
            passed = horizon.value is not None and horizon.value < today
            yield Chance(told.quarter, told.figures["touch_probability"], horizon, passed)
