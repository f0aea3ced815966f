"""Judge how an address of another site is written. What it leads to is not asked: no network."""

import re
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
"""Schemes that are in use (IANA's registry of URI schemes, and those of common programs)."""

_NEAR_SCHEME = Names(KNOWN_SCHEMES)
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
"""What ends an address in Markdown or HTML, or means something else there."""
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def near_scheme(scheme: str) -> str:
    """Return the known scheme that a misspelt one means, or ``""``."""
    return "" if scheme in KNOWN_SCHEMES else _NEAR_SCHEME.nearest(scheme)


def with_two_slashes(href: str) -> str:
    """Return ``https:/x`` or ``https:///x`` as it was meant, or ``""`` if its slashes are right."""
    match = _SLASHES.match(href)
    return f"{match[1]}://{href[match.end() :]}" if match else ""


def without_doubled_scheme(href: str) -> str:
    """Return ``http:https://x`` or ``https://https//x`` as it was meant, or ``""``."""
    match = _DOUBLED.match(href)
    return with_colon(href[match.end() :]) or href[match.end() :] if match else ""


def with_colon(href: str) -> str:
    """Return ``http//x`` as it was meant, or ``""``."""
    return _NO_COLON.sub(r"\1://", href) if _NO_COLON.match(href) else ""


def with_scheme(href: str) -> str:
    """Return ``http//x``, ``www.x.org`` or ``me@x.org`` as it was meant, or ``""``."""
    if _MAIL.fullmatch(href):
        return f"mailto:{href}"
    return with_colon(href) or (f"https://{href}" if _HOST_FIRST.match(href) else "")


def with_step(href: str, step: str, meant: str) -> str:
    """Return an address with one step of its path replaced, or ``""`` if it does not have it just once."""
    path = re.match(r"[^?#]*", href)[0]  # type: ignore[index]
    steps = path.split("/")
    at = [index for index, each in enumerate(steps) if meant and unquote(each) == step]
    if len(at) != 1:
        return ""
    steps[at[0]] = quote(meant)
    return "/".join(steps) + href[len(path) :]


def with_fragment(href: str, meant: str) -> str:
    """Return an address with a fragment in place of its own, or ``""`` if that cannot be written as it is."""
    return f"{href.partition('#')[0]}#{meant}" if is_plain(meant) else ""


def is_plain(text: str) -> bool:
    """Tell whether a text can stand in an address as it is, in Markdown and in HTML."""
    return not _UNSAFE.search(text)


def run_together(href: str) -> tuple[str, str] | None:
    """Split ``https://a.orghttps://b.org``; a URL in the path (archives), query or fragment passes."""
    if href.find("://", 8) < 0:  # as of nearly all
        return None
    match = _RUN_TOGETHER.search(_AFTER_PATH.split(href, maxsplit=1)[0], 8)
    return (href[: match.start() + 1], href[match.start() + 1 :]) if match else None


def user_of(url: str) -> str:
    """Return what stands before ``@`` in the host part of a URL, or ``""``."""
    match = _AUTHORITY.match(url) if "@" in url else None
    return (match["user"] or "") if match else ""


def private_host(url: str) -> str:
    """Return the host of a URL if only this machine or network can reach it, else ``""``.

    Sources: RFC 6761 and RFC 8375 for the names, IANA's special-purpose registries for the addresses.
    """
    match = _AUTHORITY.match(url)
    host = match["host"] if match else ""
    if is_address(host):
        return "" if ip_address(host.strip("[]")).is_global else host
    return host if _PRIVATE.fullmatch(host.rstrip(".")) else ""


def is_address(host: str) -> bool:
    """Tell whether the host of a parsed URL is an IP address, not a name.

    The parser wrote every number of IPv4 in its usual form, and refused a name
    whose last label is a number (WHATWG URL, "ends in a number checker").
    """
    return host.startswith("[") or bool(_IPV4.fullmatch(host))


def trailing_punctuation(href: str) -> str:
    """Return the last character if it belongs to the sentence around the link, else ``""``.

    A bracket that was opened, and the full stop of an abbreviation, are part of the address.
    """
    last = href[-1:]
    if last in _BRACKETS:
        return last if href.count(last) > href.count(_BRACKETS[last]) else ""
    if last == "." and _ABBREVIATION.search(href[-8:]):
        return ""
    return last if last and last in ".,;:'\"<>*`" else ""


def why_invalid(href: str) -> str:
    """Return what makes an ``href`` with a scheme an invalid URL, as far as its text shows."""
    authority = re.split(r"[/?#\\]", href.partition(":")[2].lstrip("/\\"))[0].rpartition("@")[2]
    port = authority.rpartition(":")[2] if ":" in authority and "]" not in authority else ""
    if not authority:
        return "it has no host"
    if re.search(r"\s", authority):
        return "a space in the host"
    if port and not (re.fullmatch(r"0*\d{1,5}", port) and int(port) <= 65535):
        return "the port must be a number up to 65535"
    return "the host name cannot exist"
