"""Open a connection to one host: look its name up, judge the address, speak TLS.

The standard library's client, with sockets of our own: a name is looked up
once and what was found is judged before anything is sent there; and every
single read ends when the time for the whole answer is over, or a host that
sends a byte each second would hold us for hours.
"""

import socket
import ssl
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from ada_url import URL

from ..urls import is_address, private_host
from .line import Line, left
from .model import Failure
from .network import may_ask

PORTS = {"http:": 80, "https:": 443}
BROWSERS_REFUSE = frozenset({10, 18, 62, 64})
"""OpenSSL's X509_V_ERR_… for a certificate that is expired, self-signed, or of another host or address.

All others may be those of an issuer that browsers know, and this machine does not."""
NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
"""All other faults of a look-up are the name servers' own."""


KNOWN_NAME = "example.com"
"""A name that exists (RFC 2606): where it does not, the fault is in the look-up."""

LookUp = Callable[[str, int], list[Any]]
"""Gives the addresses of a host at a port, as ``socket.getaddrinfo`` does."""


def look_up(host: str, port: int) -> list[Any]:
    """Return the addresses of a host.

    Raises:
        socket.gaierror: With EAI_NONAME only if there is no such host: some
            systems say so, too, while they have no network.
    """
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in NO_SUCH_NAME and not names_are_found():
            raise socket.gaierror(socket.EAI_AGAIN, "no names are found") from None
        raise


@cache
def names_are_found() -> bool:
    """Tell whether names are looked up at all, here and now."""
    try:
        return bool(socket.getaddrinfo(KNOWN_NAME, 80, type=socket.SOCK_STREAM))
    except socket.gaierror:
        return False


class PrivateAddressError(OSError):
    """The host must not be asked."""


@dataclass(frozen=True)
class Route:
    """The way to the host of one URL."""

    url: URL
    proxy: str
    """The proxy's own URL, ``""`` without one. It looks names up by itself, so they are judged as written."""
    allowed: tuple[str, ...]
    tls: ssl.SSLContext
    look_up: "LookUp"
    end: float
    """The moment, of ``time.monotonic``, when the time for the answer is over."""

    @property
    def host(self) -> str:
        """The host's name or address, without the brackets of IPv6."""
        return str(self.url.hostname).strip("[]")

    @property
    def port(self) -> int:
        """The port, whether the URL says it or not."""
        return int(self.url.port or PORTS[self.url.protocol])

    @property
    def proxy_headers(self) -> dict[str, str]:
        """What a proxy for http wants to hear in the request itself."""
        return _authorization(urlsplit(self.proxy)) if self.url.protocol == "http:" else {}


class Connection(HTTPConnection):
    """One connection for one question."""

    def __init__(self, route: Route) -> None:
        super().__init__(route.host, route.port)
        self._route = route
        self._socket: socket.socket | None = None

    def connect(self) -> None:
        """Connect, through the proxy if there is one, and speak TLS if the URL says so."""
        route = self._route
        if route.proxy:
            _judge_as_written(route)
            proxy = urlsplit(route.proxy)
            found = look_up(proxy.hostname or "", proxy.port or 80)
            self._socket = _open(found, route.end)
            if route.url.protocol == "https:":
                _tunnel(self._socket, route, proxy)
        else:
            found = route.look_up(route.host, route.port)
            _judge(route.host, found, route.allowed)
            self._socket = _open(found, route.end)
        if route.url.protocol == "https:":
            self._socket.settimeout(left(route.end))
            self._socket = route.tls.wrap_socket(self._socket, server_hostname=route.host)
        self.sock = Line(self._socket, route.end)

    def hang_up(self) -> None:
        """Close the connection for good."""
        if self._socket:
            self._socket.close()


def _judge(host: str, found: list[Any], allowed: tuple[str, ...]) -> None:
    """Let only those hosts pass whose every address may be asked.

    Raises:
        PrivateAddressError: With the address, where the host does not name it itself.
    """
    for *_, at in found:
        if not may_ask(host, str(at[0]), allowed):
            raise PrivateAddressError("" if at[0] == host else str(at[0]))


def _judge_as_written(route: Route) -> None:
    """Let no redirect ask a proxy for what is private by its name or address."""
    if private := private_host(route.url.href):
        host = private.strip("[]")
        if not (may_ask(host, host, route.allowed) if is_address(private) else host in route.allowed):
            raise PrivateAddressError


def _open(found: list[Any], end: float) -> socket.socket:
    """Connect to the first address that answers."""
    for number, (family, kind, protocol, _, address) in enumerate(found):
        raw = socket.socket(family, kind, protocol)
        try:
            raw.settimeout(left(end) / (len(found) - number))
            raw.connect(address)
            return raw
        except OSError:
            raw.close()
            if number == len(found) - 1:
                raise
    raise OSError("no address")


def _tunnel(raw: socket.socket, route: Route, proxy: SplitResult) -> None:
    """Ask the proxy to pass everything on (RFC 9110, section 9.3.6)."""
    where = f"{route.url.hostname}:{route.port}"
    headers = {"Host": where} | _authorization(proxy)
    lines = [f"CONNECT {where} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    line = Line(raw, route.end)
    line.sendall("\r\n".join(lines).encode("latin-1"))
    response = HTTPResponse(line, method="CONNECT")  # type: ignore[arg-type]
    response.begin()
    if response.status != 200:
        raise OSError(f"the proxy answers {response.status}")


def _authorization(proxy: SplitResult) -> dict[str, str]:
    if not proxy.username:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def failure_of(error: Exception) -> tuple[Failure, str]:
    """Say what an exception means, and what more it tells."""
    if isinstance(error, ssl.SSLCertVerificationError):
        kind = Failure.CERTIFICATE if error.verify_code in BROWSERS_REFUSE else Failure.UNTRUSTED
        return kind, str(error.verify_message).rstrip(".")
    if isinstance(error, socket.gaierror):
        return (Failure.NO_HOST if error.errno in NO_SUCH_NAME else Failure.NO_NAME_SERVER), ""
    for kinds, failure in FAILURES:
        if isinstance(error, kinds):
            return failure, str(error) if isinstance(error, PrivateAddressError) else ""
    return Failure.UNREACHABLE, str(error.strerror or error) if isinstance(error, OSError) else ""


FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Failure], ...] = (
    (PrivateAddressError, Failure.PRIVATE),
    (UnicodeError, Failure.NO_HOST),  # a name that has no form for the name servers
    (TimeoutError, Failure.TIMEOUT),
    ((ssl.SSLEOFError, ssl.SSLZeroReturnError), Failure.DROPPED),
    (ssl.SSLError, Failure.TLS),
    (ConnectionRefusedError, Failure.REFUSED),
    (ConnectionError, Failure.DROPPED),
    ((HTTPException, ValueError), Failure.NOT_HTTP),
)
"""What exceptions mean; the first that fits."""
