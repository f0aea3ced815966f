"""Read the target of an HTTP request (RFC 9112, section 3.2). No files, no network."""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

FORM = re.compile(
    r"(?:https?://(?P<authority>[^/?#]*))?(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?:#.*)?", re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Target:
    """What is requested."""

    path: str
    """Decoded, starting with a slash; bytes that are not UTF-8 become U+FFFD, so no file matches."""
    query: str
    """As sent, with its question mark; empty if there is none."""
    authority: str | None
    """The authority of a target in absolute form, which overrides the ``Host`` field; None in origin form."""


def read_target(text: str) -> Target:
    """Read a request target; each character of ``text`` stands for one byte (Latin-1).

    Raises:
        ValueError: If it is neither a path nor an HTTP URL.
    """
    match = FORM.fullmatch(text)
    if not match or CONTROL.search(text):
        raise ValueError("the request target is not valid")
    path, authority = match["path"], match["authority"]
    if authority is not None and not path:
        path = "/"
    if not path.startswith("/"):
        raise ValueError("the request target must be a path or an http URL")
    decoded = unquote_to_bytes(path.encode("latin-1")).decode(errors="replace")
    return Target(decoded, match["query"] or "", authority)
