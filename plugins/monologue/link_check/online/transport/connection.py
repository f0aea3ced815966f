"""Open a connection to one host: resolve its name, check the IP address, start TLS.

It is the HTTP client of the standard library with our own sockets, for two reasons. A name is
resolved once, and its IP addresses are checked before anything is sent to them. All reads share one
deadline, so that a host that sends one byte per second cannot occupy a thread for hours.
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

from ....core.url import URL
from ...syntax.url import is_address, private_host
from ..model import Failure
from .deadline import DeadlineSocket, remaining
from .network import is_allowed

PORTS = {"http:": 80, "https:": 443}
BROWSERS_REFUSE = frozenset({10, 18, 62, 64})
"""OpenSSL's X509_V_ERR_… for a certificate that is expired, self-signed, or for another host or IP address.

All other errors may concern an issuer that browsers know and this machine does not."""
NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
"""All other lookup errors are failures of the name servers."""


KNOWN_NAME = "example.com"
"""A name that exists (RFC 2606): if it is not found, DNS does not work."""

LookUp = Callable[[str, int], list[Any]]
"""Returns the addresses of a host and port, like ``socket.getaddrinfo``."""


def look_up(host: str, port: int) -> list[Any]:
    """Return the IP addresses of a host.

    Raises:
        socket.gaierror: With EAI_NONAME only if the host does not exist; some systems
            also raise it while they have no network.
    """
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in NO_SUCH_NAME and not dns_works():
            raise socket.gaierror(socket.EAI_AGAIN, "DNS does not work") from None
        raise


@cache
def dns_works() -> bool:
    """Tell whether name resolution works."""
    try:
        return bool(socket.getaddrinfo(KNOWN_NAME, 80, type=socket.SOCK_STREAM))
    except socket.gaierror:
        return False


class PrivateAddressError(OSError):
    """No request may be sent to the host."""


@dataclass(frozen=True)
class Route:
    """How to connect to the host of one URL."""

    url: URL
    proxy: str
    """The URL of the proxy, or ``""``. A proxy resolves names itself, so only the name can be checked."""
    allowed: tuple[str, ...]
    tls: ssl.SSLContext
    look_up: "LookUp"
    deadline: float
    """The deadline for the whole response, as a time of ``time.monotonic``."""

    @property
    def host(self) -> str:
        """The host name or IP address, without the brackets of IPv6."""
        return str(self.url.hostname).strip("[]")

    @property
    def port(self) -> int:
        """The port of the URL, or the default port of its scheme."""
        return int(self.url.port or PORTS[self.url.protocol])

    @property
    def proxy_headers(self) -> dict[str, str]:
        """The headers for an HTTP proxy, which are part of the request."""
        return _authorization(urlsplit(self.proxy)) if self.url.protocol == "http:" else {}


class Connection(HTTPConnection):
    """A connection for one request."""

    def __init__(self, route: Route) -> None:
        super().__init__(route.host, route.port)
        self._route = route
        self._socket: socket.socket | None = None

    def connect(self) -> None:
        """Connect, through the proxy if there is one, and start TLS for an ``https:`` URL."""
        route = self._route
        if route.proxy:
            _check_as_written(route)
            proxy = urlsplit(route.proxy)
            found = look_up(proxy.hostname or "", proxy.port or 80)
            self._socket = _open(found, route.deadline)
            if route.url.protocol == "https:":
                _tunnel(self._socket, route, proxy)
        else:
            found = route.look_up(route.host, route.port)
            _check(route.host, found, route.allowed)
            self._socket = _open(found, route.deadline)
        if route.url.protocol == "https:":
            self._socket.settimeout(remaining(route.deadline))
            self._socket = route.tls.wrap_socket(self._socket, server_hostname=route.host)
        self.sock = DeadlineSocket(self._socket, route.deadline)

    def close_socket(self) -> None:
        """Close the socket."""
        if self._socket:
            self._socket.close()


def _check(host: str, found: list[Any], allowed: tuple[str, ...]) -> None:
    """Reject a host unless requests may be sent to all of its IP addresses.

    Raises:
        PrivateAddressError: With the IP address, unless the host is that IP address.
    """
    for *_, at in found:
        if not is_allowed(host, str(at[0]), allowed):
            raise PrivateAddressError("" if at[0] == host else str(at[0]))


def _check_as_written(route: Route) -> None:
    """Reject a host with a private name or IP address before a proxy is used."""
    if private := private_host(route.url.href):
        host = private.strip("[]")
        if not (is_allowed(host, host, route.allowed) if is_address(private) else host in route.allowed):
            raise PrivateAddressError


def _open(found: list[Any], deadline: float) -> socket.socket:
    """Connect to the first IP address that accepts the connection."""
    for number, (family, kind, protocol, _, address) in enumerate(found):
        raw = socket.socket(family, kind, protocol)
        try:
            raw.settimeout(remaining(deadline) / (len(found) - number))
            raw.connect(address)
            return raw
        except OSError:
            raw.close()
            if number == len(found) - 1:
                raise
    raise OSError("the host has no IP address")


def _tunnel(raw: socket.socket, route: Route, proxy: SplitResult) -> None:
    """Open a tunnel through the proxy (RFC 9110, section 9.3.6)."""
    where = f"{route.url.hostname}:{route.port}"
    headers = {"Host": where} | _authorization(proxy)
    lines = [f"CONNECT {where} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    line = DeadlineSocket(raw, route.deadline)
    line.sendall("\r\n".join(lines).encode("latin-1"))
    response = HTTPResponse(line, method="CONNECT")  # type: ignore[arg-type]
    response.begin()
    if response.status != 200:
        raise OSError(f"the proxy returned {response.status}")


def _authorization(proxy: SplitResult) -> dict[str, str]:
    if not proxy.username:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def failure_of(error: Exception) -> tuple[Failure, str]:
    """Return the failure that an exception stands for, and its details."""
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
    (UnicodeError, Failure.NO_HOST),  # the name cannot be encoded for DNS
    (TimeoutError, Failure.TIMEOUT),
    ((ssl.SSLEOFError, ssl.SSLZeroReturnError), Failure.DROPPED),
    (ssl.SSLError, Failure.TLS),
    (ConnectionRefusedError, Failure.REFUSED),
    (ConnectionError, Failure.DROPPED),
    ((HTTPException, ValueError), Failure.NOT_HTTP),
)
"""The failure for each type of exception; the first match counts."""
