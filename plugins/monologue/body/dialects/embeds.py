"""Videos and posts of other sites, as links: a page requests nothing from another site by itself."""

from collections.abc import Mapping
from html import escape

SERVICES = {
    "youtube": ("https://www.youtube.com/watch?v={}", "Watch on YouTube"),
    "vimeo": ("https://vimeo.com/{}", "Watch on Vimeo"),
    "streamable": ("https://streamable.com/{}", "Watch on Streamable"),
    "gist": ("https://gist.github.com/{}", "Code on GitHub"),
    "x": ("https://x.com/{}", "Post on X"),
    "instagram": ("https://www.instagram.com/p/{}/", "Post on Instagram"),
    "slideshare": ("https://www.slideshare.net/slideshow/embed_code/{}", "Slides on SlideShare"),
    "speakerdeck": ("https://speakerdeck.com/player/{}", "Slides on Speaker Deck"),
    "codepen": ("https://codepen.io/{}", "Example on CodePen"),
}
"""The URL of each service, with a place for what is shown, and the text of the link."""


def link_to(service: str, name: str, title: str = "") -> str:
    """Return a link to a video or post as HTML; ``name`` is its id, or its whole URL."""
    pattern, words = SERVICES[service]
    url = name if name.startswith(("https://", "http://")) else pattern.format(name.strip("/"))
    return f'<a class="embed" href="{escape(url)}">{escape(title or words, quote=False)}</a>'


def figure(attributes: dict[str, str], caption: str = "", link: str = "") -> str:
    """Return an image as a figure; ``caption`` is HTML, and ``attributes`` are those of ``<img>``."""
    image = img(attributes)
    image = f'<a href="{escape(link)}">{image}</a>' if link else image
    below = f"\n<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>\n{image}{below}\n</figure>"


def img(attributes: Mapping[str, str]) -> str:
    """Return an image as HTML."""
    return f"<img{' '.join(['', *(attribute(*one) for one in attributes.items())])} />"


def attribute(name: str, value: str) -> str:
    """Return one attribute as HTML."""
    return f'{name}="{escape(value)}"'
