"""Whoever asks to be forgotten is in no byte that delivery keeps, and is never mailed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.addresses import parsed
from reportgen.delivery.forgetting import forget, lines_with
from reportgen.delivery.ledger.lock import BusyError, locked
from reportgen.delivery.outcomes import Outcome, Reply
from reportgen.delivery.report import as_csv
from reportgen.delivery.states import State
from reportgen.delivery.suppression import Suppressions
from tests.ledger.small_plans import Office, recipient

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.delivery.forgetting import Forgotten

ANN, BOB = "ann@halden.example", "bob@halden.example"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two plans: Ann and Bob are in both, Ann's message of the first was accepted."""
    office = Office(tmp_path)
    people = recipient(ANN, "Ann Smith-Doe"), recipient(BOB, "Bob")
    office.plan(*people, text="Q1")
    with office.ledger("Q1") as ledger:
        ledger.rewrite(runs=1)
        row = ledger.claim()
        assert row is not None
        assert row.email == ANN
        ledger.commit(row.number)
        ledger.settle(row.number, Outcome(State.ACCEPTED, Reply(250, "", f"<{ANN}> queued as 1")))
        (office.folder("Q1") / "outcome.csv").write_text(as_csv(ledger.rows()), "utf-8")
    office.plan(*people, text="Q2", supersede=True)
    rehearsed = office.folder("Q2") / "dry-run"
    rehearsed.mkdir()
    (rehearsed / "0001.eml").write_text(f"To: {ANN}\r\n", "utf-8")
    return office


def forgotten(office: Office, email: str = ANN) -> Forgotten:
    return forget(parsed(email), office.desk.places, office.key, office.clock)


def kept(office: Office) -> bytes:
    files = office.desk.places.state.rglob("*")
    return b"".join(path.read_bytes() for path in sorted(files) if path.is_file())


def test_no_byte_of_what_is_kept_tells_who_it_was(office: Office) -> None:
    assert kept(office).count(ANN.encode()) > 4
    assert set(forgotten(office, "ANN@Halden.example").plans) == {
        office.campaign("Q1").plan, office.campaign("Q2").plan,
    }  # fmt: skip
    left = kept(office)
    assert ANN.encode() not in left
    assert b"Smith-Doe" not in left
    assert left.count(BOB.encode()) > 4


def test_what_became_of_the_message_stays_and_what_was_not_sent_is_withdrawn(
    office: Office,
) -> None:
    forgotten(office)
    mark = office.key.person(ANN)
    found = {}
    for text in ("Q1", "Q2"):
        with office.ledger(text) as ledger:
            row = ledger.row_by_person(mark)
            assert row is not None
            found[text] = (row.email, row.name, row.state)
    assert found == {"Q1": ("", "", State.ACCEPTED), "Q2": ("", "", State.WITHDRAWN)}


def test_the_person_is_held_back_by_the_mark_alone(office: Office) -> None:
    done = forgotten(office)
    with Suppressions(office.desk.places.suppressed, office.key) as held:
        assert held.holds(done.mark)
        assert [each.address for each in held.all()] == [""]


def test_twice_is_as_once(office: Office) -> None:
    forgotten(office)
    before = kept(office)
    again = forgotten(office)
    assert (again.plans, again.suppressed) == ((), False)
    assert kept(office) == before


def test_somebody_unknown_is_held_back_from_now_on(office: Office) -> None:
    done = forgotten(office, "eve@halden.example")
    assert (done.plans, done.suppressed) == ((), False)
    with Suppressions(office.desk.places.suppressed, office.key) as held:
        assert held.holds(office.key.person("eve@halden.example"))


def test_while_a_plan_is_being_sent_nothing_of_it_is_erased_but_nobody_is_mailed(
    office: Office,
) -> None:
    with locked(office.folder("Q1")), pytest.raises(BusyError):
        forgotten(office)
    with Suppressions(office.desk.places.suppressed, office.key) as held:
        assert held.holds(office.key.person(ANN))
    forgotten(office)
    assert ANN.encode() not in kept(office)


def test_lines_of_the_users_own_files_are_found_however_the_address_is_written() -> None:
    text = (
        "email,name\n"
        '"ANN@Halden.example","Doe, Ann"\n'
        "joann@halden.example,Jo\n"
        'broken,"line, Ann <ann@halden.example>\n'
        "test_to: [bob@halden.example, ann@halden.example]\n"
    )
    assert lines_with(parsed(ANN), text) == [2, 4, 5]
