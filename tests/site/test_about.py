"""The About page that this repository begins with: built right, byte for byte, until an owner edits it."""

import gzip
import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Build, Builder, copy_sample_site
from forked import run_module

SHA256 = "157afbf89e8144d1273adb78d5e6770c1c027e38c7ab0d38afcc952f0003e5f1"
CASES = [
    case.split("\n")
    for case in (Path(__file__).parent / "cases/about.txt")
    .read_text(encoding="utf-8")
    .strip()
    .split("\n\n")[1:]
]
SETTINGS = """
PLUGINS = ["monologue.link_check"]
THEME = "simple"
"""
BLOG = "Title: Blog\nSave_as: blog/index.html\nURL: blog/\n\nNothing yet.\n"


@pytest.fixture(scope="module")
def source() -> bytes:
    """The bytes of the page; a page of the owner's is tested as any other, by ``test_any_site``."""
    page = ROOT / "content/pages/about.md"
    text = page.read_bytes() if page.is_file() else b""
    if hashlib.sha256(text).hexdigest() != SHA256:
        pytest.skip("the About page is its owner's")
    return text


@pytest.fixture(scope="module", params=["pelicanconf.py", "publishconf.py"])
def site(request: pytest.FixtureRequest, source: bytes, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The page in the sample site, with the settings of a site and with those of a published one."""
    folder = copy_sample_site(tmp_path_factory.mktemp("about"))
    (folder / "content/pages/about.md").write_bytes(source)
    done = run_module("pelican", "-s", request.param, folder=folder, paths=[folder / "plugins"])
    return Build(folder, done.returncode, done.stdout, done.stderr)


@pytest.fixture
def page(site: Build) -> BeautifulSoup:
    return BeautifulSoup(site.read("about/index.html"), "html.parser")


def only(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    (tag,) = soup.select(selector)
    return tag


def test_it_is_built_without_a_warning(site: Build) -> None:
    assert (site.status, site.stderr) == (0, "")


def test_its_title_is_once_its_heading(page: BeautifulSoup) -> None:
    assert only(page, "h1").get_text(strip=True) == "My Monologue"
    assert "My Monologue" in only(page, "title").get_text()


def test_it_shows_one_date_with_the_label_of_its_front_matter(page: BeautifulSoup) -> None:
    time = only(page, "time")
    assert time.get_text() == "Oct 23, 2025"
    assert str(time["datetime"]).startswith("2025-10-23")
    assert time.parent is not None
    assert " ".join(time.parent.get_text().split()) == "Last updated: Oct 23, 2025"


def test_its_description_is_in_its_meta_tags(page: BeautifulSoup) -> None:
    assert only(page, 'meta[name="description"]')["content"] == "About page"


def test_its_text_is_intact(page: BeautifulSoup) -> None:
    main = only(page, "main")
    text = main.get_text()
    assert "language research—things like dataset curation" in text
    assert "0 — the complete resetting of my negative career scale — when" in text
    emphasis = main.select("em")
    assert any(link["href"].rstrip("/") == "/blog" for part in emphasis for link in part.select("a[href]"))
    assert only(main, "blockquote").get_text().strip().startswith("P.S. I'm actively looking")
    assert only(main, 'a[href="mailto:sumit@sumit.ml"]').get_text() == "Email"
    assert only(main, 'a[href="https://twitter.com/sumitdotml"]').get_text() == "Twitter"


def test_it_is_small(site: Build) -> None:
    assert len(gzip.compress(site.read("about/index.html").encode(), mtime=0)) <= 5_500


def test_each_of_twenty_faults_is_reported_in_one_line_at_the_right_place(
    source: bytes, build: Builder
) -> None:
    """And without a fault, nothing is."""
    assert len(CASES) >= 20
    about = source.decode()
    files, expected = {"pages/blog.md": BLOG, "pages/about.md": about}, []
    for number, (good, bad, line) in enumerate(CASES):
        assert about.count(good) == 1, good
        name = f"about{number:02}"
        files[f"pages/{name}.md"] = about.replace(good, bad)
        expected.append(line.replace("PATH", f"content/pages/{name}.md").replace("NAME", name))
    site = build(files, SETTINGS)
    assert site.diagnostics == expected
