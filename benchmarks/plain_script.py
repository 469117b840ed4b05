"""The same briefing the way a plain script makes it: pandas, pyplot, PNG charts, WeasyPrint as shipped.

It is given the finished page with our drawings taken out, reads the same history with pandas, draws as many
charts with pyplot, and prints, with the fonts as WOFF2, as the web has them:
`python plain_script.py PAGE.html HISTORY.csv TEMPLATES OUT.pdf`.
"""

import re
import sys
import tempfile
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
from weasyprint import HTML

CHART = re.compile(r"<svg.*?</svg>", re.DOTALL)
SMALL = 60  # millimetres: below this a drawing is a sparkline or the price line


def draw(history: pd.DataFrame, column: str, width: float, folder: Path, index: int) -> Path:
    figure, axes = plt.subplots(figsize=(width / 25.4, (18 if width < SMALL else 58) / 25.4))
    axes.bar(history["period"], history[column])
    axes.plot(history["period"], history[column].rolling(4).mean(), color="black")
    axes.set_title(column)
    axes.tick_params(axis="x", rotation=90)
    figure.tight_layout()
    path = folder / f"chart-{index}.png"
    figure.savefig(path, dpi=300)
    plt.close(figure)
    return path


def main(page: str, history_csv: str, templates: str, output: str) -> None:
    history = pd.read_csv(history_csv)
    columns = [name for name in history.columns if pd.api.types.is_numeric_dtype(history[name])]
    with tempfile.TemporaryDirectory() as folder:
        drawn = iter(range(10_000))

        def image(match: re.Match[str]) -> str:
            width = float((re.search(r'width="([\d.]+)mm"', match[0]) or ["", "84"])[1])
            index = next(drawn)
            path = draw(history, columns[index % len(columns)], width, Path(folder), index)
            return f'<img alt="a chart" style="width:{width}mm" src="{path.as_uri()}">'

        html = CHART.sub(image, Path(page).read_text("utf-8"))
        HTML(string=html, base_url=f"{Path(templates).resolve()}/").write_pdf(
            output, pdf_variant="pdf/ua-1"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
