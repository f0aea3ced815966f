"""The listings of the new site: the sections, the terms, the menu, and what stands in their place."""

from dataclasses import dataclass, field

from .model import SECTIONS, Entry, Former, Note, Section
from .prediction import sections_of
from .routing import template_of
from .slugs import joined

NAMES = ("INDEX", "ARCHIVES", "TAGS", "CATEGORIES", "AUTHORS")
DEFAULTS = {"INDEX": "blog/", **{name: f"{name.lower()}/" for name in NAMES[1:]}}
"""The URLs of the theme's listings in a new site."""
KINDS = {"tag": ("TAG", "TAGS"), "category": ("CATEGORY", "CATEGORIES"), "author": ("AUTHOR", "AUTHORS")}
PLACES = {
    **dict.fromkeys(("archive", "archives"), "ARCHIVES"),
    **{name.lower(): name for name in NAMES[2:]},
}
"""The listings that may stand in the place of a page with this name."""
WITH_TEXT = """{% set sheets = ["listing"] %}
{% extends "page.html" %}
{% from "partials/settings.html" import theme, words with context %}
{% import "macros/listing.html" as list %}
{% block content_footer %}
{{ list.by_year(LISTED, SITEURL, DEFAULT_LANG, theme, words) }}
{% endblock %}
"""
MENU_PAGES = tuple(
    "about about-me bio now projects publications talks teaching cv resume uses links contact".split()
)
"""The pages of a menu that is made here, by their names and in this order."""
MOST = 6
"""The maximum number of entries of a menu that is made from the sections and pages."""


@dataclass(frozen=True, slots=True)
class Listings:
    """The settings of the listings, and the templates of the sections."""

    settings: dict[str, str] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    """The text of each section's template by its name."""
    routes: dict[str, str] = field(default_factory=dict)
    """The URL of each section's listing by the name of its template, except those that a text is at."""
    urls: dict[str, str] = field(default_factory=dict)
    """The URL of each listing by its title."""
    menu: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()


def list_all(former: Former) -> Listings:
    """Return the listings that replace those of the former site."""
    taken = {text.save_as for text in former.texts}
    articles = [one for one in sections_of(former) if one.kind == "article"]
    texts = {text.address for text in former.texts if text.section == SECTIONS}
    about = texts & {one.route for one in articles}
    routes = {one.route: one for one in articles if one.route}
    routes = {url: one for url, one in routes.items() if url in about or save_as_of(url) not in taken}
    are_many = bool(about) or len({one.route for one in articles}) > 1
    settings = {"INDEX_SAVE_AS": ""} if are_many else _index(list(routes.values()))
    settings |= _in_place_of(former, articles)
    for kind, (one, many) in KINDS.items():
        if pattern := former.terms.get(kind):
            settings |= {f"{one}_URL": pattern, f"{many}_URL": pattern.removesuffix("{slug}/")}
    settings, urls = _without_clashes(settings, taken)
    urls = {**{title_of(one): route for route, one in routes.items()}, **urls}
    menu, notes = _menu(former, urls, articles)
    sections = {template_of(one.route): one for one in routes.values()} if are_many else {}
    return Listings(
        settings,
        {name: _template(one, has_text=one.route in about) for name, one in sections.items()},
        {name: one.route for name, one in sections.items() if one.route not in about},
        urls,
        menu,
        notes,
    )


def _index(sections: list[Section]) -> dict[str, str]:
    """Return the settings of the listing of all articles, which is that of the only section."""
    if not sections:
        return {}
    only = sections[0]
    url = {"INDEX_URL": only.route} if only.route != DEFAULTS["INDEX"] else {}
    return url | ({"INDEX_TITLE": title_of(only)} if only.title or url else {})


def _in_place_of(former: Former, articles: list[Section]) -> dict[str, str]:
    """Return the URLs of listings that a page without a text of its own had, such as ``archive.md``."""
    found: dict[str, str] = {}
    routes = {one.route for one in articles}
    for one in former.dropped:
        word = one.address.strip("/").removesuffix(".html").rpartition("/")[2]
        if (name := PLACES.get(word)) and one.address not in routes:
            found.setdefault(f"{name}_URL", one.address)
    return found


def _without_clashes(settings: dict[str, str], taken: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the settings without listings in whose place a text is, and the URLs of the others."""
    urls: dict[str, str] = {}
    for name in NAMES:
        url = settings.get(f"{name}_URL", DEFAULTS[name])
        if not url or save_as_of(url) in taken:
            settings.pop(f"{name}_URL", "")
            settings[f"{name}_SAVE_AS"] = ""
        elif f"{name}_SAVE_AS" not in settings:
            title = settings.get("INDEX_TITLE", "Blog") if name == "INDEX" else name.capitalize()
            urls[title] = url
    return settings, urls


def save_as_of(url: str) -> str:
    """Return the output file of a listing."""
    return url if url.endswith(".html") else f"{url}index.html"


def title_of(section: Section) -> str:
    """Return the title of a section: its own, or its name with a capital."""
    return section.title or section.route.strip("/").rpartition("/")[2].replace("-", " ").capitalize()


def _template(section: Section, *, has_text: bool) -> str:
    """Return the template of a section's listing; with a text about the section, that text comes first."""
    words = (title_of(section), section.route)
    heading, route = (value.replace("\\", "\\\\").replace('"', '\\"') for value in words)
    listed = f'articles|selectattr("section_url", "equalto", "{route}")|list'
    if has_text:
        return WITH_TEXT.replace("LISTED", listed)
    return (
        f'{{% set heading = "{heading}" %}}\n{{% set listed = {listed} %}}\n{{% extends "listing.html" %}}\n'
    )


def _menu(
    former: Former, urls: dict[str, str], articles: list[Section]
) -> tuple[tuple[Entry, ...], tuple[Note, ...]]:
    """Return the menu of the former site without entries that lead nowhere, or one that is made here."""
    known = {"", *(joined(text.address) for text in former.texts), *map(joined, urls.values())}
    known |= {joined(target.removeprefix("public/")) for _, target in former.files}
    kept, notes = list[Entry](), list[Note]()
    for label, url in former.identity.menu:
        path = joined(url.partition("#")[0].partition("?")[0])
        if not url.startswith("/") or path.removesuffix("index.html").rstrip("/") in known:
            kept.append((label, url))
        else:
            notes.append(
                Note("MENUITEMS", f"{label} ({url}) is not in the menu, because there is no such page")
            )
    return tuple(kept or _made_menu(former, urls, articles)), tuple(notes)


def _made_menu(former: Former, urls: dict[str, str], articles: list[Section]) -> list[Entry]:
    """Return a menu of the sections, and of pages that sites usually have in it; others may be unlisted."""
    routes = {one.route for one in articles}
    listings = [(title, f"/{url}") for title, url in urls.items() if url in routes]
    if not listings and articles and "Blog" in urls:
        listings = [("Blog", f"/{urls['Blog']}")]
    pages = (text for text in former.texts if text.section.kind == "page" and not text.language)
    known = {
        name: text for text in pages if (name := text.address.strip("/").removesuffix(".html")) in MENU_PAGES
    }
    made = [(_label(name), f"/{known[name].address}") for name in MENU_PAGES if name in known]
    return [*listings, *made][:MOST]


def _label(name: str) -> str:
    return name.upper() if len(name) == 2 else name.replace("-", " ").capitalize()
