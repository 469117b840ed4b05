"""WeasyPrint as shipped on our finished page: `python weasyprint_alone.py PAGE.html TEMPLATES OUT.pdf`."""

import sys
from pathlib import Path

from weasyprint import HTML

page, templates, output = sys.argv[1:]
HTML(string=Path(page).read_text("utf-8"), base_url=f"{Path(templates).resolve()}/").write_pdf(
    output, pdf_variant="pdf/ua-1"
)
