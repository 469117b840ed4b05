"""Where a secret comes from, in which order, and what is said where there is none."""

from __future__ import annotations

import base64
import sys
from typing import TYPE_CHECKING, Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from reportgen.assumptions.mail_file import Imap, Server
from reportgen.delivery.outcomes import Stop, StopError
from reportgen.delivery.secret import WITHHELD, Secret
from reportgen.delivery.secrets import secret_for, secrets_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER = "ann@halden.example"


def account(login: str = "password", **others: Any) -> Server:  # noqa: ANN401 - keys of mail.yaml
    return Server.model_validate(
        {"host": "mail.halden.example", "tls": "starttls", "login": login, "user": USER, **others}
    )


def program(folder: Path, text: str) -> list[str]:
    """A token_command that runs these lines."""
    file = folder / "token.py"
    file.write_text(text, "utf-8")
    return [sys.executable, str(file)]


def value(secret: Secret | None) -> str:
    assert secret is not None
    assert secret.user == USER
    return secret.value


class Drawer(KeyringBackend):
    """A keyring in memory, of the real package's kind."""

    priority = 1

    def __init__(self, held: dict[tuple[str, str], str], *, locked: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held, self.locked = held, locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(f"the drawer of {username} is locked: hunter2")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password


@pytest.fixture
def own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


# Where it comes from


def test_no_login_no_secret() -> None:
    assert (
        secret_for(Server(host="localhost", tls="none"), {"REPORTGEN_SMTP_PASSWORD": "x"}) is None
    )


@pytest.mark.usefixtures("own_keyring")
def test_the_environment_comes_first(tmp_path: Path) -> None:
    keyring.set_keyring(Drawer({("mail", USER): "of the keyring"}))
    environment = {"REPORTGEN_SMTP_PASSWORD": "pässword", "REPORTGEN_SMTP_TOKEN": "token"}
    assert value(secret_for(account(keyring="mail"), environment)) == "pässword"
    by_token = account("xoauth2", token_command=program(tmp_path, "print('printed')"))
    assert value(secret_for(by_token, environment)) == "token"


@pytest.mark.usefixtures("own_keyring")
def test_the_keyring_comes_next(tmp_path: Path) -> None:
    keyring.set_keyring(Drawer({("mail", USER): "of the keyring"}))
    both = account("xoauth2", keyring="mail", token_command=program(tmp_path, "print('printed')"))
    assert value(secret_for(both, {})) == "of the keyring"


def test_a_program_prints_a_token_each_time_it_is_asked(tmp_path: Path) -> None:
    text = """
import pathlib, sys
file = pathlib.Path(sys.argv[1])
file.write_text(file.read_text() + "x")
print("token-" + file.read_text())
"""
    words = program(tmp_path, text)
    count = tmp_path / "count"
    count.write_text("")
    give = secrets_of(account("xoauth2", token_command=[*words, str(count)]), {})
    assert [value(give()), value(give())] == ["token-x", "token-xx"]


def test_somebody_at_a_terminal_is_asked_once() -> None:
    asked: list[str] = []

    def ask(what: str) -> str:
        asked.append(what)
        return "typed"

    give = secrets_of(account(), {}, ask)
    assert [value(give()), value(give())] == ["typed", "typed"]
    assert asked == [f"Password of {USER} at mail.halden.example"]


def test_a_mailbox_has_variables_of_its_own() -> None:
    imap = Imap(host="imap.halden.example", user=USER)
    environment = {"REPORTGEN_SMTP_PASSWORD": "smtp", "REPORTGEN_IMAP_PASSWORD": "imap"}
    assert value(secret_for(imap, environment, kind="IMAP")) == "imap"


# Where there is none


def refusal(server: Server, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(StopError) as caught:
        secret_for(server, environment or {})
    assert caught.value.stop is Stop.LOGIN
    return str(caught.value)


def test_nobody_has_it() -> None:
    told = refusal(account())
    assert told == (
        f"mail.halden.example needs the password of {USER}, and none is set; "
        "set REPORTGEN_SMTP_PASSWORD, or name a keyring in mail.yaml"
    )
    assert "REPORTGEN_SMTP_TOKEN" in refusal(account("xoauth2"))


def test_a_secret_that_cannot_be_sent() -> None:
    told = refusal(account(), {"REPORTGEN_SMTP_PASSWORD": "hunter2\n"})
    assert told == (
        "REPORTGEN_SMTP_PASSWORD holds a line break or another control character; set it again"
    )


@pytest.mark.usefixtures("own_keyring")
def test_a_machine_without_a_keyring() -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    told = "this machine has no keyring; set REPORTGEN_SMTP_PASSWORD instead"
    assert refusal(account(keyring="mail")) == told


@pytest.mark.usefixtures("own_keyring")
def test_a_keyring_without_this_secret() -> None:
    keyring.set_keyring(Drawer({("other", USER): "x"}))
    told = f"the keyring has nothing of {USER} in 'mail'; store it: keyring set mail {USER}"
    assert refusal(account(keyring="mail")) == told


@pytest.mark.usefixtures("own_keyring")
def test_a_locked_keyring_says_so_in_our_words() -> None:
    keyring.set_keyring(Drawer({}, locked=True))
    told = refusal(account(keyring="mail"))
    assert told == "the keyring does not answer (KeyringLocked); unlock it"


def test_keyring_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "pip install 'reportgen[keyring]'" in refusal(account(keyring="mail"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("print()", "printed no token; it must print the token on one line"),
        ("print('one'); print('two')", "printed more than a token"),
        ("print('to ken')", "printed more than a token"),
        (
            "import sys; sys.exit('log in first')",
            "ended with exit code 1 and said: log in first; run it",
        ),
        ("import sys; sys.exit(3)", "ended with exit code 3; run it by itself"),
    ],
)
def test_a_program_that_prints_no_token(tmp_path: Path, text: str, told: str) -> None:
    assert told in refusal(account("xoauth2", token_command=program(tmp_path, text)))


def test_a_program_that_complains_with_the_token(tmp_path: Path) -> None:
    text = "import sys; print('eyJ0eXAi.secret'); sys.exit('cannot store eyJ0eXAi.secret')"
    told = refusal(account("xoauth2", token_command=program(tmp_path, text)))
    assert "eyJ0eXAi" not in told
    assert WITHHELD in told


def test_a_program_that_is_not_there() -> None:
    told = refusal(account("xoauth2", token_command=["/nowhere/token"]))
    assert told == "token_command: '/nowhere/token' cannot be started: No such file or directory"


# What a secret tells


def test_a_secret_shows_nowhere() -> None:
    secret = Secret(USER, "hunter2-and-more")
    for text in (repr(secret), str(secret), f"{secret}", f"{[secret]}", "%s" % secret):  # noqa: UP031
        assert "hunter2" not in text


@pytest.mark.parametrize("password", ["hunter2-and-more", "ünïcode pässword", "abc"])
def test_a_text_with_the_secret_in_it_is_withheld(password: str) -> None:
    secret = Secret(USER, password)
    coded = base64.b64encode(password.encode()).decode()
    for text in (password, f"no {password}!", coded, secret.plain, secret.bearer):
        assert secret.told(f"535 {text} is wrong") == f"{WITHHELD}"
    assert secret.told("535 5.7.8 no") == "535 5.7.8 no"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc", "user:"])
def test_a_secret_within_other_words_in_base64_is_found(before: str) -> None:
    secret = Secret(USER, "hunter2-and-more")
    coded = base64.b64encode(f"{before}hunter2-and-more, they said".encode()).decode()
    assert secret.told(coded) == WITHHELD


def test_a_part_of_a_secret_is_too_much() -> None:
    secret = Secret(USER, "hunter2-and-more")
    assert secret.told("the password hunter2-a... is wrong") == WITHHELD
    assert secret.told(f"the password {secret.plain[:40]}... is wrong") == WITHHELD


def test_a_secret_broken_over_lines_is_found() -> None:
    secret = Secret(USER, "hunter2-and-more")
    assert secret.told("you said hunter2-\nand-more") == WITHHELD
