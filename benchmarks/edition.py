"""How long the newest Amazon edition's whole model takes, once everything is imported.

`python benchmarks/edition.py [ROUNDS]` reads the edition and measures all its figures with every scenario,
solve, the two-way grid and the tornado, then a million draws of its simulation on one thread and on two, with
the peak memory of a fresh process. `pytest benchmarks/edition.py` measures the same with pytest-benchmark.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

    from reportgen.assumptions.reading import Assumptions
    from reportgen.simulation import Simulation

ROOT = Path(__file__).resolve().parent.parent
DRAWS = 1_000_000
ROUNDS = 9


@cache
def edition() -> Assumptions:
    """The newest edition's files, read and checked once."""
    from reportgen.assumptions.reading import read_edition
    from reportgen.assumptions.workspace import Workspace

    workspace = Workspace(ROOT)
    return read_edition(workspace, workspace.find("amazon"))


def everything() -> None:
    """Every figure but the simulation's, with all scenarios and solves; the grid and the tornado."""
    from reportgen.model import figures_of, inquire
    from reportgen.studies import sensitivity

    inquiry = inquire(edition())
    figures = figures_of(inquiry).figures
    for name in figures:
        if not name.startswith("simulated_"):
            figures[name]
    sensitivity.grid(inquiry)
    sensitivity.tornado(inquiry)


def simulated(threads: int = 2) -> Simulation:
    """A million draws of the edition's uncertain inputs."""
    from reportgen import uncertainty
    from reportgen.model import inquire
    from reportgen.simulation import simulate

    declared = edition().edition.simulation
    distributions = uncertainty.distributions(declared)
    model = inquire(edition()).function(declared.output, tuple(distributions))
    return simulate(
        model, distributions, uncertainty.correlation(declared), draws=DRAWS, seed=declared.seed,
        target=4e12, threads=threads,
    )  # fmt: skip


def test_all_figures(benchmark: BenchmarkFixture) -> None:
    benchmark(everything)


def test_a_million_draws(benchmark: BenchmarkFixture) -> None:
    result = benchmark(simulated)
    assert result == simulated(threads=1)  # noqa: S101 - it is a test


def milliseconds(function: Callable[[], object]) -> float:
    """What one call takes."""
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and print."""
    if sys.argv[1:] == ["memory"]:
        simulated()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    command = [sys.executable, __file__, "memory"]
    peak = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    everything()
    simulated()
    print(f"{edition().name}, medians of {rounds}")
    for label, function in (
        ("all figures, scenarios, solves, grid, tornado", everything),
        (f"{DRAWS:,} draws on two threads", simulated),
        (f"{DRAWS:,} draws on one thread", lambda: simulated(threads=1)),
    ):
        spent = statistics.median(milliseconds(function) for _ in range(rounds))
        print(f"{label:<48}{spent:>6.0f} ms")
    print(f"{'peak memory of those draws':<48}{peak:>6.0f} MiB")


if __name__ == "__main__":
    main()
