"""A test server on raw loopback sockets, so that it can misbehave in every way."""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

HTML = "Content-Type: text/html; charset=utf-8"


def response(status: int | str, *headers: str, body: bytes | str = b"", length: bool = True) -> bytes:
    """Return a complete response; ``length`` adds the length of the body as a header."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join([*lines, "", ""]).encode() + body


Reply = bytes | Callable[[socket.socket], None]


@dataclass
class Host:
    """A server. ``pages`` has a reply for ``"/path"`` or, with precedence, for ``"METHOD /path"``."""

    pages: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    """The head of each request, as received."""
    port: int = 0
    scheme: str = "http"
    tls: ssl.SSLContext | None = None

    @property
    def requested(self) -> list[str]:
        """The method and path of each request."""
        return [" ".join(head.split()[:2]) for head in self.heads]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:  # the socket was closed at the end of the test
                return
            threading.Thread(target=self._respond, args=(connection,), daemon=True).start()

    def _respond(self, connection: socket.socket) -> None:
        with (
            suppress(OSError),
            self.tls.wrap_socket(connection, server_side=True) if self.tls else connection as stream,
        ):
            head = stream.recv(65536).decode("latin-1")
            self.heads.append(head)
            self._reply(stream, head)

    def _reply(self, stream: socket.socket, head: str) -> None:
        method, path = head.split()[:2]
        reply = self.pages.get(f"{method} {path}", self.pages.get(path, response(404)))
        if isinstance(reply, list):
            reply = reply.pop(0) if len(reply) > 1 else reply[0]
        if callable(reply):
            reply(stream)
        else:
            stream.sendall(reply.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" else reply)
