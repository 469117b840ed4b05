"""plan, send, status and test, as a user types them; the ways out are files, or the server that tells."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.ledger.opening import open_folder
from reportgen.delivery.ledger.rows import Row
from reportgen.delivery.report import as_csv
from reportgen.delivery.states import State
from tests.faults.mailing import REPORTGEN
from tests.ledger.small_plans import Clock, recipient
from tests.servers.faulty import FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from tests.faults.mailing import Mailing


@pytest.fixture
def three(mailing: Callable[[int], Mailing]) -> Mailing:
    return mailing(3)


def by_files(three: Mailing) -> None:
    """Let the plan's messages leave as .eml files."""

    with open_folder(three.folder, Clock()) as ledger:
        ledger.rewrite(way=f"eml:{three.root / 'out'}")


def written(folder: Path) -> set[str]:
    return {sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.eml")}


def test_without_a_terminal_nothing_is_sent_unless_its_number_is_said(
    three: Mailing, mail: Callable[..., Result]
) -> None:
    by_files(three)
    asked = mail(three, "send", three.plan)
    assert asked.exit_code == 1
    assert 'to send these, add --confirm "SEND 3"' in asked.stderr
    wrong = mail(three, "send", three.plan, "--confirm", "SEND 4")
    assert (wrong.exit_code, "'SEND 4' is not 'SEND 3'" in wrong.stderr) == (1, True)
    assert three.states() == {"planned": 3}
    assert mail(three, "send", three.plan, "--confirm", "SEND 3").exit_code == 0
    assert three.states() == {"accepted": 3}


def test_a_rehearsal_writes_the_very_bytes_that_are_sent(
    three: Mailing, mail: Callable[..., Result]
) -> None:
    by_files(three)
    rehearsed = mail(three, "send", three.plan, "--dry-run", "--out", str(three.root / "dry"))
    assert rehearsed.exit_code == 0
    assert three.states() == {"planned": 3}
    assert not (three.root / "out").exists()
    mail(three, "send", three.plan, "--confirm", "SEND 3")
    frozen = {row.sha256 for row in three.rows()}
    assert written(three.root / "dry") == written(three.root / "out") == frozen
    assert len(frozen) == 3


def test_a_few_first_then_one_by_name_then_the_rest(
    three: Mailing, mail: Callable[..., Result], tmp_path: Path
) -> None:
    by_files(three)
    first = mail(three, "send", three.plan, "--limit", "1", "--confirm", "SEND 1", "--json")
    assert first.exit_code == 5
    told = json.loads(first.stdout)
    assert (told["accepted"], told["pending"], told["exit_code"]) == (1, 2, 5)
    names = tmp_path / "names"
    names.write_text("P3@Fund.example\n\n", "utf-8")
    mail(three, "send", three.plan, "--only", f"@{names}", "--confirm", "SEND 1")
    assert [str(row.state) for row in three.rows()] == ["accepted", "planned", "accepted"]
    last = mail(three, "send", three.plan, "--confirm", "SEND 1", "--json")
    assert (last.exit_code, json.loads(last.stdout)["runs"]) == (0, 3)
    done = mail(three, "send", three.plan)
    assert done.exit_code == 0
    assert "Nothing to send: 3 accepted." in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--only", "nobody"), "--only: is no e-mail address; write it as name@domain"),
        (("--only", "@missing"), "--only: missing cannot be read"),
        (("--rate", "fast"), "'fast' is no rate; write it as 20/min"),
        (("--retry-deferred-for", "soon"), "'soon' is no time; write 90s, 15min or 4h"),
        (("--connections", "5"), "5 is not in the range 1<=x<=4"),
    ],
)
def test_what_is_typed_wrong_is_told(
    three: Mailing, mail: Callable[..., Result], words: tuple[str, ...], told: str
) -> None:
    wrong = mail(three, "send", three.plan, *words)
    assert wrong.exit_code == 2
    assert told in wrong.stderr


def test_status_says_what_became_of_everybody(three: Mailing, mail: Callable[..., Result]) -> None:
    by_files(three)
    mail(three, "send", three.plan, "--limit", "2", "--confirm", "SEND 2")
    plain = mail(three, "status", three.plan, "--events")
    assert plain.exit_code == 5
    assert "2 accepted, 1 pending" not in plain.stdout
    assert "1 pending, 2 accepted; 1 run" in plain.stdout
    assert re.search(r"^ +3  p3@fund\.example  planned", plain.stdout, re.MULTILINE)
    rows = list(csv.DictReader(io.StringIO(mail(three, "status", three.plan, "--csv").stdout)))
    assert [row["standing"] for row in rows] == ["accepted", "accepted", "pending"]
    data = json.loads(mail(three, "status", three.plan, "--json").stdout)
    assert [row["message_id"] for row in data["rows"]] == [row.message_id for row in three.rows()]
    assert three.plan in mail(three, "status").stdout
    assert "planned" not in mail(three, "status", three.plan, "--failed").stdout.splitlines()[-1]
    outcome = (three.folder / "outcome.csv").read_text("utf-8")
    assert [line.split(",")[4] for line in outcome.splitlines()[1:]] == ["accepted"] * 2 + [
        "planned"
    ]


def test_a_cell_that_a_spreadsheet_would_compute_stays_text() -> None:

    assert as_csv([]).startswith("copy,address,name,standing")

    ann = recipient("ann@a.example")
    row = Row(
        number=1, person="mark", email=ann.email, address=ann.address, name='=HYPERLINK("x")',
        smtputf8=False, token="t", message_id="<m>", sender="s", sha256="d", size=1, personal="p",  # noqa: S106
        attachment="a", tail=1, state=State.REJECTED, reply="@SUM(1)", why="-1+2",
    )  # fmt: skip
    (line,) = csv.DictReader(io.StringIO(as_csv([row])))
    assert (line["name"], line["reply"], line["why"]) == ('\'=HYPERLINK("x")', "'@SUM(1)", "'-1+2")


def test_a_test_goes_to_ones_own_address_only_and_changes_nobody(
    three: Mailing, mail: Callable[..., Result], tmp_path: Path
) -> None:
    with FaultyServer(tmp_path / "truth") as server:
        three.to(server.port)
        with (three.desk / "mail.yaml").open("a", encoding="utf-8") as settings:
            settings.write("test_to: [me@halden.example]\n")
        stranger = mail(three, "test", three.plan, "--to", "p1@fund.example")
        assert stranger.exit_code == 1
        assert (
            "p1@fund.example is not under test_to in mail.yaml (me@halden.example)"
            in stranger.stderr
        )
        sent = mail(three, "test", three.plan, "--to", "me@halden.example", "--row", "2")
        assert (sent.exit_code, sent.stderr) == (0, "")
        assert server.recipients == ["me@halden.example"]
        assert (
            mail(three, "test", three.plan, "--to", "me@halden.example", "--row", "9").exit_code
            == 1
        )
    assert three.states() == {"planned": 3}
    assert server.accepted[0]["message_id"] not in {row.message_id for row in three.rows()}


def test_on_a_terminal_the_number_is_typed(three: Mailing) -> None:
    """A real terminal: what is not typed exactly sends nothing, what is typed exactly sends."""
    by_files(three)
    assert _typed(three, "yes").returncode == 1
    assert three.states() == {"planned": 3}
    assert _typed(three, "SEND 3").returncode == 0
    assert three.states() == {"accepted": 3}


def _typed(three: Mailing, answer: str) -> subprocess.Popen[bytes]:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*REPORTGEN, "mail", "send", three.plan], cwd=three.desk, env=three._environment({}),  # noqa: SLF001
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while b"Type SEND 3 to send: " not in seen:
        seen += os.read(ours, 1000)
    os.write(ours, f"{answer}\n".encode())
    while True:
        try:
            if not os.read(ours, 1000):
                break
        except OSError:  # the other side of a terminal ends so on Linux
            break
    os.close(ours)
    process.wait(20)
    return process


def test_a_second_segment_adds_to_the_first(three: Mailing, mail: Callable[..., Result]) -> None:
    shutil.rmtree(three.folder)
    three.recipients.write_text(
        "email,name,tags\nann@a.example,Ann,board\nbob@b.example,Bob,uk\ncleo@c.example,Cleo,\n"
    )
    file = ("--recipients", str(three.recipients))
    first = mail(three, "plan", "skarv", *file, "--tag", "board", "--json")
    assert json.loads(first.stdout)["to_send"] == 1
    second = mail(three, "plan", "skarv", *file, "--tag", "UK", "--json")
    assert (json.loads(second.stdout)["to_send"], json.loads(second.stdout)["withdrawn"]) == (2, 0)
    nobody = mail(three, "plan", "skarv", *file, "--tag", "us")
    assert nobody.exit_code == 1
    assert three.states() == {"planned": 2}


def test_whom_only_names_and_the_plan_does_not_is_told(
    three: Mailing, mail: Callable[..., Result]
) -> None:
    told = mail(three, "send", three.plan, "--only", "zoe@z.example", "--confirm", "SEND 0")
    assert told.exit_code == 1
    assert "--only: zoe@z.example: no recipient of this plan" in told.stderr
