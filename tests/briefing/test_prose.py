"""The prose: figures by name, nothing else that looks like one, and every fault with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.inputs import Input
from reportgen.briefing import prose
from reportgen.briefing.claims import Ledger
from reportgen.briefing.shown import Names
from reportgen.figures import Figures
from reportgen.formulas import FORMULAS
from reportgen.problems import Position, ProblemsError
from reportgen.resolution import OnDemand, Resolution

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.assumptions.inputs import Bound, Unit

PATH = "briefing.md"


def stated(
    name: str, value: float | None, unit: Unit = "money", *, bound: Bound | None = None,
    judgement: bool = False,
) -> Input:  # fmt: skip
    return Input(
        name, value, unit, name.replace("_", " ").capitalize(), Position("edition.yaml", 5),
        bound=bound, judgement=judgement,
    )  # fmt: skip


INPUTS = (
    stated("market_cap", 2.86e12),
    stated("target_market_cap", 4e12),
    stated("chip_run_rate", 10e9, bound="lower"),
    stated("segment_run_rate", 142e9),
    stated("forward_earnings_per_share", None, "money_per_share"),
    stated("earnings_growth", 0.16, "rate", judgement=True),
    stated("nvidia.market_cap", 4.5e12),
)


def names(previous: Mapping[str, float] | None = None, ledger: Ledger | None = None) -> Names:
    """Some figures, those of an earlier edition, and the quarter."""
    resolution = Resolution(
        {i.name: i for i in INPUTS},
        FORMULAS,
        "USD",
        {"chips": "Own chips", "segment": "AWS", "benchmark": "Nvidia", "outlook_year": "a year"},
    )
    figures = Figures(OnDemand(resolution), "USD")
    before = None
    if previous is not None:
        earlier = {name: stated(name, value) for name, value in previous.items()}
        before = Figures(OnDemand(Resolution(earlier, {}, "USD", {})), "USD")
    return Names(figures, before, (ledger or Ledger(PATH)).claim, {"quarter": "2025Q4"})


def briefing(sentence: str) -> str:
    """A briefing that has everything it needs, with one sentence on line 15."""
    return f"""# A title
> A standfirst.

## Key takeaways

- One thing.

## Key facts

1. Another thing.

## Analysis

{sentence}

## What to watch

A third thing.
"""


LINE = 14


def filled(sentence: str) -> str:
    """The sentence with its figures, as markup."""
    (paragraph,) = prose.fill(briefing(sentence), PATH, names()).html("Analysis")
    return paragraph


def linked(name: str, words: str) -> str:
    """A figure that is called out: it leads to its row in the appendix."""
    return f'<a class="figure" href="#f-{name}">{words}</a>'


def faults(text: str) -> list[str]:
    """Everything that is wrong with a text, as it is told."""
    ledger = Ledger(PATH, text)
    try:
        prose.fill(text, PATH, names(ledger=ledger))
        ledger.stop_if_any()
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]
    return []


# What may be written


def test_a_name_becomes_its_printed_figure_which_leads_to_its_row() -> None:
    assert filled("It needs {{ required_upside }} more.") == (
        '<p>It needs <a class="figure" href="#f-required_upside">40%</a> more.</p>'
    )


def test_a_peer_an_earlier_edition_and_the_quarter_have_names() -> None:
    text = briefing("{{ nvidia.market_cap }} in {{ quarter }}, {{ previous.market_cap }} before.")
    (paragraph,) = prose.fill(text, PATH, names({"market_cap": 2.3e12})).html("Analysis")
    peer, before = linked("nvidia.market_cap", "$4.50T"), linked("previous.market_cap", "$2.30T")
    assert paragraph == f"<p>{peer} in 2025Q4, {before} before.</p>"


def test_a_figure_can_be_told_in_other_ways() -> None:
    words = linked("target_market_cap", "$4 trillion")
    assert filled("{{ target_market_cap.words }}") == f"<p>{words}</p>"
    assert filled("{{ required_upside.bare }}") == f"<p>{linked('required_upside', '40%')}</p>"
    assert filled("{{ required_upside.label }}") == "<p>Required upside</p>"
    assert filled("{{ forward_pe }}: {{ forward_pe.reason }}") == (
        f"<p>{linked('forward_pe', 'n/a')}: missing: share_price, forward_earnings_per_share</p>"
    )
    assert filled("{{ forward_pe.status }}, {{ market_cap.date }}") == "<p>n/a, n/a</p>"


def test_a_sentence_is_chosen_by_the_unrounded_number() -> None:
    """4,000 / 2,860 - 1 = 39.86%, which prints as 40%."""
    chosen = "{% if required_upside < 0.4 %}Less.{% else %}More.{% endif %} {{ required_upside }}"
    wanted = f"<p>Less. {linked('required_upside', '40%')}</p>"
    assert filled(chosen.replace("0.4", "market_cap")) == filled(chosen) == wanted


def test_a_figure_that_may_be_missing_can_be_asked_for() -> None:
    assert filled("{% if forward_pe.known %}Known.{% else %}Not known.{% endif %}") == (
        "<p>Not known.</p>"
    )


def test_a_bound_keeps_its_sign_even_at_the_start_of_a_line() -> None:
    """A line of Markdown that begins with > would be a quotation."""
    first = linked("chip_run_rate", "&gt;\N{NO-BREAK SPACE}$10B")
    assert filled("{{ chip_run_rate }} at least.") == f"<p>{first} at least.</p>"
    second = linked("chip_share_of_segment", "&gt;\N{NO-BREAK SPACE}7.0%")
    assert filled("At least\n{{ chip_share_of_segment }} of it.") == (
        f"<p>At least\n{second} of it.</p>"
    )


def test_a_bound_in_a_list_a_table_and_the_standfirst_stays_a_bound() -> None:
    text = briefing("Text.").replace("> A standfirst.", "> {{ chip_run_rate }} of chips.")
    text = text.replace("- One thing.", "- {{ chip_run_rate }} of chips.")
    text = text.replace("## Analysis", "## Comparison\n\n| a | b |\n|---|---|\n"
                        "| x | {{ chip_run_rate }} |\n\n## Analysis")  # fmt: skip
    done = prose.fill(text, PATH, names())
    bound = linked("chip_run_rate", "&gt;\N{NO-BREAK SPACE}$10B")
    assert prose.inline(done.standfirst) == f"{bound} of chips."
    assert done.items("Key takeaways") == (f"{bound} of chips.",)
    assert prose.table(done.sections["Comparison"])[1][1] == bound


def test_a_judgement_of_the_house_is_marked_and_what_stands_on_it_is_not() -> None:
    marked = f'<span class="house">{linked("earnings_growth", "16%")}</span>'
    assert filled("Earnings grow {{ earnings_growth }}.") == f"<p>Earnings grow {marked}.</p>"
    assert "house" not in filled("{{ required_upside }}")


@pytest.mark.parametrize(
    "sentence",
    [
        "On 10 March 2026, in March 2026 and on March 10, 2026.",
        "In 2025Q4 and in 2027.",
        "Trainium2, Trainium3, H100, GB200 and p5e instances.",
        "The 10-K, the 10-Q, the 8-K and the 20-F.",
        "In Q1 and H2.",
        "See [the release](https://example.org/2026/q4-100.html).",
        "One, two, seven, eleven or twelve of them.",
        "1. A numbered point\n2. and a second",
        "Someone hollow behalf of halfback.",
    ],
)
def test_dates_names_and_small_counts_are_no_figures(sentence: str) -> None:
    assert faults(briefing(sentence)) == []


def test_typography_is_set_and_html_is_not_let_through() -> None:
    assert filled('It said "yes" -- <b>really</b>.') == (
        "<p>It said “yes” – &lt;b&gt;really&lt;/b&gt;.</p>"
    )


def test_quotations_lists_and_tables_come_apart() -> None:
    text = briefing("First.\n\n> The quotation.\n\nLast.")
    done = prose.fill(text, PATH, names())
    assert [block[:4] for block in done.html("Analysis")] == ["<p>F", "<blo", "<p>L"]
    assert done.items("Key facts") == ("Another thing.",)
    assert done.html("Method") == ()
    assert (done.title, done.standfirst) == ("A title", "A standfirst.")


def test_exhibits_have_titles_and_notes() -> None:
    text = briefing("Text.") + (
        "\n## Exhibits\n\n### backlog\nIt is {{ market_cap }}\nA note of\ntwo lines.\n\n"
        "### market_caps\nOnly a title\n"
    )
    found = prose.fill(text, PATH, names()).exhibits
    assert {name: tuple(map(prose.inline, words)) for name, words in found.items()} == {
        "backlog": (f"It is {linked('market_cap', '$2.86T')}", "A note of\ntwo lines."),
        "market_caps": ("Only a title", ""),
    }
    assert prose.plain(found["backlog"][0]) == "It is $2.86T"


# What may not


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("{{ requird_upside }}",
         "no figure or input of this name, found 'requird_upside'; did you mean 'required_upside'?"),
        ("{{ nvidia.market_cup }}",
         "no figure or input of this name, found 'nvidia.market_cup'; did you mean 'nvidia.market_cap'?"),
        ("{% if requird_upside > market_cap %}a{% endif %}",
         "no figure or input of this name, found 'requird_upside'; did you mean 'required_upside'?"),
        ("{{ market_cap.known_since }}",
         ("no figure or input of this name, found '.known_since'; allowed here: known, label, status, "
         "reason, words, date, period, bare")),
        ("{{ nvidia }}",
         "names a group of figures and none of them, found 'nvidia'; write nvidia. and the figure's name"),
        ("It rose 74%.", "a bare figure in the prose, found '74%'; print it from a figure: {{ name }}"),
        ("It costs $4.50.", "a bare figure in the prose, found '$4.50'; print it from a figure: {{ name }}"),
        ("It is worth $4T.",
         ("a bare figure in the prose that is computed: Target market cap is $4.00T, found '$4T'; "
         "write {{ target_market_cap }}")),
        ("By 180 bps.", "a bare figure in the prose, found '180 bps'; print it from a figure: {{ name }}"),
        ("{{ 74 }} of them", "a bare figure in the prose, found '74'; print it from a figure: {{ name }}"),
        ('{{ "74%" }}', "a bare figure in the prose, found '74%'; print it from a figure: {{ name }}"),
        ('{{ "Half" if market_cap > 0 else "None" }}',
         "a bare figure in the prose, found 'Half'; print it from a figure: {{ name }}"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(sentence: str, told: str) -> None:
    assert faults(briefing(sentence)) == [f"{PATH}:{LINE}:1: {told}"]


@pytest.mark.parametrize(
    "word",
    ["thirteen", "nineteen", "Twenty", "forty-two", "ninety", "hundred", "thousands", "millions",
     "billion", "trillion", "half", "halved", "doubled", "doubling", "triple", "two-thirds",
     "three-quarters", "percent", "per cent"],
)  # fmt: skip
def test_number_words_are_as_much_a_figure_as_digits(word: str) -> None:
    (told,) = faults(briefing(f"It is {word} of that."))
    assert f"a bare figure in the prose, found '{word}'" in told


def test_the_line_is_that_of_the_figure_and_not_of_its_paragraph() -> None:
    (told,) = faults(briefing("One line.\n{{ market_cap }} and\nthen 74% of it."))
    assert told.startswith(f"{PATH}:{LINE + 2}:1: ")


def test_all_faults_of_a_text_are_told_at_once() -> None:
    text = briefing("It is 5%, and {{ nonsense_name }}.").replace("## Key facts", "## Key fact")
    assert [told.partition(": ")[2].partition(",")[0] for told in faults(text)] == [
        "unknown section",
        "the section 'Key facts' is missing; add '## Key facts'",
        "no figure or input of this name",
        "a bare figure in the prose",
    ]


@pytest.mark.parametrize("section", ["Key takeaways", "Key facts", "Analysis", "What to watch"])
def test_a_missing_section_is_told(section: str) -> None:
    text = briefing("Text.").replace(f"## {section}\n", "")
    assert faults(text) == [f"{PATH}:18:1: the section '{section}' is missing; add '## {section}'"]


def test_an_unknown_section_is_told_with_the_nearest() -> None:
    text = briefing("Text.") + "\n## Exibits\n\nMore.\n"
    (told,) = faults(text)
    assert told.startswith(f"{PATH}:20:1: unknown section, found 'Exibits'")


def test_a_missing_title_is_told() -> None:
    assert faults(briefing("Text.").replace("# A title\n", "")) == [
        f"{PATH}:1:1: there is no title; begin with '# Title'"
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("{{ market_cap", "the template tag is wrong"),
        ("{% if market_cap > 0 %}never ended", "the template tag is wrong"),
        ("{% endif %}", "the template tag is wrong"),
        ("{{ market_cap | sparkle }}", "the template tag is wrong: No filter named 'sparkle'"),
        ("{{ market_cap is sparkling }}", "the template tag is wrong: No test named 'sparkling'"),
    ],
)
def test_a_wrong_tag_is_told_with_file_and_line(sentence: str, told: str) -> None:
    (found,) = faults(briefing(sentence))
    path, line, _, rest = found.split(":", 3)
    assert path == PATH
    assert LINE <= int(line) <= LINE + 4
    assert rest.strip().startswith(told)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "{% if forward_pe > market_cap %}a{% endif %}",
            "forward_pe is n/a and cannot be compared",
        ),
        (
            "{% if market_cap < forward_pe %}a{% endif %}",
            "forward_pe is n/a and cannot be compared",
        ),
        ("{{ market_cap() }}", "not callable"),
        ('{{ claim("X", market_cap, market_cap) }}', "no attribute"),
        ('{{ claim("X", "74%", quarter) }}', "no attribute"),
        ('{{ claim("X", "74%") }}', "missing 1 required"),
    ],
)
def test_what_cannot_be_filled_in_is_told_with_its_line(sentence: str, told: str) -> None:
    (found,) = faults(briefing(sentence))
    assert found.startswith(f"{PATH}:{LINE}:1: cannot be filled in: ")
    assert told in found
