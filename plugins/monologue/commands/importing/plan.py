"""Plan the new site: the content of each file that is written, and the source of each that is copied."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..new_site import EXAMPLE_URL, Owner, is_web_url, site_files
from .data import at, zone_of
from .identity import author
from .listings import Listings, list_all, save_as_of
from .model import Former, Note, Text
from .prediction import MADE
from .redirects import files_of, redirects_of
from .routing import Routing, paths, route
from .settings_files import pelicanconf, publishconf

SAMPLES = ("content/", "public/")
README = """# {title}

Imported from {generator}; IMPORT.md says how. Articles are in {articles}, pages in {pages}.
Files in `public/` go to the root of the site.

    monologue serve            # build the site, open it in a browser, see each change
    monologue new "A title"    # begin an article
    monologue check            # check front matter and links
    monologue publish          # build into output/, ready for any host
    monologue upgrade          # bring this folder up to date

Set up on another machine: `python -m venv .venv && .venv/bin/pip install -r requirements.txt`.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import writes."""

    former: Former
    routing: Routing
    listings: Listings
    made: Mapping[str, bytes]
    """The content of each file that is made, by its path in the new site."""
    copied: Mapping[str, str]
    """The path on the former site of each file that is copied, by its path in the new site."""
    left_out: tuple[Note, ...] = ()
    """Files that are not copied because the new site writes one in their place."""
    redirects: Mapping[str, Text] = field(default_factory=dict)
    """The text that each old path leads to."""


def plan(former: Former, fallback: str, today: date) -> Plan:
    """Return the plan; ``fallback`` is the title of a site that has none."""
    former = _checked(former, fallback)
    redirects = redirects_of(former.redirects, former.texts)
    listings = list_all(former)
    routing = _with_titles(_with_redirects(route(former), redirects), former, listings)
    taken = MADE | {text.save_as for text in former.texts}
    taken |= set(map(save_as_of, listings.urls.values()))
    copied = {f"{former.content}/{text.path}": text.source for text in former.texts}
    copied |= {f"{former.content}/{text.path}": text.source for text in former.dropped}
    left_out = []
    for source, target in former.files:
        if {"..", "."} & set(target.split("/")):
            left_out.append(Note(source, f"it is not copied, because {target} is outside of the new site"))
        elif target.startswith("public/") and target.removeprefix("public/") in taken:
            left_out.append(
                Note(source, "it is not copied, because the new site has a page of its own there")
            )
        else:
            copied.setdefault(target, source)
    made = _made(former, routing, listings, copied, today)
    copied = {target: source for target, source in sorted(copied.items()) if target not in made}
    return Plan(former, routing, listings, made, copied, tuple(left_out), redirects)


def _checked(former: Former, fallback: str) -> Former:
    """Return the site with values that a new site can have."""
    identity = former.identity
    title = _printable(identity.title) or _printable(fallback) or "A site"
    return replace(
        former,
        identity=replace(
            identity,
            title=title,
            author=_printable(identity.author) or _printable(author_of(former)) or title,
            language=identity.language or "en",
            timezone=identity.timezone if zone_of(identity.timezone) else "UTC",
            url=identity.url if is_web_url(identity.url) else "",
        ),
    )


def _with_redirects(routing: Routing, redirects: dict[str, Text]) -> Routing:
    """Return the settings with the redirects in their table."""
    table = {path: dict(values) for path, values in routing.table.items()}
    for path, files in files_of(redirects).items():
        table.setdefault(path, {})["redirects"] = files
    return replace(routing, table=table)


def _with_titles(routing: Routing, former: Former, listings: Listings) -> Routing:
    """Return the settings with the titles of listings, for breadcrumbs, and of texts that have none."""
    titles = {url: title for title, url in listings.urls.items()}
    table = {path: dict(values) for path, values in routing.table.items()}
    for values in table.values():
        if title := titles.get(values.get("section_url", "")):
            values["section_title"] = title
    for text in former.texts:
        if text.title:
            table.setdefault(text.path, {})["title"] = text.title
    return replace(routing, table=table)


def _printable(text: str) -> str:
    """Return a text in one line, without characters that cannot be printed."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def author_of(former: Former) -> str:
    """Return the author whom most texts name; empty if none do."""
    names = [author(at(text.fields, "author") or at(text.fields, "authors")) for text in former.texts]
    counts = Counter(filter(None, names))
    return max(sorted(counts), key=counts.__getitem__, default="")


def _made(
    former: Former, routing: Routing, listings: Listings, copied: Mapping[str, str], today: date
) -> dict[str, bytes]:
    """Return the files of a new site, with the settings of this one."""
    identity = former.identity
    owner = Owner(identity.title, identity.author, identity.url or EXAMPLE_URL, identity.language)
    files = {name: data for name, data in site_files(owner, today).items() if not name.startswith(SAMPLES)}
    settings = pelicanconf(files["pelicanconf.py"].decode(), former, routing, listings)
    files["pelicanconf.py"] = settings.encode()
    files["publishconf.py"] = publishconf(files["publishconf.py"].decode(), former, copied).encode()
    files["README.md"] = README.format(
        title=identity.title,
        generator=former.generator,
        articles=_folders(former, "article"),
        pages=_folders(former, "page"),
    ).encode()
    return {**files, **{f"templates/{name}.html": text.encode() for name, text in listings.templates.items()}}


def _folders(former: Former, kind: str) -> str:
    found = [f"`{former.content}/{path}`" for path in paths(former, kind)]
    return ", ".join(found[:5]) + (", …" if found[5:] else "") or "no folder yet"
