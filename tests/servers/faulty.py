"""A mail server that fails as it is told to, and writes down what it really accepted.

The recipient's local part names the fault, up to the first `-`, `.` or `+`, so that many addresses may
have the same one:

* `rcpt450@`, `data554@`, `dot452@` …: this code in answer to RCPT, to DATA, to the final dot (421 hangs up);
* `rcptrst@`, `datarst@`, `bodyrst@`, `dotrst@`: the connection is reset there; `…fin@` closes it in order;
* `rcpthang@`, `datahang@`, `bodyhang@`, `dothang@`: no answer for ever;
* `dotgarbage@`, `dothalf@`: an answer that is none, the beginning of one and then the end;
* `dotkeptrst@`, `dotkeptfin@`, `dotkepthang@`, `dotkeptgarbage@`, `dotkepthalf@`: the same, but accepted;
* `afterrst@`: accepted with 250, then reset;
* `once` behind it (`dot451once-3@`): only at the first attempt of that address, then all goes well.

What concerns the whole server (banner, TLS, login, limits, slowness) is in `Behaviour`.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from tests.servers.faulty_session import Session

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers.logins import Logins


@dataclass(frozen=True)
class Behaviour:
    """How a server behaves towards everybody. Replies are told whole: `552 5.3.4 too big`."""

    banner: str = "220 faulty.example ESMTP"
    """Anything else than 220 hangs up; `hang` and `close` say nothing."""
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    starttls_reply: str = ""
    logins: Logins | None = None
    login_required: bool = False
    size: int | None = 33_554_432
    """Announced as SIZE, and kept."""
    silent_size: int | None = None
    """Kept, but not announced."""
    smtputf8: bool = True
    eight_bit: bool = True
    ehlo: bool = True
    mail_reply: str = ""
    """In answer to every MAIL, where not empty."""
    messages_per_connection: int | None = None
    quit: bool = True
    """Without it QUIT is never answered."""
    double_rset: bool = False
    """RSET is answered twice."""
    slow: float = 0.0
    """Seconds before each reply."""
    drip: float = 0.0
    """Seconds between the single bytes of each reply."""
    receive_buffer: int = 0
    """Bytes the system takes in before the server reads; small, so that a body does not vanish in it."""
    read_pause: float = 0.0
    """Seconds between two reads of a body, of 8 KB each."""
    bare_newlines: bool = False
    """Taken where true, refused with 550 5.5.2 otherwise, as Postfix does from 3.9 on."""
    watch: Callable[[str, str], None] | None = None
    """Called with phase and recipient at rcpt, data, body (some came), dot (all came), stored, replied."""
    keep: Path | None = None
    """A folder that takes each accepted message as `<number>.eml`."""


@dataclass
class FaultyServer:
    """The server in a thread of its own, from `with` to its end; `truth` has a line a message accepted."""

    truth: Path
    behaviour: Behaviour = field(default_factory=Behaviour)
    port: int = 0
    connections: int = 0
    """How many came so far."""
    commands: list[str] = field(default_factory=list)
    """What clients said, logins without their secrets."""
    body_bytes: int = 0
    """How much of bodies it has read."""
    server_names: list[str | None] = field(default_factory=list)
    """The names clients asked for in their handshakes (SNI)."""
    failed_once: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        """Listen on a free port of 127.0.0.1, or again on the one it had."""
        self._loop = asyncio.new_event_loop()
        self._sessions: set[Session] = set()
        if self.behaviour.tls:
            self.behaviour.tls.sni_callback = lambda _, name, __: self.server_names.append(name)
        listening = self._loop.create_server(
            self._session, sock=self._socket(),
            ssl=self.behaviour.tls if self.behaviour.implicit else None,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        # Never in the thread of the tests, where the browser's own loop may be running.
        self._listener = asyncio.run_coroutine_threadsafe(listening, self._loop).result(10)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up on everybody and free the port."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def accepted(self) -> list[dict[str, Any]]:
        """What was really accepted: number, sender, recipient, message_id, sha256, size."""
        if not self.truth.exists():
            return []
        return [json.loads(line) for line in self.truth.read_text("utf-8").splitlines()]

    @property
    def recipients(self) -> list[str]:
        """Who really has a message, in the order of acceptance; twice who has two."""
        return [line["recipient"] for line in self.accepted]

    def record(self, sender: str, recipient: str, content: bytes) -> None:
        """Accept a message: from here on it is delivered, whatever the client is told."""
        number = len(self.accepted) + 1
        headers = BytesHeaderParser().parsebytes(content)
        line = {
            "number": number, "sender": sender, "recipient": recipient, "size": len(content),
            "message_id": headers.get("Message-ID", ""), "sha256": sha256(content).hexdigest(),
        }  # fmt: skip
        if self.behaviour.keep:
            (self.behaviour.keep / f"{number}.eml").write_bytes(content)
        with self.truth.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _socket(self) -> socket.socket:
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self.behaviour.receive_buffer:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.behaviour.receive_buffer)
        door.bind(("127.0.0.1", self.port))
        return door

    def _session(self) -> Session:
        self.connections += 1
        session = Session(self)
        self._sessions.add(session)
        return session

    async def _end(self) -> None:
        self._listener.close()
        for session in self._sessions:
            session.abort()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)
