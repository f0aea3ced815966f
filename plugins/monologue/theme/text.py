"""Text of a content, as it is: whoever prints it escapes it. No Pelican, no disk."""

import re

from .html import parse_html

LENGTH, LEEWAY = 160, 5
"""Characters of a description; a text that is at most so many longer is not cut."""
WORDS, SIGNS = 230, 500
"""Read in a minute: words (https://doi.org/10.1016/j.jml.2019.104047), and signs of scripts without spaces
between words; Japanese and Chinese are read at 400 to 600."""
UNDIVIDED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese, with their punctuation."""


def plain(html: str) -> str:
    """Return the text of HTML, each white space in it one space."""
    is_markup = "<" in html or "&" in html
    return " ".join((parse_html(html).text if is_markup else html).split())


def description(summary: str) -> str:
    """Return the beginning of a summary's first paragraph that has text, or else of the summary."""
    tree = parse_html(summary)
    paragraphs = (" ".join(element.text.split()) for element in tree.iter_elements("p"))
    return shortened(next(filter(None, paragraphs), "") or " ".join(tree.text.split()))


def shortened(text: str) -> str:
    """Cut a text that is longer than a description, between two words."""
    if len(text) <= LENGTH + LEEWAY:
        return text
    return text[: LENGTH - 1].rsplit(" ", 1)[0] + "…"


def minutes(text: str) -> int:
    """Return the minutes that it takes to read a text, at least 1."""
    divided, signs = UNDIVIDED.subn(" ", text)
    return max(1, round(len(divided.split()) / WORDS + signs / SIGNS))


def address(path: str) -> str:
    """Return the directory that a path ending in ``index.html`` is served at; any other path as it is."""
    return path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path


def picture(written: str, site: str) -> str:
    """Return the absolute URL of a picture, for those who read a document elsewhere.

    ``""`` for one that does not say where it is (``~/a.png``, ``a.png``), or
    where ``site``, the absolute SITEURL, is ``""``.
    """
    url = written.strip().replace(" ", "%20")
    if url.lower().startswith(("https://", "http://")):
        return url
    if url.startswith("//"):
        return f"https:{url}"
    return site + url if site and url.startswith("/") else ""
