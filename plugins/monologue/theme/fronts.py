"""The languages of a site, and the front page of each. No Pelican, no disk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.languages import normal, read_languages
from .languages import Words


@dataclass(frozen=True, slots=True)
class Front:
    """One language of a site: the URL of its front page, and its own values of the site's settings."""

    lang: str
    """In lower case, as Pelican compares it."""
    url: str
    """Relative to the site: ``""`` for the site's own language, otherwise such as ``ja/``."""
    name: str
    """The name of the language in that language; its tag if the theme has no strings for it."""
    values: Mapping[str, Any]
    """The settings of Pelican's that differ in this language, by name."""
    feed: str = ""
    """The output file of its feed; empty if no feed is written."""


def fronts_of(settings: Mapping[str, Any], words: Callable[[str], Words]) -> tuple[Front, ...]:
    """Return the languages, the site's own first; none if the site has only one.

    Raises:
        SettingsError: For a mistake in ``LANGUAGES``.
    """
    further = read_languages(settings)
    if not further:
        return ()
    own = normal(str(settings["DEFAULT_LANG"]))
    has_feed = bool(settings.get("FEED_ALL_ATOM") or settings.get("FEED_ATOM"))
    fronts = [
        Front(tag, f"{tag}/", _name_of(tag, words), values, f"feeds/{tag}.atom.xml" if has_feed else "")
        for tag, values in sorted(further.items())
    ]
    return (Front(own, "", _name_of(own, words), {}, str(settings.get("FEED_ALL_ATOM") or "")), *fronts)


def front_of(lang: str, fronts: Sequence[Front]) -> Front | None:
    """Return the language of a document; a region falls back to its language (``pt-br`` to ``pt``)."""
    tag = normal(lang)
    by_tag = {front.lang: front for front in fronts}
    return by_tag.get(tag) or by_tag.get(tag.partition("-")[0])


def _name_of(tag: str, words: Callable[[str], Words]) -> str:
    name = str(words(tag)["language"])
    is_fallback = name == words("en")["language"] and tag.partition("-")[0] != "en"
    return tag if is_fallback else name
