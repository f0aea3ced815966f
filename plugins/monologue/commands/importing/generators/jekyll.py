"""Jekyll: https://jekyllrb.com/docs/permalinks/ and https://jekyllrb.com/docs/configuration/."""

from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatch
from typing import Any

from ..collect import Placed, Read, read, sections_of, texts_of
from ..data import at, front_matter, listed, read_data, text_at, zone_of
from ..model import Former, Note, Section, Source
from ..slugs import as_folder, dated, filled, in_pelican, is_text, jekyll, joined, stem_of, without_index
from .jekyll_identity import identity_of

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""https://jekyllrb.com/docs/permalinks/#built-in-formats."""
POSTS, DRAFTS = "_posts", "_drafts"
EXCLUDED = (
    *("Gemfile*", "*.gemspec", "package*.json", "Rakefile", "LICENSE*", "README*", "CHANGELOG*"),
    *("CONTRIBUTING*", "CODE_OF_CONDUCT*", "Dockerfile", "docker-compose*", "_config*", "*.sh", "Makefile"),
    *("*.lock", "*.scss", "*.sass", "gulpfile.js", "*.rb", "appveyor.yml", "*.py", "*.ipynb", "Readme.md"),
)
"""Files at the top of a site that are not its content."""


def read_site(source: Source) -> Former:
    """Read a Jekyll site."""
    config = read_data(source.text("_config.yml"), "yaml") or read_data(source.text("_config.yaml"), "yaml")
    placed = [one for name in source.names if is_text(name) and (one := _placed(name, config))]
    reads = [_with_name(read(source, one), config) for one in placed]
    sections = sections_of(
        reads,
        lambda folder: f"{folder[1:]}/" if folder.startswith("_") and folder not in {POSTS, DRAFTS} else "",
        pages=[""],
        articles=[POSTS, DRAFTS],
    )
    sections = {folder: replace(one, has_listing=False) for folder, one in sections.items()}
    texts, dropped = texts_of(reads, sections, lambda text, section: _address(text, section, config))
    files, notes = _files(source, config)
    pattern = _style(text_at(config, "permalink") or "date")
    known = {"collection": "posts"}
    patterns = [in_pelican(pattern, known), in_pelican(pattern, {**known, "categories": "{category}"})]
    return Former(
        "Jekyll",
        identity_of(config, source),
        "content",
        tuple(texts),
        tuple(files),
        tuple(dropped),
        tuple(notes),
        patterns=tuple(filter(None, patterns)),
        page_patterns=("{section_url}{subfolder}{slug}.html",),
        terms=terms_of(config),
        url_fields=frozenset({"permalink", "slug"}),
    )


def _style(pattern: str) -> str:
    return STYLES.get(pattern, pattern)


def _placed(name: str, config: Mapping[str, Any]) -> Placed | None:
    """Return the place of a text; None if it is not part of the site."""
    if _is_excluded(name, config):
        return None
    parts = name.split("/")
    folder = next((part for part in parts[:-1] if part in {POSTS, DRAFTS}), "")
    if folder:
        return Placed(
            name, f"content/{name}".removeprefix("content/"), name[: name.index(folder) + len(folder)]
        )
    if parts[0].startswith("_"):
        is_written = at(config, "collections", parts[0][1:], "output") is True
        return Placed(name, name, parts[0]) if is_written and len(parts) > 1 else None
    return Placed(name, name, "")


def _is_excluded(name: str, config: Mapping[str, Any]) -> bool:
    patterns = [str(one).strip("/") for one in listed(at(config, "exclude"))]
    top = name.partition("/")[0]
    return any(fnmatch(top, one) for one in EXCLUDED) or any(
        fnmatch(name, one) or name.startswith(f"{one}/") for one in patterns if one
    )


def _with_name(text: Read, config: Mapping[str, Any]) -> Read:
    """Return a text with the values that ``defaults`` of the configuration give to it."""
    fields = dict(text.fields)
    for rule in listed(at(config, "defaults")):
        scope, kind = text_at(rule, "scope", "path").strip("/"), text_at(rule, "scope", "type")
        own = "posts" if POSTS in text.placed.folder else text.placed.folder[1:] or "pages"
        values = at(rule, "values")
        is_below = not scope or text.placed.source.startswith(f"{scope}/") or text.placed.source == scope
        if is_below and kind in {"", own} and isinstance(values, Mapping):
            fields = {**values, **fields}
    date, zone = text.date, zone_of(text_at(config, "timezone"))
    if date and date.tzinfo and zone:
        date = date.astimezone(zone)
    return replace(text, fields=fields, name=dated(text.name)[1], date=date)


def _address(text: Read, section: Section, config: Mapping[str, Any]) -> str:
    """Return the URL of a text, as Jekyll makes it."""
    style = text_at(text.fields, "permalink")
    is_post = POSTS in section.folder or DRAFTS in section.folder
    if not style:
        collection = text_at(config, "collections", section.folder[1:], "permalink") if section.folder else ""
        style = collection or text_at(config, "permalink")
        if not is_post and not (section.folder and collection):
            return _page_address(text, section, is_pretty=style == "pretty" or style.endswith("/"))
    made = filled(_style(style or "date"), _words(text, section), text.date)
    if made is None:
        return _page_address(text, section, is_pretty=True)
    return as_folder(made)


def _page_address(text: Read, section: Section, *, is_pretty: bool) -> str:
    """Return the URL of a page or of a text of a collection, by its path."""
    path = without_index(text.placed.rest)
    is_index = stem_of(text.placed.rest) == "index"
    return as_folder(f"{joined(section.route, path)}{'/' if is_pretty or is_index else '.html'}")


def _words(text: Read, section: Section) -> dict[str, str]:
    name = jekyll(text_at(text.fields, "slug") or text.name)
    above = [part for part in section.folder.split("/") if part not in {POSTS, DRAFTS}]
    given = at(text.fields, "categories")
    given = given.split() if isinstance(given, str) else listed(given)
    given = given or listed(at(text.fields, "category"))
    categories = [str(one).strip().lower() for one in (*above, *given) if one]
    return {
        "title": name,
        "slug": name.lower(),
        "name": text.name,
        "path": without_index(text.placed.rest),
        "collection": section.folder[1:] or "posts",
        "categories": "/".join(dict.fromkeys(one.replace(" ", "%20") for one in categories)),
        "output_ext": ".html",
    }


def _files(source: Source, config: Mapping[str, Any]) -> tuple[list[tuple[str, str]], list[Note]]:
    """Return the static files, which keep their URLs, and notes about those that are templates."""
    files, notes = [], []
    included = {str(one).strip("/").partition("/")[0] for one in listed(at(config, "include"))}
    for name in source.names:
        top = name.partition("/")[0]
        is_part = top in included or (name[0] not in "_.")
        if is_text(name) or not is_part or _is_excluded(name, config):
            continue
        is_template = name.endswith((".html", ".xml", ".txt", ".css", ".js", ".json", ".liquid"))
        if is_template and source.text(name).startswith("---"):
            if name.endswith(".html") and front_matter(source.text(name))[1].strip():
                notes.append(
                    Note(name, "a page made by a template: if it has a text of its own, write it in Markdown")
                )
        elif not name.endswith((".scss", ".sass", ".less")):
            files.append((name, f"public/{name}"))
    return files, notes


def terms_of(config: Mapping[str, Any]) -> dict[str, str]:
    """Return the listings of the plugin jekyll-archives, the only ones with URLs of their own."""
    found = at(config, "jekyll-archives", "permalinks")
    pairs = {kind: text_at(found, kind) for kind in ("tag", "category")}
    made = {kind: as_folder(pattern.replace(":name", "{slug}")) for kind, pattern in pairs.items() if pattern}
    return {kind: pattern for kind, pattern in made.items() if pattern.count("{") == 1 and ":" not in pattern}
