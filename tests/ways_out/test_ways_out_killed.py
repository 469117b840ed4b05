"""Killed at any step, a way out that is a file shows whole messages only, and each of them once."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
BOTH_ONCE = {"0": 1, "1": 1}


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - a function that is cached
    """What was there after each kill, by way out."""

    @cache
    def results(way: str) -> list[dict[str, Any]]:
        command = [
            sys.executable,
            "-m",
            "tests.ways_out.killing",
            way,
            str(tmp_path_factory.mktemp(way)),
        ]
        done = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
        return list(json.loads(done.stdout))

    return results


WAYS = pytest.mark.parametrize("way", ["eml", "maildir", "mbox"])


@WAYS
def test_who_looks_sees_whole_messages_only_and_none_twice(killed: Any, way: str) -> None:  # noqa: ANN401
    for result in killed(way):
        for moment in ("killed", "opened", "again"):
            assert set(result[moment]) <= {"0", "1"}, result
            assert set(result[moment].values()) <= {1}, result


@WAYS
def test_a_message_is_there_only_if_the_ledger_had_committed_it(killed: Any, way: str) -> None:  # noqa: ANN401
    for result in killed(way):
        for number, state in enumerate(result["states"]):
            if state in {"planned", "sending"}:
                assert str(number) not in result["killed"] | result["opened"], result
            if state == "accepted":
                assert str(number) in result["opened"], result


@WAYS
def test_the_run_after_it_leaves_everybody_one_message(killed: Any, way: str) -> None:  # noqa: ANN401
    for result in killed(way):
        assert result["again"] == BOTH_ONCE, result
        assert result["left"] == [], result


@WAYS
def test_the_kills_fell_in_every_state_of_a_message(killed: Any, way: str) -> None:  # noqa: ANN401
    """Else the tests above would have seen nothing."""
    once = [result for result in killed(way) if len(result["kills"]) == 1]
    assert {state for result in once for state in result["states"]} == {
        "planned", "sending", "committing", "accepted",
    }  # fmt: skip
    assert {number for result in once for number in result["opened"]} == {"0", "1"}
    assert [result["ended"] for result in once] == [False] * (len(once) - 1) + [True]


def test_a_careless_way_out_would_be_found(killed: Any) -> None:  # noqa: ANN401
    """It shows half a message, and a whole one that the ledger knows nothing of."""
    once = [result for result in killed("careless") if len(result["kills"]) == 1]
    assert any("torn" in result["killed"] for result in once)
    assert any(
        state == "sending" and str(number) in result["killed"]
        for result in once
        for number, state in enumerate(result["states"])
    )
