"""Check the syntax of URLs. No network."""

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, unquote

from ..similar import Names

KNOWN_SCHEMES = frozenset(
    """
    about acct afp aim apt ark at bitcoin blob callto chrome chrome-extension cid content cvs data dav davs
    dict did dns doi ed2k ethereum facetime facetime-audio feed feeds file finger fish ftp ftps gemini
    geo git git+https git+ssh go gopher gtalk hcp http https im imap info intent ipfs ipns ipp ipps irc
    irc6 ircs itms itms-apps javascript jdbc lastfm ldap ldaps lightning magnet mailto maps market
    matrix message mid mms monero moz-extension ms-settings msteams mumble mvn news nfs nntp nostr
    obsidian openpgp4fpr otpauth payto pkcs11 podcast pop pres resource rmi rsync rtmp rtsp secondlife
    sftp sgn shortcuts signal sip sips skype slack smb sms snmp spotify ssh steam stun stuns svn svn+ssh
    tag teamspeak tel telnet tftp tg things turn turns tv udp unreal urn ut2004 ventrilo viber
    view-source vnc vscode wais webcal whatsapp ws wss xcon xmpp xri ymsgr zoommtg zoomus zotero
    """.split()
)
"""Schemes in use: IANA's registry of URI schemes, and those of common programs."""

_SCHEMES = Names(KNOWN_SCHEMES)
_SLASHES = re.compile(r"(https?):(?!//[^/\\:])[/\\:]*", re.IGNORECASE)
_DOUBLED = re.compile(r"https?:?/*(?=https?(?::/|//))", re.IGNORECASE)
_NO_COLON = re.compile(r"(https?)[.,;]?//:?", re.IGNORECASE)
_AFTER_PATH = re.compile(r"[?#]")
_RUN_TOGETHER = re.compile(r"[^/=?&#:,;|(\s]https?://", re.IGNORECASE)
_AUTHORITY = re.compile(r"[a-z]+://(?:(?P<user>[^/?#@]*)@)?(?P<host>\[[^\]]*\]|[^/?#:]*)")
_COMMON = r"com|org|net|edu|gov|io|dev|ai|co|app|info|me|eu|uk|de|fr|ch|jp|ca|au|nl|us"
_HOST_FIRST = re.compile(
    rf"(?:www\.[\w-]+|[\w-]+)(?:\.[\w-]+)*\.(?:{_COMMON})(?::\d+)?(?=[/?#]|\Z)|www\.[\w.-]+", re.I
)
_MAIL = re.compile(r"[^\s@/:?#]+@[^\s@/:?#]+\.[a-z]{2,24}(?:\?\S*)?", re.IGNORECASE)
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}", re.ASCII)
_PRIVATE = re.compile(r"(?:[^.]*|.*\.(?:localhost|local|internal|lan|home\.arpa|test))", re.IGNORECASE)
_ABBREVIATION = re.compile(
    r"(?:(?:^|[._,%\W])(?:Inc|Jr|Sr|Ltd|Co|Corp|Bros|St|Dr|Mrs?|Ms|Prof|Sgt|vs|etc|al)|[._][A-Za-z]|\.)\.\Z",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"[\s<>()\"'%`\\\[\]]")
"""Characters that end a URL or have a special meaning in Markdown or HTML."""
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def similar_scheme(scheme: str) -> str:
    """Return the known scheme that a misspelt scheme was meant to be, or ``""``."""
    return "" if scheme in KNOWN_SCHEMES else _SCHEMES.nearest(scheme)


def with_two_slashes(href: str) -> str:
    """Return ``https:/x`` or ``https:///x`` with two slashes, or ``""`` if the slashes are right."""
    match = _SLASHES.match(href)
    return f"{match[1]}://{href[match.end() :]}" if match else ""


def without_doubled_scheme(href: str) -> str:
    """Return ``http:https://x`` or ``https://https//x`` with one scheme, or ``""`` if it has one."""
    match = _DOUBLED.match(href)
    return with_colon(href[match.end() :]) or href[match.end() :] if match else ""


def with_colon(href: str) -> str:
    """Return ``http//x`` with its colon, or ``""`` for any other ``href``."""
    return _NO_COLON.sub(r"\1://", href) if _NO_COLON.match(href) else ""


def with_scheme(href: str) -> str:
    """Return ``http//x``, ``www.x.org`` or ``me@x.org`` with its scheme, or ``""`` for any other ``href``."""
    if _MAIL.fullmatch(href):
        return f"mailto:{href}"
    return with_colon(href) or (f"https://{href}" if _HOST_FIRST.match(href) else "")


def with_step(href: str, step: str, meant: str) -> str:
    """Replace one segment of the path of a URL; return ``""`` unless the segment occurs exactly once."""
    path = re.match(r"[^?#]*", href)[0]  # type: ignore[index]
    steps = path.split("/")
    at = [index for index, each in enumerate(steps) if meant and unquote(each) == step]
    if len(at) != 1:
        return ""
    steps[at[0]] = quote(meant)
    return "/".join(steps) + href[len(path) :]


def with_fragment(href: str, meant: str) -> str:
    """Replace the fragment of a URL; return ``""`` if the new one needs escaping."""
    return f"{href.partition('#')[0]}#{meant}" if is_plain(meant) else ""


def is_plain(text: str) -> bool:
    """Tell whether a text needs no escaping in a URL in Markdown and in HTML."""
    return not _UNSAFE.search(text)


def run_together(href: str) -> tuple[str, str] | None:
    """Split ``https://a.orghttps://b.org``; a URL in the path, query or fragment is accepted."""
    if href.find("://", 8) < 0:  # true of nearly all links
        return None
    match = _RUN_TOGETHER.search(_AFTER_PATH.split(href, maxsplit=1)[0], 8)
    return (href[: match.start() + 1], href[match.start() + 1 :]) if match else None


def user_of(url: str) -> str:
    """Return the part of a URL's authority before ``@``, or ``""``."""
    match = _AUTHORITY.match(url) if "@" in url else None
    return (match["user"] or "") if match else ""


def private_host(url: str) -> str:
    """Return the host of a URL if it is reachable only from this machine or network, else ``""``.

    Sources: RFC 6761 and RFC 8375 for names, IANA's special-purpose registries for IP addresses.
    """
    match = _AUTHORITY.match(url)
    return _if_private(match["host"]) if match else ""


@lru_cache(maxsize=1000)  # a site links to few hosts, many times
def _if_private(host: str) -> str:
    if is_address(host):
        return "" if ip_address(host.strip("[]")).is_global else host
    return host if _PRIVATE.fullmatch(host.rstrip(".")) else ""


def is_address(host: str) -> bool:
    """Tell whether the host of a parsed URL is an IP address.

    The parser has normalized IPv4 addresses and rejected names whose last label is a
    number (WHATWG URL, "ends in a number checker").
    """
    return host.startswith("[") or bool(_IPV4.fullmatch(host))


def trailing_punctuation(href: str) -> str:
    """Return the last character if it is punctuation of the sentence around the link, else ``""``.

    A closing bracket with its opening one, and the full stop of an abbreviation, belong to the URL.
    """
    last = href[-1:]
    if last in _BRACKETS:
        return last if href.count(last) > href.count(_BRACKETS[last]) else ""
    if last == "." and _ABBREVIATION.search(href[-8:]):
        return ""
    return last if last and last in ".,;:'\"<>*`" else ""


def why_invalid(href: str) -> str:
    """Return why an ``href`` with a scheme is not a valid URL."""
    authority = re.split(r"[/?#\\]", href.partition(":")[2].lstrip("/\\"))[0].rpartition("@")[2]
    port = authority.rpartition(":")[2] if ":" in authority and "]" not in authority else ""
    if not authority:
        return "it has no host"
    if re.search(r"\s", authority):
        return "the host contains a space"
    if port and not (re.fullmatch(r"0*\d{1,5}", port) and int(port) <= 65535):
        return "the port must be a number up to 65535"
    return "the host name is not valid"
