"""The same files give the same bytes: whoever builds them, wherever, whenever, under whatever settings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from reportgen.shipped import example

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="no git here to clone with"),
]
NO_FONTS = '<?xml version="1.0"?><fontconfig><dir>/nonexistent</dir></fontconfig>'


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=Ida Lind", "-c", "user.email=ida@example.com"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)  # noqa: S607


@pytest.fixture(name="origin")
def _origin(tmp_path: Path) -> Path:
    """A repository with the files of the example."""
    origin = tmp_path / "origin"
    shutil.copytree(example(), origin / "assumptions")
    git(origin, "init", "--quiet")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message", "The editions so far")
    return origin


def built(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """Build an edition on both papers in a clone; the digest of each file that came of it."""
    for paper in ("a4", "letter"):
        command = [sys.executable, "-m", "reportgen", "build", "amazon/2025Q4", "--paper", paper]
        subprocess.run(
            command, cwd=folder, env={**os.environ, **settings}, check=True, capture_output=True
        )
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("output/**/*"))
        if path.is_file()
    }


def test_two_clones_on_different_desks_print_the_same(origin: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "another place" / "of a café"
    there.parent.mkdir()
    for clone in (here, there):
        git(tmp_path, "clone", "--quiet", str(origin), str(clone))
    (tmp_path / "fonts.conf").write_text(NO_FONTS, "utf-8")
    home = tmp_path / "home"
    home.mkdir()
    first = built(here, {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"})
    second = built(
        there,
        {
            "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANG": "de_DE.UTF-8",
            "HOME": str(home), "MPLCONFIGDIR": str(home / "matplotlib"), "COLUMNS": "40",
            "XDG_CACHE_HOME": str(home / "cache"), "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
            "SOURCE_DATE_EPOCH": "86400", "PYTHONOPTIMIZE": "1",
        },
    )  # fmt: skip
    assert "output/amazon/2025Q4/amazon-2025Q4-letter.pdf" in first
    assert second == first
