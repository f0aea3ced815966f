"""What Obsidian adds to blocks and images: ``^block-id``, states of tasks, ``![alt|300](picture.png)``.

Source: https://help.obsidian.md/obsidian-flavored-markdown.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

BLOCK_ID = re.compile(r"(?:^|\s)\^(?P<id>[A-Za-z0-9-]+)[ \t]*\Z")
STATE = re.compile(r"\[(?P<state>[^\[\]\s])\][ \t]+")
SIZE = re.compile(r"\|(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?\Z")


def block_ids(parser: MarkdownIt) -> None:
    """Parse ``^id`` at the end of a block, and below it: it is the block's id, and is not shown."""
    parser.core.ruler.after("block", "block_ids", _block_ids)


def _block_ids(state: StateCore) -> None:
    made: list[Token] = []
    openings: list[Token] = []
    last: Token | None = None
    for token in state.tokens:
        made.append(token)
        if token.nesting == 1:
            openings.append(token)
        elif token.nesting == -1 and openings:
            last = openings.pop()
        match = BLOCK_ID.search(token.content) if token.type == "inline" else None
        if not match or not openings:
            continue
        if match.start() == 0 and last is not None and openings[-1].type == "paragraph_open":
            last.attrs.setdefault("id", match["id"])
        else:
            owner = openings[-2] if openings[-1].hidden and len(openings) > 1 else openings[-1]
            owner.attrs.setdefault("id", match["id"])
        token.content = token.content[: match.start()]
    state.tokens = _without_empty(made)


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
