"""Find the URLs in CSS and in ``srcset``. No disk, no Pelican."""

import re
from collections.abc import Iterator
from functools import lru_cache

_CSS = re.compile(
    r"""/\*.*?(?:\*/|\Z)                                    # a comment, possibly unclosed
      | @namespace[^;]*                                     # a namespace is not loaded
      | (?:@import\s*|(?<![\w-])url\(\s*)(?:"(?P<double>(?:[^"\\\n]|\\.)+)"|'(?P<single>(?:[^'\\\n]|\\.)+)')
      | (?<![\w-])url\(\s*(?P<bare>(?:[^\s"'()\\]|\\(?:[0-9a-f]{1,6}+\s?+|.))++)\s*\)
      | "(?:[^"\\\n]|\\.)*+"? | '(?:[^'\\\n]|\\.)*+'?       # a URL in a string, closed or not, is text
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)


@lru_cache(maxsize=8)  # a theme may put the same style into every document
def css_urls(css: str) -> tuple[tuple[str, int], ...]:
    """Return each URL of ``url()`` and ``@import``, with its offset in ``css``.

    Source: CSS Syntax Module Level 3, section 4.3. Comments and strings are skipped.
    """
    found = ((match, match.lastgroup) for match in _CSS.finditer(css))
    return tuple(
        (_ESCAPE.sub(_unescape, match[group]).strip(), match.start(group)) for match, group in found if group
    )


def _unescape(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2] or ""  # an escaped line end is removed
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"


_CANDIDATE = re.compile(r"[\s,]*(\S+)")
_DESCRIPTORS = re.compile(r"[^,(]*(?:\([^)]*\)?[^,(]*)*")


def srcset_urls(srcset: str) -> Iterator[str]:
    """Yield the image URLs of a ``srcset``; a URL may contain commas (``data:``).

    Source: WHATWG HTML, "parse a srcset attribute".
    """
    position = 0
    while match := _CANDIDATE.match(srcset, position):
        position = match.end()
        url = match[1]
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            position = _DESCRIPTORS.match(srcset, position).end()  # type: ignore[union-attr]
        if url:
            yield url
