"""Worked examples that others have published, each through the public functions, within its tolerance.

`golden.csv` holds what is given, what is expected and where it was printed; `adapters.py` has one
adapter for each row. Rows called BAD- are claims that a briefing may not quote: `test_refused_claims.py`.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from adapters import ADAPTERS
from golden_cases import BAD, CASES, GOOD, Case


@pytest.mark.parametrize("case", GOOD, ids=[case.id for case in GOOD])
def test_a_published_case_is_computed_as_published(case: Case) -> None:
    found = ADAPTERS[case.id](case.inputs)
    for name, expected in case.expected.items():
        listed = expected if isinstance(expected, list) else [expected]
        numbers = found[name] if isinstance(found[name], (list, tuple)) else [found[name]]
        wanted = listed * len(numbers) if len(listed) == 1 else listed
        for number, published in zip(numbers, wanted, strict=True):
            assert abs(number - float(published)) <= allowed(published, case.tolerance), name


def allowed(published: Decimal | int, tolerance: dict[str, float]) -> float:
    """How far a result may lie from what was printed.

    Where a row gives both kinds, the absolute one is for rounding: no more than half of the last
    digit that was printed.
    """
    relative = tolerance.get("rel", 0.0) * abs(float(published))
    absolute = tolerance.get("abs", 0.0)
    if relative and absolute:
        _, _, exponent = Decimal(published).as_tuple()
        absolute = min(absolute, 0.5 * 10.0 ** int(exponent))
    return max(relative, absolute)


def test_every_case_has_an_adapter_and_every_adapter_a_case() -> None:
    assert set(ADAPTERS) == {case.id for case in GOOD}
    assert len(GOOD) + len(BAD) == len(CASES)
    assert len(CASES) == len({case.id for case in CASES}) == 29


def test_a_tolerance_is_no_wider_than_what_was_printed() -> None:
    """Both kinds: a millionth of 413,000 is 0.41; of 2.1005 half of the last digit is 0.00005."""
    both = {"rel": 1e-6, "abs": 0.06}
    assert allowed(Decimal("413000.0"), both) == pytest.approx(0.413)
    assert allowed(Decimal("2.1005"), both) == pytest.approx(0.00005)
    assert allowed(Decimal("0.21"), {"abs": 0.005}) == 0.005
    assert allowed(4, {"rel": 0.01}) == pytest.approx(0.04)
