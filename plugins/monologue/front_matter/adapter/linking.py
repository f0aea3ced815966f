"""Publish the files that a source links to by relative paths, and point its links and cover to them.

Pelican has a syntax for such links, but it replaces only one URL per tag and fails for some file names.
So files are recorded when content is created, and links are replaced when every file has its URL.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from pelican.contents import Article, Page

from ...core.cache import change_text
from ..body.file_links import FindFile, Target, encoded, target_of, targets
from ..body.rewrite import rewrite
from ..body.rooted import below, prefix_of
from ..model import Fault, Reading
from .assets import ASSETS

LINKED = "front_matter_linked"
"""The key of Pelican's context for the content with links to files."""
NO_FILE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
"""The start of a cover that is not a relative path: a scheme or a slash."""
COVER = "cover_image"


UrlOf = Callable[[str, bool], str | None]
"""Returns the URL of a file by its path, and whether it is a source; None if the file is not written."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A content object, and the files that it links to."""

    content: Any
    files: Mapping[str, Target]
    """By the URL as written."""
    cover: Target | None
    made: Mapping[str, str]
    """URLs that were already changed, and their new URLs."""


def note_files(content: Any, reading: Reading, find_file: FindFile) -> list[Fault]:
    """Publish the files that a content object links to; return the faults of its cover."""
    content._content, made = below(content._content, prefix_of(content.settings["SITEURL"]))
    files = targets(content._content, find_file)
    name = content.metadata.get(COVER)
    is_file = isinstance(name, str) and not NO_FILE.match(name)
    cover = target_of(name, find_file) if is_file else None
    cover = None if cover and cover.kind == "filename" else cover
    publish(content, files, cover, made)
    return [_missing_cover(name, reading)] if is_file and not cover else []


def publish(content: Any, files: Mapping[str, Target], cover: Target | None, made: Mapping[str, str]) -> None:
    """Note the files that a content object links to, so that they are published."""
    targets_of_all = [target for target in (*files.values(), cover) if target]
    assets = {target.path for target in targets_of_all if target.kind == "asset"}
    content._context.setdefault(ASSETS, set()).update(assets)
    files_of_content = {target.path for target in targets_of_all if target.kind in {"attach", "static"}}
    content._context["static_links"] |= files_of_content
    content._context.setdefault(LINKED, []).append(Linked(content, files, cover, made))


def _missing_cover(cover: str, reading: Reading) -> Fault:
    field = reading.origins.get(COVER, "")
    place = reading.source.positions.get(field, (1, 0))
    hint = "write the path of a file next to the text, or a URL that begins with / or https://"
    return Fault(
        "missing-cover", f"{field}: {cover} is neither an existing image file nor a URL", *place, hint
    )


def link_all(context: dict[str, Any]) -> None:
    """Replace links to files with the URLs of these files in the output."""
    every: list[Linked] = context.pop(LINKED, [])
    for linked in every:  # first set the location of every file, then read their URLs
        for target in (*linked.files.values(), *filter(None, [linked.cover])):
            file = context["static_content"].get(target.path)
            if file and target.kind == "attach" and not hasattr(file, "override_save_as"):
                file.attach_to(linked.content)
    url_of = cache(partial(_url_of, context))  # Pelican formats it each time
    for linked in every:
        _link(linked, url_of)


def _link(linked: Linked, url_of: UrlOf) -> None:
    content, site_url = linked.content, linked.content.settings["SITEURL"]
    urls = {href: _url(target, url_of) for href, target in linked.files.items()}
    urls = {href: url for href, url in urls.items() if url}
    if urls and content.settings["RELATIVE_URLS"]:  # the root depends on the document that prints the text
        content.get_content = partial(_content_at, content.get_content, cache(partial(_linked, urls)))
    elif urls:
        change_text(content, lambda html: _linked(urls, html, site_url))
    made = {href: f"{site_url}/{url}" for href, url in urls.items()}
    content.metadata["intrasite_links"] = {**linked.made, **made}
    if linked.cover and (url := _url(linked.cover, url_of)):
        content.cover_image = content.metadata[COVER] = f"{site_url}/{url}"


def _content_at(original: Callable[[str], str], linked: Callable[[str, str], str], site_url: str) -> str:
    """Return a content object's HTML for a document whose path to the site's root is ``site_url``.

    The original is called each time, so that the build cache sees that the text is used.
    """
    return linked(original(site_url), site_url)


def _linked(urls: Mapping[str, str], html: str, site_url: str) -> str:
    return rewrite(html, lambda href: f"{site_url}/{urls[href]}" if href in urls else None)


def _url(target: Target, url_of: UrlOf) -> str:
    """Return the URL of a file, relative to the site's root; empty if the file is not written."""
    url = url_of(target.path, target.kind == "filename")
    return f"{url}{target.rest}" if url is not None else ""


def _url_of(context: Mapping[str, Any], path: str, is_source: bool) -> str | None:
    file = context["generated_content" if is_source else "static_content"].get(path)
    is_written = isinstance(file, Article | Page) if is_source else bool(file)
    return encoded(file.url) if is_written else None
