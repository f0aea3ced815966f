"""Quarto's shortcodes. Those that are built in and have a static meaning are replaced; others are reported.

Source: https://quarto.org/docs/authoring/shortcodes.html.
"""

import re
from collections.abc import Iterator
from html import escape
from posixpath import dirname, join, normpath

from ..commonmark.context import Context
from ..commonmark.prepare import Edit, as_written, insert, placed
from ..markdown_text import code_of, place, span_at
from .embeds import attribute, link_to
from .hugo import arguments_of, value_at

INCLUDE = re.compile(
    r"^[ \t]*\{\{<[ \t]*include[ \t]+(?P<path>[^\n{}<>]*[^\s{}<>])[ \t]*>\}\}[ \t]*$", re.MULTILINE
)
CODE = re.compile(
    r"\{\{(?P<escaped>\{)?<[ \t]*(?P<name>[\w-]+)(?P<arguments>(?:[^\n{}<>\"]|\"[^\"\n]*\")*)>\}\}"
    r"(?(escaped)\})"
)
MOST_INCLUDES = 100
"""How many files a text can include, those included by others counted."""
VIDEOS = (("youtu", "youtube"), ("vimeo", "vimeo"))


def includes(text: str, context: Context) -> Iterator[Edit]:
    """Replace each ``{{< include _part.qmd >}}`` by the text of the file, also in code."""
    left = [MOST_INCLUDES]
    for match in INCLUDE.finditer(text) if "{{<" in text else ():
        included = _included(match, context.text.path, (), left, context)
        if included is not None:
            yield Edit(*match.span(), included)


def _included(
    match: re.Match[str], path: str, above: tuple[str, ...], left: list[int], context: Context
) -> str | None:
    """Return the text of a file with what it includes; None if it cannot be included."""
    target = normpath(join(dirname(path), match["path"].strip("\"'"))).lstrip("/")
    found = context.files.text(target) if left[0] > 0 and target not in (*above, path) else None
    if found is None:
        return None
    left[0] -= 1

    def inner(one: re.Match[str]) -> str:
        made = _included(one, target, (*above, path), left, context)
        return one[0] if made is None else made

    return INCLUDE.sub(inner, found.markdown).strip("\n")


def shortcodes(text: str, context: Context) -> Iterator[Edit]:
    """Replace the shortcodes of a text; those in code are examples."""
    if "{{" not in text:
        return
    code = code_of(text)
    for match in CODE.finditer(text):
        start, end = match.span()
        if match["escaped"]:  # {{{< x >}}} shows how a shortcode is written
            yield Edit(start, end, as_written(context, match[0][1:-1]))
        elif not span_at(start, code):
            made = _made(match["name"], *arguments_of(match["arguments"]), context)
            if made is None:
                context.leftover("leftover-shortcode", f"the shortcode {match['name']}", *place(text, start))
                made = as_written(context, match[0])
            yield placed(text, start, end, made)


def _made(name: str, positional: list[str], named: dict[str, str], context: Context) -> str | None:
    """Return what a shortcode becomes: text or a placeholder; None if it is unknown."""
    first = positional[0] if positional else ""
    if name == "pagebreak":
        return insert(context, "")
    if name == "meta":
        value = value_at(context.text.fields, first)
        return None if value is None else as_written(context, str(value))
    if name == "kbd" and first:
        return insert(context, f"<kbd>{escape(first, quote=False)}</kbd>", first)
    if name == "video" and first:
        return insert(context, _video(first, named.get("title", "")), first)
    return None


def _video(url: str, title: str) -> str:
    """Return a link to a video on another site, or a player for a file."""
    service = next((name for part, name in VIDEOS if part in url), None)
    if service and url.startswith("http"):
        return link_to(service, url, title)
    named = f" {attribute('title', title)}" if title else ""
    return f"<video controls {attribute('src', url)}{named}></video>"
