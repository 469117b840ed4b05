"""The command that prints: what it says, where it puts the briefing, how it ends."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reportgen.shipped import templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Answer
    from tests.conftest import Desk

    Run = Callable[..., Answer]

pytestmark = pytest.mark.slow


def test_the_path_is_told_as_it_is_typed_and_a_second_build_says_why_it_does_nothing(
    reportgen: Run, desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = desk("nordvind")
    monkeypatch.chdir(files.root)
    first, second = reportgen("build"), reportgen("build", "nordvind/2025Q4")
    assert (first.code, first.err) == (0, "")
    folder = "output/nordvind/2025Q4"
    assert first.out == f"{folder}/nordvind-2025Q4.html\n{folder}/nordvind-2025Q4.pdf\n"
    assert (second.code, second.out) == (0, first.out)
    assert second.err == "Nothing has changed since this was built.\n"
    monkeypatch.chdir(files.file("nordvind"))
    third = reportgen("build")
    assert third.out == "".join(f"{files.root / path}\n" for path in first.out.split())


def test_paper_is_a_choice_and_part_of_the_name(reportgen: Run, desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    answer = reportgen("build", "--paper", "letter", "--workspace", files.root)
    assert answer.code == 0
    assert answer.out.endswith("nordvind-2025Q4-letter.pdf\n")


def test_every_problem_is_told_and_nothing_is_printed(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    files = desk("nordvind")
    files.replace("nordvind/company.yaml", "dead_band: 1pp", "dead_band: small")
    files.append("nordvind/2025Q4/briefing.md", "\nIt is 5% of {{ nothing_known }}.\n")
    answer = reportgen("build", "--workspace", files.root)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.splitlines()[-1] == "3 problems."
    assert not list(files.root.rglob("*.pdf"))


def test_a_page_that_does_not_print_cleanly_ends_with_1_and_the_complaint(
    reportgen: Run, desk: Callable[..., Desk]
) -> None:
    files = desk("nordvind")
    house = shutil.copytree(templates(), files.root / "templates")
    with (house / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\np { colour-of-ink: red }\n")
    answer = reportgen("build", "--workspace", files.root)
    assert (answer.code, answer.out) == (1, "")
    assert "the page did not print cleanly:" in answer.err
    assert "colour-of-ink" in answer.err


def test_a_terminal_is_told_what_runs_and_a_file_is_not(desk: Callable[..., Desk]) -> None:
    """Stderr is a real terminal here, of which we hold the other end; stdout is a pipe."""
    files = desk("nordvind")
    ours, theirs = pty.openpty()
    build = [sys.executable, "-m", "reportgen", "build"]
    with subprocess.Popen(build, cwd=files.root, stdout=subprocess.PIPE, stderr=theirs) as running:
        os.close(theirs)
        shown = _everything(ours)
        out = running.stdout.read() if running.stdout else b""
    assert running.returncode == 0
    assert [
        s for s in (b"Reading and checking", b"Drawing charts", b"Printing") if s not in shown
    ] == []
    folder = b"output/nordvind/2025Q4"
    assert out == b"%s/nordvind-2025Q4.html\n%s/nordvind-2025Q4.pdf\n" % (folder, folder)


def _everything(terminal: int) -> bytes:
    """What is written to a terminal until its last writer is gone (Linux ends that with an error)."""
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            part = b""
        if not part:
            os.close(terminal)
            return shown
        shown += part
