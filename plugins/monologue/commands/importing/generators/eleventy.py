"""Eleventy: https://www.11ty.dev/docs/config/ and https://www.11ty.dev/docs/permalinks/."""

import re
from collections.abc import Mapping
from posixpath import basename, dirname, normpath
from typing import Any

from ..collect import Read, placed_by_folder, read, sections_of, texts_of
from ..data import form_of, read_data, text_at
from ..literals import literals
from ..model import Former, Note, Section, Source
from ..slugs import as_folder, dated, is_text, joined, plain, stem_of
from .eleventy_identity import identity_of

CONFIGS = (
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    ".eleventy.cjs",
)
PASSED = re.compile(r"addPassthroughCopy\(\s*(?P<value>[\"'`][^\"'`]*[\"'`]|\{[^{}]*\})")
PAIR = re.compile(r"[\"'`](?P<source>[^\"'`]*)[\"'`]\s*:\s*[\"'`](?P<target>[^\"'`]*)[\"'`]")
DIRECTORY = re.compile(r"\b(?P<name>input|data|includes)\s*:\s*[\"'](?P<folder>[^\"']*)[\"']")
TERM = re.compile(r"permalink:\s*[\"']?/?(?P<route>[\w/-]+)/\{\{\s*(?P<kind>tag|category)\b")
FEED = re.compile(
    r"permalink:\s*[\"']?/?(?P<path>[\w/-]+\.xml)|outputPath:\s*[\"']/?(?P<output>[\w/-]+\.xml)"
)
WORD = re.compile(r"\{\{-?\s*(?P<name>[\w.]+)\s*(?:\|\s*(?P<filter>\w+)[^{}]*)?-?\}\}")
FUNCTION = re.compile(r"\bpermalink\b\s*(?:[:(]|=>)[^`;]{0,200}?(?:return|=>)\s*`(?P<pattern>[^`]*)`")
"""A permalink as a function that only fills in a template: ``({page}) => `/web/${page.fileSlug}/` ``."""
SUBSTITUTION = re.compile(r"\$\{\s*(?:data\.)?(?P<name>[\w.]+)\s*\}")
TEMPLATES = (
    ".njk",
    ".liquid",
    ".hbs",
    ".webc",
    ".pug",
    ".ejs",
    ".haml",
    ".mustache",
    ".vto",
    ".11ty.js",
    ".11ty.mjs",
    ".11ty.cjs",
    ".jsx",
    ".tsx",
)
DATA = (".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".11tydata.json", ".json", ".11tydata.yaml")
IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg", ".mp4", ".webm", ".pdf", ".csv")
NO_TEXT = re.compile(r"(?i)(?:readme|license|licence|changelog|contributing|code_of_conduct|security)\.md")


def read_site(source: Source) -> Former:
    """Read an Eleventy site."""
    code = source.text(source.first(*CONFIGS))
    folders = {match["name"]: match["folder"] for match in DIRECTORY.finditer(code)}
    root = normpath(folders.pop("input", ".")).strip("./")
    folders = {name: normpath(f"{root}/{folder}").strip("/") for name, folder in folders.items()}
    passed = passed_of(code, root)
    kept_out = (
        folders.get("includes", joined(root, "_includes")),
        folders.get("data", joined(root, "_data")),
        *passed,
    )
    names = [
        name
        for name in source.below(root)
        if is_text(name) and not _is_in(name, kept_out) and not NO_TEXT.fullmatch(name)
    ]
    data = data_of(source, root)
    placed = placed_by_folder({name.removeprefix(f"{root}/") if root else name: name for name in names})
    reads = [_with_data(read(source, one), data) for one in placed]
    sections = sections_of(reads, lambda folder: f"{folder}/" if folder else "", pages=[""])
    texts, dropped = texts_of(reads, sections, _address)
    terms, output = routes_of(source)
    return Former(
        "Eleventy",
        identity_of(source, code, folders.get("data", joined(root, "_data")), output),
        "content",
        tuple(texts),
        tuple(_files(source, root, passed)),
        tuple(dropped),
        tuple(_notes(source, reads, kept_out)),
        terms=terms,
        url_fields=frozenset({"permalink"}),
    )


def _is_in(name: str, folders: tuple[str, ...] | dict[str, str]) -> bool:
    return any(folder and (name == folder or name.startswith(f"{folder}/")) for folder in folders)


def data_of(source: Source, root: str) -> dict[str, dict[str, Any]]:
    """Return the data of each folder, from its data file: https://www.11ty.dev/docs/data-template-dir/."""
    found: dict[str, dict[str, Any]] = {}
    for name in source.below(root):
        ending = next((one for one in DATA if name.endswith(one)), "")
        folder = dirname(name)
        if ending and basename(name) == f"{basename(folder)}{ending}":
            text = source.text(name)
            is_code = ending.endswith(("js",)) and not ending.endswith("json")
            data = literals(text).get("default") if is_code else read_data(text, form_of(name))
            found[folder] = data if isinstance(data, dict) else {}
            if is_code and (match := FUNCTION.search(text)):
                found[folder]["permalink"] = SUBSTITUTION.sub(r"{{ \g<name> }}", match["pattern"])
    return found


def _with_data(text: Read, data: Mapping[str, Mapping[str, Any]]) -> Read:
    """Return a text with the fields that the data of its folders give to it."""
    fields, folder = dict(text.fields), dirname(text.placed.source)
    while folder:
        fields = {**data.get(folder, {}), **fields}
        folder = dirname(folder)
    return Read(text.placed, fields, text.has_text, text.name, text.date, text.is_dated, text.language)


def _address(text: Read, section: Section) -> str:
    """Return the URL of a text: its permalink, else its path."""
    pattern = text_at(text.fields, "permalink")
    if pattern and (made := permalink(pattern, text)):
        return as_folder(made)
    path = text.placed.path.rpartition(".")[0]
    name, folder = basename(path), dirname(path)
    is_same = name in {"index", basename(folder)}
    return as_folder(f"{folder}/" if is_same else f"{path}/")


def permalink(pattern: str, text: Read) -> str:
    """Fill in the common words of a permalink; empty if it needs code."""
    stem = stem_of(text.placed.path)
    slug = dated(basename(dirname(text.placed.path)) if stem == "index" else stem)[1]
    known = {
        "page.fileslug": slug,
        "page.filepathstem": joined(dirname(text.placed.path), dated(stem)[1]),
        **{key.lower(): str(value) for key, value in text.fields.items() if isinstance(value, str | int)},
    }
    if text.date:
        known |= {"page.date": text.date.date().isoformat()}
    is_missing = False

    def word(match: re.Match[str]) -> str:
        nonlocal is_missing
        value, change = known.get(match["name"].lower()), match["filter"] or ""
        is_missing |= value is None or change not in {"", "slug", "slugify", "url"}
        return plain(value or "") if "slug" in change else value or ""

    made = WORD.sub(word, pattern)
    return "" if is_missing or "{" in made else made


def passed_of(code: str, root: str) -> dict[str, str]:
    """Return the folders and files that are copied unchanged, and where to, below the site's root."""
    found = {}
    for match in PASSED.finditer(code):
        pairs = [(one["source"], one["target"]) for one in PAIR.finditer(match["value"])]
        if not pairs and match["value"][0] != "{":
            name = match["value"][1:-1].strip("./")
            pairs = [(name, name.removeprefix(f"{root}/") if root else name)]
        for name, target in pairs:
            if "*" not in name and name.strip("./"):
                found[name.strip("./")] = target.strip("./")
    return found


def _files(source: Source, root: str, passed: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the files that are passed through, and the images next to the texts."""
    found: dict[str, str] = {}
    for folder, target in sorted(passed.items()):
        for name in source.below(folder) or [one for one in source.names if one == folder]:
            found[name] = (
                f"public/{joined(target, name.removeprefix(folder)) if name != folder else target or name}"
            )
    for name in source.below(root):
        if name.lower().endswith(IMAGES) and name not in found and not name.split("/")[0].startswith("_"):
            found[name] = f"content/{name.removeprefix(f'{root}/') if root else name}"
    return sorted(found.items())


def _notes(source: Source, texts: list[Read], kept_out: tuple[str, ...]) -> list[Note]:
    """Return the permalinks and templates that only code can evaluate."""
    found = []
    for text in texts:
        pattern = text_at(text.fields, "permalink")
        if pattern and not permalink(pattern, text):
            found.append(
                Note(
                    text.placed.source, f"its permalink needs code, so its URL is that of its path: {pattern}"
                )
            )
    for name in source.names:
        if name.endswith(TEMPLATES) and not _is_in(name, kept_out) and not name.startswith("_"):
            found.append(
                Note(name, "a page made by a template: if it has a text of its own, write it in Markdown")
            )
    return found


def routes_of(source: Source) -> tuple[dict[str, str], str]:
    """Return the listings of terms, and the output file of the feed, from the permalinks of templates."""
    terms: dict[str, str] = {}
    output = ""
    for name in source.names:
        if name.endswith((*TEMPLATES, ".md", *CONFIGS)):
            text = source.text(name)[:4000] if not name.endswith(CONFIGS) else source.text(name)
            if match := TERM.search(text):
                terms.setdefault(match["kind"], f"{match['route']}/{{slug}}/")
            if (match := FEED.search(text)) and "sitemap" not in match[0]:
                output = output or match["path"] or match["output"]
    return terms, output
