"""The arithmetic behind a derived value, worked out again: numbers, + - * / ** and brackets."""

from __future__ import annotations

import ast
import operator
import re
from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING

from reportgen.assumptions.quantities import MAGNITUDES

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 300
#: 2 ** 99 is no one's arithmetic on a company's figures, and larger powers take for ever.
_LARGEST_POWER = 60
_QUANTITY = re.compile(r"(?<![\w.])(\d[\d_]*(?:\.\d*)?)\s*(K|M|B|T|%|bps|pp|x)(?!\w)")
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


class ArithmeticTextError(ValueError):
    """The text is not arithmetic on numbers; the message says what is wrong with it."""


def evaluate(text: str) -> Decimal:
    """Work out arithmetic such as `(14207 - 1137) / 4` or `7.4B + 2.7B`."""
    if len(text) > LONGEST:
        raise ArithmeticTextError(f"is longer than {LONGEST} characters")
    plain = _QUANTITY.sub(lambda match: f"({match[1]}*{MAGNITUDES[match[2]]:f})", text.strip())
    try:
        result = _value(ast.parse(plain, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = (
            str(error) if isinstance(error, ArithmeticTextError) else "is not arithmetic on numbers"
        )
        raise ArithmeticTextError(reason) from None
    except DecimalException:
        raise ArithmeticTextError("cannot be worked out") from None
    if not result.is_finite():
        raise ArithmeticTextError("cannot be worked out")
    return result


def half_a_digit(written: object) -> Decimal:
    """Half of the last digit of a number as it is written: 0.05B for 10.1B."""
    match = re.match(r"\s*[-+]?\d[\d_]*(?:\.(\d*))?\s*([A-Za-z%]*)", str(written))
    if match is None:
        return Decimal(0)
    scale = MAGNITUDES.get(match[2]) or MAGNITUDES.get(match[2].upper()) or Decimal(1)
    return scale / 2 / Decimal(10) ** len(match[1] or "")


def agrees(stated: Decimal, computed: Decimal, written: object) -> bool:
    """Whether a value agrees with its arithmetic: to a thousandth, or to the digits given."""
    return abs(stated - computed) <= max(abs(stated) / 1000, half_a_digit(written))


def _value(node: ast.expr) -> Decimal:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as number):
            return Decimal(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand)
        case ast.BinOp(left=left, op=operation, right=right) if type(operation) in _OPERATIONS:
            return _combined(type(operation), _value(left), _value(right))
        case _:
            pass
    raise ArithmeticTextError("may only hold numbers, + - * / ** and brackets")


def _combined(operation: type[ast.operator], left: Decimal, right: Decimal) -> Decimal:
    if operation is ast.Pow and abs(right) > _LARGEST_POWER:
        raise ArithmeticTextError(f"raises to a power above {_LARGEST_POWER}")
    result: Decimal = _OPERATIONS[operation](left, right)
    return result
