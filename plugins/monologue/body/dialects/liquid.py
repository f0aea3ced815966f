"""Liquid, which Jekyll and Eleventy run before Markdown. What has a fixed meaning is replaced.

Sources: https://jekyllrb.com/docs/liquid/tags/, https://jekyllrb.com/docs/variables/,
https://shopify.github.io/liquid/.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from ..commonmark.context import Context
from ..commonmark.prepare import Edit, as_written
from ..markdown_text import Closings, fenced, place
from .hugo import url_in, value_at

PIECE = re.compile(
    r"\{%-?\s*(?P<tag>\w+)(?P<arguments>(?:[^%{\n]|%(?!\})|\{(?!%))*)%\}"
    r"|(?P<variable>\{\{(?P<expression>[^{}]{0,300})\}\})"
)
RAW = frozenset({"raw", "comment", "verbatim"})
SPACE = re.compile(r"\s*(?!\{%)")
RAW_TAGS = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}\n?")


def liquid(text: str, context: Context) -> Iterator[Edit]:
    """Replace the Liquid of a text, code included, as Jekyll does."""
    end = 0
    closings = Closings(text, r"\{%-?\s*end{}\s*-?%\}")
    for match in PIECE.finditer(text) if "{%" in text or "{{" in text else ():
        if match.start() >= end:
            edits = _paired(match, text, closings, context)
            edits = edits or [Edit(match.start(), match.end(), _replacement(match, text, context))]
            end = edits[-1].end
            yield from edits


def _paired(match: re.Match[str], text: str, closings: Closings, context: Context) -> list[Edit]:
    """Return the edits for a tag that has an end tag, and code or text between them; else none."""
    tag = match["tag"]
    closing = closings.after(tag, match.end()) if tag in RAW or tag == "highlight" else None
    if not closing:
        return []
    if tag == "comment":
        return [Edit(match.start(), closing.end(), "")]
    if tag == "highlight":
        code = RAW_TAGS.sub("", text[match.end() : closing.start()]).strip("\n")
        return [Edit(match.start(), closing.end(), fenced(code, _words(match["arguments"])))]
    # Only Liquid does not read what is between the tags: it is Markdown.
    return [_removed(*match.span(), text), _removed(*closing.span(), text)]


def _removed(start: int, end: int, text: str) -> Edit:
    """Return the edit that removes a tag; a hyphen before its end removes the white space behind it, too."""
    space = SPACE.match(text, end) if text.startswith("-%}", end - 3) else None
    return Edit(start, space.end() if space else end, "")


def _replacement(match: re.Match[str], text: str, context: Context) -> str:
    if match["tag"]:
        made = _tag(match, text, context)
        what, rule = f"the tag {{% {match['tag']} %}}", "leftover-tag"
    else:
        made = _variable(_words(match["expression"]), text[match.end() :][:2], context)
        what, rule = f"the variable {{{{ {_words(match['expression'])} }}}}", "leftover-variable"
    if made is not None:
        return made
    context.leftover(rule, what, *place(text, match.start()))
    return as_written(context, match[0])


def _words(inside: str) -> str:
    """Return the inside of a tag without the hyphens that remove white space."""
    return inside.strip().strip("-").strip()


def _tag(match: re.Match[str], text: str, context: Context) -> str | None:
    """Return the URL that ``{% link %}`` and ``{% post_url %}`` mean, as Markdown; None for any other tag."""
    words = _words(match["arguments"]).strip("\"'").strip("/")
    names = {"link": words, "post_url": words.rpartition("/")[2]}
    found = context.named(names[match["tag"]]) if names.get(match["tag"]) else None
    return url_in(text, match.start(), f"{{filename}}/{quote(found)}", found) if found else None


def _variable(expression: str, after: str, context: Context) -> str | None:
    name, *filters = (part.strip() for part in expression.split("|"))
    value = _value(name, after, context)
    for one in filters:
        if one not in {"relative_url", "absolute_url", "escape", "xml_escape", "strip", "url"}:
            return None
    return value


def _value(name: str, after: str, context: Context) -> str | None:
    """Return the value of a variable or of a quoted text; None if it is unknown."""
    if re.fullmatch(r"\"[^\"]*\"|'[^']*'", name):
        return name[1:-1]
    if name in {"site.baseurl", "site.url"}:  # a link of this site begins with a slash
        is_link = after.startswith("/") or after == "{{"
        return "" if is_link or name == "site.baseurl" else str(context.site.get("SITEURL", "")) or "/"
    if name.startswith("page."):
        value = value_at(context.text.fields, name.removeprefix("page."))
        return None if value is None else str(value)
    known = {"site.title": "SITENAME", "site.name": "SITENAME", "site.author": "AUTHOR"}
    setting = context.site.get(known.get(name, ""))
    return setting if isinstance(setting, str) else None
