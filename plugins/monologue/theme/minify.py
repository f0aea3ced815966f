"""Minify style sheets and scripts without changing what they do. No Pelican, no disk."""

import re
from collections.abc import Iterator

CSS = re.compile(
    r"""(?P<string>"(?:\\.?|[^"\\])*(?:"|\Z)|'(?:\\.?|[^'\\])*(?:'|\Z))"""
    r"""|(?P<url>url\((?!\s*["'])(?:\\.?|[^)\\])*(?:\)|\Z))"""
    r"""|(?P<comment>/\*.*?(?:\*/|\Z))|(?P<plain>(?:[^"'/u]|/(?!\*)|u(?!rl\())+|.)""",
    re.DOTALL | re.IGNORECASE,
)
"""Strings and URLs, which are not changed; comments; and everything between them.

A token that is never closed extends to the end of the sheet, as in a browser.
"""
KEPT = {"string": "\0", "url": "\1"}
"""Their placeholders while white space is removed. ``small_css`` first removes these characters."""
MARKS = re.compile(r" (?=[{},;\0])|(?<=[{};:,\0]) | (?=> )|(?<= >) |;(?=\})")
"""What a style sheet does not need, once all white space is collapsed to single spaces."""
SELECTOR = re.compile(r"(?:(?<=[{};])|^)[^@{};]+(?=\{)")
VALUE = re.compile(r":[^{};]*(?=[;}])")
"""``+`` needs no spaces in a selector, but does in a value; for ``*`` it is the reverse."""

SCRIPT = re.compile(
    r"""(?P<space>(?:\s|//[^\n]*|/\*.*?(?:\*/|\Z))+)"""
    r"""|(?P<string>"(?:\\.?|[^"\\\n])*"?|'(?:\\.?|[^'\\\n])*'?)|(?P<word>[\w$#@\\]+)|(?P<mark>.)""",
    re.DOTALL,
)
REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
BEFORE_REGEX = frozenset(
    "return typeof case in of do else void delete throw new instanceof await yield".split()
)
"""Words that cannot end an operand: a slash after one begins a regular expression, not a division."""
OPEN = frozenset("{([,;=:?&|+-*/<>!~^%.")
"""A line that ends with one of these continues on the next, or its statement is complete anyway."""
CLOSE = frozenset("}),];:?.=&|*%<>^")
"""A line that begins with one of these continues the one before it, or ends it."""


def small_css(css: str) -> str:
    """Return a style sheet without comments and unnecessary white space, safe inside ``<style>``."""
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
            pieces.append(" ")  # a comment separates two words
    small = " ".join("".join(pieces).split())
    for _ in range(2):  # a semicolon may have had a space after it
        small = MARKS.sub("", small)
    small = SELECTOR.sub(lambda found: re.sub(" ([+~]) ", r"\1", found[0]), small)
    small = VALUE.sub(lambda found: re.sub(" ?([*/]) ?", r"\1", found[0]), small)
    restored = iter(kept)
    return re.sub("[\0\1]", lambda _: next(restored), small)


def _are_words(two: str) -> bool:
    return re.fullmatch(r"[\w%-]{2}", two) is not None


def small_js(script: str) -> str:
    """Return a script without comments and unnecessary white space, safe inside ``<script>``.

    A line break is kept if without it the next line could be read as part of the statement.
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
    """Return whether a semicolon after this token only ends a statement; ``if (a);`` has an empty one."""
    token = before[0] if before else ""
    return token not in BEFORE_REGEX and token[-1:] not in {"", *");{:"}


def _is_needless(gap: str, last: str, token: str) -> bool:
    """Return whether two tokens mean the same without the white space between them."""
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
        assert match  # the last alternative matches any character
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
    """Return the regular expression that begins at a slash; ``""`` if it is a division.

    After ``)`` or ``}`` it may be either. The text up to the next slash is then kept unchanged,
    which is safe for both, unless it contains a quote.
    """
    begins, may_begin = _begins_regex(last), last in {")", "}"}
    match = REGEX.match(script, at) if begins or may_begin else None
    return match[0] if match and (begins or not re.search("[\"'`]", match[0])) else ""


def _begins_regex(last: str) -> bool:
    if last in {"++", "--"}:
        return False
    return not last or last in BEFORE_REGEX or last[-1] in "(,=:[!&|?{;+-*%<>~^"


def _template_end(script: str, at: int) -> int:
    """Return the offset after the template literal that begins at ``at``, nested ones included."""
    depth = [0]  # of braces, for each open literal
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
