"""How each generator makes a part of a URL from a name, and the patterns of URLs that they have in common."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from posixpath import basename, dirname, splitext

Slug = Callable[[str], str]
FILE_DATE = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:[-_ ](?P<rest>.+))?\Z")
LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<lang>[a-z]{2}(?:[-_][A-Za-z]{2,4})?)\Z")
MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
"""The extensions of texts that every generator reads, in lower case."""


def is_text(name: str, *further: str) -> bool:
    """Return whether a file is Markdown, by its extension; ``further`` are extensions of one generator."""
    return name.lower().endswith((*MARKDOWN, *further))


def is_mdx(name: str) -> bool:
    """Return whether Astro reads a file as a text."""
    return is_text(name, ".mdx")


def is_qmd(name: str) -> bool:
    """Return whether Quarto reads a file as a text."""
    return is_text(name, ".qmd", ".rmd")


def stem_of(path: str) -> str:
    """Return the name of a file, without its folder and extension."""
    return splitext(basename(path))[0]


def joined(*parts: str) -> str:
    """Join parts of a URL with one slash between them, without one at either end."""
    return "/".join(part for part in (one.strip("/") for one in parts) if part)


def as_folder(path: str) -> str:
    """Return a path as a URL that ends with a slash; the front page is empty. ``..`` is left out."""
    parts = path.strip().split("/")
    path = "/".join(part for part in parts[:-1] if part.strip(".")) + f"/{parts[-1]}"
    path = path.lstrip("/") if parts[-1].strip(".") or not parts[-1] else path.rpartition("/")[0].lstrip("/")
    if path.endswith((".html", ".htm")):
        return path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
    return f"{path.rstrip('/')}/" if path.strip("/") else ""


def without_index(path: str) -> str:
    """Return a path without its extension; for ``index``, that of its folder."""
    plain = splitext(path)[0]
    return dirname(plain) if basename(plain) in {"index", "_index"} else plain


def dated(name: str) -> tuple[str, str]:
    """Split ``2024-05-01-name`` into its date and its name; without a date, it is empty."""
    match = FILE_DATE.match(name)
    return (match["date"], match["rest"] or name) if match else ("", name)


def unchanged(name: str) -> str:
    """Return the name as it is: Eleventy and Quarto."""
    return name


def astro(name: str) -> str:
    """Slug as the package github-slugger does, which Astro uses for the ids of a collection."""
    kept = (char for char in name.lower() if char in " -_" or unicodedata.category(char)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def hugo(name: str) -> str:
    """Slug as Hugo's ``urlize`` does: https://gohugo.io/functions/urls/urlize/."""
    kept = (char for char in name if char in " -_.+~@#" or unicodedata.category(char)[0] in "LMN")
    return re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", "".join(kept).strip())).lower()


def jekyll(name: str) -> str:
    """Slug as Jekyll does for ``:title``: https://github.com/jekyll/jekyll, ``Utils.slugify``, cased."""
    plain = "".join(
        char if char in "._~!$&'()+,;=@" or unicodedata.category(char)[0] in "LMN" else "-" for char in name
    )
    return re.sub(r"-{2,}", "-", plain).strip("-")


def plain(name: str) -> str:
    """Slug in ASCII, with hyphens: Zola, and the filter ``slugify`` of Eleventy."""
    from unidecode import unidecode  # noqa: PLC0415 - only some sites need its tables

    return re.sub(r"[^a-z0-9]+", "-", unidecode(name).lower()).strip("-")


def obsidian(name: str) -> str:
    """Slug a note; a vault has no URLs, so this is ours."""
    return astro(name).strip("-") or name


def filled(pattern: str, words: Mapping[str, str], date: datetime | None) -> str | None:
    """Fill in a pattern such as ``/:year/:month/:title/``; None if it needs something that is missing.

    Sources: https://jekyllrb.com/docs/permalinks/#placeholders and
    https://gohugo.io/content-management/urls/#tokens.
    """
    tokens = {**(of_date(date) if date else {}), **words}
    names = sorted(re.findall(r":([a-z_]+)", pattern), key=len, reverse=True)
    if any(name not in tokens for name in names):
        return None
    return re.sub(r":([a-z_]+)", lambda match: tokens[match[1]], pattern)


def of_date(date: datetime) -> dict[str, str]:
    """Return the placeholders that a date fills in."""
    return {
        "year": f"{date.year:04}",
        "short_year": f"{date.year % 100:02}",
        "month": f"{date.month:02}",
        "i_month": str(date.month),
        "monthname": date.strftime("%B").lower(),
        "day": f"{date.day:02}",
        "i_day": str(date.day),
        "y_day": f"{date.timetuple().tm_yday:03}",
        "yearday": str(date.timetuple().tm_yday),
        "hour": f"{date.hour:02}",
        "minute": f"{date.minute:02}",
        "second": f"{date.second:02}",
    }


IN_PELICAN = {
    "year": "{date:%Y}",
    "short_year": "{date:%y}",
    "month": "{date:%m}",
    "i_month": "{date.month}",
    "day": "{date:%d}",
    "i_day": "{date.day}",
    "y_day": "{date:%j}",
    "hour": "{date:%H}",
    "minute": "{date:%M}",
    "second": "{date:%S}",
    "title": "{slug}",
    "slug": "{slug}",
    "filename": "{slug}",
    "contentbasename": "{slug}",
    "slugorfilename": "{slug}",
    "slugorcontentbasename": "{slug}",
    "name": "{slug}",
    "output_ext": ".html",
    "categories": "",
    "collection": "",
}


def in_pelican(pattern: str, further: Mapping[str, str]) -> str:
    """Translate a pattern into one of Pelican's settings; empty if that is not possible.

    ``further`` has the placeholders whose values are known for all texts.
    """
    known = {**IN_PELICAN, **further}
    names = re.findall(r":([a-z_]+)", pattern)
    if any(name not in known for name in names) or set("{}") & set(pattern):
        return ""
    return as_folder(re.sub(r":([a-z_]+)", lambda match: known[match[1]], pattern))
