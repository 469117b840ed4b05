"""A server that fails as it is told to, and our line to it."""

from __future__ import annotations

import base64
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.assumptions.mail_file import Server
from reportgen.delivery.message import Message
from reportgen.delivery.transports.smtp import Smtp
from tests.servers.certificates import Certificates
from tests.servers.faulty import Behaviour, FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reportgen.delivery.outcomes import Outcome
    from reportgen.delivery.secret import Secret

#: Seconds, where a server that says nothing must be given up.
SHORT = 0.25
HEAD = (
    b"From: Halden <research@halden.example>\r\nMessage-ID: <rg.1@halden.example>\r\n\r\nHello.\r\n"
)


def settings(port: int, **others: Any) -> Server:  # noqa: ANN401 - whatever a test wants otherwise
    """A server of mail.yaml; waits may be shorter than a user could write."""
    written = Server(host="localhost", tls="none").model_dump()
    patience = {"connect_timeout": 5, "command_timeout": 5, "final_timeout": 5}
    return Server.model_construct(**{**written, **patience, "port": port, **others})


def message(local_part: str, *, head: bytes = HEAD, attachment: int = 0) -> Message:
    """A message to somebody at x.example, with an attachment of so many bytes before base64."""
    coded = base64.encodebytes(bytes(attachment)).replace(b"\n", b"\r\n")
    recipient = f"{local_part}@x.example"
    return Message(
        "research@halden.example", recipient, smtputf8=False, head=head, attachment=coded,
        tail=b"--end--\r\n",
    )  # fmt: skip


@dataclass
class Desk:
    """A server, our line to it, and how often we committed."""

    server: FaultyServer
    line: Smtp
    commits: int = 0

    def send(self, local_part: str, **others: Any) -> Outcome:  # noqa: ANN401
        """Deliver a message to somebody."""
        return self.deliver(message(local_part, **others))

    def deliver(self, made: Message) -> Outcome:
        """Deliver this one, over a new line where the last is of no more use."""
        if self.line.line is None:
            self.line.open()
        return self.line.deliver(made, self._commit)

    def _commit(self) -> None:
        self.commits += 1


@contextmanager
def talking(
    folder: Path,
    behaviour: Behaviour | None = None,
    secret: Callable[[], Secret | None] = lambda: None,
    **others: Any,  # noqa: ANN401
) -> Iterator[Desk]:
    """A server of this behaviour, and a line that is not open yet."""
    with FaultyServer(folder / "truth", behaviour or Behaviour()) as server:
        line = Smtp(settings(server.port, **others), secret, folder, time.monotonic)
        try:
            yield Desk(server, line)
        finally:
            line.close()


@pytest.fixture(scope="session")
def certificates() -> Certificates:
    """An authority that the tests' clients trust, and what servers show."""
    return Certificates()


@pytest.fixture
def trusted(certificates: Certificates, tmp_path: Path) -> Certificates:
    """The same, with its authority as `authority.pem` where mail.yaml's paths begin."""
    certificates.ca_file(tmp_path)
    return certificates
