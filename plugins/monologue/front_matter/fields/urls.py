"""The URL and output file of content, and the old URLs that redirect to it."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from .form import Form, shown, text_of

FILE_ENDINGS = (".html", ".htm", ".txt", ".xml", ".json", ".php", ".asp", ".aspx")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
PATTERN = re.compile(r"(?:\A|[/_-]):[a-z]|[{}<>*?#\\]")
JEKYLL_STYLES = frozenset("date pretty ordinal weekdate none".split())
"""Names of patterns: https://jekyllrb.com/docs/permalinks/#built-in-formats."""


def read_urls(form: Form) -> None:
    """Fill in ``slug``, ``url`` and ``save_as``, and ``redirects``."""
    _slug(form)
    path, save_as = form.given("save_as")
    if isinstance(save_as, str) and save_as:  # Pelican's own pair, used as written
        _own_pair(form, path, save_as)
    else:
        _url(form)
    _redirects(form)


def site_path(written: str) -> tuple[str, str]:
    """Return the URL, relative to the site, and the output file for a path.

    A path without a known file extension is a directory: ``/about`` is
    ``about/``, written as ``about/index.html``.
    """
    path = re.sub(r"/{2,}", "/", written.strip()).lstrip("/")
    if path.lower().endswith(FILE_ENDINGS):
        return path, path
    path = path.rstrip("/")
    url = f"{path}/" if path else ""
    return url, f"{url}index.html"


def leads_outside(path: str) -> bool:
    """Return whether a relative path points outside its directory, or is not a valid path."""
    names = unquote(path).replace("\\", "/").split("/")  # browsers decode %2e to a dot
    return ".." in names or any(ord(character) < 32 for character in path)


def is_url(url: str) -> bool:
    """Return whether a text can be parsed as a URL, because feeds and links join it to the site's URL."""
    try:
        return bool(urlsplit(url.lstrip("/"))) and bool(urlsplit(url))
    except ValueError:
        return False


def _slug(form: Form) -> None:
    if not (found := form.first("slug")):
        return
    path, value = found
    form.used |= {path} & {"slug"}
    text = text_of(value)
    if text is None or isinstance(value, bool):
        form.wrong(path, "text", value)
    elif leads_outside(text):
        form.fault("unsafe-path", path, f"the slug {text} points outside the output folder")
    elif not is_url(text):
        form.fault("unsafe-path", path, f"the slug {text} does not make a valid URL")
    elif slug := re.sub(r"\s+", "-", text.strip().strip("/")):
        form.set("slug", slug, path)


def _own_pair(form: Form, path: str, save_as: str) -> None:
    form.used |= {"url", "save_as"}
    if leads_outside(save_as) or save_as.startswith("/") or not is_url(save_as):
        form.fault("unsafe-path", path, f"{save_as} is outside the output folder, or is not a valid URL")
        return
    form.set("save_as", save_as, path)
    field, url = form.given("url")
    is_given = isinstance(url, str) and url != ""
    if is_given and not is_url(url):
        form.fault("unsafe-path", field, f"{field}: {shown(url)} is not a valid URL")
        return
    form.set("url", url.lstrip("/") if is_given else save_as, field if is_given else path)


def _url(form: Form) -> None:
    """Use the first field with a URL of this site; skip those that cannot be used."""
    for path, value in form.candidates("url"):
        if isinstance(value, dict | list | bool):
            if path == "permalink" and isinstance(value, list):
                form.wrong(path, "a path", value)
            continue
        url = str(value).strip()
        if not _is_of_this_site(form, path, url):
            continue
        if PATTERN.search(url) or url in JEKYLL_STYLES:
            hint = "write the path itself, or set ARTICLE_URL for all articles"
            form.fault("url-pattern", path, f"{path}: {url} is a pattern, not a path, and is ignored", hint)
        elif leads_outside(url):
            form.fault("unsafe-path", path, f"{path}: {url} points outside the output folder")
        else:
            form.used.add(path)
            for name, part in zip(("url", "save_as"), site_path(url), strict=True):
                form.set(name, part, path)
            return


def _is_of_this_site(form: Form, path: str, url: str) -> bool:
    if OUTSIDE.match(url) or (path == "url" and form.dialect.name == "obsidian"):
        return False
    without_slash = {"url": form.dialect.url_without_slash, "path": form.dialect.path_without_slash}
    return url.startswith("/") or without_slash.get(path.lower(), True)


def _redirects(form: Form) -> None:
    """Store the old URLs as output files; aliases with spaces and no slash are alternative names, not URLs.

    A file that begins with ``./`` is relative to the URL of the content.
    """
    if not form.dialect.aliases_are_urls:
        return
    for path, value in form.candidates("redirects"):
        is_relative = form.dialect.aliases_are_relative
        urls = [_old_url(item, is_relative) for item in (value if isinstance(value, list) else [value])]
        if isinstance(value, dict | bool):
            form.wrong(path, "a list of paths", value)
        files = list(dict.fromkeys(url for url in urls if url))
        if files:
            form.set("redirects", [*form.metadata.get("redirects", ()), *files], path)


def _old_url(value: Any, is_relative: bool) -> str:
    url = str(value).strip() if isinstance(value, str | int | float) else ""
    is_name = "/" not in url and (" " in url or not url.isascii())
    if not url or is_name or OUTSIDE.match(url) or PATTERN.search(url) or leads_outside(url):
        return ""
    return f"{'./' if is_relative and url[0] != '/' else ''}{site_path(url)[1]}"


def alias_file(save_as: str, url: str) -> str:
    """Return the output file of an old URL, for the content at ``url``."""
    if not save_as.startswith("./"):
        return save_as
    return f"{url.rstrip('/').rpartition('/')[0]}/{save_as[2:]}".lstrip("/")
