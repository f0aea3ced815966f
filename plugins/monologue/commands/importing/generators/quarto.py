"""Quarto: https://quarto.org/docs/websites/ and https://quarto.org/docs/websites/website-blog.html."""

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from posixpath import dirname, join, normpath
from typing import Any

from ..collect import Read, placed_by_folder, read, sections_of, texts_of
from ..data import at, front_matter, listed, read_data, text_at
from ..identity import accounts, author, feed, language, site_url, unique
from ..model import Dropped, Entry, Former, Identity, Note, Section, Source
from ..slugs import as_folder, is_qmd, stem_of, without_index

CONFIGS = ("_quarto.yml", "_quarto.yaml")
ROOT_FILES = frozenset({"CNAME", "robots.txt", "favicon.ico"})
"""Files that hosts and browsers look for at the root of a site."""
NO_FILES = tuple(
    ".yml .yaml .scss .css .lua .rproj .toml .lock .sh .bat .html .ejs .theme .r .py .ipynb".split()
)
"""The extensions of files that belong to the project, and not to a text."""
NO_TEXT = frozenset(
    {"readme.md", "license.md", "news.md", "contributing.md", "code_of_conduct.md", "changelog.md"}
)


INCLUDE = re.compile(r"\{\{<[ \t]*include[ \t]+(?P<path>[^\n{}<>]*[^\s{}<>])[ \t]*>\}\}")


def read_site(source: Source) -> Former:
    """Read a Quarto website or blog."""
    config = read_data(source.text(source.first(*CONFIGS)), "yaml")
    output = text_at(config, "project", "output-dir").strip("/") or "_site"
    rendered = [str(one) for one in listed(at(config, "project", "render"))] or ["*"]
    resources = [str(one) for one in listed(at(config, "project", "resources"))]
    names = [name for name in source.names if is_qmd(name) and _is_part(name, output)]
    names = [name for name in names if _matches(name, rendered)]
    reads = [read(source, one) for one in placed_by_folder({name: name for name in names})]
    sections = sections_of(reads, lambda folder: f"{folder}/" if folder else "", pages=[""])
    texts, dropped = texts_of(reads, sections, _address)
    return Former(
        "Quarto",
        identity_of(config, source),
        "content",
        tuple(texts),
        tuple(_files(source, set(names), output, resources)),
        (*dropped, *_parts(source, names)),
        tuple(
            Note(name, "a notebook: Quarto makes a page of it, this import does not")
            for name in source.names
            if name.endswith(".ipynb") and _is_part(name, output)
        ),
        page_patterns=("{section_url}{subfolder}{slug}.html",),
        patterns=("{section_url}{subfolder}{slug}.html",),
    )


def is_website(source: Source) -> bool:
    """Return whether the project is a website: a Hugo site may use Quarto for single texts."""
    config = read_data(source.text(source.first(*CONFIGS)), "yaml")
    return at(config, "website") is not None or text_at(config, "project", "type") in {"website", "book"}


def _is_part(name: str, output: str) -> bool:
    """Return whether Quarto sees a file: https://quarto.org/docs/projects/quarto-projects.html."""
    *folders, last = name.split("/")
    hidden = any(part[0] in "_." for part in (*folders, last))
    is_readme = last.lower() == "readme.md" or (not folders and last.lower() in NO_TEXT)
    return not hidden and not is_readme and not name.startswith(f"{output}/")


def _parts(source: Source, names: list[str]) -> Iterator[Dropped]:
    """Yield the texts that others include, such as ``_part.qmd``, and that have no page of their own."""
    seen, left = set(names), list(names)
    while left:
        name = left.pop()
        for match in INCLUDE.finditer(source.text(name)):
            path = match["path"].strip("\"'")
            target = path.lstrip("/") if path.startswith("/") else normpath(join(dirname(name), path))
            if target not in seen and target in source.names and is_qmd(target):
                seen.add(target)
                left.append(target)
                yield Dropped(target, target, "", "other texts include it")


def _matches(name: str, patterns: list[str]) -> bool:
    """Return whether a file matches a list of patterns or folders; those with ``!`` exclude."""

    def is_one(pattern: str) -> bool:
        return fnmatch(name, pattern) or name.startswith(f"{pattern.strip('/')}/")

    wanted = [one for one in patterns if not one.startswith("!")]
    excluded = [one[1:] for one in patterns if one.startswith("!")]
    return any(map(is_one, wanted)) and not any(map(is_one, excluded))


def _address(text: Read, section: Section) -> str:
    """Return the URL of a text: its path."""
    path = without_index(text.placed.path)
    return as_folder(f"{path}/" if stem_of(text.placed.path) == "index" else f"{path}.html")


def _files(source: Source, texts: set[str], output: str, resources: list[str]) -> list[tuple[str, str]]:
    """Return the resources, at their URLs, and the files that texts may use, in their places."""
    found = []
    for name in source.names:
        if name in texts:
            continue
        if name in ROOT_FILES or _matches(name, resources):
            found.append((name, f"public/{name}"))
        elif _is_part(name, output) and not is_qmd(name) and not name.lower().endswith(NO_FILES):
            found.append((name, f"content/{name}"))
    return found


def identity_of(config: Mapping[str, Any], source: Source) -> Identity:
    """Return what _quarto.yml says about the site."""
    site = at(config, "website") or at(config, "book")
    bar = at(site, "navbar")
    items = [*listed(at(bar, "left")), *listed(at(bar, "right"))]
    home = front_matter(source.text(source.first("index.qmd", "index.md")))[0]
    feeds = feed("index.xml", is_atom=False) if at(home, "listing", "feed") not in (None, False) else {}
    return Identity(
        title=text_at(site, "title") or text_at(config, "title"),
        subtitle=text_at(site, "description") or text_at(config, "description"),
        author=author(at(config, "author")) or author(at(site, "author")) or author(at(home, "author")),
        url=site_url(text_at(site, "site-url"), text_at(site, "site-path")),
        language=language(text_at(config, "lang")),
        menu=menu_of(items, source),
        social=accounts([item for item in items if isinstance(item, Mapping) and at(item, "icon")]),
        feeds=feeds,
    )


def menu_of(items: list[Any], source: Source) -> tuple[Entry, ...]:
    """Return the entries of the navigation bar: files, or maps with ``href`` and ``text``."""
    found = []
    for item in items:
        href = item if isinstance(item, str) else text_at(item, "href") or text_at(item, "file")
        if not href or (not isinstance(item, str) and at(item, "icon") and not text_at(item, "text")):
            continue
        label = text_at(item, "text") if isinstance(item, Mapping) else ""
        if is_qmd(href):
            path = href.lstrip("./")
            label = label or text_at(front_matter(source.text(path))[0], "title") or stem_of(path)
            href = f"/{as_folder(without_index(path) + ('/' if stem_of(path) == 'index' else '.html'))}"
        if label:
            found.append((label, href))
    return unique(found)
