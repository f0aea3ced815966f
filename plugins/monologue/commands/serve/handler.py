"""Read a request and refuse what a static site does not serve; nothing here depends on the site.

A request that HTTP forbids gets the status from RFC 9110 or RFC 9112, and one
that a page of another site may have sent gets 403, each with a one-line body.
"""

from email.errors import MissingHeaderBodySeparatorDefect
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import IO, Protocol

from ...core.adapter.system import quoted
from .hosts import host_of, is_allowed
from .reload import EVENTS
from .request_target import Target, read_target

BLOCK = 65536
"""Bytes to read at once; a longer request line is refused."""


class Allows(Protocol):
    """A server with a list of host names that it accepts, in addition to those of ``is_allowed``."""

    allowed: frozenset[str]


class GuardedHandler(BaseHTTPRequestHandler):
    """One connection. It uses HTTP/1.1, so that a browser keeps it open for the next request."""

    protocol_version = default_request_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or a body waits 40 ms for the acknowledgement of its headers
    server_version = "serve"
    server: Allows  # type: ignore[assignment]  # the base class does not declare its server's attributes
    raw_requestline: bytes
    target: Target

    def parse_request(self) -> bool:
        """Read one request; refuse it if HTTP forbids it or another site could have sent it."""
        if not self.raw_requestline.strip():  # RFC 9112, section 2.2: ignore an empty line before a request
            self.raw_requestline = self.rfile.readline(BLOCK)
        if self.raw_requestline and len(self.raw_requestline.split()) < 3:
            self.command, self.request_version = "", self.default_request_version
            self.send_error(HTTPStatus.BAD_REQUEST, "a request line needs a method, a target and a version")
            return False
        if not super().parse_request():
            return False
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # the body is not read, so the next request cannot be found
        return self._check_target() and self._check_origin()

    def _check_target(self) -> bool:
        """Refuse an invalid target, and any host that is not allowed."""
        hosts = self.headers.get_all("Host", [])
        required = 1 if self.request_version >= "HTTP/1.1" else 0
        try:
            self.target = read_target(self.path)
            if not required <= len(hosts) <= 1 or self._has_bad_header():
                raise ValueError("the request must have exactly one Host field")
            named = [host_of(host.strip(" \t")) for host in hosts]
            if self.target.authority is not None:
                named = [host_of(self.target.authority)]
        except ValueError as error:
            self.send_error(HTTPStatus.BAD_REQUEST, str(error))
            return False
        for host in named:
            if not is_allowed(host, self.server.allowed):
                advice = f" (to allow it, run: invoke serve --allow-host {quoted(host)})" if host else ""
                self.send_error(HTTPStatus.FORBIDDEN, f'the host name "{host}" is not allowed{advice}')
                return False
        return True

    def _has_bad_header(self) -> bool:
        """Return whether a header line is malformed; the fields after it would be ignored."""
        return any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in self.headers.defects)

    def _check_origin(self) -> bool:
        """Refuse a page of another site. It could not read the response, but could hold a connection open."""
        origin = self.headers.get("Origin")
        fetched_by = self.headers.get("Sec-Fetch-Site", "none")
        try:
            is_ours = origin is None or is_allowed(host_of(origin.partition("://")[2]), self.server.allowed)
        except ValueError:
            is_ours = False
        if is_ours and (self.target.path != EVENTS or fetched_by in {"none", "same-origin"}):
            return True
        self.send_error(HTTPStatus.FORBIDDEN, "the request comes from another site")
        return False

    def do_POST(self) -> None:
        """Refuse a method that HTTP defines but a static site does not support."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED, f"the method {self.command} is not allowed")

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_CONNECT = do_TRACE = do_POST  # noqa: N815

    def _send(
        self, status: HTTPStatus, kind: str, body: bytes | IO[bytes], length: int = -1, **headers: str
    ) -> None:
        """Send a response; if ``body`` is a file, send its next ``length`` bytes."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if isinstance(body, bytes) else length))
        for name, value in {"Content_Type": kind, "Cache_Control": "no-store", **headers}.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        if isinstance(body, bytes):
            self.wfile.write(body)
            return
        while length > 0 and (chunk := body.read(min(length, BLOCK))):
            self.wfile.write(chunk)
            length -= len(chunk)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse the request with a one-line body, and close the connection. ``explain`` is not used."""
        status = HTTPStatus(code)
        line = f"{status.value} {status.phrase}" + (f": {message}" if message else "") + "\n"
        self.close_connection = True
        allow = "GET, HEAD" if status == HTTPStatus.METHOD_NOT_ALLOWED else ""
        self._send(status, "text/plain; charset=utf-8", line.encode(), Allow=allow)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing for a request: the terminal shows the builds."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Print nothing for an error: the client gets it in the response."""
