"""What the market cap at the horizon may be, if the inputs are as uncertain as the house declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.simulation_histogram import SimulationHistogramData
from reportgen.charts.style.crown import Mark
from reportgen.charts.style.values import Label
from reportgen.evaluation import UnplannableError
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import (
    DoesNotApplyError,
    MissingError,
    axis,
    money_axis,
    needed,
    source_line,
)
from reportgen.formats import Style
from reportgen.studies import simulation

if TYPE_CHECKING:
    from reportgen.figures import Figure
    from reportgen.model import Story

NAME = "simulation_histogram"


def select(story: Story) -> SimulationHistogramData:
    """Counts between edges, the target, today, and where nine draws in ten fall."""
    if "simulated_median" not in story.now.figures:
        raise DoesNotApplyError
    try:
        found = story.now.inquiry.once(simulation.run)
    except (UnplannableError, ValueError) as error:
        raise MissingError(str(error)) from error
    names = ("simulated_median", "simulated_p5", "simulated_p95", "target_market_cap", "market_cap")
    median, low, high, target, cap = needed(story, *names)
    odds, spread = needed(
        story, "simulated_target_probability", "simulated_target_probability_error"
    )
    edges = found.histogram.edges
    currency = story.now.figures.currency
    first, last = (formats.text(edge, Style("money"), currency) for edge in (edges[0], edges[-1]))
    return SimulationHistogramData(
        edges=edges,
        counts=found.histogram.counts,
        below=_draws(found.histogram.below, f"draws below {first}"),
        above=_draws(found.histogram.above, f"draws above {last}"),
        target=_label(target),
        probability=f"{odds.printed} at or above ± {spread.printed}",
        today=_label(cap),
        median=_label(median),
        percentiles=(Mark("5th percentile", _label(low)), Mark("95th percentile", _label(high))),
        axis=money_axis(edges[-1], currency),
        draws=axis("count"),
    )


def _draws(count: int, words: str) -> Label:
    return Label(float(count), f"{formats.number(count, 0)} {words}")


def _label(figure: Figure) -> Label:
    return Label(figure.value or 0.0, figure.printed)


def title(story: Story) -> str:
    """How many draws get to the target, or what the middle one gives."""
    return sentence(
        story,
        "On the house's distributions the target is reached in {simulated_target_probability} of draws",
        "The middle draw gives {simulated_median}",
        "What the draws give",
    )


def subtitle(story: Story) -> str:
    """Measure, draws and seed, and that it is conditional."""
    declared = story.now.assumptions.edition.simulation
    output = story.now.figures[declared.output]
    return (
        f"{output.label}, {story.now.figures.currency}; {formats.number(declared.draws, 0)} draws with "
        f"seed {declared.seed}; conditional on the declared distributions"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, story.now.assumptions.edition.simulation.output)
