"""Choose the settings that give every text the URL that it had.

Pelican has one pattern for all articles and one for all pages. The pattern that
fits most texts is chosen; each other text gets its URL in ``EXTRA_PATH_METADATA``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from posixpath import basename
from typing import Any

from .data import at, listed, text_at, zone_of
from .model import SECTIONS, Former, Section, Text
from .slugs import LANGUAGE, as_folder, dated, stem_of, without_index

URL_FIELDS = ("slug", "postSlug", "permalink", "path", "url")
"""The fields from which a build may take a URL."""
PATH_FIELDS = ("permalink", "path", "url")
PLACEHOLDER = re.compile(r"(?:\A|[/_-]):[a-z]|[{}<>*?#\\]")
"""What makes a permalink a pattern, which a build ignores."""
SUBFOLDER = r"(?P<subfolder>(?:[^/]+/)*?)"
NAMES = {
    "slug": r"(?:[^/]+?)",
    "as it is": r"(?P<slug>[^/]+?)",
    "without date": r"(?:\d{4}-\d{1,2}-\d{1,2}[-_ ])?(?P<slug>[^/]+?)",
}
"""How the last part of a URL is made of a file name, as an expression; ``slug`` leaves it to Pelican."""
END = r"(?:/_?index)?(?:\.[a-z]{2}(?:[-_][A-Za-z]{2})?)?\.\w+\Z"
MADE = frozenset({"index.html", "404.html"})
"""The documents that the theme writes in every site."""
GENERAL = "{section_url}{subfolder}{slug}/"

Table = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Routing:
    """The settings of the URLs."""

    article_url: str
    page_url: str
    path_metadata: str
    """A regular expression; may be empty."""
    table: Table
    """``EXTRA_PATH_METADATA``."""
    ignored_fields: tuple[str, ...]
    """Fields that set a URL here, but did not on the former site."""
    exceptions: tuple[Text, ...]
    """The texts whose URL is in the table."""


def route(former: Former) -> Routing:
    """Return the settings that give each text its URL."""
    ignored = tuple(
        name for name in URL_FIELDS if name not in former.url_fields and _is_used(name, former.texts)
    )
    by_kind = [[text for text in former.texts if text.section.kind == kind] for kind in ("article", "page")]
    model = _Model(former, ignored)
    choices = _article_patterns(former, by_kind[0]), _page_patterns(former)
    counts = {
        (kind, names, pattern): model.misses(by_kind[kind], pattern, names)
        for kind in (0, 1)
        for names, pattern in product(NAMES, choices[kind])
    }
    names, articles_url, pages_url = min(
        product(NAMES, *choices), key=lambda one: counts[0, one[0], one[1]] + counts[1, one[0], one[2]]
    )
    patterns = {"article": articles_url, "page": pages_url}
    missed = tuple(text for text in former.texts if not model.fits(text, patterns[text.section.kind], names))
    table = _sections(former, articles_url + pages_url)
    for text in missed:
        template = {"template": template_of(text.address)} if text.section == SECTIONS else {}
        table.setdefault(text.path, {}).update(url=text.address, save_as=text.save_as, **template)
    needs_path = names != "slug" or "{subfolder}" in articles_url + pages_url
    return Routing(
        articles_url, pages_url, _expression(former, names) if needs_path else "", table, ignored, missed
    )


def template_of(route: str) -> str:
    """Return the name of the template that lists a section; it is also part of the name of a setting."""
    word = "".join(char if char.isascii() and char.isalnum() else "_" for char in route.strip("/"))
    return f"section_{word.lower()}"


def _is_used(name: str, texts: Iterable[Text]) -> bool:
    return any(isinstance(text.fields.get(name), str | int) and text.fields[name] for text in texts)


def _article_patterns(former: Former, articles: list[Text]) -> tuple[str, ...]:
    """Return the patterns that articles may have, the simplest first."""
    routes = {text.section.route for text in articles}
    simple = f"{escaped(next(iter(routes)))}{{slug}}/" if len(routes) == 1 else "{section_url}{slug}/"
    found = (
        *former.patterns,
        simple,
        simple.replace("}/", "}.html"),
        GENERAL,
        GENERAL.replace("}/", "}.html"),
    )
    return tuple(dict.fromkeys(found))


def escaped(url: str) -> str:
    """Return a part of a URL as it is written in a pattern."""
    return url.replace("{", "{{").replace("}", "}}")


def _page_patterns(former: Former) -> tuple[str, ...]:
    return tuple(dict.fromkeys(("{slug}/", *former.page_patterns, "{slug}.html", GENERAL)))


def _sections(former: Former, patterns: str) -> Table:
    """Return the start of the URLs of each section, if the patterns or the listings need it."""
    sections = sections_of(former)
    are_many = len([one for one in sections if one.kind == "article"]) > 1 or SECTIONS in sections
    is_needed = "{section_url}" in patterns or are_many
    return {one.folder: {"section_url": one.route} for one in sections} if is_needed else {}


def sections_of(former: Former) -> list[Section]:
    """Return the sections that have texts, by their folders."""
    return sorted(
        {text.section.folder: text.section for text in former.texts}.values(), key=lambda one: one.folder
    )


def paths(former: Former, kind: str) -> list[str]:
    """Return ``ARTICLE_PATHS`` or ``PAGE_PATHS``.

    Pages may be read from the content folder itself, because Pelican leaves out the
    folders of articles there. Articles may not, so their files are listed one by one.
    """
    sections = sections_of(former)
    folders = [one.folder for one in sections if one.kind == kind]
    if "" not in folders:
        return folders
    if kind == "page" or len(sections) == len(folders):
        return [""]
    own = [text.path for text in former.texts if text.section.kind == kind and not text.section.folder]
    return [*filter(None, folders), *own]


def _expression(former: Former, names: str) -> str:
    """Return ``PATH_METADATA``: the folders below a section, and the name."""
    folders = sorted(
        (re.escape(one.folder) for one in sections_of(former) if one.folder), key=len, reverse=True
    )
    start = f"(?:(?:{'|'.join(folders)})/)?" if folders else ""
    return f"{start}{SUBFOLDER}{NAMES[names]}{END}".replace("\\-", "-")


class _Model:
    """What a build makes of a text, as far as its URL depends on it."""

    def __init__(self, former: Former, ignored: tuple[str, ...]) -> None:
        self.former, self.ignored = former, ignored
        self.zone = zone_of(former.identity.timezone) or zone_of("UTC")
        self.language = (former.identity.language or "en").lower()
        self.expressions = {names: re.compile(_expression(former, names)) for names in NAMES}

    def misses(self, texts: list[Text], pattern: str, names: str) -> int:
        """Return how many texts would have another URL."""
        return sum(not self.fits(text, pattern, names) for text in texts)

    def fits(self, text: Text, pattern: str, names: str) -> bool:
        """Return whether a text gets its own URL by a pattern, or by a field of its front matter."""
        if text.section == SECTIONS or text.save_as in MADE:
            return False  # its URL is that of a document of the theme, which only an explicit URL replaces
        return self.has_own_url(text) or as_folder(self.url(text, pattern, names) or "?") == text.address

    def has_own_url(self, text: Text) -> bool:
        """Return whether the front matter holds the whole URL, which wins over every setting."""
        for name in PATH_FIELDS:
            value = text_at(text.fields, name)
            if name in self.former.url_fields and value and name not in self.ignored:
                return not PLACEHOLDER.search(value) and "://" not in value
        return False

    def url(self, text: Text, pattern: str, names: str) -> str:
        """Return the URL that a pattern makes; empty if it needs a date that is missing."""
        if "{date" in pattern and not text.date:
            return ""
        date = text.date.astimezone(self.zone) if text.date and text.date.tzinfo else text.date
        match = self.expressions[names].match(text.path)
        made = pattern.format(
            slug=self.slug(text, names, match),
            date=date,
            section_url=text.section.route,
            subfolder=match["subfolder"] if match else "",
            category=pelican_slug(_category(text)),
        )
        prefix = self.prefix(text)
        return f"{prefix}/{made}" if prefix else made

    def prefix(self, text: Text) -> str:
        """Return the language that Pelican puts in front of a URL."""
        given = (
            next((text_at(text.fields, key) for key in ("lang", "language", "locale")), "") or text.language
        )
        tag = given.lower().replace("_", "-")
        return tag if tag and tag != self.language else ""

    def slug(self, text: Text, names: str, match: re.Match[str] | None) -> str:
        """Return the slug that the front matter or the file name gives."""
        for field in ("slug", "postSlug"):
            if field not in self.ignored and (own := text_at(text.fields, field)):
                return re.sub(r"\s+", "-", own.strip("/"))
        if names != "slug" and match:
            return match["slug"]
        language = LANGUAGE.match(stem_of(text.path)) if text.language else None
        stem = language["stem"] if language else stem_of(text.path)
        is_folder = stem in {"index", "_index"} and "/" in text.path[len(text.section.folder) :].lstrip("/")
        return pelican_slug(dated(basename(without_index(text.path)) if is_folder else stem)[1])


def _category(text: Text) -> str:
    found = listed(at(text.fields, "category")) or listed(at(text.fields, "categories"))
    return str(found[0]) if found else "misc"


@cache
def pelican_slug(name: str) -> str:
    """Return the slug that Pelican makes of a name with its default settings."""
    from pelican.settings import DEFAULT_CONFIG  # noqa: PLC0415 - only some commands need Pelican
    from pelican.utils import slugify  # noqa: PLC0415

    return str(slugify(name, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]))
