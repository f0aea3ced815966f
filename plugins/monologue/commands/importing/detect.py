"""Detect which generator made a site, by the names of its files."""

from collections.abc import Callable
from dataclasses import replace

from .data import at, read_data
from .generators import astro, eleventy, hugo, jekyll, obsidian, quarto, zola
from .identity import site_url
from .model import Former, ImportRefusedError, Source
from .redirects import FILES

READERS: dict[str, Callable[[Source], Former]] = {
    "astro": astro.read_site,
    "hugo": hugo.read_site,
    "jekyll": jekyll.read_site,
    "eleventy": eleventy.read_site,
    "quarto": quarto.read_site,
    "zola": zola.read_site,
    "obsidian": obsidian.read_site,
}


def read_former(source: Source, generator: str = "") -> Former:
    """Return the site of another generator, which is detected unless it is named.

    Raises:
        ImportRefusedError: If the name is unknown, or nothing identifies a generator.
    """
    name = generator.lower() or detect(source)
    if name not in READERS:
        known = ", ".join(READERS)
        reason = f"{generator} is not a known generator" if generator else "no generator was recognised"
        raise ImportRefusedError(f"{reason} (give --generator: {known})")
    former = READERS[name](source)
    identity = replace(former.identity, url=former.identity.url or url_of(source))
    return replace(
        former,
        identity=identity,
        names=source.names,
        skipped=source.skipped,
        redirects=source.text(source.first(*FILES)),
    )


def url_of(source: Source) -> str:
    """Return the URL in the file ``CNAME`` of GitHub Pages; empty if there is none."""
    name = source.first("CNAME", "public/CNAME", "static/CNAME", "src/CNAME")
    host = source.text(name).strip() if name else ""
    return site_url(f"https://{host}") if host and "/" not in host else ""


def detect(source: Source) -> str:
    """Return the name of the generator, or an empty text; its own configuration file decides."""
    names = set(source.names)
    hugo_files = {f"{name}.{form}" for name in hugo.NAMES for form in hugo.FORMS}
    signs = {
        "astro": names & set(astro.CONFIGS),
        "eleventy": names & set(eleventy.CONFIGS),
        "quarto": quarto.is_website(source),
        "jekyll": names & {"_config.yml", "_config.yaml"},
        "zola": is_zola(source),
        "hugo": names & hugo_files or source.below("config/_default"),
        "obsidian": source.below(obsidian.SETTINGS) or "quartz.config.ts" in names,
    }
    return next((name for name, found in signs.items() if found), _by_folders(source))


def is_zola(source: Source) -> bool:
    """Return whether ``config.toml`` is Zola's: Hugo spells ``baseURL``, Zola ``base_url``."""
    name = source.first(*zola.CONFIGS)
    return bool(name) and at(read_data(source.text(name), "toml"), "base_url") is not None


def _by_folders(source: Source) -> str:
    """Detect a site whose configuration is missing, by folders that only one generator has."""
    folders = {"astro": "src/content", "jekyll": "_posts"}
    found = (name for name, folder in folders.items() if source.below(folder))
    return next(found, "hugo" if source.below("content") and source.below("static") else "")
