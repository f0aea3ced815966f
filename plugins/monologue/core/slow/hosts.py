"""Read the host of a URL. Source: WHATWG URL, section 3.5; the characters of a domain: package ``idna``."""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from itertools import groupby
from urllib.parse import quote, unquote_to_bytes

from idna import IDNAError, check_bidi, uts46_remap, valid_contextj

FORBIDDEN = re.compile(r"[\x00\t\n\r #/:<>?@\[\\\]^|]")
"""Forbidden host code points."""
FORBIDDEN_IN_DOMAIN = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
JOINERS = "\u200c\u200d"
BITS = 32


def read_host(text: str, *, is_special: bool) -> str:
    """Return the serialized host.

    Raises:
        ValueError: If it is not a host.
    """
    if text.startswith("["):
        if not text.endswith("]"):
            raise ValueError(f"{text} has no closing bracket")
        return f"[{ipv6(text[1:-1])}]"
    if not is_special:
        if FORBIDDEN.search(text):
            raise ValueError(f"{text} contains a forbidden character")
        return quote(text, safe="".join(map(chr, range(0x20, 0x7F))))
    domain = to_ascii(unquote_to_bytes(text).decode(errors="replace"))
    if not domain or FORBIDDEN_IN_DOMAIN.search(domain):
        raise ValueError(f"{text} is not a domain")
    labels = domain.split(".")
    last = labels[-2] if labels[-1] == "" and len(labels) > 1 else labels[-1]
    return ipv4(domain) if NUMBER.fullmatch(last) else domain


def to_ascii(domain: str) -> str:
    """Return a domain in ASCII.

    Raises:
        ValueError: If it is not valid. Source: UTS 46 without transitional processing, as URLs use it.
    """
    if domain.isascii():  # also with "xn--": browsers leave it to the name server
        return domain.lower()
    try:
        labels = uts46_remap(domain, std3_rules=False, transitional=False).split(".")
        return ".".join(map(_label_to_ascii, labels))
    except (IDNAError, UnicodeError) as error:
        raise ValueError(f"{domain} is not a domain: {error}") from None


def _label_to_ascii(label: str) -> str:
    text = label
    if label.startswith("xn--"):
        text = label[4:].encode("ascii").decode("punycode")
        if not text or text.isascii() or uts46_remap(text, std3_rules=False) != text:
            raise IDNAError(f"{label} is not valid")
    if text.isascii():
        return text
    if any(char in JOINERS and not valid_contextj(text, place) for place, char in enumerate(text)):
        raise IDNAError(f"{label} contains a joiner that joins nothing")
    check_bidi(text)
    return "xn--" + text.encode("punycode").decode("ascii")


def ipv4(text: str) -> str:
    """Return an IPv4 address of one to four parts, in decimal, octal or hexadecimal numbers.

    Raises:
        ValueError: If it is not one.
    """
    parts = text.removesuffix(".").split(".")
    if len(parts) > 4 or not all(map(NUMBER.fullmatch, parts)):
        raise ValueError(f"{text} is not an IPv4 address")
    *first, last = map(_number, parts)
    if any(part > 255 for part in first) or last >= 1 << (BITS - 8 * len(first)):
        raise ValueError(f"{text} is not an IPv4 address")
    return str(IPv4Address(sum(part << (24 - 8 * place) for place, part in enumerate(first)) + last))


def _number(text: str) -> int:
    if text[:2].lower() == "0x":
        return int(text[2:] or "0", 16)
    return int(text, 8 if text.startswith("0") and text != "0" else 10)


def ipv6(text: str) -> str:
    """Return an IPv6 address as the standard writes it: without dots, the longest run of zeros left out.

    Raises:
        ValueError: If it is not one.
    """
    try:
        number = int(IPv6Address(text if "%" not in text else "?"))
    except AddressValueError as error:
        raise ValueError(f"{text} is not an IPv6 address") from error
    pieces = [number >> shift & 0xFFFF for shift in range(112, -1, -16)]
    runs, at = [], 0
    for is_zero, group in groupby(pieces, lambda piece: piece == 0):
        length = len(list(group))
        runs += [(length, -at)] if is_zero and length > 1 else []
        at += length
    words = [f"{piece:x}" for piece in pieces]
    if not runs:
        return ":".join(words)
    length, start = max(runs)[0], -max(runs)[1]
    return f"{':'.join(words[:start])}::{':'.join(words[start + length :])}"
