"""The whole model under many draws of its inputs at once: what its output may be, and why.

All probabilities are conditional on the declared distributions and on the model. Only the output is
kept, so that memory grows with the number of draws and not with that of inputs.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.draws import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportgen.draws import Array, Distribution

#: Draws that fit the cache together with all that a model makes of them.
CHUNK = 65_536
#: Fewer draws leave the tails to chance.
LEAST_DRAWS = 10_000
PERCENTILES = (5, 25, 50, 75, 95)
#: Between these percentiles the histogram has bins; beyond them it only counts.
HISTOGRAM_ENDS = (0.5, 99.5)
BINS = 40


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many draws fell between neighbouring edges, and how many below the first and above the last."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    below: int
    above: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """What came out of all draws.

    `invalid` counts the draws that gave no number (n.m., or not defined); every statistic is of the
    other ones. `variance_shares` are squared rank correlations of each input with the output, made to
    sum to one; all are zero where the output does not vary. They are those of the first chunk only,
    since ranking every draw of every input would take longer than all the rest.
    """

    draws: int
    seed: int
    invalid: int
    mean: float
    mean_standard_error: float
    percentiles: Mapping[int, float]
    target: float
    probability: float
    probability_standard_error: float
    variance_shares: Mapping[str, float]
    histogram: Histogram

    @property
    def valid(self) -> int:
        """The number of draws that every statistic is of: n of the probability."""
        return self.draws - self.invalid


def simulate(  # noqa: PLR0913 - a simulation is stated by all of these
    function: Callable[[Mapping[str, Array]], Array | float],
    distributions: Mapping[str, Distribution],
    correlation: Array | None,
    *,
    draws: int,
    seed: int,
    target: float,
    threads: int | None = None,
) -> Simulation:
    """Draw the inputs, apply the model, and describe its output.

    The result is the same to the last bit for any number of threads, since each chunk has a stream of
    random numbers and a place in the output of its own.
    """
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np

    if draws < LEAST_DRAWS:
        raise ValueError(f"a simulation needs at least {LEAST_DRAWS:,} draws, not {draws:,}")
    with np.errstate(over="ignore"):
        # Makes all tables before threads could do so twice.
        draw(distributions, correlation, seed, 0, 1)
    output = np.empty(draws)

    def fill(chunk: int) -> dict[str, float]:
        place = output[chunk * CHUNK : (chunk + 1) * CHUNK]
        # A draw or a model may well leave its domain for some draws: those are counted.
        with np.errstate(all="ignore"):
            inputs = draw(distributions, correlation, seed, chunk, len(place))
            place[:] = function(inputs)
        return {} if chunk else _variance_shares(inputs, place)

    with ThreadPoolExecutor(threads or min(2, os.cpu_count() or 1)) as pool:
        shares, *_ = pool.map(fill, range(-(-draws // CHUNK)))
    with np.errstate(over="ignore"):
        return _described(output, seed, target, shares)


def _described(output: Array, seed: int, target: float, shares: dict[str, float]) -> Simulation:
    """The statistics; once the output is in order, most are a look at the right place."""
    import numpy as np

    ordered = output[np.isfinite(output)]
    count = len(ordered)
    if count < 2:  # noqa: PLR2004 - one number has no deviation
        raise ValueError(
            f"only {count} of {len(output):,} draws gave a number: nothing to describe"
        )
    ordered.sort()
    low, *middle, high = _percentiles(ordered, (HISTOGRAM_ENDS[0], *PERCENTILES, HISTOGRAM_ENDS[1]))
    probability = (count - int(np.searchsorted(ordered, target))) / count
    return Simulation(
        draws=len(output),
        seed=seed,
        invalid=len(output) - count,
        mean=float(ordered.mean()),
        mean_standard_error=float(ordered.std(ddof=1)) / count**0.5,
        percentiles=dict(zip(PERCENTILES, middle, strict=True)),
        target=target,
        probability=probability,
        probability_standard_error=(probability * (1 - probability) / count) ** 0.5,
        variance_shares=shares,
        histogram=_histogram(ordered, low, high),
    )


def _percentiles(ordered: Array, wanted: Sequence[float]) -> list[float]:
    """The same as `np.percentile`, which would put in order again and load the masked arrays for it."""
    import numpy as np

    places = np.array(wanted) / 100 * (len(ordered) - 1)
    before = places.astype(np.intp)
    part = places - before
    below, above = ordered[before], ordered[np.minimum(before + 1, len(ordered) - 1)]
    rise = above - below
    found: list[float] = np.where(
        part < 1 / 2, below + rise * part, above - rise * (1 - part)
    ).tolist()
    return found


def _histogram(ordered: Array, low: float, high: float) -> Histogram:
    import numpy as np

    if low == high:  # nearly every draw gave the same number: one bin has it, with room around
        room = abs(low) / 2 or 0.5
        low, high = low - room, high + room
    edges = np.linspace(low, high, BINS + 1)
    places = np.searchsorted(ordered, edges)
    places[-1] = np.searchsorted(ordered, high, side="right")
    return Histogram(
        edges=tuple(edges.tolist()),
        counts=tuple(np.diff(places).tolist()),
        below=int(places[0]),
        above=len(ordered) - int(places[-1]),
    )


def _variance_shares(inputs: Mapping[str, Array], output: Array) -> dict[str, float]:
    import numpy as np

    valid = np.isfinite(output)
    ranks = _centred_ranks(output[valid])
    squares = {}
    for name, values in inputs.items():
        others = _centred_ranks(values[valid])
        # No `@`, for a library's threads are slow to start on cores that are busy here.
        squares[name] = float((ranks * others).sum()) ** 2 / (float((others * others).sum()) or 1.0)
    total = sum(squares.values()) or 1.0
    return {name: square / total for name, square in squares.items()}


def _centred_ranks(values: Array) -> Array:
    """Ranks less their mean; equal values share the mean of their ranks."""
    import numpy as np

    order = values.argsort()
    ordered = values[order]
    differ, ranks = ordered[1:] != ordered[:-1], np.empty(len(values))
    if differ.all():
        ranks[order] = np.arange(len(values)) + (1 - len(values)) / 2
        return ranks
    starts = np.flatnonzero(np.append(True, differ)[: len(values)])
    lengths = np.diff(starts, append=len(values))
    ranks[order] = np.repeat(starts + (lengths - len(values)) / 2, lengths)
    return ranks
