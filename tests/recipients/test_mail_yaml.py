"""mail.yaml is taken whole, or all that is wrong with it is told; no secret is ever repeated."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import shipped
from reportgen.assumptions.mail import hints, read_mail, read_settings, settings_of
from reportgen.assumptions.mail_secrets import is_secret
from reportgen.assumptions.mail_server import parsed_rate
from reportgen.assumptions.schemas import schema_files
from reportgen.assumptions.workspace import Workspace
from reportgen.assumptions.yaml_document import read_yaml
from reportgen.problems import ProblemsError
from tests.recipients.whole_files import WholeFile, cases

CASES = cases("mail_yaml.cases")
FULL = """\
sender: Halden Research <research@halden.example>
reply_to: '"Answers, please" <answers@halden.example>'
bounce_address: bounces+{token}@halden.example
list_id: briefings.halden.example
subject: "{company} {quarter}: {title}"
note: |
  Two lines
  of ours.
recipients: ../people.csv
columns: [firm, desk]
test_to: [ann@halden.example, bob@münchen.example]
browser_address: https://halden.example/{company}/{quarter}.html
unsubscribe:
  https: https://halden.example/leave/{token}?list=briefings
  mailto: leave+{token}@halden.example?subject={token}
stamp: name
idempotency_header: Resend-Idempotency-Key
server:
  host: smtp.halden.example
  port: 2525
  tls: starttls
  ca_file: own.pem
  login: xoauth2
  user: research@halden.example
  token_command: [oauth2-token, research]
  rate: 500/h
imap: {host: imap.halden.example, user: bounces@halden.example}
"""


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_wrong_file_tells_its_mistakes_and_nothing_else(case: WholeFile, tmp_path: Path) -> None:
    (tmp_path / "mail.yaml").write_bytes(case.content)
    with pytest.raises(ProblemsError) as caught:
        read_mail(Workspace(tmp_path))
    assert sorted(map(str, caught.value.problems)) == sorted(case.told)
    assert "hunter2" not in str(caught.value)


def test_a_file_that_is_missing_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(
        ProblemsError, match=r"mail\.yaml:1:1: is missing; create it: reportgen mail"
    ):
        read_mail(Workspace(tmp_path))


def test_everything_that_may_stand_in_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "mail.yaml").write_text(FULL, "utf-8")
    (tmp_path / "own.pem").write_text("", "utf-8")
    found, warnings = read_settings(Workspace(tmp_path))
    assert warnings == []
    assert found.server is not None
    assert (found.server.port, found.server.token_command) == (2525, ("oauth2-token", "research"))
    assert found.columns == ("firm", "desk")
    schema = json.loads(schema_files()["mail.schema.json"])
    jsonschema.validate(read_yaml(tmp_path / "mail.yaml", "mail.yaml").value, schema)


def test_the_file_that_init_lays_out_is_right() -> None:
    file = shipped.templates() / "workspace" / "mail.yaml"
    assert settings_of(file.read_text("utf-8"), "mail.yaml", file.parent).warnings == []
    schema = json.loads(schema_files()["mail.schema.json"])
    jsonschema.validate(read_yaml(file, "mail.yaml").value, schema)


def test_briefings_sent_in_clear_to_another_machine_are_warned_of() -> None:
    text = "sender: a@halden.example\nserver: {host: smtp.halden.example, tls: none}\n"
    (warning,) = settings_of(text, "mail.yaml", Path()).warnings
    assert str(warning) == (
        "mail.yaml:2:42: warning: server.tls: would send every briefing unencrypted over the network, "
        "found 'none'; write starttls or implicit; sending refuses without --i-accept-cleartext"
    )
    for host in ("localhost", "127.0.0.1", "127.3.2.1", "'::1'"):
        assert not settings_of(text.replace("smtp.halden.example", host), "m", Path()).warnings


def test_a_file_that_is_wrong_elsewhere_still_says_where_the_recipients_are(tmp_path: Path) -> None:
    file = tmp_path / "mail.yaml"
    file.write_text("sender: nobody\nrecipients: people.csv\ncolumns: [firm]\n", "utf-8")
    assert hints(Workspace(tmp_path)) == ("people.csv", ("firm",))
    file.write_text("sender: *x\n", "utf-8")
    assert hints(Workspace(tmp_path)) == (None, None)


def test_the_name_of_a_list_has_255_characters_at_most() -> None:
    """RFC 2919, 2."""
    text = "sender: a@halden.example\nlist_id: {}.example\n"
    settings_of(text.format("x" * 247), "mail.yaml", Path())
    with pytest.raises(ProblemsError, match="list_id: is longer than 255 characters"):
        settings_of(text.format("x" * 248), "mail.yaml", Path())


@pytest.mark.parametrize(
    "key", ["password", "PassWord", "smtp_password", "pwd", "api-key", "API Key", "client_secret",
            "access.token", "tokens", "credentials", "auth"],
)  # fmt: skip
def test_what_is_called_like_a_secret_is_one(key: str) -> None:
    assert is_secret(key)


@pytest.mark.parametrize("key", ["token_command", "keyring", "user", "sender", "rate", "author"])
def test_what_is_not_called_like_a_secret_is_none(key: str) -> None:
    assert not is_secret(key)


@given(
    key=st.sampled_from(["password", "secret", "token", "api_key"]),
    before=st.sampled_from(["  {}: ", "  - {}: ", "{}: ", "  user: {{{}: ", "  {}=", '  "{}": ']),
    value=st.text("&*!|>@%`{}[],#:'\" abc\\\n", max_size=8),
)
@settings(max_examples=300, deadline=None)
def test_however_a_secret_is_written_it_is_not_repeated(key: str, before: str, value: str) -> None:
    text = f"sender: a@halden.example\nserver:\n{before.format(key)}{value}hunter2{value}\n"
    with pytest.raises(ProblemsError) as caught:
        settings_of(text, "mail.yaml", Path())
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "a_second"),
    [("20/min", 20 / 60), ("5/s", 5), ("500/h", 500 / 3600), ("2000/day", 2000 / 86400),
     ("1 per second", 1), ("unlimited", None)],
)  # fmt: skip
def test_rates_are_messages_a_second(text: str, a_second: float | None) -> None:
    assert parsed_rate(text) == a_second


@pytest.mark.parametrize(
    "text", ["", "20", "20/", "/min", "-1/s", "0/s", "2000/s", "1.5/s", "fast"]
)
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no rate"):
        parsed_rate(text)
