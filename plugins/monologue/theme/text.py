"""Plain text of a content, not escaped: the caller escapes it. No Pelican, no disk."""

import re

from .html import parse_html

LENGTH, LEEWAY = 160, 5
"""Characters of a description, and by how many a text may be longer before it is cut."""
WORDS, CHARACTERS = 230, 500
"""What is read in a minute: words (https://doi.org/10.1016/j.jml.2019.104047), or characters of scripts
without spaces between words (Japanese and Chinese: 400 to 600)."""
UNDIVIDED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese, with their punctuation."""

DIVIDED = re.compile("[\x00-\u0dff\u2000-\u2fff]*")
"""A text without any of them, which is found faster than that nothing in it is one of them."""


def plain(html: str) -> str:
    """Return the text of HTML, with white space collapsed to single spaces."""
    is_markup = "<" in html or "&" in html
    return " ".join((parse_html(html).text if is_markup else html).split())


def description(summary: str) -> str:
    """Return the beginning of a summary's first paragraph that has text, or else of the summary."""
    tree = parse_html(summary)
    paragraphs = (" ".join(element.text.split()) for element in tree.iter_elements("p"))
    return shortened(next(filter(None, paragraphs), "") or " ".join(tree.text.split()))


def shortened(text: str) -> str:
    """Cut a text that is too long for a description, between two words."""
    if len(text) <= LENGTH + LEEWAY:
        return text
    return text[: LENGTH - 1].rsplit(" ", 1)[0] + "…"


def minutes(text: str) -> int:
    """Return the reading time of a text in minutes, at least 1."""
    divided, characters = (text, 0) if DIVIDED.fullmatch(text) else UNDIVIDED.subn(" ", text)
    return max(1, round(len(divided.split()) / WORDS + characters / CHARACTERS))


def address(path: str) -> str:
    """Return the URL of the directory for a path that ends in ``index.html``; any other path unchanged."""
    return path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path


def image_url(written: str, site: str) -> str:
    """Return the absolute URL of an image, for use outside the site.

    ``""`` if it is a relative path (``~/a.png``, ``a.png``), or if it starts with a slash and
    ``site``, the absolute SITEURL, is ``""``.
    """
    url = written.strip().replace(" ", "%20")
    if url.lower().startswith(("https://", "http://")):
        return url
    if url.startswith("//"):
        return f"https:{url}"
    return site + url if site and url.startswith("/") else ""
