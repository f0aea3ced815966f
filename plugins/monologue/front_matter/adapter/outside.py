"""Check the files that content links to, and so publishes: each must be in the content folder."""

import os
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from ...core.intrasite import may_have_links
from ..characters import Places
from ..fields.outputs import why_unwritable
from ..model import Fault, Position
from .files import folders_of, is_below, is_file, read_text


def intrasite_links(content: Any, html: str) -> list[re.Match[str]]:
    """Return the links of a text in Pelican's syntax. The search takes a millisecond."""
    if not may_have_links(html, content.settings):
        return []
    return list(content._get_intrasite_link_regex().finditer(html))


def checked_paths(links: Iterable[re.Match[str]]) -> Iterator[str]:
    """Yield the path of each of these links to a file that is copied: see ``bad_links``."""
    for match in links:
        if match["what"] in {"static", "attach"}:
            yield urlparse(match["value"]).path.replace("%20", " ")


def are_publishable(paths: Iterable[str], content: Any) -> bool:
    """Return whether all these files can be published, or do not exist."""
    folders = folders_of(content.settings) if paths else ()
    return not any(why_unpublishable(path, content, folders) for path in paths)


def bad_links(content: Any, links: Iterable[re.Match[str]]) -> Iterator[Fault]:
    """Yield a fault for each link that Pelican cannot parse or that leads outside the content folder."""
    folders = folders_of(content.settings) if links else ()
    for match in links:
        try:
            href = urlparse(match["value"]).path.replace("%20", " ")
            urlparse(unescape(match["value"]))  # Pelican parses this, too
        except ValueError as error:
            place, message = (
                place_in_source(content, match["path"]),
                f"{unescape(match['path'])} is not a valid URL: {error}",
            )
            yield Fault("invalid-link", message, *place, "write the path of a file after the braces")
            continue
        if match["what"] not in {"static", "attach"}:
            continue
        if reason := why_unpublishable(href, content, folders):
            place = place_in_source(content, match["path"])
            hint = "link to a file in the content folder"
            yield Fault("outside-content", f"{unescape(match['path'])} {reason}", *place, hint)


def why_unpublishable(href: str, content: Any, folders: tuple[Path, ...]) -> str:
    """Return why a file cannot be published; empty if it can, or if it does not exist."""
    root = Path(content.settings["PATH"]).absolute()
    below = href[1:] if href.startswith("/") else f"{content.relative_dir}/{href}"
    path = Path(os.path.normpath(f"{root}/{below}"))
    if reason := why_unwritable(below.rstrip("/")):
        return f"has {reason}"
    if not path.is_relative_to(root):
        return "is outside the content folder"
    if path.is_dir():
        return "is a folder: every file in it would be published"
    return (
        ""
        if not is_file(path) or is_below(path, folders)
        else "is outside the content folder, through a symbolic link"
    )


def place_in_source(content: Any, href: str) -> Position:
    """Return the position of a link in a source; line 1 if it is not written as in the HTML."""
    text, _ = read_text(Path(content.source_path))
    index = text.find(unescape(href))
    return Places(text).at(index) if index >= 0 else (1, 0)
