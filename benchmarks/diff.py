"""What `reportgen diff` costs from a cold start, as ratios to `reportgen check` measured in one run.

`python benchmarks/diff.py [ROUNDS]` compares the shipped company's two newest editions, and a copy of the
newest in which twelve numbers were edited with what is committed. It says how many groups of edits each
headline figure hangs on, and tells processor and wall time, the best and the middle of all rounds. Every
way runs once a round, in turn, so that a noisy machine is noisy to all alike; the first round does not count.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTGEN = [sys.executable, "-m", "reportgen"]
ROUNDS = 15
CHECK, EDITIONS, EDITS = "check of one edition", "diff of two editions", "diff of twelve edits"
WAYS = {
    CHECK: ["check", "amazon/2026Q2"],
    EDITIONS: ["diff", "amazon/2026Q1", "amazon/2026Q2"],
    EDITS: ["diff", "HEAD"],
}
EDITION = "assumptions/amazon/2026Q2/edition.yaml"
#: Twelve numbers that the probability-weighted market cap hangs on: what stands there, what is written.
EDITED = (
    ("outlook_segment_growth: {value: 32%", "outlook_segment_growth: {value: 31%"),
    ("outlook_segment_margin: {value: 38.5%", "outlook_segment_margin: {value: 38%"),
    ("outlook_other_growth: {value: 10.5%", "outlook_other_growth: {value: 10%"),
    ("outlook_other_margin: {value: 6.7%", "outlook_other_margin: {value: 7%"),
    ("outlook_tax_rate: {value: 19%", "outlook_tax_rate: {value: 20%"),
    ("exit_multiple: {value: 25x", "exit_multiple: {value: 26x"),
    ("outlook_segment_growth: 40%", "outlook_segment_growth: 41%"),
    ("outlook_segment_margin: 41%", "outlook_segment_margin: 40%"),
    ("outlook_other_margin: 8%", "outlook_other_margin: 7.5%"),
    ("outlook_segment_growth: 20%", "outlook_segment_growth: 21%"),
    ("outlook_segment_margin: 33%", "outlook_segment_margin: 34%"),
    ("outlook_other_margin: 5.5%", "outlook_other_margin: 5%"),
)


def git(folder: Path, *words: str) -> None:
    """Run git as somebody in particular."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)  # noqa: S607


def laid_out(workspace: Path) -> None:
    """The shipped files, committed, and twelve numbers edited since."""
    shutil.copytree(ROOT / "assumptions", workspace / "assumptions")
    git(workspace, "init", "--quiet")
    git(workspace, "add", "--all")
    git(workspace, "commit", "--quiet", "--message", "As they are")
    edition = workspace / EDITION
    text = edition.read_text("utf-8")
    for old, new in EDITED:
        if text.count(old) != 1:
            raise SystemExit(f"{old!r} stands {text.count(old)} times in {EDITION}: correct EDITED")
        text = text.replace(old, new)
    edition.write_text(text, "utf-8")


def groups(workspace: Path, environment: dict[str, str]) -> int:
    """The most edits that a headline figure hangs on."""
    command = [*REPORTGEN, *WAYS[EDITS], "--format", "json"]
    told = subprocess.run(command, cwd=workspace, env=environment, check=True, capture_output=True)
    headlines = json.loads(told.stdout)["headline_figures"]
    return max(len([p for p in each["contributions"] if p["value"]]) for each in headlines)


def used() -> float:
    """Seconds of processor time that all ended children have taken."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def cost(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Run a command: its processor and wall time. What it finds wrong with the files is no matter here."""
    processor, wall = used(), time.perf_counter()
    ended = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True)
    if ended.returncode > 1:
        raise SystemExit(ended.stderr.decode())
    return used() - processor, time.perf_counter() - wall


def measure(
    workspace: Path, environment: dict[str, str], rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """Every way once a round; the first round compiles and does not count."""
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
    for number in range(rounds + 1):
        for name, words in WAYS.items():
            taken = cost([*REPORTGEN, *words], workspace, environment)
            if number:
                costs[name].append(taken)
    return costs


def main() -> None:
    """Measure and print a table with the ratio to a check."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "desk"
        workspace.mkdir()
        laid_out(workspace)
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment |= {
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        }
        costs = measure(workspace, environment, rounds)
        print(f"{EDITS}: {groups(workspace, environment)} of them move one figure")
    heads = ("best CPU ms", "middle CPU ms", "best wall ms", "x check")
    print(f"{f'{rounds} rounds':<24}" + "".join(f"{head:>15}" for head in heads))
    yardstick = min(processor for processor, _ in costs[CHECK])
    for name, taken in costs.items():
        processors, walls = zip(*taken, strict=True)
        best, middle = min(processors), statistics.median(processors)
        print(f"{name:<24}{best * 1000:>15.0f}{middle * 1000:>15.0f}", end="")
        print(f"{min(walls) * 1000:>15.0f}{best / yardstick:>15.2f}")


if __name__ == "__main__":
    main()
