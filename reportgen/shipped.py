"""What travels with the program: templates with their fonts, and the Amazon files as the example.

In an installed wheel they lie beside the modules, in a checkout at its top level.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def templates() -> Path:
    """The folder of the house's templates."""
    return _folder("templates")


def example() -> Path:
    """The folder of the example's assumption files."""
    return _folder("assumptions")


def _folder(name: str) -> Path:
    inside = PACKAGE / "shipped" / name
    return inside if inside.is_dir() else PACKAGE.parent / name
