"""Whose a mark is, and so which colour its shapes and its text have."""

from typing import Final, Literal

from reportgen.charts.style.tokens import BENCHMARK, GREY, INK2, SUBJECT, SUBJECT_TEXT

Role = Literal["subject", "benchmark", "other"]

SHAPES: Final[dict[Role, str]] = {"subject": SUBJECT, "benchmark": BENCHMARK, "other": GREY}
"""The colours of strokes and fills."""
TEXTS: Final[dict[Role, str]] = {"subject": SUBJECT_TEXT, "benchmark": BENCHMARK, "other": INK2}
"""The colours of text: grey would be too light to read."""
