"""The ways out that are files: the same bytes as by SMTP, readable by every mail program, nothing doubled."""

from __future__ import annotations

import email
import errno
import mailbox
import os
import resource
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.message.body import Body
from reportgen.delivery.outcomes import Stop, StopError
from reportgen.delivery.states import State
from reportgen.delivery.transports import placing
from reportgen.delivery.transports.folder import Folder
from reportgen.delivery.transports.maildir import Maildir
from reportgen.delivery.transports.mbox import Mbox
from tests.message.letters import HEADING, letter, marks, person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.delivery.message import Message
    from reportgen.delivery.outcomes import Outcome
    from reportgen.delivery.transports import Transport

#: Lines that mailbox files have trouble with.
BODY = Body("From me to you\n>From you\n\n.\nFrom\n", "<p>From me</p>\n")
ANN = letter(person(), replace(HEADING, bounce_address="bounces+{token}@halden.example"), BODY)
BO = letter(person("Bo Ek", "bo@x.example", 3), body=BODY)
CY = letter(person("Cy", "cÿ@x.example", 4), body=BODY)
EVERYBODY = (ANN, BO, CY)

WAYS = pytest.mark.parametrize("way", [Folder, Maildir, Mbox])
Way = type[Folder] | type[Maildir] | type[Mbox]


def nothing() -> None:
    """A ledger that notes everything at once."""


def sent(transport: Transport, *messages: Message) -> list[Outcome]:
    with closing(transport):
        transport.open()
        return [transport.deliver(message, nothing) for message in messages]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def name(message: Message) -> str:
    """What stands before the @ of its Message-ID."""
    return str(email.message_from_bytes(message.head)["Message-ID"])[1:].partition("@")[0]


def test_an_eml_file_is_what_smtp_sends_to_the_byte(tmp_path: Path) -> None:
    outcomes = sent(Folder(tmp_path / "out"), *EVERYBODY)
    assert [outcome.state for outcome in outcomes] == [State.ACCEPTED] * 3
    assert [outcome.queue_id for outcome in outcomes] == [f"{name(each)}.eml" for each in EVERYBODY]
    found = files(tmp_path / "out")
    assert {sha256(content).hexdigest() for content in found.values()} == {
        message.sha256 for message in EVERYBODY
    }
    assert sorted(found) == sorted(f"{name(message)}.eml" for message in EVERYBODY)
    assert name(ANN) == marks(person()).message_id[1:].partition("@")[0]


def test_a_maildir_is_read_by_the_library_and_holds_the_same_messages(tmp_path: Path) -> None:
    assert [outcome.state for outcome in sent(Maildir(tmp_path), *EVERYBODY)] == [
        State.ACCEPTED
    ] * 3
    assert sorted(files(tmp_path)) == sorted(f"new/{name(message)}" for message in EVERYBODY)
    with closing(mailbox.Maildir(tmp_path, create=False)) as box:
        found = {box.get_bytes(key).replace(b"\n", b"\r\n") for key in box.iterkeys()}
    assert found == {message.content for message in EVERYBODY}
    assert not [content for content in files(tmp_path).values() if b"\r" in content]


def test_a_mailbox_file_is_read_by_the_library_and_holds_the_same_messages(tmp_path: Path) -> None:
    """No line begins with `From ` but those between messages, so no dialect of the format quotes any."""
    path = tmp_path / "all.mbox"
    assert [outcome.state for outcome in sent(Mbox(path), *EVERYBODY)] == [State.ACCEPTED] * 3
    with closing(mailbox.mbox(path, create=False)) as box:
        found = [box.get_bytes(key).replace(b"\n", b"\r\n") for key in box.iterkeys()]
    assert found == [message.content for message in EVERYBODY]
    assert [
        line for line in path.read_bytes().split(b"\n") if line.lstrip(b">").startswith(b"From ")
    ] == [f"From {message.sender} Mon Nov 23 09:30:00 2026".encode() for message in EVERYBODY]


def test_a_mailbox_file_grows_by_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    sent(Mbox(path), ANN)
    first = path.read_bytes()
    sent(Mbox(path), BO, CY)
    assert path.read_bytes().startswith(first)
    with closing(mailbox.mbox(path, create=False)) as box:
        assert [box.get_bytes(key).replace(b"\n", b"\r\n") for key in box.iterkeys()] == [
            message.content for message in EVERYBODY
        ]


@WAYS
def test_nobody_else_may_read_what_is_written(tmp_path: Path, way: Way) -> None:
    sent(way(tmp_path / "new" / "out"), ANN)
    made = list((tmp_path / "new").rglob("*"))
    assert {file.stat().st_mode & 0o777 for file in made if file.is_file()} == {0o600}
    assert {file.stat().st_mode & 0o777 for file in made if file.is_dir()} <= {0o700}


@WAYS
def test_a_second_attempt_makes_no_second_message(tmp_path: Path, way: Way) -> None:
    """In the same run and in the next one; the ledger is told as at the first."""
    noted: list[str] = []
    for _ in range(2):
        with closing(way(tmp_path / "out")) as transport:
            transport.open()
            for _ in range(2):
                outcome = transport.deliver(ANN, lambda: noted.append("committing"))
                assert (outcome.state, outcome.stop) == (State.ACCEPTED, None)
        if not noted[1:]:
            files(tmp_path)
    assert noted == ["committing"] * 4
    assert sum(content.count(b"X-Reportgen-Delivery") for content in files(tmp_path).values()) == 1


def test_nor_where_a_mail_program_has_read_the_first(tmp_path: Path) -> None:
    sent(Maildir(tmp_path), ANN)
    (tmp_path / "new" / name(ANN)).rename(tmp_path / "cur" / f"{name(ANN)}:2,S")
    assert [outcome.state for outcome in sent(Maildir(tmp_path), ANN)] == [State.ACCEPTED]
    assert list(files(tmp_path)) == [f"cur/{name(ANN)}:2,S"]


@WAYS
def test_another_message_of_the_same_name_stops_the_run_and_stays(tmp_path: Path, way: Way) -> None:
    """Such as that of a plan made again after its ledger was lost."""
    other = replace(ANN, head=ANN.head.replace(b"09:30:00", b"10:30:00"))
    sent(way(tmp_path / "out"), other)
    before = files(tmp_path)
    (outcome,) = sent(way(tmp_path / "out"), ANN)
    assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.SERVER)
    assert outcome.why.endswith(
        "is there already and holds another message; move it away and send again"
    )
    assert files(tmp_path) == before


class LedgerError(Exception):
    """The ledger's disk is full, say."""


def refuse() -> None:
    raise LedgerError


@WAYS
def test_what_the_ledger_cannot_note_does_not_go(tmp_path: Path, way: Way) -> None:
    with closing(way(tmp_path / "out")) as transport:
        transport.open()
        transport.deliver(BO, nothing)
        with pytest.raises(LedgerError):
            transport.deliver(ANN, refuse)
    content = b"".join(files(tmp_path).values())
    assert (content.count(b"bo@x.example"), content.count(b"ann@x.example")) == (1, 0)


@contextmanager
def full_disk(left: int) -> Iterator[None]:
    """A file can have so many bytes and no more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@WAYS
@pytest.mark.parametrize("missing", [1, 2, 1000])
def test_a_full_disk_stops_the_run_and_leaves_nothing_half_written(
    tmp_path: Path, way: Way, missing: int
) -> None:
    """One byte missing is, in a mailbox file, the line that ends the message, after `committing`."""
    sent(way(tmp_path / "try"), ANN)
    size = max(len(content) for content in files(tmp_path).values())
    with closing(way(tmp_path / "out")) as transport:
        transport.open()
        with full_disk(size - missing):
            outcome = transport.deliver(ANN, nothing)
    assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.SERVER)
    assert outcome.why.endswith("cannot be written: File too large; see to that and send again")
    assert [file for file in files(tmp_path) if file.startswith("out")] == []
    assert [outcome.state for outcome in sent(way(tmp_path / "out"), ANN)] == [State.ACCEPTED]


@pytest.mark.parametrize("way", [Folder, Maildir])
def test_a_file_that_has_its_name_but_may_not_last_is_unknown(
    tmp_path: Path, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(placing, "sync_folder", broken)
    (outcome,) = sent(way(tmp_path / "out"), ANN)
    assert (outcome.state, outcome.stop) == (State.UNKNOWN, Stop.SERVER)
    assert outcome.why.endswith(
        "is written, but may be lost if the power fails: Input/output error"
    )


@pytest.mark.parametrize("failing", [["rename"], ["rename", "unlink"]])
@pytest.mark.parametrize("way", [Folder, Maildir])
def test_a_file_that_gets_no_name_was_not_delivered(
    tmp_path: Path, way: Way, failing: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "")

    with closing(way(tmp_path / "out")) as transport:
        transport.open()
        with monkeypatch.context() as patch:
            for step in failing:
                patch.setattr(os, step, broken)
            outcome = transport.deliver(ANN, nothing)
        assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.SERVER)
        assert transport.deliver(ANN, nothing).state is State.ACCEPTED
    assert len(files(tmp_path)) == 1


def test_a_mailbox_whose_disk_breaks_at_the_last_line_is_unknown_and_stays_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.mbox"
    sent(Mbox(path), BO)
    with closing(Mbox(path)) as transport:
        transport.open()

        def broken(*_: object) -> None:
            raise OSError(errno.EIO, "")

        with monkeypatch.context() as patch:

            def commit_and_break() -> None:
                patch.setattr(os, "fsync", broken)
                patch.setattr(os, "ftruncate", broken)

            outcome = transport.deliver(ANN, commit_and_break)
        assert (outcome.state, outcome.stop) == (State.UNKNOWN, Stop.SERVER)
    with closing(mailbox.mbox(path, create=False)) as box:
        assert [box.get_bytes(key).replace(b"\n", b"\r\n") for key in box.iterkeys()] == [
            BO.content
        ]


@WAYS
def test_where_nothing_can_be_written_is_told_before_the_first_message(
    tmp_path: Path, way: Way
) -> None:
    (tmp_path / "file").write_text("a file, no folder")
    transport = way(tmp_path / "file" / "out")
    with pytest.raises(StopError, match=r"(nothing can be|cannot be) written") as stopped:
        transport.open()
    transport.close()
    assert stopped.value.stop is Stop.SERVER
    assert "Traceback" not in str(stopped.value)


@pytest.mark.parametrize(
    "content",
    [
        b"Notes of mine\n",
        b"From ann@x.example Mon Nov 23 09:30:00 2026\nSubject: Hello\n\nFrom friend to friend\n\n",
        b"\nFrom",
    ],
)
def test_a_file_with_anything_else_in_it_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "inbox"
    path.write_bytes(content)
    with closing(Mbox(path)) as transport, pytest.raises(StopError, match="was not written here"):
        transport.open()
    assert files(tmp_path) == {"inbox": content}


def test_so_is_one_of_ours_to_which_others_added(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    sent(Mbox(path), ANN)
    for added in (
        b"From a@x.example Mon Nov 23 09:30:00 2026\nSubject: x\n\nHello\n\n",
        b"half a line",
    ):
        whole = path.read_bytes()
        path.write_bytes(whole + added)
        with (
            closing(Mbox(path)) as transport,
            pytest.raises(StopError, match="was not written here"),
        ):
            transport.open()
        assert files(tmp_path) == {"all.mbox": whole + added}
        path.write_bytes(whole)


def test_two_runs_cannot_write_one_mailbox_file(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    with closing(Mbox(path)) as first, closing(Mbox(path)) as second:
        first.open()
        first.deliver(ANN, nothing)
        with pytest.raises(StopError, match="is being written by another run; wait for its end"):
            second.open()
        second.close()
        assert not path.exists()
    assert path.read_bytes().count(b"X-Reportgen-Delivery") == 1


def test_a_mailbox_beside_one_that_is_unfinished_is_for_a_person_to_decide(tmp_path: Path) -> None:
    sent(Mbox(tmp_path / "all.mbox"), ANN)
    (tmp_path / ".all.mbox.part").write_bytes(b"")
    with pytest.raises(StopError, match=r"and an unfinished one, .*; move one away"):
        Mbox(tmp_path / "all.mbox").open()


@WAYS
def test_to_open_close_and_abort_again_and_again_does_no_harm(tmp_path: Path, way: Way) -> None:
    transport = way(tmp_path / "out")
    transport.close()
    for _ in range(2):
        transport.open()
        transport.open()
        transport.abort()
        transport.deliver(ANN, nothing)
        transport.close()
        transport.close()
    with suppress(FileNotFoundError):
        assert len(files(tmp_path)) == 1
