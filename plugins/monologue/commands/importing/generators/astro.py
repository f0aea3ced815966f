"""Astro: https://docs.astro.build/en/guides/content-collections/. No code is run: only literals are read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from posixpath import splitext
from typing import Any

from ..collect import Placed, Read, entries, read, sections_of, texts_of
from ..data import at, read_data, text_at
from ..identity import accounts, author, feed, language, site_url, unique
from ..literals import literals
from ..model import Former, Identity, Note, Section, Source, Text
from ..slugs import astro, is_mdx, joined, stem_of, without_index
from .astro_collections import PAGES, YAML, collections_of, root_of, route_of

PAGES_FOLDER = "src/pages"
CONFIGS = tuple(f"astro.config.{extension}" for extension in ("mjs", "ts", "js", "mts", "cjs"))
CONSTANTS = re.compile(
    r"src/(?:\w+/)*(?:consts?|config|site|constants|site\.config|site-config|siteConfig|settings|data)\.(?:ts|js|mjs|json)"
)
TERM = re.compile(
    r"src/pages/(?P<route>(?:[\w-]+/)*(?P<name>tags?|topics?|categor(?:y|ies)|authors?))/\[[^/\]]+\]"
)
IMAGES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".avif",
    ".gif",
    ".svg",
    ".mp4",
    ".webm",
    ".pdf",
    ".csv",
    ".bib",
    ".json",
)


def read_site(source: Source) -> Former:
    """Read an Astro site. Folders keep their places: texts name images as ``../../assets/x.png``."""
    collections = collections_of(source)
    root = root_of(collections)
    placed = [place for folder in collections for place in _placed(source, folder, root)]
    if root == "src":
        own = [name for name in source.below(PAGES_FOLDER) if is_mdx(name)]
        placed += [Placed(name, name.removeprefix("src/"), "pages") for name in own]
    reads = [read(source, one) for one in placed]
    routes = {f.removeprefix(f"{root}/"): route_of(source, name, f) for f, name in collections.items()}
    pages = [folder.removeprefix(f"{root}/") for folder, name in collections.items() if name in PAGES]
    sections = sections_of(reads, {**routes, "pages": ""}.__getitem__, pages=[*pages, "pages"])
    extension = ".html" if text_at(config_of(source), "build", "format") == "file" else ""
    texts, dropped = texts_of(reads, sections, lambda text, section: _address(text, section, extension))
    return Former(
        "Astro",
        identity_of(source),
        root,
        tuple(map(_titled, texts)),
        tuple(_files(source, root, {one.source for one in placed})),
        tuple(dropped),
        tuple(_notes(source, root, {one.source for one in placed})),
        terms=terms_of(source),
        url_fields=frozenset({"slug", "postSlug"}),
    )


def config_of(source: Source) -> dict[str, Any]:
    """Return the plain literals of astro.config."""
    found = literals(source.text(source.first(*CONFIGS)))
    return dict(found["default"]) if isinstance(found.get("default"), dict) else {}


def _placed(source: Source, folder: str, root: str) -> list[Placed]:
    """Return the texts of a collection; files that begin with an underscore are not part of it."""
    section = folder.removeprefix(f"{root}/")
    return [
        Placed(name, name.removeprefix(f"{root}/"), section)
        for name in source.below(folder)
        if is_mdx(name) and name.startswith(f"{root}/") and not name.rpartition("/")[2].startswith("_")
    ]


def _address(text: Read, section: Section, extension: str) -> str:
    """Return the URL: the route and the id, which the field ``slug`` replaces completely."""
    week = week_of(text.fields)
    if section.folder == "pages":
        return f"{without_index(text.placed.rest)}{extension if without_index(text.placed.rest) else ''}"
    if week and text.date and "slug" not in text.fields:
        return f"{section.route}{text.date.year}-w{week:02}{extension or '/'}"
    own = text_at(text.fields, "slug") or text_at(text.fields, "postSlug")
    plain = "/".join(astro(part) for part in without_index(text.placed.rest).split("/"))
    return f"{joined(section.route, own or plain)}{extension or '/'}"


def week_of(fields: Mapping[str, Any]) -> int:
    """Return the number of the week that a text is about; 0 if it is about none."""
    week = fields.get("week")
    return week if isinstance(week, int) and not isinstance(week, bool) and 0 < week < 54 else 0


def _titled(text: Text) -> Text:
    """Give a weekly log without a title the one that its number makes."""
    week = week_of(text.fields)
    if not week or not text.date or text_at(text.fields, "title"):
        return text
    return replace(text, title=f"Week {week}, {text.date.year}")


def _files(source: Source, root: str, texts: set[str]) -> list[tuple[str, str]]:
    """Return the files of ``public/``, and the images and data that texts may use."""
    found = [(name, name) for name in source.below("public")]
    for name in source.below(root):
        if name.lower().endswith(IMAGES) and name not in texts and not name.startswith(f"{PAGES_FOLDER}/"):
            found.append((name, name))
    return found


def _notes(source: Source, root: str, texts: set[str]) -> list[Note]:
    """Return what is left out: pages made by code, and Markdown outside of the collections."""
    found = []
    for name in sorted({*source.below("src"), *source.below(root)}):
        if is_mdx(name) and name not in texts:
            found.append(Note(name, "it is in no collection of texts, so it is not copied"))
        is_code = name.startswith(f"{PAGES_FOLDER}/") and name.endswith((".astro", ".html"))
        if is_code and "[" not in name and stem_of(name) not in {"404", "index"}:
            found.append(Note(name, "a page made by code: if it has a text of its own, write it in Markdown"))
    return found


def terms_of(source: Source) -> dict[str, str]:
    """Return the patterns of the listings of terms, from the names of dynamic routes."""
    kinds = {"t": "tag", "c": "category", "a": "author"}
    found: dict[str, str] = {}
    for name in source.below("src/pages"):
        if match := TERM.match(name):
            found.setdefault(kinds[match["name"][0]], f"{match['route']}/{{slug}}/")
    for kind in ("tag", "category"):
        if path := text_at(read_data(source.text(YAML), "yaml"), "apps", "blog", kind, "pathname"):
            found.setdefault(kind, f"{path}/{{slug}}/")
    return found


def identity_of(source: Source) -> Identity:
    """Return what astro.config and a plain module of constants say about the site."""
    config, values = config_of(source), constants_of(source)
    flat = {**_flattened(values)}

    def first(*names: str) -> str:
        return next((flat[name] for name in names if isinstance(flat.get(name), str) and flat[name]), "")

    menu = next((value for name, value in values.items() if re.search("menu|nav|links", name, re.I)), None)
    social = next((value for name, value in values.items() if re.search("social", name, re.I)), None)
    menu = menu if isinstance(menu, list) else at(menu, "links")
    locale = text_at(config, "i18n", "defaultLocale") or first("lang", "language", "locale")
    return Identity(
        title=first("site_title", "sitetitle", "title", "name", "sitename"),
        subtitle=first("site_description", "description", "desc", "tagline"),
        author=author(at(flat, "author")) or first("author_name", "authorname"),
        url=site_url(
            text_at(config, "site") or first("website", "site", "url", "siteurl"), text_at(config, "base")
        ),
        language=language(locale),
        timezone=first("timezone"),
        menu=unique(entries(menu, ("label", "title", "name", "text"), ("href", "path", "url", "link"))),
        social=accounts(social),
        feeds=feed("rss.xml", is_atom=False) if _has_feed(source) else {},
    )


def constants_of(source: Source) -> dict[str, Any]:
    """Return the literals of the modules that sites use for their constants."""
    found: dict[str, Any] = {}
    if data := read_data(source.text(YAML), "yaml"):
        words = {"description": at(data, "metadata", "description"), "lang": at(data, "i18n", "language")}
        found["SITE"] = {**words, **(at(data, "site") or {})}
    for name in source.names:
        if CONSTANTS.fullmatch(name) and not name.startswith("src/content"):
            found = {**literals(source.text(name)), **found}
    return found


def _flattened(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values by their names in lower case; those of nested objects too, the outer ones first."""
    found: dict[str, Any] = {}
    ordered = sorted(values.items(), key=lambda item: "site" not in item[0].lower())
    for name, value in ordered:
        if isinstance(value, str):
            found.setdefault(name.lower(), value)
    for _, value in ordered:
        if isinstance(value, dict):
            for name, inner in value.items():
                found.setdefault(name.lower(), inner)
    return found


def _has_feed(source: Source) -> bool:
    return any(splitext(name)[0] == "src/pages/rss.xml" for name in source.below("src/pages"))
