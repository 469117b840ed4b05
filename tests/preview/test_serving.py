"""Who is answered, what, and what is not: over real connections on this machine."""

from __future__ import annotations

import json
import socket
import time
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from threading import Thread
from threading import enumerate as running
from typing import TYPE_CHECKING

import pytest

from reportgen.preview.board import Board, Print
from reportgen.preview.drafting import DOCUMENTS
from reportgen.preview.serving import HOST, Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(Board(DOCUMENTS), 0) as begun:
        begun.board.show_page("<p>A page</p>", "first", printing=False)
        yield begun


def ask(
    server: Server, path: str = "/", method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(HOST, server.port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    told = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return told


def raw(server: Server, request: str) -> bytes:
    """What comes back for a request that no ordinary client would send."""
    with socket.create_connection((HOST, server.port), timeout=10) as connection:
        connection.sendall(request.encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_it_listens_on_this_machine_only(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.port}/"


def test_the_page_is_served_and_never_kept(server: Server) -> None:
    status, headers, content = ask(server)
    assert (status, content) == (200, b"<p>A page</p>")
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Python" not in headers["Server"]


def test_head_tells_the_same_without_the_content(server: Server) -> None:
    status, headers, content = ask(server, method="HEAD")
    assert (status, content, headers["Content-Length"]) == (200, b"", "13")


@pytest.mark.parametrize("host", ["localhost:{}", "127.0.0.1:{}"])
def test_our_own_names_are_answered(server: Server, host: str) -> None:
    assert ask(server, Host=host.format(server.port))[0] == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{}",
     "localhost.:{}", "[::1]:{}", "0.0.0.0:{}", ""],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/events", "/briefing.pdf"])
def test_a_name_that_the_web_made_up_for_us_is_not(server: Server, host: str, path: str) -> None:
    status, _, content = ask(server, path, Host=host.format(server.port))
    assert status == 403
    assert b"A page" not in content


def test_neither_is_no_name_nor_two(server: Server) -> None:
    own = f"Host: 127.0.0.1:{server.port}\r\n"
    assert b" 200 " in raw(server, f"GET / HTTP/1.0\r\n{own}\r\n").splitlines()[0]
    assert b" 403 " in raw(server, "GET / HTTP/1.0\r\n\r\n").splitlines()[0]
    assert b" 403 " in raw(server, f"GET / HTTP/1.0\r\n{own}{own}\r\n").splitlines()[0]


@pytest.mark.parametrize(
    "path",
    ["/index.html", "/../../etc/passwd", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/output/",
     "/assumptions/amazon/company.yaml", "/briefing.pdf/../x", "/BRIEFING.PDF", "/?x", "/events/",
     "/favicon.ico", "*", "/briefing.pdf%00"],
)  # fmt: skip
def test_no_other_address_leads_anywhere(server: Server, path: str) -> None:
    status, _, content = ask(server, path)
    assert status == 404
    assert content == b"404 Not Found\n"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"])
def test_no_other_method_is_taken(server: Server, method: str) -> None:
    status, headers, content = ask(server, method=method)
    assert status == 405
    assert headers["Allow"] == "GET, HEAD"
    assert b"A page" not in content


@pytest.mark.parametrize("request_line", ["GET", "GET / HTTP/9.9", "\0\1\2", "GET / / HTTP/1.0"])
def test_what_is_no_request_is_refused_and_the_next_one_answered(
    server: Server, request_line: str
) -> None:
    assert b"A page" not in raw(server, f"{request_line}\r\n\r\n")
    assert ask(server)[0] == 200


def test_what_a_stranger_wrote_is_not_sent_back_as_markup(server: Server) -> None:
    answer = raw(server, "<script> / HTTP/1.0\r\n\r\n")
    assert b"text/html" not in answer
    assert b"text/plain" in answer


def test_a_pdf_that_is_being_printed_is_waited_for(server: Server) -> None:
    server.board.show_prints({"briefing": Print("ready", b"%PDF old")})
    server.board.show_page("<p>Next</p>", "second", printing=True)
    answers: list[tuple[int, dict[str, str], bytes]] = []
    asking = Thread(target=lambda: answers.append(ask(server, "/briefing.pdf")))
    asking.start()
    asking.join(0.3)
    assert answers == []
    server.board.show_prints({"briefing": Print("ready", b"%PDF new")})
    asking.join(5)
    assert answers[0][0] == 200
    assert answers[0][1]["Content-Type"] == "application/pdf"
    assert answers[0][2] == b"%PDF new"


def test_a_pdf_that_could_not_be_printed_is_told_why(server: Server) -> None:
    server.board.show_prints({"workings": Print("failed", problems=("a table is too wide",))})
    status, headers, content = ask(server, "/workings.pdf")
    assert (status, headers["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert b"a table is too wide" in content
    assert ask(server, "/briefing.pdf")[2] == b"There is no PDF yet.\n"


def test_news_come_as_they_happen(server: Server) -> None:
    connection = HTTPConnection(HOST, server.port, timeout=10)
    connection.request("GET", "/events")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"

    def hear() -> object:
        news = json.loads(answer.readline().removeprefix(b"data: "))
        assert answer.readline() == b"\n"
        return news

    heard = [hear()]
    server.board.show_page("<p>Next</p>", "second", printing=True)
    heard.append(hear())
    server.board.show_prints({"briefing": Print("ready", b"%PDF")})
    heard.append(hear())
    connection.close()
    assert heard == [
        {"page": "first", "prints": {"briefing": "none", "workings": "none"}},
        {"page": "second", "prints": {"briefing": "printing", "workings": "printing"}},
        {"page": "second", "prints": {"briefing": "ready", "workings": "printing"}},
    ]


def asked_in_vain(server: Server, path: str) -> None:
    """Ask, and be told that it is over, or be cut off at any point of that."""
    with suppress(HTTPException, OSError):
        assert ask(server, path)[0] == HTTPStatus.SERVICE_UNAVAILABLE


def test_leaving_ends_whoever_listens_waits_or_says_nothing() -> None:
    with Server(Board(DOCUMENTS), 0) as server:
        server.board.show_page("<p>A page</p>", "first", printing=True)
        listening = HTTPConnection(HOST, server.port, timeout=10)
        listening.request("GET", "/events")
        listening.getresponse().readline()
        waiting = Thread(target=asked_in_vain, args=(server, "/briefing.pdf"))
        waiting.start()
        silent = socket.create_connection((HOST, server.port))
        time.sleep(0.2)
        began = time.monotonic()
    assert time.monotonic() - began < 3
    waiting.join(5)
    silent.close()
    listening.close()
    assert [thread.name for thread in running() if "process_request" in thread.name] == []


def test_a_port_that_is_taken_is_told(server: Server) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(Board(DOCUMENTS), server.port)
