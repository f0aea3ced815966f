"""Complete a document: compute everything that the templates print, from what Pelican passes to them.

Pelican's objects are used by their attributes; Pelican is not imported.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from .body import finish
from .fronts import Front, front_of
from .html import Seen, seen_in_html
from .languages import Words, direction, locale
from .policy import policy
from .schema import Facts, Owner, Thing, breadcrumbs, json_ld, page, person, posting, website
from .settings import Settings
from .style import Sheets, paper, style
from .text import address, description, image_url, minutes, plain

NO_DATE = 9999
"""The year of a draft that has no date."""
MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
"""Extensions of sources whose titles are text; the titles of others are markup."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all documents of a build share, and a cache."""

    options: Settings
    words: Callable[[str], Words]
    """Returns the theme's strings by language tag."""
    sheets: Sheets
    script: Callable[[str], str]
    """Returns a minified script of ``js/`` by its name."""
    fronts: tuple[Front, ...] = ()
    """The languages of the site if there are several, its own first."""
    descriptions: dict[tuple[Any, str], str] = field(default_factory=dict)
    """Descriptions by content and summary, because each appears in several listings."""
    urls: dict[Any, str] = field(default_factory=dict)
    """URLs by content, because Pelican formats all metadata for each use."""

    def begin(self) -> None:
        """Forget what belongs to the contents of the build before."""
        self.descriptions.clear()
        self.urls.clear()


@dataclass(frozen=True, slots=True)
class Theme:
    """The object ``theme`` of the templates; without this part, ``macros/plain.html`` has the same names."""

    site: Site
    get: Callable[..., Any]
    """Returns a setting or another variable of the template by its name, or else a default."""

    @property
    def words(self) -> Words:
        """The theme's strings in the language of the document."""
        content = self.get("content")
        tag = content.lang if content else self.get("DEFAULT_LANG", "en")
        return self.site.words(tag)

    @property
    def fronts(self) -> tuple[Front, ...]:
        """The languages of the site if there are several; its own is the first."""
        return self.site.fronts

    def title(self, content: Any) -> str:
        """Return a title as text; reStructuredText, HTML and Typogrify produce markup, Markdown text."""
        is_text = content.source_path.endswith(MARKDOWN) and not content.settings["TYPOGRIFY"]
        return str(content.title) if is_text else plain(content.title)

    def description(self, content: Any) -> str:
        """Return the author's description of a content, or else the beginning of its summary."""
        if given := str(getattr(content, "description", "") or ""):
            return given
        known = self.site.descriptions
        key = (content, content.summary)  # read each time: the build cache notes which texts a document uses
        if key not in known:
            known[key] = description(key[1])
        return known[key]

    def url(self, content: Any) -> str:
        """Return the URL of a content, relative to the site."""
        known = self.site.urls
        if content not in known:
            known[content] = str(content.url)
        return known[content]

    def address(self, path: str) -> str:
        """Return the URL of the directory for a path that ends in ``index.html``."""
        return address(str(path))

    def direction(self, tag: str) -> str:
        """Return ``rtl`` or ``ltr`` for a language tag."""
        return direction(tag)

    def script(self, name: str) -> str:
        """Return a minified script of ``js/``."""
        return self.site.script(name)

    def finish(self, document: MutableMapping[str, Any]) -> None:
        """Add to a document the values that its template did not set, and the computed ones."""
        content = document.setdefault("content", None)
        if content:
            self._add_content(document, content)
        document.setdefault("title", self.get("SITENAME", ""))
        document.setdefault("lang", self.get("DEFAULT_LANG", "en"))
        document.setdefault("path", address(str(self.get("output_file", ""))))
        document["description"] = document.get("description") or self.get("SITESUBTITLE") or ""
        for key, empty in (("above", []), ("scripts", []), ("noindex", False), ("microformat", "")):
            document.setdefault(key, empty)
        self._add_language(document)
        document["direction"], document["locale"] = direction(document["lang"]), locale(document["lang"])
        self._add_head(document)
        document["schema"] = [json_ld(thing) for thing in self._things(document, content)]

    def _add_language(self, document: MutableMapping[str, Any]) -> None:
        """Add what differs by language: the name and the front page of the site, the menu, the feed."""
        front = front_of(document["lang"], self.fronts) or Front(document["lang"], "", "", {})
        values = front.values
        document["home"] = front.url
        document["site_name"] = values.get("SITENAME", self.get("SITENAME", ""))
        document["menu"] = values.get("MENUITEMS", self.get("MENUITEMS") or ())
        document["links"] = values.get("LINKS", self.get("LINKS") or ())
        document["feed"] = front.feed if front.url else ""
        document["fronts"] = [other for other in self.fronts if other.lang != front.lang]
        is_front = not document["content"] and document["path"] == front.url
        document["alternates"] = self.fronts if is_front else ()
        if front.url:  # the listings above a document are in the site's own language
            document["above"] = []

    def _add_content(self, document: MutableMapping[str, Any], content: Any) -> None:
        is_article = self.get("article") is not None
        body = finish(
            content.content, self.words, str(getattr(content, "toc", "")), self.site.options.contents
        )
        given = {
            "title": self.title(content),
            "path": self.url(content),
            "lang": content.lang,
            "description": self.description(content),
            "noindex": is_kept_from_search(content),
            "microformat": "h-entry" if is_article else "",
            "scripts": ["copy"] if "highlight" in body.seen.classes else [],
            "seen": body.seen,
            "html": body.html,
            "contents": body.contents,
            "minutes": minutes(body.text) if is_article else 0,
        }
        for key, value in given.items():
            document.setdefault(key, value)

    def _add_head(self, document: MutableMapping[str, Any]) -> None:
        """Add the values for ``<head>``: style sheet, policy, colours, canonical URL, image."""
        sheets = self.site.sheets
        seen = document.get("seen") or (seen_in_html(document["body"]) if "body" in document else None)
        more = document.get("sheets", ())
        document["style"] = style(sheets, seen, document["lang"], more, self.site.options)
        document["policy"] = self._policy(document, seen or Seen())
        document["colours"] = paper(sheets)
        site = self.get("SITEURL", "")
        site = site if site.startswith("http") else ""
        document["canonical"] = f"{site}/{document['path']}" if site else ""
        content = document.get("content")
        own = image_url(str(getattr(content, "cover_image", "") or ""), site)
        document["image"] = own or image_url(str(self.get("COVER_IMAGE") or ""), site)
        document["image_alt"] = getattr(content, "cover_alt", "") if own else self.get("COVER_ALT", "")

    def _policy(self, document: MutableMapping[str, Any], seen: Seen) -> str:
        """Return the policy; empty if a text has a script that the settings do not allow."""
        own = self.site.options.policy
        if own is None or ("script" in seen.tags and "script-src" not in own):
            return ""
        scripts = [self.script(name) for name in ("scheme", *document["scripts"])]
        return policy(document["style"], scripts, seen, own)

    def _things(self, document: Mapping[str, Any], content: Any) -> Iterator[Thing]:
        """Yield the JSON-LD of a document, and its breadcrumbs."""
        owner = self._owner()
        url, path = document["canonical"], document["path"]
        facts = Facts(document["title"], document["description"], url, document["lang"])
        if content:
            yield self._thing(document, content, owner)
        elif url and path == document["home"]:
            yield website(Facts(document["site_name"], facts.description, url, facts.language), owner)
        if url and document["above"]:
            steps = [(document["site_name"], document["home"]), *document["above"], (facts.title, path)]
            yield breadcrumbs((label, f"{self.get('SITEURL')}/{step}") for label, step in steps)

    def _thing(self, document: Mapping[str, Any], content: Any, owner: Owner) -> Thing:
        is_article = self.get("article") is not None
        date, modified = getattr(content, "date", None), getattr(content, "modified", None)
        changed = modified or (None if is_article else date)
        facts = Facts(
            title=document["title"],
            description=document["description"],
            url=document["canonical"],
            language=document["lang"],
            image=document["image"],
            authors=self._authors(content, owner) if is_article else (),
            keywords=[str(tag) for tag in getattr(content, "tags", ())],
            published=date.isoformat() if date and date.year < NO_DATE else "",
            modified=changed.isoformat() if changed else "",
        )
        return posting(facts) if is_article else page(facts, owner, is_about=content.slug == "about")

    def _owner(self) -> Owner:
        about = next((self.url(one) for one in self.get("pages", ()) if one.slug == "about"), "")
        profiles = tuple(url for _, url in self.get("SOCIAL") or () if url.startswith("http"))
        return Owner(self.get("AUTHOR") or "", f"{self.get('SITEURL', '')}/{about}", profiles)

    def _authors(self, content: Any, owner: Owner) -> list[Thing]:
        """Return an article's authors, with their URL in the front matter or of their listing."""
        listed = {author for author, _ in self.get("authors", ())}
        given = {
            str(one.get("name", "")): str(one.get("url", ""))
            for one in getattr(content, "author_details", ())
            if str(one.get("url", "")).startswith(("https://", "http://"))
        }
        people = []
        for author in getattr(content, "authors", ()):
            name = str(author)
            own = f"{self.get('SITEURL', '')}/{author.url}" if author.save_as and author in listed else ""
            people.append(owner.person() if name == owner.name else person(name, given.get(name, own)))
        return people


def is_kept_from_search(content: Any) -> bool:
    """Return whether search engines must not list a content; the same as ``macros/indexing.html``."""
    has_noindex = str(getattr(content, "noindex", "")).lower() in {"true", "yes", "1"}
    return bool(content.status != "published" or has_noindex)
