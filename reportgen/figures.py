"""What a formula and a figure are.

A formula is a pure function: its name is the figure, its parameters are its inputs, its body is the
mathematics, on numbers and on NumPy arrays alike. What happens when an input is missing, is only a
bound, or makes the result misleading is declared beside it and done by the engine (`resolution`).
"""

from __future__ import annotations

import ast
import inspect
import math
import textwrap
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from reportgen.assumptions.inputs import Bound, Input
    from reportgen.problems import Problem

Status = Literal["ok", "bound", "n.m.", "n/a", "stale"]
#: A scalar, or an array of draws, scenarios or grid cells.
Values = Any


@dataclass(frozen=True)
class Guard:
    """A condition on inputs under which a formula's result is not shown as it stands.

    `when` is a function of some of the formula's parameters, by name. `effect` is the status given:
    `error` stops the build, `n.m.` hides the value, `note` keeps it and adds the reason. `shown`
    replaces the printed text. `of` names the parameters where a signature cannot, because they have
    a dot in them.
    """

    when: Callable[..., Values]
    effect: Literal["error", "n.m.", "n/a", "note"]
    reason: str
    shown: str = ""
    of: tuple[str, ...] = ()

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The inputs the condition looks at, in the order in which it takes them."""
        return self.of or tuple(inspect.signature(self.when).parameters)


@dataclass(frozen=True)
class Formula:
    """A figure's definition: the function and everything the engine must know to apply it.

    A function that returns a tuple gives a series: one value a year, and no single value to print.
    `sentence` and `body` tell what a factory made; `reference` is an author and year, a standard, or
    says that the definition is common or the house's own.
    """

    name: str
    label: str
    unit: str
    function: Callable[..., Values]
    parameters: tuple[str, ...]
    section: str = ""
    decimals: int | None = None
    signed: bool = False
    core: bool = False
    guards: tuple[Guard, ...] = ()
    increasing: tuple[str, ...] = ()
    decreasing: tuple[str, ...] = ()
    same_scope: tuple[str, ...] = ()
    body: str = ""
    sentence: str = ""
    reference: str = ""

    def __call__(self, *args: Values, **kwargs: Values) -> Values:
        """Apply the mathematics alone, to numbers or arrays; no guards."""
        return self.function(*args, **kwargs)

    @cached_property
    def expression(self) -> str:
        """The formula as text, read from the body so that it is written once."""
        return self.body or _expression(self.function)

    @property
    def meaning(self) -> str:
        """What it is in a sentence: the first of the docstring, where no factory gives another."""
        return self.sentence or (inspect.getdoc(self.function) or "").split("\n\n")[0].replace(
            "\n", " "
        )


def figure(**declared: Any) -> Callable[[Callable[..., Values]], Formula]:  # noqa: ANN401
    """Declare a function to be a figure; its name and signature become the figure's."""

    def declare(function: Callable[..., Values]) -> Formula:
        return Formula(
            name=function.__name__,
            function=function,
            parameters=tuple(inspect.signature(function).parameters),
            section=function.__module__.rpartition(".")[2],
            **declared,
        )

    return declare


def trailing(column: str, label: str, unit: str = "money", *, year_ago: bool = False) -> Formula:
    """The sum of four quarters of a history column: the last four, or the four before them."""
    parts = tuple(column + lag for lag in (PRIOR_YEAR if year_ago else LAST_YEAR))
    name = f"trailing_{column}" + ("_year_ago" if year_ago else "")
    period = "four quarters to a year ago" if year_ago else "last four quarters"
    return Formula(
        name=name,
        label=f"{label}, {period}",
        unit=unit,
        function=lambda *values: sum(values),
        parameters=parts,
        section="history",
        increasing=parts,
        body=" + ".join(parts),
        sentence=f"Sum of the quarters as reported, {period}; n/a while one of them is missing.",
        reference="common definition (trailing twelve months)",
    )


def trailing_total(name: str, label: str, columns: str, unit: str = "money") -> Formula:
    """Columns of the history added and subtracted, such as `net_sales - aws_sales`, over four quarters."""
    words = f"+ {columns}".split()
    signed = [
        (1 if sign == "+" else -1, column) for sign, column in zip(*[iter(words)] * 2, strict=True)
    ]
    signs = tuple(sign for sign, _ in signed for _ in LAST_YEAR)
    parts = tuple(column + lag for _, column in signed for lag in LAST_YEAR)
    return Formula(
        name=name,
        label=label,
        unit=unit,
        function=lambda *values: sum(sign * v for sign, v in zip(signs, values, strict=True)),
        parameters=parts,
        section="parts",
        body=f"{columns}, last four quarters",
        sentence="Sum of four quarters as reported; n/a while one of them is missing.",
        reference="common definition (trailing twelve months)",
    )


def same(name: str, label: str, unit: str, original: str, **declared: Any) -> Formula:  # noqa: ANN401
    """Another name for a figure or an input, chosen by the company's or the edition's files."""
    told = {"sentence": f"Another name for {original}.", "reference": "house definition"}
    return Formula(
        name=name,
        label=label,
        unit=unit,
        function=lambda value: value,
        parameters=(original,),
        increasing=(original,),
        body=original,
        **{**told, **declared},
    )


def nothing(name: str, label: str, section: str) -> Formula:
    """An amount that the files give no cause for: zero, and its label says why."""
    return Formula(
        name=name, label=label, unit="money", function=lambda: 0.0, parameters=(), section=section,
        body="0", sentence="Zero: the files give no cause for an amount.",
        reference="house definition",
    )  # fmt: skip


def undefined(  # noqa: PLR0913, PLR0917 - the fields of a formula
    name: str, label: str, unit: str, section: str, of: str, reason: str
) -> Formula:
    """A figure that the files give no ground for: not meaningful, with the reason why."""
    return Formula(
        name=name,
        label=label,
        unit=unit,
        function=lambda _: math.nan,
        parameters=(of,),
        section=section,
        guards=(Guard(lambda _: True, "n.m.", reason, of=(of,)),),
        body="none",
        sentence="Never meaningful with these files: they give no ground for it.",
        reference="house definition",
    )


LAST_YEAR = ("", "_previous_quarter", "_two_quarters_ago", "_three_quarters_ago")
PRIOR_YEAR = ("_year_ago", "_five_quarters_ago", "_six_quarters_ago", "_seven_quarters_ago")


def _expression(function: Callable[..., Values]) -> str:
    """Unparse what the function returns; assignments before it come first, joined by semicolons."""
    source = textwrap.dedent(inspect.getsource(function))
    tree = ast.parse(source)
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef)).body
    lines = [node for node in body if isinstance(node, (ast.Assign, ast.Return))]
    return "; ".join(
        ast.unparse(node.value if isinstance(node, ast.Return) and node.value else node)
        for node in lines
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed (or stated) number: value, how it prints, and what it was made of.

    `value` is unrounded and None unless `known`; `high` is set for a range, `series` for a number a
    year, whose last is the value. `formula` is None for an input. `inputs` names what it was computed
    from; `given` is the input itself where it is one; `how` says how the `study` came to it.
    """

    name: str
    label: str
    unit: str
    value: float | None
    status: Status
    printed: str
    high: float | None = None
    bound: Bound | None = None
    reason: str = ""
    as_of: dt.date | None = None
    formula: Formula | None = None
    inputs: tuple[str, ...] = ()
    given: Input | None = None
    judgement: bool = False
    words: str = ""
    series: tuple[float, ...] | None = None
    stale: str = ""
    how: str = ""
    study: str = ""

    @property
    def section(self) -> str:
        """Where it belongs: its formula's module or the study that found it; '' for what is stated."""
        return self.formula.section if self.formula else self.study

    @property
    def known(self) -> bool:
        """Whether there is a number to show."""
        return self.value is not None and self.status not in ("n/a", "n.m.")

    def __str__(self) -> str:
        """The figure as it is printed, everywhere."""
        return self.printed


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one edition, by name, with those of its peers and its quarters.

    `problems` holds the contradictions that stop a build; `quarterly` the same figures computed as of
    each quarter of the history, for charts and tripwires.
    """

    figures: Mapping[str, Figure]
    currency: str
    problems: Sequence[Problem] = ()
    quarterly: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Figure:
        """The figure of that name; a KeyError names what was asked for."""
        return self.figures[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a figure or input of that name."""
        return name in self.figures


def log(value: Values) -> Values:
    """Natural logarithm of a number or an array."""
    return math.log(value) if isinstance(value, (float, int)) else _numpy().log(value)


def exp(value: Values) -> Values:
    """Exponential of a number or an array."""
    return math.exp(value) if isinstance(value, (float, int)) else _numpy().exp(value)


def either(condition: Values, chosen: Values, otherwise: Values) -> Values:
    """The one value where the condition holds and the other elsewhere, element by element."""
    if isinstance(condition, bool):
        return chosen if condition else otherwise
    return _numpy().where(condition, chosen, otherwise)


def _numpy() -> Any:  # noqa: ANN401 - imported only where arrays are worked on
    import numpy as np

    return np
