"""Raw HTTP requests to a server on this machine."""

import socket
from socketserver import BaseServer


def exchange(server: BaseServer, request: bytes) -> bytes:
    """Send exactly these bytes, and return everything that is received until the connection is closed."""
    with socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=30) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received
