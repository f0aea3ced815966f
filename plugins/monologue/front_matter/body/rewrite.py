"""Change the URLs in HTML in place, and nothing else: every URL of a tag, in any attribute.

Sources: https://html.spec.whatwg.org/multipage/indices.html#attributes-3 (attributes that hold URLs) and
https://html.spec.whatwg.org/multipage/images.html#srcset-attributes.
"""

import re
from collections.abc import Callable
from html import escape, unescape

TAG = re.compile(
    r"""<(?!\w+>|span\x20class="[^"]*">)[a-zA-Z][^\s"'<>/]*+(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>"""
)
"""A start tag that may have URLs: the spans of highlighted code, most of all tags, are left out."""
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]++)\s*+=\s*+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>=`]+))"""
)
"""Any attribute with a value, so that a match never begins inside the value of another attribute."""
NAMES = frozenset("href xlink:href src srcset imagesrcset poster data cite action formaction style".split())
"""The attributes that contain URLs."""
MAYBE = re.compile("href|src|poster|data|cite|action|style", re.I)
CANDIDATE = re.compile(r"(?P<before>[\s,]*)(?P<url>[^\s,](?:\S*[^\s,])?)(?P<after>(?:\s+[^,]*)?)")
"""One image of a ``srcset``: a URL, and optionally a descriptor such as ``2x``."""
CSS_URL = re.compile(
    r"""(?P<before>\burl\(\s*(?P<quote>["']?))(?P<url>[^"'()]+?)(?P<after>(?P=quote)\s*\))""", re.I
)

Change = Callable[[str], str | None]
"""Takes a URL with its entities decoded and returns its replacement; None keeps it."""


def rewrite(html: str, change: Change) -> str:
    """Return HTML with ``change`` applied to every URL."""

    def in_tag(tag: re.Match[str]) -> str:
        return ATTRIBUTE.sub(in_attribute, tag[0]) if MAYBE.search(tag[0]) else tag[0]

    def in_attribute(attribute: re.Match[str]) -> str:
        if attribute["name"].lower() not in NAMES:
            return attribute[0]
        value = next(text for text in attribute.group("double", "single", "bare") if text is not None)
        written = unescape(value)
        changed = _changed(attribute["name"].lower(), written, change)
        if changed == written:
            return attribute[0]
        quote = "'" if attribute["single"] is not None else '"'
        encoded = escape(changed, quote=False).replace(quote, "&#39;" if quote == "'" else "&quot;")
        return f"{attribute['name']}={quote}{encoded}{quote}"

    return TAG.sub(in_tag, html)


def urls_of(html: str) -> list[str]:
    """Return every URL in HTML, with its entities decoded, in order."""
    found: list[str] = []
    rewrite(html, found.append)  # append returns None, so nothing is changed
    return found


def _changed(name: str, value: str, change: Change) -> str:
    if name == "style":
        return CSS_URL.sub(lambda match: _replacement(match, change), value)
    if name.endswith("srcset"):
        return CANDIDATE.sub(lambda match: _replacement(match, change), value)
    changed = change(value.strip())
    return value if changed is None else changed


def _replacement(match: re.Match[str], change: Change) -> str:
    changed = change(match["url"].strip())
    return match[0] if changed is None else f"{match['before']}{changed}{match['after']}"
