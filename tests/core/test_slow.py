"""Where the compiled packages cannot be installed, packages in pure Python give the same results."""

import os
import random
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import turbohtml
from ada_url import URL, idna_to_ascii, join_url
from conftest import TESTS, Builder
from monologue.core import html as html_parser
from monologue.core.slow import urls
from monologue.link_check.extract import html as links
from monologue.theme import body

from .sites import ARTICLE, OURS

slow = pytest.importorskip("monologue.core.slow.parser", exc_type=ImportError)
encodings = pytest.importorskip("monologue.core.slow.encodings", exc_type=ImportError)

NAMES = {"table": "Table", "formula": "Formula", "to_do": "To do", "done": "Done", "contents": "Contents"}
FILES = [path for path in sorted((*TESTS.glob("*/cases/*"), *TESTS.glob("*/*/cases/*"))) if path.is_file()]
"""Every file of cases in the tests: each part between empty lines is read as HTML."""
PIECES = (TESTS / "core/cases/tags.txt").read_text(encoding="utf-8").splitlines()
"""Tags and texts that a test puts together in any order."""


def cases() -> Iterator[str]:
    """Yield the HTML of all cases."""
    for path in FILES:
        yield from path.read_text(encoding="utf-8").split("\n\n")


def mixtures() -> Iterator[str]:
    """Yield tags in any order. The parsers differ on misnested tags in SVG and MathML, which are rare."""
    chance = random.Random(1)
    pieces = [piece for piece in PIECES if not piece.startswith(("<svg", "<math"))]
    for _ in range(1500):
        yield " ".join(chance.choice(pieces) for _ in range(chance.randint(1, 14)))


def seen(html: str, parse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> object:
    """Return what the link check and the theme find in HTML with a parser; of the text, the words."""
    monkeypatch.setattr(html_parser, "_library", lambda: slow if parse is slow.parse else turbohtml)
    finished = body.finish(html, NAMES, "true", 1)
    found = links.read_html("x.html", html), list(links.html_offsets(html))
    return found, finished.html, finished.contents, finished.seen, finished.text.split()


@pytest.mark.parametrize("pages", [cases, mixtures])
def test_the_slower_parser_finds_the_same(
    pages: Callable[[], Iterator[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    differ = [
        html
        for html in pages()
        # The package follows the standard of 2024: a <select> has nothing but options.
        if "<select" not in html
        and seen(html, turbohtml.parse, monkeypatch) != seen(html, slow.parse, monkeypatch)
    ]
    assert differ == []


@pytest.mark.parametrize(
    "label",
    "utf8 latin1 sjis x-sjis big5 euc-kr gb2312 logical mac koi8 866 cyrillic gb18030 utf-16 utf-7".split(),
)
def test_the_encodings_have_the_same_names(label: str) -> None:
    try:
        expected = turbohtml.parse(b"", encoding=label, positions=False).encoding
    except LookupError:
        with pytest.raises(LookupError):
            encodings.name_of(label)
    else:
        assert encodings.name_of(label) == expected


@pytest.mark.parametrize("encoding", ["windows-1252", "windows-1253", "ISO-8859-2", "KOI8-R"])
def test_bytes_are_decoded_in_the_same_way(encoding: str) -> None:
    import turbohtml.detect  # noqa: F401 - registers the encodings

    data = b"a\x81\x8d\x93\xaa\xd2\xe9\xff"
    assert encodings.decode(data, encoding) == data.decode(f"whatwg-{encoding}")
    data = "日本 \uff71".encode("cp932") + b"\x81"
    assert encodings.decode(data, "Shift_JIS") == data.decode("whatwg-Shift_JIS")


@pytest.mark.parametrize(
    "data",
    [
        b"<p>",
        "é".encode(),
        b"\x81",
        b"<meta charset=punycode>",
        b"<meta charset=utf-16>",
        b"<meta charset=sjis>",
    ],
)
def test_the_declared_encoding_is_the_same(data: bytes) -> None:
    assert slow.parse(data).encoding == turbohtml.parse(data, positions=False).encoding


URL_PIECES = (TESTS / "core/cases/urls.txt").read_text(encoding="utf-8").split()
"""Parts of URLs that a test puts together in any order."""
UNPRINTABLE = [" ", "\t", "\n", "\x01", "\x7f", "\u00ad", "\u200d", "\ud800"]
BASES = (
    "https://site.invalid/",
    "https://ex.org/a/b/c?q#f",
    "http://ex.org",
    "mailto:x@y",
    "x://h/p/q",
    "x:/p",
)
PARTS = ("href", "host", "hostname", "port", "protocol", "pathname", "search", "username", "password")


def result(function: Callable[..., Any], *arguments: str) -> object:
    """Return the result of a function, or that it refuses its arguments."""
    try:
        return function(*arguments)
    except ValueError:
        return ValueError


def parts_of(kind: Callable[[str], Any], url: str) -> list[str]:
    found = kind(url)
    return [str(getattr(found, name)) for name in PARTS]


def urls_to_read() -> Iterator[str]:
    """Yield URLs: all lines of cases, and mixtures of their pieces."""
    for path in FILES:
        yield from re.findall(r"\S+", path.read_text(encoding="utf-8"))
    chance, pieces = random.Random(2), [*URL_PIECES, *UNPRINTABLE]
    for _ in range(5000):
        yield "".join(chance.choice(pieces) for _ in range(chance.randint(1, 7)))


def test_the_slower_url_parser_has_the_same_results() -> None:
    for url in urls_to_read():
        if "file:" not in url.lower():
            assert result(parts_of, urls.URL, url) == result(parts_of, URL, url), ascii(url)
            for base in BASES:
                assert result(urls.join_url, base, url) == result(join_url, base, url), (base, ascii(url))
        assert result(urls.idna_to_ascii, url) == result(idna_to_ascii, url), ascii(url)


WITHOUT = "import sys\nsys.modules['turbohtml'] = sys.modules['ada_url'] = None\n"
LINKS = (
    "[a](/nope/) [b](#c) <https://example.org/ü> <table><tr><td>1</table>\n\n## Part\n\n[c](mailto:a@b@c)\n"
)


def test_a_site_is_the_same_without_the_compiled_packages_and_says_so_once(
    build: Builder, tmp_path: Path
) -> None:
    (tmp_path / "hide").mkdir()
    (tmp_path / "hide/sitecustomize.py").write_text(WITHOUT, encoding="utf-8")
    contents = {"blog/a.md": ARTICLE + LINKS, "pages/b.md": "---\ntitle: B\n---\n\n" + LINKS}
    settings = OURS.replace('THEME = "simple"\n', "")
    fast = build(contents, settings)
    before = {path: path.read_bytes() for path in fast.output.rglob("*") if path.is_file()}
    installed = Path(str(find_spec("tinyhtml5").origin)).parents[1]  # type: ignore[union-attr]
    paths = os.pathsep.join([str(tmp_path / "hide"), str(installed)])
    slower = build(contents, settings, PYTHONPATH=paths)
    notes = [
        "turbohtml is not installed: a slower HTML parser is used",
        "ada_url is not installed: a slower URL parser is used",
    ]
    assert sorted(slower.stderr.splitlines()) == sorted([*notes, *fast.stderr.splitlines()])
    assert before == {path: path.read_bytes() for path in slower.output.rglob("*") if path.is_file()}
    assert "broken-target" in fast.stderr and "broken-fragment" in fast.stderr
