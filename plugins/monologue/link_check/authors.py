"""The author's files, gathered when a fault asks for them: a sound site needs no parser of Markdown.

It looks at Pelican's objects, and imports none of it.
"""

import sys
from collections.abc import Iterator
from html import escape
from typing import Any

from ..core.diagnostic import Diagnostic
from ..core.files import shown
from .diagnose import by_place, diagnose
from .extract import html_links, parse_html
from .files import fix_files, is_below, is_file, posix, read_text, texts_below
from .model import Fault
from .origin import Origins
from .parts import Content
from .settings import Settings
from .site import Site
from .written import Context, document_of


def tell(faults: list[Fault], origins: Origins, settings: Settings, fix: str) -> list[Diagnostic]:
    """Return a diagnostic for each place to mend; ``fix`` is ``""``, ``diff`` (show) or ``write`` (do it)."""
    groups = by_place(faults, origins, settings)
    found = list(diagnose(groups, origins))
    if fix:
        from .fix import edits_by_file  # noqa: PLC0415 - most builds correct nothing

        print(*fix_files(edits_by_file(groups), write=fix == "write"), sep="\n")
    return found


def origins_of(site: Site, pelican: Any, context: Context) -> Origins:
    """Gather the author's files, in which the places of faults are looked for."""
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
    made = content.metadata.get("intrasite_links", {})  # by a reader that finds files beside the source

    def expand(href: str) -> str:
        href = made.get(href, href)
        if "{" not in href and "|" not in href:
            return href
        tag = content._update_content(f'<a href="{escape(href)}">', content.get_siteurl())
        return next((link.href for link, _ in html_links(parse_html(tag), tag)), href)

    return Content(
        shown(content.source_path),
        document_of(content),
        lambda: read_text("", content.source_path),
        lambda: (content.content, content.summary),
        expand,
        lambda name: _included(name, content.settings),
    )


def _included(name: str, settings: Context) -> tuple[str, str] | None:
    """Return the path and the text of a file that a source includes by name (pymdownx.snippets)."""
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
    """Return the text of every template and of the settings files that were loaded."""
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], f"{settings['THEME']}/templates"]
    texts = {path: text for folder in folders for path, text in texts_below(folder)}
    loaded = {
        shown(str(module.__file__)) for module in sys.modules.values() if getattr(module, "__file__", None)
    }
    for path in sorted(path for path in loaded if "/" not in path):
        texts[path] = read_text(".", path)
    return texts
