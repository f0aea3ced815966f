"""The components of MDX that have a plain meaning, in one table."""

import re
from collections.abc import Callable, Mapping
from html import escape

from ..commonmark.admonitions import ALERTS
from .embeds import figure, img, link_to
from .jsx import Expression, Value

Attributes = Mapping[str, Value]
Component = Callable[[str, Attributes], tuple[str, str]]
"""Takes the name and the attributes of a component, and returns the HTML before and after its children."""

IMAGE = ("src", "alt", "width", "height", "title", "loading", "class", "id")
KINDS = {"danger": "danger", "info": "note", "success": "tip", "error": "danger", "caution": "caution"}
RENAMED = {
    "className": "class",
    "htmlFor": "for",
    "srcSet": "srcset",
    "tabIndex": "tabindex",
    "autoPlay": "autoplay",
}


def text(attributes: Attributes, *names: str) -> str:
    """Return the first of the attributes that is text or a number, as text; else ``""``."""
    values = (attributes.get(name) for name in names)
    found = (str(value) for value in values if isinstance(value, str | int | float) and value is not True)
    return next(found, "")


def image(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<Image src={picture} alt="…" />``, also ``<Picture>``."""
    renamed = {RENAMED.get(key, key): value for key, value in attributes.items()}
    kept = {key: text(renamed, key) for key in IMAGE if text(renamed, key)}
    kept.setdefault("alt", "")
    return img(kept), ""


def illustration(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<Figure src="…" caption="…" />``; without ``src``, a figure around its children."""
    caption = escape(text(attributes, "caption", "title"), quote=False)
    below = f"\n<figcaption>{caption}</figcaption>" if caption else ""
    if not text(attributes, "src"):
        return "<figure>", f"{below}\n</figure>"
    kept = {key: text(attributes, key) for key in IMAGE if text(attributes, key)}
    kept.setdefault("alt", text(attributes, "caption"))
    return figure(kept, caption), ""


def link(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<Link href="/blog">blog</Link>``."""
    return f'<a href="{escape(text(attributes, "href", "to"))}">', "</a>"


def rule(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<HR />``."""
    return "<hr />", ""


def aside(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<Aside type="tip" title="…">``, ``<Callout>``, ``<Note>``."""
    kind = text(attributes, "type", "variant", "kind").lower() or name.lower()
    kind = KINDS.get(kind, kind if kind in ALERTS else "note")
    title = escape(text(attributes, "title") or kind.capitalize(), quote=False)
    return f'<div class="admonition {kind}">\n<p class="admonition-title">{title}</p>', "</div>"


def details(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<Details summary="…">``, ``<Accordion title="…">``."""
    title = escape(text(attributes, "summary", "title", "label") or "Details", quote=False)
    return f"<details>\n<summary>{title}</summary>", "</details>"


def titled(name: str, attributes: Attributes) -> tuple[str, str]:
    """Print the title of a card or a tab, and its children."""
    title = escape(text(attributes, "title", "label"), quote=False)
    return (f"<p><strong>{title}</strong></p>" if title else ""), ""


def embed(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<YouTube id="…" />`` and its like, as a link."""
    service = {"tweet": "x", "twitter": "x"}.get(name.lower(), name.lower())
    shown = text(attributes, "id", "videoId", "url", "href", "tweetId")
    return link_to(service, shown, text(attributes, "title", "label")), ""


def footnote_reference(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<FootnoteRef id="1" />``: the number, which links to the footnote, ``#footnote-1``.

    ``use`` counts the marks of this footnote before this one; only the first has the id that it links to.
    """
    number = escape(text(attributes, "id"))
    mark = f'<a class="footnote-ref" href="#footnote-{number}">{number}</a>'
    return (
        f"<sup>{mark}</sup>" if attributes.get("use") else f'<sup id="footnote-ref-{number}">{mark}</sup>'
    ), ""


def footnote_list(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<Footnotes notes={footnotes} />``: each note has an ``id`` and HTML as its ``content``.

    ``used`` has the ids of the notes that the text refers to; the others have no link back.
    """
    notes, used = attributes.get("notes"), attributes.get("used")
    items = [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    lines = []
    for note in items:
        number, words = escape(text(note, "id")), balanced(text(note, "content", "text"))
        title = f"Jump back to footnote {number} in the text"
        back = f'<a class="footnote-backref" href="#footnote-ref-{number}" title="{title}">&#8617;</a>'
        words += f"&#160;{back}" if isinstance(used, list) and text(note, "id") in used else ""
        lines.append(f'<li id="footnote-{number}">\n<p>{words}</p>\n</li>')
    return '<div class="footnote">\n<hr />\n<ol>\n' + "\n".join(lines) + "\n</ol>\n</div>", ""


def balanced(html: str) -> str:
    """Return HTML without end tags of links that were not opened."""
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        depth += -1 if match[0].startswith("</") else 1
        if depth < 0:
            depth = 0
            return ""
        return match[0]

    return re.sub(r"</?a\b[^>]*>", kept, html)


def citation(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<Cite id="x" authors="Hu et al." year={2021} />``, with the words that it prints."""
    authors, year = (escape(text(attributes, one), quote=False) for one in ("authors", "year"))
    href = f"#ref-{escape(text(attributes, 'id'))}"
    if attributes.get("narrative"):
        return f'{authors} (<a class="citation" href="{href}">{year}</a>)', ""
    return f'(<a class="citation" href="{href}">{", ".join(filter(None, (authors, year)))}</a>)', ""


def reference(name: str, attributes: Attributes) -> tuple[str, str]:
    """``<Ref id="x" authors="…" year={2021} title="…" url="…" venue="…" />``: an entry of the references."""
    authors, year, title, venue, arxiv, doi = (
        escape(text(attributes, one), quote=False)
        for one in ("authors", "year", "title", "venue", "arxiv", "doi")
    )
    url = text(attributes, "url")
    words = (
        f"{authors} ({year})" if year else authors,
        f'<a href="{escape(url)}">{title or escape(url, quote=False)}</a>' if url else title,
        ", ".join(filter(None, (f"<em>{venue}</em>" if venue else "", *_place_in_venue(attributes)))),
        f'<a href="https://arxiv.org/abs/{escape(arxiv)}">arXiv:{arxiv}</a>' if arxiv else "",
        f'<a href="https://doi.org/{escape(doi)}">doi:{doi}</a>' if doi else "",
    )
    sentence = ". ".join(word.rstrip(".") for word in words if word)
    return f'<p class="reference" id="ref-{escape(text(attributes, "id"))}">{sentence}.</p>', ""


def _place_in_venue(attributes: Attributes) -> list[str]:
    """Return the volume and the pages of a reference."""
    return [escape(text(attributes, one), quote=False) for one in ("volume", "pages")]


COMPONENTS: dict[str, Component] = {
    **dict.fromkeys(("Image", "Picture", "Img"), image),
    **dict.fromkeys(("Figure", "Fig"), illustration),
    **dict.fromkeys(("Link", "A", "Anchor", "LinkButton"), link),
    **dict.fromkeys(("HR", "Hr", "Divider"), rule),
    **dict.fromkeys(
        ("Aside", "Callout", "Admonition", "Note", "Tip", "Warning", "Caution", "Danger", "Info"), aside
    ),
    **dict.fromkeys(("Details", "Accordion", "Collapse", "Collapsible"), details),
    **dict.fromkeys(("Tabs", "TabItem", "Tab", "Steps", "Card", "CardGrid", "Fragment", ""), titled),
    **dict.fromkeys(("YouTube", "Youtube", "Vimeo", "Tweet", "Twitter", "Gist", "CodePen"), embed),
    "FootnoteRef": footnote_reference,
    "Footnotes": footnote_list,
    "Cite": citation,
    "Ref": reference,
}
"""By name, as written."""


def element(name: str, attributes: Attributes) -> tuple[str, str]:
    """Return an element of HTML, with attributes as HTML spells them."""
    kept = []
    for key, value in attributes.items():
        if isinstance(value, Expression | dict | list) or value in (None, False) or key.startswith("on"):
            continue
        name_of = RENAMED.get(key, key)
        kept.append(f" {name_of}" if value is True else f' {name_of}="{escape(str(value))}"')
    return f"<{name}{''.join(kept)}>", f"</{name}>"


VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without an end tag. Source: https://html.spec.whatwg.org/multipage/syntax.html#void-elements."""
