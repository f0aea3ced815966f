"""What Obsidian adds to blocks and images: ``^block-id``, states of tasks, ``![alt|300](picture.png)``.

Source: https://help.obsidian.md/obsidian-flavored-markdown.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..commonmark.headings import heading_id

BLOCK_ID = re.compile(r"(?:^|\s)\^(?P<id>[A-Za-z0-9-]+)[ \t]*\Z")
BLOCK = "block"
"""The key of a token's ``meta`` for the id of a block."""
CELLS = frozenset({"td", "th"})
STATE = re.compile(r"\[(?P<state>[^\[\]\s])\][ \t]+")
SIZE = re.compile(r"\|(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?\Z")


def block_ids(parser: MarkdownIt) -> None:
    """Parse ``^id`` at the end of a block, and below it: it is the block's id, and is not shown."""
    parser.core.ruler.after("block", "block_ids", _block_ids)
    parser.core.ruler.push("ids_of_headings_first", _headings_first)


def _block_ids(state: StateCore) -> None:
    made: list[Token] = []
    openings: list[Token] = []
    last: Token | None = None
    seen: set[str] = set()
    for token in state.tokens:
        made.append(token)
        match = BLOCK_ID.search(token.content) if token.type == "inline" else None
        if token.nesting == 1:
            openings.append(token)
        elif token.nesting == -1:
            last = openings.pop()
        elif token.type != "inline":
            last = token
        elif match and openings and openings[-1].tag not in CELLS:
            token.content = token.content[: match.start()]
            if match["id"] not in seen:
                _set_id(match["id"], made, openings, last if match.start() == 0 else None)
            seen.add(match["id"])
    state.tokens = _without_empty(made)


def _set_id(name: str, made: list[Token], openings: list[Token], last: Token | None) -> None:
    """Give an id to the block that ends here; to the block above if the id is a paragraph of its own."""
    owner = openings[-2] if openings[-1].hidden and len(openings) > 1 else openings[-1]
    if last and last.level == openings[-1].level and openings[-1].type == "paragraph_open":
        owner = last
    if owner.type == "heading_open":  # its own id is made from its text
        made[-1].content += f'<span id="{name}"></span>' if name != heading_id(made[-1].content) else ""
    elif owner.nesting == 0:  # code or HTML
        owner_at = len(made) - 3
        opening = Token("block_open", "div", 1, block=True, map=owner.map, level=owner.level)
        opening.attrs = {"id": name}
        made[owner_at:-2] = [opening, owner, Token("block_close", "div", -1, block=True, level=owner.level)]
        owner = opening
    else:
        owner.attrs.setdefault("id", name)
    owner.meta[BLOCK] = name


def _headings_first(state: StateCore) -> None:
    """Remove the id of a block if a heading has the same."""
    taken = {token.attrs.get("id") for token in state.tokens if token.type == "heading_open"}
    for token in state.tokens:
        if BLOCK in token.meta and token.type != "heading_open" and token.attrs.get("id") in taken:
            token.attrs.pop("id", None)


def _without_empty(tokens: list[Token]) -> list[Token]:
    """Return tokens without paragraphs that had only an id."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        if token.type == "paragraph_close" and kept[-3].type == "paragraph_open" and not kept[-2].content:
            del kept[-3:]
    return kept


def task_states(parser: MarkdownIt) -> None:
    """Parse ``- [/] half done``: any character but x is a task to do."""
    parser.core.ruler.after("block", "task_states", _task_states)


def _task_states(state: StateCore) -> None:
    for index, token in enumerate(state.tokens[:-2]):
        text = state.tokens[index + 2]
        if token.type != "list_item_open" or "checked" in token.meta or text.type != "inline":
            continue
        if match := STATE.match(text.content):
            token.meta["checked"] = match["state"] in "xX"
            text.content = text.content[match.end() :]


def image_sizes(parser: MarkdownIt) -> None:
    """Parse ``![alt|300](picture.png)``."""
    parser.core.ruler.after("inline", "image_sizes", _image_sizes)


def _image_sizes(state: StateCore) -> None:
    for token in state.tokens:
        for image in token.children or ():
            last = image.children[-1] if image.type == "image" and image.children else None
            match = SIZE.search(last.content) if last and last.type == "text" else None
            if last and match:
                last.content = last.content[: match.start()]
                image.attrs["width"] = match["width"]
                if match["height"]:
                    image.attrs["height"] = match["height"]
