"""What a former build read in a document is taken from the cache."""

from typing import Any

import pytest
from monologue.core.cache import CACHE
from monologue.link_check.adapter import documents
from monologue.link_check.adapter.documents import read_document
from monologue.link_check.model import Document, Finding

HTML = b'<base href="/b/"><a href="/a" id=x>a</a><img src="a.png" usemap="#m"><map name=m>'


class Memory:
    def __init__(self) -> None:
        self.values: dict[tuple[str, bytes], Any] = {}

    def get(self, kind: str, key: bytes) -> Any:
        return self.values.get((kind, key))

    def put(self, kind: str, key: bytes, value: Any) -> None:
        self.values[kind, key] = value


def test_the_same_bytes_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {CACHE: Memory()}
    first = read_document(settings, "a/index.html", HTML)
    assert (first.links[0].href, first.links[0].base, first.maps) == ("/a", "/b/", {"m"})
    monkeypatch.setattr(documents, "read_bytes", None)
    again = read_document(settings, "b.html", HTML)
    assert again.path == "b.html"
    assert (again.links, again.fragments, again.maps) == (first.links, first.fragments, first.maps)
    assert again.links[0].role is first.links[0].role


def test_the_extension_decides_how_bytes_are_read() -> None:
    settings = {CACHE: Memory()}
    assert read_document(settings, "a.html", HTML).links
    assert read_document(settings, "a.xml", HTML).fault
    assert read_document(settings, "b.xml", HTML).fault


def test_a_document_on_which_the_check_failed_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {CACHE: Memory()}
    broken = Document("a.html", failure=Finding("the check failed"))
    monkeypatch.setattr(documents, "read_bytes", lambda *_: broken)
    assert read_document(settings, "a.html", HTML) is broken
    assert not settings[CACHE].values
