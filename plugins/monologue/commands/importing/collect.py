"""Read the texts of the former site, and put them into sections. Shared by all generators."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .data import front_matter, instant, listed, text_at
from .model import SECTIONS, Dropped, Section, Source, Text
from .slugs import LANGUAGE, as_folder, dated, stem_of

DATES = (
    "date pubdate pubdatetime publishdate published publishedat publisheddate created createdat posted "
    "date-published date_published publish_date pub_date"
).split()
"""The fields that may hold the date of a text, in lower case."""
NO_TEXT = {"{%": "%}", "{{": "}}", "<!--": "-->", "<": ">", "import ": "\n", "export ": "\n"}
"""How the parts of a body begin and end that are not words: tags of templates and HTML, comments, code."""
SECTION_FILE = "_index"
"""The name of Hugo's and Zola's file about a section."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text, the section that it is in, and its place in the new site."""

    source: str
    path: str
    """Below the content folder."""
    folder: str
    """The folder of its section, below the content folder."""

    @property
    def rest(self) -> str:
        """The path below the folder of the section."""
        return self.path[len(self.folder) :].lstrip("/") if self.folder else self.path


@dataclass(frozen=True, slots=True)
class Read:
    """A text with what was read of it."""

    placed: Placed
    fields: Mapping[str, Any]
    has_text: bool
    """Whether its body has any words, apart from template tags and HTML."""
    name: str
    """Without extension and language."""
    date: datetime | None
    is_dated: bool
    """Whether it has a date, even in a form that is not ISO's."""
    language: str


def placed_by_folder(names: Mapping[str, str]) -> list[Placed]:
    """Return texts whose section is the folder at the top of their path.

    ``names`` has the source of each text by its path. A folder that holds a single
    text, ``index``, is not a section: it is a text with its files.
    """
    members: dict[str, list[str]] = {}
    for path in names:
        members.setdefault(path.partition("/")[0], []).append(path.partition("/")[2])
    bundles = {top for top, rests in members.items() if all(rest.split(".")[0] == "index" for rest in rests)}

    def section(path: str) -> str:
        top, slash, _ = path.partition("/")
        return top if slash and top not in bundles else ""

    return [Placed(source, path, section(path)) for path, source in names.items()]


def read(source: Source, placed: Placed) -> Read:
    """Read one text."""
    fields, body = front_matter(source.text(placed.source))
    stem, language = stem_of(placed.path), ""
    if (match := LANGUAGE.match(stem)) and stem != placed.folder:
        stem, language = match["stem"], match["lang"]
    name = placed.rest.split("/")[-2] if stem in {"index", SECTION_FILE} and "/" in placed.rest else stem
    lowered = {str(key).lower(): value for key, value in fields.items()}
    found = [lowered[key] for key in DATES if lowered.get(key) not in (None, "", True, False)]
    written = [dated(name)[0], dated(stem)[0]]
    date = next(filter(None, map(instant, [*found, *written])), None)
    has_text = has_words(body)
    return Read(placed, fields, has_text, name, date, bool(found) or any(written), language)


def has_words(body: str) -> bool:
    """Return whether a body has any text besides tags of templates and of HTML. Takes linear time."""
    index = 0
    while rest := body[index : index + 200].lstrip():
        index += len(body[index : index + 200]) - len(rest)
        ending = next((end for start, end in NO_TEXT.items() if rest.startswith(start)), "")
        found = body.find(ending, index) if ending else -1
        if found < 0:
            return True
        index = found + len(ending)
    return bool(body[index:].strip())


def sections_of(
    texts: Iterable[Read],
    route: Callable[[str], str],
    pages: Iterable[str] = (),
    articles: Iterable[str] = (),
    least: float = 0.5,
) -> dict[str, Section]:
    """Return the section of each folder; it holds articles if more than ``least`` of its texts have a date.

    ``route`` returns the start of the URLs of a folder. ``pages`` and ``articles``
    are the folders whose kind the generator knows.
    """
    by_folder: dict[str, list[Read]] = {}
    for text in texts:
        by_folder.setdefault(text.placed.folder, []).append(text)
    found = {}
    for folder, members in sorted(by_folder.items()):
        own = next((one for one in members if is_section_file(one) and one.placed.rest.count("/") == 0), None)
        tops = ("index", SECTION_FILE)
        contents = [one for one in members if "/" in one.placed.rest or stem_of(one.placed.rest) not in tops]
        contents = [one for one in contents or members if not is_section_file(one)]
        many = sum(one.is_dated for one in contents) > least * len(contents)
        is_article = folder in articles or (folder not in pages and many)
        title = text_at(own.fields, "title") if own else ""
        found[folder] = Section(folder, route(folder), "article" if is_article else "page", title)
    return found


def is_section_file(text: Read) -> bool:
    """Return whether a file describes a section: ``_index.md``, or its ``index.md`` if that has no date."""
    name = stem_of(text.placed.path).split(".")[0]
    is_top = bool(text.placed.folder) and "/" not in text.placed.rest
    return name == SECTION_FILE or (name == "index" and is_top and not text.is_dated)


def texts_of(
    reads: Iterable[Read], sections: Mapping[str, Section], address: Callable[[Read, Section], str]
) -> tuple[list[Text], list[Dropped]]:
    """Return the texts with their URLs, and those that are not published in the new site."""
    texts, dropped = [], []
    for one in reads:
        section, path = sections[one.placed.folder], one.placed.path
        where = as_folder(address(one, section))
        if reason := _why_dropped(one, section, where):
            dropped.append(Dropped(one.placed.source, path, where, reason))
            continue
        if is_section_file(one) and section.kind == "article":
            path, section = f"{SECTIONS.folder}/{where.strip('/').replace('/', '-')}.md", SECTIONS
        texts.append(Text(one.placed.source, path, section, where, one.fields, one.date, one.language))
    return texts, dropped


def _why_dropped(text: Read, section: Section, address: str) -> str:
    """Return why a text is not published; empty if it is."""
    if is_section_file(text) and section.kind == "article" and (text.language or not text.has_text):
        more = ", which does not print its text" if text.has_text else ""
        return f"it describes the listing at /{address}{more}"
    if not text.has_text and (section.kind == "page" or stem_of(text.placed.path) == "index"):
        return f"it has no text of its own; a template made the page at /{address}"
    return ""


def entries(value: Any, label: tuple[str, ...], url: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return a list of mappings as labels and URLs; ``label`` and ``url`` are the keys that may hold them."""
    found = []
    for item in listed(value):
        words = [
            next((text_at(item, key) for key in keys if text_at(item, key)), "") for keys in (label, url)
        ]
        if all(words):
            found.append((words[0], words[1]))
    return found
