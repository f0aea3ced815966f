"""The structured data of a document: https://schema.org as JSON-LD. No Pelican, no disk."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of the site."""

    name: str
    """Empty if the site has no author."""
    url: str
    """The URL of the page about them, or else of the front page."""
    profiles: tuple[str, ...] = ()
    """The URLs of their profiles on other sites."""

    def person(self) -> Thing:
        """Return the owner as a ``Person``, the same in every document."""
        return {"@type": "Person", "name": self.name, "url": self.url}

    def profile(self) -> Thing:
        """Return the owner with their profiles on other sites."""
        return _without_empty({**self.person(), "sameAs": list(self.profiles)})


@dataclass(frozen=True, slots=True)
class Facts:
    """The properties of a document; each may be empty."""

    title: str
    description: str
    url: str
    language: str
    image: str = ""
    authors: Sequence[Thing] = ()
    keywords: Sequence[str] = ()
    published: str = ""
    """ISO 8601, as is ``modified``."""
    modified: str = ""


def posting(facts: Facts) -> Thing:
    """Return an article as a ``BlogPosting``."""
    return {
        "@type": "BlogPosting",
        "headline": facts.title,
        "description": facts.description,
        "datePublished": facts.published,
        **_common(facts),
    }


def page(facts: Facts, owner: Owner, *, is_about: bool) -> Thing:
    """Return a page as a ``WebPage``, or as a ``ProfilePage`` if it is about the site's owner.

    The date of a page is its ``dateModified``.
    """
    is_profile = is_about and bool(owner.name)
    return {
        "@type": "ProfilePage" if is_profile else "WebPage",
        "name": facts.title,
        "mainEntity": owner.profile() if is_profile else {},
        **_common(facts),
    }


def _common(facts: Facts) -> Thing:
    return {
        "image": facts.image,
        "dateModified": facts.modified,
        "author": list(facts.authors),
        "keywords": list(facts.keywords),
        "url": facts.url,
        "inLanguage": facts.language,
    }


def website(facts: Facts, owner: Owner) -> Thing:
    """Return the site as a ``WebSite``, for its front page."""
    return {
        "@type": "WebSite",
        "name": facts.title,
        "description": facts.description,
        "author": owner.person() if owner.name else {},
        "url": facts.url,
        "inLanguage": facts.language,
    }


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Thing:
    """Return the breadcrumbs of a document, from pairs of (label, absolute URL)."""
    items = [
        {"@type": "ListItem", "position": position, "name": label, "item": url}
        for position, (label, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def person(name: str, url: str) -> Thing:
    """Return an author other than the site's own."""
    return _without_empty({"@type": "Person", "name": name, "url": url})


def json_ld(thing: Thing) -> str:
    """Return a thing as JSON for ``<script>``; nothing in it can end the script or begin a comment."""
    data = {"@context": "https://schema.org", **_without_empty(thing)}
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    for character in "<>&'":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _without_empty(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value}
