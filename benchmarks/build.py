"""How fast a briefing is made, as ratios measured side by side in one run.

`python benchmarks/build.py [ROUNDS]` builds the newest Amazon edition cold, again with nothing changed, and
after a change of prose; makes the same pages with a plain script; prints our page with WeasyPrint alone; and
times the short commands. Every way runs once a round, in turn, so that a noisy machine is noisy to all alike.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
REPORTGEN = [sys.executable, "-m", "reportgen"]
ROUNDS = 5


class Cost(NamedTuple):
    """Seconds on the clock and seconds of processor time."""

    wall: float
    cpu: float


def cost(command: list[str], folder: Path) -> Cost:
    """Run a command and see what it and its children cost."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(
        command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    wall, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system
    return Cost(wall, used - before.children_user - before.children_system)


def finished_page(workspace: Path) -> Path:
    """The HTML of the newest edition, as our build hands it to the printer."""
    from reportgen import briefing, drawing, pipeline
    from reportgen.assumptions.theme import house_theme
    from reportgen.assumptions.workspace import find_workspace

    found = find_workspace(workspace)
    name = found.find("amazon")
    story = pipeline.read(found, name)
    templates, theme = ROOT / "templates", house_theme()
    drawings = drawing.draw_all(story, theme, workspace / "drawings")
    text = briefing.fill_prose(story)
    page = workspace / "page.html"
    page.write_text(
        briefing.render(briefing.compose(story, text, drawings), templates, theme), "utf-8"
    )
    return page


def web_templates(workspace: Path) -> Path:
    """The templates with their fonts as WOFF2, as a plain script would take them from the web."""
    from fontTools.ttLib import TTFont

    templates = workspace / "web"
    shutil.copytree(ROOT / "templates", templates)
    for path in (templates / "fonts").glob("*.ttf"):
        font = TTFont(path)
        font.flavor = "woff2"
        font.save(path.with_suffix(".woff2"))
    return templates


def web_page(page: Path, web: Path) -> Path:
    """The page with the addresses of those fonts."""
    text = page.read_text("utf-8").replace((ROOT / "templates").as_uri(), web.as_uri())
    copy = page.with_name("web.html")
    copy.write_text(text.replace('.ttf"', '.woff2"'), "utf-8")
    return copy


def edit_prose(workspace: Path, count: int) -> None:
    """Change a word of the newest edition's prose."""
    path = max((workspace / "assumptions/amazon").glob("*/briefing.md"))
    text = path.read_text("utf-8").split("<!-- round")[0].rstrip()
    path.write_text(f"{text} Again{'!' * (count + 1)}\n", "utf-8")


def measure(workspace: Path, page: Path, rounds: int) -> dict[str, list[Cost]]:
    """Every way once a round."""
    history, templates = workspace / "assumptions/amazon/history.csv", ROOT / "templates"
    web = web_templates(workspace)
    out = str(workspace / "out.pdf")
    costs: dict[str, list[Cost]] = {}

    def take(name: str, command: list[str]) -> None:
        costs.setdefault(name, []).append(cost(command, workspace))

    build = [*REPORTGEN, "build", "amazon"]
    for count in range(rounds):
        shutil.rmtree(workspace / "output", ignore_errors=True)
        take("full build, cold", build)
        take("build, nothing changed", build)
        edit_prose(workspace, count)
        take("build, prose changed", build)
        plain = [
            str(HERE / "plain_script.py"),
            str(web_page(page, web)),
            str(history),
            str(web),
            out,
        ]
        take("plain script", [sys.executable, *plain])
        alone = [str(HERE / "weasyprint_alone.py"), str(page), str(templates), out]
        take("WeasyPrint alone on our page", [sys.executable, *alone])
        take("--help", [*REPORTGEN, "--help"])
        take("check amazon", [*REPORTGEN, "check", "amazon"])
        take("figures amazon", [*REPORTGEN, "figures", "amazon"])
        take("explain amazon required_upside", [*REPORTGEN, "explain", "amazon", "required_upside"])
    return costs


def main() -> None:
    """Measure and print a table with the two ratios that the README states."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        shutil.copytree(ROOT / "assumptions", workspace / "assumptions")
        costs = measure(workspace, finished_page(workspace), rounds)
    middle = {
        name: Cost(*(statistics.median(values) for values in zip(*taken, strict=True)))
        for name, taken in costs.items()
    }
    print(f"{'median of ' + str(rounds):<34}{'wall ms':>9}{'CPU ms':>9}")
    for name, taken in middle.items():
        print(f"{name:<34}{taken.wall * 1000:>9.0f}{taken.cpu * 1000:>9.0f}")
    ours, plain, alone = (
        middle[n] for n in ("full build, cold", "plain script", "WeasyPrint alone on our page")
    )
    print(f"full build / plain script, CPU:          {ours.cpu / plain.cpu:.2f}")
    print(f"full build / WeasyPrint alone, CPU:      {ours.cpu / alone.cpu:.2f}")
    print(f"full build / WeasyPrint alone, wall:     {ours.wall / alone.wall:.2f}")


if __name__ == "__main__":
    main()
