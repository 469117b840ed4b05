"""What a user may name as a point in history, and what is said where it is none."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reportgen.repository.snapshots import WORKING_TREE, SnapshotError, merge_base, resolve
from tests.repository.conftest import COMPANY, EDITION, ENVIRONMENT, HISTORY, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.evidence.conftest import Repository


def commit_of(repository: Repository, words: str) -> str:
    return resolve(repository.root, words, ENVIRONMENT).commit


def refusal(root: Path, words: str, **environment: str) -> str:
    with pytest.raises(SnapshotError) as refused:
        resolve(root, words, {**ENVIRONMENT, **environment})
    return str(refused.value)


def test_a_point_says_who_made_the_commit_when_and_why(past: Repository) -> None:
    point = resolve(past.root, "HEAD~1", ENVIRONMENT)
    assert point.words == "HEAD~1"
    assert point.commit == past.git("rev-parse", "HEAD~1")
    assert (point.author, point.subject) == ("Ben", "A higher price")
    assert point.day == dt.date(2026, 1, 3)
    assert point.short == point.commit[:10]


def test_whatever_git_understands_may_be_written(past: Repository) -> None:
    newest = past.git("rev-parse", "HEAD")
    past.git("tag", "v1")
    past.git("tag", "--annotate", "--message", "x", "v1-told")
    past.git("branch", "größe/ä")
    past.git("branch", "analysis/2026Q1")
    past.git("update-ref", "refs/remotes/origin/x", newest)
    for words in (
        "HEAD", "@", "main", "v1", "v1-told", "größe/ä", "analysis/2026Q1", "origin/x",
        newest, newest[:8], newest.upper()[:12], "heads/main", "refs/tags/v1",
        "HEAD@{0}", "v1-told~0", ":/quarter",
    ):  # fmt: skip
        assert commit_of(past, words) == newest, words
    assert commit_of(past, "HEAD@{1}") == past.git("rev-parse", "HEAD~1")
    assert commit_of(past, "v1-told^^") == past.git("rev-parse", "HEAD~2")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "no revision is named"),
        ("  ", "no revision is named"),
        ("--help", "names no revision"),
        ("-1", "names no revision"),
        ("HEAD\nHEAD", "names no revision"),
        ("main\x00", "names no revision"),
        ("^main", "is no single point in history"),
        ("HEAD~1..HEAD", "is no single point in history"),
        ("HEAD:README.md", "is no revision in this repository"),
        ("mian", "did you mean 'main'?"),
        ("mian~2", "did you mean 'main'?"),
        ("HEAD~99", "the history of 'HEAD' has no such place"),
        ("main@{99}", "the history of 'main' has no such place"),
        ("main@{upstream}", "is no revision"),
        ("README.md", "that is a file or folder, and a branch, a tag or a commit is wanted"),
        ("zzzzzz", "there is: main, origin/rel"),
        ("rel", "did you mean 'origin/rel'?"),
        ("0123456789", "is no revision in this repository"),
        ("main^{tree}", "is no revision in this repository"),
        ("HEAD^{/[}", "is no revision"),
    ],
)
def test_what_names_no_point_is_refused_with_what_to_write(
    past: Repository, words: str, said: str
) -> None:
    past.git("update-ref", "refs/remotes/origin/rel", "HEAD")
    message = refusal(past.root, words)
    assert said in message
    assert "\n" not in message


def test_a_name_for_two_things_is_refused(past: Repository) -> None:
    past.git("branch", "q1")
    past.git("tag", "q1", "HEAD~1")
    assert "'heads/q1' for the branch or 'tags/q1' for the tag" in refusal(past.root, "q1")
    assert commit_of(past, "tags/q1") == past.git("rev-parse", "HEAD~1")


def test_the_beginning_of_two_commits_is_refused(past: Repository) -> None:
    past.append_rows(HISTORY, "quarter,sales\n", [f"{number}\n" for number in range(1500)])
    names = past.git("rev-list", "HEAD").split()
    heads = Counter(name[:4] for name in names)
    shared, often = heads.most_common(1)[0]
    assert often > 1
    assert "write more of its digits" in refusal(past.root, shared)


def test_a_detached_head_is_a_point(past: Repository) -> None:
    past.git("checkout", "--quiet", "--detach", "HEAD~2")
    assert resolve(past.root, "HEAD", ENVIRONMENT).subject == "Start of Acme"


def test_without_git_or_a_repository_or_a_commit_it_is_said_what_can_be_done(
    past: Repository, tmp_path: Path, another: Callable[[str], Repository]
) -> None:
    message = refusal(past.root, "HEAD", PATH=str(tmp_path))
    assert "git is not installed" in message
    assert "to compare without git" in message
    plain = another("plain")
    assert "in no git repository" in refusal(plain.root, "HEAD")
    plain.git("init", "--quiet")
    assert "there is no branch and no tag yet" in refusal(plain.root, "HEAD")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_repository_of_somebody_else_s_waits_for_the_user_s_trust(
    past: Repository, tmp_path: Path
) -> None:
    for path in (past.root, past.root / ".git"):
        os.chown(path, 12345, 12345)
    assert "safe.directory" in refusal(past.root, "HEAD", HOME=str(tmp_path))


def test_signs_that_no_terminal_shows_are_taken_out_of_names_and_titles(past: Repository) -> None:
    written(past, "E\x1b[31mve", "Re\x1b]0;d \u202eeulb", **{COMPANY: "name: A\n"})
    point = resolve(past.root, "HEAD", ENVIRONMENT)
    assert (point.author, point.subject) == ("E [31mve", "Re ]0;d eulb")
    written(past, "Eve", "long " * 100, **{COMPANY: "name: B\n"})
    assert len(resolve(past.root, "HEAD", ENVIRONMENT).subject) == 201


def test_a_title_in_another_encoding_is_read_and_so_is_one_over_two_lines(
    past: Repository,
) -> None:
    message = past.root / "message"
    message.write_bytes("Größer\nals zuvor\n\nUnd warum\n".encode("latin-1"))
    latin = ("-c", "i18n.commitEncoding=ISO-8859-1", "commit-tree", "HEAD^{tree}")
    commit = past.git(*latin, "-F", str(message))
    assert resolve(past.root, commit, ENVIRONMENT).subject == "Größer als zuvor"


def test_the_base_of_two_branches_is_where_they_parted(past: Repository) -> None:
    parted = past.git("rev-parse", "HEAD")
    past.git("switch", "--quiet", "--create", "feature")
    written(past, "Ann", "On the branch", **{COMPANY: "name: B\n"})
    past.git("switch", "--quiet", "main")
    written(past, "Ben", "On main", **{EDITION: "price: 1\n"})
    main, feature = (resolve(past.root, name, ENVIRONMENT) for name in ("main", "feature"))
    base = merge_base(past.root, main, feature, ENVIRONMENT)
    assert (base.commit, base.words) == (parted, "merge base of main and feature")
    assert base.subject == "The quarter"
    assert merge_base(past.root, feature, WORKING_TREE, ENVIRONMENT).commit == parted


def test_histories_that_share_nothing_have_no_base(past: Repository) -> None:
    past.git("checkout", "--quiet", "--orphan", "other")
    written(past, "Ann", "Anew")
    main, other = (resolve(past.root, name, ENVIRONMENT) for name in ("main", "other"))
    with pytest.raises(
        SnapshotError, match=r"share no history; compare them directly: main\.\.other"
    ):
        merge_base(past.root, main, other, ENVIRONMENT)


def test_in_a_shallow_clone_the_missing_part_is_named(
    past: Repository, another: Callable[[str], Repository]
) -> None:
    past.git("switch", "--quiet", "--create", "feature")
    written(past, "Ann", "On the branch")
    clone = another("shallow")
    clone.git("clone", "--quiet", "--depth=1", "--no-single-branch", past.root.as_uri(), ".")
    main, head = (resolve(clone.root, name, ENVIRONMENT) for name in ("origin/main", "HEAD"))
    with pytest.raises(SnapshotError, match="fetch --unshallow"):
        merge_base(clone.root, main, head, ENVIRONMENT)
    assert "fetch --unshallow" in refusal(clone.root, "HEAD~1")
    clone.git("fetch", "--quiet", "--unshallow")
    assert merge_base(clone.root, main, head, ENVIRONMENT).subject == "The quarter"


def test_a_damaged_repository_is_told_in_one_sentence(past: Repository) -> None:
    for pack in (past.root / ".git" / "objects").glob("??"):
        shutil.rmtree(pack)
    assert "\n" not in refusal(past.root, "HEAD")
