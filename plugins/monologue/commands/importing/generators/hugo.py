"""Hugo: https://gohugo.io/configuration/ and https://gohugo.io/content-management/urls/."""

import re
from collections.abc import Mapping
from posixpath import dirname
from typing import Any

from ..collect import Read, is_section_file, placed_by_folder, read, sections_of, texts_of
from ..data import at, form_of, listed, read_data, text_at
from ..model import Former, Note, Section, Source
from ..slugs import as_folder, filled, hugo, in_pelican, is_text, joined, without_index
from .hugo_identity import default_language, identity_of

NAMES = ("hugo", "config")
SIMPLE = re.compile(r"(?:[\w/-]|\\[.]|[.^$]){1,60}")
"""An expression without repetition, which cannot take long."""
FORMS = ("toml", "yaml", "yml", "json")
IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif", ".pdf", ".mp4")


def read_site(source: Source) -> Former:
    """Read a Hugo site."""
    config = config_of(source)
    content = text_at(config, "contentDir").strip("/") or "content"
    ignored = [str(one) for one in listed(at(config, "ignoreFiles"))]
    names = [name for name in source.below(content) if is_text(name) and not _is_ignored(name, ignored)]
    twins = {f"{name.rpartition('.')[0]}.markdown" for name in names if name.endswith(".md")}
    names = [name for name in names if name not in twins]
    placed = placed_by_folder({name.removeprefix(f"{content}/"): name for name in names})
    reads = [read(source, one) for one in placed]
    main = [str(name) for name in listed(at(config, "params", "mainSections")) if name]
    sections = sections_of(reads, lambda folder: f"{hugo(folder)}/" if folder else "", articles=main)
    texts, dropped = texts_of(reads, sections, lambda text, section: _address(text, section, config))
    return Former(
        "Hugo",
        identity_of(config),
        "content",
        tuple(texts),
        tuple(_files(source, content, set(names))),
        tuple(dropped),
        tuple(_notes(source, content, config)),
        patterns=tuple(_patterns(sections, config)),
        terms=terms_of(config),
        url_fields=frozenset({"url", "slug"}),
    )


def config_of(source: Source) -> dict[str, Any]:
    """Return the configuration: hugo.toml or config.toml, and the files of ``config/_default``."""
    files = [f"{name}.{form}" for name in NAMES for form in FORMS]
    first = source.first(*files)
    found = read_data(source.text(first), form_of(first)) if first else {}
    folder = "config/_default"
    for name in source.below(folder):
        data = read_data(source.text(name), form_of(name))
        key = name.removeprefix(f"{folder}/").partition(".")[0]
        key = {"menus": "menu"}.get(key, key)
        for inner, value in data.items() if key in NAMES else [(key, data)]:
            known = at(found, inner)
            found[inner] = (
                {**value, **known} if isinstance(known, dict) and isinstance(value, dict) else value
            )
    return found


def _is_ignored(name: str, patterns: list[str]) -> bool:
    """Return whether a file matches one of ``ignoreFiles``: simple expressions, such as ``\\.Rmd$``."""
    return any(re.search(one, name) for one in patterns if SIMPLE.fullmatch(one))


def terms_of(config: Mapping[str, Any]) -> dict[str, str]:
    """Return the listings of tags and categories: https://gohugo.io/content-management/taxonomies/."""
    found = {}
    for kind, name in (("tag", "tags"), ("category", "categories")):
        pattern = text_at(config, "permalinks", "term", name) or text_at(config, "permalinks", name)
        own = in_pelican(pattern, {}) if pattern else ""
        found[kind] = own if own.endswith("/{slug}/") and own.count("{") == 1 else f"{name}/{{slug}}/"
    return found


def _address(text: Read, section: Section, config: Mapping[str, Any]) -> str:
    """Return the URL of a text, as Hugo makes it."""
    is_main = not text.language or text.language == default_language(config).lower()
    prefix = "" if is_main and at(config, "defaultContentLanguageInSubdir") is not True else text.language
    own = text_at(text.fields, "url")
    if own:
        return as_folder(
            own if own.startswith("/") else joined(prefix, own) + ("/" if own.endswith("/") else "")
        )
    path = without_language(text)
    slug = hugo(text_at(text.fields, "slug").strip("/"))
    pattern = permalink(config, section.folder)
    if pattern and section.kind == "article" and not is_section_file(text):
        made = filled(pattern, _words(text, section, slug), text.date)
        if made is not None:
            return as_folder(joined(prefix, made) + ("" if made.endswith(".html") else "/"))
    parts = [hugo(part) for part in path.split("/") if part]
    parts = [*parts[:-1], slug] if slug and parts else parts
    ending = ".html" if at(config, "uglyURLs") is True and parts else "/"
    return as_folder(f"{joined(prefix, *parts)}{ending}")


def without_language(text: Read) -> str:
    """Return the path of a text without ``index``, its extension and its language."""
    path = text.placed.path
    if text.language:
        path = path.replace(f".{text.language}.", ".", 1)
    return without_index(path)


def permalink(config: Mapping[str, Any], folder: str) -> str:
    """Return the pattern of a section's URLs, or an empty text."""
    return text_at(config, "permalinks", "page", folder) or text_at(config, "permalinks", folder)


def _words(text: Read, section: Section, slug: str) -> dict[str, str]:
    title = hugo(text_at(text.fields, "title"))
    name = hugo(text.name)
    return {
        "section": section.folder,
        "sections": dirname(without_language(text)),
        "title": title,
        "slug": slug or title,
        "filename": name,
        "contentbasename": name,
        "slugorfilename": slug or name,
        "slugorcontentbasename": slug or name,
    }


def _patterns(sections: Mapping[str, Section], config: Mapping[str, Any]) -> list[str]:
    """Return Pelican's patterns for the permalinks of the sections."""
    found = []
    for section in sections.values():
        pattern = permalink(config, section.folder)
        if pattern and section.kind == "article":
            made = in_pelican(pattern, {"section": section.folder, "sections": section.folder})
            found += [made] if made else []
    return list(dict.fromkeys(found))


def _files(source: Source, content: str, texts: set[str]) -> list[tuple[str, str]]:
    """Return the files of ``static/``, the images of ``assets/``, and the files next to the texts."""
    found = [(name, f"public/{name.removeprefix('static/')}") for name in source.below("static")]
    known = {target for _, target in found}
    for name in source.below("assets"):
        target = f"public/{name.removeprefix('assets/')}"
        if name.lower().endswith(IMAGES) and target not in known:
            found.append((name, target))
    for name in source.below(content):
        if name not in texts and not is_text(name) and not _is_html_text(source, name):
            found.append((name, f"content/{name.removeprefix(f'{content}/')}"))
    return found


def _is_html_text(source: Source, name: str) -> bool:
    """Return whether a file is HTML with front matter, which Hugo reads as a text."""
    return name.endswith(".html") and source.text(name).startswith(("---", "+++"))


def _notes(source: Source, content: str, config: Mapping[str, Any]) -> list[Note]:
    """Return what no setting can replace: shortcodes of the site's own, layouts, further taxonomies."""
    found = [
        Note(name, "a text in HTML: write it in Markdown")
        for name in source.below(content)
        if _is_html_text(source, name)
    ]
    for name in source.below("layouts"):
        if "shortcodes/" in name:
            found.append(Note(name, "a shortcode of your own: write what it prints in the texts that use it"))
        elif not name.startswith(("layouts/partials/", "layouts/_partials/")) and "/_default/" not in name:
            found.append(Note(name, "a template of your own: what it prints is not imported"))
    own = at(config, "taxonomies")
    for plural in own.values() if isinstance(own, Mapping) else ():
        if plural not in {"tags", "categories", "authors"}:
            found.append(Note("taxonomies", f"the taxonomy {plural} has no listings in the new site"))
    return found
