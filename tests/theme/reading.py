"""Parse written documents for tests."""

import json
import re
from functools import cache
from typing import Any

from bs4 import BeautifulSoup, Tag
from conftest import Build


@cache
def soup(site: Build, path: str) -> BeautifulSoup:
    return BeautifulSoup(site.read(path), "html.parser")


def documents(site: Build) -> list[str]:
    return [path for path in site.written if path.endswith(".html")]


def data_of(site: Build, path: str) -> dict[str, dict[str, Any]]:
    """Return the JSON-LD of a document, by type."""
    scripts = soup(site, path).select('script[type="application/ld+json"]')
    return {thing["@type"]: thing for thing in (json.loads(script.get_text()) for script in scripts)}


def microformat(root: Tag) -> dict[str, list[str | Tag]]:
    """Return the properties of a microformats2 root by name: nested roots as elements, others as values.

    https://microformats.org/wiki/microformats2-parsing, without its implied properties.
    """
    found: dict[str, list[str | Tag]] = {}
    for tag in root.select('[class*="p-"], [class*="u-"], [class*="dt-"], [class*="e-"]'):
        names = [name for name in tag["class"] if re.match(r"(p|u|dt|e)-", name)]
        is_root = any(name.startswith("h-") for name in tag["class"])
        nearest = tag.find_parent(class_=re.compile(r"^h-"))
        for name in names if nearest is root else ():
            value = tag.get("value") or tag.get("datetime") or tag.get("href") if name[0] in "du" else None
            found.setdefault(name.partition("-")[2], []).append(tag if is_root else value or text_of(tag))
    return found


def text_of(tag: object) -> str:
    return " ".join(tag.get_text().split())  # type: ignore[attr-defined]
