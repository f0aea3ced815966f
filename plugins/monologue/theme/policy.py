"""The Content-Security-Policy of a document: https://www.w3.org/TR/CSP3/. No Pelican, no disk."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
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
"""What a text can embed, and the directives for it. A browser applies two to an object: its file is loaded by
the one, and shown as a frame by the other."""
ANY = "'unsafe-inline'"


def policy(style: str, scripts: Iterable[str], seen: Seen, own: Mapping[str, str]) -> str:
    """Return the policy of a document, fit for an attribute: nothing is allowed but what it holds.

    ``style`` and ``scripts`` are the theme's, and allowed by their hashes; what the text embeds
    may come from everywhere that is encrypted; ``own`` has further sources by directive. A
    typeface may come from the site where a style names one.

    ``connect-src`` is not for the theme: Lighthouse asks for robots.txt on the document's behalf.
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
        allowed["style-src-attr"] = ANY  # they align the cells of tables, and have no hash
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


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8", "replace")).digest()).decode()


def _with(ours: str, further: str) -> str:
    """Add a site's own sources to ours; those that make them void are left out.

    A browser ignores ``'none'`` beside another source, and ``'unsafe-inline'`` beside a hash.
    """
    kept = (
        source
        for source in ours.split()
        if source != "'none'" and not (ANY in further and source.startswith("'sha256-"))
    )
    return " ".join([*kept, *further.split()])
