"""Ask one question of one host: the only module that opens a connection.

The standard library's client, because the sockets must be ours: a name is
looked up once and its address is judged before anything is sent there, and
every single read ends when the time for the whole answer is over, or a host
that sends a byte every second could hold us for ever.
"""

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from ssl import SSLContext, create_default_context

from ada_url import URL

from ..model import Answer, Question
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
    """Asks questions. No connection and no cookie is kept from one to the next."""

    timeout: float
    """Seconds for one whole answer, from the look-up of the name to the last byte that is needed."""
    allowed: tuple[str, ...] = ()
    """Private hosts that may be asked."""
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By host, headers that are sent to it alone, and only over TLS."""
    tls: SSLContext = field(default_factory=create_default_context)
    proxies: Mapping[str, str] = field(default_factory=dict)
    """By scheme, as ``urllib.request.getproxies`` gives them."""
    look_up: LookUp = look_up
    bypass: Callable[[str], object] = lambda host: False
    """Tells whether a host is asked without a proxy."""

    def __call__(self, question: Question) -> Answer:
        """Return the answer, or why there is none; nothing is raised."""
        url = URL(question.url)
        proxy = self._proxy(url)
        route = Route(url, proxy, self.allowed, self.tls, self.look_up, time.monotonic() + self.timeout)
        # A proxy for http is told the whole address; one for https hears of the host only.
        before = f"http://{url.host}" if proxy and url.protocol == "http:" else ""
        connection = Connection(route)
        try:
            headers = HEADERS | {"Host": url.host} | route.proxy_headers | self._own_headers(url)
            connection.request(question.method, before + url.pathname + url.search, headers=headers)
            return _read(connection.getresponse(), question.limit)
        except (OSError, HTTPException, ValueError) as error:
            failure, detail = failure_of(error)
            return Answer(failure=failure, detail=detail)
        finally:
            connection.hang_up()

    def _own_headers(self, url: URL) -> dict[str, str]:
        """Return the author's headers for this very host: each redirect is a question of its own."""
        return dict(self.headers.get(url.host, {})) if url.protocol == "https:" else {}

    def _proxy(self, url: URL) -> str:
        proxy = self.proxies.get(url.protocol[:-1]) or self.proxies.get("all", "")
        return "" if not proxy or self.bypass(url.hostname) else proxy


def _read(response: HTTPResponse, limit: int) -> Answer:
    """Return a response as an answer, its body read as far as it is of use."""
    headers = {name.lower(): value for name, value in response.getheaders()}
    answer = Answer(response.status, headers)
    if not limit or not is_html(answer):
        return answer
    body, whole = _body(response, headers.get("content-encoding", "").strip().lower(), limit)
    return Answer(response.status, headers, body, whole)


def _body(response: HTTPResponse, encoding: str, limit: int) -> tuple[bytes, bool]:
    """Return the unpacked body up to ``limit`` bytes, and whether that is all of it.

    What breaks off or cannot be unpacked is not whole: the status is known all the same.
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
