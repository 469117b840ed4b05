"""The table of published cases."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

Facts: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table; numbers that are expected keep the digits in which they were printed."""

    id: str
    inputs: Facts
    expected: Facts
    tolerance: dict[str, float]

    @property
    def bad(self) -> bool:
        """Whether it is a claim to be refused."""
        return self.id.startswith("BAD-")


def _cases() -> list[Case]:
    text = Path(__file__).with_name("golden.csv").read_text("utf-8")
    return [
        Case(
            row["id"], json.loads(row["inputs"]), json.loads(row["expected"], parse_float=Decimal),
            json.loads(row["tolerance"]),
        )
        for row in csv.DictReader(text.splitlines())
    ]  # fmt: skip


CASES = _cases()
GOOD = [case for case in CASES if not case.bad]
BAD = [case for case in CASES if case.bad]
