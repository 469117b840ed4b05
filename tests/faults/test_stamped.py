"""Nobody gets another's copy: fifty stamped mails, each opened as its reader would."""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.faults.mailing import planned
from tests.servers.sink import running_sink

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

#: Names that are easily mistaken for each other, or hard to print.
NAMES = ["Zoë Müller", "Ann O'Brien", "王小明", "Анна Иванова", "Doe, Jane", "Łukasz Żak"]


def pages(message: EmailMessage) -> list[str]:
    """The text of each page of the PDF that a message carries."""
    (pdf,) = (part for part in message.walk() if part.get_content_type() == "application/pdf")
    document = pypdfium2.PdfDocument(pdf.get_payload(decode=True))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.mark.mta
@pytest.mark.slow
def test_each_of_fifty_readers_finds_his_own_name_on_every_page(tmp_path: Path) -> None:
    people = [*NAMES, *(f"Person {number:02}" for number in range(44))]
    stamped = planned(tmp_path / "stamped", people, stamp="name")
    with running_sink(keep=True) as sink:
        stamped.to(sink.port, stamp="name")
        sent = stamped.send()
        assert sent.returncode == 0, sent.stderr
        messages = sink.messages()
    assert len(messages) == 50
    seen = set()
    for message in messages:
        name, address = parseaddr(str(message["To"]))
        assert str(message["X-Rcpt-Args"]).startswith(f"<{address}>")
        number = people.index(name) + 1
        for page in pages(message):
            assert f"Prepared for {name}" in page
            assert f"{number}" in page
            assert not [other for other in people if other != name and f"for {other}" in page]
        seen.add(name)
    assert seen == set(people)
