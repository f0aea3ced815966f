"""Predict the URL that a build gives to a text, with the settings that an import chooses."""

import re
from functools import cache
from posixpath import basename

from .data import at, listed, text_at, zone_of
from .model import SECTIONS, Former, Section, Text
from .slugs import LANGUAGE, as_folder, dated, stem_of, without_index

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


def expression(former: Former, names: str) -> str:
    """Return ``PATH_METADATA``: the folders below a section, and the name."""
    folders = sorted(
        (re.escape(one.folder) for one in sections_of(former) if one.folder), key=len, reverse=True
    )
    start = f"(?:(?:{'|'.join(folders)})/)?" if folders else ""
    return f"{start}{SUBFOLDER}{NAMES[names]}{END}".replace("\\-", "-")


def sections_of(former: Former) -> list[Section]:
    """Return the sections that have texts, by their folders."""
    return sorted(
        {text.section.folder: text.section for text in former.texts}.values(), key=lambda one: one.folder
    )


class Prediction:
    """What a build makes of a text, as far as its URL depends on it."""

    def __init__(self, former: Former, ignored: tuple[str, ...]) -> None:
        self.former, self.ignored = former, ignored
        self.zone = zone_of(former.identity.timezone) or zone_of("UTC")
        self.language = (former.identity.language or "en").lower()
        self.expressions = {names: re.compile(expression(former, names)) for names in NAMES}

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
