"""The track record as it is printed: forecasts, ranges, indicators, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen import track_record as study
from reportgen.briefing.pieces import Row
from reportgen.briefing.watching import printed_rule
from reportgen.formats import Style
from reportgen.formulas.track_record import NO_SKILL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.formulas.track_record import Score
    from reportgen.model import Story

EMPTY = "No earlier edition: there is nothing yet to hold this one to."
OUTCOMES = {"true": "Came true", "false": "Did not", "undecided": "Undecided", "open": "Open"}


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One forecast: who said what, how likely, and what came."""

    edition: str
    statement: str
    test: str
    probability: str
    outcome: str
    found: str


@dataclass(frozen=True, slots=True)
class RangeRow:
    """What the scenarios of an edition implied for today, and whether today lies in it."""

    edition: str
    low: str
    high: str
    verdict: str


@dataclass(frozen=True, slots=True)
class MovesRow:
    """What became of an edition's indicators by the next one."""

    period: str
    improved: str
    held: str
    worsened: str
    unknown: str
    warnings: str
    followed: str


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """A probability of reaching the target that only the horizon decides."""

    edition: str
    probability: str
    status: str


@dataclass(frozen=True, slots=True)
class TrackRecordPage:
    """The track record in print. `empty` says why there is none; the rest is then empty."""

    empty: str = ""
    note: str = ""
    scores: tuple[Row, ...] = ()
    forecasts: tuple[ForecastRow, ...] = ()
    actual: str = ""
    coverage: str = ""
    ranges: tuple[RangeRow, ...] = ()
    moves: tuple[MovesRow, ...] = ()
    chances: tuple[ChanceRow, ...] = ()


def track_record(story: Story) -> TrackRecordPage:
    """Print what earlier editions said beside what came; of the first edition, that there is none."""
    note = story.now.assumptions.company.track_record_note
    if not story.earlier:
        return TrackRecordPage(empty=EMPTY, note=note)
    record = study.track_record(story)
    return TrackRecordPage(
        note=note,
        scores=_scores(record),
        forecasts=tuple(_forecast(story, each) for each in record.forecasts),
        actual=story.now.figures["market_cap"].printed,
        coverage=_of(record.coverage.inside, record.coverage.count),
        ranges=tuple(_range(story, each) for each in record.ranges),
        moves=_moves(record.moves),
        chances=tuple(_chance(each) for each in record.chances),
    )


def in_brief(story: Story) -> tuple[str, ...]:
    """The track record in a few sentences; none before there is an earlier edition."""
    if not story.earlier:
        return ()
    record = study.track_record(story)
    return tuple(_sentences(story, record))


def _sentences(story: Story, record: study.TrackRecord) -> Iterator[str]:
    if record.score.value is not None:
        scored, score = record.score.count, _score(record.score, "number")
        coin = formats.text(NO_SKILL, Style("number"), "")
        yield (
            f"Of what earlier editions forecast, {scored} can be scored: a Brier score of {score}, where "
            f"0 is perfect and always saying 50% gets {coin}."
        )
    if record.coverage.count:
        held = _of(record.coverage.inside, record.coverage.count)
        actual = story.now.figures["market_cap"].printed
        yield f"{held} earlier ranges of scenarios hold today’s market value of {actual}."
    if note := story.now.assumptions.company.track_record_note:
        yield note


def _scores(record: study.TrackRecord) -> tuple[Row, ...]:
    """The score beside that of a coin, and what was left out of it; nothing where nothing was said."""
    if not record.forecasts:
        return ()
    outcomes = [each.outcome for each in record.forecasts]
    count = record.score.count
    return (
        Row("Brier score", _score(record.score, "number"), f"{count} scored; 0 is perfect"),
        Row("Always saying 50%", formats.text(NO_SKILL, Style("number"), "")),
        Row("Skill over the base rate", _score(record.skill, "rate"), "100% is perfect"),
        Row("Undecided, not scored", str(outcomes.count("undecided"))),
        Row("Open", str(outcomes.count("open"))),
    )


def _score(score: Score, unit: str) -> str:
    if score.value is None:
        return formats.NOT_AVAILABLE
    return formats.text(score.value, Style(unit, 0 if unit == "rate" else None), "")


def _forecast(story: Story, each: study.Resolved) -> ForecastRow:
    forecast, figure = each.forecast, each.figure
    if figure is None and forecast.figure in story.now.figures:
        label = story.now.figures[forecast.figure].label
    else:
        label = figure.label if figure else forecast.figure
    values = (figure.printed if figure else "", each.reason)
    return ForecastRow(
        edition=formats.quarter(each.edition), statement=forecast.statement,
        test=f"{label} {printed_rule(forecast.rule)} in {formats.quarter(forecast.by)}",
        probability=formats.text(float(forecast.probability), Style("rate", 0), ""),
        outcome=OUTCOMES[each.outcome], found=": ".join(part for part in values if part),
    )  # fmt: skip


def _range(story: Story, each: study.Range) -> RangeRow:
    edition, currency = formats.quarter(each.edition), story.now.figures.currency
    if each.low is None or each.high is None:
        missing = formats.NOT_AVAILABLE
        return RangeRow(edition, missing, missing, f"Not scored: {each.reason}")
    low, high = (formats.money(value, currency) for value in (each.low, each.high))
    return RangeRow(edition, low, high, "Inside" if each.inside else "Outside")


def _moves(moves: Sequence[study.Moves]) -> tuple[MovesRow, ...]:
    """A row for each step from one edition to the next, and all of them together below."""
    name = formats.quarter
    rows = [_row(f"{name(each.edition)} to {name(each.following)}", [each]) for each in moves]
    return tuple(rows if len(rows) == 1 else [*rows, _row("All", moves)])


def _row(period: str, moves: Sequence[study.Moves]) -> MovesRow:
    decided = [each for each in moves if each.followed is not None]
    of = sum(each.warnings for each in decided)
    return MovesRow(
        period=period,
        improved=str(sum(each.improved for each in moves)),
        held=str(sum(each.held for each in moves)),
        worsened=str(sum(each.worsened for each in moves)),
        unknown=str(sum(each.unknown for each in moves)),
        warnings=str(sum(each.warnings for each in moves)),
        followed=_of(sum(each.followed or 0 for each in decided), of),
    )


def _chance(each: study.Chance) -> ChanceRow:
    day = each.horizon.printed
    status = f"Horizon of {day} passed, not scored" if each.passed else f"Open until {day}"
    return ChanceRow(formats.quarter(each.edition), each.probability.printed, status)


def _of(part: int, count: int) -> str:
    return f"{part} of {count}" if count else formats.NOT_AVAILABLE
