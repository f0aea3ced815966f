"""The Content-Security-Policy of a document: https://www.w3.org/TR/CSP3/. No Pelican, no disk."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from html import escape

from .html import Seen

EMBEDDED = {
    "iframe": ("frame-src",),
    "object": ("frame-src", "object-src"),
    "embed": ("frame-src", "object-src"),
    "video": ("media-src",),
    "audio": ("media-src",),
    "form": ("form-action",),
}
"""Elements that embed something, and the directives they need. An object needs two: a browser applies one
when it loads the file, the other when it shows the file as a frame."""
ANY = "'unsafe-inline'"


def policy(style: str, scripts: Iterable[str], seen: Seen, own: Mapping[str, str]) -> str:
    """Return the policy of a document, escaped for an attribute; it allows only what the document uses.

    ``style`` and ``scripts`` are the theme's, and are allowed by their hashes. What the text
    embeds may come from any ``https:`` URL. A font may come from the site if a style sheet has
    ``@font-face``. ``own`` has further sources by directive.

    The theme does not need ``connect-src``: Lighthouse requests robots.txt from the document.
    """
    styles = (style, *seen.styles)
    allowed = {
        "default-src": "'none'",
        "base-uri": "'none'",
        "connect-src": "'self'",
        "img-src": "'self' data: https:",
        "script-src": _hashes(scripts),
        "style-src": _hashes(styles),
    }
    if seen.has_style_attributes:
        allowed["style-src-attr"] = (
            ANY  # Markdown aligns table cells with them, and they cannot be allowed by hash
        )
    if any("@font-face" in text.lower() for text in styles):
        allowed["font-src"] = "'self'"
    for tag, directives in EMBEDDED.items():
        if tag in seen.tags:
            allowed |= dict.fromkeys(directives, "'self' https:")
    for directive, sources in own.items():
        allowed[directive] = _with(allowed.get(directive, ""), sources)
    return escape(";".join(" ".join(pair) for pair in allowed.items()), quote=False).replace('"', "&quot;")


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(f"'sha256-{_digest(text)}'" for text in texts))


@lru_cache(maxsize=256)  # most documents share their style sheet
def _digest(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8", "replace")).digest()).decode()


def _with(ours: str, further: str) -> str:
    """Add a site's own sources to ours, and remove those of ours that would disable them.

    ``'none'`` is invalid next to another source, and a browser ignores ``'unsafe-inline'`` next to a hash.
    """
    kept = (
        source
        for source in ours.split()
        if source != "'none'" and not (ANY in further and source.startswith("'sha256-"))
    )
    return " ".join([*kept, *further.split()])
