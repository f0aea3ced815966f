"""Hugo's shortcodes. Those that are built in and have a static meaning become HTML; others are reported.

Sources: https://gohugo.io/content-management/shortcodes/ and https://gohugo.io/shortcodes/.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from ..commonmark.context import Context
from ..commonmark.prepare import Edit, as_written, insert, placed
from ..markdown_text import Closings, fenced, place
from .embeds import figure, link_to

CODE = re.compile(
    r"\{\{(?P<mark>[<%])(?P<comment>/\*)?\s*+(?P<close>/)?\s*+(?P<name>[\w./-]++)?(?P<arguments>"
    r"(?:[^\"`%>}{]|\"(?:[^\"\\{]|\\.|\{(?!\{))*\"|`[^`{]*`|[%>}](?!\})|\{(?!\{))*+)(?:\*/)?[%>]\}\}"
)
"""Another opening ends the search, to stay linear."""
ARGUMENT = re.compile(
    r"(?:(?P<name>[\w-]+)\s*=\s*)?(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"`=]+))"
)
LINKS = {name: name for name in ("youtube", "vimeo", "gist", "instagram", "slideshare", "speakerdeck")}
POSTS = frozenset({"x", "tweet", "twitter", "x_simple", "twitter_simple"})
IMAGE = ("src", "alt", "width", "height", "loading", "class")
FIGURES = frozenset({"img", "image"})
"""Shortcodes of many themes, with the arguments of Hugo's own ``figure``."""


class Shortcode(NamedTuple):
    """One shortcode in a text."""

    name: str
    positional: list[str]
    named: dict[str, str]
    start: int
    end: int

    def get(self, name: str, position: int = -1) -> str:
        """Return an argument by its name, or by its position from 0; else ``""``."""
        listed = self.positional[position] if 0 <= position < len(self.positional) else ""
        return self.named.get(name, listed)


def shortcodes(text: str, context: Context) -> Iterator[Edit]:
    """Replace the shortcodes of a text."""
    end = 0
    closings = Closings(text, r"\{\{[<%]\s*/\s*{}\s*[%>]\}\}")
    for match in CODE.finditer(text) if "{{" in text else ():
        if match.start() < end:
            continue
        edit = _edit(match, text, closings, context)
        end = edit.end
        yield edit


def _edit(match: re.Match[str], text: str, closings: Closings, context: Context) -> Edit:
    start, end = match.span()
    if match["comment"]:  # {{</* x */>}} shows how a shortcode is written
        return Edit(start, end, as_written(context, re.sub(r"/\*|\*/", "", match[0])))
    name = (match["name"] or "").lower()
    if match["close"]:
        closing = {"details": "</details>"}.get(name)
        made = insert(context, closing, match[0]) if closing else as_written(context, match[0])
        return placed(text, start, end, made)
    code = Shortcode(name, *arguments_of(match["arguments"].rstrip().removesuffix("/")), start, end)
    if name == "highlight" and not match["arguments"].rstrip().endswith("/"):
        return _highlight(code, text, closings, context)
    replacement = _made(code, text, context)
    if replacement is None:
        context.leftover("leftover-shortcode", f"the shortcode {name or match[0][:20]}", *place(text, start))
        replacement = as_written(context, match[0])
    return placed(text, start, end, replacement)


def _made(code: Shortcode, text: str, context: Context) -> str | None:
    """Return what a shortcode becomes: Markdown or a placeholder; None if it is unknown."""
    name = code.name
    if name in {"ref", "relref"}:
        path = code.get("path", 0)
        return url_in(text, code.start, link_of(path, context), path)
    if name == "blogdown/postref":  # the URL of the text itself: https://bookdown.org/yihui/blogdown/
        return ""
    if name == "param":
        value = value_at(context.text.fields, code.get("name", 0))
        return None if value is None else str(value)
    html = None
    if name in LINKS and (code.positional or code.named):
        parts = code.positional[:2] if name == "gist" else [code.get("id", 0)]
        html = link_to(LINKS[name], "/".join(parts), code.get("title"))
    elif name in POSTS and (code.positional or code.get("id")):
        user, number = code.get("user", 0), code.get("id", 1)
        html = link_to("x", f"{user}/status/{number}" if user and number else f"i/status/{user or number}")
    elif name == "figure" or (name in FIGURES and code.get("src")):
        html = _figure(code, context)
    elif name == "details":
        opened = " open" if code.get("open") == "true" else ""
        summary = context.inline(code.get("summary", 0) or "Details")
        html = f"<details{opened}>\n<summary>{summary}</summary>"
    return None if html is None else insert(context, html, html)


def _figure(code: Shortcode, context: Context) -> str:
    attributes = {name: code.named[name] for name in IMAGE if name in code.named}
    attributes.setdefault("src", code.get("src", 0))
    words = [f"<h4>{escape(code.get('title'), quote=False)}</h4>"] if code.get("title") else []
    caption, credit = code.get("caption"), code.get("attr")
    attributes.setdefault("alt", re.sub(r"[*_`]|\]\([^)]*\)|\[", "", caption))
    if caption or credit:
        credit = (
            f'<a href="{escape(code.get("attrlink"))}">{escape(credit)}</a>'
            if code.get("attrlink")
            else escape(credit)
        )
        words.append(f"<p>{' '.join(filter(None, (context.inline(caption), credit)))}</p>")
    return figure(attributes, "".join(words), code.get("link"))


def _highlight(code: Shortcode, text: str, closings: Closings, context: Context) -> Edit:
    """Make a code fence of ``{{< highlight go "linenos=table" >}}``."""
    closing = closings.after("highlight", code.end)
    if not closing:
        message = "the shortcode highlight is never closed, and is shown as it is written"
        hint = "write {{< /highlight >}} below the code"
        context.report("unclosed-shortcode", message, *place(text, code.start), hint)
        return Edit(code.start, code.end, as_written(context, text[code.start : code.end]))
    info = f"{code.get('lang', 0)} {{{code.get('options', 1)}}}"
    return Edit(code.start, closing.end(), fenced(text[code.end : closing.start()].strip("\n"), info))


def link_of(path: str, context: Context) -> str:
    """Return the link to a page: to its file if it is found, else to the path as a URL."""
    path, mark, fragment = path.partition("#")
    name = path.strip("/")
    found = (context.named(name) or context.named(f"{name}/index")) if name else None
    is_file = re.search(r"\.\w+\Z", path)
    url = f"/{found}" if found else path
    made = f"{{filename}}{url}" if found or (is_file and url.startswith("/")) else url
    return made.replace(" ", "%20") + mark + fragment


def url_in(text: str, start: int, url: str, words: str) -> str:
    """Return a URL where a URL is expected, and a link elsewhere: ``start`` is where it is written."""
    before = text[max(start - 3, 0) : start]
    return url if before.endswith(("(", "(<", '"', "'", "=", "]: ")) else f"[{words}]({url})"


def arguments_of(text: str) -> tuple[list[str], dict[str, str]]:
    """Return the positional and the named arguments of a shortcode."""
    positional, named = [], {}
    for match in ARGUMENT.finditer(text):
        value = next(one for one in match.group("double", "raw", "bare") if one is not None)
        value = re.sub(r"\\(.)", r"\1", value) if match["double"] is not None else value
        if match["name"]:
            named[match["name"].lower()] = value
        else:
            positional.append(value)
    return positional, named


def value_at(fields: object, path: str) -> object:
    """Return the value of a dotted path in the front matter; None if there is none."""
    for name in path.split("."):
        fields = fields.get(name) if isinstance(fields, dict) else None
    return fields if isinstance(fields, str | int | float) else None
