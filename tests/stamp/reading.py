"""What a stamped page shows: its words, its picture, the glyphs of its stamp."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pypdfium2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.documents.stamp.strips import Strip


def texts(content: bytes) -> list[str]:
    """What each page says, on one line."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        found = []
        for page in document:
            with closing(page), closing(page.get_textpage()) as text:
                found.append(" ".join(text.get_text_range().split()))
    return found


def pictures(content: bytes, scale: float = 1) -> list[NDArray[np.uint8]]:
    """Each page in grey, a dot a point at scale 1."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        found = []
        for page in document:
            with closing(page), closing(page.render(scale=scale, grayscale=True)) as bitmap:
                found.append(np.array(bitmap.to_numpy()))
    return found


def glyphs(strip: Strip) -> set[int]:
    """The numbers of the glyphs that a strip shows in any of its fonts; 0 would be a box."""
    shown = set[int]()
    with pikepdf.open(io.BytesIO(strip.printed)) as pdf:
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(instruction.operator) == "TJ":
                strings = [
                    part for part in instruction.operands[0] if isinstance(part, pikepdf.String)
                ]
                codes = b"".join(map(bytes, strings))
                shown |= {codes[at] << 8 | codes[at + 1] for at in range(0, len(codes), 2)}
    return shown
