"""The workflow file that users copy: what linters say of it, and its lines run as far as they can here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.evidence.conftest import Repository

FILE = PROJECT / "docs" / "ci" / "github-workflow.yml"
PROGRAMS = Path(sys.executable).parent
HOUSE_STYLE = (
    "{extends: default, rules: {line-length: {max: 120}, document-start: disable,"
    " truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}"
)
EDITION = "assumptions/amazon/2026Q2/edition.yaml"
#: Notes what it was asked, and answers the list of comments: the service itself cannot be reached.
SERVICE = """#!/bin/sh
printf '%s\\n' "$*" >> "$NOTES"
case "$*" in *--paginate*) echo "$EARLIER" ;; esac
"""


@pytest.fixture
def workflow() -> Any:  # noqa: ANN401 - a workflow file, as YAML has it
    return YAML(typ="safe").load(FILE)


@pytest.mark.parametrize(
    "words",
    [
        ["yamllint", "--strict", "-d", HOUSE_STYLE],
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"],
        [
            "zizmor",
            "--offline",
            "--no-config",
            "--persona=auditor",
        ],
    ],
    ids=lambda words: words[0],
)
def test_linters_find_nothing(words: list[str], tmp_path: Path) -> None:
    """The file where the service expects it, as some rules look at the path."""
    copy = tmp_path / ".github" / "workflows" / "briefing.yml"
    copy.parent.mkdir(parents=True)
    shutil.copyfile(FILE, copy)
    program = [str(PROGRAMS / words[0]), *words[1:], str(copy)]
    told = subprocess.run(program, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_action_is_pinned_to_a_commit_that_names_its_version() -> None:
    used = re.findall(r"uses: (.+)", FILE.read_text("utf-8"))
    assert len(used) == 4
    for each in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each), each


def test_no_job_that_reads_what_somebody_wrote_may_write(workflow: Any) -> None:  # noqa: ANN401
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "check": {"contents": "read"},
        "comment": {"pull-requests": "write"},
        "release": {"contents": "write"},
    }
    for name in ("comment", "release"):
        steps = workflow["jobs"][name]["steps"]
        assert not any("checkout" in step.get("uses", "") for step in steps)
        assert not any("pip" in step.get("run", "") for step in steps)
    assert "pull_request_target" not in workflow["on"]


def test_commands_take_what_strangers_name_from_the_environment_only(workflow: Any) -> None:  # noqa: ANN401
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def script(workflow: Any, job: str, name: str) -> str:  # noqa: ANN401
    """The lines of a step."""
    return next(str(s["run"]) for s in workflow["jobs"][job]["steps"] if s.get("name") == name)


def run(
    lines: str, folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Lines run as the service runs them: in bash, ended by the first that fails."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", lines],  # noqa: S607 - the bash of the machine, as there
        cwd=folder, env={**os.environ, "PATH": path, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def pull_request(repository: Repository) -> Repository:
    """What the service checks out: a branch with one edit, merged into the branch that it goes to."""
    shutil.copytree(PROJECT / "assumptions", repository.root / "assumptions")
    repository.commit()
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.git("switch", "--quiet", "--create", "price")
    file = repository.root / EDITION
    text = file.read_text("utf-8")
    assert "value: 10.39\n" in text
    file.write_text(text.replace("value: 10.39\n", "value: 10.45\n"), "utf-8")
    repository.commit()
    repository.git("switch", "--quiet", "--detach", "origin/main")
    repository.git("merge", "--quiet", "--no-ff", "--message", "merge", "price")
    return repository


@pytest.mark.slow
def test_the_steps_of_a_pull_request_check_compare_and_hand_over_the_text(
    pull_request: Repository,
    workflow: Any,  # noqa: ANN401
    tmp_path: Path,
) -> None:
    summary, output = tmp_path / "summary", tmp_path / "output"
    environment = {
        "GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output),
    }  # fmt: skip
    for name in ("Check the files", "Compare with the branch that this goes to"):
        told = run(script(workflow, "check", name), pull_request.root, environment)
        assert told.returncode == 0, told.stdout + told.stderr
    comment = (pull_request.root / "change.md").read_text("utf-8")
    assert comment.strip()
    assert summary.read_text("utf-8") == comment
    first, *lines, mark = output.read_text("utf-8").splitlines()
    assert first == f"text<<{mark}"
    assert "\n".join(lines).strip() == comment.strip()


def test_the_newest_edition_is_printed_and_on_a_tag_that_of_the_tag(
    workflow: Any,  # noqa: ANN401
    tmp_path: Path,
) -> None:
    lines = script(workflow, "check", "Print the briefing").replace("reportgen", "echo reportgen")
    for kind, name, said in (
        ("branch", "7/merge", "reportgen build"),
        ("tag", "amazon/2026Q2", "reportgen build amazon/2026Q2"),
        ("tag", "amazon/2026Q2.2", "reportgen build amazon/2026Q2"),
    ):
        told = run(lines, tmp_path, {"GITHUB_REF_TYPE": kind, "GITHUB_REF_NAME": name})
        assert told.stdout.strip() == said


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ("", "api --silent --method POST repos/o/r/issues/7/comments --field body=@comment.md"),
        (
            "31\n32",
            "api --silent --method PATCH repos/o/r/issues/comments/31 --field body=@comment.md",
        ),
    ],
    ids=["first", "again"],
)
def test_the_comment_is_written_once_and_then_anew(
    workflow: Any,  # noqa: ANN401
    tmp_path: Path,
    earlier: str,
    expected: str,
) -> None:
    service = tmp_path / "bin" / "gh"
    service.parent.mkdir()
    service.write_text(SERVICE, "utf-8")
    service.chmod(0o755)
    environment = {
        "PATH": f"{service.parent}{os.pathsep}{os.environ['PATH']}", "NOTES": str(tmp_path / "notes"),
        "EARLIER": earlier, "COMMENTS": "repos/o/r/issues/7/comments",
        "CHANGE": "No printed figure moves.\n`$(touch ran)`",
    }  # fmt: skip
    lines = script(workflow, "comment", "Write the comment, or write it anew")
    told = run(lines, tmp_path, environment)
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "notes").read_text("utf-8").splitlines()[-1] == expected
    text = (tmp_path / "comment.md").read_text("utf-8")
    assert text == "<!-- reportgen diff -->\nNo printed figure moves.\n`$(touch ran)`\n"
    assert not (tmp_path / "ran").exists()
