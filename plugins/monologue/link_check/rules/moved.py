"""Decide whether the target of a redirect may replace a link. No network.

A response from another host is untrusted data. Its URL is written only if it is certainly the
same page, and only in characters that have no special meaning in Markdown, HTML, YAML, TOML or JSON.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from ...core.url import URL

_SAFE = "-._~:/?#@!$&+,;=%"
"""Characters, besides letters and digits, that need no escaping in any syntax with links."""
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.ASCII)


def in_any_syntax(url: str) -> str:
    """Percent-encode every character of a parsed URL that could end it or have a special meaning."""
    return quote(_LONE_PERCENT.sub("%25", url), safe=_SAFE)


def doubt(old: str, new: str) -> str:
    """Return why ``new`` may not be the page that a link to ``old`` means; ``""`` if it certainly is.

    Both are absolute URLs as serialized by WHATWG URL; fragments are ignored.
    """
    before, after = URL(old), URL(new)
    return next((reason for reason, applies in REASONS.items() if applies(before, after)), "")


def _comes_in(pattern: str) -> Callable[[URL, URL], bool]:
    """Return a test for words that are in the new URL but not in the old one."""

    def words_of(url: URL) -> set[str]:
        # Compiled on demand: most runs send no request.
        found = re.findall(rf"(?<![a-z])(?:{pattern})(?![a-z])", unquote(url.href), re.IGNORECASE)
        return {word.lower() for word in found}

    def applies(before: URL, after: URL) -> bool:
        return not words_of(after) <= words_of(before)

    return applies


def _site(url: URL) -> str:
    return str(url.hostname).removeprefix("www.")


def _path(url: URL) -> str:
    """Return the path without the parts that hosts add or omit: a slash, ``index.html``, an extension."""
    path = re.sub(r"/index\.\w{2,5}\Z", "/", unquote(url.pathname)).strip("/")
    return re.sub(r"\.(?:x?html?|php|aspx?)\Z", "", path, flags=re.IGNORECASE).casefold()


def _languages(url: URL) -> list[str]:
    """Return the path segments, and the first label of the host, that may be a language code."""
    steps = (str(url.hostname).partition(".")[0], *_path(url).split("/"))
    return [step for step in steps if _LANGUAGE.fullmatch(step)]


def _versions(url: URL) -> list[str]:
    return [step for step in _path(url).split("/") if _VERSION.fullmatch(step)]


_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_](?:[a-z]{2}|[a-z]{4}|419))?")
_VERSION = re.compile(r"v\d+(?:[-_.]\w+)*|\d+(?:\.\w+)+|latest|stable|current|main|master|next|dev")

REASONS: dict[str, Callable[[URL, URL], bool]] = {
    "it is no longer encrypted": lambda old, new: old.protocol == "https:" != new.protocol,
    "it contains a user name or password": lambda old, new: bool(new.username or new.password),
    "its host is not a plain name": lambda old, new: (
        new.hostname != old.hostname and (not _HOST.fullmatch(new.hostname) or new.hostname[-1:].isdecimal())
    ),
    "it has another port": lambda old, new: new.port not in ("", old.port),
    "it leads to a login": _comes_in(
        r"(?:wp-)?log[-_]?[io]n|sign[-_]?(?:in|up|on)|sso|o?auth2?|saml2?|cas|accounts?|authenticate|authorize"
        r"|register|password|paywall|subscribe"
    ),
    "it leads to a consent, captcha or error page": _comes_in(
        r"consent|cookies?|gdpr|captcha|challenge|verify|age-?(?:gate|check)|blocked|denied|forbidden|errors?"
        r"|sorry|maintenance|not-?found|404|unavailable"
    ),
    "it contains a session id": _comes_in(
        r"jsessionid|phpsessid|aspsessionid\w*|cf(?:id|token)|sid|session-?(?:id)?|ticket|token"
    ),
    "it adds tracking parameters": _comes_in(r"utm_[a-z]+|[a-z]*clid|mc_[ce]id|_ga|campaign|referrer"),
    "it has another query": lambda old, new: (
        new.search != old.search or (";" in new.pathname) > (";" in old.pathname)
    ),
    "it leads to a home page": lambda old, new: (
        not _path(new) and bool(_path(old) or _site(old) != _site(new))
    ),
    "it is in another language": lambda old, new: _languages(old) != _languages(new),
    "it is another version": lambda old, new: _versions(old) != _versions(new),
    "it is on another site and has another path": lambda old, new: (
        _site(old) != _site(new) and _path(old) != _path(new)
    ),
    "its page has another name": lambda old, new: (
        _path(old).rpartition("/")[2] != _path(new).rpartition("/")[2]
    ),
}
"""Why a redirect may lead to another page than the linked one; the first that applies is reported."""
