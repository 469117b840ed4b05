"""Serves what is shown on this machine only: four addresses, two methods, nothing of the file system.

A page of the web could make a browser ask us under a name of its own; so only our own names are answered.
"""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

    from reportgen.briefing.composition import Document
    from reportgen.preview.board import Board, Print, Shown

HOST: Final = "127.0.0.1"
#: Seconds a browser may take to ask or to read; that a PDF may be waited for; between signs of life.
PATIENCE = 20
LONGEST_PRINTING = 150
HEARTBEAT = 10
HEADERS = {
    "Allow": "GET, HEAD",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server(ThreadingTCPServer):
    """Answers requests while inside its `with` block; leaving it ends every open answer."""

    allow_reuse_address = True

    def __init__(self, board: Board, port: int) -> None:
        """Take the port, 0 for one that is free; raises OSError where it is taken."""
        self.board = board
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        super().__init__((HOST, port), Requests)
        self._thread = Thread(target=self.serve_forever, args=(0.1,), name="server")

    @property
    def port(self) -> int:
        """The port it has."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """What a browser is told."""
        return f"http://{HOST}:{self.port}/"

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        """Take no more requests, break off what is open, and wait for its threads."""
        self.board.close()
        self.shutdown()
        self._thread.join()
        with self._lock:
            for request in self._open:
                with suppress(OSError):
                    request.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as inherited
        """Remember what is open."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401
        """Forget it again."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """A browser that went away is no news; nothing else can go wrong here that could be mended."""


class Requests(BaseHTTPRequestHandler):
    """One request; HTTP/1.0, so that no connection outlives its answer."""

    server: Server
    timeout = PATIENCE
    error_message_format = "%(code)d %(message)s\n"
    error_content_type = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        """Answer one of our addresses under one of our names."""
        if not self._is_for_us():
            self.send_error(HTTPStatus.FORBIDDEN, "Not a name of this preview")
        elif self.path == "/":
            self._content("text/html; charset=utf-8", self.server.board.shown.page)
        elif self.path == "/events":
            self._events()
        elif self.path in PRINTS:
            self._print(PRINTS[self.path])
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """The same without its content."""
        self.do_GET()

    def parse_request(self) -> bool:
        """Take two methods, and refuse every other whether it exists or not."""
        if not super().parse_request():
            return False
        if self.command not in {"GET", "HEAD"}:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
            return False
        return True

    def _is_for_us(self) -> bool:
        names = self.headers.get_all("Host", [])
        return len(names) == 1 and names[0] in {
            f"{HOST}:{self.server.port}",
            f"localhost:{self.server.port}",
        }

    def _print(self, document: Document) -> None:
        """The PDF of the page that is shown: while it is being printed, the answer waits for it."""
        shown = self.server.board.wait(
            lambda shown: shown.prints[document].state != "printing", LONGEST_PRINTING
        )
        printed = shown.prints[document]
        if printed.state == "ready":
            self._content("application/pdf", printed.content)
        else:
            self._content(
                "text/plain; charset=utf-8",
                _why_not(printed).encode(),
                HTTPStatus.SERVICE_UNAVAILABLE,
            )

    def _events(self) -> None:
        """Tell what is shown, and tell it again whenever it changes, until one of us goes away."""
        self._head("text/event-stream")
        if self.command == "HEAD":
            return
        told, shown = "", self.server.board.shown
        while not shown.closed:
            news = _news(shown)
            self._say(f"data: {news}\n\n" if news != told else ": still here\n\n")
            told = news
            shown = self.server.board.wait(partial(_is_news, told), HEARTBEAT)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def _content(self, kind: str, content: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._head(kind, len(content), status)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(
        self, kind: str, length: int | None = None, status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def end_headers(self) -> None:
        """What every answer says, an error's as well."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        """No versions for strangers."""
        return "reportgen"

    def log_message(self, *_: object) -> None:
        """The terminal is for the writer of the files, who has no use for requests."""


PRINTS: dict[str, Document] = {"/briefing.pdf": "briefing", "/workings.pdf": "workings"}


def _news(shown: Shown) -> str:
    """What a page has to know."""
    states = {document: printed.state for document, printed in shown.prints.items()}
    return json.dumps({"page": shown.name, "prints": states})


def _is_news(told: str, shown: Shown) -> bool:
    return _news(shown) != told


def _why_not(printed: Print) -> str:
    if printed.state == "failed":
        return "\n".join(("This could not be printed:", *printed.problems, ""))
    return "There is no PDF yet.\n"
