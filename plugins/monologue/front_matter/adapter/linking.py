"""Publish the files beside a source, and lead its links and its cover to them: Pelican's contents in and out.

Pelican has a syntax for such links, but replaces only one address of a tag, and not all names of files. So
files are noted when a content is made, and links are replaced when every file has its own address.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from pelican.contents import Article, Page

from ..body.beside import Look, Target, encoded, target_of, targets
from ..body.rewrite import rewrite
from ..body.rooted import below, prefix_of
from ..model import Fault, Reading

LINKED = "front_matter_linked"
"""The key of the build's context under which the contents with links to files stand."""
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
"""How a cover begins that needs no file: with a scheme, or at the root."""
COVER = "cover_image"


@dataclass(frozen=True, slots=True)
class Linked:
    """A content, and the files that it links to by the addresses in its text."""

    content: Any
    files: Mapping[str, Target]
    cover: Target | None
    made: Mapping[str, str]
    """The addresses that were changed already, and what they became."""


def note_files(content: Any, reading: Reading, look: Look) -> list[Fault]:
    """Have the files that a content links to published; return what is wrong with its cover."""
    content._content, made = below(content._content, prefix_of(content.settings["SITEURL"]))
    files = targets(content._content, look)
    name = content.metadata.get(COVER)
    is_file = isinstance(name, str) and not ADDRESS.match(name)
    cover = target_of(name, look) if is_file else None
    cover = None if cover and cover.kind == "filename" else cover
    published = {target.path for target in (*files.values(), cover) if target and target.kind != "filename"}
    content._context["static_links"] |= published
    content._context.setdefault(LINKED, []).append(Linked(content, files, cover, made))
    return [_missing_cover(name, reading)] if is_file and not cover else []


def _missing_cover(cover: str, reading: Reading) -> Fault:
    field = reading.origins.get(COVER, "")
    place = reading.source.positions.get(field, (1, 0))
    hint = "write the path of a file next to the text, or a URL that begins with / or https://"
    return Fault(
        "missing-cover", f"{field}: {cover} is neither an existing image file nor a URL", *place, hint
    )


def link_all(context: dict[str, Any]) -> None:
    """Replace the links to files by the addresses that these have in the output."""
    every: list[Linked] = context.pop(LINKED, [])
    for linked in every:  # all files go to their places before one is asked where that is
        for target in (*linked.files.values(), *filter(None, [linked.cover])):
            file = context["static_content"].get(target.path)
            if file and target.kind == "attach" and not hasattr(file, "override_save_as"):
                file.attach_to(linked.content)
    for linked in every:
        _link(linked, context)


def _link(linked: Linked, context: dict[str, Any]) -> None:
    content, site_url = linked.content, linked.content.settings["SITEURL"]
    urls = {address: _url(target, context) for address, target in linked.files.items()}
    urls = {address: url for address, url in urls.items() if url}
    if urls and content.settings["RELATIVE_URLS"]:  # which the document that shows it tells
        content.get_content = cache(partial(_content_at, content.get_content, urls))
    elif urls:
        content._content = _linked(content._content, urls, site_url)
    made = {address: f"{site_url}/{url}" for address, url in urls.items()}
    content.metadata["intrasite_links"] = {**linked.made, **made}
    if linked.cover and (url := _url(linked.cover, context)):
        content.cover_image = content.metadata[COVER] = f"{site_url}/{url}"


def _content_at(pelicans: Callable[[str], str], urls: Mapping[str, str], site_url: str) -> str:
    """Return a content's HTML for a document from which ``site_url`` leads to the site's root."""
    return _linked(pelicans(site_url), urls, site_url)


def _linked(html: str, urls: Mapping[str, str], site_url: str) -> str:
    return rewrite(html, lambda address: f"{site_url}/{urls[address]}" if address in urls else None)


def _url(target: Target, context: dict[str, Any]) -> str:
    """Return the URL of a file, from the site's root; empty where the file is not written."""
    is_source = target.kind == "filename"
    file = context["generated_content" if is_source else "static_content"].get(target.path)
    is_written = isinstance(file, Article | Page) if is_source else bool(file)
    return f"{encoded(file.url)}{target.rest}" if is_written else ""
