"""Content, recipients or settings edited after the plan: refused, taken out, or told; never mailed unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.verdicts import assert_each_once, truth
from tests.servers.faulty import FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.mailing import Mailing

REFUSED = 1


def test_one_other_byte_in_the_pdf_stops_the_second_run(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    three = mailing(3)
    with FaultyServer(tmp_path / "truth") as server:
        three.to(server.port)
        assert three.send("--limit", "1", "--confirm", "SEND 1").returncode == 5
        (pdf,) = three.desk.glob("output/**/*.pdf")
        content = bytearray(pdf.read_bytes())
        content[-1] ^= 1
        pdf.write_bytes(content)
        refused = three.send()
        assert refused.returncode == REFUSED
        assert f"{pdf.name} (planned " in refused.stderr
        content[-1] ^= 1
        pdf.write_bytes(content)
        assert three.send().returncode == 0
        assert_each_once(three.said(), truth(server))


def test_another_sender_stops_it_and_another_pace_does_not(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    three = mailing(3)
    with FaultyServer(tmp_path / "truth") as server:
        three.to(server.port, rate="600/min")
        settings = three.desk / "mail.yaml"
        ours = settings.read_text("utf-8")
        settings.write_text(ours.replace("Halden Research", "Halden"), "utf-8")
        refused = three.send()
        assert refused.returncode == REFUSED
        assert "mail.yaml: sender" in refused.stderr
        assert not server.accepted
        settings.write_text(ours, "utf-8")
        assert three.send().returncode == 0


def test_who_is_taken_out_of_the_file_is_not_mailed_and_who_is_put_in_needs_a_plan(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    three = mailing(3)
    lines = three.recipients.read_text("utf-8").splitlines(keepends=True)
    with FaultyServer(tmp_path / "truth") as server:
        three.to(server.port)
        three.recipients.write_text("".join([*lines, "new@fund.example,New One\n"]), "utf-8")
        refused = three.send()
        assert refused.returncode == REFUSED
        assert "new@fund.example" in refused.stderr
        three.recipients.write_text("".join(lines[:3]), "utf-8")  # without the third
        stale = three.send("--confirm", "SEND 3")
        assert stale.returncode == REFUSED
        assert "SEND 2" in stale.stderr
        assert not server.accepted
        assert three.send("--confirm", "SEND 2").returncode == 0
        assert server.recipients == ["p1@fund.example", "p2@fund.example"]
    assert three.states() == {"accepted": 2, "withdrawn": 1}


def test_a_name_changed_after_the_first_attempt_keeps_the_bytes_of_that_attempt(
    mailing: Callable[[int], Mailing], tmp_path: Path
) -> None:
    three = mailing(3)
    with FaultyServer(tmp_path / "truth") as server:
        three.to(server.port)
        assert three.send("--limit", "1", "--confirm", "SEND 1").returncode == 5
        before = {row.number: row.sha256 for row in three.rows()}
        text = three.recipients.read_text("utf-8")
        text = text.replace("Person 0", "Ann").replace("Person 1", "Bob")
        three.recipients.write_text(text, "utf-8")
        refused = three.send()
        assert refused.returncode == REFUSED
        assert "Bob" in refused.stderr
        planned = three.run("plan", "skarv", "--recipients", str(three.recipients))
        assert planned.returncode == 0, planned.stderr
        assert three.send().returncode == 0
        assert_each_once(three.said(), truth(server))
    after = {row.number: row.sha256 for row in three.rows()}
    assert after[1] == before[1]  # he has his, as it was
    assert after[2] != before[2]
    assert after[3] == before[3]
