"""Postfix's own test server: takes mail faster than any real one, misbehaves as told, and keeps what came."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers.postfix import HOST, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

PROGRAM = shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""


def lacking() -> str:
    """Why there is no sink here; empty where there is one."""
    return "" if PROGRAM else "needs smtp-sink of Debian's package postfix, which is not installed"


@dataclass
class Sink:
    """One smtp-sink. `folder` holds a file for each message that came whole."""

    folder: Path
    port: int
    host: str = HOST

    def messages(self) -> list[EmailMessage]:
        """What came, parsed; the envelope stands in the headers X-Mail-Args and X-Rcpt-Args."""
        parser = BytesParser(policy=policy.default)
        files = sorted(path for path in self.folder.iterdir() if path.is_file())
        return [parser.parsebytes(path.read_bytes()) for path in files]


@contextmanager
def running_sink(*options: str, keep: bool = False) -> Iterator[Sink]:
    """A sink that runs as long as the block. Options are its own, such as `-q .` or `-w 3`.

    Only with `keep` does it write messages down, which slows it.
    """
    if why := lacking():
        pytest.skip(why)
    folder = Path(tempfile.mkdtemp(prefix="sink"))
    folder.chmod(0o755)
    kept = ("-d", f"{folder}/%s.") if keep else ()
    as_whom: tuple[str, ...] = ()
    if not os.geteuid():  # it refuses to serve as root
        shutil.chown(folder, "postfix")
        as_whom = ("-u", "postfix")
    process, port = _started([PROGRAM, *as_whom, *kept, *options])
    try:
        yield Sink(folder, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _started(command: list[str]) -> tuple[subprocess.Popen[bytes], int]:
    """The process and its port: another one where somebody took it first."""
    for _ in range(5):
        port = free_port()
        process = subprocess.Popen([*command, f"{HOST}:{port}", "100"], stderr=subprocess.DEVNULL)
        while process.poll() is None:
            try:
                socket.create_connection((HOST, port), timeout=5).close()
            except ConnectionRefusedError:
                time.sleep(0.02)
            else:
                return process, port
    raise RuntimeError("smtp-sink did not start")
