"""A file is written whole or stays as it was."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reportgen.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def test_new_and_replaced_files_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "briefing.pdf"
    for content in (b"first", b"second, and longer"):
        write_atomically(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("fault", [OSError("disk is full"), KeyboardInterrupt()])
def test_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException
) -> None:
    path = tmp_path / "briefing.pdf"
    path.write_bytes(b"old")

    def fails(*_: object) -> None:
        raise fault

    owner = os if step == "fsync" else type(path)
    monkeypatch.setattr(owner, step, fails)
    with pytest.raises(type(fault)):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_is_the_callers_business(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "nowhere" / "briefing.pdf", b"new")
