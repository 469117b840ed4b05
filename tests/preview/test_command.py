"""`reportgen preview` as a user starts and ends it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.cli.preview import USUAL_PORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Desk

pytestmark = pytest.mark.slow


@contextmanager
def started(desk: Desk, *words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "reportgen", "preview", "amazon/2026Q2", *words]
    process = subprocess.Popen(command, cwd=desk.root, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_tells_its_address_and_ends_without_a_trace(
    desk: Callable[..., Desk], ending: signal.Signals
) -> None:
    with started(desk("amazon"), "--port", "0") as process:
        assert line_of(process).startswith("http://127.0.0.1:")
        assert line_of(process).startswith("Page set in ")
        printing = [
            path.parent
            for path in Path("/proc").glob("[0-9]*/stat")
            if path.read_text("utf-8", "replace").rpartition(")")[2].split()[1] == str(process.pid)
        ]
        assert printing
        process.send_signal(ending)
        _, rest = process.communicate(timeout=30)
        assert process.returncode == 0
        assert rest == "The preview has ended.\n"
        assert [folder for folder in printing if folder.exists()] == []


def test_a_port_that_was_asked_for_and_is_taken_is_wrong_usage(desk: Callable[..., Desk]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with started(desk("amazon"), "--port", port) as process:
            _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert f"port {port} cannot be had: Address already in use" in told


def test_where_the_usual_port_is_taken_it_says_so_and_takes_another(
    desk: Callable[..., Desk],
) -> None:
    with ExitStack() as stack:
        with suppress(OSError):  # another program may have it, which serves as well
            stack.enter_context(socket.create_server(("127.0.0.1", USUAL_PORT)))
        process = stack.enter_context(started(desk("amazon")))
        told = line_of(process)
        address = line_of(process)
    assert told.startswith(f"port {USUAL_PORT} cannot be had: Address already in use")
    assert address.startswith("http://127.0.0.1:")
    assert f":{USUAL_PORT}/" not in address


def test_an_edition_that_is_not_there_is_told_like_everywhere(desk: Callable[..., Desk]) -> None:
    command = [sys.executable, "-m", "reportgen", "preview", "amazon/1999Q1"]
    ended = subprocess.run(
        command, cwd=desk("amazon").root, capture_output=True, text=True, check=False, timeout=30
    )
    assert ended.returncode == 1
    assert "has no such edition, found 1999Q1" in ended.stderr
