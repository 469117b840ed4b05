"""Logging in: who gets in, what stops a campaign, and that no secret is ever told."""

from __future__ import annotations

import base64
import logging
import traceback
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.outcomes import Stop, StopError, UnreachableError
from reportgen.delivery.secret import WITHHELD, Secret
from reportgen.delivery.states import State
from tests.servers.faulty import Behaviour
from tests.servers.logins import Logins
from tests.smtp.conftest import talking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.servers.certificates import Certificates
    from tests.smtp.conftest import Desk

USER, PASSWORD = "ann@halden.example", "corréct-horse battery 9"


@pytest.fixture
def house(tmp_path: Path, trusted: Certificates) -> House:
    return House(tmp_path, trusted)


class House:
    """A server that wants a login."""

    def __init__(self, folder: Path, certificates: Certificates) -> None:
        self.folder, self.certificates = folder, certificates

    def server(
        self, logins: Logins | None, secret: str = PASSWORD, login: str = "password"
    ) -> AbstractContextManager[Desk]:
        """Over STARTTLS, for those who know the secret."""
        behaviour = Behaviour(tls=self.certificates.right, logins=logins, login_required=True)
        return talking(
            self.folder, behaviour, lambda: Secret(USER, secret),
            tls="starttls", ca_file="authority.pem", login=login, user=USER,
        )  # fmt: skip

    def refusal(
        self, logins: Logins | None, secret: str = PASSWORD, login: str = "password"
    ) -> StopError | UnreachableError:
        """Why nobody gets in; no message was begun then."""
        with self.server(logins, secret, login) as desk:
            with pytest.raises((StopError, UnreachableError)) as caught:
                desk.line.open()
            assert not [word for word in desk.server.commands if word.startswith("MAIL")]
            assert isinstance(caught.value, StopError | UnreachableError)
            return caught.value


@pytest.mark.parametrize("offered", ["PLAIN", "LOGIN", "CRAM-MD5 LOGIN PLAIN", "LOGIN CRAM-MD5"])
def test_a_password_beyond_ascii_is_taken(house: House, offered: str) -> None:
    with house.server(Logins(USER, PASSWORD, offered)) as desk:
        assert desk.send("ann").state is State.ACCEPTED
        mechanism = "PLAIN" if "PLAIN" in offered else "LOGIN"
        assert f"AUTH {mechanism}" in desk.server.commands


def test_a_token_is_taken(house: House) -> None:
    # Microsoft's tokens have some 2,000 characters.
    token = "eyJ0eXAi." * 220
    with house.server(Logins(USER, token), token, "xoauth2") as desk:
        assert desk.send("ann").state is State.ACCEPTED


def test_a_token_too_long_for_a_command_follows_it(house: House) -> None:
    token = "eyJ0eXAi." * 1500
    with house.server(Logins(USER, token), token, "xoauth2") as desk:
        assert desk.send("ann").state is State.ACCEPTED


@pytest.mark.parametrize("offered", ["PLAIN", "LOGIN"])
def test_row_5_a_wrong_password(house: House, offered: str) -> None:
    error = house.refusal(Logins(USER, "another", offered))
    assert isinstance(error, StopError)
    assert error.stop is Stop.LOGIN
    assert str(error) == (
        "the login of ann@halden.example was refused: 535 5.7.8 Authentication credentials invalid; "
        "see whether user and secret belong together"
    )


def test_row_5_a_refused_token_in_words(house: House) -> None:
    error = house.refusal(Logins(USER, "another"), "a-token", "xoauth2")
    assert isinstance(error, StopError)
    assert "the token was refused: status 401, scope https://mail.example/" in str(error)


@pytest.mark.parametrize(
    ("reply", "advice"),
    [
        ("550 5.7.30 Basic authentication is not supported", "set login: xoauth2 in mail.yaml"),
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled",
            "allow SMTP AUTH",
        ),
        ("534 5.7.9 Application-specific password required", "an app password"),
        ("530 5.7.0 Authentication required", "see server.user in mail.yaml"),
        ("432 4.7.12 A password transition is needed", "see server.user in mail.yaml"),
    ],
)
def test_row_5_refused_for_good(house: House, reply: str, advice: str) -> None:
    error = house.refusal(Logins(USER, PASSWORD, reply=reply))
    assert isinstance(error, StopError)
    assert error.stop is Stop.LOGIN
    assert reply in str(error)
    assert advice in str(error)


@pytest.mark.parametrize(
    "reply", ["454 4.7.0 Temporary authentication failure", "421 4.7.0 Too many login attempts"]
)
def test_row_5_refused_for_now(house: House, reply: str) -> None:
    error = house.refusal(Logins(USER, PASSWORD, reply=reply))
    assert isinstance(error, UnreachableError)
    assert reply in str(error)


def test_row_5_a_server_that_offers_no_login_we_know(house: House) -> None:
    error = house.refusal(Logins(USER, PASSWORD, offered="CRAM-MD5 GSSAPI"))
    assert isinstance(error, StopError)
    assert "offers only CRAM-MD5, GSSAPI, and not PLAIN or LOGIN" in str(error)
    error = house.refusal(None)
    assert "offers no login at all" in str(error)


def test_row_5_no_login_where_the_server_wants_one(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(login_required=True)) as desk:
        outcome = desk.send("ann")
        assert (outcome.state, outcome.stop) == (State.PLANNED, Stop.LOGIN)
        assert str(outcome.reply) == "530 5.7.0 Authentication required"


def test_a_password_never_goes_in_clear(tmp_path: Path) -> None:
    # The server would take it, over a line that anybody can read.
    behaviour = Behaviour(logins=Logins(USER, PASSWORD, in_clear=True))
    with talking(
        tmp_path, behaviour, lambda: Secret(USER, PASSWORD), login="password", user=USER
    ) as desk:
        with pytest.raises(StopError, match="in clear") as caught:
            desk.line.open()
        assert caught.value.stop is Stop.ENCRYPTION
        assert desk.server.connections == 0


def test_each_login_asks_for_the_secret_again(house: House) -> None:
    tokens = iter(["first", "second"])
    behaviour = Behaviour(tls=house.certificates.right, logins=Logins(USER, "second"))
    with talking(
        house.folder, behaviour, lambda: Secret(USER, next(tokens)),
        tls="starttls", ca_file="authority.pem", login="password", user=USER,
    ) as desk:  # fmt: skip
        with pytest.raises(StopError):
            desk.line.open()
        assert desk.send("ann").state is State.ACCEPTED


def codings(secret: str) -> Iterator[str]:
    """A secret as it could show: in clear, by itself in base64, and within a login's words."""
    yield secret
    for text in (secret, f"\0{USER}\0{secret}", f"user={USER}\1auth=Bearer {secret}\1\1"):
        yield base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(("login", "secret"), [("password", PASSWORD), ("xoauth2", "tok.en-" * 9)])
@pytest.mark.parametrize("offered", ["PLAIN XOAUTH2", "LOGIN XOAUTH2"])
def test_row_5_a_server_that_repeats_the_secret_tells_it_to_nobody(
    house: House, caplog: pytest.LogCaptureFixture, login: str, secret: str, offered: str
) -> None:
    caplog.set_level(logging.DEBUG)
    # The test's own server logs what it says; only what our side says is looked at.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    error = house.refusal(Logins(USER, "another", offered, echo=True), secret, login)
    told = "\n".join([*traceback.format_exception(error), repr(error), caplog.text])
    assert WITHHELD in told
    assert "535" in told
    for coding in codings(secret):
        assert coding not in told


def test_later_answers_are_searched_as_well(house: House) -> None:
    behaviour = Behaviour(
        tls=house.certificates.right, logins=Logins(USER, PASSWORD),
        mail_reply=f"550 5.7.1 you are {base64.b64encode(f'x{PASSWORD}'.encode()).decode()}",
    )  # fmt: skip
    with talking(
        house.folder, behaviour, lambda: Secret(USER, PASSWORD),
        tls="starttls", ca_file="authority.pem", login="password", user=USER,
    ) as desk:  # fmt: skip
        assert str(desk.send("ann").reply) == f"550 {WITHHELD}"
