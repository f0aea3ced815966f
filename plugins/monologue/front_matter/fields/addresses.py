"""Where a content is written, and which old addresses lead there."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from .form import Form, shown, text_of

FILE_ENDINGS = (".html", ".htm", ".txt", ".xml", ".json", ".php", ".asp", ".aspx")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
PATTERN = re.compile(r"(?:\A|[/_-]):[a-z]|[{}<>*?#\\]")
JEKYLL_STYLES = frozenset("date pretty ordinal weekdate none".split())
"""Names of patterns: https://jekyllrb.com/docs/permalinks/#built-in-formats."""


def read_address(form: Form) -> None:
    """Fill in ``slug``, ``url`` and ``save_as``, and ``redirects``."""
    _slug(form)
    path, save_as = form.given("save_as")
    if isinstance(save_as, str) and save_as:  # Pelican's own pair, taken as it is
        _own_pair(form, path, save_as)
    else:
        _url(form)
    _redirects(form)


def site_path(address: str) -> tuple[str, str]:
    """Return the URL, relative to the site, and the file that stands for an address.

    An address without a known file ending is a directory: ``/about`` is
    ``about/``, written as ``about/index.html``.
    """
    path = re.sub(r"/{2,}", "/", address.strip()).lstrip("/")
    if path.lower().endswith(FILE_ENDINGS):
        return path, path
    path = path.rstrip("/")
    url = f"{path}/" if path else ""
    return url, f"{url}index.html"


def leads_out(path: str) -> bool:
    """Whether a relative path climbs out of its directory, or cannot be a path at all."""
    names = unquote(path).replace("\\", "/").split("/")  # a browser takes %2e for a dot
    return ".." in names or any(ord(character) < 32 for character in path)


def is_url(address: str) -> bool:
    """Whether a text can be read as a URL; feeds and links join it to that of the site."""
    try:
        return bool(urlsplit(address.lstrip("/"))) and bool(urlsplit(address))
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
    elif leads_out(text):
        form.fault("unsafe-path", path, f"the slug {text} points outside the output folder")
    elif not is_url(text):
        form.fault("unsafe-path", path, f"the slug {text} does not make a valid URL")
    elif slug := re.sub(r"\s+", "-", text.strip().strip("/")):
        form.set("slug", slug, path)


def _own_pair(form: Form, path: str, save_as: str) -> None:
    form.used |= {"url", "save_as"}
    if leads_out(save_as) or save_as.startswith("/") or not is_url(save_as):
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
    """Take the first field that holds an address of this site; one that cannot be used is passed over."""
    for path, value in form.candidates("url"):
        if isinstance(value, dict | list | bool):
            if path == "permalink" and isinstance(value, list):
                form.wrong(path, "a path", value)
            continue
        address = str(value).strip()
        if not _is_of_this_site(form, path, address):
            continue
        if PATTERN.search(address) or address in JEKYLL_STYLES:
            hint = "write the path itself, or set ARTICLE_URL for all articles"
            form.fault(
                "url-pattern", path, f"{path}: {address} is a pattern, not a path, and is ignored", hint
            )
        elif leads_out(address):
            form.fault("unsafe-path", path, f"{path}: {address} points outside the output folder")
        else:
            form.used.add(path)
            for name, part in zip(("url", "save_as"), site_path(address), strict=True):
                form.set(name, part, path)
            return


def _is_of_this_site(form: Form, path: str, address: str) -> bool:
    if OUTSIDE.match(address) or (path == "url" and form.dialect.name == "obsidian"):
        return False
    without_slash = {"url": form.dialect.url_is_address, "path": form.dialect.path_is_address}
    return address.startswith("/") or without_slash.get(path.lower(), True)


def _redirects(form: Form) -> None:
    """Keep the old addresses as files of the output; names with blanks and no slash are other names.

    A file that begins with ``./`` is beside the content, wherever that is written.
    """
    if not form.dialect.aliases_are_addresses:
        return
    for path, value in form.candidates("redirects"):
        is_relative = form.dialect.aliases_are_relative
        addresses = [
            _old_address(item, is_relative) for item in (value if isinstance(value, list) else [value])
        ]
        if isinstance(value, dict | bool):
            form.wrong(path, "a list of paths", value)
        files = list(dict.fromkeys(address for address in addresses if address))
        if files:
            form.set("redirects", [*form.metadata.get("redirects", ()), *files], path)


def _old_address(value: Any, is_relative: bool) -> str:
    address = str(value).strip() if isinstance(value, str | int | float) else ""
    is_name = "/" not in address and (" " in address or not address.isascii())
    if not address or is_name or OUTSIDE.match(address) or PATTERN.search(address) or leads_out(address):
        return ""
    return f"{'./' if is_relative and address[0] != '/' else ''}{site_path(address)[1]}"


def beside(save_as: str, url: str) -> str:
    """Return the file of an old address, for the content at ``url``."""
    if not save_as.startswith("./"):
        return save_as
    return f"{url.rstrip('/').rpartition('/')[0]}/{save_as[2:]}".lstrip("/")
