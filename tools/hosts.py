"""Decide which host names the server accepts. No network: a name is never resolved.

Another site can make its own name resolve to this machine (DNS rebinding) and
then read what is served here, drafts included, as its own origin. The browser
still sends that name in ``Host``, so a name is accepted only if nobody else can own
it: a loopback name, an IP address, or a name that the author allowed.
"""

import re
from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address, IPv6Address

AUTHORITY = re.compile(
    r"(?P<name>(?:[\w.~!$&'()*+,;=-]|%[0-9a-f]{2})*|\[(?P<ipv6>[0-9a-f:.]+(?:%[\w.~%-]+)?)\])(?::[0-9]{0,5})?",
    re.ASCII | re.IGNORECASE,
)
"""RFC 3986, section 3.2, without user information, which RFC 9110 section 4.2.4 forbids in HTTP."""

NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*", re.ASCII)


def host_of(authority: str) -> str:
    """Return the host of ``authority`` in lower case, without port, brackets and final dot.

    Raises:
        ValueError: If it is not a host with an optional port.
    """
    match = AUTHORITY.fullmatch(authority)
    if not match:
        raise ValueError(f"{authority[:100]!a} is not a host name")
    if ipv6 := match["ipv6"]:
        return str(IPv6Address(ipv6.replace("%25", "%")))  # an invalid address raises a ValueError, too
    return match["name"].lower().removesuffix(".")


def is_allowed(host: str, allowed: frozenset[str]) -> bool:
    """Return whether requests for ``host``, as ``host_of`` returns it, are accepted."""
    return host in allowed or host == "localhost" or host.endswith(".localhost") or _is_ip(host)


def _is_ip(host: str) -> bool:
    """Return whether ``host`` is an IP address, which no name server can redirect."""
    for kind in (IPv4Address, IPv6Address):
        try:
            kind(host)
        except AddressValueError:
            continue
        return True
    return False


def read_names(names: Iterable[str]) -> frozenset[str]:
    """Return host names given by the author in the form that ``is_allowed`` compares.

    Raises:
        ValueError: If one is not a host name; the message quotes it.
    """
    found = set()
    for name in names:
        try:
            host = host_of(name if name.isascii() else name.encode("idna").decode())
        except ValueError:
            host = ""
        if not NAME.fullmatch(host):
            raise ValueError(f"{name!r} is not a host name (write only the name, for example studio.local)")
        found.add(host)
    return frozenset(found)
