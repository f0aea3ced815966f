"""Where a folder of documents will stand, by what they say themselves. No disk."""

from collections import Counter
from collections.abc import Mapping

from ..model import Document, Role


def address_of(documents: Mapping[str, Document]) -> str:
    """Return the address of the site that most documents name as their own, or ``""``.

    A document names itself by its canonical link or ``og:url``: by an absolute
    URL that ends with its own path.
    """
    named: Counter[str] = Counter()
    for path, document in documents.items():
        own = "/" + path.removesuffix("index.html")
        hrefs = {link.href for link in document.links if link.role is Role.NAME}
        if own != "/":  # too many addresses end with that
            named.update(
                href.removesuffix(own)
                for href in hrefs
                if href.startswith(("https://", "http://")) and href.endswith(own)
            )
    return named.most_common(1)[0][0] if named else ""
