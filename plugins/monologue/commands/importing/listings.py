"""The listings of the new site: the sections, the terms, the menu, and what stands in their place."""

from dataclasses import dataclass, field

from .model import Entry, Former, Note, Section
from .routing import sections_of
from .slugs import joined

NAMES = ("INDEX", "ARCHIVES", "TAGS", "CATEGORIES", "AUTHORS")
DEFAULTS = {"INDEX": "blog/", **{name: f"{name.lower()}/" for name in NAMES[1:]}}
"""The URLs of the theme's listings in a new site."""
KINDS = {"tag": ("TAG", "TAGS"), "category": ("CATEGORY", "CATEGORIES"), "author": ("AUTHOR", "AUTHORS")}
MADE = frozenset({"index.html", "404.html"})
"""Files that every new site writes itself."""
MOST = 6
"""The maximum number of entries of a menu that is made from the sections and pages."""


@dataclass(frozen=True, slots=True)
class Listings:
    """The settings of the listings, and the templates of the sections."""

    settings: dict[str, str] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    """The text of each template by its name."""
    urls: dict[str, str] = field(default_factory=dict)
    """The URL of each listing by its title."""
    menu: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()


def list_all(former: Former) -> Listings:
    """Return the listings that replace those of the former site."""
    taken = {text.save_as for text in former.texts}
    articles = [one for one in sections_of(former) if one.kind == "article"]
    settings, templates, urls = _indexes(articles, taken)
    for kind, (one, many) in KINDS.items():
        if pattern := former.terms.get(kind):
            settings[f"{one}_URL"] = pattern
            settings[f"{many}_URL"] = pattern.removesuffix("{slug}/")
    where = {**DEFAULTS, **{name.removesuffix("_URL"): url for name, url in settings.items()}}
    for name in NAMES:
        if f"{where[name]}index.html" in taken or where[name] == "":
            settings = {key: value for key, value in settings.items() if key != f"{name}_URL"}
            settings[f"{name}_SAVE_AS"] = ""
        elif settings.get(f"{name}_SAVE_AS") != "":
            urls.setdefault(name.capitalize(), where[name])
    menu, notes = _menu(former, urls, articles)
    return Listings(settings, templates, urls, menu, tuple(notes))


def _indexes(
    articles: list[Section], taken: set[str]
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return the settings, the templates and the URLs of the listings of the sections."""
    routes = {one.route: one for one in articles if one.route and f"{one.route}index.html" not in taken}
    if len({one.route for one in articles}) < 2:
        settings = {"INDEX_URL": route for route in routes if route != DEFAULTS["INDEX"]}
        titles = {"INDEX_TITLE": one.title for one in routes.values() if one.title}
        return {**settings, **titles}, {}, {title_of(one): route for route, one in routes.items()}
    templates = {template_of(one): _template(one) for one in routes.values()}
    urls = {title_of(one): route for route, one in routes.items()}
    return {"INDEX_SAVE_AS": ""}, templates, urls


def title_of(section: Section) -> str:
    """Return the title of a section: its own, or its name with a capital."""
    return section.title or section.route.strip("/").rpartition("/")[2].replace("-", " ").capitalize()


def template_of(section: Section) -> str:
    """Return the name of the template that lists a section; it is also part of the name of a setting."""
    word = "".join(char if char.isascii() and char.isalnum() else "_" for char in section.route.strip("/"))
    return f"section_{word.lower()}"


def _template(section: Section) -> str:
    heading, route = (
        value.replace("\\", "\\\\").replace('"', '\\"') for value in (title_of(section), section.route)
    )
    return (
        f"{{#- The listing of the section /{section.route} -#}}\n"
        f'{{% set heading = "{heading}" %}}\n'
        f'{{% set listed = articles|selectattr("section_url", "equalto", "{route}")|list %}}\n'
        '{% extends "listing.html" %}\n'
    )


def _menu(
    former: Former, urls: dict[str, str], articles: list[Section]
) -> tuple[tuple[Entry, ...], list[Note]]:
    """Return the menu of the former site without entries that lead nowhere, or one that is made up."""
    known = {joined(text.address) for text in former.texts} | {joined(url) for url in urls.values()} | {""}
    known |= {joined(target.removeprefix("public/")) for _, target in former.files}
    made, notes = [], []
    for label, url in former.identity.menu:
        path = url.partition("#")[0].partition("?")[0]
        if not url.startswith("/") or joined(path).removesuffix("index.html").rstrip("/") in known:
            made.append((label, url))
        else:
            notes.append(Note("MENUITEMS", f"{label} ({url}) is left out of the menu: there is no such page"))
    if any(url.startswith("/") for _, url in made) or former.identity.menu:
        return tuple(made), notes
    pages = [
        text for text in former.texts if text.section.kind == "page" and joined(text.address).count("/") == 0
    ]
    listed = [(title, f"/{url}") for title, url in urls.items() if any(url == one.route for one in articles)]
    listed = listed or [("Blog", f"/{urls['Index']}")] if "Index" in urls or listed else []
    made = [
        *listed,
        *((str(text.fields.get("title") or text.name), f"/{text.address}") for text in pages if text.address),
    ]
    return tuple(made[:MOST]), notes
