"""The revision that git tells: the last commit that changed what an edition saw, and no other."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from reportgen import repository as git_reader
from reportgen.assumptions.cuts import Cut, Entries, Rows, Whole
from reportgen.assumptions.seen import Seen, seen_file
from reportgen.assumptions.text_files import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reportgen.revisions import History, Revisions
    from tests.evidence.conftest import Repository

FOLDER = "assumptions/acme"
MARKET, SOURCES, COMPANY = (
    f"{FOLDER}/market.csv",
    f"{FOLDER}/sources.yaml",
    f"{FOLDER}/company.yaml",
)
EDITION = f"{FOLDER}/2026Q1/edition.yaml"
CUTS: Mapping[str, Cut] = {
    MARKET: Rows("date", dt.date(2026, 3, 31)),
    SOURCES: Entries(frozenset({"report", "closes"})),
    COMPANY: Whole(),
    EDITION: Whole(),
}
ROWS = "date,close,source\n2026-01-02,10,closes\n2026-02-02,11,closes\n"
ENTRIES = "report:\n  title: Report\n\ncloses:\n  title: Closes\n"


def seen(root: Path, *paths: str) -> Seen:
    """What the edition sees of the files as they lie there."""
    return Seen(tuple(seen_file(p, read_text(root / p, p), CUTS[p]) for p in paths or CUTS))


def history(root: Path, environment: Mapping[str, str] = os.environ) -> History:
    return git_reader.history(root / FOLDER, root, environment)


def revisions(root: Path, *paths: str, **environment: str) -> Revisions:
    return history(root, {**os.environ, **environment}).of(seen(root, *paths))


@pytest.fixture
def files(repository: Repository) -> Repository:
    """Four files, each committed by itself."""
    for path, text in (
        (MARKET, ROWS),
        (SOURCES, ENTRIES),
        (COMPANY, "name: Acme\n"),
        (EDITION, "a: 1\n"),
    ):
        repository.write(path, text)
        repository.commit()
    return repository


def test_each_file_has_the_commit_that_last_changed_it_and_the_whole_has_the_newest(
    files: Repository,
) -> None:
    commits = files.git("rev-list", "--reverse", "HEAD").split()
    told = revisions(files.root)
    assert [told.of(path).commit for path in CUTS] == commits
    assert told.whole.commit == commits[-1]
    assert told.whole.day == dt.date(2026, 1, 5)
    assert {one.state for one in told.files.values()} == {"committed"}
    assert told.whole.short == commits[-1][:10]


def test_what_is_committed_elsewhere_leaves_the_answer_alone(files: Repository) -> None:
    before = revisions(files.root)
    files.write("README.md", "A new line.\n")
    files.commit()
    files.write(MARKET, ROWS + "2026-04-02,12,closes\n")
    files.commit()
    files.write(SOURCES, f"newest:\n  title: Later\n\n{ENTRIES}\nlast:\n  title: Last\n")
    files.commit()
    files.write(f"{FOLDER}/2026Q2/edition.yaml", "b: 1\n")
    files.commit()
    assert revisions(files.root) == before


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (MARKET, ROWS.replace("11", "11.5")),
        (MARKET, ROWS + "2026-03-31,12,closes\n"),
        (MARKET, ROWS.replace("2026-02-02,11,closes\n", "")),
        (SOURCES, ENTRIES.replace("Closes", "Closing prices")),
        (SOURCES, ENTRIES.replace("  title: Report", "  title:  Report")),
        (COMPANY, "name: Acme Inc\n"),
        (EDITION, "a: 1\n# why\n"),
    ],
    ids=["changed", "row added", "row gone", "entry", "white space", "whole file", "comment"],
)
def test_a_commit_that_changes_what_was_seen_is_the_answer(
    files: Repository, path: str, text: str
) -> None:
    files.write(path, text)
    commit = files.commit()
    told = revisions(files.root)
    assert told.whole.commit == told.of(path).commit == commit


def test_a_change_taken_back_later_is_two_changes(files: Repository) -> None:
    files.write(COMPANY, "name: Acme Inc\n")
    files.commit()
    files.write(COMPANY, "name: Acme\n")
    commit = files.commit()
    assert revisions(files.root).of(COMPANY).commit == commit


def test_changes_that_are_not_committed_are_said_only_where_the_edition_sees_them(
    files: Repository,
) -> None:
    before = revisions(files.root)
    files.write(MARKET, ROWS + "2026-04-02,12,closes\n")
    assert revisions(files.root) == before
    files.write(EDITION, "a: 2\n")
    told = revisions(files.root)
    assert (told.whole.state, told.whole.commit) == ("changed", before.whole.commit)
    assert told.of(EDITION).state == "changed"
    assert told.of(COMPANY).state == "committed"
    files.git("add", "--all")
    assert revisions(files.root) == told, "staged is not committed"


def test_a_file_in_no_commit_is_told_and_so_is_a_folder_without_any(files: Repository) -> None:
    files.git("rm", "--quiet", "--cached", EDITION)
    files.git("commit", "--quiet", "--message", "x")
    told = revisions(files.root)
    assert told.of(EDITION).state == "untracked"
    assert told.whole.state == "changed"


def test_a_repository_without_a_commit_knows_of_nothing(repository: Repository) -> None:
    repository.write(COMPANY, "name: Acme\n")
    told = revisions(repository.root, COMPANY)
    assert (told.whole.state, told.of(COMPANY).state) == ("untracked", "untracked")
    repository.write("README.md", "x\n")
    repository.git("add", "README.md")
    repository.git("commit", "--quiet", "--message", "x")
    assert revisions(repository.root, COMPANY).whole.state == "untracked"


def test_without_git_or_a_repository_the_reason_is_told(
    files: Repository, tmp_path: Path, another: Callable[[str], Repository]
) -> None:
    without_git = revisions(files.root, PATH=str(tmp_path))
    assert (without_git.whole.state, without_git.whole.reason) == (
        "unknown",
        "git is not installed",
    )
    assert without_git.of(COMPANY).reason == "git is not installed"
    plain = another("plain")
    shutil.copytree(files.root / "assumptions", plain.root / "assumptions")
    told = revisions(plain.root, GIT_CEILING_DIRECTORIES="/nowhere")
    assert (told.whole.commit, told.whole.reason) == ("", "the folder is in no git repository")


def test_where_the_history_is_cut_off_nothing_is_made_up(
    files: Repository, another: Callable[[str], Repository]
) -> None:
    files.write(COMPANY, "name: Acme Inc\n")
    commit = files.commit()
    shallow = another("shallow")
    shallow.git("clone", "--quiet", "--depth=1", files.root.as_uri(), "copy")
    told = revisions(shallow.root / "copy")
    assert told.whole.state == "unknown"
    assert "shallow" in told.whole.reason
    deeper = another("deeper")
    deeper.git("clone", "--quiet", "--depth=2", files.root.as_uri(), "copy")
    told = revisions(deeper.root / "copy")
    assert (told.whole.commit, told.whole.state) == (commit, "committed")
    assert told.of(MARKET).state == "unknown"


def test_fetching_the_rest_of_a_shallow_clone_changes_the_key(
    files: Repository, another: Callable[[str], Repository]
) -> None:
    shallow = another("shallow")
    shallow.git("clone", "--quiet", "--depth=1", files.root.as_uri(), ".")
    before = history(shallow.root).key
    shallow.git("fetch", "--quiet", "--unshallow")
    assert history(shallow.root).key != before
    assert revisions(shallow.root) == revisions(files.root)


def test_the_key_changes_with_the_folder_s_history_and_with_nothing_else(files: Repository) -> None:
    before = history(files.root).key
    files.write("README.md", "x\n")
    files.commit()
    assert history(files.root).key == before
    files.write(COMPANY, "name: Acme Inc\n")
    assert history(files.root).key == before, "the text of the files is compared elsewhere"
    files.commit()
    assert history(files.root).key != before


def test_merging_other_work_leaves_the_answer_alone(files: Repository) -> None:
    files.git("switch", "--quiet", "--create", "feature")
    files.write(COMPANY, "name: Acme Inc\n")
    commit = files.commit()
    before = revisions(files.root)
    files.git("switch", "--quiet", "main")
    files.write("README.md", "x\n")
    files.commit()
    files.days += 1
    files.git("merge", "--quiet", "--no-ff", "--message", "merge", "feature")
    assert revisions(files.root) == before
    assert before.whole.commit == commit


def test_a_merge_that_makes_its_own_text_is_the_answer(files: Repository) -> None:
    files.git("switch", "--quiet", "--create", "feature")
    files.write(COMPANY, "name: One\n")
    files.commit()
    files.git("switch", "--quiet", "main")
    files.write(COMPANY, "name: Two\n")
    files.commit()
    files.git("merge", "--quiet", "--strategy=ours", "--no-commit", "feature")
    files.write(COMPANY, "name: Three\n")
    assert revisions(files.root).of(COMPANY).commit != (merge := files.commit())
    assert revisions(files.root).of(COMPANY).commit == merge


def test_rows_merged_from_two_branches_leave_what_was_seen_alone(files: Repository) -> None:
    before = revisions(files.root).of(MARKET)
    files.git("switch", "--quiet", "--create", "feature")
    files.write(MARKET, ROWS + "2026-04-02,12,closes\n")
    files.commit()
    files.git("switch", "--quiet", "main")
    files.write(MARKET, ROWS + "2026-05-02,13,closes\n")
    files.commit()
    files.git("merge", "--quiet", "--strategy=ours", "--no-commit", "feature")
    files.write(MARKET, ROWS + "2026-04-02,12,closes\n2026-05-02,13,closes\n")
    files.commit()
    assert revisions(files.root).of(MARKET) == before


def test_a_file_that_was_renamed_has_the_commit_that_renamed_it(files: Repository) -> None:
    files.git("mv", COMPANY, f"{FOLDER}/firm.yaml")
    files.commit()
    files.git("mv", f"{FOLDER}/firm.yaml", COMPANY)
    commit = files.commit()
    assert revisions(files.root).of(COMPANY).commit == commit


def test_a_detached_head_is_as_good_as_a_branch(files: Repository) -> None:
    old = files.git("rev-parse", "HEAD~1")
    files.git("checkout", "--quiet", "--detach", "HEAD~1")
    assert revisions(files.root, COMPANY).whole.commit == old


def test_a_workspace_may_be_a_folder_inside_the_repository(
    repository: Repository,
) -> None:
    inside = "deep/er [1]*"
    repository.write(f"{inside}/{COMPANY}", "name: Acme\n")
    commit = repository.commit()
    assert revisions(repository.root / inside, COMPANY).whole.commit == commit


def test_line_ends_are_no_change(files: Repository) -> None:
    before = revisions(files.root)
    files.write(COMPANY, "name: Acme\r\n")
    files.write(MARKET, ROWS.replace("\n", "\r\n"))
    assert revisions(files.root) == before
    files.commit()
    assert revisions(files.root) == before


def test_neither_environment_nor_settings_change_the_answer(
    files: Repository, tmp_path: Path
) -> None:
    before = revisions(files.root)
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[log]\n\tdate = relative\n\tshowSignature = true\n[core]\n\tquotePath = true\n\tpager = false\n"
        "\tautocrlf = true\n[color]\n\tui = always\n[diff]\n\texternal = /bin/false\n"
        "[alias]\n\trev-list = version\n[i18n]\n\tlogOutputEncoding = UTF-16\n",
        "utf-8",
    )
    told = revisions(
        files.root, HOME=str(home), TZ="Asia/Tokyo", GIT_DIR="/nowhere", GIT_WORK_TREE="/nowhere",
        GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="core.bare", GIT_CONFIG_VALUE_0="true",
        GIT_PAGER="false", LC_ALL="tr_TR.UTF-8", GIT_LITERAL_PATHSPECS="0", GIT_NAMESPACE="x",
    )  # fmt: skip
    assert told == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_repository_of_somebody_else_s_is_read_once_the_user_trusts_it(
    files: Repository, tmp_path: Path
) -> None:
    before = revisions(files.root)
    for path in (files.root, files.root / ".git"):
        os.chown(path, 12345, 12345)
    told = revisions(files.root, HOME=str(tmp_path))
    assert told.whole.state == "unknown"
    assert "safe.directory" in told.whole.reason
    (tmp_path / ".gitconfig").write_text(f"[safe]\n\tdirectory = {files.root}\n", "utf-8")
    assert revisions(files.root, HOME=str(tmp_path)) == before


def test_a_replaced_commit_does_not_count(files: Repository) -> None:
    before = revisions(files.root)
    files.write(COMPANY, "name: Acme Inc\n")
    other = files.commit()
    files.git("reset", "--quiet", "--hard", "HEAD~1")
    files.git("replace", before.whole.commit, other)
    assert revisions(files.root) == before


def test_the_day_is_that_of_the_place_where_it_was_committed(files: Repository) -> None:
    files.write(COMPANY, "name: Acme Inc\n")
    files.git("add", "--all")
    files.environment = {"GIT_COMMITTER_DATE": "1767222000 +1400"}  # 31 December 2025, 23:00 UTC
    files.git("commit", "--quiet", "--message", "x")
    told = revisions(files.root, COMPANY, TZ="America/Los_Angeles")
    assert told.whole.day == dt.date(2026, 1, 1)


def test_a_damaged_repository_is_told_and_stops_nothing(files: Repository) -> None:
    for pack in (files.root / ".git" / "objects").glob("??"):
        shutil.rmtree(pack)
    told = revisions(files.root)
    assert told.whole.state == "unknown"
    assert told.whole.reason.startswith("git cannot read the repository: ")


def test_names_may_hold_spaces_signs_and_letters_of_any_script(repository: Repository) -> None:
    folder = "assumptions/açme & söhne 株"
    path = f"{folder}/company.yaml"
    repository.write(path, "name: Acme\n")
    commit = repository.commit()
    wanted = Seen((seen_file(path, "name: Acme\n", Whole()),))
    told = git_reader.history(repository.root / folder, repository.root, os.environ).of(wanted)
    assert (told.whole.commit, told.of(path).state) == (commit, "committed")


def test_a_long_history_is_walked_in_few_steps(files: Repository) -> None:
    """Two hundred commits on one file: the oldest answers are still found, and quickly."""
    days = [dt.date(2026, 4, 1) + dt.timedelta(day) for day in range(200)]
    files.append_rows(MARKET, ROWS, [f"{day},12,closes\n" for day in days])
    begin = time.perf_counter()
    told = revisions(files.root)
    assert time.perf_counter() - begin < 2
    assert told.whole.day == dt.date(2026, 1, 5)
    assert told.of(MARKET).day == dt.date(2026, 1, 2)
