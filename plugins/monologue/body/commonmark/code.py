"""Code blocks with the HTML of pymdownx.highlight: Pygments' classes, title, line numbers, marked lines."""

from collections.abc import Iterator
from functools import cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from .fence_info import FenceInfo, read_info
from .lexing import hasten

PLAIN = frozenset({"", "text", "plain", "plaintext", "txt", "none", "nohighlight"})


class Formatter(HtmlFormatter[str]):
    """Adds the class ``ins`` or ``del`` to a marked line."""

    def __init__(self, info: FenceInfo) -> None:
        super().__init__(
            cssclass="highlight",
            wrapcode=True,
            filename=escape(info.title),
            linenos="table" if info.numbers else False,
            linenostart=info.first,
            hl_lines=list(info.marks),
        )
        self.marks = info.marks

    def _highlight_lines(self, tokensource: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        for number, (kind, value) in enumerate(tokensource, 1):
            if number in self.marks:
                more = f" {self.marks[number]}" if self.marks[number] else ""
                yield kind, f'<span class="hll{more}">{value}</span>'
            else:
                yield kind, value


USUAL = Formatter(FenceInfo())


@cache
def lexer_of(language: str) -> Lexer | None:
    """Return the lexer of a language; None if Pygments does not know it. One that is made is kept."""
    try:
        return hasten(get_lexer_by_name(language)) if language not in PLAIN else None
    except (ClassNotFound, ValueError):
        return None


def code_block(code: str, info: str = "") -> str:
    """Return a code block as HTML; ``info`` is what follows the fence."""
    read = read_info(info)
    if read.language == "mermaid":
        return f'<pre class="mermaid">{escape(code, quote=False)}</pre>\n'
    is_usual = not (read.title or read.numbers or read.marks)
    lexer = lexer_of(read.language.lower())
    if lexer is None and is_usual:
        text = escape(code.strip("\n"), quote=False)
        return f'<div class="highlight"><pre><span></span><code>{text}\n</code></pre></div>\n'
    made = highlight(code, lexer or get_lexer_by_name("text"), USUAL if is_usual else Formatter(read))
    return made if made.endswith("\n") else f"{made}\n"
