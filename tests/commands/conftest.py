"""A server on this machine, with a small site."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from monologue.commands.serve.loop import running
from monologue.commands.serve.server import Server, open_server
from monologue.commands.serve.site import Site

from .publishing import new_site, publish

FILES = {
    "index.html": "<!doctype html><title>Home</title><body>Home</body>",
    "about/index.html": "<title>About</title>About",
    "404.html": "<title>Not here</title>",
    "style.css": "body {}",
    "feed.xml": "<feed/>",
    "image.svg": "<svg/>",
    "video.mp4": "0123456789",
    "empty.bin": "",
    "a b/日本.html": "x",
    "plain.html": "plain",
}


def write_site(folder: Path) -> Site:
    """Write the small site into ``folder``, next to a file that must not be served."""
    for name, text in FILES.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    if os.name == "posix":
        write_unusual_files(folder / "site", folder / "secret.txt")
    return Site(folder / "site", "1")


def write_unusual_files(site: Path, secret: Path) -> None:
    """Write names and links that only a POSIX system allows: a loop, links out of the site, a line break."""
    (site / "loop").symlink_to("loop")
    (site / "outside.txt").symlink_to(secret)
    (site / "outside").mkdir()
    (site / "outside/index.html").symlink_to(secret)
    (site / "a b\r\nX:y").mkdir()
    (site / "a b\r\nX:y/index.html").write_text("odd", encoding="utf-8")


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of ``new_site``, published once for all tests that begin with it."""
    root = new_site(tmp_path_factory.mktemp("published"))
    assert publish(root) == (0, "")
    return root


@pytest.fixture
def published(root: Path, published_site: Path) -> None:
    """Make the site in ``root`` one that was published, by copying such a site."""
    shutil.copytree(published_site, root, dirs_exist_ok=True)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return write_site(tmp_path)


@pytest.fixture
def server(site: Site) -> Iterator[Server]:
    with running(open_server("127.0.0.1", 0, site)) as server:
        yield server
        site.close()


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for many requests that change nothing; it also accepts the host name studio.local."""
    site = write_site(tmp_path_factory.mktemp("shared"))
    with running(open_server("127.0.0.1", 0, site, frozenset({"studio.local"}))) as server:
        yield server
        site.close()
