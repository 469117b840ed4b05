"""What a domain says in the DNS of who may send in its name: SPF, DKIM, DMARC.

`ask` gives the texts of the TXT records of a name, and none where there is no such name; `resolver` makes
one of dnspython, the only place that uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.delivery.doctor import Finding, doubtful, fine
from reportgen.delivery.doctor.providers import provider_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import dns.resolver

    from reportgen.delivery.doctor.providers import Provider

#: Seconds for one name, all servers together.
PATIENCE = 5.0


class NoAnswerError(Exception):
    """The DNS did not answer, which says nothing about the domain."""


def system_resolver() -> Callable[[str], tuple[str, ...]] | None:
    """What asks this machine's own DNS servers; None where dnspython is not installed."""
    try:
        import dns.resolver
    except ImportError:
        return None
    return asking(dns.resolver.Resolver())


def asking(resolver: dns.resolver.Resolver) -> Callable[[str], tuple[str, ...]]:
    """What asks a resolver of dnspython's."""
    import dns.exception
    import dns.resolver

    def ask(name: str) -> tuple[str, ...]:
        try:
            answer = resolver.resolve(name, "TXT", lifetime=PATIENCE)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except dns.exception.DNSException as error:
            raise NoAnswerError(type(error).__name__) from None
        return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in answer)

    return ask


def domain_findings(
    ask: Callable[[str], tuple[str, ...]], sender: str, envelope: str, host: str
) -> tuple[Finding, ...]:
    """What the domains of the sender and of the envelope say, for mail that leaves by a host."""
    provider = provider_at(host)
    found: list[Finding] = []
    for look in (_spf(ask, envelope, provider), _dkim(ask, sender, provider), _dmarc(ask, sender)):
        try:
            found += look
        except NoAnswerError as error:
            found.append(doubtful(f"the DNS did not answer ({error})", "try again later"))
    return tuple(found)


def _spf(
    ask: Callable[[str], tuple[str, ...]], domain: str, provider: Provider | None
) -> Iterator[Finding]:
    """SPF (RFC 7208): exactly one record, ending in something that refuses the others."""
    records = [text for text in ask(domain) if text.lower().split(" ")[0] == "v=spf1"]
    if len(records) != 1:
        told = "has no SPF record" if not records else f"has {len(records)} SPF records"
        yield doubtful(f"{domain} {told}", "publish one as TXT: v=spf1 include:… -all")
        return
    words = records[0].lower().split()
    if provider and f"include:{provider.include}" not in words:
        yield doubtful(
            f"the SPF record of {domain} does not name {provider.name}",
            f"add include:{provider.include} to it",
        )
    elif words[-1] in {"+all", "all", "?all"}:
        yield doubtful(
            f"the SPF record of {domain} lets everybody send", "end it with -all or ~all"
        )
    else:
        yield fine(f"SPF: {domain} says {records[0]}")


def _dkim(
    ask: Callable[[str], tuple[str, ...]], domain: str, provider: Provider | None
) -> Iterator[Finding]:
    """DKIM (RFC 6376): keys lie under selectors, which only the server's provider knows."""
    if provider is None:
        yield doubtful(
            f"whether mail of {domain} is signed (DKIM) cannot be told from here",
            "mail yourself with `reportgen mail test` and look for dkim=pass in its headers",
        )
        return
    names = [f"{selector}._domainkey.{domain}" for selector in provider.selectors]
    for name in names:
        if any("p=" in text and not text.rstrip("; ").endswith("p=") for text in ask(name)):
            yield fine(f"DKIM: a key of {provider.name} is at {name}")
            return
    yield doubtful(f"no DKIM key is at {' or '.join(names)}", f"turn DKIM on at {provider.name}")


def _dmarc(ask: Callable[[str], tuple[str, ...]], domain: str) -> Iterator[Finding]:
    """DMARC (RFC 7489): at the domain, or at the nearest above it."""
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        above = ".".join(labels[start:])
        records = [text for text in ask(f"_dmarc.{above}") if text.lower().startswith("v=dmarc1")]
        if len(records) == 1:
            yield fine(f"DMARC: {above} says {records[0]}")
            return
    advice = f"publish one as TXT at _dmarc.{domain}: v=DMARC1; p=none; rua=mailto:…"
    yield doubtful(f"{domain} has no DMARC record", advice)
