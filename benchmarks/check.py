"""What `reportgen check` costs from a cold start, in processor time, as ratios measured in one run.

`python benchmarks/check.py [ROUNDS]` checks one company's newest edition, lists its figures and explains
one, beside a bare Python and one that only imports the two libraries no check can do without. Every way
runs once a round, in turn, so that a noisy machine is noisy to all alike; the best and the middle of all
rounds are told. Code that was never run before is compiled in a round that does not count.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTGEN = [sys.executable, "-m", "reportgen"]
ROUNDS = 15
BARE, LIBRARIES = "bare Python", "import pydantic, jinja2"
WAYS = {
    BARE: [sys.executable, "-c", "pass"],
    # Only what is used is imported, for pydantic loads its parts when they are asked for.
    LIBRARIES: [sys.executable, "-c", "from pydantic import BaseModel; import jinja2"],
    "reportgen --help": [*REPORTGEN, "--help"],
    "check amazon": [*REPORTGEN, "check", "amazon"],
    "figures amazon": [*REPORTGEN, "figures", "amazon"],
    "explain amazon required_upside": [*REPORTGEN, "explain", "amazon", "required_upside"],
    "check (every edition)": [*REPORTGEN, "check"],
}


def used() -> float:
    """Seconds of processor time that all ended children have taken."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def cost(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Run a command and see what it cost."""
    before = used()
    subprocess.run(
        command,
        cwd=folder,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    return used() - before


def measure(workspace: Path, rounds: int) -> dict[str, list[float]]:
    """Every way once a round; the first round compiles and does not count."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(workspace / "compiled")}
    costs: dict[str, list[float]] = {name: [] for name in WAYS}
    for number in range(rounds + 1):
        for name, command in WAYS.items():
            taken = cost(command, workspace, environment)
            if number:
                costs[name].append(taken)
    return costs


def main() -> None:
    """Measure and print a table with the ratios to both yardsticks."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        shutil.copytree(ROOT / "assumptions", workspace / "assumptions")
        costs = measure(workspace, rounds)
    best = {name: min(taken) for name, taken in costs.items()}
    heads = ("best ms", "middle ms", "x bare", "x libraries")
    print(f"{'CPU time of ' + str(rounds) + ' rounds':<32}" + "".join(f"{h:>13}" for h in heads))
    for name, taken in costs.items():
        middle, ratios = statistics.median(taken), (best[name] / best[n] for n in (BARE, LIBRARIES))
        print(f"{name:<32}{best[name] * 1000:>13.0f}{middle * 1000:>13.0f}", end="")
        print("".join(f"{ratio:>13.1f}" for ratio in ratios))


if __name__ == "__main__":
    main()
