"""Ids of headings by GitHub's rule, so that links to them work as on GitHub.

Source: https://github.com/gjtorikian/html-pipeline, ``TableOfContentsFilter``: letters and digits of any
script, ``-`` and ``_`` are kept, in lower case; spaces become ``-``; a second heading of a text gets ``-1``.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

DROPPED = re.compile(r"[^\w\- ]+")
PLAIN = "plain"
"""The key of a token's ``meta`` for the text of a heading before its quotes and dashes are changed."""
OWN_ID = re.compile(r"\s*\{\s*:?\s*(?P<inside>#?[\w:.-][^{}\n]*)\}\s*\Z")
NAME = re.compile(
    r"#(?P<id>[^\s{}#.]+)|\.(?P<class>[\w-]+)|(?P<key>[\w:-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))|(?P<dash>-)(?=\s|\Z)"
)


def heading_id(text: str, separator: str = "-") -> str:
    """Return the id of a heading. Also a ``slugify`` function for Python-Markdown's extension ``toc``."""
    return DROPPED.sub("", text.strip().lower()).replace(" ", separator)


def heading_ids(parser: MarkdownIt) -> None:
    """Give every heading an id; one that the author wrote is kept."""
    parser.core.ruler.push("heading_ids", partial(add_ids, make=heading_id))


def own_ids(parser: MarkdownIt) -> None:
    """Parse ``## Title {#id .class}``."""
    parser.core.ruler.after("inline", "own_ids", _read_own)


def _headings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [(token, tokens[i + 1]) for i, token in enumerate(tokens) if token.type == "heading_open"]


def _read_own(state: StateCore) -> None:
    for heading, inline in _headings(state.tokens):
        last = inline.children[-1] if inline.children else None
        match = OWN_ID.search(last.content) if last and last.type == "text" else None
        if last and match and (attributes := attributes_in(match["inside"])):
            last.content = last.content[: match.start()]
            heading.attrs.update(attributes)


def attributes_in(text: str) -> dict[str, str | int | float]:
    """Return the attributes of ``#id .class key=value``; empty if there is anything else."""
    rest = NAME.sub("", text)
    if rest.strip():
        return {}
    found: dict[str, str | int | float] = {}
    for match in NAME.finditer(text):
        if match["id"]:
            found["id"] = match["id"]
        elif name := match["class"] or ("unnumbered" if match["dash"] else ""):
            found["class"] = f"{found['class']} {name}" if "class" in found else name
        elif not match["key"].lower().startswith("on"):
            found[match["key"]] = match["quoted"] if match["quoted"] is not None else match["bare"]
    return found


def add_ids(state: StateCore, make: Callable[[str], str]) -> None:
    """Give every heading without an id the one that ``make`` returns for its text, or that with a number."""
    headings = _headings(state.tokens)
    taken = {str(heading.attrs["id"]) for heading, _ in headings if "id" in heading.attrs}
    numbers: dict[str, int] = {}
    """The last number that each text got."""
    for heading, inline in headings:
        if "id" in heading.attrs:
            continue
        name = wanted = make(inline.meta.get(PLAIN) or text_of(inline.children or [])) or "section"
        number = numbers.get(wanted, 0)
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        numbers[wanted] = number
        taken.add(name)
        heading.attrs = {"id": name, **heading.attrs}


def text_of(tokens: Sequence[Token]) -> str:
    """Return the visible text of inline tokens."""
    pieces = []
    for token in tokens:
        if token.type in {"text", "text_special", "code_inline"}:
            pieces.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(text_of(token.children or []))
    return "".join(pieces)
