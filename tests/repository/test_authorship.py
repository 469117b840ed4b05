"""Who last changed a line, or a file that is no longer there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from reportgen.repository.authorship import authors, last_change, renamed, touched
from reportgen.repository.snapshots import WORKING_TREE, Point, resolve
from tests.repository.conftest import COMPANY, EDITION, ENVIRONMENT, HISTORY, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.repository.authorship import Authorship
    from tests.evidence.conftest import Repository


def point_of(root: Path, words: str) -> Point:
    return WORKING_TREE if words == "working tree" else resolve(root, words, ENVIRONMENT)


def of_lines(root: Path, words: str, path: str, *lines: int) -> list[Authorship]:
    told = authors(root, point_of(root, words), {path: lines}, ENVIRONMENT)
    return [told[path, line] for line in lines]


def titles(root: Path, words: str, path: str, *lines: int) -> list[str]:
    """The commit's title of each line, or that it is in no commit, or unknown."""
    return [each.subject or each.state for each in of_lines(root, words, path, *lines)]


def of_file(root: Path, base: str, point: str, path: str) -> Authorship:
    return last_change(root, point_of(root, base), point_of(root, point), path, ENVIRONMENT)


def test_each_line_has_the_commit_that_last_changed_it(past: Repository) -> None:
    price, margin = of_lines(past.root, "HEAD", EDITION, 1, 2)
    assert (price.author, price.subject, price.state) == ("Ben", "A higher price", "committed")
    assert (price.commit, price.day) == (past.git("rev-parse", "HEAD~1"), dt.date(2026, 1, 3))
    assert price.short == price.commit[:10]
    assert (margin.author, margin.subject) == ("Ann", "Start of Acme")


def test_as_of_an_older_commit_later_ones_do_not_count(past: Repository) -> None:
    assert titles(past.root, "HEAD~2", EDITION, 1) == ["Start of Acme"]


def test_several_files_are_asked_about_at_once(past: Repository) -> None:
    told = authors(
        past.root, point_of(past.root, "HEAD"), {EDITION: [1], HISTORY: [2, 3]}, ENVIRONMENT
    )
    assert {key: each.author for key, each in told.items()} == {
        (EDITION, 1): "Ben", (HISTORY, 2): "Ann", (HISTORY, 3): "Cleo",
    }  # fmt: skip


def test_in_the_working_tree_a_changed_line_is_uncommitted_and_the_others_keep_their_commits(
    past: Repository,
) -> None:
    past.write(EDITION, "# why\nprice: 12\nmargin: 16%\nshares: 5\n")
    expected = ["uncommitted", "A higher price", "uncommitted", "Start of Acme"]
    assert titles(past.root, "working tree", EDITION, 1, 2, 3, 4) == expected
    past.git("add", "--all")
    assert titles(past.root, "working tree", EDITION, 1, 2, 3, 4) == expected, "staged is not yet"


def test_a_file_in_no_commit_is_uncommitted(past: Repository) -> None:
    past.write("assumptions/acme/new.yaml", "a: 1\n")
    assert titles(past.root, "working tree", "assumptions/acme/new.yaml", 1) == ["uncommitted"]


def test_without_any_commit_everything_is_uncommitted(repository: Repository) -> None:
    repository.write(COMPANY, "a: 1\n")
    assert titles(repository.root, "working tree", COMPANY, 1) == ["uncommitted"]
    told = last_change(repository.root, WORKING_TREE, WORKING_TREE, COMPANY, ENVIRONMENT)
    assert told.state == "uncommitted"


def test_line_ends_are_no_change_and_lines_are_counted_as_readers_count(past: Repository) -> None:
    past.write(EDITION, "price: 12\r\nmargin: 61%\r\nshares: 5\r\n")
    assert titles(past.root, "working tree", EDITION, 1, 3) == ["A higher price", "Start of Acme"]
    past.write(EDITION, "price: 12\rmargin: 61%\rodd: 1\nshares: 5")
    assert titles(past.root, "working tree", EDITION, 2, 3, 4) == [
        "Start of Acme", "uncommitted", "Start of Acme",
    ]  # fmt: skip
    written(past, "Eve", "Old line ends", **{HISTORY: "a\rb\nc\r\n"})
    written(past, "Eve", "Last line", **{HISTORY: "a\rb\nd\r\n"})
    assert titles(past.root, "HEAD", HISTORY, 1, 2, 3) == ["Old line ends"] * 2 + ["Last line"]


def test_lines_and_files_that_are_not_there_are_unknown_and_leave_others_alone(
    past: Repository,
) -> None:
    wanted = {EDITION: [1, 0, 99], "assumptions/no.yaml": [1], "assumptions/li\nne": [1]}
    told = authors(past.root, point_of(past.root, "HEAD"), wanted, ENVIRONMENT)
    assert told.pop((EDITION, 1)).author == "Ben"
    assert {each.reason for each in told.values()} == {"the file has no such line"}
    assert len(told) == 4
    assert titles(past.root, "working tree", "assumptions/no.yaml", 1) == ["unknown"]


def test_a_renamed_file_keeps_the_commits_of_its_lines(past: Repository) -> None:
    past.git("mv", "assumptions/acme", "assumptions/acme-inc")
    written(past, "Eve", "A new name")
    assert titles(past.root, "HEAD", "assumptions/acme-inc/2026Q1/edition.yaml", 1, 2) == [
        "A higher price", "Start of Acme",
    ]  # fmt: skip


def test_a_shallow_clone_does_not_blame_its_last_commit_for_everything(
    past: Repository, another: Callable[[str], Repository]
) -> None:
    written(past, "Eve", "The margin", **{EDITION: "price: 12\nmargin: 16%\nshares: 5\n"})
    clone = another("shallow")
    clone.git("clone", "--quiet", "--depth=2", past.root.as_uri(), ".")
    price, margin = of_lines(clone.root, "HEAD", EDITION, 1, 2)
    assert (margin.author, margin.state) == ("Eve", "committed")
    assert (price.state, price.commit) == ("unknown", "")
    assert price.reason == "the history ends in a shallow clone: fetch all of it"
    cut = of_file(clone.root, "HEAD~1", "HEAD", EDITION)
    assert cut.author == "Eve"
    clone.git("fetch", "--quiet", "--unshallow")
    assert titles(clone.root, "HEAD", EDITION, 1) == ["A higher price"]


def test_two_branches_cut_off_by_a_shallow_clone_do_not_say_who_changed_a_file(
    past: Repository, another: Callable[[str], Repository]
) -> None:
    past.git("switch", "--quiet", "--create", "feature")
    written(past, "Eve", "On the branch", **{COMPANY: "name: A\n"})
    clone = another("shallow")
    clone.git("clone", "--quiet", "--depth=1", "--no-single-branch", past.root.as_uri(), ".")
    told = of_file(clone.root, "origin/main", "HEAD", COMPANY)
    assert (told.state, told.reason.split(":")[0]) == (
        "unknown", "the history ends in a shallow clone",
    )  # fmt: skip


def test_a_name_with_signs_of_a_pattern_is_only_a_name(past: Repository) -> None:
    written(past, "Eve", "The one", **{"assumptions/a*.yaml": "a: 1\n"})
    written(past, "Eve", "Another", **{"assumptions/ab.yaml": "a: 1\n"})
    assert of_file(past.root, "HEAD~2", "HEAD", "assumptions/a*.yaml").subject == "The one"


def test_the_first_commit_of_all_is_no_end_of_a_shallow_clone(
    past: Repository, another: Callable[[str], Repository]
) -> None:
    clone = another("deep")
    clone.git("clone", "--quiet", "--depth=3", past.root.as_uri(), ".")
    assert titles(clone.root, "HEAD", EDITION, 2) == ["Start of Acme"]


def test_where_a_partial_clone_has_no_old_files_the_reason_is_told(
    past: Repository, another: Callable[[str], Repository]
) -> None:
    past.git("config", "uploadpack.allowFilter", "true")
    clone = another("partial")
    clone.git("clone", "--quiet", "--filter=blob:none", past.root.as_uri(), ".")
    past.root.rename(past.root.with_name("moved"))
    told = of_lines(clone.root, "HEAD", EDITION, 1)[0]
    assert told.state == "unknown"
    assert "fetched in part" in told.reason


def test_without_git_the_reason_is_told(past: Repository, tmp_path: Path) -> None:
    nothing = {"PATH": str(tmp_path)}
    told = authors(past.root, WORKING_TREE, {EDITION: [1]}, nothing)
    assert told[EDITION, 1].reason == "git is not installed"
    told_of_file = last_change(past.root, WORKING_TREE, WORKING_TREE, EDITION, nothing)
    assert (told_of_file.state, told_of_file.reason) == ("unknown", "git is not installed")


def test_no_setting_or_attribute_of_the_repository_runs_a_program_or_changes_the_answer(
    past: Repository, tmp_path: Path
) -> None:
    """A repository from elsewhere may be set to run anything whenever somebody looks at a file."""
    before = of_lines(past.root, "working tree", EDITION, 1, 2)
    mark = tmp_path / "ran"
    script = past.root / "evil"
    script.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{mark}'\ncat\n", "utf-8")
    script.chmod(0o755)
    hooks = past.root / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout"):
        (hooks / name).symlink_to(script)
    (past.root / "skip").write_text(past.git("rev-parse", "HEAD~1") + "\n", "utf-8")
    (past.root / ".mailmap").write_text("Zoe <x@example.org>\n", "utf-8")
    (past.root / ".git" / "info" / "attributes").write_text("* diff=evil filter=evil\n", "utf-8")
    past.write(".gitattributes", "* diff=evil filter=evil merge=evil\n")
    with (past.root / ".git" / "config").open("a", encoding="utf-8") as settings:
        settings.write(
            f'[diff "evil"]\n\ttextconv = "\\"{script}\\""\n\tcommand = "\\"{script}\\""\n'
            f'[filter "evil"]\n\tclean = "\\"{script}\\""\n\tsmudge = "\\"{script}\\""\n'
            f'[core]\n\tfsmonitor = "\\"{script}\\""\n\thooksPath = "{hooks}"\n\tpager = "\\"{script}\\""\n'
            f'[diff]\n\texternal = "\\"{script}\\""\n\n'
            "[blame]\n\tignoreRevsFile = skip\n\tcoloring = repeatedLines\n"
            f'[alias]\n\tblame = "!{script}"\n\tcat-file = "!{script}"\n[color]\n\tui = always\n'
        )
    assert of_lines(past.root, "working tree", EDITION, 1, 2) == before
    assert of_lines(past.root, "HEAD", EDITION, 1, 2) == before
    assert of_file(past.root, "HEAD~2", "HEAD", EDITION).author == "Ben"
    past.write("assumptions/moved.csv", (past.root / HISTORY).read_text("utf-8"))
    (past.root / HISTORY).unlink()
    ends = point_of(past.root, "HEAD"), WORKING_TREE
    assert touched(past.root, *ends, ENVIRONMENT) == (HISTORY, "assumptions/moved.csv")
    assert renamed(past.root, *ends, ENVIRONMENT) == {"assumptions/moved.csv": HISTORY}
    assert not mark.exists()


def test_a_setting_that_keeps_git_from_answering_is_named(past: Repository) -> None:
    past.git("config", "blame.ignoreRevsFile", "nowhere")
    assert "blame.ignoreRevsFile" in of_lines(past.root, "HEAD", EDITION, 1)[0].reason


def test_many_single_lines_are_answered_like_few(past: Repository) -> None:
    text = "".join(f"{number}\n" for number in range(500))
    written(past, "Eve", "Numbers", **{HISTORY: text})
    written(past, "Eve", "Odd ones", **{HISTORY: text.replace("1\n", "1.5\n")})
    lines = range(2, 500, 2)
    assert len(titles(past.root, "HEAD", HISTORY, *lines)) == len(lines)
    assert set(titles(past.root, "HEAD", HISTORY, *lines)) == {"Numbers", "Odd ones"}


@pytest.mark.parametrize(
    ("base", "point", "title"),
    [
        ("HEAD~3", "HEAD", "No history"),
        ("HEAD", "HEAD~3", "No history"),
        ("HEAD~3", "HEAD~1", "The quarter"),
        ("HEAD~1", "HEAD", "No history"),
        ("HEAD~3", "working tree", "No history"),
        ("working tree", "HEAD~3", "No history"),
    ],
)
def test_a_file_that_is_gone_has_the_commit_that_took_it_away(
    past: Repository, base: str, point: str, title: str
) -> None:
    past.git("rm", "--quiet", HISTORY)
    written(past, "Eve", "No history")
    assert of_file(past.root, base, point, HISTORY).subject == title


def test_a_file_changed_or_deleted_in_the_working_tree_is_uncommitted(past: Repository) -> None:
    (past.root / HISTORY).unlink()
    past.write(EDITION, "price: 1\n")
    past.write("assumptions/acme/new.yaml", "a: 1\n")
    for path in (HISTORY, EDITION, "assumptions/acme/new.yaml"):
        assert of_file(past.root, "HEAD~2", "working tree", path).state == "uncommitted"
    assert of_file(past.root, "HEAD~2", "HEAD", EDITION).author == "Ben"


def test_a_file_that_nobody_touched_in_between_is_unknown(past: Repository) -> None:
    told = of_file(past.root, "HEAD~1", "HEAD", COMPANY)
    assert (told.state, told.reason) == ("unknown", "no commit between the two changed it")


def test_on_two_branches_the_change_on_the_way_to_the_second_counts(past: Repository) -> None:
    past.git("switch", "--quiet", "--create", "feature")
    written(past, "Eve", "On the branch", **{EDITION: "price: 13\n"})
    past.git("switch", "--quiet", "main")
    written(past, "Ben", "On main", **{EDITION: "price: 14\n"})
    assert of_file(past.root, "main", "feature", EDITION).subject == "On the branch"
    assert of_file(past.root, "feature", "main", EDITION).subject == "On main"


def test_a_workspace_inside_a_repository_names_files_from_its_own_root(
    repository: Repository,
) -> None:
    inside = "deep/er [1]* ü"
    written(repository, "Ann", "Inner", **{f"{inside}/{COMPANY}": "a: 1\n"})
    written(repository, "Ben", "Outer", **{COMPANY: "a: 2\n"})
    root = repository.root / inside
    assert titles(root, "HEAD", COMPANY, 1) == titles(root, "working tree", COMPANY, 1) == ["Inner"]
    (root / COMPANY).unlink()
    written(repository, "Eve", "Gone")
    assert of_file(root, "HEAD~1", "HEAD", COMPANY).subject == "Gone"
