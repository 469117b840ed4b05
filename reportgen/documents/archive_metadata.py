"""What makes the file one for archives as well as for screen readers: PDF/A-3a and PDF/UA-1 at once.

WeasyPrint knows one variant a file. PDF/A allows the other mark where the schema of its name is described
beside it, under the prefixes the standard gives.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from reportgen.documents.fontconfig import weasyprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.documents import Attachment

VARIANT = "pdf/a-3a"
PREFIXES = {
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ACCESSIBLE = f"""
<rdf:RDF xmlns:rdf="{RDF}" {" ".join(f'xmlns:{name}="{uri}"' for name, uri in PREFIXES.items())}>
 <rdf:Description rdf:about="" pdfuaid:part="1"/>
 <rdf:Description rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>{PREFIXES["pdfuaid"]}</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class UndatedError(Exception):
    """A document that takes files along has to say of which day it is."""


def declare_accessible(document: Any) -> None:  # noqa: ANN401 - WeasyPrint's document
    """Let the metadata say that the file conforms to PDF/UA-1, beside what its variant says."""
    for prefix, uri in PREFIXES.items():
        ET.register_namespace(prefix, uri)
    generate = document.metadata.generate_rdf_metadata

    def generate_both(*arguments: object) -> bytes:
        told = ET.fromstring(generate(*arguments))  # noqa: S314 - WeasyPrint wrote it
        told.extend(ET.fromstring(ACCESSIBLE))  # noqa: S314 - ours
        both: bytes = ET.tostring(told, encoding="utf-8")
        return both

    document.metadata.generate_rdf_metadata = generate_both


def day_of(document: Any) -> datetime | None:  # noqa: ANN401 - WeasyPrint's document
    """The document's own date, in UTC; None where it has none."""
    if document.metadata.created is None:
        return None
    day = datetime.fromisoformat(document.metadata.created)
    return day.replace(tzinfo=UTC) if day.tzinfo is None else day.astimezone(UTC)


def attach(document: Any, attachments: Sequence[Attachment]) -> None:  # noqa: ANN401
    """Put files beside the document, sorted as the standard wants names, all of the document's date."""
    if not attachments:
        return
    day = day_of(document)
    if day is None:
        raise UndatedError
    for attachment in sorted(attachments, key=lambda attachment: attachment.name):
        embedded = weasyprint().Attachment(
            string=attachment.content, name=attachment.name, created=day, modified=day,
            description=attachment.description, relationship=attachment.relationship,
        )  # fmt: skip
        # The type is given here, for WeasyPrint would ask this machine's table of file endings.
        content = BytesIO(attachment.content)
        embedded.source = nullcontext((content, None, None, attachment.media_type))
        document.metadata.attachments.append(embedded)
