"""Parse ``mailto:`` links (RFC 6068). No network, no Pelican."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import unquote_to_bytes

from ...core.url import idna_to_ascii
from ..similar import Names

LOCAL_OCTETS, ADDRESS_OCTETS, DOMAIN_OCTETS = 64, 254, 253
"""The maximum length, in bytes, of local part (RFC 5321, 4.5.3.1.1), address (RFC 3696, erratum 1690)
and domain (RFC 1035)."""

RECIPIENTS = frozenset({"to", "cc", "bcc"})
"""The header fields whose values are addresses."""

PROVIDERS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me protonmail.com "
    "fastmail.com aol.com hey.com mailbox.org posteo.de tutanota.com".split()
)
SIMILAR = frozenset(
    "mail.com ymail.com email.com gmail.co.uk yahoo.co.jp live.co.uk posteo.net life.com love.com".split()
)
"""Existing domains that differ by one letter from a provider's domain."""
_LONG_PROVIDERS = Names(domain for domain in PROVIDERS if len(domain) > 8)

_ATOM = r'[^\x00-\x20\x7f()<>\[\]:;@\\,."]+'  # RFC 5322 atext; RFC 6531 adds all of UTF-8
_DOT_ATOM = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_QUOTED = re.compile(
    r'"(?:[^"\\\x00-\x1f\x7f]|\\[\x20-\x7e])*"'
)  # RFC 5322, 3.2.4, without folding white space
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_FIELD_IN_PATH = re.compile(r"&(?:to|cc|bcc|subject|body)=", re.IGNORECASE)
_BAD_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2}).{0,2}")


class MailtoError(ValueError):
    """The link is not a valid mailto URI (RFC 6068); the message quotes the invalid part."""


@dataclass(frozen=True, slots=True)
class Mailto:
    """The recipients and header fields of a ``mailto:`` link."""

    recipients: tuple[str, ...]
    """All decoded addresses of the path and of the header fields to, cc and bcc."""
    fields: tuple[tuple[str, str], ...] = ()
    """The other header fields: lower-case name and decoded value."""


@lru_cache(maxsize=1)  # two rules parse the same link
def parse_mailto(href: str) -> Mailto:
    """Split a ``mailto:`` link into its recipients and header fields.

    The HTML entities in ``href`` are decoded already. A plus sign stays a plus sign:
    unlike HTML forms, RFC 6068 (section 5) does not decode it as a space.

    Raises:
        MailtoError: If the link has neither a recipient nor a header field, a
            recipient is not an ``addr-spec``, or the encoding is wrong.
    """
    rest = href.partition(":")[2]
    if rest.startswith("//"):
        raise MailtoError("mailto: must not be followed by slashes")
    if " " in rest:
        raise MailtoError(f"the space in {_short(rest)!r} must be written as %20")
    if "#" in rest:
        raise MailtoError(f"the # in {_short(rest)!r} must be written as %23")
    # Split before decoding: an encoded comma belongs to its address.
    path, _, query = rest.partition("?")
    if _FIELD_IN_PATH.search(path):
        raise MailtoError(f"the first header field in {_short(rest)!r} must begin with ?, not with &")
    recipients = _addresses(path) if path else []
    fields = []
    for field in filter(None, query.split("&")):
        name, value = _field(field)
        if name in RECIPIENTS:
            recipients += _addresses(value)
        else:
            fields.append((name, _decode(value)))
    if not recipients and not fields:
        raise MailtoError("mailto: has no recipient")
    return Mailto(tuple(recipients), tuple(fields))


def _field(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise MailtoError(f"the header field {_short(text)!r} has no value")
    if name.startswith("amp;"):
        raise MailtoError(f"the & before the header field {name!r} was escaped twice (write &)")
    if second := re.search(r"\?(?:to|cc|bcc|subject|body)=", value, re.IGNORECASE):
        raise MailtoError(f"header fields are separated by &, not by ?, before {second[0][1:]!r}")
    return _decode(name).lower(), value


def _addresses(text: str) -> list[str]:
    addresses = [_decode(part) for part in text.split(",")]
    for address in addresses:
        check_address(address)
    return addresses


def _decode(text: str) -> str:
    if "%" not in text and text.isascii():
        return text
    if bad := _BAD_PERCENT.search(text):
        raise MailtoError(f"{bad[0]!r} in {_short(text)!r} is not a percent-encoding (a % is written as %25)")
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeError:
        raise MailtoError(f"the percent-encoding of {_short(text)!r} is not UTF-8") from None


@lru_cache(maxsize=1000)  # a site has few addresses and many links to them
def check_address(address: str) -> None:
    """Check one ``addr-spec``, which may be internationalised (RFC 6531).

    Raises:
        MailtoError: If the address is not valid; the message quotes it.
    """

    def wrong(reason: str) -> MailtoError:
        return MailtoError(f"{_short(address)!r} {reason}")

    if not address:
        raise MailtoError("a recipient is empty")
    local, at, domain = address.rpartition("@")
    if not at:
        raise wrong("has no @")
    if address != address.strip():
        raise wrong("has a space before or after it")
    if ";" in local and "@" in local:
        raise wrong("has a semicolon (recipients are separated by commas)")
    if "<" in address and address.endswith(">"):
        raise wrong("must be an address without a name")
    if not local or not domain:
        raise wrong("has nothing before the @" if domain else "has no domain")
    if not (_DOT_ATOM.fullmatch(local) or _QUOTED.fullmatch(local)):
        raise wrong("has an invalid part before the @")
    if len(local.encode()) > LOCAL_OCTETS or len(address.encode()) > ADDRESS_OCTETS:
        raise wrong(f"is too long (at most {LOCAL_OCTETS} bytes before the @ and {ADDRESS_OCTETS} in total)")
    if not (_is_literal(domain) if domain.startswith("[") else _is_domain(domain)):
        raise wrong("has an invalid domain")


@lru_cache(maxsize=1000)  # a site has few domains and many links to them
def similar_provider(domain: str) -> str:
    """Return the large mail provider whose domain differs by one letter from ``domain``, or ``""``."""
    domain = domain.lower()
    return "" if domain in PROVIDERS or domain in SIMILAR else _LONG_PROVIDERS.nearest(domain)


def _is_domain(domain: str) -> bool:
    ascii_domain = domain if domain.isascii() else idna_to_ascii(domain).decode()
    labels = ascii_domain.split(".")
    if len(ascii_domain) > DOMAIN_OCTETS or labels[-1].isdigit():  # an IP address must be in [ ]
        return False
    return all(_LABEL.fullmatch(label) for label in labels)


def _is_literal(domain: str) -> bool:
    """Tell whether ``domain`` is an address literal (RFC 5321, section 4.1.3)."""
    inside = domain[1:-1] if domain.endswith("]") else ""
    version6 = inside[:5].lower() == "ipv6:"
    try:
        return isinstance(ip_address(inside[5:] if version6 else inside), IPv6Address) == version6
    except ValueError:
        return False


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
