"""Who must not be mailed is held by a mark, for good, also when the address is forgotten."""

from __future__ import annotations

import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from reportgen.delivery.identity import Key
from reportgen.delivery.outcomes import RefusedError
from reportgen.delivery.suppression import Suppressed, Suppressions

if TYPE_CHECKING:
    from pathlib import Path

KEY, ANOTHER = Key(b"k" * 32), Key(b"a" * 32)
ANN, BOB = KEY.person("ann@halden.example"), KEY.person("bob@halden.example")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "suppressed.sqlite3"


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_somebody_is_held_from_when_he_is_put_there_until_he_is_removed(file: Path) -> None:
    ann = Suppressed(ANN, "ann@halden.example", "by phone", "you", "2026-11-23")
    with Suppressions(file, KEY) as held:
        assert not held.holds(ANN)
        assert held.add(ANN, ann.address, ann.reason, ann.source, ann.day)
    with Suppressions(file, KEY) as held:
        assert held.holds(ANN)
        assert not held.holds(BOB)
        assert held.all() == (ann,)
        assert held.remove(ANN) == ann
        assert not held.holds(ANN)
        assert held.remove(ANN) is None


def test_the_first_reason_stays(file: Path) -> None:
    with Suppressions(file, KEY) as held:
        held.add(ANN, "ann@halden.example", "by phone", "you", "2026-11-23")
        assert not held.add(ANN, "ann@halden.example", "5.1.1", "bounce", "2026-11-24")
        assert [each.reason for each in held.all()] == ["by phone"]


def test_a_forgotten_address_is_nowhere_in_the_file_and_the_person_still_held(file: Path) -> None:
    with Suppressions(file, KEY) as held:
        held.add(ANN, "ann@halden.example", "Ann rang", "you", "2026-11-23")
        assert b"ann@halden.example" in bytes_of(file.parent)
        assert held.forget(ANN, "erased")
        assert not held.forget(ANN, "erased")
        assert b"ann@halden.example" not in bytes_of(file.parent)
        assert b"Ann rang" not in bytes_of(file.parent)
        assert not held.add(ANN, "ann@halden.example", "5.1.1", "bounce", "2026-11-24")
        assert held.all() == (Suppressed(ANN, "", "erased", "you", "2026-11-23"),)
    assert b"ann@halden.example" not in bytes_of(file.parent)


def test_only_its_owner_may_read_it(file: Path) -> None:
    with Suppressions(file, KEY) as held:
        held.add(ANN, "ann@halden.example", "", "you", "2026-11-23")
        for path in file.parent.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_list_of_another_key_is_refused_for_it_would_hold_nobody(file: Path) -> None:
    with Suppressions(file, KEY) as held:
        held.add(ANN, "ann@halden.example", "", "you", "2026-11-23")
    with (
        pytest.raises(RefusedError, match="was written with another key"),
        Suppressions(file, ANOTHER),
    ):
        pass


def test_a_damaged_list_is_refused_and_never_taken_for_an_empty_one(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"email,name\n" * 500)
    with (
        pytest.raises(RefusedError, match="cannot be used: file is not a database"),
        Suppressions(file, KEY),
    ):
        pass


def test_a_list_without_its_table_is_refused_while_it_is_open(file: Path) -> None:
    with Suppressions(file, KEY) as held:
        other = sqlite3.connect(file)
        other.execute("DROP TABLE suppressed")
        other.commit()
        other.close()
        with pytest.raises(RefusedError, match="no such table"):
            held.holds(ANN)
