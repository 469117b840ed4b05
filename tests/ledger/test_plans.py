"""Planning, and planning again: whoever has his is left alone, and nobody is dropped in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.delivery import freezing
from reportgen.delivery.ledger.frozen import Frozen
from reportgen.delivery.ledger.receipt import receipt_of, write_receipt
from reportgen.delivery.outcomes import Outcome, RefusedError, Reply, StopError
from reportgen.delivery.states import State
from reportgen.delivery.suppression import Suppressions
from tests.ledger.small_plans import Office, recipient

OK = Outcome(State.ACCEPTED, Reply(250, "2.0.0", "queued"))
LATER = Outcome(State.DEFERRED, Reply(450, "4.2.0", "later"))


def send(office: Office, outcome: Outcome, text: str = "Q2") -> None:
    """One message, as a run would send it, with the receipt that a run leaves."""
    with office.ledger(text) as ledger:
        ledger.rewrite(runs=ledger.campaign.runs + 1)
        row = ledger.claim()
        assert row is not None
        ledger.commit(row.number)
        ledger.settle(row.number, outcome)
        write_receipt(office.desk.workspace.root, receipt_of(ledger, is_open=False))


def states(office: Office, text: str = "Q2") -> dict[str, str]:
    with office.ledger(text) as ledger:
        return {row.email: str(row.state) for row in ledger.rows()}


def test_what_is_frozen_is_the_message_to_the_byte(office: Office) -> None:
    office.plan("ann@a.example")
    with office.ledger() as ledger:
        row = ledger.row(1)
    message = Frozen(office.folder() / "frozen").message(row)
    assert message.content == (
        b"To: ann@a.example\r\nSubject: Q2\r\n\r\nDear Ann\r\nJVBERi0=\r\n\r\n"
    )
    assert message.sha256 == row.sha256


def test_frozen_bytes_that_were_changed_are_refused(office: Office) -> None:
    office.plan("ann@a.example")
    with office.ledger() as ledger:
        row = ledger.row(1)
    file = office.folder() / "frozen" / row.personal[:2] / row.personal
    file.write_bytes(file.read_bytes().replace(b"Dear", b"Deer"))
    with pytest.raises(RefusedError, match="the message of copy 1 is not the one that was planned"):
        Frozen(office.folder() / "frozen").message(row)


def test_planned_again_nothing_changes(office: Office) -> None:
    people = ("ann@a.example", "bob@b.example")
    assert office.plan(*people).added == (1, 2)
    send(office, OK)
    again = office.plan(*people)
    assert (again.added, again.renewed, again.withdrawn, again.kept) == ((), (), (), (2,))
    assert states(office) == {"ann@a.example": "accepted", "bob@b.example": "planned"}


def test_who_is_new_takes_the_next_number_and_who_is_gone_is_withdrawn(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    planned = office.plan("cleo@c.example", "ann@a.example")
    assert (planned.added, planned.withdrawn) == ((3,), (2,))
    assert states(office)["bob@b.example"] == "withdrawn"
    assert office.plan("ann@a.example", "bob@b.example", "cleo@c.example").renewed == (2,)
    assert states(office)["bob@b.example"] == "planned"


def test_a_new_name_is_written_unless_the_message_may_have_left(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    send(office, LATER)  # Ann's was tried
    planned = office.plan(recipient("ann@a.example", "Anna"), recipient("bob@b.example", "Robert"))
    assert planned.renewed == (2,)
    with office.ledger() as ledger:
        names = [row.name for row in ledger.rows()]
        assert names == ["Ann", "Robert"]
        assert ledger.row(1).state == "deferred"


def test_who_was_tried_left_out_and_came_back_keeps_his_bytes(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    send(office, LATER)
    with office.ledger() as ledger:
        before = ledger.row(1)
    office.plan("bob@b.example")
    office.plan("ann@a.example", "bob@b.example")
    with office.ledger() as ledger:
        after = ledger.row(1)
    assert (after.state, after.sha256, after.tries) == ("deferred", before.sha256, 1)


def test_an_earlier_wording_of_what_was_never_tried_is_not_kept(office: Office) -> None:
    office.plan(recipient("ann@a.example", "Ann"))
    office.plan(recipient("ann@a.example", "Anna"))
    kept = b"".join(
        file.read_bytes() for file in (office.folder() / "frozen").rglob("*") if file.is_file()
    )
    assert b"Dear Anna\r\n" in kept
    assert b"Dear Ann\r\n" not in kept


def test_a_plan_that_cannot_be_written_says_so(office: Office) -> None:
    office.desk.places.state.mkdir(parents=True)
    (office.desk.places.state / "campaigns").write_text("a file where a folder has to be")
    with pytest.raises(StopError, match="what must be kept cannot be written or read"):
        office.plan("ann@a.example")


def test_the_suppressed_are_planned_as_such(office: Office) -> None:
    ann = recipient("ann@a.example")
    with Suppressions(office.desk.places.suppressed, office.key) as suppressions:
        suppressions.add(office.key.person(ann.key), ann.email, "asked", "by hand", "2026-11-22")
    assert office.plan(ann, "bob@b.example").suppressed == (1,)
    assert states(office) == {"ann@a.example": "suppressed", "bob@b.example": "planned"}


def test_another_content_is_refused_once_somebody_has_the_first(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    send(office, OK)
    with pytest.raises(RefusedError, match=r"1 of 2 have amazon/2026Q2 as plan .* --supersede"):
        office.plan("ann@a.example", text="corrected")
    assert states(office)["bob@b.example"] == "planned"


def test_superseding_mails_everybody_again_and_ends_the_first(office: Office) -> None:
    office.plan("ann@a.example", "bob@b.example")
    send(office, OK)
    office.plan("ann@a.example", "bob@b.example", text="corrected", supersede=True)
    assert states(office) == {"ann@a.example": "accepted", "bob@b.example": "withdrawn"}
    assert set(states(office, "corrected").values()) == {"planned"}
    with pytest.raises(RefusedError, match="was superseded by plan"):
        office.plan("ann@a.example", "bob@b.example")


def test_a_plan_that_was_never_sent_makes_room_for_the_next(office: Office) -> None:
    office.plan("ann@a.example")
    office.plan("ann@a.example", text="corrected")
    assert not office.folder().exists()
    assert states(office, "corrected") == {"ann@a.example": "planned"}


def test_a_plan_that_does_not_come_about_changes_nothing(office: Office) -> None:
    """A message that cannot be made is found after the ledger was opened and before anything is written."""
    office.plan("ann@a.example", "bob@b.example")
    send(office, OK)
    wanted = office.campaign("corrected")
    with (
        pytest.raises(ValueError, match="a name that no font has"),
        freezing.drawer(office.desk, office.key, wanted, supersede=True),
    ):
        raise ValueError("a name that no font has")
    assert not office.folder("corrected").exists()
    assert states(office) == {"ann@a.example": "accepted", "bob@b.example": "planned"}
    other = replace(office.campaign(), settings='{"reply_to": "desk@firm.example"}', tags="uk")
    with (
        pytest.raises(ValueError, match="again"),
        freezing.drawer(office.desk, office.key, other, supersede=False),
    ):
        raise ValueError("again")
    with office.ledger() as ledger:
        assert (ledger.campaign.settings, ledger.campaign.tags) == ("{}", "")
