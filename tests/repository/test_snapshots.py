"""The files of a commit, laid out beside the repository and without touching it."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from reportgen.repository import layout
from reportgen.repository.snapshots import (
    WORKING_TREE,
    SnapshotError,
    program_at,
    resolve,
    snapshot,
)
from tests.repository.conftest import COMPANY, EDITION, ENVIRONMENT, HISTORY, THEME, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.evidence.conftest import Repository


def laid_out(root: Path, words: str, folder: Path) -> dict[str, bytes]:
    """The files that a commit's snapshot holds, by their paths."""
    snapshot(root, resolve(root, words, ENVIRONMENT), folder, ENVIRONMENT)
    files = (path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def everything(root: Path) -> Mapping[str, str]:
    """A digest of every file in the repository, git's own as well, with when it was written."""
    return {
        str(path): sha256(path.read_bytes()).hexdigest() + str(path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file()
    }


def test_the_files_are_those_of_the_commit_and_nothing_else(
    past: Repository, tmp_path: Path
) -> None:
    assert laid_out(past.root, "HEAD~2", tmp_path / "then") == {
        COMPANY: b"name: Acme\n",
        EDITION: b"price: 10\nmargin: 61%\nshares: 5\n",
        HISTORY: b"quarter,sales\n2025Q4,7\n",
        THEME: b"name: House\n",
    }


def test_whoever_needs_no_templates_leaves_them_out(past: Repository, tmp_path: Path) -> None:
    point = resolve(past.root, "HEAD", ENVIRONMENT)
    snapshot(past.root, point, tmp_path / "then", ENVIRONMENT, below=("assumptions",))
    assert (tmp_path / "then" / EDITION).is_file()
    assert not (tmp_path / "then" / THEME).exists()


def test_a_dirty_tree_an_index_with_changes_and_a_checkout_under_way_stay_as_they_are(
    past: Repository, tmp_path: Path
) -> None:
    past.write(EDITION, "price: 99\n")
    past.git("add", "--all")
    past.write(EDITION, "price: 100\n")
    past.write("assumptions/acme/new.yaml", "x\n")
    before = everything(past.root)
    files = laid_out(past.root, "HEAD", tmp_path / "then")
    assert files[EDITION].startswith(b"price: 12")
    assert everything(past.root) == before


def test_a_workspace_may_be_a_folder_inside_the_repository(
    repository: Repository, tmp_path: Path
) -> None:
    inside = "deep/er [1]* ü"
    written(repository, "Ann", "x", **{f"{inside}/{COMPANY}": "inner\n", COMPANY: "outer\n"})
    assert laid_out(repository.root / inside, "HEAD", tmp_path / "then") == {COMPANY: b"inner\n"}


def test_a_commit_without_assumptions_is_an_empty_workspace(
    past: Repository, tmp_path: Path
) -> None:
    past.git("rm", "-r", "--quiet", "assumptions", "templates")
    past.git("commit", "--quiet", "--message", "x")
    assert laid_out(past.root, "HEAD", tmp_path / "then") == {}
    assert (tmp_path / "then" / "assumptions").is_dir()


def test_a_folder_that_did_not_exist_yet_is_not_there(past: Repository, tmp_path: Path) -> None:
    written(past, "Ann", "A second company", **{"assumptions/other/company.yaml": "name: O\n"})
    assert "assumptions/other/company.yaml" not in laid_out(past.root, "HEAD~1", tmp_path / "then")


def test_names_of_any_script_come_through_and_rights_to_run_do_not(
    past: Repository, tmp_path: Path
) -> None:
    names = (
        "assumptions/sö  株/a b.yaml",
        "assumptions/li\nne",
        "assumptions/ta\tb",
        "assumptions/-x",
    )
    written(past, "Ann", "x", **dict.fromkeys(names, "x\n"))
    (past.root / names[0]).chmod(0o755)
    past.git("commit", "--quiet", "--all", "--message", "x")
    folder = tmp_path / "then"
    assert laid_out(past.root, "HEAD", folder).keys() > set(names)
    assert not (folder / names[0]).stat().st_mode & stat.S_IXUSR


def test_names_that_are_no_utf_8_come_through(past: Repository, tmp_path: Path) -> None:
    name = os.fsdecode(b"assumptions/\xff.yaml")
    try:
        past.write(name, "x\n")
    except OSError:
        pytest.skip("this disk takes UTF-8 only")
    past.commit()
    assert name in laid_out(past.root, "HEAD", tmp_path / "then")


def test_links_and_submodules_are_left_out(
    past: Repository, tmp_path: Path, another: Callable[[str], Repository]
) -> None:
    module = another("module")
    module.git("init", "--quiet")
    written(module, "Ann", "x", **{"secret.yaml": "x\n"})
    past.git("submodule", "--quiet", "add", module.root.as_uri(), "assumptions/module")
    (past.root / "assumptions" / "link").symlink_to("/etc/hostname")
    past.commit()
    names = laid_out(past.root, "HEAD", tmp_path / "then").keys()
    assert names == {COMPANY, EDITION, HISTORY, THEME}


def test_bytes_come_as_they_were_committed_whatever_the_attributes_say(
    past: Repository, tmp_path: Path
) -> None:
    past.write(".gitattributes", "* text eol=crlf ident export-subst filter=lfs\n")
    text = "version https://git-lfs.github.com/spec/v1\noid sha256:$Id$ $Format:%H$\n"
    written(past, "Ann", "x", **{COMPANY: text})
    assert laid_out(past.root, "HEAD", tmp_path / "then")[COMPANY] == text.encode()


def test_of_a_file_too_large_to_be_read_only_the_size_is_kept(
    past: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "LARGEST", 100)
    monkeypatch.setattr(layout, "AT_A_TIME", 60)
    written(past, "Ann", "x", **{"assumptions/large": "x" * 101, "assumptions/small": "x" * 100})
    files = laid_out(past.root, "HEAD", tmp_path / "then")
    assert files["assumptions/large"] == b"\0" * 101
    assert files["assumptions/small"] == b"x" * 100
    assert files[COMPANY] == b"name: Acme\n"


@pytest.mark.parametrize("name", ["..", ".git", ".GIT"])
def test_a_name_that_leads_elsewhere_is_refused(
    past: Repository, tmp_path: Path, name: str
) -> None:
    """Git makes no such tree; one that somebody made by hand must not write outside the folder."""
    tree = past.git("rev-parse", "HEAD:assumptions")
    for each in (name, "assumptions"):
        raw = past.root / "raw"
        raw.write_bytes(f"40000 {each}\0".encode() + bytes.fromhex(tree))
        tree = past.git("hash-object", "-t", "tree", "-w", "--literally", str(raw))
    commit = past.git("commit-tree", tree, "-m", "x")
    point = resolve(past.root, commit, ENVIRONMENT)
    with pytest.raises(SnapshotError, match="a name that leads elsewhere"):
        snapshot(past.root, point, tmp_path / "deep" / "then", ENVIRONMENT)
    assert not (tmp_path / "deep" / "acme").exists()


def test_what_a_partial_clone_has_not_got_is_named(
    past: Repository, tmp_path: Path, another: Callable[[str], Repository]
) -> None:
    past.git("config", "uploadpack.allowFilter", "true")
    clone = another("partial")
    clone.git("clone", "--quiet", "--filter=blob:none", "--no-checkout", past.root.as_uri(), ".")
    clone.git("config", "protocol.file.allow", "always")
    point = resolve(clone.root, "HEAD", ENVIRONMENT)
    with pytest.raises(SnapshotError, match="fetched in part: fetch all of it with `git fetch"):
        snapshot(clone.root, point, tmp_path / "then", ENVIRONMENT)
    clone.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert len(laid_out(clone.root, "HEAD", tmp_path / "again")) == 4


def test_a_shallow_clone_has_its_newest_commit_whole(
    past: Repository, tmp_path: Path, another: Callable[[str], Repository]
) -> None:
    clone = another("shallow")
    clone.git("clone", "--quiet", "--depth=1", past.root.as_uri(), ".")
    there = laid_out(clone.root, "HEAD", tmp_path / "there")
    assert there == laid_out(past.root, "HEAD", tmp_path / "here")


def test_a_worktree_and_a_submodule_are_as_good_as_a_clone(
    past: Repository, tmp_path: Path, another: Callable[[str], Repository]
) -> None:
    past.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "HEAD~2")
    here = laid_out(tmp_path / "tree", "HEAD", tmp_path / "then")
    assert here[EDITION].startswith(b"price: 10")
    outer = another("outer")
    outer.git("init", "--quiet")
    outer.git("submodule", "--quiet", "add", past.root.as_uri(), "inner")
    assert laid_out(outer.root / "inner", "HEAD~2", tmp_path / "inner") == here


def test_the_working_tree_has_no_snapshot(past: Repository, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="read where it lies"):
        snapshot(past.root, WORKING_TREE, tmp_path / "then", ENVIRONMENT)


def test_the_program_of_a_commit_is_written_where_it_has_one(
    past: Repository, tmp_path: Path
) -> None:
    folder = tmp_path / "program"
    point = resolve(past.root, "HEAD", ENVIRONMENT)
    assert not program_at(past.root, point, folder, ENVIRONMENT)
    assert not folder.exists()
    modules = {"reportgen/formulas/gap.py": "x = 1\n", "reportgen/figures.py": "y = 1\n"}
    written(past, "Ann", "x", **modules, **{"reportgen/page.css": "x\n"})
    written(past, "Ann", "x", **{"reportgen/formulas/gap.py": "x = 2\n"})
    point = resolve(past.root, "HEAD~1", ENVIRONMENT)
    assert program_at(past.root, point, folder, ENVIRONMENT)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.relative_to(folder).as_posix(): path.read_text() for path in files} == modules
