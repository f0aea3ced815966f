"""What the configuration of Hugo says about the site."""

from collections.abc import Mapping
from typing import Any

from ..data import at, listed, text_at
from ..identity import accounts, author, feed, language, site_url, unique
from ..model import Entry, Identity


def default_language(config: Mapping[str, Any]) -> str:
    """Return the default language, which has no prefix in URLs."""
    return text_at(config, "defaultContentLanguage") or "en"


def identity_of(config: Mapping[str, Any]) -> Identity:
    """Return what the configuration says about the site."""
    params = at(config, "params")
    code = default_language(config)
    words = at(config, "languages", code)
    social = at(params, "socialIcons") or at(params, "social") or at(params, "author", "social")
    own = (
        {key: value for key, value in (at(params, "author") or {}).items() if isinstance(value, str)}
        if isinstance(at(params, "author"), Mapping)
        else {}
    )
    return Identity(
        title=text_at(words, "title") or text_at(config, "title"),
        subtitle=text_at(params, "description")
        or text_at(params, "subtitle")
        or text_at(words, "params", "description"),
        author=author(at(params, "author"))
        or author(at(config, "author"))
        or author(at(words, "params", "author")),
        url=site_url(text_at(config, "baseURL")),
        language=language(text_at(words, "languageCode") or text_at(config, "languageCode") or code),
        timezone=text_at(config, "timeZone"),
        menu=menu_of(config, code),
        social=accounts(social) or accounts({key: value for key, value in own.items() if key != "name"}),
        feeds=feed("index.xml", is_atom=False),
    )


def menu_of(config: Mapping[str, Any], code: str) -> tuple[Entry, ...]:
    """Return the main menu, by weight."""
    found = at(config, "languages", code, "menu", "main") or at(config, "languages", code, "menus", "main")
    found = (
        found or at(config, "menu", "main") or at(config, "menus", "main") or at(config, "menu", code, "main")
    )
    items = [item for item in listed(found) if isinstance(item, Mapping)]
    items.sort(
        key=lambda item: float(text_at(item, "weight") or "inf") if text_at(item, "weight").isdigit() else 1e9
    )
    made = []
    for item in items:
        label = text_at(item, "name") or text_at(item, "title") or text_at(item, "identifier")
        url = text_at(item, "url") or text_at(item, "pageRef")
        if label and url:
            made.append((label, url if "://" in url or url.startswith(("/", "#", "mailto:")) else f"/{url}"))
    return unique(made)
