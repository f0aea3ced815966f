"""Decide to which hosts requests may be sent: none in private networks, unless the author allows them."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that embed an IPv4 address (RFC 6052)."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an IP address is globally reachable (IANA's special-purpose registries).

    An IPv6 address that embeds an IPv4 address counts as that IPv4 address; otherwise
    ``::ffff:127.0.0.1`` would be accepted.
    """
    if isinstance(address, IPv6Address):
        if wrapped := address.ipv4_mapped or address.sixtofour:
            return is_public(wrapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


def is_allowed(host: str, address: str, allowed: Iterable[str] = ()) -> bool:
    """Tell whether requests may be sent to ``host``, which resolves to ``address``.

    ``allowed`` has host names, IP addresses and networks (``10.0.0.0/8``) that are allowed although private.
    """
    found = ip_address(address.partition("%")[0])  # the part after % is a network interface of this machine
    return is_public(found) or any(host == entry.lower() or _is_in(found, entry) for entry in allowed)


def _is_in(address: IPv4Address | IPv6Address, entry: str) -> bool:
    try:
        return address in ip_network(entry, strict=False)
    except ValueError:  # it is a host name
        return False
