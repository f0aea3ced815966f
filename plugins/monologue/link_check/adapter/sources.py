"""Collect the author's files and report faults in them. Loaded only if there are faults.

This module reads Pelican's objects, but does not import Pelican.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from ...core.adapter.files import loaded_files, shown
from ...core.diagnostic import Diagnostic
from ..extract.html import html_links, parse_html
from ..io.files import fix_files, is_below, is_file, posix, read_text, texts_below
from ..locate.content import Content
from ..locate.diagnose import by_place, diagnose
from ..locate.origin import Origins
from ..model import Fault
from ..settings import Settings
from ..site import Site
from .written import Context, document_of


def report(faults: list[Fault], origins: Origins, settings: Settings, fix: str) -> list[Diagnostic]:
    """Return a diagnostic for each place to correct; ``fix`` is ``""``, ``diff`` or ``write``."""
    groups = by_place(faults, origins, settings)
    found = list(diagnose(groups, origins))
    if fix:
        from ..fix.edits import edits_by_file  # noqa: PLC0415 - most builds correct nothing

        print(*fix_files(edits_by_file(groups), write=fix == "write"), sep="\n")
    return found


def origins_of(site: Site, pelican: Any, context: Context) -> Origins:
    """Collect the author's files, in which the places of faults are searched."""
    settings = pelican.settings
    contents = (content for content in context["generated_content"].values() if content)
    return Origins(
        site,
        tuple(sorted(map(_content, contents), key=lambda content: content.path)),
        dict(_copies(site, settings, context)),
        _shared(settings),
        shown(settings["THEME"]),
        shown(pelican.output_path),
        lambda path: read_text(pelican.output_path, path),
    )


def _content(content: Any) -> Content:
    made = content.metadata.get("intrasite_links", {})  # from a reader that finds files next to the source

    def expand(href: str) -> str:
        href = made.get(href, href)
        if "{" not in href and "|" not in href:
            return href
        tag = content._update_content(f'<a href="{escape(href)}">', content.get_siteurl())
        return next((link.href for link, _ in html_links(parse_html(tag))), href)

    return Content(
        shown(content.source_path),
        document_of(content),
        lambda: read_text("", content.source_path),
        lambda: (content.content, content.summary),
        expand,
        content.metadata.get("written_links"),  # from a reader whose parser records positions
        lambda name: _included(name, content.settings),
    )


def _included(name: str, settings: Context) -> tuple[str, str] | None:
    """Return the path and the text of an included file (pymdownx.snippets), or None if it is not found."""
    configured = settings["MARKDOWN"].get("extension_configs", {}).get("pymdownx.snippets", {})
    bases = configured.get("base_path", ["."])
    for base in [bases] if isinstance(bases, str) else bases:
        if is_file(path := f"{base}/{name}") and is_below(path, base):
            return shown(path), read_text("", path)
    return None


def _copies(site: Site, settings: Context, context: Context) -> Iterator[tuple[str, str]]:
    """Yield each document that is a copy of a file, and that file."""
    for static in context["staticfiles"]:
        yield posix(static.save_as), shown(static.source_path)
    folder = f"{settings['THEME_STATIC_DIR']}/"
    for path in sorted(site.documents):
        for below in settings["THEME_STATIC_PATHS"] if path.startswith(folder) else ():
            file = f"{settings['THEME']}/{below}/{path.removeprefix(folder)}"
            if is_file(file):
                yield path, shown(file)


def _shared(settings: Context) -> dict[str, str]:
    """Return the text of every template and loaded settings file, by path."""
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], f"{settings['THEME']}/templates"]
    texts = {path: text for folder in folders for path, text in texts_below(folder)}
    for path in loaded_files():
        texts[path] = read_text(".", path)
    return texts
