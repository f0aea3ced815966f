"""Compose the style sheet of a document from the sheets that it uses. No Pelican, no disk."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from .html import Seen
from .languages import subtags
from .settings import Settings

Sheets = Callable[[str], str]
"""Returns a minified sheet of ``css/`` by its name."""


class Use(NamedTuple):
    """The elements, and the prefixes of classes, that a sheet has rules for."""

    tags: frozenset[str]
    classes: tuple[str, ...] = ()


CORE = ("layers", "reset", "tokens", "base", "layout", "print")
"""Every document has these, and either ``prose`` or ``listing``; the owner's ``site`` comes last."""
CJK = frozenset({"ja", "ko", "zh"})
"""Languages that the sheet ``cjk`` has rules for."""
COLOURED = ("tip", "hint", "warning", "caution", "attention", "danger", "error")
"""Classes of callouts that have a colour of their own; one that can be folded has no class ``admonition``."""
EXTRAS = {
    "headings": Use(frozenset({"h1", "h2", "h3", "h4", "h5"})),
    "lists": Use(frozenset({"ul", "ol", "dl"})),
    "rare": Use(
        frozenset("code kbd samp sub sup summary abbr mark details hr".split()), ("embed", "tab", "reference")
    ),
    "colours": Use(frozenset("pre code kbd img svg video".split()), ("admonition", "footnote", *COLOURED)),
    "code": Use(frozenset({"pre"})),
    "scroll": Use(frozenset(), ("scroll",)),
    "math": Use(frozenset({"math"})),
    "table": Use(frozenset({"table"})),
    "figure": Use(frozenset({"img", "svg", "video"})),
    "toc": Use(frozenset(), ("toc",)),
    "footnotes": Use(frozenset(), ("footnote",)),
    "admonition": Use(frozenset(), ("admonition", *COLOURED)),
    "tasks": Use(frozenset(), ("task-list",)),
}
"""Sheets that only some documents need, in their order."""


def style(sheets: Sheets, seen: Seen | None, lang: str, more: Iterable[str], options: Settings) -> str:
    """Return the style sheet of a document.

    ``seen`` is what its text contains, None for a listing; ``more`` names further sheets. The
    typeface and the accent of ``options`` override the tokens.
    """
    names = [*CORE, "listing" if seen is None else "prose", *more, *_extras(seen or Seen(), lang)]
    names += [options.typeface] * (options.typeface != "mono")  # mono is in the tokens
    return _joined(sheets, tuple(dict.fromkeys(names)), options.accent)


@lru_cache(maxsize=64)  # documents with the same sheets share one text, and its hash
def _joined(sheets: Sheets, names: tuple[str, ...], accent: tuple[str, ...]) -> str:
    rules = [sheets(name) for name in names]
    if accent:
        light, dark = accent
        rules.append(f"@layer tokens{{:root{{--accent:light-dark({light},{dark})}}}}")
    return "".join([*rules, sheets("site")])


def _extras(seen: Seen, lang: str) -> Iterator[str]:
    if any(subtags(tag)[0] in CJK for tag in (lang, *seen.languages)):
        yield "cjk"
    by_class = frozenset().union(*map(_sheets_of_class, seen.classes))
    for name, use in EXTRAS.items():
        if seen.tags & use.tags or name in by_class:
            yield name


@lru_cache(maxsize=1024)  # documents have much the same classes
def _sheets_of_class(name: str) -> frozenset[str]:
    return frozenset(sheet for sheet, use in EXTRAS.items() if use.classes and name.startswith(use.classes))


def paper(sheets: Sheets) -> tuple[str, str]:
    """Return the background for light and for dark: the owner's, or else that of the tokens."""
    return declared("paper", sheets("tokens") + sheets("site"))


def contrast_background(sheets: Sheets) -> tuple[str, str]:
    """Return the background with the least contrast to text; ``""`` if the owner sets another one."""
    own = sheets("site")
    return ("", "") if "--tint:" in own or "--paper:" in own else declared("tint", sheets("colours"))


@lru_cache(maxsize=16)
def declared(role: str, css: str) -> tuple[str, str]:
    """Return the last colour that a minified style sheet gives a role, for light and for dark.

    ``""`` twice if it gives none, or one that only a browser can compute.
    """
    start = css.rfind(f"--{role}:")
    value = _until("};", css[start + len(role) + 3 :]) if start >= 0 else ""
    if "var(" in value:
        return "", ""
    if not (pair := re.fullmatch(r"light-dark\((.*)\)", value)):
        return value, value
    light = _until(",", pair[1])
    return light, pair[1][len(light) + 1 :].strip()


def _until(ends: str, text: str) -> str:
    """Return the text before the first of ``ends`` that is outside parentheses."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth <= 0 and character in ends:
            return text[:at].strip()
    return text.strip()
