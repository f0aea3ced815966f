"""Find the URL of a site from its documents. No disk."""

from collections import Counter
from collections.abc import Mapping

from ..model import Document, Role


def site_url_of(documents: Mapping[str, Document]) -> str:
    """Return the site URL that most documents declare, or ``""``.

    A document declares its URL in its canonical link or ``og:url``: an absolute URL that
    ends with the path of the document.
    """
    named: Counter[str] = Counter()
    for path, document in documents.items():
        own = "/" + path.removesuffix("index.html")
        hrefs = {link.href for link in document.links if link.role is Role.NAME}
        if own != "/":  # any URL of a folder ends with that
            named.update(
                href.removesuffix(own)
                for href in hrefs
                if href.startswith(("https://", "http://")) and href.endswith(own)
            )
    return named.most_common(1)[0][0] if named else ""
