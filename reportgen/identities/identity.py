"""What an identity is: a figure, others, and how it follows from them, in words and in arithmetic."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.identities.intervals import exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportgen.identities.intervals import Interval


@dataclass(frozen=True, slots=True)
class Identity:
    """One figure that has to follow from others, as all of them are printed.

    `unless` is a condition on the others under which it does not hold by its definition.
    """

    name: str
    words: str
    others: tuple[str, ...]
    right: Callable[..., Interval]
    unless: Callable[..., bool] | None = None

    def called(self, naming: Callable[[str], str]) -> Identity:
        """The same identity of figures with other names, such as those of a scenario."""
        return replace(self, name=naming(self.name), others=tuple(map(naming, self.others)))


def identity(
    name: str,
    words: str,
    right: Callable[..., Interval],
    *,
    unless: Callable[..., bool] | None = None,
) -> Identity:
    """Declare one: the parameters of `right` are the names of the figures that it follows from."""
    return Identity(name, words, tuple(inspect.signature(right).parameters), right, unless)


def total(name: str, words: str, parts: Sequence[str]) -> Identity:
    """A figure that is the sum of others."""
    return Identity(name, words, tuple(parts), lambda *values: _sum(values))


def whole(words: str, shares: Sequence[str]) -> Iterator[Identity]:
    """Shares that add up to 100%: the first is what the others leave."""
    if shares:
        first, *others = shares
        yield Identity(first, words, tuple(others), lambda *values: 1 - _sum(values))


def weighted(name: str, words: str, weights: Sequence[str], values: Sequence[str]) -> Identity:
    """A figure that is the sum of others, each times its weight."""
    count = len(weights)
    return Identity(
        name, words, (*weights, *values),
        lambda *given: _sum(
            weight * value for weight, value in zip(given[:count], given[count:], strict=True)
        ),
    )  # fmt: skip


def _sum(values: Iterable[Interval]) -> Interval:
    return sum(values, exactly(0))
