"""The settings of the imported site: those of a new site, with the values of the former one."""

import re
from collections.abc import Mapping
from typing import Any

from .listings import Listings
from .model import Former
from .routing import Routing, paths

KINDS = ("article", "page")
MARKDOWN = frozenset({"md", "markdown", "mkd", "mdown"})
"""The extensions that are read without a setting."""
UNREAD = frozenset({"mdx", "qmd", "Rmd"})
"""Extensions that are reported if they are not read, as is right if the generator did not read them."""
LOOK = "\n# The look:"
"""The comment in a new site's settings before which the social links are written."""


class Code(str):
    """A value that is written as it is."""

    __slots__ = ()


def pelicanconf(text: str, former: Former, routing: Routing, listings: Listings) -> str:
    """Return pelicanconf.py; ``text`` is that of a new site."""
    identity = former.identity
    for name, value in (
        ("SITESUBTITLE", identity.subtitle),
        ("TIMEZONE", identity.timezone),
        ("MENUITEMS", list(listings.menu)),
    ):
        text = _replaced(text, name, value)
    if identity.social:
        social = assignment("SOCIAL", list(identity.social))
        text = text.replace(LOOK, f"\n# The links at the end of each page.\n{social}\n{LOOK}")
    head = f"# The folders and the URLs of the former site ({former.generator}); IMPORT.md lists them all."
    lines = [assignment(name, value) for name, value in _settings(former, routing, listings).items()]
    return "\n".join([text.rstrip("\n"), "", head, *lines, ""])


def _replaced(text: str, name: str, value: Any) -> str:
    """Return the settings with another value of one of them."""
    line = assignment(name, value)
    return re.sub(rf"^{name} = .*$", lambda _: line, text, flags=re.MULTILINE)


def _settings(former: Former, routing: Routing, listings: Listings) -> dict[str, Any]:
    """Return the settings of folders, URLs and listings."""
    found: dict[str, Any] = {"PATH": former.content} if former.content != "content" else {}
    found |= {f"{kind.upper()}_PATHS": own for kind in KINDS if (own := paths(former, kind))}
    found["STATIC_PATHS"] = []
    found["FRONT_MATTER"] = _front_matter(former, routing)
    if routing.path_metadata:
        plain = routing.path_metadata
        found["PATH_METADATA"] = plain if '"' in plain else Code(f'r"{plain}"')
    for kind, url in zip(KINDS, (routing.article_url, routing.page_url), strict=True):
        if paths(former, kind):
            found |= _pair(kind.upper(), url) | _pair(f"{kind.upper()}_LANG", f"{{lang}}/{url}")
    for name, value in listings.settings.items():
        found |= _pair(name.removesuffix("_URL"), value) if name.endswith("_URL") else {name: value}
    found |= _templates(listings)
    table = {**routing.table, **{one.path: {"status": "skip"} for one in former.dropped}}
    return {**found, **({"EXTRA_PATH_METADATA": table} if table else {})}


def _pair(name: str, url: str) -> dict[str, str]:
    """Return the settings of a URL and of its output file."""
    return {f"{name}_URL": url, f"{name}_SAVE_AS": f"{url}index.html" if url.endswith("/") else url}


def _front_matter(former: Former, routing: Routing) -> dict[str, Any]:
    """Return the setting ``FRONT_MATTER``: the dialect, further extensions, fields that set no URL."""
    extensions = sorted({text.path.rpartition(".")[2] for text in former.texts} - MARKDOWN)
    others = {target.rpartition(".")[2] for _, target in former.files} & UNREAD - set(extensions)
    return {
        "dialect": former.generator.lower(),
        **({"extensions": extensions} if extensions else {}),
        **({"severity": {"unread-file": "off"}} if others else {}),
        **({"fields": dict.fromkeys(routing.ignored_fields, "")} if routing.ignored_fields else {}),
    }


def _templates(listings: Listings) -> dict[str, Any]:
    """Return the settings that write the listings of the sections."""
    if not listings.templates:
        return {}
    names = ", ".join(map(quoted, listings.routes))
    return {
        "THEME_TEMPLATES_OVERRIDES": ["templates"],
        **({"DIRECT_TEMPLATES": Code(f"[*DIRECT_TEMPLATES, {names}]")} if names else {}),
        **{f"{name.upper()}_SAVE_AS": f"{url}index.html" for name, url in listings.routes.items()},
    }


def publishconf(text: str, former: Former, copied: Mapping[str, str]) -> str:
    """Return publishconf.py with the feeds of the former site, and without files that the site has itself.

    ``text`` is that of a new site; ``copied`` has the files of the new site.
    """
    lines = [assignment(name, value) for name, value in former.identity.feeds.items()]
    for name, file in (("ROBOTS_SAVE_AS", "robots.txt"), ("SITEMAP_SAVE_AS", "sitemap.xml")):
        if f"public/{file}" in copied:
            lines.append(f'{name} = ""  # public/{file} is used')
    return text + "\n".join(["", "# As on the former site.", *lines, ""]) if lines else text


def assignment(name: str, value: Any) -> str:
    """Return one setting as Python code; a long list or table has one entry in each line."""
    plain = quoted(value)
    if len(plain) + len(name) <= 100 or not isinstance(value, dict | list):
        return f"{name} = {plain}"
    if isinstance(value, dict):
        lines = [f"    {quoted(key)}: {quoted(one)},\n" for key, one in value.items()]
        return f"{name} = {{\n{''.join(lines)}}}"
    lines = [f"    {quoted(one)},\n" for one in value]
    return f"{name} = [\n{''.join(lines)}]"


def quoted(value: Any) -> str:
    """Return a value as ``repr`` does, but with double quotes where that is possible."""
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{quoted(key)}: {quoted(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(quoted, value))})"
    plain = repr(value)
    return f'"{plain[1:-1]}"' if isinstance(value, str) and plain[0] == "'" and '"' not in plain else plain
