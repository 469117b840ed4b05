"""What holds for every chart, whatever it shows and however wide it is."""

import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import bridge_drawings
import drawings
import forward_drawings
import pytest
import valuation_drawings
from drawings import FULL, HALF, NOW, SVG, Drawing, draw

from reportgen import charts
from reportgen.charts import CHARTS

CASES: dict[str, tuple[str, object]] = {
    "caps": ("market_caps", drawings.MARKET_CAPS),
    "caps without a benchmark": ("market_caps", replace(drawings.MARKET_CAPS, benchmark=None)),
    "caps without a route": ("market_caps", replace(drawings.MARKET_CAPS, route=None)),
    "caps in kronor": ("market_caps", drawings.MARKET_CAPS_IN_KRONOR),
    "upside": ("required_upside", drawings.REQUIRED_UPSIDE),
    "upside once": (
        "required_upside",
        replace(drawings.REQUIRED_UPSIDE, editions=drawings.EDITIONS[:1]),
    ),
    "upside twelve times": ("required_upside", drawings.TWELVE_EDITIONS),
    "waterfall": ("rerating_waterfall", drawings.WATERFALL),
    "waterfall in kronor": ("rerating_waterfall", drawings.WATERFALL_IN_KRONOR),
    "sales": ("segment_sales", drawings.SALES),
    "backlog": ("backlog", drawings.BACKLOG),
    "capex": ("capex_efficiency", drawings.CAPEX),
    "chips": ("custom_chips", drawings.CHIPS),
    "chips without a curve": ("custom_chips", replace(drawings.CHIPS, curve=None)),
    "chips once": ("custom_chips", replace(drawings.CHIPS, bounds=drawings.BOUNDS[:1])),
    "field": ("football_field", valuation_drawings.FIELD),
    "parts": ("parts_waterfall", valuation_drawings.PARTS),
    "tornado": ("tornado", valuation_drawings.TORNADO),
    "histogram": ("simulation_histogram", valuation_drawings.HISTOGRAM),
    **forward_drawings.ORDINARY,
    **bridge_drawings.ORDINARY,
}
SMALL: dict[str, tuple[str, object, float]] = {
    "price": ("price_line", drawings.PRICES, 48.0),
    "spark": ("sparkline", drawings.SPARK, 22.0),
    "bridge on the front": ("bridge", bridge_drawings.UPSIDE, bridge_drawings.COLUMN),
}
ALL = [
    *((*case, width) for case in CASES.values() for width in (HALF, FULL)),
    *SMALL.values(),
]
NAMES = [*(f"{name}, {width} mm" for name in CASES for width in (HALF, FULL)), *SMALL]

every_chart = pytest.mark.parametrize(("name", "data", "width"), ALL, ids=NAMES)


@every_chart
def test_it_is_one_svg_element_of_the_width_asked_for(
    name: str, data: object, width: float
) -> None:
    drawing = draw(name, data, width)
    assert drawing.root.tag == f"{SVG}svg"
    assert drawing.root.attrib["width"] == f"{width:g}mm"
    assert drawing.root.attrib["height"].endswith("mm")
    assert drawing.svg.startswith("<svg ")


@every_chart
def test_who_cannot_see_it_is_told_what_it_shows(name: str, data: object, width: float) -> None:
    drawing = draw(name, data, width)
    chart = next(chart for chart in CHARTS if chart.name == name)
    assert drawing.root.attrib["role"] == "img"
    assert drawing.root[0].tag == f"{SVG}title"
    assert drawing.alternative == chart.describe(data)
    assert len(drawing.alternative) > 20


@every_chart
def test_it_meets_nothing_else_in_the_document(name: str, data: object, width: float) -> None:
    """No id can occur twice and no style leak out where there is none."""
    svg = draw(name, data, width).svg
    assert not re.search(r"\bid=|href=|url\(|<style|style=|<metadata|<\?xml|<!", svg)


@every_chart
def test_a_font_is_never_named_in_shorthand(name: str, data: object, width: float) -> None:
    """WeasyPrint takes the weight of `font: 600 8px 'Inter'` for its size."""
    assert not re.search(r"\bfont\s*[:=]", draw(name, data, width).svg)


@every_chart
def test_the_same_data_give_the_same_bytes(name: str, data: object, width: float) -> None:
    assert draw(name, data, width).svg == draw(name, data, width).svg


@every_chart
def test_no_text_is_cut_off(name: str, data: object, width: float) -> None:
    drawing = draw(name, data, width)
    height = float(drawing.root.attrib["height"].removesuffix("mm"))
    for text, room in drawing.rooms:
        assert room.left >= -0.1, text
        assert room.right <= width + 0.1, text
        assert -height - 0.1 <= room.bottom, text
        assert room.top <= 0.1, text


@every_chart
def test_no_two_texts_collide(name: str, data: object, width: float) -> None:
    for (one, first), (other, second) in combinations(draw(name, data, width).rooms, 2):
        assert not first.grown(-0.2).meets(second.grown(-0.2)), f"{one} and {other}"


@every_chart
def test_text_stays_text(name: str, data: object, width: float) -> None:
    """Only a sparkline has none; all of it is in the house's face."""
    drawing = draw(name, data, width)
    assert bool(drawing.words) == (name != "sparkline")
    assert drawing.root.attrib["font-family"].startswith("Label")


def test_every_file_of_the_folder_is_a_registered_chart() -> None:
    files = {file.stem for file in Path(charts.__path__[0]).glob("*.py")} - {"__init__"}
    assert files == {chart.name for chart in CHARTS}


def test_a_text_that_looks_like_markup_or_mathematics_is_printed_as_it_is() -> None:
    """A dollar sign would start a formula, and a label is not ours to trust."""
    hostile = '<b>$x^2$ style="fill: red" & d="1.23456"'
    subject = replace(drawings.AMAZON, name=hostile)
    drawing = draw("market_caps", replace(drawings.MARKET_CAPS, subject=subject), FULL)
    assert hostile in drawing.words
    assert hostile in drawing.alternative


def test_drawing_leaves_the_settings_of_matplotlib_alone() -> None:
    import matplotlib as mpl  # noqa: PLC0415

    before = dict(mpl.rcParams)
    draw("market_caps", drawings.MARKET_CAPS)
    assert dict(mpl.rcParams) == before


def test_naming_the_charts_does_not_load_matplotlib() -> None:
    """A build that finds every drawing on disk never waits for it."""
    code = "import sys, reportgen.charts; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_chart_is_the_same_from_another_process_with_another_hash_seed() -> None:
    code = (
        "import drawings, sys;"
        "sys.stdout.write(drawings.draw('market_caps', drawings.MARKET_CAPS).svg)"
    )
    drawn = [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parent,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(charts.__path__[0]).parents[1])},
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    assert drawn == [draw("market_caps", drawings.MARKET_CAPS).svg] * 2


def test_fonts_that_are_not_there_are_not_replaced_by_others() -> None:
    """A text measured in another face than it is printed in would collide or be cut off."""
    code = (
        "import reportgen.charts as charts;"
        "from reportgen.charts.style.letters import Run, breadth;"
        "charts.use_fonts({});"
        "breadth([Run('x')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode
    assert "Label" in done.stderr


@pytest.mark.slow
def test_weasyprint_prints_all_of_them_without_a_complaint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    from weasyprint import HTML  # noqa: PLC0415

    html = "".join(draw(name, data, width).svg for name, data, width in ALL)
    document = HTML(string=f"<html lang=en><title>Charts</title><body>{html}").write_pdf()
    assert document.startswith(b"%PDF")
    assert [record.message for record in caplog.records] == []


def test_a_missing_value_is_left_out_and_not_drawn_as_nought() -> None:
    """The line of a benchmark that is not known at all is not there; no point falls to zero."""
    gone = drawings.NVIDIA.points[0][0]
    points = ((gone, None), (NOW, float("nan")))
    empty = replace(drawings.MARKET_CAPS, benchmark=replace(drawings.NVIDIA, points=points))
    none = replace(drawings.MARKET_CAPS, benchmark=None)
    assert draw("market_caps", empty).svg == draw("market_caps", none).svg


def test_a_drawing_reads_its_own_shapes() -> None:
    """The reader of these tests is itself right about a small case."""
    drawing = Drawing(
        f'<svg xmlns="{SVG[1:-1]}"><title>t</title><path d="M 1 2 L 3 4" fill="#c9591a"/></svg>'
    )
    assert drawing.shapes(fill="#C9591A") == [[1, 2, 3, 4]]
    assert drawing.words == []
