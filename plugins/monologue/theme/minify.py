"""Minify style sheets and scripts without changing what they do. No Pelican, no disk."""

import re
from collections.abc import Iterator

CSS = re.compile(
    r"""(?P<string>"(?:\\.?|[^"\\])*(?:"|\Z)|'(?:\\.?|[^'\\])*(?:'|\Z))"""
    r"""|(?P<url>url\((?!\s*["'])(?:\\.?|[^)\\])*(?:\)|\Z))"""
    r"""|(?P<comment>/\*.*?(?:\*/|\Z))|(?P<plain>(?:[^"'/u]|/(?!\*)|u(?!rl\())+|.)""",
    re.DOTALL | re.IGNORECASE,
)
"""Strings and URLs, which are kept unchanged; comments; and everything in between.

A token without an end reaches to the end of the sheet, as in a browser.
"""
KEPT = {"string": "\0", "url": "\1"}
"""Placeholders for these while white space is removed. These characters are removed from the sheet first."""
MARKS = re.compile(r" (?=[{},;\0])|(?<=[{};:,\0]) | (?=> )|(?<= >) |;(?=\})")
"""What can be removed from a style sheet in which all white space is a single space."""
SELECTOR = re.compile(r"(?:(?<=[{};])|^)[^@{};]+(?=\{)")
VALUE = re.compile(r":[^{};]*(?=[;}])")
"""``+`` and ``~`` need no spaces in a selector, nor ``*`` and ``/`` in a value; elsewhere they may."""

SCRIPT = re.compile(
    r"""(?P<space>(?:\s|//[^\n]*|/\*.*?(?:\*/|\Z))+)"""
    r"""|(?P<string>"(?:\\.?|[^"\\\n])*"?|'(?:\\.?|[^'\\\n])*'?)|(?P<word>[\w$#@\\]+)|(?P<mark>.)""",
    re.DOTALL,
)
REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
BEFORE_REGEX = frozenset(
    "return typeof case in of do else void delete throw new instanceof await yield".split()
)
"""Keywords after which a slash begins a regular expression, because they do not end a value."""
OPEN = frozenset("{([,;=:?&|+-*/<>!~^%.")
"""After a line that ends with one of these, the line break has no meaning."""
CLOSE = frozenset("}),];:?.=&|*%<>^")
"""Before a line that begins with one of these, the line break has no meaning."""


def minify_css(css: str) -> str:
    """Return a style sheet without comments and needless white space, safe inside ``<style>``."""
    pieces: list[str] = []
    kept: list[str] = []
    css = re.sub("[\0\1]", "", css)
    for match in CSS.finditer(css):
        kind = str(match.lastgroup)
        if kind in KEPT:
            kept.append(match[0].replace("</", "<\\/"))
            pieces.append(KEPT[kind])
        elif kind == "plain":
            pieces.append(match[0])
        elif _are_words(css[match.start() - 1 : match.start()] + css[match.end() : match.end() + 1]):
            pieces.append(" ")  # the comment separates two words
    small = " ".join("".join(pieces).split())
    for _ in range(2):  # a semicolon may have been followed by a space
        small = MARKS.sub("", small)
    small = SELECTOR.sub(lambda found: re.sub(" ([+~]) ", r"\1", found[0]), small)
    small = VALUE.sub(lambda found: re.sub(" ?([*/]) ?", r"\1", found[0]), small)
    restored = iter(kept)
    return re.sub("[\0\1]", lambda _: next(restored), small)


def _are_words(two: str) -> bool:
    return re.fullmatch(r"[\w%-]{2}", two) is not None


def minify_js(script: str) -> str:
    """Return a script without comments and needless white space, safe inside ``<script>``.

    A line break is kept if the next line could otherwise continue the statement.
    """
    small: list[str] = []
    gap = ""
    for kind, token in _tokens(script):
        if kind == "space":
            gap = "\n" if "\n" in token else " "
            continue
        last = small[-1] if small else ""
        if gap and last and not _is_needless(gap, last, token):
            small.append(gap)
        elif token == "}" and last == ";" and _ends_statement(small[-2:-1]):
            small.pop()
        small.append(token)
        gap = ""
    return "".join(small)


def _ends_statement(before: list[str]) -> bool:
    """Return whether a semicolon after this token only ends a statement; in ``if (a);`` it is one."""
    token = before[0] if before else ""
    return token not in BEFORE_REGEX and token[-1:] not in {"", *");{:"}


def _is_needless(gap: str, last: str, token: str) -> bool:
    """Return whether the white space between two tokens can be removed."""
    before, after = last[-1], token[0]
    if before == after and before in "+-/":  # a + +b
        return False
    if gap == " ":
        return not (_is_word(before) and _is_word(after))
    if last in {"++", "--"} or token in {"++", "--"}:
        return False
    return before in OPEN or after in CLOSE


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "_$#@\\"


def _tokens(script: str) -> Iterator[tuple[str, str]]:
    at, last = 0, ""
    while at < len(script):
        match = SCRIPT.match(script, at)
        assert match  # any character is at least a mark
        kind, token = str(match.lastgroup), match[0]
        if token == "`":
            kind, token = "string", script[at : _template_end(script, at)]
        elif token == "/" and (regex := _regex(script, at, last)):
            kind, token = "string", regex
        elif script[at : at + 2] in {"++", "--"}:
            token = script[at : at + 2]
        at += len(token)
        if kind == "string":
            token = re.sub(
                r"</(?=script)|<!--", lambda found: found[0].replace("<", "\\x3C"), token, flags=re.I
            )
        if kind != "space":
            last = token
        yield kind, token


def _regex(script: str, at: int, last: str) -> str:
    """Return the regular expression that begins at a slash; ``""`` if the slash is a division.

    After a bracket it can be either. The text up to the next slash is then kept unchanged,
    which is right in both cases, unless it contains a quote.
    """
    begins, may_begin = _begins_regex(last), last in {")", "}"}
    match = REGEX.match(script, at) if begins or may_begin else None
    return match[0] if match and (begins or not re.search("[\"'`]", match[0])) else ""


def _begins_regex(last: str) -> bool:
    if last in {"++", "--"}:
        return False
    return not last or last in BEFORE_REGEX or last[-1] in "(,=:[!&|?{;+-*%<>~^"


def _template_end(script: str, at: int) -> int:
    """Return the end offset of a template literal that begins at ``at``; nested ones are skipped."""
    depth = [0]  # of braces, in each open literal
    at += 1
    while at < len(script) and depth:
        two, one = script[at : at + 2], script[at]
        if one == "\\":
            at += 1
        elif depth[-1] == 0:
            if one == "`":
                depth.pop()
            elif two == "${":
                depth[-1] = 1
                at += 1
        elif one == "`":
            depth.append(0)
        elif one in "{}":
            depth[-1] += 1 if one == "{" else -1
        at += 1
    return at
