"""A server for the author: it serves the last successful build uncached, and reloads pages after the next.

By default it listens on this machine only. Open pages wait for server-sent
events (WHATWG HTML, section 9.2). Whatever bytes a client sends, the response
is valid HTTP (RFC 9110, RFC 9112).
"""

import html
import json
import socket as sockets
import sys
from contextlib import suppress
from errno import EACCES, EADDRINUSE
from http import HTTPStatus
from pathlib import Path
from socket import AF_INET, AF_INET6, SHUT_WR, SOL_SOCKET, socket
from socketserver import ThreadingTCPServer
from typing import IO
from urllib.parse import unquote

from ...core.adapter.system import is_windows
from .files import byte_range, content_type, find
from .handler import BLOCK, GuardedHandler
from .reload import EVENTS, version_of, with_script
from .site import Site

MISSING = "404.html"
"""The document for a URL that does not exist."""
HEARTBEAT = 10.0
"""The most seconds between two events, so that a closed page is noticed."""
LINGER = 1.0
"""Seconds to wait for a client to close a connection that the server closes."""
EXCLUSIVE: int = getattr(sockets, "SO_EXCLUSIVEADDRUSE", 0)
"""Windows, winsock2.h: no other socket can bind the same port."""


class Handler(GuardedHandler):
    """Responds to the requests that the guard accepts."""

    server: "Server"

    def do_GET(self) -> None:  # noqa: N802
        """Send a file, the 404 page, the event stream, or an error."""
        if self.target.path == EVENTS:
            self._send_events()
            return
        with self.server.site.reading() as (folder, build):
            if folder is None:
                report = self.server.site.report or "The first build is still running."
                self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, build, "No site yet", report)
            else:
                self._send_found(folder, build)

    do_HEAD = do_GET  # noqa: N815

    def _send_found(self, folder: Path, build: str) -> None:
        found = find(folder, self.target.path)
        missing = folder / MISSING
        if found and found.moved_to:
            self._send(HTTPStatus.MOVED_PERMANENTLY, "", b"", Location=found.moved_to + self.target.query)
        elif found:
            self._send_file(found.file, HTTPStatus.OK, build)
        elif missing.is_file():
            self._send_file(missing, HTTPStatus.NOT_FOUND, build)
        else:
            self._send_page(HTTPStatus.NOT_FOUND, build, "Not found", "There is no page at this URL.")

    def _version(self, path: str) -> str:
        """Return the version of the page at a path now."""
        with self.server.site.reading() as (folder, build):
            found = find(folder, path) if folder else None
            file = found.file if found else folder / MISSING if folder else None
            try:
                return version_of(file.read_bytes() if file else b"", build)
            except OSError:
                return version_of(b"", build)

    def _send_file(self, file: Path, status: HTTPStatus, build: str) -> None:
        kind = content_type(file)
        try:
            stream = file.open("rb")
        except OSError as error:
            message = f"{file.name} cannot be read: {error.strerror}"
            self._send_page(HTTPStatus.INTERNAL_SERVER_ERROR, build, "Not readable", message)
            return
        with stream:
            if kind.startswith("text/html"):
                page = stream.read()
                self._send(status, kind, with_script(page, version_of(page, build)))
            else:
                self._send_part(stream, file.stat().st_size, status, kind)

    def _send_part(self, stream: IO[bytes], size: int, status: HTTPStatus, kind: str) -> None:
        """Send the requested bytes; files have no validator, so ``If-Range`` requests the whole file."""
        is_whole = self.command != "GET" or status != HTTPStatus.OK or "If-Range" in self.headers
        span = (0, size) if is_whole else byte_range(self.headers.get("Range", ""), size)
        if span is None:
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "", b"", Content_Range=f"bytes */{size}")
            return
        start, end = span
        headers = {"Accept_Ranges": "bytes"}
        if span != (0, size):
            status, headers["Content_Range"] = HTTPStatus.PARTIAL_CONTENT, f"bytes {start}-{end - 1}/{size}"
        stream.seek(start)
        self._send(status, kind, stream, end - start, **headers)

    def _send_page(self, status: HTTPStatus, build: str, title: str, text: str) -> None:
        """Send a page that the server generates, which reloads like the site's pages."""
        page = f"<!doctype html><title>{title}</title><meta charset=utf-8><pre>{html.escape(text)}</pre>"
        self._send(status, "text/html; charset=utf-8", with_script(page.encode(), version_of(b"", build)))

    def _send_events(self) -> None:
        """Send the current state, then each change, until the page or the server is closed."""
        site = self.server.site
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        path, sent = unquote(self.target.query[1:]), None
        while self.command == "GET":
            with site.changed:
                if sent == site.state():
                    site.changed.wait(HEARTBEAT)
                if site.closed:
                    return
                now = site.state()
                report, is_building = site.report, site.is_building
            news = {"version": self._version(path), "report": report, "isBuilding": is_building}
            event = ":\n\n" if now == sent else f"data: {json.dumps(news)}\n\n"
            self.wfile.write(event.encode())
            sent = now


class Server(ThreadingTCPServer):
    """A thread for each connection; the standard library's HTTP server would look up its own name in DNS."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, site: Site, allowed: frozenset[str] = frozenset()) -> None:
        self.site, self.allowed = site, allowed
        # On Windows, the option would let two servers listen on one port.
        self.allow_reuse_address = not is_windows()
        self.address_family = AF_INET6 if ":" in host else AF_INET
        super().__init__((host, port), Handler)

    def server_bind(self) -> None:
        """Bind the port; on Windows, fail if another program has it, and let no other one share it."""
        if is_windows():
            self.socket.setsockopt(SOL_SOCKET, EXCLUSIVE, 1)
        super().server_bind()

    def shutdown_request(self, request: object) -> None:
        """Close in two steps (RFC 9112, section 9.6).

        Otherwise the response would be lost if a part of the request has not been read.
        """
        assert isinstance(request, socket)
        with suppress(OSError):
            request.shutdown(SHUT_WR)
            request.settimeout(LINGER)
            for _ in range(64):
                if not request.recv(BLOCK):
                    break
        self.close_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing when a browser disconnects; anything else is a bug, and is printed."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def open_server(
    host: str, port: int, site: Site, allowed: frozenset[str] = frozenset(), tries: int = 20
) -> Server:
    """Listen on ``port``, or on the next free one; ``allowed`` has host names as ``read_names`` returns them.

    Raises:
        OSError: If none of ``tries`` ports is free, the host is not this machine,
            or the port needs more permissions.
        OverflowError: If the port number is too large.
    """
    for candidate in range(port, port + tries - 1):
        try:
            return Server(host, candidate, site, allowed)
        except OSError as error:
            # Windows also denies access to a port that another program has, or that it reserves itself.
            if error.errno not in ((EADDRINUSE, EACCES) if is_windows() else (EADDRINUSE,)):
                raise
    return Server(host, port + tries - 1, site, allowed)
