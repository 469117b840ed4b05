"""Which mistakes in the formulas no test would notice.

`python benchmarks/mutation.py [MODULE ...]` changes one place at a time in modules of `reportgen/formulas`,
runs their tests on what that makes, and prints what goes unnoticed. Nothing is written to the checkout: a
changed module lives in a temporary file and in the process that tests it. Guards are changed as well as
bodies: one is dropped, or given another effect. What only prints or only types is left alone.
"""

from __future__ import annotations

import ast
import copy
import importlib
import importlib.util
import os
import resource
import signal
import sys
import tempfile
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.machinery import ModuleSpec

ROOT = Path(__file__).parents[1]
FORMULAS = ROOT / "reportgen" / "formulas"
SECONDS = 120
PROCESSES = 2
#: Where a module's tests are if not in a file of its name; these go with all of them.
OWN = {
    "path": "formulas/test_gap", "multiples": "formulas/test_rerating",
    "expectations": "formulas/test_cash_flow", "research": "formulas/test_returns",
    "change": "model/test_changes",
}  # fmt: skip
TABLES = ("tests/formulas/test_by_hand.py", "tests/formulas/test_guards.py")
#: A change that these miss is tried on other tests that speak of the module, and then on slower ones.
QUICK = ("tests/golden/test_golden.py", "tests/engine/test_resolution.py")
SLOW = (
    "tests/engine/test_every_formula.py", "tests/golden/test_independent.py",
    "tests/golden/test_independent_odds.py", "tests/model/test_amazon_by_hand.py",
    "tests/engine/test_inquiry.py",
)  # fmt: skip
EXAMPLES = 30
#: Loaded once, before processes part; none of them may load a formula.
HEAVY = (
    "pytest", "hypothesis", "numpy", "scipy.stats", "scipy.optimize", "pyxirr", "numpy_financial",
    "pydantic", "click.testing", "rich", "jinja2", "markdown_it", "reportgen.assumptions.reading",
)  # fmt: skip
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
UNTOUCHED = {"annotation", "returns", "decimals", "core", "signed", "slots", "frozen"}


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
    untouched = _untouched(tree)
    for place, node in enumerate(ast.walk(tree)):
        for number in range(0 if id(node) in untouched else len(_changes(node))):
            changed = copy.deepcopy(tree)
            twin = next(each for at, each in enumerate(ast.walk(changed)) if at == place)
            _changes(twin)[number]()
            words = f"{ast.unparse(node)}  ->  {ast.unparse(twin)}"
            yield Mutant(path.stem, getattr(node, "lineno", 0), words, ast.unparse(changed))


def _untouched(tree: ast.AST) -> set[int]:
    """What lies inside annotations, inside what only prints, and inside imports for types."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in UNTOUCHED:
            roots.append(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            roots.append(node)
        roots += [
            value
            for name, value in ast.iter_fields(node)
            if name in UNTOUCHED and isinstance(value, ast.AST)
        ]
    return {id(each) for root in roots for each in ast.walk(root)}


def _changes(node: Any) -> list[Callable[[], None]]:  # noqa: ANN401, PLR0911 - one kind of node a line
    """What can be done to a node, as functions that do it."""

    def put(name: str, value: object) -> Callable[[], None]:
        return lambda: setattr(node, name, value)

    match node:
        case ast.BinOp() | ast.BoolOp() if type(node.op) in SWAPPED:
            return [put("op", SWAPPED[type(node.op)]())]
        case ast.Compare(ops=[operator]):
            return [put("ops", [each()]) for each in COMPARED[type(operator)]]
        case ast.UnaryOp(op=ast.USub()):
            return [put("op", ast.UAdd())]
        case ast.IfExp() | ast.If():
            return [put("test", ast.UnaryOp(ast.Not(), node.test))]
        case ast.Constant(value=bool()):
            return [put("value", not node.value)]
        case ast.Constant(value=int() | float() as value):
            return [put("value", value + 1)]
        case ast.Call(func=ast.Name(id="either"), args=[condition, chosen, otherwise]):
            return [put("args", [condition, otherwise, chosen])]
        case ast.Call(
            func=ast.Name(id="Guard"), args=[when, ast.Constant(value=str(effect)), *rest]
        ):
            other = ast.Constant(EFFECTS[effect])
            never: Any = copy.deepcopy(when)
            never.body = ast.Constant(value=False)
            dropped = [put("args", [never, node.args[1], *rest])] * isinstance(when, ast.Lambda)
            return [put("args", [when, other, *rest]), *dropped]
    return []


def survives(mutant: Mutant, tests: list[str]) -> int:
    """Start a process that ends with 0 if all tests pass on the changed module; its number."""
    child = os.fork()
    if child:
        return child
    # Of the processor's time, so that a machine that sleeps stops no test; a change may loop for ever.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = folder
        tempfile.tempdir = folder
        file = Path(folder, f"{mutant.module}.py")
        file.write_text(mutant.text, "utf-8")
        sys.meta_path.insert(0, Changed(f"reportgen.formulas.{mutant.module}", file))
        # Of what is said of every formula only what is said of these.
        only = " or ".join(["not test_every_formula", *_defined(mutant.module)])
        # Hypothesis is loaded already, which pytest would complain of.
        plain = ["-p", "no:xdist", "-p", "no:cov", "-p", "no:benchmark", "-p", "no:cacheprovider"]
        quiet = ["-x", "-q", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
        code = importlib.import_module("pytest").main([*quiet, *plain, "-k", only, *tests])
    os._exit(0 if code in (0, 5) else 1)  # 5: there was no such test


def _defined(module: str) -> list[str]:
    tree = ast.parse((FORMULAS / f"{module}.py").read_text("utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]


class Changed(MetaPathFinder):
    """Gives one module from another file."""

    def __init__(self, name: str, file: Path) -> None:
        """Take the place of the module of that name."""
        self.name, self.file = name, file

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """The changed module where it is asked for."""
        return (
            importlib.util.spec_from_file_location(name, self.file) if name == self.name else None
        )


def stages(module: str) -> list[list[str]]:
    """Tests of a module: its own, those that speak of it, those of every formula and of editions."""
    folder = ROOT / "tests" / "formulas"
    own = ROOT / "tests" / f"{OWN.get(module, f'formulas/test_{module}')}.py"
    # A text that repeats each formula would notice any change, and say nothing of whether it is right.
    aside = (own, folder / "test_reference.py")
    others = [file for file in sorted(folder.glob("test_*.py")) if file not in aside]
    spoken = [file for file in others if module in file.read_text("utf-8")]
    tables = [ROOT / file for file in TABLES]
    quick = [*spoken, *(ROOT / file for file in QUICK)]
    chosen = ([own, *tables], [f for f in quick if f not in tables], [ROOT / f for f in SLOW])
    return [[str(file) for file in stage] for stage in chosen]


def sift(found: list[Mutant], tests: list[str]) -> list[Mutant]:
    """Those that no test notices, as many at a time as there are processes."""
    waiting, running, left = list(found), dict[int, Mutant](), list[Mutant]()
    while waiting or running:
        while waiting and len(running) < PROCESSES:
            mutant = waiting.pop(0)
            running[survives(mutant, tests)] = mutant
        child, status = os.wait()
        mutant, code = running.pop(child), os.waitstatus_to_exitcode(status)
        if code not in (0, 1, -signal.SIGXCPU):  # ended from outside, which proves nothing
            waiting.append(mutant)
        left += [mutant] if code == 0 else []
    return left


def examine(name: str, *, first: bool) -> None:
    """Print how many changes of a module go unnoticed, and which."""
    path = FORMULAS / f"{name}.py"
    left, counts = list(mutants(path)), list[int]()
    whole, same = len(left), Mutant(name, 0, "", path.read_text("utf-8"))
    for stage, tests in enumerate(stages(name)):
        # Tests that fail anyway would notice everything; the later stages are nearly the same for all.
        if (first or stage == 0) and not sift([same], tests):
            sys.exit(f"{name}: its tests fail on the module as it is")
        left = sift(left, tests)
        counts.append(len(left))
    own, quick, all_ = counts
    print(
        f"{name}: {whole} changes; unnoticed by its own tests {own}, by quick ones {quick}, by all {all_}"
    )
    for each in sorted(left, key=lambda mutant: mutant.line):
        print(f"    {name}.py:{each.line}: {each.change}")
    sys.stdout.flush()


def main() -> None:
    """Examine the modules that are named, or all."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for name in HEAVY:
        importlib.import_module(name)
    hypothesis = importlib.import_module("hypothesis")
    explicit, generate = hypothesis.Phase.explicit, hypothesis.Phase.generate
    hypothesis.settings.register_profile(
        "mutation", derandomize=True, database=None, deadline=None, max_examples=EXAMPLES,
        phases=(explicit, generate),
    )  # fmt: skip
    hypothesis.settings.load_profile("mutation")
    names = sys.argv[1:] or sorted(f.stem for f in FORMULAS.glob("*.py") if f.stem != "__init__")
    for place, name in enumerate(names):
        examine(name, first=place == 0)


if __name__ == "__main__":
    main()
