"""`reportgen mail bounces`: mail is read where it lies, acted upon once, and left as it was."""

from __future__ import annotations

import errno
import json
import mailbox
from email import message_from_bytes
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.identity import Key
from reportgen.delivery.ledger.book import Ledger
from reportgen.delivery.ledger.machine import this_machine
from reportgen.delivery.ledger.opening import open_ledger
from reportgen.delivery.states import State
from reportgen.delivery.suppression import Suppressions
from tests.bounces.campaign_sent import KEY, MAIL, PEOPLE, PLAN, Office, mail, now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEAD = "ann@dead.example"
ALL = sorted(path.stem for path in MAIL.glob("*.eml"))


def an_mbox(folder: Path) -> Path:
    box = mailbox.mbox(folder / "bounces.mbox")
    for name in ALL:
        box.add(message_from_bytes(mail(name)))
    box.close()
    return folder / "bounces.mbox"


def a_maildir(folder: Path) -> Path:
    box = mailbox.Maildir(folder / "Maildir")
    for name in ALL:
        box.add(mail(name))
    box.close()
    return folder / "Maildir"


def files(folder: Path) -> Path:
    (folder / "eml").mkdir()
    for name in ALL:
        (folder / "eml" / f"{name}.eml").write_bytes(mail(name))
    return folder / "eml"


def everything_below(path: Path) -> dict[str, tuple[bytes, int, int]]:
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {
        str(each): (each.read_bytes(), each.stat().st_mtime_ns, each.stat().st_mode)
        for each in found
        if each.is_file()
    }


@pytest.mark.parametrize("lay", [an_mbox, a_maildir, files])
def test_each_kind_of_mailbox_gives_the_same_and_stays_as_it_was(
    office: Office, lay: Callable[[Path], Path]
) -> None:
    source = lay(office.folder)
    before = everything_below(source)
    result = office.bounces("--from", str(source), "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert {found["address"]: found["done"] for found in told["findings"]} == {
        "gone@remote.example": "suppressed", "ann@dead.example": "suppressed",
        "jörg@dead.example": "suppressed", "erik@corp.example": "suppressed",
        "gina@gmail.example": "suppressed", "emil@exim.example": "suppressed",
        "sara@ses.example": "suppressed", "abby@spam.example": "suppressed",
        "full@remote.example": "noted", "policy@remote.example": "noted",
        "bare@remote.example": "noted", "ann@nowhere.example": "noted",
        "slow@remote.example": "left alone", "ann@soft.example": "left alone",
        "ann@ok.example": "left alone", "vera@away.example": "left alone",
        "nils@bare.example": "left alone", "tom@text.example": "left alone",
    }  # fmt: skip
    assert told["others"] == 1
    assert [each.address for each in office.suppressed()] == sorted(
        (found["address"] for found in told["findings"] if found["done"] == "suppressed"),
        key=[found["address"] for found in told["findings"]].index,
    )
    assert everything_below(source) == before


def test_what_is_done_is_told_in_words(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (office.folder / "one.eml").write_bytes(mail("postfix-user-unknown"))
    monkeypatch.chdir(office.folder)
    result = office.bounces("--from", "one.eml")
    assert result.stdout.splitlines() == [
        "suppressed  gone@remote.example  5.1.1  the address is dead",
        (
            "            smtp; 550 5.1.1 <gone@remote.example>: Recipient address rejected: User unknown in"
            " local recipient table"
        ),
        "            one.eml",
        "1 read, 1 about plan 1a2b3c4d, 0 left alone.",
    ]


def test_what_only_a_person_can_decide_comes_with_the_command_for_it(office: Office) -> None:
    (office.folder / "full.eml").write_bytes(mail("postfix-mailbox-full"))
    result = office.bounces("--from", str(office.folder / "full.eml"))
    assert result.stdout.splitlines()[0] == (
        "noted       full@remote.example  5.2.2  refused for good: the mailbox is full"
    )
    assert result.stdout.splitlines()[-2:] == [
        "To mail them no more:",
        "  reportgen mail suppress add full@remote.example",
    ]
    assert office.suppressed() == ()
    assert office.events("full@remote.example")[-1][0] == "bounce"


def test_a_second_time_does_nothing_more(office: Office) -> None:
    source = an_mbox(office.folder)
    office.bounces("--from", str(source))
    listed, noted = office.suppressed(), {who: office.events(who) for who in PEOPLE}
    result = office.bounces("--from", str(source), "--json")
    done = [found["done"] for found in json.loads(result.stdout)["findings"]]
    assert sorted(done) == ["done before"] * 12 + ["left alone"] * 6
    assert (office.suppressed(), {who: office.events(who) for who in PEOPLE}) == (listed, noted)


def test_the_same_report_twice_in_one_mailbox_acts_once(office: Office) -> None:
    box = mailbox.mbox(office.folder / "twice.mbox")
    for received in (b"", b"X-Forwarded-By: another mailbox\n"):
        box.add(message_from_bytes(received + mail("postfix-dead")))
    box.close()
    result = office.bounces("--from", str(office.folder / "twice.mbox"), "--json")
    done = [found["done"] for found in json.loads(result.stdout)["findings"]]
    assert done == ["suppressed", "done before"]
    assert [kind for kind, _ in office.events(DEAD)] == ["bounce"]


def test_whom_a_person_put_back_on_the_list_stays_there(office: Office) -> None:
    (office.folder / "one.eml").write_bytes(mail("postfix-dead"))
    office.bounces("--from", str(office.folder / "one.eml"))
    with Suppressions(office.places.suppressed, KEY) as listed:
        listed.remove(KEY.person(DEAD))
    office.bounces("--from", str(office.folder / "one.eml"))
    assert office.suppressed() == ()


def test_the_list_says_why_somebody_is_on_it(office: Office) -> None:
    (office.folder / "one.eml").write_bytes(mail("postfix-dead"))
    office.bounces("--from", str(office.folder / "one.eml"))
    (listed,) = office.suppressed()
    assert (listed.mark, listed.address) == (KEY.person(DEAD), DEAD)
    assert (listed.reason, listed.source) == ("5.1.1 plan 1a2b3c4d", "bounce")


def test_a_dry_run_says_the_same_and_does_nothing(office: Office) -> None:
    source = an_mbox(office.folder)
    result = office.bounces("--from", str(source), "--dry-run")
    assert result.stdout.count("\nsuppressed ") == 8
    assert (
        "19 read, 18 about plan 1a2b3c4d, 1 left alone; nothing was done: --dry-run."
        in result.stdout
    )
    assert office.suppressed() == ()
    assert [office.events(who) for who in PEOPLE] == [[]] * 18


def test_a_bounce_of_what_was_unknown_proves_that_it_was_taken(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.lay_out({DEAD: State.UNKNOWN})
    (tmp_path / "one.eml").write_bytes(mail("postfix-dead"))
    result = office.bounces("--from", str(tmp_path / "one.eml"))
    assert result.stdout.splitlines()[-2:] == [
        "Unknown so far; what came back proves that the server had taken them:",
        "  reportgen mail resolve 1a2b3c4d --accepted ann@dead.example",
    ]
    assert [each.address for each in office.suppressed()] == [DEAD]
    assert office.row(DEAD).state is State.UNKNOWN, "only a person or a log resolves"
    refused = office.resolve("--not-sent", DEAD)
    assert refused.exit_code == 1
    assert refused.stderr == (
        "refused: ann@dead.example: a bounce came back, so it was accepted; say --accepted "
        "ann@dead.example\n"
    )
    assert office.resolve("--accepted", DEAD).exit_code == 0
    assert office.row(DEAD).state is State.ACCEPTED


def test_mail_of_another_key_is_refused_before_anything_is_read(office: Office) -> None:
    office.places.key.write_bytes(Key(b"\7" * 32).secret)
    source = an_mbox(office.folder)
    result = office.bounces("--from", str(source))
    assert result.exit_code == 1
    assert "the key of the marks is not the one this plan was made with" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("missing", None, "there is no such file or folder; for a server write --from imap"),
        (
            "a.pdf",
            b"%PDF-1.7\n",
            "is no mail: neither an mbox, nor a Maildir, nor a message (.eml)",
        ),
        ("folder/x.txt", b"x", "is no Maildir (cur and new are missing) and holds no .eml files"),
    ],
)
def test_what_is_no_mailbox_is_said(
    office: Office, name: str, content: bytes | None, told: str
) -> None:
    path = office.folder / name
    if content is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    source = path.parent if "/" in name else path
    result = office.bounces("--from", str(source))
    assert (result.exit_code, result.stderr) == (1, f"refused: {source}: {told}\n")


def test_an_empty_mailbox_is_no_mistake(office: Office) -> None:
    (office.folder / "empty.mbox").write_bytes(b"")
    result = office.bounces("--from", str(office.folder / "empty.mbox"))
    assert result.stdout == "0 read, 0 about plan 1a2b3c4d, 0 left alone.\n"


def test_imap_without_settings_says_what_to_add(office: Office) -> None:
    (office.workspace / "mail.yaml").write_text(
        "sender: Halden <research@halden.example>\nserver:\n  host: mail.halden.example\n"
        "  tls: starttls\n", "utf-8",
    )  # fmt: skip
    result = office.bounces("--from", "imap")
    assert result.exit_code == 1
    assert result.stderr == (
        "refused: mail.yaml has no imap: with host and user; add it, or read from files\n"
    )


def test_a_crash_between_the_list_and_the_ledger_is_made_good_by_the_next_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.folder / "one.eml").write_bytes(mail("postfix-dead"))
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "note", _full_disk)
        with pytest.raises(OSError, match="No space left"):
            office.bounces("--from", str(office.folder / "one.eml"))
    assert [each.address for each in office.suppressed()] == [DEAD], "the promise comes first"
    assert office.events(DEAD) == []
    office.bounces("--from", str(office.folder / "one.eml"))
    assert [each.address for each in office.suppressed()] == [DEAD]
    assert [kind for kind, _ in office.events(DEAD)] == ["bounce"]


def _full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_of_somebody_forgotten_nothing_is_written_down_again(office: Office) -> None:
    with open_ledger(office.places, PLAN, this_machine(), now) as ledger:
        ledger.forget(KEY.person(DEAD))
    (office.folder / "one.eml").write_bytes(mail("postfix-dead"))
    result = office.bounces("--from", str(office.folder / "one.eml"))
    assert result.stdout.splitlines()[0] == (
        "left alone  copy 9, forgotten  5.1.1  the recipient was forgotten"
    )
    assert office.suppressed() == ()
    for file in office.places.state.rglob("*"):
        assert not file.is_file() or DEAD.encode() not in file.read_bytes()


def test_neither_list_nor_ledger_of_one_campaign_hears_of_another(office: Office) -> None:
    other = Key(bytes(range(32))).marks("9" * 64, DEAD, "halden.example")
    own = Key(bytes(range(32))).marks("1a2b3c4d" * 8, DEAD, "halden.example")
    swapped = mail("postfix-dead", (own.token, other.token), (own.message_id, other.message_id),
                   (own.delivery, other.delivery))  # fmt: skip
    (office.folder / "one.eml").write_bytes(swapped)
    result = office.bounces("--from", str(office.folder / "one.eml"))
    assert (
        "left alone  ann@dead.example  5.1.1  nothing in it proves to be of our message"
        in result.stdout
    )
    assert (office.suppressed(), office.events(DEAD)) == ((), [])
