"""A socket whose reads all end at one moment, however little each of them brings."""

import socket
import time
from io import BufferedReader, RawIOBase
from typing import Any


class Line:
    """What ``http.client`` needs of a socket, with one end for all its reads."""

    def __init__(self, raw: socket.socket, end: float) -> None:
        self._raw, self._end = raw, end

    def sendall(self, data: bytes) -> None:
        """Send all of the data, in time."""
        self._raw.settimeout(left(self._end))
        self._raw.sendall(data)

    def makefile(self, mode: str) -> BufferedReader:
        """Return a file to read from."""
        return BufferedReader(_Reads(self._raw, self._end))

    def close(self) -> None:
        """Do nothing: the client closes before the body is read; ``hang_up`` is the end."""


class _Reads(RawIOBase):
    def __init__(self, raw: socket.socket, end: float) -> None:
        self._raw, self._end = raw, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._raw.settimeout(left(self._end))
        return self._raw.recv_into(buffer)


def left(end: float) -> float:
    """Return the seconds that are left.

    Raises:
        TimeoutError: If there are none.
    """
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
