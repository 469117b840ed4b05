"""Objects of an opened PDF written down as bytes, and what a strip draws. Imports pikepdf for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: What a strip needs no more as part of a page: marks of its own text, and that it is not transparent.
_LEFT_OUT = {"BMC", "BDC", "EMC", "gs"}
_LAST_OF_PLANE = "\uffff"


def text(words: str) -> bytes:
    """Words as a string of a PDF."""
    import pikepdf

    return pikepdf.String(words).unparse()


def written(value: Any, number: Callable[[Any], int]) -> bytes:  # noqa: ANN401 - pikepdf's own types
    """A value as it stands inside another: what has a number of its own is only referred to by `number`."""
    import pikepdf

    if isinstance(value, pikepdf.Object):
        return b"%d 0 R" % number(value) if value.is_indirect else body(value, number)
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return format(value, "f" if isinstance(value, Decimal) else "").encode()


def body(value: Any, number: Callable[[Any], int]) -> bytes:  # noqa: ANN401
    """An object itself, whether it has a number or not; a stream with its bytes as they are."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        return b"[%s]" % b" ".join(written(part, number) for part in value)
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        told = b"<<%s>>" % entries(value, number)
        if not isinstance(value, pikepdf.Stream):
            return told
        return b"%s\nstream\n%s\nendstream" % (told, value.read_raw_bytes())
    plain: bytes = value.unparse()
    return plain


def entries(value: Any, number: Callable[[Any], int], *, but: str = "") -> bytes:  # noqa: ANN401
    """What a dictionary says, but for one entry."""
    import pikepdf

    return b" ".join(
        pikepdf.Name(key).unparse() + b" " + written(part, number)
        for key, part in sorted(value.items())
        if key != but
    )


def below(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """Every object with a number that something refers to, itself or through others; each once."""
    import pikepdf

    met, waiting = set[tuple[int, int]](), [value]
    while waiting:
        found = waiting.pop()
        if found.is_indirect and found is not value:
            if found.objgen in met:
                continue
            met.add(found.objgen)
            yield found
        if isinstance(found, pikepdf.Array):
            parts: list[Any] = list(found)
        elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            parts = [found[key] for key in sorted(found.keys())]
        else:
            parts = []
        waiting += [part for part in reversed(parts) if isinstance(part, pikepdf.Object)]


def drawing(page: Any) -> bytes:  # noqa: ANN401
    """What a page draws, without marks."""
    import pikepdf

    kept = [
        instruction
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) not in _LEFT_OUT
    ]
    return pikepdf.unparse_content_stream(kept)


def mark(words: str) -> bytes:
    """Begins a stretch of drawing that stands for words; `EMC` ends it.

    The words go before what the fonts say (ISO 32000-1, 14.9.4), which is in the order of the eye for Arabic
    and in pieces for Devanagari. PDFium loses letters beyond the first 65,536 there and has them from fonts.
    """
    key = b"ActualText" if max(words) <= _LAST_OF_PLANE else b"Words"
    return b"/Span <</%s %s>> BDC\n" % (key, text(words))


def said(form: Any) -> str:  # noqa: ANN401
    """The words that the first mark of a form stands for; '' where there is none."""
    import pikepdf

    for instruction in pikepdf.parse_content_stream(form):
        if str(instruction.operator) == "BDC":
            about = instruction.operands[1]
            return str(about.get("/ActualText", about.get("/Words", "")))
    return ""
