"""What an edition saw: later work leaves it alone, and it is enough to read the edition again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen import pipeline
from reportgen.assumptions.seen import Seen, seen_by
from reportgen.assumptions.workspace import Workspace
from reportgen.documents import data
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.model import Story
    from tests.conftest import Desk

LATER_SOURCE = """
later:
  title: Later
  publisher: P
  date: null
  address: null
  tier: house
"""
EDITIONS = ("amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2")


def seen(story: Story) -> Seen:
    return seen_by([told.assumptions for told in story.all])


def seen_at(desk: Desk, edition: str) -> Seen:
    return seen(desk.read(edition))


def test_each_file_is_seen_as_far_as_the_edition_could_see_it(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    found = {
        file.path.removeprefix("assumptions/nordvind/"): file
        for file in seen_at(files, "2025Q3").files
    }
    assert list(found) == [
        "2025Q3/briefing.md", "2025Q3/edition.yaml", "company.yaml", "history.csv", "market.csv",
        "sources.yaml",
    ]  # fmt: skip
    for whole in ("2025Q3/briefing.md", "2025Q3/edition.yaml", "company.yaml"):
        assert found[whole].text == files.file(f"nordvind/{whole}").read_text("utf-8")
    history = files.file("nordvind/history.csv").read_text("utf-8").splitlines()
    public = [line for line in history if line < "2025Q4" or line.startswith("period,")]
    assert found["history.csv"].text.splitlines() == public
    assert "nordvind-report-2025q3" in found["sources.yaml"].text
    assert "nordvind-report-2025q4" not in found["sources.yaml"].text


def test_an_edition_sees_those_before_it(desk: Callable[..., Desk]) -> None:
    paths = [file.path for file in seen_at(desk("nordvind"), "2025Q4").files]
    assert "assumptions/nordvind/2025Q3/edition.yaml" in paths
    assert "assumptions/nordvind/2025Q4/edition.yaml" in paths


def test_what_comes_later_changes_nothing(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    before = seen_at(files, "2025Q3")
    first = files.read("2025Q3")
    files.append("nordvind/sources.yaml", LATER_SOURCE)
    files.append("nordvind/market.csv", "2026-03-31,NORDV,350,,,,later\n")
    top, rows = files.file("nordvind/market.csv").read_text("utf-8").split("\n", 1)
    files.file("nordvind/market.csv").write_text(
        f"{top}\n2026-03-30,NORDV,349,,,,later\n{rows}", "utf-8"
    )
    after = files.read("2025Q3")
    assert seen(after) != before, "the file's lines have moved"
    assert [(f.path, f.text) for f in seen(after).files] == [(f.path, f.text) for f in before.files]
    assert seen(after).digest == before.digest
    assert data.attached(after, seen(after).place) == data.attached(first, before.place)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("company.yaml", "name:", "# a comment\nname:"),
        ("2025Q3/edition.yaml", "as_of: 2025-11-05T17:30", "as_of: 2025-11-05T17:31"),
        ("market.csv", "304.60", "304.61"),
        ("history.csv", "7427", "7428"),
        ("sources.yaml", "third quarter 2025", "third quarter of 2025"),
    ],
)
def test_a_seen_line_that_changes_is_seen(
    desk: Callable[..., Desk], file: str, old: str, new: str
) -> None:
    files = desk("nordvind")
    before = seen_at(files, "2025Q3")
    path = files.file(f"nordvind/{file}")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    after = seen_at(files, "2025Q3")
    changed = [
        f.path for f, g in zip(before.files, after.files, strict=True) if f.digest != g.digest
    ]
    assert changed == [f"assumptions/nordvind/{file}"]
    assert after.digest != before.digest


def test_a_market_csv_of_later_days_only_is_not_seen(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    head = files.file("nordvind/market.csv").read_text("utf-8").splitlines()[0]
    files.file("nordvind/market.csv").unlink()
    without = seen_at(files, "2025Q3")
    files.file("nordvind/market.csv").write_text(
        f"{head}\n2026-03-31,NORDV,350,,,,stockholm-closes\n", "utf-8"
    )
    assert seen_at(files, "2025Q3") == without


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_was_seen_is_all_that_the_figures_need(edition: str, tmp_path: Path) -> None:
    workspace = Workspace(PROJECT)
    name = workspace.find(edition)
    story = pipeline.read(workspace, name)
    for file in seen(story).files:
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).write_text(file.text, "utf-8")
    again = pipeline.read(Workspace(tmp_path), name, agreeing=False)
    assert [(f.path, f.text) for f in seen(again).files] == [
        (f.path, f.text) for f in seen(story).files
    ]
    assert data.attached(again, seen(again).place) == data.attached(story, seen(story).place)
    assert again.now.figures.figures.keys() == story.now.figures.figures.keys()
    told = [(f.name, f.printed) for f in story.now.figures.figures.values()]
    assert [(f.name, f.printed) for f in again.now.figures.figures.values()] == told
