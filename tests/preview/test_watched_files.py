"""What counts as a change of a file, and when a change is over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reportgen.preview.watching import MOST_MOVES, Places, apart, settled
from tests.preview.conftest import names

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.preview.watching import Stamps


def test_every_file_of_a_folder_and_below_is_seen(tmp_path: Path) -> None:
    (tmp_path / "2026Q2").mkdir()
    (tmp_path / "2026Q2" / "edition.yaml").write_text("a", "utf-8")
    (tmp_path / "company.yaml").write_text("b", "utf-8")
    assert names(Places((tmp_path,)).stamps()) == {"edition.yaml", "company.yaml"}


def test_what_editors_put_beside_a_file_is_not(tmp_path: Path) -> None:
    for name in ("edition.yaml", ".edition.yaml.swp", "edition.yaml~", "#edition.yaml#"):
        (tmp_path / name).write_text("a", "utf-8")
    assert names(Places((tmp_path,)).stamps()) == {"edition.yaml"}


def test_writing_into_a_file_and_putting_another_in_its_place_are_changes(tmp_path: Path) -> None:
    file, fresh = tmp_path / "edition.yaml", tmp_path / ".edition.yaml.new"
    file.write_text("price: 1", "utf-8")
    places = Places((tmp_path,))
    first = places.stamps()
    assert places.stamps() == first
    with file.open("r+", encoding="utf-8") as opened:
        opened.write("price: 2")
    os.utime(file, ns=(1, 1))
    second = places.stamps()
    fresh.write_text("price: 3", "utf-8")
    os.utime(fresh, ns=(1, 1))
    fresh.replace(file)
    third = places.stamps()
    assert len({str(stamps) for stamps in (first, second, third)}) == 3


def test_a_file_or_folder_that_is_gone_is_no_crash_but_a_change(tmp_path: Path) -> None:
    file = tmp_path / "templates" / "theme.yaml"
    file.parent.mkdir()
    file.write_text("a", "utf-8")
    places = Places((file.parent, tmp_path / "never"), (file, tmp_path / "missing"))
    assert names(places.stamps()) == {"theme.yaml"}
    file.unlink()
    assert places.stamps() == {}
    file.parent.rmdir()
    assert places.stamps() == {}


def test_links_in_a_circle_and_links_to_nothing_are_passed_by(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "nothing").symlink_to(tmp_path / "missing")
    (tmp_path / "real").write_text("a", "utf-8")
    assert names(Places((tmp_path,)).stamps()) == {"real"}


def test_a_change_is_over_when_nothing_has_moved_for_a_moment() -> None:
    looks: list[Stamps] = [{"a": (time, 0, 0, 0)} for time in (1, 2, 3, 3, 4)]
    rest = iter(looks)
    waited: list[float] = []
    assert settled(lambda: next(rest), waited.append) == {"a": (3, 0, 0, 0)}
    assert len(waited) == 3


def test_a_file_that_is_written_for_ever_does_not_hold_up_the_page() -> None:
    times = iter(range(1000))
    waited: list[float] = []
    settled(lambda: {"log": (next(times), 0, 0, 0)}, waited.append)
    assert len(waited) == MOST_MOVES


def test_files_of_a_folder_are_told_from_those_of_one_with_a_longer_name(tmp_path: Path) -> None:
    stamp = (0, 0, 0, 0)
    inside, others = str(tmp_path / "amazon" / "a"), str(tmp_path / "amazonas" / "a")
    assert apart({inside: stamp, others: stamp}, tmp_path / "amazon") == (
        {inside: stamp},
        {others: stamp},
    )
