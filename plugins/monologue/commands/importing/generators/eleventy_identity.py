"""What the global data of Eleventy say about the site."""

from posixpath import basename, dirname
from typing import Any

from ..collect import entries
from ..data import at, form_of, front_matter, read_data, text_at
from ..identity import accounts, author, feed, language, site_url, unique
from ..literals import literals
from ..model import Identity, Source
from ..slugs import is_text, stem_of


def identity_of(source: Source, code: str, folder: str, output: str) -> Identity:
    """Return what the global data of the site say about it."""
    names = [
        f"{folder}/{name}.{form}"
        for name in ("metadata", "site", "meta", "config")
        for form in ("json", "js", "mjs", "cjs", "yaml", "yml", "toml")
    ]
    data: Any = {}
    for name in names:
        text = source.text(name)
        found = literals(text) if name.endswith("js") else read_data(text, form_of(name))
        data = (
            data or found.get("default") or found.get("return") or (found if not name.endswith("js") else {})
        )
    navigation = at(data, "navigation") or at(data, "nav") or at(data, "menu")
    menu = entries(navigation, ("title", "text", "label", "name"), ("url", "href", "link")) or menu_of(source)
    return Identity(
        title=text_at(data, "title") or text_at(data, "name") or text_at(data, "sitename"),
        subtitle=text_at(data, "description") or text_at(data, "tagline"),
        author=author(at(data, "author")) or text_at(data, "authorName"),
        url=site_url(text_at(data, "url") or text_at(data, "siteurl") or text_at(data, "domain")),
        language=language(text_at(data, "language") or text_at(data, "lang") or text_at(data, "locale")),
        timezone=text_at(data, "timezone"),
        menu=unique(menu),
        social=accounts(at(data, "social") or at(data, "socials") or at(data, "links")),
        feeds=feed(output, is_atom="rss" not in output) if output else {},
    )


def menu_of(source: Source) -> list[tuple[str, str]]:
    """Return the entries of the plugin eleventy-navigation, by their order."""
    found = []
    for name in source.names:
        if is_text(name) or name.endswith((".njk", ".liquid", ".html")):
            fields = front_matter(source.text(name))[0]
            key, order = (
                text_at(fields, "eleventyNavigation", "key"),
                at(fields, "eleventyNavigation", "order"),
            )
            url = text_at(fields, "permalink") or _page_url(name)
            if key and not text_at(fields, "eleventyNavigation", "parent") and "{" not in url:
                found.append((float(order) if isinstance(order, int | float) else 1e9, key, url))
    return [(key, url) for _, key, url in sorted(found)]


def _page_url(name: str) -> str:
    """Return the URL of a page by its name; that of ``index`` at the top is the front page."""
    if stem_of(name) != "index":
        return f"/{stem_of(name)}/"
    return f"/{basename(dirname(name))}/" if name.count("/") > 1 else "/"
