"""Say which hosts may be asked: not those of a private network, except where the author says so."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses that stand for IPv4's (RFC 6052)."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether everybody can reach an address (IANA's special-purpose registries).

    An IPv6 address that only wraps one of IPv4 is judged by what it wraps, or
    ``::ffff:127.0.0.1`` would be a way in.
    """
    if isinstance(address, IPv6Address):
        if wrapped := address.ipv4_mapped or address.sixtofour:
            return is_public(wrapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


def may_ask(host: str, address: str, allowed: Iterable[str] = ()) -> bool:
    """Tell whether ``host``, which was found at ``address``, may be asked.

    ``allowed`` has names, addresses and networks (``10.0.0.0/8``) that may be, though they are private.
    """
    found = ip_address(address.partition("%")[0])  # what follows a % is the machine's own interface
    return is_public(found) or any(host == entry.lower() or _is_in(found, entry) for entry in allowed)


def _is_in(address: IPv4Address | IPv6Address, entry: str) -> bool:
    try:
        return address in ip_network(entry, strict=False)
    except ValueError:  # a name
        return False
