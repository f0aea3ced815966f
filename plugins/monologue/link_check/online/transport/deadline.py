"""A socket with one deadline for all of its reads and writes."""

import socket
import time
from io import BufferedReader, RawIOBase
from typing import Any


class DeadlineSocket:
    """The methods of a socket that ``http.client`` uses, with one deadline for all of them."""

    def __init__(self, raw: socket.socket, deadline: float) -> None:
        self._raw, self._deadline = raw, deadline

    def sendall(self, data: bytes) -> None:
        """Send all data before the deadline."""
        self._raw.settimeout(remaining(self._deadline))
        self._raw.sendall(data)

    def makefile(self, mode: str) -> BufferedReader:
        """Return a file to read from."""
        return BufferedReader(_Reads(self._raw, self._deadline))

    def close(self) -> None:
        """Do nothing: ``http.client`` closes before the body is read. ``close_socket`` closes the socket."""


class _Reads(RawIOBase):
    def __init__(self, raw: socket.socket, deadline: float) -> None:
        self._raw, self._deadline = raw, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._raw.settimeout(remaining(self._deadline))
        return self._raw.recv_into(buffer)


def remaining(deadline: float) -> float:
    """Return the seconds until the deadline.

    Raises:
        TimeoutError: If the deadline has passed.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
