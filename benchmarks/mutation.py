"""Which mistakes in the formulas no test would notice.

`python benchmarks/mutation.py [MODULE ...]` changes one thing at a time in a module of `reportgen/formulas`,
runs its tests on the changed module, and prints what survived and the share that was noticed. Nothing is
written to the checkout: a changed module lives in a temporary folder and in the process that tests it. A tool
that changes functions from outside would miss guards, which are in the decorator.
"""

from __future__ import annotations

import ast
import copy
import importlib.util
import io
import os
import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FORMULAS = ROOT / "reportgen" / "formulas"
SECONDS = 120
WORKERS = 2
SWAPPED: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
#: A comparison is moved by its end, and turned round.
COMPARED: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
EFFECTS = {"error": "note", "n.m.": "note", "n/a": "note", "note": "n.m."}
#: What only prints, or only types.
UNTOUCHED = {"annotation", "returns", "decimals", "core", "slots", "frozen", "type_params"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change: its text, and the change in words."""

    module: str
    line: int
    change: str
    text: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Every module that differs from this one in one place."""
    tree = ast.parse(path.read_text("utf-8"))
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in _untouched(tree):
            continue
        for number in range(len(_changes(node))):
            changed = copy.deepcopy(tree)
            twin = list(ast.walk(changed))[place]
            _changes(twin)[number]()
            before, after = ast.unparse(node), ast.unparse(twin)
            line = getattr(node, "lineno", 0)
            yield Mutant(path.stem, line, f"{before}  ->  {after}", ast.unparse(changed))


def _untouched(tree: ast.AST) -> set[int]:
    """Nodes inside annotations and inside what only prints."""
    found: set[int] = set()
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            inside = name in UNTOUCHED and isinstance(value, ast.AST)
            if isinstance(node, ast.keyword) and node.arg in UNTOUCHED:
                inside, value = True, node.value
            if inside:
                found |= {id(each) for each in ast.walk(value)}
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            found |= {id(each) for each in ast.walk(node)}
    return found


def _changes(node: ast.AST) -> list:
    """What can be done to a node, as functions that do it."""
    put = lambda name, value: lambda: setattr(node, name, value)  # noqa: E731
    match node:
        case ast.BinOp(op=op) | ast.BoolOp(op=op) if type(op) in SWAPPED:
            return [put("op", SWAPPED[type(op)]())]
        case ast.Compare(ops=[op]):
            return [put("ops", [each()]) for each in COMPARED[type(op)]]
        case ast.UnaryOp(op=ast.USub()):
            return [put("op", ast.UAdd())]
        case ast.UnaryOp(op=ast.Not()):
            return [put("operand", ast.UnaryOp(ast.Not(), node.operand))]
        case ast.IfExp(test=test) | ast.If(test=test):
            return [put("test", ast.UnaryOp(ast.Not(), test))]
        case ast.Constant(value=bool(value)):
            return [put("value", not value)]
        case ast.Constant(value=int() | float() as value):
            return [put("value", value + 1)]
        case ast.Call(func=ast.Name(id="either"), args=[condition, chosen, otherwise]):
            return [put("args", [condition, otherwise, chosen])]
        case ast.Call(func=ast.Name(id="Guard"), args=[when, ast.Constant(value=effect), *rest]):
            never = ast.parse("lambda *_: False", mode="eval").body
            return [
                put("args", [when, ast.Constant(EFFECTS[effect]), *rest]),
                put(
                    "keywords",
                    [
                        *(k for k in node.keywords if k.arg != "of"),
                        ast.keyword("of", ast.Tuple([])),
                    ],
                )
                if False
                else put("args", [_never(when), ast.Constant(effect), *rest]),
            ]
    return []
