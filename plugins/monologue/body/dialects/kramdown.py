"""What kramdown, Jekyll's Markdown, adds: attributes in ``{: .class #id}``, and ``{:toc}``.

Source: https://kramdown.gettalong.org/syntax.html.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..commonmark.context import Context
from ..commonmark.headings import attributes_in
from ..commonmark.prepare import Edit

TOC = re.compile(r"^(?:[-*+]|\d+\.)[ \t]+[^\n]*\n\{:\s*toc\b[^}\n]*\}[ \t]*$", re.M)
OWN_LINE = re.compile(r"^\{:(?P<inside>[^{}\n]*)\}[ \t]*$", re.M)
SPAN = re.compile(r"\{:(?P<inside>[^{}\n]*)\}")
ONLY = re.compile(r"\s*\{:(?P<inside>[^{}\n]*)\}\s*")
LAST = re.compile(r"\n[ \t]*\{:(?P<inside>[^{}\n]*)\}[ \t]*\Z")
NO_CONTENTS = re.compile(r"\{:\s*\.no_toc\s*\}")
INLINE = frozenset({"link_close", "em_close", "strong_close", "code_inline", "image", "s_close"})


def kramdown_lines(text: str, context: Context) -> Iterator[Edit]:
    """Put ``[TOC]`` where ``{:toc}`` is, and put attributes of a block into a paragraph of their own."""
    tocs = [match.span() for match in TOC.finditer(text)]
    edits = [Edit(start, end, "[TOC]") for start, end in tocs]
    for match in OWN_LINE.finditer(text):
        if not any(start <= match.start() < end for start, end in tocs):
            edits += [Edit(match.start(), match.start(), "\n"), Edit(match.end(), match.end(), "\n")]
    yield from sorted(edits)


def attributes(parser: MarkdownIt) -> None:
    """Parse ``{: .class #id key="value"}`` below a block, and behind a link, an image, code or emphasis."""
    parser.core.ruler.after("inline", "kramdown_spans", _spans)
    parser.core.ruler.after("kramdown_spans", "kramdown_blocks", _blocks)


def _spans(state: StateCore) -> None:
    for token in state.tokens:
        children = token.children or []
        for index, child in enumerate(children[1:], 1):
            before = children[index - 1]
            match = SPAN.match(child.content) if child.type == "text" and before.type in INLINE else None
            if match:
                _apply(_opening(children, index - 1), match["inside"])
                child.content = child.content[match.end() :]


def _blocks(state: StateCore) -> None:
    made: list[Token] = []
    for token in state.tokens:
        made.append(token)
        if token.type != "paragraph_close" or made[-2].type != "inline":
            continue
        if (match := ONLY.fullmatch(made[-2].content)) and len(made) > 3:
            del made[-3:]
            _apply(_opening(made, len(made) - 1), match["inside"])
        elif match := LAST.search(made[-2].content):
            _apply(made[-3], match["inside"])
            children = made[-2].children or []
            while children and children[-1].type != "softbreak":
                children.pop()
            made[-2].children = children[:-1]
    state.tokens = made


def _apply(token: Token, inside: str) -> None:
    for name, value in attributes_in(inside.strip()).items():
        before = token.attrs.get(name) if name == "class" else None
        token.attrs[name] = f"{before} {value}" if before else value


def _opening(tokens: list[Token], index: int) -> Token:
    """Return the token that opens what the token at ``index`` closes."""
    depth = 0
    for token in reversed(tokens[: index + 1]):
        depth -= token.nesting
        if depth == 0:
            return token
    return tokens[index]
