"""Send JSON over a socket between two processes that take turns: one asks, the other answers."""

import json
from socket import socket
from typing import Any

MOST = 1 << 16
"""Bytes to read at once."""


def packed(message: Any) -> bytes:
    """Return a message as one line."""
    return json.dumps(message).encode() + b"\n"


def receive(connection: socket, begun: bytes = b"") -> Any:
    """Return the next message, of which ``begun`` was read before; None if the other process has ended."""
    data = begun
    while not data.endswith(b"\n"):
        try:
            chunk = connection.recv(MOST)
        except OSError:
            return None
        if not chunk:
            return None
        data += chunk
    return json.loads(data)
