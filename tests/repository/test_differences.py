"""Which files two points in history do not share, and which only changed their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.repository.differences import renamed, touched
from reportgen.repository.snapshots import WORKING_TREE, Point, SnapshotError, resolve
from tests.repository.conftest import COMPANY, EDITION, ENVIRONMENT, HISTORY, THEME, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.evidence.conftest import Repository

NEW = "assumptions/ü /new\nline.yaml"


def point_of(root: Path, words: str) -> Point:
    return WORKING_TREE if words == "working tree" else resolve(root, words, ENVIRONMENT)


def between(root: Path, a: str, b: str) -> set[str]:
    return set(touched(root, point_of(root, a), point_of(root, b), ENVIRONMENT))


def moved(root: Path, a: str, b: str) -> dict[str, str]:
    return renamed(root, point_of(root, a), point_of(root, b), ENVIRONMENT)


def test_between_two_commits_what_changed_came_or_went_is_told(past: Repository) -> None:
    assert between(past.root, "HEAD~2", "HEAD") == {EDITION, HISTORY}
    assert between(past.root, "HEAD", "HEAD~2") == {EDITION, HISTORY}
    assert between(past.root, "HEAD", "main") == set()
    past.git("rm", "--quiet", THEME)
    written(past, "Eve", "x", **{NEW: "a\n", "README.md": "other\n", "output/x": "x\n"})
    assert between(past.root, "HEAD~1", "HEAD") == {THEME, NEW}


def test_a_change_taken_back_is_none(past: Repository) -> None:
    written(past, "Eve", "x", **{EDITION: "price: 10\nmargin: 61%\nshares: 5\n"})
    assert between(past.root, "HEAD~3", "HEAD") == {HISTORY}


def test_the_working_tree_counts_with_new_files_and_without_ignored_ones(past: Repository) -> None:
    assert between(past.root, "HEAD", "working tree") == set()
    past.write(".gitignore", "*.bak\n")
    for path in (EDITION, NEW, "assumptions/acme/x.bak", "output/x", "README.md"):
        past.write(path, "y\n")
    (past.root / HISTORY).unlink()
    for a, b in (("HEAD", "working tree"), ("working tree", "HEAD")):
        assert between(past.root, a, b) == {EDITION, NEW, HISTORY}
    past.git("add", "--all")
    assert between(past.root, "HEAD", "working tree") == {EDITION, NEW, HISTORY}
    assert between(past.root, "HEAD~2", "working tree") == {EDITION, NEW, HISTORY}
    assert between(past.root, "working tree", "working tree") == set()


def test_line_ends_of_the_working_tree_and_the_time_of_writing_are_no_difference(
    past: Repository,
) -> None:
    past.write(EDITION, "price: 12\r\nmargin: 61%\r\nshares: 5\r\n")
    past.write(COMPANY, "name: Acme\n")
    assert between(past.root, "HEAD", "working tree") == set()


def test_links_are_no_files(past: Repository) -> None:
    (past.root / "assumptions" / "link").symlink_to("/etc")
    (past.root / COMPANY).unlink()
    (past.root / COMPANY).symlink_to("/etc/hostname")
    assert between(past.root, "HEAD", "working tree") == {COMPANY}


@pytest.mark.parametrize("end", ["HEAD", "working tree"])
def test_a_file_or_a_whole_company_under_a_new_name_is_recognised(
    past: Repository, end: str
) -> None:
    past.git("mv", "assumptions/acme", "assumptions/açme inc")
    if end == "HEAD":
        written(past, "Eve", "x")
    else:
        past.git("reset", "--quiet")  # git itself knows nothing of the move
    start = "HEAD~1" if end == "HEAD" else "HEAD"
    old = {path.replace("acme", "açme inc"): path for path in (COMPANY, EDITION, HISTORY)}
    assert moved(past.root, start, end) == old
    assert moved(past.root, end, start) == {path: new for new, path in old.items()}


@pytest.mark.parametrize("end", ["HEAD", "working tree"])
def test_a_renamed_file_may_have_changed_a_little_and_not_altogether(
    past: Repository, end: str
) -> None:
    rows = "".join(f"{number},{number * number}\n" for number in range(40))
    written(
        past, "Eve", "x", **{"assumptions/a.csv": rows, "assumptions/b.csv": rows.upper() + "z"}
    )
    past.git("rm", "--quiet", "assumptions/a.csv", EDITION)
    past.write("assumptions/c.csv", rows.replace("7,49", "7,50").replace("\n", "\r\n", 0))
    past.write("assumptions/d.yaml", "quite: other\n")
    if end == "HEAD":
        past.commit()
    start = "HEAD~1" if end == "HEAD" else "HEAD"
    assert moved(past.root, start, end) == {"assumptions/c.csv": "assumptions/a.csv"}


def test_nothing_is_renamed_where_nothing_came_or_nothing_went(past: Repository) -> None:
    past.write(NEW, "name: Acme\n")
    assert moved(past.root, "HEAD", "working tree") == {}
    assert moved(past.root, "HEAD~2", "HEAD") == {}
    assert moved(past.root, "working tree", "working tree") == {}


def test_a_workspace_inside_a_repository_names_files_from_its_own_root(
    repository: Repository,
) -> None:
    inside = "deep/er [1]* ü"
    written(repository, "Ann", "x", **{f"{inside}/{COMPANY}": "a: 1\n", COMPANY: "a: 1\n"})
    repository.git("mv", f"{inside}/assumptions/acme", f"{inside}/assumptions/other")
    written(repository, "Ben", "x", **{COMPANY: "a: 2\n"})
    root, new = repository.root / inside, "assumptions/other/company.yaml"
    assert between(root, "HEAD~1", "HEAD") == {COMPANY, new}
    assert between(root, "HEAD~1", "working tree") == {COMPANY, new}
    assert moved(root, "HEAD~1", "HEAD") == {new: COMPANY}


def test_asking_changes_neither_the_index_nor_the_objects(past: Repository) -> None:
    past.write(NEW, "x\n")
    (past.root / HISTORY).rename(past.root / "assumptions" / "moved.csv")
    before = {p: p.stat().st_mtime_ns for p in (past.root / ".git").rglob("*")}
    assert between(past.root, "HEAD~1", "working tree")
    assert moved(past.root, "HEAD", "working tree")
    assert {p: p.stat().st_mtime_ns for p in (past.root / ".git").rglob("*")} == before


def test_a_repository_with_the_newer_kind_of_names_is_read_alike(repository: Repository) -> None:
    (repository.root / ".git").rename(repository.root / "gone")
    repository.git("init", "--quiet", "--object-format=sha256")
    written(repository, "Ann", "x", **{COMPANY: "a: 1\n"})
    assert between(repository.root, "HEAD", "working tree") == set()
    repository.write(COMPANY, "a: 2\n")
    assert between(repository.root, "HEAD", "working tree") == {COMPANY}


def test_without_git_it_is_said_what_cannot_be_told(past: Repository, tmp_path: Path) -> None:
    head = point_of(past.root, "HEAD")
    with pytest.raises(
        SnapshotError, match=r"between HEAD and working tree cannot be told: git is not"
    ):
        touched(past.root, head, WORKING_TREE, {"PATH": str(tmp_path)})
    with pytest.raises(SnapshotError, match="renamed between HEAD and working tree cannot be told"):
        renamed(past.root, head, WORKING_TREE, {"PATH": str(tmp_path)})
