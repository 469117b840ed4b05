"""The comparison for people: a hundred columns, bold headings on a terminal, nothing cut that is a number."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.comparison.conftest import SKARV, asked

if TYPE_CHECKING:
    from tests.comparison.conftest import Shelf

PROJECT = Path(__file__).parents[2]
WIDTH = 100
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def on_a_terminal(root: Path, *words: str) -> str:
    """What the command writes where it has a terminal before it."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "reportgen", "diff", "--workspace", str(root), *words]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": str(WIDTH)}
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, stdin=theirs, cwd=PROJECT, env=environment
    ):
        os.close(theirs)
        return "".join(received(ours)).replace("\r\n", "\n")


def received(terminal: int) -> list[str]:
    """Everything that comes until the other end hangs up."""
    found: list[bytes] = []
    while True:
        try:
            some = os.read(terminal, 65536)
        except OSError:  # Linux says so where others send nothing
            some = b""
        if not some:
            os.close(terminal)
            return [b"".join(found).decode()]
        found.append(some)


def test_headings_are_bold_on_a_terminal_and_plain_elsewhere(shelf: Shelf) -> None:
    shelf.price("80")
    shown, piped = on_a_terminal(shelf.repository.root), shelf.diff().out
    assert f"{BOLD}Required upside{PLAIN}: 86% → 82%, −3.7pp\n" in shown
    assert "\x1b" not in piped
    assert shown.replace(BOLD, "").replace(PLAIN, "") == piped


def test_no_line_is_longer_than_a_hundred_columns(shelf: Shelf) -> None:
    shelf.price("80", "A title that goes on and on about why the price had to be another one " * 3)
    note = "A note that goes on and on " * 20
    shelf.replace(
        f"{SKARV}/edition.yaml",
        "exit_multiple: 18x",
        f"exit_multiple: {{value: 19x, note: {note}}}",
    )
    for words in (("HEAD~1",), ("--all", "HEAD~1")):
        lines = shelf.diff(*words).out.splitlines()
        assert max(map(len, lines)) <= WIDTH
    assert max(map(len, asked(PROJECT, "--all", "amazon").out.splitlines())) <= WIDTH


def test_every_number_of_the_data_stands_whole_in_the_text() -> None:
    words = ("amazon/2026Q1", "amazon/2026Q2")
    shown = " ".join(asked(PROJECT, "--all", *words).out.split())
    for moved in asked(PROJECT, "--format", "json", *words).data["editions"][0]["figures"]:
        row = f"{moved['label']}: {moved['from']} → {moved['to']}"
        assert " ".join(row.split()) in shown


def test_amounts_stand_in_one_column_and_sum_under_their_causes() -> None:
    lines = asked(PROJECT, "amazon/2026Q1", "amazon/2026Q2").out.splitlines()
    start = next(
        n for n, line in enumerate(lines) if line.startswith("Equity value, sum of the parts")
    )
    end = lines.index("", start)
    rows = [
        match for line in lines[start:end] if (match := re.match(r"  +([+−]\$[\d.]+)B  ", line))
    ]
    assert len({row.end() for row in rows}) == 1
    assert lines[start].endswith("+$249B")
    values = [float(row[1].replace("−", "-").replace("$", "")) for row in rows]
    causes = [v for v, row in zip(values, rows, strict=True) if row.string[row.end()] != " "]
    parts = [v for v, row in zip(values, rows, strict=True) if row.string[row.end()] == " "]
    assert sum(causes) == pytest.approx(249, abs=1)
    assert sum(parts) == pytest.approx(249, abs=1)


def test_long_lists_are_cut_and_say_by_how_much() -> None:
    short, whole = (asked(PROJECT, *words, "amazon").out for words in ((), ("--all",)))
    assert re.search(r"\n  and \d+ more: --all\n", short)
    assert "more: --all" not in whole
    assert len(whole.splitlines()) > 3 * len(short.splitlines())
