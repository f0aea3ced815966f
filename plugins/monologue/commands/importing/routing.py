"""Choose the settings that give every text the URL that it had.

Pelican has one pattern for all articles and one for all pages. The pattern that
fits most texts is chosen; each other text gets its URL in ``EXTRA_PATH_METADATA``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from .model import SECTIONS, Former, Text
from .prediction import NAMES, Prediction, expression, sections_of

URL_FIELDS = ("slug", "postSlug", "permalink", "path", "url")
"""The fields from which a build may take a URL."""
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
    model = Prediction(former, ignored)
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
    routes = {one.route for one in sections_of(former) if one.kind == "article"}
    for text in missed:
        is_listing = text.section == SECTIONS and text.address in routes
        template = {"template": template_of(text.address)} if is_listing else {}
        table.setdefault(text.path, {}).update(url=text.address, save_as=text.save_as, **template)
    needs_path = names != "slug" or "{subfolder}" in articles_url + pages_url
    return Routing(
        articles_url, pages_url, expression(former, names) if needs_path else "", table, ignored, missed
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
