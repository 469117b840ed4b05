"""What a PDF carries, read back out of it. The owner of pikepdf, beside `stamp.written`.

A PDF comes from anywhere, so nothing of it is trusted: size, memory and numbers are bounded, and whatever
is wrong with it is told in one sentence.
"""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LARGEST = 50_000_000
#: What one compressed stream may unfold to.
LARGEST_STREAM = 20_000_000
LARGEST_TOGETHER = 60_000_000
MOST_ATTACHMENTS = 1000
LIMITS: dict[str, Any] = {
    "flate_max_memory": LARGEST_STREAM,
    "run_length_max_memory": LARGEST_STREAM,
    "png_max_memory": LARGEST_STREAM,
    "tiff_max_memory": LARGEST_STREAM,
    "dct_max_memory": LARGEST_STREAM,
    "max_stream_filters": 4,
    "parser_max_container_size": 500_000,
    "parser_max_nesting": 100,
}


class UnreadableError(ValueError):
    """The file is no PDF that can be read; the message says why."""


def read_pdf(path: Path) -> bytes:
    """The bytes of a file that says it is a PDF, or UnreadableError."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableError(f"is larger than {LARGEST // 1_000_000} MB")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error
    if not content.startswith(b"%PDF-"):
        raise UnreadableError("is not a PDF")
    return content


def pages(content: bytes) -> int:
    """How many pages a PDF has; UnreadableError as for `opened`."""
    with opened(content) as pdf:
        return len(pdf.pages)


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The objects of a PDF; raises UnreadableError, also for what is only noticed while it is open."""
    import pikepdf

    before: dict[str, Any] = pikepdf.settings.set_qpdf_limits(**LIMITS)
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise UnreadableError("is encrypted")
            yield pdf
    except pikepdf.PasswordError as error:
        raise UnreadableError("is encrypted") from error
    except (
        pikepdf.PdfError,
        AttributeError,
        LookupError,
        MemoryError,
        RuntimeError,
        TypeError,
    ) as error:
        raise UnreadableError("is damaged") from error
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


def attachments(content: bytes) -> Mapping[str, bytes]:
    """The files that a PDF carries, by name."""
    with opened(content) as pdf:
        return carried(pdf)


def carried(pdf: Any) -> Mapping[str, bytes]:  # noqa: ANN401 - pikepdf is imported where it opens
    """The files that an opened PDF carries, by name."""
    if len(pdf.attachments) > MOST_ATTACHMENTS:
        raise UnreadableError(f"carries more than {MOST_ATTACHMENTS} files")
    found: dict[str, bytes] = {}
    for name, file in pdf.attachments.items():
        found[str(name)] = file.get_file().read_bytes()
        if sum(map(len, found.values())) > LARGEST_TOGETHER:
            raise UnreadableError(f"carries more than {LARGEST_TOGETHER // 1_000_000} MB of files")
    return found


def drawn(page: Any) -> bytes:  # noqa: ANN401
    """The instructions that draw a page, however many streams hold them."""
    return b"\n".join(part.read_bytes() for part in _parts(page.obj.get("/Contents", [])))


def text_instructions(page: Any) -> Iterator[tuple[str, str, list[bytes]]]:  # noqa: ANN401
    """What a page does with text: each operator with the font it names and the strings it shows."""
    import pikepdf

    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in _OF_TEXT:
            parts = [part for operand in instruction.operands for part in _parts(operand)]
            strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
            yield name, str(parts[0]) if name == "Tf" and parts else "", strings


#: Choosing a font, showing strings, and the end of a text.
_OF_TEXT = ("Tf", "Tj", "TJ", "'", '"', "ET")


def _parts(operand: Any) -> list[Any]:  # noqa: ANN401
    import pikepdf

    return list(operand) if isinstance(operand, (pikepdf.Array, list)) else [operand]
