"""The data types of the online check: requests, responses and results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ...core.url import URL


class Verdict(StrEnum):
    """What the responses prove about a URL. Only BROKEN is a fault of the link."""

    OK = "ok"
    MOVED = "moved"
    """The page exists, but its host redirects permanently."""
    BROKEN = "broken"
    """No reader can open the page."""
    UNKNOWN = "unknown"
    """Nothing is proved: no response, an overloaded host, or one that rejects automated requests."""


class Failure(StrEnum):
    """Why there is no response. The values are parts of messages."""

    NO_HOST = "has a host name that does not exist"
    NO_NAME_SERVER = "could not be looked up: no response from the name servers"
    PRIVATE = "leads into a private network and was not requested"
    REFUSED = "refused the connection"
    UNREACHABLE = "cannot be reached"
    TIMEOUT = "did not respond in time"
    DROPPED = "closed the connection without a response"
    NOT_HTTP = "did not send a valid HTTP response"
    CERTIFICATE = "has a certificate that browsers reject"
    UNTRUSTED = "has a certificate whose issuer is not known on this machine"
    TLS = "failed to set up an encrypted connection"
    CLOSED = "was not requested: its host does not respond or asks for a long pause"


@dataclass(frozen=True, slots=True)
class Request:
    """A request, to be sent after ``wait`` seconds."""

    url: str
    """Absolute, as serialized by WHATWG URL, without a fragment."""
    method: str = "HEAD"
    limit: int = 0
    """The maximum number of bytes to read of the decompressed body."""
    wait: float = 0.0
    """Seconds during which no request is sent to this host."""
    probe: bool = False
    """Whether the URL is not a linked one: its failure does not count against the host."""

    @property
    def host(self) -> str:
        """The host name without the port: limits apply to hosts, not to ports."""
        return URL(self.url).hostname


@dataclass(frozen=True, slots=True)
class Response:
    """A response, or why there is none."""

    status: int = 0
    """The HTTP status; 0 if there is no response."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""
    body: bytes = b""
    """Decompressed, up to the limit of the request."""
    whole: bool = True
    """Whether ``body`` is complete."""
    failure: Failure | None = None
    detail: str = ""
    """Details of the failure, in the words of the operating system."""


@dataclass(frozen=True, slots=True)
class Result:
    """What is known about one URL, however many links use it."""

    verdict: Verdict
    rule: str = ""
    """The rule that reports it; ``""`` if there is nothing to report."""
    said: str = ""
    """The message without the URL at its beginning: ``returned 404 Not Found``."""
    hint: str = ""
    fragments: Mapping[str, bool] = field(default_factory=dict)
    """For each fragment that could be checked, whether the page defines it."""
    since: str = ""
    """The day since which the URL is broken, ``YYYY-MM-DD``; ``""`` if it is not."""
    young: bool = False
    """Whether the URL is broken for fewer days than ``fail_after``."""
