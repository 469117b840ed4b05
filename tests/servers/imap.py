"""A real IMAP server of the tests' own: pymap, which keeps its mail in memory, in a process of its own."""

from __future__ import annotations

import asyncio
import imaplib
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.servers.certificates import Certificates

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
USER, PASSWORD = "research", "pässword with spaces"
PROGRAM = Path(sys.executable).with_name("pymap")
Encryption = Literal["starttls", "implicit"]


@dataclass(frozen=True)
class ImapServer:
    """A server that lets USER in with PASSWORD, encrypted from the first byte or after STARTTLS."""

    tls: Encryption
    port: int
    ca_file: Path
    clear: int = 0
    """The port of the same server without any encryption, where it has one."""

    @contextmanager
    def visited(self) -> Iterator[imaplib.IMAP4]:
        """A connection of the test's own, which may write."""
        context = ssl.create_default_context(cafile=str(self.ca_file))
        if self.tls == "implicit":
            line: imaplib.IMAP4 = imaplib.IMAP4_SSL(HOST, self.port, ssl_context=context)
        else:
            line = imaplib.IMAP4(HOST, self.port, timeout=10)
            line.starttls(context)
        line.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        try:
            yield line
        finally:
            line.logout()

    def fill(self, mailbox: str, *mails: bytes) -> None:
        """Put mails that nobody has seen into a mailbox (its name as the protocol writes it), made anew."""
        with self.visited() as line:
            if mailbox != "INBOX":
                line.delete(mailbox)
                line.create(mailbox)
            line.select(mailbox)
            line.store("1:*", "+FLAGS", r"(\Deleted)")
            line.expunge()
            for mail in mails:
                line.append(mailbox, "", "", mail)

    def state(self, mailbox: str) -> list[str]:
        """What the server says of each message, without marking any: UID, flags and size."""
        with self.visited() as line:
            line.select(mailbox, readonly=True)
            _, told = line.uid("FETCH", "1:*", "(FLAGS RFC822.SIZE)")
            return [each.decode() for each in told if isinstance(each, bytes)]


@contextmanager
def imap_server(
    folder: Path, tls: Encryption, shown: Certificates | None = None
) -> Iterator[ImapServer]:
    """A server that runs as long as the block; `shown` are other certificates than it ought to show."""
    trusted = Certificates()
    certificates = shown or trusted
    chain = folder / f"{tls}.pem"
    certificates.leaf.private_key_and_cert_chain_pem.write_to_path(str(chain))
    port = _free_port()
    encryption = ("--cert", chain, "--key", chain) if tls == "starttls" else ("--no-tls",)
    words = (PROGRAM, "--host", HOST, "--port", port, *encryption,
             "dict", "--demo-user", USER, "--demo-password", PASSWORD)  # fmt: skip
    with subprocess.Popen([*map(str, words)], stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            if tls == "starttls":
                yield ImapServer(tls, port, trusted.ca_file(folder))
                return
            with _encrypting(port, certificates.right) as outside:
                yield ImapServer(tls, outside, trusted.ca_file(folder), port)
        finally:
            process.kill()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=5) as line:
            if line.recv(100):
                return
        time.sleep(0.05)
    raise RuntimeError("pymap did not start")


@contextmanager
def _encrypting(port: int, context: ssl.SSLContext) -> Iterator[int]:
    """A port that takes encrypted connections only and passes them on, for pymap knows STARTTLS alone."""
    with closing(asyncio.new_event_loop()) as loop:

        async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            inner_reader, inner_writer = await asyncio.open_connection(HOST, port)
            await asyncio.gather(_copy(reader, inner_writer), _copy(inner_reader, writer))

        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        # Never in the thread of the tests, where the browser's own loop may be running.
        listening = asyncio.start_server(pass_on, HOST, 0, ssl=context)
        server = asyncio.run_coroutine_threadsafe(listening, loop).result(10)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            asyncio.run_coroutine_threadsafe(_close(server), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while told := await reader.read(65536):
            writer.write(told)
            await writer.drain()
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
