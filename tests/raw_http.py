"""Requests to a server on this machine, byte for byte."""

import socket
from socketserver import BaseServer


def exchange(server: BaseServer, request: bytes) -> bytes:
    """Send these bytes and nothing more, and return everything that comes back until the connection ends."""
    with socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=30) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received
