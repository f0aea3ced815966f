"""Plan the new site: the content of each file that is written, and the source of each that is copied."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..new_site import EXAMPLE_URL, Owner, is_web_url, site_files
from .data import zone_of
from .listings import MADE, Listings, list_all
from .model import Former, Note
from .routing import Routing, route, sections_of
from .slugs import is_text

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
DIALECTS = frozenset({"astro", "hugo", "jekyll", "eleventy", "quarto", "zola", "obsidian"})


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


def plan(former: Former, fallback: str, today: date) -> Plan:
    """Return the plan; ``fallback`` is the title of a site that has none."""
    former = _checked(former, fallback)
    routing, listings = route(former), list_all(former)
    taken = (
        {text.save_as for text in former.texts}
        | MADE
        | {f"{url}index.html" for url in listings.urls.values()}
    )
    copied = {f"{former.content}/{text.path}": text.source for text in former.texts}
    copied |= {f"{former.content}/{one.path}": one.source for one in former.dropped}
    left_out = []
    for source, target in former.files:
        if target.removeprefix("public/") in taken and target.startswith("public/"):
            left_out.append(Note(source, "the new site has a page of its own there"))
        else:
            copied.setdefault(target, source)
    made = _made(former, routing, listings, copied, today)
    copied = {target: source for target, source in sorted(copied.items()) if target not in made}
    return Plan(former, routing, listings, made, copied, tuple(left_out))


def _checked(former: Former, fallback: str) -> Former:
    """Return the site with values that a new site can have."""
    identity = former.identity
    title = identity.title or fallback
    zone = identity.timezone if zone_of(identity.timezone) else ""
    url = identity.url if is_web_url(identity.url) else ""
    own = replace(identity, title=title, author=identity.author or title, timezone=zone or "UTC", url=url)
    return replace(former, identity=replace(own, language=identity.language or "en"))


def _made(
    former: Former, routing: Routing, listings: Listings, copied: Mapping[str, str], today: date
) -> dict[str, bytes]:
    """Return the files of a new site, with the settings of this one."""
    identity = former.identity
    owner = Owner(identity.title, identity.author, identity.url or EXAMPLE_URL, identity.language)
    files = {name: data for name, data in site_files(owner, today).items() if not name.startswith(SAMPLES)}
    settings = files["pelicanconf.py"].decode()
    files["pelicanconf.py"] = with_settings(settings, former, routing, listings).encode()
    files["publishconf.py"] = _with_feeds(files["publishconf.py"].decode(), former, copied).encode()
    folders = {
        kind: ", ".join(f"`{former.content}/{one}`" for one in paths(former, kind)) or "none"
        for kind in ("article", "page")
    }
    words = {
        "title": identity.title,
        "generator": former.generator,
        "articles": folders["article"],
        "pages": folders["page"],
    }
    files["README.md"] = README.format(**words).encode()
    files |= {f"templates/{name}.html": text.encode() for name, text in listings.templates.items()}
    return files


def paths(former: Former, kind: str) -> list[str]:
    """Return the folders of articles or pages; folders inside of another one of the same kind are left out."""
    sections = sections_of(former)
    folders = [one.folder for one in sections if one.kind == kind]
    if "" in folders and kind == "article" and any(one.kind == "page" for one in sections):
        own = [text.path for text in former.texts if text.section.kind == kind and not text.section.folder]
        return sorted([*own, *filter(None, folders)])
    if "" in folders:
        return [""]
    return folders


def with_settings(text: str, former: Former, routing: Routing, listings: Listings) -> str:
    """Return the settings of a new site, with those of the former site in them."""
    identity = former.identity
    values = {
        "SITESUBTITLE": identity.subtitle,
        "TIMEZONE": identity.timezone,
        "MENUITEMS": list(listings.menu),
    }
    for name, value in values.items():
        text = re.sub(rf"^{name} = .*$", lambda _, n=name, v=value: assignment(n, v), text, flags=re.M)
    if identity.social:
        text = text.replace(
            "\n# The look:",
            f"\n# The links at the end of each page.\n{assignment('SOCIAL', list(identity.social))}\n\n# The look:",
        )
    head = f"# The folders and the URLs of the former site ({former.generator}). IMPORT.md lists them all."
    lines = [assignment(name, value) for name, value in _settings(former, routing, listings).items()]
    return "\n".join([text.rstrip("\n"), "", head, *lines, ""])


def _settings(former: Former, routing: Routing, listings: Listings) -> dict[str, Any]:
    """Return the settings of folders, URLs and listings."""
    found: dict[str, Any] = {"PATH": former.content} if former.content != "content" else {}
    found["ARTICLE_PATHS"], found["PAGE_PATHS"] = paths(former, "article"), paths(former, "page")
    found["STATIC_PATHS"] = []
    found["FRONT_MATTER"] = _front_matter(former, routing)
    if routing.path_metadata:
        found["PATH_METADATA"] = Raw(f"r{routing.path_metadata!r}".replace("\\\\", "\\"))
    for kind, url in (("ARTICLE", routing.article_url), ("PAGE", routing.page_url)):
        save_as = f"{url}index.html" if url.endswith("/") else url
        found[f"{kind}_URL"], found[f"{kind}_SAVE_AS"] = url, save_as
        found[f"{kind}_LANG_URL"], found[f"{kind}_LANG_SAVE_AS"] = f"{{lang}}/{url}", f"{{lang}}/{save_as}"
    for name, value in listings.settings.items():
        found[name] = value
        if name.endswith("_URL"):
            found[f"{name.removesuffix('_URL')}_SAVE_AS"] = f"{value}index.html"
    found |= _templates(listings)
    skipped = {one.path: {"status": "skip"} for one in former.dropped}
    table = {**routing.table, **skipped}
    return {**found, **({"EXTRA_PATH_METADATA": table} if table else {})}


def _front_matter(former: Former, routing: Routing) -> dict[str, Any]:
    """Return the setting ``FRONT_MATTER``: the dialect, further extensions, fields that set no URL."""
    found: dict[str, Any] = {"dialect": former.generator.lower()}
    known = {"md", "markdown", "mkd", "mdown"}
    extensions = sorted({text.path.rpartition(".")[2] for text in former.texts} - known)
    found |= {"extensions": extensions} if extensions else {}
    return {
        **found,
        **({"fields": dict.fromkeys(routing.ignored_fields, "")} if routing.ignored_fields else {}),
    }


def _templates(listings: Listings) -> dict[str, Any]:
    """Return the settings that write the listings of the sections."""
    if not listings.templates:
        return {}
    found: dict[str, Any] = {
        "THEME_TEMPLATES_OVERRIDES": ["templates"],
        "DIRECT_TEMPLATES": Raw(f"[*DIRECT_TEMPLATES, {', '.join(map(repr, listings.templates))}]"),
    }
    for name, text in listings.templates.items():
        route = re.search(r"\"equalto\", \"([^\"]*)\"", text)
        found[f"{name.upper()}_SAVE_AS"] = f"{route[1] if route else ''}index.html"
    return found


def _with_feeds(text: str, former: Former, copied: Mapping[str, str]) -> str:
    """Return publishconf.py with the feeds of the former site, and without files that the site has itself."""
    lines = [assignment(name, value) for name, value in former.identity.feeds.items()]
    lines += [
        assignment(name, "")
        for name, file in (("ROBOTS_SAVE_AS", "robots.txt"), ("SITEMAP_SAVE_AS", "sitemap.xml"))
        if f"public/{file}" in copied
    ]
    return text + "\n".join(["", "# Where the former site had them.", *lines, ""]) if lines else text


class Raw(str):
    """Code that is written as it is."""

    __slots__ = ()


def assignment(name: str, value: Any) -> str:
    """Return a line of settings, or several lines for a long list or table."""
    return f"{name} = {written(value)}"


def written(value: Any) -> str:
    """Return a value as Python code."""
    if isinstance(value, Raw):
        return str(value)
    plain = quoted(value)
    if len(plain) < 90 or not isinstance(value, dict | list):
        return plain
    if isinstance(value, dict):
        return "".join(["{\n", *(f"    {quoted(key)}: {quoted(one)},\n" for key, one in value.items()), "}"])
    return "".join(["[\n", *(f"    {quoted(one)},\n" for one in value), "]"])


def quoted(value: Any) -> str:
    """Return a value as ``repr`` does, but with double quotes where that is possible."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{quoted(key)}: {quoted(one)}' for key, one in value.items())}}}"
    if isinstance(value, list | tuple):
        inner = ", ".join(map(quoted, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    plain = repr(value)
    return f'"{plain[1:-1]}"' if isinstance(value, str) and plain[0] == "'" and '"' not in plain else plain


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def texts_in(plan: Plan) -> int:
    """Return how many of the copied files are texts."""
    return sum(is_text(target) for target in plan.copied)
