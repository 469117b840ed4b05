"""Whether the stamp of a copy is what is printed for its words here, in this look and with these fonts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reportgen.documents import PrintError
from reportgen.documents.stamp import Stamp
from reportgen.documents.stamp.stamping import Stampable
from reportgen.documents.stamp.strips import strips
from reportgen.problems import Position, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.documents.stamp.machine_fonts import MachineFont
    from reportgen.documents.stamp.unstamping import Copy
    from reportgen.theme import Theme

#: Puts a stamp on a document again.
Restamp = Callable[[bytes, Stamp], bytes]


def stamper(theme: Theme, fonts: Callable[[], Sequence[MachineFont]]) -> Restamp:
    """Stamps in this look, with these fonts for letters that the house's face lacks."""

    def restamp(document: bytes, stamp: Stamp) -> bytes:
        (strip,) = strips({stamp: Position("stamp")}, theme, fonts())
        return Stampable.of(document).stamped(strip)

    return restamp


def differences(content: bytes, copy: Copy, restamp: Restamp) -> Iterator[str]:
    """In what a copy's stamp is other than here; nothing where it is the same."""
    try:
        again = restamp(copy.document, copy.stamp)
    except (ProblemsError, PrintError) as error:
        yield f"its stamp cannot be made again: {next(iter(str(error).splitlines()), '')}"
        return
    if again != content:
        yield "its stamp is drawn otherwise: it was changed, or set in other fonts than are here"
