"""Obsidian's links to notes and files by name: ``[[Note#Heading|shown]]``, ``![[picture.png|300]]``.

Also its Markdown links, ``[shown](Note.md)``, which find a file anywhere in the vault, too.
Sources: https://help.obsidian.md/links and https://help.obsidian.md/embeds.
"""

import re
from html import escape
from posixpath import dirname, join, normpath, splitext
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...core.settings import did_you_mean
from ..commonmark.context import SEVERAL, Context, ambiguity, context_of
from .notes import fragment_of, href_of, is_at, is_note, paths_of
from .places import note_place

LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<name>[^\[\]|#\n]{0,500})(?P<fragment>#[^\[\]|\n]{0,500})?(?:\|(?P<shown>[^\[\]\n]{0,500}))?\]\]"
)
SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")
IMAGES = frozenset(".png .jpg .jpeg .gif .bmp .svg .webp .avif".split())
AUDIO = frozenset(".flac .m4a .mp3 .ogg .opus .wav .3gp".split())
VIDEO = frozenset(".mkv .mov .mp4 .ogv .webm".split())
RELATIVE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|[/?{|]|\Z)")
"""The start of a URL without a scheme that is not relative to the root."""


def wikilinks(parser: MarkdownIt) -> None:
    """Parse links and embeds by name."""
    parser.inline.ruler.before("link", "wikilink", _link)
    parser.inline.ruler.before("image", "wikilink_embed", _link)


def name_of(match: re.Match[str]) -> str:
    """Return the name of a file; the ``\\`` before ``|`` is needed only in a table."""
    return match["name"].strip().rstrip("\\").rstrip()


def _link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos) or state.linkLevel:
        return False
    match = LINK.match(state.src, state.pos, state.posMax)
    if not match or not (name_of(match) or (match["fragment"] or "").strip("# ")):
        return False
    name, context = name_of(match), context_of(state.env)
    found = paths_of(name, context) if name else ()
    if name and not found and state.src.startswith("(", match.end()):
        return False  # [[1]](url) is a link of CommonMark
    if not silent and name and not found:
        _report(state, match[0], name, context)
        state.pending += match[0]
    elif not silent:
        if len(found) > 1:
            note_place(state, "ambiguous-note", ambiguity(name, found), SEVERAL)
        fragment = match["fragment"] or ""
        _push(state, match, href_of(found[0], fragment) if found else fragment_of(fragment))
    state.pos = match.end()
    return True


def _report(state: StateInline, written: str, name: str, context: Context) -> None:
    similar = context.files.similar(name)
    hint = did_you_mean(name.rpartition("/")[2], similar)
    note_place(state, "broken-wikilink", f"{written}: there is no file {name}", hint)


def _push(state: StateInline, match: re.Match[str], href: str) -> None:
    name = name_of(match)
    kind = splitext(name)[1].lower()
    shown = (match["shown"] or "").strip()
    if match["embed"] and kind in IMAGES:
        _push_image(state, href, name, shown)
    elif match["embed"] and kind in AUDIO | VIDEO:
        tag = "audio" if kind in AUDIO else "video"
        size = SIZE.fullmatch(shown)
        width = f' width="{size["width"]}"' if size and tag == "video" else ""
        state.push("html_inline", "", 0).content = f'<{tag} controls{width} src="{escape(href)}"></{tag}>'
    else:
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = shown or _words(name, match["fragment"] or "")
        state.push("link_close", "a", -1)


def _push_image(state: StateInline, href: str, name: str, shown: str) -> None:
    """Add an image; ``shown`` is its alternative text, its size, or both: ``A curve|300``."""
    before, _, last = shown.rpartition("|")
    size = SIZE.fullmatch(last.strip())
    alt = before if size else shown
    token = state.push("image", "img", 0)
    token.attrs = {"src": href, "alt": ""}
    token.children = [Token("text", "", 0, content=alt.strip() or splitext(name)[0])]
    if size:
        token.attrs |= {key: value for key, value in size.groupdict().items() if value}


def _words(name: str, fragment: str) -> str:
    """Return what a link shows: ``Note > Heading``."""
    headings = fragment.strip("#").split("#") if is_note(name) or not splitext(name)[1] else []
    parts = (name, *(heading.strip().removeprefix("^") for heading in headings))
    return " > ".join(part for part in parts if part)


def vault_links(parser: MarkdownIt) -> None:
    """Let ``[shown](Note.md)`` and ``![](picture.png)`` find a file in another folder."""
    parser.core.ruler.after("inline", "vault_links", _vault_links)


def _vault_links(state: StateCore) -> None:
    context = context_of(state.env)
    for token in state.tokens:
        for child in token.children or ():
            for name in ("href", "src"):
                url = str(child.attrs.get(name, ""))
                if url and RELATIVE.match(url) and child.info != "auto":
                    child.attrs[name] = _in_vault(url, token.map[0] if token.map else 0, context)


def _in_vault(url: str, line: int, context: Context) -> str:
    """Return the URL of a file of the vault; the URL as written if it is a path from the text's folder."""
    written, mark, fragment = url.partition("#")
    path, fragment = unquote(written), mark + unquote(fragment)
    if not path:
        return fragment_of(fragment)
    here = normpath(join(dirname(context.text.path), path))
    found = paths_of(path, context) if splitext(path)[1] else ()
    if any(is_at(one, here) for one in found):
        return f"{written}{fragment_of(fragment)}" if is_note(path) and fragment else url
    if len(found) > 1:
        context.report("ambiguous-note", ambiguity(path, found), line, hint=SEVERAL)
    return href_of(found[0], fragment) if found else url
