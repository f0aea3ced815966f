"""Zola: https://www.getzola.org/documentation/content/overview/."""

from collections.abc import Mapping
from typing import Any

from ..collect import Read, entries, is_section_file, placed_by_folder, read, sections_of, texts_of
from ..data import at, listed, read_data, text_at
from ..identity import accounts, author, feed, language, site_url, unique
from ..model import Former, Identity, Note, Section, Source
from ..slugs import as_folder, dated, is_text, joined, plain, without_index

CONFIGS = ("config.toml", "zola.toml")


def read_site(source: Source) -> Former:
    """Read a Zola site."""
    config = read_data(source.text(source.first(*CONFIGS)), "toml")
    names = [name for name in source.below("content") if is_text(name)]
    reads = [read(source, one) for one in placed_by_folder({name[len("content/") :]: name for name in names})]
    sections = sections_of(reads, lambda folder: f"{plain(folder)}/" if folder else "")
    texts, dropped = texts_of(reads, sections, _address)
    files = [(name, f"public/{name.removeprefix('static/')}") for name in source.below("static")]
    files += [(name, name) for name in source.below("content") if name not in set(names)]
    notes = [
        Note(name, "a shortcode of your own: write what it prints in the texts that use it")
        for name in source.below("templates")
        if "shortcodes/" in name
    ]
    return Former(
        "Zola",
        identity_of(config),
        "content",
        tuple(texts),
        tuple(files),
        tuple(dropped),
        tuple(notes),
        terms=terms_of(config),
        url_fields=frozenset({"path", "slug"}),
    )


def _address(text: Read, section: Section) -> str:
    """Return the URL of a text: its ``path``, else its folders and its ``slug`` or name."""
    own = text_at(text.fields, "path")
    if own:
        return as_folder(f"{own}/")
    path = text.placed.path.replace(f".{text.language}.", ".", 1) if text.language else text.placed.path
    *folders, name = without_index(path).split("/")
    slug = text_at(text.fields, "slug") if not is_section_file(text) else ""
    date, rest = dated(name)
    last = slug or plain(rest if date else name)
    return as_folder(joined(text.language, *map(plain, folders), last) + "/")


def terms_of(config: Mapping[str, Any]) -> dict[str, str]:
    """Return the listings of the taxonomies: https://www.getzola.org/documentation/templates/taxonomies/."""
    kinds = {"tags": "tag", "categories": "category", "authors": "author"}
    names = [text_at(one, "name") for one in listed(at(config, "taxonomies"))]
    return {kinds[name]: f"{name}/{{slug}}/" for name in names if name in kinds}


def identity_of(config: Mapping[str, Any]) -> Identity:
    """Return what config.toml says about the site; themes keep the menu and social links in ``extra``."""
    extra = at(config, "extra")
    menus = [
        at(extra, key)
        for key in ("menu", "main_menu", "navbar_items", "nav", "navigation", "menu_items", "header_items")
    ]
    nested = [at(one, "links") for one in listed(at(extra, "navbar_items"))]
    found = [
        entries(one, ("name", "title", "text", "label"), ("url", "link", "href")) for one in (*menus, *nested)
    ]
    atom = at(config, "generate_feeds") is True or at(config, "generate_feed") is True
    names = listed(at(config, "feed_filenames")) or listed(at(config, "feed_filename")) or ["atom.xml"]
    feeds: dict[str, str] = {}
    for name in names if atom else ():
        feeds |= feed(str(name), is_atom="atom" in str(name))
    menu = [(label, url.replace("$BASE_URL", "")) for label, url in next(filter(None, found), [])]
    return Identity(
        title=text_at(config, "title"),
        subtitle=text_at(config, "description"),
        author=author(at(config, "author")) or author(at(extra, "author")),
        url=site_url(text_at(config, "base_url")),
        language=language(text_at(config, "default_language")),
        menu=unique(
            (label, url if "://" in url or url.startswith("/") else f"/{url}") for label, url in menu
        ),
        social=accounts(at(extra, "socials") or at(extra, "social") or at(extra, "social_links")),
        feeds=feeds,
    )
