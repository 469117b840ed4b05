"""`mail init`, `check`, `suppress` and `forget`, as a user calls them."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.recipients.conftest import Mail, Office

TRACKED = (
    "people.csv:1:1: is tracked by git, so that every copy of the repository holds these addresses; "
    "take it out with `git rm --cached -- people.csv` and ignore it, or allow it with "
    "--allow-tracked-recipients\n"
)


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True)  # noqa: S607


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


# init


def test_init_lays_out_what_can_be_filled_in_and_mails_nobody(mail: Mail, office: Office) -> None:
    (office.root / "mail.yaml").unlink()
    answer = mail("init")
    assert answer.exit_code == 0
    people = office.places.recipients
    assert people.read_text("utf-8") == "email,name,tags\n"
    assert stat.S_IMODE(people.stat().st_mode) == 0o600
    assert stat.S_IMODE(people.parent.stat().st_mode) == 0o700
    assert lines((office.root / ".gitignore").read_text()) == ["/recipients*.csv", "/output/"]
    assert f"{people}:1:1: names nobody; add a line for each person" in mail("check").output


def test_init_overwrites_nothing(mail: Mail, office: Office) -> None:
    mine = {
        office.root / "mail.yaml": "sender: me@halden.example\n",
        office.fill_in(): "email,name\n",
        office.root / ".gitignore": "output/\n# caf\u00e9\n/recipients*.csv",
    }
    for file, text in mine.items():
        file.write_text(text, "utf-8")
    answer = mail("init")
    assert answer.output.count("is there already and stays as it is") == 2
    assert {file: file.read_text("utf-8") for file in mine} == mine


def test_init_adds_the_lines_that_git_must_know_behind_those_that_are_there(
    mail: Mail, office: Office
) -> None:
    (office.root / ".gitignore").write_bytes(b"# \xff\nbuild")
    mail("init")
    mail("init")
    ignored = (office.root / ".gitignore").read_bytes()
    assert ignored == b"# \xff\nbuild\n/recipients*.csv\n/output/\n"


# check


def test_where_all_is_well_only_numbers_are_told(mail: Mail, office: Office) -> None:
    office.fill_in()
    answer = mail("check")
    assert answer.exit_code == 0
    assert lines(answer.stdout) == [
        f"{office.places.recipients}: 2 recipients",
        "      1 tagged board",
    ]
    assert "@halden" not in answer.output
    assert not office.places.state.exists()


def test_both_files_are_told_at_once(mail: Mail, office: Office) -> None:
    office.write("mail.yaml", "sender: nobody\nrecipients: people.csv\ncolumns: [firm]\n")
    office.write("people.csv", "email,name,firm\nann@,Ann,Halden\n")
    answer = mail("check")
    assert answer.exit_code == 1
    as_a_sender = "write it as name@domain, or as Name <name@domain>"
    assert lines(answer.stderr) == [
        f"mail.yaml:1:9: sender: is no e-mail address, found 'nobody'; {as_a_sender}",
        "people.csv:2:1: email: is no e-mail address, found 'ann@'; write it as name@domain",
        "2 problems.",
    ]


def test_another_list_may_be_checked(mail: Mail, office: Office, tmp_path: Path) -> None:
    office.fill_in("not,a,list\n")
    board = tmp_path / "board.csv"
    board.write_text("email,name\nann@halden.example,Ann\n", "utf-8")
    assert mail("check", board).stdout == f"{board}: 1 recipient\n"


def test_a_list_that_is_not_there_is_told(mail: Mail, office: Office) -> None:
    answer = mail("check")
    assert answer.exit_code == 1
    assert f"{office.places.recipients}:1:1: is missing" in answer.stderr


def test_for_programs_there_is_one_object(mail: Mail, office: Office) -> None:
    file = office.fill_in()
    mail("suppress", "add", "bob@halden.example")
    assert json.loads(mail("check", "--json").stdout) == {
        "file": str(file), "recipients": 2, "suppressed": 1, "tags": {"board": 1}, "problems": [],
    }  # fmt: skip
    office.fill_in("email,name\nann@,Ann\n")
    answer = mail("check", "--json")
    (problem,) = json.loads(answer.stdout)["problems"]
    assert (answer.exit_code, problem["line"], problem["key"]) == (1, 2, "email")


def test_those_who_will_not_be_mailed_are_told_by_their_lines(mail: Mail, office: Office) -> None:
    office.fill_in()
    mail("suppress", "add", "BOB@halden.example", "eve@halden.example")
    assert lines(mail("check").stdout)[-1] == "      1 will not be mailed: suppressed (lines 3)"


def test_a_name_that_no_header_can_hold_is_told_before_anything_is_planned(
    mail: Mail, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reading refuses all such names; here it is made to let one through."""
    monkeypatch.setattr("reportgen.delivery.recipients.fields.refused_characters", lambda _: ())
    office.fill_in("email,name\nann@halden.example,Ann =?utf-8?q?x?=\n")
    answer = mail("check")
    assert answer.exit_code == 1
    assert f"{office.places.recipients}:2:1: name: cannot stand in a header" in answer.stderr


# git


def test_a_list_that_git_tracks_is_refused_unless_it_is_allowed(mail: Mail, office: Office) -> None:
    git(office.root, "init")
    people = office.write("people.csv", "email,name\nann@halden.example,Ann\n")
    git(office.root, "add", "people.csv")
    answer = mail("check", people)
    assert (answer.exit_code, answer.stderr) == (1, f"{TRACKED}1 problem.\n")
    assert mail("check", people, "--allow-tracked-recipients").exit_code == 0


def test_a_link_to_a_list_that_git_tracks_hides_nothing(
    mail: Mail, office: Office, tmp_path: Path
) -> None:
    git(office.root, "init")
    people = office.write("people.csv", "email,name\nann@halden.example,Ann\n")
    git(office.root, "add", "people.csv")
    link = tmp_path / "link.csv"
    link.symlink_to(people)
    assert "is tracked by git" in mail("check", link).stderr


def test_a_list_that_could_be_committed_is_warned_of_until_it_is_ignored(
    mail: Mail, office: Office
) -> None:
    git(office.root, "init")
    (office.root / "lists").mkdir()
    people = office.write("lists/people.csv", "email,name\nann@halden.example,Ann\n")
    answer = mail("check", people)
    line = f"add the line /lists/people.csv to {office.root / '.gitignore'}"
    warning = f"lists/people.csv:1:1: warning: could be committed by accident; {line}"
    assert (answer.exit_code, lines(answer.stderr)[0]) == (0, warning)
    for ignored in ("/lists/people.csv\n", "/lists/\n", "*.csv\n"):
        office.write(".gitignore", ignored)
        assert "committed" not in mail("check", people).stderr


def test_where_git_cannot_tell_the_list_is_refused(
    mail: Mail, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(office.root, "init")
    people = office.write("people.csv", "email,name\nann@halden.example,Ann\n")
    monkeypatch.setenv("PATH", "")
    answer = mail("check", people)
    assert answer.exit_code == 1
    assert "may be tracked by git, which cannot tell, found git is not installed" in answer.stderr


# suppress


def test_the_list_of_those_who_must_not_be_mailed(mail: Mail, office: Office) -> None:
    assert mail("suppress", "list").output == "0 must not be mailed.\n"
    assert not office.places.state.exists()
    added = mail(
        "suppress", "add", "ann@halden.example", "bob@halden.example", "--reason", "by phone"
    )
    assert lines(added.stdout) == [
        "ann@halden.example: will not be mailed", "bob@halden.example: will not be mailed",
    ]  # fmt: skip
    assert mail("suppress", "add", "ANN@halden.example").stdout == (
        "ANN@halden.example: was there already\n"
    )
    shown = lines(mail("suppress", "list").stdout)
    assert [line[12:] for line in shown] == [
        "ann@halden.example  you  by phone", "bob@halden.example  you  by phone",
    ]  # fmt: skip
    assert "may be mailed again" in mail("suppress", "remove", "Ann@halden.example").stdout
    assert mail("suppress", "remove", "ann@halden.example").stdout == (
        "ann@halden.example: was not there\n"
    )
    (left,) = json.loads(mail("suppress", "list", "--json").stdout)
    assert (left["address"], left["source"]) == ("bob@halden.example", "you")


def test_what_is_no_address_is_wrong_usage_and_nobody_is_put_there(mail: Mail) -> None:
    answer = mail("suppress", "add", "ann@halden.example", "bob@", "cara")
    assert answer.exit_code == 2
    assert "'bob@' is no e-mail address; write it as name@domain\n'cara' is no" in answer.stderr
    assert mail("suppress", "list").stdout == ""


def test_a_reason_is_one_line(mail: Mail) -> None:
    answer = mail("suppress", "add", "ann@halden.example", "--reason", "a\nb")
    assert (answer.exit_code, "write one line" in answer.stderr) == (2, True)


def test_a_damaged_list_is_told_and_nothing_is_made_in_its_place(
    mail: Mail, office: Office
) -> None:
    office.fill_in()
    mail("suppress", "add", "ann@halden.example")
    office.places.suppressed.write_bytes(b"no database" * 1000)
    for words in (["suppress", "list"], ["suppress", "add", "bob@halden.example"], ["check"]):
        answer = mail(*words)
        assert answer.exit_code == 1
        assert "must not be mailed, cannot be used: file is not a database" in answer.stderr


# forget


def test_without_a_terminal_forgetting_wants_a_yes(mail: Mail) -> None:
    answer = mail("forget", "ann@halden.example")
    assert (answer.exit_code, "add --yes" in answer.stderr) == (2, True)


def test_who_is_forgotten_is_held_back_and_the_users_own_files_are_named(
    mail: Mail, office: Office
) -> None:
    people = office.fill_in()
    office.write("mail.yaml", "sender: a@halden.example\ntest_to: [ann@halden.example]\n")
    mail("suppress", "add", "ann@halden.example", "--reason", "Ann rang")
    answer = mail("forget", "Ann@Halden.example", "--yes")
    assert answer.exit_code == 0
    assert lines(answer.stdout)[-3:] == [
        "Still in files of your own, which only you may change:", f"  {people}:2", "  mail.yaml:2",
    ]  # fmt: skip
    listed = mail("suppress", "list").stdout
    assert "asked to be forgotten" in listed
    assert "ann" not in listed.lower().replace("you", "")
    assert "suppressed (lines 2)" in mail("check").stdout


def test_forgetting_works_outside_a_workspace(
    mail: Mail, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del office
    monkeypatch.chdir(tmp_path)
    assert mail("forget", "ann@halden.example", "--yes").exit_code == 0


@pytest.mark.parametrize(("answer", "code", "held"), [("n", 130, 0), ("y", 0, 1)])
def test_on_a_terminal_it_asks(
    mail: Mail, office: Office, answer: str, code: int, held: int
) -> None:
    del office
    ours, theirs = pty.openpty()
    try:
        os.write(ours, f"{answer}\n".encode())
        words = [sys.executable, "-m", "reportgen", "mail", "forget", "ann@halden.example"]
        done = subprocess.run(words, stdin=theirs, capture_output=True, check=False, timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert b"Erase ann@halden.example from everything kept here?" in done.stderr + done.stdout
    assert done.returncode == code
    assert mail("suppress", "list").stderr == f"{held} must not be mailed.\n"
