"""Liquid, which Jekyll and Eleventy run before Markdown. What has a fixed meaning is replaced.

Sources: https://jekyllrb.com/docs/liquid/tags/, https://jekyllrb.com/docs/variables/,
https://shopify.github.io/liquid/.
"""

import re
from collections.abc import Iterator

from ..commonmark.context import Context
from ..commonmark.prepare import Edit, as_written
from ..markdown_text import place
from .hugo import value_at

PIECE = re.compile(
    r"\{%-?\s*(?P<raw>raw|comment|verbatim)\s*-?%\}(?P<inside>.*?)\{%-?\s*end(?P=raw)\s*-?%\}"
    r"|\{%-?\s*highlight\s+(?P<info>[^%\n]*?)\s*-?%\}\n?(?P<code>.*?)\n?[ \t]*\{%-?\s*endhighlight\s*-?%\}"
    r"|\{%-?\s*(?P<tag>\w+)(?P<arguments>(?:[^%\n]|%(?!\}))*)-?%\}"
    r"|(?P<variable>\{\{-?\s*(?P<expression>[^{}\n]*?)\s*-?\}\})",
    re.S,
)


def liquid(text: str, context: Context) -> Iterator[Edit]:
    """Replace the Liquid of a text, code included, as Jekyll does."""
    for match in PIECE.finditer(text) if "{%" in text or "{{" in text else ():
        yield Edit(match.start(), match.end(), _replacement(match, text, context))


def _replacement(match: re.Match[str], text: str, context: Context) -> str:
    if match["raw"]:
        return "" if match["raw"] == "comment" else as_written(context, match["inside"])
    if match["code"] is not None:
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", match["code"])), default=0))
        return f"{fence}{match['info']}\n{match['code']}\n{fence}"
    if match["tag"]:
        made = _tag(match["tag"], match["arguments"].strip().strip("-").strip(), context)
        what, rule = f"the tag {{% {match['tag']} %}}", "leftover-tag"
    else:
        made = _variable(match["expression"], text[match.end() :][:2], context)
        what, rule = f"the variable {{{{ {match['expression']} }}}}", "leftover-variable"
    if made is not None:
        return made
    context.leftover(rule, what, *place(text, match.start()))
    return as_written(context, match[0])


def _tag(name: str, arguments: str, context: Context) -> str | None:
    words = arguments.strip("\"'")
    if name == "link":
        return f"{{filename}}/{words.lstrip('/')}".replace(" ", "%20")
    if name == "post_url":
        found = context.files.named(words.rpartition("/")[2])
        return f"{{filename}}/{found}".replace(" ", "%20") if found else None
    return None


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
