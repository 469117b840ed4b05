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

__all__ = ["Wanted", "World", "preview"]


def preview(
    wanted: Wanted, world: World, ports: tuple[int, ...], stopped: Callable[[], bool]
) -> None:
    """Serve an edition on the first of the ports that is free, 0 standing for any, until `stopped`.

    An interruption goes on to the caller when nothing is left running. OSError where no port is free.
    """
    board = Board(DOCUMENTS)
    with _server(board, ports) as server, Printer(board) as printer:
        desk = Desk(wanted, board, printer, world)
        world.say(server.address)
        watch(desk, world, stopped)


def _server(board: Board, ports: tuple[int, ...]) -> Server:
    for port in ports[:-1]:
        try:
            return Server(board, port)
        except OSError:
            continue
    return Server(board, ports[-1])
