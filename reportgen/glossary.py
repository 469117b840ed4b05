"""The page of all formulas: term, formula, unit, what is invalid and what is then shown, reference.

Everything on it is read from the formulas themselves, so the page cannot say what they do not. Figures
that files make for as many parts, scenarios and rivals as they name stand on it once, with K for the key.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from reportgen.figures import trailing_total
from reportgen.formulas import FORMULAS, MODULES, SECTIONS, outlook, parts, peers, scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.figures import Formula, Guard

UNITS = {
    "money": "money", "money_per_share": "money a share", "rate": "rate, printed in %",
    "points": "percentage points (pp)", "basis_points": "basis points (bps)",
    "multiple": "multiple (×)", "shares": "shares", "years": "years", "months": "months",
    "number": "number", "date": "day",
}  # fmt: skip
SHOWN = {
    "error": "error, the build stops", "n.m.": "n.m.", "n/a": "n/a",
    "note": "the value, and this beside it",
}  # fmt: skip
#: Sections that are no module of their own say here what they hold.
OTHERS = {
    "history": ["Trailing sums: four quarters of the history added.", "They only serve others."]
}
INTRODUCTION = """\
# Formulas

Every formula of the house, as the code declares it. `reportgen formulas` prints this page, and a test holds
the two together: do not edit it by hand. `reportgen explain` shows a formula with an edition's numbers.

`{segment}`, `{benchmark}`, `{chips}` and the like stand for names that a company's files give; K, L and M for
the keys of parts, stakes, scenarios and rivals. `log` is the natural logarithm, `**` a power, N the standard
normal distribution; `either(condition, a, b)` is a where the condition holds, else b;
`logarithmic_mean(a, b)` is (a - b) / log(a / b), and a where both are equal; `DAYS_PER_YEAR` is 365. Of ten
values, one a year, the last is printed.

What holds for every formula is not repeated below:

- an input that is missing → n/a, and the input is named;
- an input that is n.m. → n.m., with that input's reason;
- a result that is not defined, such as a division by zero → n.m.;
- an input that is only a bound or a range → so is the result, where it is known to rise or fall with the
  input; else n/a;
- an input that is too old → the value, marked †.

"Common ratio" and "common definition" are arithmetic that everybody does alike; a "house definition" is ours.
What a study finds by solving, drawing or averaging is no formula: `reportgen explain` tells how it was found.
"""
#: What `wiring` makes of the choices in a company's and an edition's files: name, and what it stands for.
CHOSEN = {
    "shares": "`shares_outstanding` or `diluted_shares_outstanding`, by the thesis's share basis",
    "base_earnings_per_share": "`forward_earnings_per_share` or `trailing_diluted_eps`, by the house's "
    "earnings basis",
    "forward_earnings_per_share": "`calendarised_earnings`, where the consensus is of fiscal years only",
    "benchmark_market_cap": "`K.market_cap` of the peer that is the benchmark",
    "benchmark_forward_pe": "`K.forward_pe` of the peer that is the benchmark",
    "best_scenario_price": "`scenario.K.outlook_share_price` of the first scenario",
    "best_scenario_market_cap": "`scenario.K.outlook_market_cap` of the first scenario",
    "worst_scenario_price": "`scenario.K.outlook_share_price` of the last scenario",
    "worst_scenario_market_cap": "`scenario.K.outlook_market_cap` of the last scenario",
    "segment_part_metric": "`parts.K.metric` of the part that is the growth driver",
    "equity_stakes_value": "`stakes_value` without parts that are valued on their own equity",
    "chip_unit_cost_saving": "`chip_price_performance`, where the files state it as a saving of cost",
    "option_value": "zero, where the files give no options",
}


def page() -> str:
    """The whole page as Markdown."""
    families = tuple(_families())
    blocks = [INTRODUCTION]
    for section in SECTIONS:
        declared = [_entry(f) for f in FORMULAS.values() if f.section == section]
        made = [_entry(f, sentence) for f, sentence in families if f.section == section]
        if declared or made:
            blocks += [_opening(section), *declared, *made]
    return "\n".join([*blocks, _chosen()])


def _families() -> Iterator[tuple[Formula, str]]:
    """A formula of each factory that `wiring` calls, with the sentence that says what it makes."""
    one, two, three = ("K",), ("K", "L"), ("K", "L", "M")
    yield _made(peers.growth_gap, "K", "{rival}")
    yield _made(peers.growth_gap_to_fastest, two)
    yield _made(outlook.trailing_outlook_years)
    yield _made(
        scenarios.probability_weighted, two, "outlook_market_cap", "probability_weighted_market_cap",
        "Market cap at the horizon, probability-weighted", "money",
    )  # fmt: skip
    yield _made(
        scenarios.probability_weighted, two, "outlook_share_price", "probability_weighted_price",
        "Share price at the horizon, probability-weighted", "money_per_share",
    )  # fmt: skip
    yield _made(scenarios.remaining_scenarios, three, "M")
    yield _made(scenarios.upside_in_scenario, "K", "{scenario}")
    yield _made(scenarios.years_to_target, "K", "{scenario}")
    yield _made(scenarios.reaches_target_on, "K", "{scenario}")
    yield _made(
        trailing_total, "parts.K.metric", "{part}: metric of its multiple", "COLUMN - COLUMN"
    )
    for end in parts.ENDS:
        yield _made(parts.part_value, "K", "{part}", end=end)
        yield _made(parts.parts_total, two, end)
        yield _made(parts.stakes_value, two, one, end)
    yield _made(parts.part_share, "K", "{part}")
    yield _made(parts.other_parts_value, three, "M")
    yield _made(parts.stake_value, "K", "{stake}")


def _made(factory: Callable[..., Formula], *given: Any, **ends: Any) -> tuple[Formula, str]:  # noqa: ANN401 - whatever the factory takes
    formula = factory(*given, **ends)
    return formula, formula.meaning or _paragraphs(factory)[0]


def _opening(section: str) -> str:
    """The section's heading and what its module says of it."""
    modules = {module.__name__.rpartition(".")[2]: module for module in MODULES}
    first, *others = _paragraphs(modules[section]) if section in modules else OTHERS[section]
    return "\n\n".join([f"## {first.removesuffix('.')}", *others]) + "\n"


def _entry(formula: Formula, sentence: str = "") -> str:
    """One formula: term, formula, meaning, unit, what is invalid, reference."""
    lines = [
        f"### {formula.label}", "", *_written(formula), "", sentence or formula.meaning, "",
        f"- Unit: {UNITS[formula.unit]}",
        *_invalid(formula),
        f"- Reference: {formula.reference}",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _written(formula: Formula) -> list[str]:
    """The formula as code; what it assigns on the way comes first, each on its own line."""
    body = [formula.body] if formula.body else formula.expression.split("; ")
    return [*(f"    {step}" for step in body[:-1]), f"    {formula.name} = {body[-1]}"]


def _invalid(formula: Formula) -> list[str]:
    lines = [
        f"- {'Noted' if guard.effect == 'note' else 'Invalid'}: {guard.reason} → {_shown(guard)}"
        for guard in formula.guards
    ]
    if not formula.same_scope:
        return lines
    names = " and ".join(f"`{name}`" for name in formula.same_scope)
    return [*lines, f"- Invalid: {names} are defined differently → n/c"]


def _shown(guard: Guard) -> str:
    return f'"{guard.shown}"' if guard.shown else SHOWN[guard.effect]


def _chosen() -> str:
    lines = [f"- `{name}`: {meant}" for name, meant in CHOSEN.items()]
    opening = "The trace shows the choice, since each is another name for a figure or an input."
    return "\n".join(["## Names that the files choose", "", opening, "", *lines]) + "\n"


def _paragraphs(what: object) -> list[str]:
    """The paragraphs of a docstring, each in one line."""
    return [" ".join(part.split()) for part in (inspect.getdoc(what) or "").split("\n\n")]
