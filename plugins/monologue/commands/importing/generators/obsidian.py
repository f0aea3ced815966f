"""Obsidian: https://help.obsidian.md/. A vault has no URLs; those of the new site are made from names."""

from dataclasses import replace

from ..collect import Placed, Read, read, sections_of, texts_of
from ..data import read_data, text_at
from ..identity import language, site_url
from ..literals import literals
from ..model import Former, Identity, Note, Section, Source
from ..slugs import as_folder, is_text, joined, obsidian, without_index

SETTINGS = ".obsidian"
ALL_BUT_NONE = 0.999
"""Only a folder whose notes all have dates holds articles: a note without a date is not an error."""


def read_site(source: Source) -> Former:
    """Read a vault; with ``quartz.config.ts``, the vault is its folder ``content``."""
    quartz = source.text("quartz.config.ts")
    root = "content" if quartz and source.below("content") else ""
    config = read_data(source.text(f"{SETTINGS}/app.json"), "json")
    folder = text_at(read_data(source.text(f"{SETTINGS}/templates.json"), "json"), "folder").strip("/")
    names = [name for name in source.below(root) if is_text(name) and not _is_left_out(name, folder)]
    reads = [read(source, _placed(name, root)) for name in names]
    sections = sections_of(reads, _route, least=ALL_BUT_NONE)
    texts, dropped = texts_of([replace(one, has_text=True) for one in reads], sections, _address)
    files = [
        (name, f"content/{name.removeprefix(f'{root}/') if root else name}")
        for name in source.below(root)
        if not is_text(name) and not name.startswith(".") and not _is_left_out(name, folder)
    ]
    notes = [Note(SETTINGS, f"the folder {folder}/ holds templates, and is not copied")] if folder else []
    attachments = text_at(config, "attachmentFolderPath")
    if attachments:
        notes.append(
            Note(SETTINGS, f"attachments are in {attachments}; those that a text uses are published")
        )
    if not any("publish" in text.fields for text in reads):
        notes.append(Note("", "every note is published: write `publish: false` in a note that is private"))
    return Former(
        "Obsidian",
        _identity(quartz),
        "content",
        tuple(texts),
        tuple(files),
        tuple(dropped),
        tuple(notes),
    )


def _is_left_out(name: str, templates: str) -> bool:
    return bool(templates) and name.startswith(f"{templates}/")


def _placed(name: str, root: str) -> Placed:
    path = name.removeprefix(f"{root}/") if root else name
    return Placed(name, path, path.partition("/")[0] if "/" in path else "")


def _route(folder: str) -> str:
    """Return the start of the URLs of a folder."""
    return f"{joined(*map(obsidian, folder.split('/')))}/" if folder else ""


def _address(text: Read, section: Section) -> str:
    """Return the URL of a note, from its path."""
    path = without_index(text.placed.path)
    return as_folder(f"{joined(*map(obsidian, path.split('/')))}/" if path else "")


def _identity(quartz: str) -> Identity:
    found = literals(quartz).get("config")
    host = text_at(found, "configuration", "baseUrl")
    return Identity(
        title=text_at(found, "configuration", "pageTitle"),
        url=site_url(f"https://{host}") if host else "",
        language=language(text_at(found, "configuration", "locale")),
    )
