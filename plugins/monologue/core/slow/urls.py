"""Parse URLs as browsers do. Source: WHATWG URL, section 4.4, its states written as functions.

The schemes of the web and those without a structure are read in full; of ``file``, only the path,
without the drives of Windows.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote

from .hosts import read_host, to_ascii

DEFAULT_PORTS = {"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21", "file": ""}
"""The special schemes, and the default port of each."""
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SINGLE_DOT, DOUBLE_DOT = re.compile(r"\.|%2e", re.IGNORECASE), re.compile(r"(?:\.|%2e){2}", re.IGNORECASE)
PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))


def _except(characters: str) -> str:
    return "".join(char for char in PRINTABLE if char not in characters)


IN_FRAGMENT = _except(' "<>`')
IN_QUERY, IN_SPECIAL_QUERY = _except(' "#<>'), _except(" \"#<>'")
IN_PATH = _except(' "#<>?^`{}')
IN_USER = _except(' "#<>?^`{}/:;=@[\\]|')
"""The characters that each part of a URL may contain unencoded."""


@dataclass(frozen=True, slots=True)
class Record:
    """The parts of a URL."""

    scheme: str
    username: str = ""
    password: str = ""
    hostname: str | None = None
    port: str = ""
    path: tuple[str, ...] | str = ()
    """A text if the URL has no structure, as in ``mailto:``."""
    query: str | None = None
    fragment: str | None = None

    @property
    def is_special(self) -> bool:
        """Whether the scheme is one of the web."""
        return self.scheme in DEFAULT_PORTS

    @property
    def pathname(self) -> str:
        """The path with its slashes."""
        return self.path if isinstance(self.path, str) else "".join(f"/{part}" for part in self.path)


class URL:
    """A URL, with the attributes of the standard's class."""

    def __init__(self, url: str) -> None:
        self.record = record = parse(url)
        self.protocol, self.username, self.password = f"{record.scheme}:", record.username, record.password
        self.hostname, self.port, self.pathname = record.hostname or "", record.port, record.pathname
        self.host = f"{self.hostname}:{record.port}" if record.port else self.hostname
        self.search = f"?{record.query}" if record.query else ""
        self.href = href_of(record)


def join_url(base: str, url: str) -> str:
    """Return a URL that is relative to another one as an absolute URL.

    Raises:
        ValueError: If one of them is not valid.
    """
    return href_of(parse(url, parse(base)))


def idna_to_ascii(domain: str) -> bytes:
    """Return a domain in ASCII; empty if it is not valid.

    Raises:
        ValueError: If it is not valid Unicode text.
    """
    domain.encode()
    try:
        return to_ascii(domain).encode()
    except ValueError:
        return b""


def href_of(record: Record) -> str:
    """Return the whole URL."""
    user = record.username + (f":{record.password}" if record.password else "")
    authority = ""
    if record.hostname is not None:
        authority = f"//{user}{'@' if user else ''}{record.hostname}"
        authority += f":{record.port}" if record.port else ""
    elif not isinstance(record.path, str) and len(record.path) > 1 and not record.path[0]:
        authority = "/."  # otherwise the empty first part would look like a host
    query = f"?{record.query}" if record.query is not None else ""
    fragment = f"#{record.fragment}" if record.fragment is not None else ""
    return f"{record.scheme}:{authority}{record.pathname}{query}{fragment}"


def parse(text: str, base: Record | None = None) -> Record:
    """Return the parts of a URL.

    Raises:
        ValueError: If it is not valid, or relative without a ``base``.
    """
    text = re.sub(r"\A[\x00-\x20]+|[\x00-\x20]+\Z|[\t\n\r]", "", text)
    rest, mark, fragment = text.partition("#")
    record = _without_fragment(rest, base, has_fragment=bool(mark))
    return replace(record, fragment=quote(fragment, safe=IN_FRAGMENT) if mark else None)


def _without_fragment(text: str, base: Record | None, *, has_fragment: bool) -> Record:
    if match := SCHEME.match(text):
        scheme, rest = match[1].lower(), text[match.end() :]
        if scheme not in DEFAULT_PORTS:
            return _of_other_scheme(scheme, rest)
        is_relative = base is not None and base.scheme == scheme and not re.match(r"//", rest)
        if scheme != "file" and not is_relative:
            return _with_authority(scheme, rest.lstrip("/\\"))
        return _relative(rest, base if is_relative and base else Record(scheme, hostname=""))
    if base is None:
        raise ValueError(f"{text} is relative")
    if isinstance(base.path, str):
        if text or not has_fragment:
            raise ValueError(f"{text} is relative to a URL without a path")
        return base
    return _relative(text, base)


def _of_other_scheme(scheme: str, rest: str) -> Record:
    if rest.startswith("//"):
        return _with_authority(scheme, rest[2:])
    path, query = _split_query(rest, scheme)
    if rest.startswith("/"):
        return Record(scheme, path=_path((), path[1:], is_special=False), query=query)
    return Record(scheme, path=quote(path, safe=PRINTABLE), query=query)


def _relative(text: str, base: Record) -> Record:
    path, query = _split_query(text, base.scheme)
    path = path.replace("\\", "/") if base.is_special else path
    if path.startswith("//"):
        if base.scheme == "file":
            return _of_file(path[2:], query)
        whole = text.replace("\\", "/", len(path)) if base.is_special else text
        return _with_authority(base.scheme, text.lstrip("/\\") if base.is_special else whole[2:])
    above = base.path if isinstance(base.path, tuple) else ()
    if path.startswith("/"):
        return replace(base, path=_path((), path[1:], is_special=base.is_special), query=query)
    if path:
        return replace(base, path=_path(above[:-1], path, is_special=base.is_special), query=query)
    return replace(base, path=above or _empty(base), query=base.query if query is None else query)


def _empty(base: Record) -> tuple[str, ...]:
    return ("",) if base.is_special else ()


def _of_file(text: str, query: str | None) -> Record:
    host, slash, path = text.partition("/")
    name = read_host(host, is_special=True) if host else ""
    parts = _path((), path, is_special=True) if slash else ("",)
    return Record("file", hostname="" if name == "localhost" else name, path=parts, query=query)


def _with_authority(scheme: str, text: str) -> Record:
    is_special = scheme in DEFAULT_PORTS
    end = re.search(r"[/\\?]" if is_special else r"[/?]", text)
    authority, after = (text[: end.start()], text[end.start() :]) if end else (text, "")
    user, at, host = authority.rpartition("@")
    name, colon, password = user.partition(":")
    host, port = _split_port(host, scheme)
    if not host and (is_special or at or port):
        raise ValueError(f"{text} has no host")
    path, query = _split_query(after, scheme)
    begins = path[:1] in ("/", "\\") if is_special else path[:1] == "/"
    parts = _path((), path[1:], is_special=is_special) if begins else (("",) if is_special else ())
    return Record(
        scheme,
        quote(name, safe=IN_USER),
        quote(password, safe=IN_USER) if colon else "",
        read_host(host, is_special=is_special) if host else "",
        port,
        parts,
        query,
    )


def _split_port(text: str, scheme: str) -> tuple[str, str]:
    match = re.fullmatch(r"(\[[^\]]*\]?|[^:\[]*)(?::(.*))?", text, re.DOTALL)
    if not match:
        raise ValueError(f"{text} is not a host")
    host, port = match[1], match[2] or ""
    if port and (not re.fullmatch("[0-9]+", port) or len(port.lstrip("0")) > 5 or int(port) > 65535):
        raise ValueError(f"{port} is not a port")
    port = str(int(port)) if port else ""
    if match[2] is not None and not host:
        raise ValueError(f"{text} has no host")
    return host, "" if port == DEFAULT_PORTS.get(scheme) else port


def _split_query(text: str, scheme: str) -> tuple[str, str | None]:
    path, mark, query = text.partition("?")
    safe = IN_SPECIAL_QUERY if scheme in DEFAULT_PORTS else IN_QUERY
    return path, quote(query, safe=safe) if mark else None


def _path(above: tuple[str, ...], text: str, *, is_special: bool) -> tuple[str, ...]:
    """Return the parts of a path, relative to the parts ``above``, without its dots."""
    parts = list(above)
    names = re.split(r"[/\\]" if is_special else "/", text)
    for number, name in enumerate(names):
        is_last = number == len(names) - 1
        if DOUBLE_DOT.fullmatch(name):
            del parts[-1:]
            parts += [""] if is_last else []
        elif SINGLE_DOT.fullmatch(name):
            parts += [""] if is_last else []
        else:
            parts.append(quote(name, safe=IN_PATH))
    return tuple(parts)
