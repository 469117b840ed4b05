"""Scenarios beside each other, the two-way grid, and two kinds of odds that are never mixed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.briefing.cells import cell, cells, own, reasons, row, rows
from reportgen.briefing.page import Scenarios
from reportgen.briefing.pieces import Cell, HeatCell, HeatMap, Line, Panel, Row, Sheet
from reportgen.evaluation import UnplannableError
from reportgen.formats import Style
from reportgen.studies import sensitivity
from reportgen.uncertainty import PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.valuation import Uncertain
    from reportgen.figures import Figure, Figures
    from reportgen.model import Story
    from reportgen.studies.sensitivity import Grid

#: What each scenario comes to, in words short enough for a stub.
RESULTS = {
    "outlook_earnings_per_share": "Earnings per share that are paid for",
    "outlook_market_cap": "Market cap at the horizon",
    "outlook_share_price": "Share price at the horizon",
    "outlook_return": "Change of market cap a year",
    "outlook_against_target": "Against the target",
    "reaches_target_on": "Target reached on",
}
TOTALS = ("outlook_market_cap",)
WEIGHTED = {
    "probability_weighted_market_cap": "Market cap at the horizon",
    "probability_weighted_price": "Share price at the horizon",
    "probability_weighted_return": "Expected change of market cap",
    "probability_weighted_return_a_year": "Expected change a year",
    "scenario_upside": "Upside to the best scenario",
    "scenario_downside": "Downside to the worst scenario",
    "upside_downside_ratio": "Upside over downside",
    "break_even_probability": "Break-even probability, best scenario",
}
#: Outputs of the grid that a target can be held against, and which one.
TARGETS = {
    "outlook_market_cap": "target_market_cap",
    "equity_value": "target_market_cap",
    "parts_equity_value": "target_market_cap",
    "value_per_share": "implied_price",
    "parts_value_per_share": "implied_price",
}
SIMULATED = {
    "simulated_mean": "Mean",
    "simulated_p5": "5th percentile",
    "simulated_p25": "25th percentile",
    "simulated_median": "Median",
    "simulated_p75": "75th percentile",
    "simulated_p95": "95th percentile",
}
REACHED, ERROR = "simulated_target_probability", "simulated_target_probability_error"
COUNTED = {"simulated_draws": "Draws", "simulated_invalid_draws": "Draws that gave no number"}
PATH = {
    "terminal_probability": "At the target or above it on the horizon's day",
    "touch_probability": "At the target at some moment until then",
    "daily_touch_probability": "The same, looked at once a day",
    "market_drift": "Drift a year, real-world",
    "market_volatility": "Volatility a year",
}
APART = "What sets each scenario apart from the house's own outlook"
BY_SHAPLEY = "Difference of {output} by input, averaged over every order of changing them (Shapley)"
VARIANCE = "What the spread of the draws comes from"
OF_THE_SPREAD = (
    "Squared rank correlation of each input with the result, made to sum to 100%; below each the "
    "distribution that the house declares."
)
OF_THE_MODEL = (
    "{output} when the model's inputs are drawn from ranges that the house declares: "
    "true only as far as these ranges and the model are."
)
OF_THE_PRICE = (
    "Market cap as a random walk that knows nothing of earnings, under the house's drift and "
    "volatility. It is another question than the simulation's, and the answers are not to be averaged."
)


def scenarios(story: Story) -> Scenarios:
    """The chapter's tables, each only where the files say what it needs."""
    return Scenarios(
        sheet(story), stories(story), weighted(story), grid(story), tuple(_odds(story)),
        contributions(story),
    )  # fmt: skip


def sheet(story: Story, results: Mapping[str, str] = RESULTS) -> Sheet | None:
    """A column a scenario: its probability, what it sets, and the `results` that follow from that."""
    declared = story.now.assumptions.edition.scenarios
    if not declared:
        return None
    figures, keys = story.now.figures, tuple(declared)
    chances = tuple(cell(figures[f"scenario.{key}.probability"]) for key in keys)
    lines = [Line("Probability", chances)]
    varied = dict.fromkeys(n for each in declared.values() for n in (*each.set, *each.shock))
    lines += (
        Line(figures[name].label, tuple(_input(story, key, name) for key in keys))
        for name in varied
        if name in figures
    )
    lines += (
        Line(label, tuple(cell(figures[f"scenario.{key}.{name}"]) for key in keys),
             kind="total" if name in TOTALS else "")
        for name, label in results.items()
    )  # fmt: skip
    heads = ("Measure", *(scenario.name for scenario in declared.values()))
    title = f"{len(keys)} scenarios and what each comes to"
    return Sheet(title, heads, tuple(lines), tuple(_why(story)))


def contributions(story: Story) -> Sheet | None:
    """What each input that a scenario sets adds to the base; None where none sets anything."""
    figures, declared = story.now.figures, story.now.assumptions.edition.scenarios
    setting = {key: each for key, each in declared.items() if each.set or each.shock}
    varied = dict.fromkeys(n for each in setting.values() for n in (*each.set, *each.shock))
    names = {name: [f"scenario.{key}.contribution.{name}" for key in setting] for name in varied}
    known = {name: each for name, each in names.items() if any(n in figures for n in each)}
    if not known:
        return None
    lines = tuple(Line(figures[name].label, cells(figures, *each)) for name, each in known.items())
    notes = reasons(
        figures, {n: figures[n].label for each in known.values() for n in each if n in figures}
    )
    heads = ("Input", *(each.name for each in setting.values()))
    return Sheet(APART, heads, lines, notes, BY_SHAPLEY.format(
        output=formats.lowered(figures["outlook_market_cap"].label)))  # fmt: skip


def _input(story: Story, key: str, name: str) -> Cell:
    """The value a scenario sets, or the edition's own where it sets none."""
    figures = story.now.figures
    set_here = figures.figures.get(f"scenario.{key}.{name}")
    figure = set_here or figures[name]
    return Cell(_bare(figure), figure.judgement if set_here else own(figure), (figure.name,))


def _bare(figure: Figure) -> str:
    """Set and given values alike, without zeros behind the point."""
    return formats.trimmed(figure.printed)


def _why(story: Story) -> Iterator[str]:
    """The reasons below the table, each with the scenario's name."""
    for key, scenario in story.now.assumptions.edition.scenarios.items():
        labels = {f"scenario.{key}.{n}": formats.lowered(label) for n, label in RESULTS.items()}
        # Why there is no day is said in fewer words by the years until then.
        del labels[f"scenario.{key}.reaches_target_on"]
        labels[f"scenario.{key}.years_to_target"] = "day of reaching the target"
        for reason in reasons(story.now.figures, labels):
            yield f"{scenario.name}: {reason}"


def stories(story: Story) -> tuple[Row, ...]:
    """The scenarios in a sentence each."""
    declared = story.now.assumptions.edition.scenarios.values()
    return tuple(Row(scenario.name, scenario.story) for scenario in declared if scenario.story)


def weighted(story: Story) -> Panel | None:
    """All scenarios together, weighted by their probabilities."""
    figures = story.now.figures
    if "probability_weighted_market_cap" not in figures:
        return None
    notes = reasons(figures, WEIGHTED)
    return Panel("Weighted by their probabilities", rows(figures, WEIGHTED), notes=notes)


def grid(story: Story) -> HeatMap | None:
    """The two-way grid as the edition declares it, or the reason why it has no numbers."""
    inquiry, figures = story.now.inquiry, story.now.figures
    declared = story.now.assumptions.edition.sensitivity
    if declared.rows is None or declared.columns is None or declared.output not in figures:
        return None
    title = figures[declared.output].label
    try:
        found = inquiry.once(sensitivity.grid)
    except UnplannableError as error:
        return HeatMap(title, missing=f"{error}.".replace("_", " "))
    return _heat_map(figures, found, title) if found else None


def _heat_map(figures: Figures, found: Grid, title: str) -> HeatMap:
    goal = TARGETS.get(found.output, "")
    target = figures[goal] if goal and figures[goal].known else None
    down, across = figures[found.row_input], figures[found.column_input]
    side, top = formats.lowered(down.label), formats.lowered(across.label)
    measure = f"Rows: {side}; columns: {top}; framed: the house's own"
    if target:
        measure += f"; ▲ reaches {target.words or target.printed} before rounding"
    lines = tuple(
        (
            _text(figures, down, value),
            tuple(
                _heat(figures, found, target, row_number, column)
                for column in range(len(found.columns))
            ),
        )
        for row_number, value in enumerate(found.rows)
    )
    heads = tuple(_text(figures, across, value) for value in found.columns)
    printed = (found.output, found.row_input, found.column_input)
    return HeatMap(title, measure, down.label, heads, lines, figures=printed)


def _heat(figures: Figures, found: Grid, target: Figure | None, down: int, across: int) -> HeatCell:
    value = found.cells[down][across]
    known = math.isfinite(value)
    words = _text(figures, figures[found.output], value) if known else formats.NOT_MEANINGFUL
    reached = known and target is not None and value >= (target.value or math.inf)
    return HeatCell(words, reached, (down, across) == (found.base_row, found.base_column))


def _text(figures: Figures, like: Figure, value: float) -> str:
    """A number in the unit of a figure; heads lose zeros behind the point, amounts keep them."""
    printed = formats.text(value, Style(like.unit), figures.currency)
    return formats.trimmed(printed) if like.given else printed


def _odds(story: Story) -> Iterator[Panel]:
    """Two models of two things: each in a table of its own, with a sentence that says which."""
    figures = story.now.figures
    if "simulated_mean" in figures:
        yield _simulated(story)
    if "touch_probability" in figures:
        yield Panel(
            "If the market cap follows a random path",
            tuple(row(figures[name], label) for name, label in PATH.items()),
            OF_THE_PRICE,
            reasons(figures, PATH),
        )
    if "simulated_mean" in figures and figures["simulated_mean"].known:
        yield Panel(VARIANCE, tuple(_spread(story)), OF_THE_SPREAD)


def _spread(story: Story) -> Iterator[Row]:
    """The inputs with the largest part in the variance first."""
    figures = story.now.figures
    inputs = story.now.assumptions.edition.simulation.inputs
    shares = {name: figures[f"simulated_variance_share.{name}"] for name in inputs}
    for name, share in sorted(shares.items(), key=lambda pair: -(pair[1].value or 0.0)):
        yield row(share, figures[name].label, _drawn_from(figures, name, inputs[name]))


def _drawn_from(figures: Figures, name: str, declared: Uncertain) -> str:
    """A declared distribution in words: triangular, low 20%, mode 32%, high 42%."""
    given = {word: getattr(declared, word) for word in PARAMETERS}
    words = [declared.distribution.replace("_", " ")]
    for word, value in given.items():
        # The deviation of a lognormal is one of logarithms, which have no unit.
        plain = word == "deviation" and declared.distribution == "lognormal"
        if value is not None:
            number = formats.number(value, 2) if plain else _text(figures, figures[name], value)
            words.append(f"{word} {number}")
    return ", ".join(words)


def _simulated(story: Story) -> Panel:
    figures, declared = story.now.figures, story.now.assumptions.edition.simulation
    chance, error = figures[REACHED], figures[ERROR]
    words = f"{chance.printed} ± {error.printed}" if chance.known else chance.printed
    found = (
        *(row(figures[name], label) for name, label in SIMULATED.items()),
        Row("Probability of the target, ± standard error", words, figures=(REACHED, ERROR)),
        *(row(figures[name], label) for name, label in COUNTED.items()),
        Row("Seed", str(declared.seed)),
    )
    lead = OF_THE_MODEL.format(output=figures[declared.output].label)
    notes = reasons(figures, {**SIMULATED, REACHED: "Probability of the target"})
    return Panel("Conditional on the house's distributions", found, lead, notes)
