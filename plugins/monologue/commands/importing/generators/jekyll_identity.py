"""What the configuration of Jekyll says about the site, as the common themes write it."""

from collections.abc import Mapping
from typing import Any

from ..collect import entries
from ..data import at, front_matter, listed, read_data, text_at
from ..identity import accounts, author, feed, language, site_url, unique
from ..model import Entry, Identity, Source
from ..slugs import stem_of


def identity_of(config: Mapping[str, Any], source: Source) -> Identity:
    """Return what _config.yml and ``_data/navigation.yml`` say about the site."""
    people = at(config, "author")
    users = {
        name: value
        for name, value in config.items()
        if name.endswith(("_username", "_profile")) and isinstance(value, str)
    }
    mine = people if isinstance(people, Mapping) else {}
    links = accounts(
        at(config, "social_links")
        or at(config, "minima", "social_links")
        or at(config, "social", "links")
        or at(mine, "links")
    )
    own = accounts(
        {
            name: value
            for name, value in mine.items()
            if name not in {"name", "uri", "avatar", "bio", "location", "employer"}
        }
    )
    return Identity(
        title=text_at(config, "title") or text_at(config, "name"),
        subtitle=text_at(config, "tagline") or text_at(config, "subtitle") or text_at(config, "description"),
        author=author(people) or text_at(config, "author_name"),
        url=site_url(text_at(config, "url"), text_at(config, "baseurl")),
        language=language(text_at(config, "lang") or text_at(config, "locale")),
        timezone=text_at(config, "timezone"),
        menu=menu_of(config, source),
        social=unique((*links, *own, *accounts(users))),
        feeds=feeds_of(config, source),
    )


def feeds_of(config: Mapping[str, Any], source: Source) -> dict[str, str]:
    """Return the feed of the plugin jekyll-feed, or one that is made by a template at the top of the site."""
    plugins = [str(one) for one in (*listed(at(config, "plugins")), *listed(at(config, "gems")))]
    own = source.first("feed.xml", "atom.xml", "rss.xml")
    if "jekyll-feed" in plugins or "jekyll-feed" in source.text("Gemfile"):
        return feed(text_at(config, "feed", "path") or "feed.xml", is_atom=True)
    return feed(own, is_atom="<rss" not in source.text(own)) if own else {}


def _entry(source: Source, name: str) -> dict[str, str]:
    """Return the menu entry of a page by its file."""
    fields = front_matter(source.text(name))[0]
    return {
        "title": text_at(fields, "title"),
        "url": text_at(fields, "permalink") or f"/{stem_of(name)}.html",
    }


def menu_of(config: Mapping[str, Any], source: Source) -> tuple[Entry, ...]:
    """Return the menu from the places where themes keep it."""
    name = source.first("_data/navigation.yml", "_data/nav.yml", "_data/menu.yml", "_data/menus.yml")
    data = read_data(source.text(name), "yaml") if name else {}
    candidates = [
        at(data, "main"),
        at(data, "header"),
        at(config, "navigation"),
        at(config, "nav"),
        at(config, "menu"),
    ]
    candidates += [value for value in data.values() if isinstance(value, list)]
    headers = [str(one) for one in listed(at(config, "header_pages"))]
    candidates.append([_entry(source, name) for name in headers if name in source.names])
    for found in candidates:
        made = entries(found, ("title", "name", "text", "label"), ("url", "link", "href", "page"))
        if made:
            return unique(made)
    return ()
