"""How long a million draws of a model take, and how much memory.

`python benchmarks/model.py [ROUNDS]` simulates an invented company with 15 inputs and 20 formulas, and prints
the time, its ratio to what NumPy takes to draw as many normal numbers, and the peak memory. Each is measured
in a fresh process. `pytest benchmarks/model.py` measures the same with pytest-benchmark.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_benchmark.fixture import BenchmarkFixture

    from reportgen.draws import Array, Distribution
    from reportgen.simulation import Simulation

DRAWS = 1_000_000
ROUNDS = 5
TARGET = 4000.0
CORRELATIONS = {
    ("cloud_growth", "cloud_margin"): 0.4,
    ("retail_growth", "advertising_growth"): 0.5,
    ("cloud_multiple", "retail_multiple"): 0.6,
}


def distributions() -> dict[str, Distribution]:
    """Fifteen inputs of every kind; money in billions."""
    from reportgen.draws import Lognormal, Normal, Pert, Triangular, TruncatedNormal, Uniform

    return {
        "cloud_growth": Normal(0.22, 0.05),
        "retail_growth": Normal(0.08, 0.02),
        "advertising_growth": Normal(0.18, 0.04),
        "cloud_margin": TruncatedNormal(0.36, 0.04, 0.2, 0.5),
        "retail_margin": Triangular(0.03, 0.06, 0.1),
        "advertising_margin": Pert(0.25, 0.4, 0.5),
        "cloud_multiple": Lognormal(25.0, 0.2),
        "retail_multiple": Lognormal(18.0, 0.2),
        "advertising_multiple": Lognormal(20.0, 0.2),
        "own_chip_share": Pert(0.2, 0.4, 0.8),
        "chip_saving": Uniform(0.2, 0.3),
        "share_growth": Normal(0.005, 0.004),
        "stake_value": Lognormal(60.0, 0.5),
        "capital_spending": Triangular(100.0, 130.0, 200.0),
        "years": Uniform(1.0, 2.0),
    }


def market_cap(drawn: Mapping[str, Array]) -> Array:
    """Twenty formulas, from the growth of three segments to the market cap on today's share count."""
    years = drawn["years"]
    cloud_sales = 130 * (1 + drawn["cloud_growth"]) ** years
    retail_sales = 550 * (1 + drawn["retail_growth"]) ** years
    advertising_sales = 65 * (1 + drawn["advertising_growth"]) ** years
    saving = drawn["own_chip_share"] * drawn["chip_saving"]
    passed_on = 1 - 0.5 * 0.55 * saving
    uplift = 0.45 - (passed_on - 0.55 * (1 - saving)) / passed_on
    cloud_margin = drawn["cloud_margin"] - 0.3 * uplift
    cloud_income = cloud_sales * cloud_margin
    retail_income = retail_sales * drawn["retail_margin"]
    advertising_income = advertising_sales * drawn["advertising_margin"]
    depreciation = drawn["capital_spending"] / 6
    income_share = cloud_income / (cloud_income + retail_income + advertising_income)
    cloud_value = (cloud_income - income_share * depreciation) * drawn["cloud_multiple"]
    retail_value = retail_income * drawn["retail_multiple"]
    advertising_value = advertising_income * drawn["advertising_multiple"]
    enterprise_value = cloud_value + retail_value + advertising_value
    cash = 90 - 0.3 * drawn["capital_spending"] * years
    equity = enterprise_value + cash + 0.8 * drawn["stake_value"]
    dilution = (1 + drawn["share_growth"]) ** years
    return equity / dilution


def simulated() -> Simulation:
    """A million draws of the invented company."""
    from reportgen.draws import rank_correlation
    from reportgen.simulation import simulate

    inputs = distributions()
    correlation = rank_correlation(tuple(inputs), CORRELATIONS)
    return simulate(market_cap, inputs, correlation, draws=DRAWS, seed=20260731, target=TARGET)


def normals() -> None:
    """As many normal numbers as the simulation draws, on one thread, in pieces of the same size."""
    import numpy as np

    generator = np.random.Generator(np.random.PCG64(1))
    piece = np.empty(65_536)
    for _ in range(len(distributions()) * DRAWS // len(piece)):
        generator.standard_normal(out=piece)


def test_a_million_draws(benchmark: BenchmarkFixture) -> None:
    result = benchmark(simulated)
    assert result.invalid == 0  # noqa: S101 - it is a test


def milliseconds(function: Callable[[], object]) -> float:
    """What one call takes."""
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1000


def measure(what: str, rounds: int) -> None:
    """In a process of its own: the first call, the median of the others, or the peak memory."""
    if what == "memory":
        simulated()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(peak / (1024**2 if sys.platform == "darwin" else 1024))
        return
    milliseconds(normals)  # NumPy is imported before the clock starts
    first = milliseconds(simulated)
    pairs = [(milliseconds(simulated), milliseconds(normals)) for _ in range(rounds)]
    print(first, *(statistics.median(values) for values in zip(*pairs, strict=True)))


def main() -> None:
    """Measure in fresh processes and print."""
    if len(sys.argv) > 1 and sys.argv[1] in {"time", "memory"}:
        measure(sys.argv[1], int(sys.argv[2]))
        return
    rounds = sys.argv[1] if len(sys.argv) > 1 else str(ROUNDS)

    def fresh(what: str) -> list[float]:
        command = [sys.executable, __file__, what, rounds]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [float(word) for word in printed.split()]

    # This process stays small, for on Linux a child's peak begins at its parent's.
    (peak,) = fresh("memory")
    first, simulation, numbers = fresh("time")
    print(f"{DRAWS:,} draws, 15 inputs, 20 formulas (medians of {rounds})")
    print(f"simulation, first, making its tables: {first:>6.0f} ms")
    print(f"simulation:                           {simulation:>6.0f} ms")
    print(f"NumPy, as many normals, one thread:   {numbers:>6.0f} ms")
    print(f"simulation / NumPy's normals:         {simulation / numbers:>6.2f}")
    print(f"peak memory, with NumPy:              {peak:>6.0f} MiB")


if __name__ == "__main__":
    main()
