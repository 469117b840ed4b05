"""Each step of a message is on the disk before the next one is taken, and none can be skipped."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.ledger.database import LedgerError
from reportgen.delivery.ledger.dots import begin, traces_in
from reportgen.delivery.outcomes import Outcome, Reply
from reportgen.delivery.states import STANDING, State

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.small_plans import Office

QUEUED = Outcome(State.ACCEPTED, Reply(250, "2.0.0", "Ok: queued as 4F2"), queue_id="4F2")


def on_disk(folder: Path, number: int) -> str:
    """The state as somebody else would read it from the file."""
    database = sqlite3.connect(folder / "ledger.sqlite3")
    try:
        (state,) = database.execute(
            "SELECT state FROM recipient WHERE number = ?", (number,)
        ).fetchone()
    finally:
        database.close()
    return str(state)


def test_a_message_goes_from_planned_over_sending_and_committing_to_accepted(
    office: Office,
) -> None:
    office.plan("ann@a.example")
    with office.ledger() as ledger:
        seen = [on_disk(office.folder(), 1)]
        row = ledger.claim()
        assert row is not None
        seen.append(on_disk(office.folder(), 1))
        ledger.commit(1)
        seen.append(on_disk(office.folder(), 1))
        ledger.settle(1, QUEUED)
        seen.append(on_disk(office.folder(), 1))
        settled = ledger.row(1)
    assert seen == ["planned", "sending", "committing", "accepted"]
    assert (settled.code, settled.enhanced, settled.reply) == (250, "2.0.0", "Ok: queued as 4F2")
    assert (settled.queue_id, settled.tries) == ("4F2", 1)
    assert settled.first_tried == settled.settled == "2026-11-23T09:00:00.000+00:00"


def test_no_step_can_be_skipped_or_taken_twice(office: Office) -> None:
    office.plan("ann@a.example")
    with office.ledger() as ledger:
        with pytest.raises(LedgerError):
            ledger.commit(1)
        with pytest.raises(LedgerError):
            ledger.settle(1, QUEUED)
        ledger.claim()
        ledger.commit(1)
        with pytest.raises(LedgerError):
            ledger.commit(1)
        ledger.settle(1, QUEUED)
        with pytest.raises(LedgerError):
            ledger.settle(1, QUEUED)
        assert ledger.claim() is None


def test_those_never_tried_come_before_those_put_off(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example", "cleo@c.example")
    with office.ledger() as ledger:
        ledger.claim()
        ledger.settle(1, Outcome(State.DEFERRED, Reply(450, "4.2.0", "greylisted")))
        order = []
        while row := ledger.claim():
            order.append(row.number)
            ledger.settle(row.number, QUEUED)
    assert order == [2, 3, 1]


def test_a_claim_leaves_out_whoever_is_not_wanted(office: Office) -> None:
    office.plan(*(f"p{n}@a.example" for n in range(120)))
    with office.ledger() as ledger:
        row = ledger.claim(lambda number: number == 113)
        assert row is not None
        assert row.email == "p112@a.example"
        assert ledger.has_open()
        assert not ledger.has_open(lambda number: number == 113)


def test_after_a_crash_what_was_in_the_body_is_retried_and_what_was_past_it_is_not(
    office: Office,
) -> None:
    office.plan("ann@a.example", "bob@b.example", "cleo@c.example")
    with office.ledger() as ledger:
        ledger.claim()  # Ann: within the body when the power went
        ledger.claim()
        ledger.commit(2)  # Bob: the dot may be out
    with office.ledger() as ledger:
        assert ledger.recover() == (1, 1)
        assert [row.state for row in ledger.rows()] == ["deferred", "unknown", "planned"]
        assert ledger.recover() == (0, 0)
        assert [ledger.claim(), ledger.claim(), ledger.claim()][2] is None  # Cleo, Ann, nobody


@pytest.mark.parametrize(
    ("session", "marked", "state"),
    [
        ("monday", False, "deferred"),  # killed before the dot
        ("monday", True, "unknown"),  # killed after it, or just before
        ("tuesday", False, "unknown"),  # the power was cut: the mark may be lost with it
        ("", False, "unknown"),  # a system that does not tell its sessions apart
    ],
)
def test_who_was_committing_is_unknown_only_if_his_dot_may_be_out(
    office: Office, session: str, state: str, *, marked: bool
) -> None:
    office.plan("ann@a.example")
    dots = begin(office.folder(), "monday" if session else "")
    with office.ledger() as ledger:
        ledger.claim()
        ledger.commit(1)
        if marked:
            dots.mark(ledger.row(1))
        dots.close()
        ledger.recover(traces_in(office.folder(), session).may_be_out)
        assert ledger.row(1).state == state


def test_the_mark_of_an_earlier_try_says_nothing_of_this_one(office: Office) -> None:
    office.plan("ann@a.example")
    dots = begin(office.folder(), "monday")
    with office.ledger() as ledger:
        ledger.claim()
        ledger.commit(1)
        dots.mark(ledger.row(1))
        ledger.settle(1, Outcome(State.DEFERRED, Reply(451, "4.3.0", "later")))
        ledger.claim()
        ledger.commit(1)
        dots.close()
        assert not traces_in(office.folder(), "monday").may_be_out(ledger.row(1))


def test_without_marks_nothing_is_certain(office: Office) -> None:
    office.plan("ann@a.example")
    with office.ledger() as ledger:
        row = ledger.row(1)
    assert traces_in(office.folder(), "monday").may_be_out(row)
    (office.folder() / "dots").write_bytes(b"monday")  # cut off within its first line
    assert traces_in(office.folder(), "monday").may_be_out(row)


def test_everybody_is_in_exactly_one_standing(office: Office) -> None:
    states = list(State)
    office.plan(*(f"p{n}@a.example" for n in range(len(states))))
    with office.ledger() as ledger:
        for row, state in zip(ledger.rows(), states, strict=True):
            if state is not State.PLANNED:
                ledger.move(row, state, "put there")
        counts = ledger.counts()
    assert sum(counts.values()) == len(states) == 9
    assert counts == {
        "pending": 3, "unknown": 2, "accepted": 1, "rejected": 1, "suppressed": 1, "withdrawn": 1,
    }  # fmt: skip
    assert set(STANDING) == set(State)


def test_only_who_is_unknown_can_be_resolved(office: Office) -> None:
    office.plan("ann@a.example")
    with office.ledger() as ledger:
        with pytest.raises(LedgerError, match="copy 1 is planned, not unknown"):
            ledger.resolve(ledger.row(1), State.ACCEPTED, "mail.log:12")
        ledger.claim()
        ledger.commit(1)
        ledger.recover()
        ledger.resolve(ledger.row(1), State.ACCEPTED, "mail.log:12")
        assert (ledger.row(1).state, ledger.row(1).why) == ("accepted", "mail.log:12")


def test_forgetting_erases_address_and_name_and_keeps_what_became_of_the_message(
    office: Office,
) -> None:
    office.plan("ann@a.example", "bob@b.example")
    with office.ledger() as ledger:
        ledger.claim()
        ledger.commit(1)
        ledger.settle(1, Outcome(State.ACCEPTED, Reply(250, "", "for <ann@a.example> queued")))
        for row in ledger.rows():
            ledger.forget(row.person)
        assert [row.state for row in ledger.rows()] == ["accepted", "withdrawn"]
        assert ledger.forget("nobody's mark") is None
    content = b"".join(file.read_bytes() for file in office.folder().glob("ledger.sqlite3*"))
    assert b"ann@a.example" not in content
    assert b"bob@b.example" not in content
    assert b"accepted" in content


def test_only_its_owner_can_read_a_ledger_and_its_frozen_bytes(office: Office) -> None:
    office.plan("ann@a.example")
    folder = office.folder()
    assert folder.stat().st_mode & 0o777 == 0o700
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert len(files) >= 4  # ledger, lock, head, attachment
