"""Send one request to one host and read its response; see ``connection`` for the sockets."""

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from ssl import SSLContext, create_default_context

from ....core.url import URL
from ..model import Request, Response
from ..page import is_html
from .connection import Connection, LookUp, Route, failure_of, look_up

CHUNK = 64 * 1024
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; link_check)",
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en;q=0.5,*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Fetcher:
    """Sends requests. No connection and no cookie is kept between them."""

    timeout: float
    """Seconds for one response, from the DNS lookup to the last byte that is needed."""
    allowed: tuple[str, ...] = ()
    """Private hosts to which requests may be sent."""
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Headers by host; they are sent to that host only, and only over TLS."""
    tls: SSLContext = field(default_factory=create_default_context)
    proxies: Mapping[str, str] = field(default_factory=dict)
    """Proxies by scheme, as returned by ``urllib.request.getproxies``."""
    look_up: LookUp = look_up
    bypass: Callable[[str], object] = lambda host: False
    """Returns whether to connect to a host without a proxy."""

    def __call__(self, request: Request) -> Response:
        """Return the response, or why there is none. Network errors are not raised."""
        url = URL(request.url)
        proxy = self._proxy(url)
        route = Route(url, proxy, self.allowed, self.tls, self.look_up, time.monotonic() + self.timeout)
        # A proxy for http needs the whole URL; one for https gets the host in CONNECT.
        before = f"http://{url.host}" if proxy and url.protocol == "http:" else ""
        connection = Connection(route)
        try:
            headers = HEADERS | {"Host": url.host} | route.proxy_headers | self._own_headers(url)
            connection.request(request.method, before + url.pathname + url.search, headers=headers)
            return _read(connection.getresponse(), request.limit)
        except (OSError, HTTPException, ValueError) as error:
            failure, detail = failure_of(error)
            return Response(failure=failure, detail=detail)
        finally:
            connection.close_socket()

    def _own_headers(self, url: URL) -> dict[str, str]:
        """Return the configured headers for this host; a redirect to another host does not get them."""
        return dict(self.headers.get(url.host, {})) if url.protocol == "https:" else {}

    def _proxy(self, url: URL) -> str:
        proxy = self.proxies.get(url.protocol[:-1]) or self.proxies.get("all", "")
        return "" if not proxy or self.bypass(url.hostname) else proxy


def _read(response: HTTPResponse, limit: int) -> Response:
    """Convert a response of ``http.client``; its body is read only as far as needed."""
    headers = {name.lower(): value for name, value in response.getheaders()}
    result = Response(response.status, headers)
    if not limit or not is_html(result):
        return result
    body, whole = _body(response, headers.get("content-encoding", "").strip().lower(), limit)
    return Response(response.status, headers, body, whole)


def _body(response: HTTPResponse, encoding: str, limit: int) -> tuple[bytes, bool]:
    """Return the decompressed body up to ``limit`` bytes, and whether it is complete.

    A body that is cut off or cannot be decompressed is incomplete; the status is still known.
    """
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        return b"", False
    unpacker = zlib.decompressobj(GZIP_OR_ZLIB) if encoding.endswith(("gzip", "deflate")) else None
    body = bytearray()
    try:
        while chunk := response.read1(CHUNK):
            body += unpacker.decompress(chunk, limit - len(body)) if unpacker else chunk
            if len(body) >= limit:
                return bytes(body[:limit]), False
    except (OSError, HTTPException, zlib.error, ValueError):
        return bytes(body), False
    unpacked = unpacker is None or (unpacker.eof and not unpacker.unused_data)
    return bytes(body), unpacked and not response.length
