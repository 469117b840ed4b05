"""The preview: an edition in the browser, set again whenever a file of it is saved, and printed behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.preview.board import Board
from reportgen.preview.desk import Desk, World, watch
from reportgen.preview.drafting import DOCUMENTS, Wanted
from reportgen.preview.printing import Printer
from reportgen.preview.serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PortError", "Wanted", "World", "preview"]


class PortError(Exception):
    """No port could be had; the message says why."""


def preview(
    wanted: Wanted, world: World, ports: tuple[int, ...], stopped: Callable[[], bool]
) -> None:
    """Serve an edition on the first of the ports that is free, 0 standing for any, until `stopped`.

    An interruption goes on to the caller when nothing is left running. PortError where no port is free.
    """
    board = Board(DOCUMENTS)
    with _server(board, ports, world) as server, Printer(board) as printer:
        desk = Desk(wanted, board, printer, world)
        world.say(server.address)
        watch(desk, world, stopped)


def _server(board: Board, ports: tuple[int, ...], world: World) -> Server:
    reason = ""
    for port in ports:
        if reason:
            world.say(f"{reason}; this takes another one.")
        try:
            return Server(board, port)
        except OSError as error:
            reason = f"port {port} cannot be had: {error.strerror}"
    raise PortError(reason)
