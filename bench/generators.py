"""The site generators that ``build.py`` and ``serve.py`` compare, each with a site of the same articles.

This bundle and Pelican always run; Hugo, Eleventy and Zensical run if they are on the PATH.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import articles
import peers

ROOT = Path(__file__).resolve().parents[1]
BASE = "bare Pelican"
PELICAN = (sys.executable, "-m", "pelican", "content", "-q")
EVERYTHING = f"""
import sys
sys.path.insert(0, {str(ROOT / "plugins")!r})
from monologue.settings import *
SITENAME = "Bench"
SITEURL = "https://example.org"
ARTICLE_PATHS = ["posts"]
ARTICLE_URL, ARTICLE_SAVE_AS = "posts/{{slug}}/", "posts/{{slug}}/index.html"
FEED_ALL_ATOM, CATEGORY_FEED_ATOM = "feeds/all.atom.xml", "feeds/{{slug}}.atom.xml"
TRANSLATION_FEED_ATOM = "feeds/all-{{lang}}.atom.xml"
AUTHOR_FEED_ATOM, AUTHOR_FEED_RSS = "feeds/{{slug}}.atom.xml", "feeds/{{slug}}.rss.xml"
"""
"""All of this bundle, with the feeds that Pelican's defaults have."""
BARE = """
SITENAME = "Bench"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
THEME = "simple"
ARTICLE_URL, ARTICLE_SAVE_AS = "posts/{slug}/", "posts/{slug}/index.html"
"""
"""Pelican's defaults, without a plugin."""
PARTS = f"""
SITENAME = "Bench"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = ("C",)
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]
ARTICLE_URL, ARTICLE_SAVE_AS = "posts/{{slug}}/", "posts/{{slug}}/index.html"
MARKDOWN = {{
    "extensions": ["extra", "codehilite", "toc"],
    "extension_configs": {{"codehilite": {{"css_class": "highlight"}}}},
}}
"""
"""Settings to which a theme and parts of this bundle are added."""
PLUGINS = ("monologue.front_matter", "monologue.date_labels", "monologue.link_check")


@dataclass(frozen=True)
class Generator:
    """A site generator, with its settings."""

    name: str
    base: str
    """The name of the generator with whose full build it is compared."""
    reader: str
    """The form of the articles that it reads."""
    build: tuple[str, ...]
    """The command of a build, which runs in the folder of the site."""
    files: Mapping[str, str]
    """Settings and templates: path in the site, and text."""
    posts: str = "content/posts"
    """The folder with the articles."""
    output: str = "output"
    stores: tuple[str, ...] = ()
    """Folders with what a build keeps for the next one."""
    serve: tuple[str, ...] = ()
    """The command that serves the site while it is edited; ``{port}`` stands for the port."""
    links: Mapping[str, Path] = field(default_factory=dict)
    """Symbolic links in the site, and their targets."""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the commands: this package need not be installed."""
        return {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}

    def write(self, site: Path, count: int) -> None:
        """Write a site with ``count`` articles."""
        for path, text in self.files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text, encoding="utf-8")
        for path, target in self.links.items():
            (site / path).symlink_to(target)
        articles.write(site / self.posts, count, reader=self.reader)

    def clean(self, site: Path, *, stores: bool) -> None:
        """Remove the output of a site and, with ``stores``, what is kept for the next build."""
        for folder in (self.output, *(self.stores if stores else ())):
            shutil.rmtree(site / folder, ignore_errors=True)

    def source(self, site: Path, number: int) -> Path:
        """Return the path of an article's source."""
        return site / self.posts / f"{articles.name_of(number)}.md"

    def document(self, site: Path, number: int) -> Path:
        """Return the path of an article's document."""
        return site / self.output / f"posts/{articles.name_of(number)}/index.html"


def bare() -> Generator:
    """Return Pelican with the theme ``simple``, without plugins."""
    return Generator(BASE, BASE, "pelican", PELICAN, {"pelicanconf.py": BARE})


def ours(name: str = "ours", settings: str = "") -> Generator:
    """Return Pelican with all of this bundle, and more settings."""
    serve = (sys.executable, "-u", "-m", "monologue", "serve", "--port={port}")
    files = {"pelicanconf.py": EVERYTHING + settings}
    return Generator(name, BASE, "pelican", PELICAN, files, stores=(".monologue",), serve=serve)


def parts() -> Iterator[Generator]:
    """Yield Pelican with one part of this bundle after the other, and with two themes."""

    def pelican(name: str, base: str, theme: str, plugins: Iterable[str]) -> Generator:
        files = {"pelicanconf.py": f"{PARTS}\nTHEME = {theme!r}\nPLUGINS = {[*plugins]!r}\n"}
        return Generator(name, base, "pelican", PELICAN, files)

    yield pelican("simple", "simple", "simple", [])
    for plugin in PLUGINS:
        yield pelican(f"simple, {plugin.rpartition('.')[2]}", "simple", "simple", [plugin])
    yield pelican("simple, all three", "simple", "simple", PLUGINS)
    theme = str(ROOT / "theme")
    yield pelican("our theme", "simple", theme, ["monologue.theme"])
    yield pelican("our theme, all three", "our theme", theme, [*PLUGINS, "monologue.theme"])


def chosen(known: Sequence[Generator], names: Sequence[str]) -> list[Generator]:
    """Return the generators with the given names, and those with which they are compared; all without names.

    Raises:
        SystemExit: If there is none with a name.
    """
    by_name = {generator.name: generator for generator in known}
    if unknown := [name for name in names if name not in by_name]:
        raise SystemExit(f"{unknown[0]} is not on the PATH, or not a name (choose of: {', '.join(by_name)})")
    wanted = {*names, *(by_name[name].base for name in names)} if names else {*by_name}
    return [generator for generator in known if generator.name in wanted]


def installed_peers() -> Iterator[Generator]:
    """Yield the other generators that are on the PATH; Hugo with and without highlighting."""
    if program := shutil.which("hugo"):
        yield hugo("Hugo", program, peers.HUGO)
        yield hugo("Hugo (no highlighting)", program, peers.HUGO_PLAIN)
    if program := shutil.which("eleventy"):
        yield eleventy(program)
    if program := shutil.which("zensical"):
        yield zensical(program)


def hugo(name: str, program: str, files: Mapping[str, str]) -> Generator:
    """Return Hugo."""
    serve = (program, "server", "--port={port}", "--baseURL=http://127.0.0.1:{port}/")
    return Generator(name, BASE, "hugo", (program, "--quiet"), files, output="public", serve=serve)


def eleventy(program: str) -> Generator:
    """Return Eleventy. Its plugins must be in the folder ``node_modules`` in which it is itself."""
    modules = next(path for path in Path(program).resolve().parents if path.name == "node_modules")
    return Generator(
        "Eleventy",
        BASE,
        "eleventy",
        (program, "--quiet"),
        peers.ELEVENTY,
        output="_site",
        stores=(".cache",),
        serve=(program, "--serve", "--incremental", "--port={port}"),
        links={"node_modules": modules},
    )


def zensical(program: str) -> Generator:
    """Return Zensical."""
    return Generator(
        "Zensical",
        BASE,
        "zensical",
        (program, "build"),
        peers.ZENSICAL,
        posts="docs/posts",
        output="site",
        stores=(".cache",),
        serve=(program, "serve", "--dev-addr=127.0.0.1:{port}"),
    )
