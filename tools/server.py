"""A server for the author's eyes: the last good build, never cached, reloaded when there is a newer one.

It listens on this machine only, unless asked otherwise. A page is changed on
its way out, never on disk: a script at its end waits for server-sent events
(WHATWG HTML, section 9.2) and reloads, and shows what is wrong with the newest build.
"""

import html
import json
import re
import sys
import threading
from dataclasses import dataclass
from errno import EADDRINUSE
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from mimetypes import MimeTypes
from pathlib import Path
from socket import AF_INET, AF_INET6
from socketserver import ThreadingTCPServer
from typing import IO
from urllib.parse import unquote, urlsplit

EVENTS = "/.serve/events"
HEARTBEAT = 10.0
"""Seconds between two signs of life, so that a page that was closed is noticed."""
TYPES = MimeTypes()
for kind, ending in (("text/javascript", ".js"), ("application/atom+xml", ".atom"), ("font/woff2", ".woff2")):
    TYPES.add_type(kind, ending)

SCRIPT = """<script nonce="serve">
{
  const seen = "%s";
  let events;
  const box = () => document.querySelector("#serve-report") ?? Object.assign(
    document.body.appendChild(document.createElement("pre")), { id: "serve-report", role: "alert" });
  const show = ({ data }) => {
    const { build, report } = JSON.parse(data);
    if (build !== seen) location.reload();
    else if (report) {
      box().textContent = report;
      box().style = "position:fixed;inset:auto 0 0 0;z-index:9;margin:0;padding:1em;max-height:60vh;"
        + "overflow:auto;font:14px/1.5 monospace;white-space:pre-wrap;color:#fff;background:#8b1a1a";
    } else document.querySelector("#serve-report")?.remove();
  };
  const listen = () => {
    events?.close();
    if (document.hidden) return;
    events = new EventSource("%s");
    events.onmessage = show;
  };
  addEventListener("visibilitychange", listen);
  listen();
}
</script>
"""
"""Only a page that is seen listens: a browser opens six connections to one server, and each takes one."""

POLICY = re.compile(rb"""(<meta http-equiv="Content-Security-Policy" content="[^">]*?script-src )""")
"""The theme's policy allows no script but its own; a nonce (CSP level 3) allows this one, too."""


@dataclass
class Site:
    """What is served now. Changed by the builder, read by every request; wait on ``changed`` for news."""

    folder: Path | None = None
    """The last good build; none until the first."""
    build: str = ""
    """Which build that is; a restarted server never gives the same twice."""
    report: str = ""
    """What was found in the newest build, or why it failed; plain lines, mostly none."""

    def __post_init__(self) -> None:
        self.changed = threading.Condition()
        self.closed = False

    def update(self, folder: Path | None, build: str, report: str) -> None:
        """Serve ``folder`` from now on, and tell every open page."""
        with self.changed:
            self.folder, self.build, self.report = folder, build, report
            self.changed.notify_all()

    def close(self) -> None:
        """Let every open page go."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()


class Handler(BaseHTTPRequestHandler):
    """One request. HTTP/1.1, so that a browser keeps its connection."""

    protocol_version = "HTTP/1.1"
    server_version = "serve"
    server: "Server"

    def do_GET(self) -> None:
        """Answer with a file, the 404 page, the events, or what is wrong."""
        if urlsplit(self.path).path == EVENTS:
            self._send_events()
        elif self.server.site.folder is None:
            report = self.server.site.report or "The first build is not done yet."
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, "No site yet", report)
        else:
            self._send_found(self.server.site.folder)

    do_HEAD = do_GET  # noqa: N815

    def _send_found(self, folder: Path) -> None:
        path = unquote(urlsplit(self.path).path)
        file = find(folder, path)
        if file and file.name == "index.html" and not path.endswith(("/", "index.html")):
            location = urlsplit(self.path)._replace(scheme="", netloc="", path=urlsplit(self.path).path + "/")
            self._send(HTTPStatus.MOVED_PERMANENTLY, "", b"", Location=location.geturl())
        elif file:
            self._send_file(file, HTTPStatus.OK)
        elif (folder / "404.html").is_file():
            self._send_file(folder / "404.html", HTTPStatus.NOT_FOUND)
        else:
            self._send_page(HTTPStatus.NOT_FOUND, "Not found", "There is nothing at this address.")

    def _send_file(self, file: Path, status: HTTPStatus) -> None:
        kind = content_type(file)
        if kind.startswith("text/html"):
            self._send(status, kind, with_script(file.read_bytes(), self.server.site.build))
            return
        size = file.stat().st_size
        span = byte_range(self.headers.get("Range", ""), size)
        if span is None:
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "", b"", Content_Range=f"bytes */{size}")
            return
        start, end = span
        headers = {"Accept_Ranges": "bytes"}
        if (start, end) != (0, size):
            status, headers["Content_Range"] = HTTPStatus.PARTIAL_CONTENT, f"bytes {start}-{end - 1}/{size}"
        with file.open("rb") as stream:
            self._send(status, kind, stream, end - start, start, **headers)

    def _send_page(self, status: HTTPStatus, title: str, text: str) -> None:
        """Send a page of our own, which reloads as the site's do."""
        page = f"<!doctype html><title>{title}</title><meta charset=utf-8><pre>{html.escape(text)}</pre>"
        body = with_script(page.encode(), self.server.site.build)
        self._send(status, "text/html; charset=utf-8", body)

    def _send(
        self,
        status: HTTPStatus,
        kind: str,
        body: bytes | IO[bytes],
        length: int = -1,
        start: int = 0,
        **headers: str,
    ) -> None:
        """Send an answer; ``body`` may be a file, of which ``length`` bytes from ``start`` are sent."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if isinstance(body, bytes) else length))
        for name, value in {"Content_Type": kind, "Cache_Control": "no-store", **headers}.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if isinstance(body, bytes):
            self.wfile.write(body)
            return
        body.seek(start)
        while length > 0 and (chunk := body.read(min(length, 65536))):
            self.wfile.write(chunk)
            length -= len(chunk)

    def _send_events(self) -> None:
        """Tell what is served now, then each change, until the page or the server is closed."""
        site = self.server.site
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        told = None
        while self.command == "GET":
            with site.changed:
                if told == (site.build, site.report):
                    site.changed.wait(HEARTBEAT)
                if site.closed:
                    return
                now = (site.build, site.report)
            event = ":\n\n" if now == told else f"data: {json.dumps({'build': now[0], 'report': now[1]})}\n\n"
            self.wfile.write(event.encode())
            told = now

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing of requests: what matters on the terminal is the build."""


class Server(ThreadingTCPServer):
    """A thread for each request; the standard library's server of HTTP would ask the DNS for its own name."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, site: Site) -> None:
        self.site = site
        self.address_family = AF_INET6 if ":" in host else AF_INET
        super().__init__((host, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hung up; anything else is a fault of ours."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def open_server(host: str, port: int, site: Site, tries: int = 20) -> Server:
    """Listen on ``port``, or on the next free one.

    Raises:
        OSError: If none of ``tries`` ports is free, the host is not this machine's,
            or the port is not for everybody.
        OverflowError: If there is no such port.
    """
    for candidate in range(port, port + tries - 1):
        try:
            return Server(host, candidate, site)
        except OSError as error:
            if error.errno != EADDRINUSE:
                raise
    return Server(host, port + tries - 1, site)


def find(folder: Path, path: str) -> Path | None:
    """Return the file that a host of plain files would answer with; none outside of ``folder``."""
    if "\0" in path or not (wanted := (folder / path.lstrip("/")).resolve()).is_relative_to(folder.resolve()):
        return None
    candidates = (
        [wanted / "index.html"]
        if path.endswith("/")
        else [wanted, wanted / "index.html", wanted.with_name(wanted.name + ".html")]
    )
    return next((file for file in candidates if file.is_file()), None)


def content_type(file: Path) -> str:
    """Return the media type, with the charset for text, which a site is written in UTF-8."""
    kind = TYPES.guess_type(file.name)[0] or "application/octet-stream"
    return kind + "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("xml", "json")) else kind


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the half-open range of bytes that a ``Range`` header asks for; none if there is no such.

    RFC 9110, section 14.1.2. Several ranges, or what is no range at all, ask
    for the whole, as the RFC allows.
    """
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", header.strip())
    if not match or not any(match.groups()):
        return 0, size
    first, last = match.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    return (start, end) if start < end else None


def with_script(page: bytes, build: str) -> bytes:
    """Return the page with the script that reloads it, before its end, and allowed by the page's policy."""
    script = (SCRIPT % (build, EVENTS)).encode()
    page = POLICY.sub(rb"\1'nonce-serve' ", page, count=1)
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail if end else page + script
