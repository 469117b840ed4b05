"""A ledger that was copied, came back from a backup, or is gone: nobody is mailed on a guess (fault 23)."""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.mail_file import MailFile
from reportgen.delivery.errand import in_hand
from reportgen.delivery.ledger.lock import BusyError, locked
from reportgen.delivery.ledger.receipt import receipt_of, receipts, write_receipt
from reportgen.delivery.outcomes import Outcome, RefusedError, Reply
from reportgen.delivery.states import State
from tests.ledger.small_plans import THERE, Office

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.delivery.errand import Errand

PEOPLE = ("ann@a.example", "bob@b.example", "cleo@c.example")
MAIL = MailFile(sender="House <house@firm.example>")
OK = Outcome(State.ACCEPTED, Reply(250, "2.0.0", "queued"))


@pytest.fixture
def planned(office: Office) -> Office:
    office.plan(*PEOPLE)
    lines = "".join(f"{address},Ann\n" for address in PEOPLE)
    (office.root / "workspace" / "recipients.csv").write_text("email,name\n" + lines, "utf-8")
    return office


def send_one(office: Office, *, ends: bool = True) -> None:
    """A run of one message; one that does not end leaves the receipt it began with."""
    with office.ledger() as ledger:
        ledger.rewrite(runs=ledger.campaign.runs + 1)
        write_receipt(office.desk.workspace.root, receipt_of(ledger, is_open=True))
        row = ledger.claim()
        assert row is not None
        ledger.commit(row.number)
        ledger.settle(row.number, OK)
        if ends:
            write_receipt(office.desk.workspace.root, receipt_of(ledger, is_open=False))


def take(office: Office, stack: ExitStack, *, adopted: bool = False) -> Errand:
    plan = office.campaign().plan
    return stack.enter_context(in_hand(office.desk, MAIL, plan, "{}", adopted=adopted))


def refusal(office: Office, *, adopted: bool = False) -> str:
    with ExitStack() as stack, pytest.raises(RefusedError) as refused:
        take(office, stack, adopted=adopted)
    return str(refused.value)


def back_to(backup: Path, office: Office) -> None:
    shutil.rmtree(office.folder())
    shutil.copytree(backup, office.folder())


def test_a_ledger_on_another_machine_is_refused(planned: Office) -> None:
    planned.machine = THERE
    assert "was made on another machine: what the original sent since" in refusal(planned)


def test_a_ledger_in_another_folder_is_refused(planned: Office) -> None:
    elsewhere = Office(planned.root.with_name("elsewhere"))
    shutil.copytree(planned.root, elsewhere.root)
    assert "was made in" in refusal(elsewhere)


def test_a_plan_of_another_workspace_is_refused_and_left_alone(planned: Office) -> None:
    other = Office(planned.root, name="another")
    other.plan("zoe@z.example", text="theirs")  # of the same edition, by its name
    with planned.ledger() as ledger:
        assert ledger.counts()["pending"] == 3
    told = refusal(Office(planned.root, name="another"))
    assert f"was made in the workspace {planned.desk.workspace.root}: go there" in told


def test_the_same_content_in_a_copied_workspace_is_not_planned_over(planned: Office) -> None:
    with pytest.raises(RefusedError, match="was made in the workspace"):
        Office(planned.root, name="copy").plan(*PEOPLE)


def test_a_workspace_that_was_moved_goes_on_when_it_is_adopted(planned: Office) -> None:
    send_one(planned)
    (planned.root / "workspace").rename(planned.root / "moved")
    moved = Office(planned.root, name="moved")
    assert "was made in the workspace" in refusal(moved)
    with ExitStack() as stack:
        assert take(moved, stack, adopted=True).unsure == 0
    with ExitStack() as stack:
        states = [row.state for row in take(moved, stack).ledger.rows()]
    assert states == ["accepted", "planned", "planned"]


def test_an_older_copy_is_refused_for_the_receipt_knows_of_more(planned: Office) -> None:
    backup = shutil.copytree(planned.folder(), planned.root / "backup")
    send_one(planned)
    back_to(backup, planned)
    told = refusal(planned)
    assert "was sent already (1 accepted, 2 pending), in 1 runs, and this ledger knows of 0" in told


def test_a_ledger_that_is_gone_is_not_planned_anew(planned: Office) -> None:
    send_one(planned)
    shutil.rmtree(planned.folder())
    with pytest.raises(RefusedError, match="and its ledger is gone"):
        planned.plan(*PEOPLE)
    assert "and its ledger is gone" in refusal(planned)


def test_a_ledger_made_after_the_lost_one_is_refused(planned: Office) -> None:
    send_one(planned)
    receipt = next(receipts(planned.root / "workspace"))
    (planned.root / "workspace" / "mail").rename(planned.root / "hidden")
    shutil.rmtree(planned.folder())
    planned.plan(*PEOPLE, lost="another")
    (planned.root / "hidden").rename(planned.root / "workspace" / "mail")
    assert receipt.ledger == "ledger of Q2"
    assert "and this ledger was made after that one" in refusal(planned)


def test_a_receipt_that_cannot_be_read_is_refused(planned: Office) -> None:
    send_one(planned)
    file = next((planned.root / "workspace" / "mail").iterdir())
    file.write_text(file.read_text()[:40])
    assert "is no receipt any more" in refusal(planned)


def test_a_receipt_names_nobody(planned: Office) -> None:
    send_one(planned)
    text = next((planned.root / "workspace" / "mail").iterdir()).read_text()
    assert not [word for address in PEOPLE for word in (address, "Ann") if word in text]
    assert json.loads(text)["standing"]["accepted"] == 1


def test_adopting_an_older_copy_takes_over_what_the_receipt_is_sure_of(planned: Office) -> None:
    backup = shutil.copytree(planned.folder(), planned.root / "backup")
    send_one(planned)
    back_to(backup, planned)
    with ExitStack() as stack:
        errand = take(planned, stack, adopted=True)
        assert errand.unsure == 0
        assert [row.state for row in errand.ledger.rows()] == ["accepted", "planned", "planned"]
    with ExitStack() as stack:  # from now on it is this machine's own
        assert take(planned, stack).unsure == 0


def test_adopting_after_a_run_that_never_ended_is_sure_of_nobody_open(planned: Office) -> None:
    backup = shutil.copytree(planned.folder(), planned.root / "backup")
    send_one(planned, ends=False)
    back_to(backup, planned)
    with ExitStack() as stack:
        errand = take(planned, stack, adopted=True)
        assert errand.unsure == 3
        assert {row.state for row in errand.ledger.rows()} == {State.UNKNOWN}


def test_another_key_is_refused_for_nobody_could_be_recognised(planned: Office) -> None:
    file = planned.desk.places.key
    file.write_bytes(bytes(32))
    assert "the key of the marks is not the one" in refusal(planned)
    file.write_bytes(b"short")
    assert "is not there as it was made" in refusal(planned)
    file.unlink()
    assert "is not there as it was made" in refusal(planned)


def test_content_that_changed_after_the_plan_is_refused(planned: Office) -> None:
    pdf = planned.root / "workspace" / "output" / "briefing.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"%PDF-1.7 another")
    assert "not what plan" in (told := refusal(planned))
    assert "output/briefing.pdf (planned 000000000000, now " in told
    pdf.unlink()
    with ExitStack() as stack, pytest.raises(RefusedError, match=r"mail\.yaml: note"):
        stack.enter_context(
            in_hand(planned.desk, MAIL, planned.campaign().plan, '{"note": "A word."}')
        )


def test_two_runs_at_once_are_refused(planned: Office) -> None:
    held = locked(planned.folder())
    with held, ExitStack() as stack, pytest.raises(BusyError, match="another run is sending"):
        take(planned, stack)


@pytest.mark.parametrize("named", ["zzzz", "", "abc"])
def test_a_plan_that_is_none_is_told_with_those_there_are(planned: Office, named: str) -> None:
    told = f"is no plan; there are: {planned.campaign().plan}"
    with ExitStack() as stack, pytest.raises(RefusedError, match=told):
        stack.enter_context(in_hand(planned.desk, MAIL, named, "{}"))


def test_what_a_crash_tore_is_told_once(planned: Office) -> None:
    with planned.ledger() as ledger:
        ledger.claim()
        ledger.claim()
        ledger.commit(2)
    with ExitStack() as stack:
        assert take(planned, stack).torn == (1, 1)
    with ExitStack() as stack:
        assert take(planned, stack).torn == (0, 0)


def test_the_machine_is_known_by_a_digest_only() -> None:
    from reportgen.delivery.ledger.machine import FILES, this_machine  # noqa: PLC0415 - used here only

    identity = this_machine().identity
    assert identity == this_machine().identity
    assert len(identity) == 32
    assert identity not in [file.read_text().strip() for file in FILES if file.is_file()]


def test_a_file_that_is_no_ledger_is_told(planned: Office) -> None:
    (planned.folder() / "ledger.sqlite3").write_bytes(
        b"no database at all, but long enough to look" * 40
    )
    assert "is no ledger of this version" in refusal(planned)
