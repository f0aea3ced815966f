"""The words of the online check: a question is asked, its answer proves a verdict. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ada_url import URL


class Verdict(StrEnum):
    """What asking proves of a target. Only BROKEN is a fault of the link."""

    OK = "ok"
    MOVED = "moved"
    """It is there, but its own host says that it stands elsewhere for good."""
    BROKEN = "broken"
    """Every reader is told that it is not there, or must not be opened."""
    UNKNOWN = "unknown"
    """Nothing is proved: no answer, an overloaded host, or one that turns programs away."""


class Failure(StrEnum):
    """Why there is no answer. The words are printed."""

    NO_HOST = "names a host that does not exist"
    NO_NAME_SERVER = "could not be looked up: the name servers do not answer"
    PRIVATE = "leads into a private network, and is not asked"
    REFUSED = "refuses connections"
    UNREACHABLE = "cannot be reached"
    TIMEOUT = "does not answer in time"
    DROPPED = "drops the connection"
    NOT_HTTP = "does not answer as HTTP"
    CERTIFICATE = "has a certificate that browsers refuse"
    UNTRUSTED = "has a certificate of an issuer that is not known here"
    TLS = "cannot agree on an encryption"
    CLOSED = "was not asked: its host does not answer, or asks for a long pause"


@dataclass(frozen=True, slots=True)
class Question:
    """One request, to be sent when ``wait`` is over."""

    url: str
    """Absolute, in the form of WHATWG URL, without a fragment."""
    method: str = "HEAD"
    limit: int = 0
    """The most bytes of the body, unpacked, that are of use."""
    wait: float = 0.0
    """Seconds for which nothing is to be asked of this host."""
    trial: bool = False
    """Whether it asks for what nobody linked: the host is not to blame if it is not there."""

    @property
    def host(self) -> str:
        """The host as the URL has it, without the port: hosts are spared, not ports."""
        return URL(self.url).hostname


@dataclass(frozen=True, slots=True)
class Answer:
    """One response, or why there is none."""

    status: int = 0
    """HTTP's; 0 if there is no response."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By names in lower case."""
    body: bytes = b""
    """Unpacked, up to the question's limit."""
    whole: bool = True
    """Whether ``body`` is all there is."""
    failure: Failure | None = None
    detail: str = ""
    """More about the failure, in the system's words."""


@dataclass(frozen=True, slots=True)
class Result:
    """What is known of one URL, however many links use it."""

    verdict: Verdict
    rule: str = ""
    """The rule that tells it; ``""`` if there is nothing to tell."""
    said: str = ""
    """What goes behind the address in a message: ``answers 404 Not Found``."""
    hint: str = ""
    fragments: Mapping[str, bool] = field(default_factory=dict)
    """For each fragment that could be looked for, whether the page defines it."""
    since: str = ""
    """The day from which on it has been broken, ``YYYY-MM-DD``; ``""`` if it is not."""
    young: bool = False
    """Whether it is broken for less time than makes the check fail."""
