"""docs/delivery.md names tests, commands and exit codes: they are there."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.cli.mail import COMMANDS
from reportgen.delivery import PROMISE

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "delivery.md").read_text("utf-8")


def test_each_of_thirty_faults_is_tried_somewhere() -> None:
    rows = re.findall(r"^\| (\d+) \|.*`(tests/[^`]+)` \|$", PAGE, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 31))
    assert [file for _, file in rows if not (PROJECT / file).is_file()] == []


def test_every_command_is_on_the_page() -> None:
    named = set(re.findall(r"^    reportgen mail (\w+)", PAGE, re.MULTILINE))
    assert named == set(COMMANDS)


def test_the_promise_is_the_one_that_is_printed() -> None:
    assert PROMISE in " ".join(PAGE.replace(">", "").split())
