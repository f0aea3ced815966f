"""Written documents, read as a browser would, for tests."""

from functools import cache

from bs4 import BeautifulSoup
from conftest import Build


@cache
def soup(site: Build, path: str) -> BeautifulSoup:
    return BeautifulSoup(site.read(path), "html.parser")


def documents(site: Build) -> list[str]:
    return [path for path in site.written if path.endswith(".html")]


def text_of(tag: object) -> str:
    return " ".join(tag.get_text().split())  # type: ignore[attr-defined]
