"""What stands behind the opening of a code fence, in the notation of every dialect.

Sources: https://expressive-code.com/key-features/text-markers/ (Astro), https://gohugo.io/render-hooks/code-blocks/,
https://www.getzola.org/documentation/content/syntax-highlighting/, https://pandoc.org/MANUAL.html#fenced-code-blocks,
https://docusaurus.io/docs/markdown-features/code-blocks, https://quarto.org/docs/computations/execution-options.html,
https://facelessuser.github.io/pymdown-extensions/extensions/superfences/.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

LANGUAGE = re.compile(r"\{?[.=]?(?P<name>[^\s,{}:=\"'\[\]]+)(?=[\s,{}:]|\Z)")
WORD = re.compile(
    r"""(?P<name>[A-Za-z][\w.-]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|\{(?P<braces>[^{}]*)\}"""
    r"""|\[(?P<brackets>[^\[\]]*)\]|(?P<bare>[^\s,{}]+)))?|\{(?P<lines>[\d\s,-]+)\}|\.(?P<class>[\w-]+)"""
)
"""One word: ``name``, ``name=value``, ``{1,3-5}`` or ``.class``."""
RANGE = re.compile(r"(?P<first>\d{1,6})(?:\s*-\s*(?P<last>\d{1,6}))?")
TITLE = frozenset("title filename name file".split())
MARKED = frozenset("hl_lines highlight mark code-line-numbers".split())
NUMBERED = frozenset("showlinenumbers linenos linenums numberlines line-numbers number-lines".split())
FIRST = frozenset("linenostart startlinenumber startfrom start-line".split())
OFF = frozenset("false off none no 0".split())
MOST_LINES = 100_000


@dataclass(frozen=True, slots=True)
class FenceInfo:
    """How a code block is shown."""

    language: str = ""
    title: str = ""
    numbers: bool = False
    first: int = 1
    """The number of the first line."""
    marks: dict[int, str] = field(default_factory=dict)
    """The class of each marked line, counted from 1: ``""``, ``"ins"`` or ``"del"``."""


@lru_cache(maxsize=512)
def read_info(info: str) -> FenceInfo:
    """Return the meaning of an info string; words that mean nothing here are ignored."""
    info = info.strip()
    match = LANGUAGE.match(info)
    language = match["name"] if match else ""
    rest = info[match.end() :] if match else info
    title, numbers, first, marks = "", False, 1, dict[int, str]()
    if rest.startswith(":"):  # Gatsby: js:title=a.js, and js:a.js
        title, _, rest = rest[1:].removeprefix("title=").partition(" ")
    for word in WORD.finditer(rest):
        values = word.group("double", "single", "braces", "brackets", "bare")
        value = next((one for one in values if one is not None), None)
        name = (word["name"] or word["class"] or "").lower()
        if name in TITLE and value:
            title = value
        elif word["lines"] is not None or name in MARKED:
            marks |= dict.fromkeys(lines_in(value or word["lines"] or ""), "")
        elif name in {"ins", "del"} and word["braces"] is not None:
            marks |= dict.fromkeys(lines_in(word["braces"]), name)
        elif name in NUMBERED:
            numbers = (value or "").lower() not in OFF
            first = int(value) if value and value.isdecimal() and len(value) < 7 and value != "0" else first
        elif name in FIRST and value and value.isdecimal() and len(value) < 7:
            first = int(value)
    return FenceInfo(language, title, numbers, first, marks)


def lines_in(text: str) -> list[int]:
    """Return the line numbers of ``1, 3-5``; a range that is too long is cut."""
    lines: list[int] = []
    for match in RANGE.finditer(text):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        lines += range(first, min(last, first + MOST_LINES) + 1)
    return lines
