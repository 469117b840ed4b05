"""Before anything is sent: whether the server is there, is who it must be, and encrypts."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.delivery.outcomes import Stop, StopError, UnreachableError
from reportgen.delivery.transports.smtp import Smtp
from tests.servers.faulty import Behaviour
from tests.smtp.conftest import SHORT, settings, talking

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    from tests.servers.certificates import Certificates


def refusal(folder: Path, behaviour: Behaviour, **others: Any) -> StopError | UnreachableError:  # noqa: ANN401
    """Why no line comes about, of which the server has heard nothing that could be a message."""
    with talking(folder, behaviour, **others) as desk:
        with pytest.raises((StopError, UnreachableError)) as caught:
            desk.line.open()
        assert not [word for word in desk.server.commands if word.startswith(("MAIL", "AUTH"))]
        assert isinstance(caught.value, StopError | UnreachableError)
        return caught.value


def test_row_1_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = Smtp(settings(port), lambda: None, tmp_path, time.monotonic)
    with pytest.raises(
        UnreachableError, match=f"localhost:{port} cannot be reached: Connection refu"
    ):
        line.open()


def test_row_1_a_name_that_is_not_there(tmp_path: Path) -> None:
    server = settings(25, host="nobody.invalid", tls="starttls")
    line = Smtp(server, lambda: None, tmp_path, time.monotonic)
    with pytest.raises(
        UnreachableError, match=r"nobody\.invalid cannot be found .*see server\.host"
    ):
        line.open()


def test_row_1_a_banner_that_sends_us_away_for_now(tmp_path: Path) -> None:
    error = refusal(tmp_path, Behaviour(banner="421 4.3.2 too busy"))
    assert isinstance(error, UnreachableError)
    assert "takes no mail from here: 421 4.3.2 too busy" in str(error)


def test_row_1_a_banner_that_sends_us_away_for_good(tmp_path: Path) -> None:
    error = refusal(tmp_path, Behaviour(banner="554 5.7.1 your address is blocked"))
    assert isinstance(error, StopError)
    assert error.stop is Stop.SERVER
    assert "554 5.7.1 your address is blocked" in str(error)


def test_row_1_a_banner_that_never_comes(tmp_path: Path) -> None:
    error = refusal(tmp_path, Behaviour(banner="hang"), command_timeout=SHORT)
    assert isinstance(error, UnreachableError)
    assert "it did not answer within 0.25 seconds" in str(error)


def test_row_1_a_server_that_hangs_up_at_once(tmp_path: Path) -> None:
    error = refusal(tmp_path, Behaviour(banner="close"))
    assert isinstance(error, UnreachableError)
    assert "was reached, but it hung up" in str(error)


def test_row_2_no_starttls_no_mail(tmp_path: Path) -> None:
    error = refusal(tmp_path, Behaviour(), tls="starttls")
    assert isinstance(error, StopError)
    assert error.stop is Stop.ENCRYPTION
    assert "does not offer STARTTLS; nothing was sent" in str(error)


def test_row_2_starttls_offered_and_refused(tmp_path: Path, trusted: Certificates) -> None:
    behaviour = Behaviour(tls=trusted.right, starttls_reply="502 5.5.1 not today")
    error = refusal(tmp_path, behaviour, tls="starttls", ca_file="authority.pem")
    assert isinstance(error, StopError)
    assert error.stop is Stop.ENCRYPTION


def test_row_2_starttls_refused_for_now(tmp_path: Path, trusted: Certificates) -> None:
    behaviour = Behaviour(tls=trusted.right, starttls_reply="454 4.7.0 TLS not available now")
    error = refusal(tmp_path, behaviour, tls="starttls", ca_file="authority.pem")
    assert isinstance(error, UnreachableError)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("wrong_name", "shows a certificate that is for another name; write the name"),
        ("unknown", "shows a certificate that comes from an authority this machine does not know"),
        ("expired", "shows a certificate that has expired; its administrator has to renew it"),
    ],
)
def test_row_3_a_certificate_that_proves_nothing(
    tmp_path: Path, trusted: Certificates, shown: str, told: str, tls: str
) -> None:
    context: ssl.SSLContext = getattr(trusted, shown)
    behaviour = Behaviour(tls=context, implicit=tls == "implicit")
    error = refusal(tmp_path, behaviour, tls=tls, ca_file="authority.pem")
    assert isinstance(error, StopError)
    assert error.stop is Stop.ENCRYPTION
    assert told in str(error)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_is_right(tmp_path: Path, trusted: Certificates, tls: str) -> None:
    behaviour = Behaviour(tls=trusted.right, implicit=tls == "implicit")
    with talking(tmp_path, behaviour, tls=tls, ca_file="authority.pem") as desk:
        assert desk.send("ann").state == "accepted"
        assert desk.server.server_names == ["localhost"]
        # Over STARTTLS we ask again what the server can: what it said in clear anybody could have said.
        greetings = sum(word.startswith("EHLO") for word in desk.server.commands)
        assert greetings == (2 if tls == "starttls" else 1)


def test_the_authority_is_unknown_without_ca_file(tmp_path: Path, trusted: Certificates) -> None:
    error = refusal(tmp_path, Behaviour(tls=trusted.right), tls="starttls")
    assert "an authority this machine does not know" in str(error)


def test_a_ca_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "notes.pem").write_text("call Bob\n")
    error = refusal(tmp_path, Behaviour(), tls="starttls", ca_file="notes.pem")
    assert "server.ca_file: notes.pem cannot be used: holds no certificate in PEM" in str(error)
    error = refusal(tmp_path, Behaviour(), tls="starttls", ca_file="gone.pem")
    assert "server.ca_file: gone.pem cannot be used: No such file" in str(error)


def test_implicit_tls_at_a_server_that_begins_in_clear(tmp_path: Path) -> None:
    error = refusal(tmp_path, Behaviour(), tls="implicit")
    assert isinstance(error, StopError)
    assert "does not speak TLS as it must" in str(error)
    assert "starttls 587, implicit 465" in str(error)


def test_a_server_that_never_answers_the_handshake(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = settings(silent.getsockname()[1], tls="implicit", command_timeout=SHORT)
        line = Smtp(server, lambda: None, tmp_path, time.monotonic)
        with pytest.raises(UnreachableError, match="when asked to encrypt"):
            line.open()


@pytest.mark.parametrize("behind", [b"220 go\r\n250 injected\r\n", b"220 go\r\n2"])
def test_what_comes_in_clear_behind_the_consent_to_encrypt(tmp_path: Path, behind: bytes) -> None:
    # Anybody on the way could have put it there, to be taken for an answer that was encrypted.
    def serve() -> None:
        wire, _ = door.accept()
        with wire:
            wire.sendall(b"220 x\r\n")
            wire.recv(100)
            wire.sendall(b"250-x\r\n250 STARTTLS\r\n")
            wire.recv(100)
            wire.sendall(behind)
            wire.recv(100)

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=serve)
        thread.start()
        server = settings(door.getsockname()[1], tls="starttls")
        line = Smtp(server, lambda: None, tmp_path, time.monotonic)
        with pytest.raises(UnreachableError, match="in clear behind its consent to encrypt"):
            line.open()
        thread.join(5)


def test_nothing_in_clear_leaves_this_machine(tmp_path: Path) -> None:
    abroad = settings(25, host="mail.halden.example")
    line = Smtp(abroad, lambda: None, tmp_path, time.monotonic)
    with pytest.raises(
        StopError, match=r"in clear; set server\.tls to starttls or implicit, or add"
    ):
        line.open()


def test_a_server_without_ehlo_takes_mail_in_the_old_way(tmp_path: Path) -> None:
    with talking(tmp_path, Behaviour(ehlo=False)) as desk:
        assert desk.send("ann").state == "accepted"
        assert "MAIL FROM:<research@halden.example>" in desk.server.commands


def test_we_greet_with_our_address_and_ask_nobody_for_our_name(tmp_path: Path) -> None:
    with talking(tmp_path) as desk:
        desk.line.open()
        assert desk.server.commands == ["EHLO [127.0.0.1]"]
