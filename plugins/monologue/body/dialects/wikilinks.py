"""Obsidian's links and embeds of notes and files: ``[[Note#Heading|shown]]``, ``![[picture.png|300]]``.

Sources: https://help.obsidian.md/links and https://help.obsidian.md/embeds.
"""

import re
from html import escape
from posixpath import dirname, join, normpath, relpath, splitext
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...core.settings import did_you_mean
from ...core.text import Text
from ..commonmark.context import Context, context_of
from ..commonmark.headings import heading_id

LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<name>[^\[\]|#\n]{0,500})(?P<fragment>#[^\[\]|\n]{1,500})?(?:\|(?P<shown>[^\[\]\n]{0,500}))?\]\]"
)
SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")
NOTES = frozenset({"", ".md", ".markdown", ".mdx"})
IMAGES = frozenset(".png .jpg .jpeg .gif .bmp .svg .webp .avif".split())
AUDIO = frozenset(".flac .m4a .mp3 .ogg .opus .wav .3gp".split())
VIDEO = frozenset(".mkv .mov .mp4 .ogv .webm".split())
RELATIVE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|[/#?{|]|\Z)")
DEEPEST = 5
"""Notes that are embedded in embedded notes, and so on."""


def wikilinks(parser: MarkdownIt) -> None:
    """Parse links and embeds by name."""
    parser.inline.ruler.before("link", "wikilink", _link)
    parser.inline.ruler.before("image", "wikilink_embed", _link)
    parser.core.ruler.after("block", "embedded_notes", _embed_notes)


def _link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = LINK.match(state.src, state.pos, state.posMax)
    if not match or not (match["name"].strip() or match["fragment"]) or state.linkLevel:
        return False
    context = context_of(state.env)
    href = _href(match, context)
    if href is None:
        if not silent:
            _report(match, context)
            state.pending += match[0]
        state.pos = match.end()
        return True
    if not silent:
        _push(state, match, href)
    state.pos = match.end()
    return True


def _push(state: StateInline, match: re.Match[str], href: str) -> None:
    kind = splitext(match["name"].strip())[1].lower()
    shown = (match["shown"] or "").strip()
    if match["embed"] and kind in IMAGES:
        token = state.push("image", "img", 0)
        size = SIZE.fullmatch(shown)
        alt = "" if size else shown
        token.attrs = {"src": href, "alt": ""}
        token.children = [Token("text", "", 0, content=alt or splitext(match["name"].strip())[0])]
        if size:
            token.attrs["width"] = size["width"]
            token.attrs |= {"height": size["height"]} if size["height"] else {}
    elif match["embed"] and kind in AUDIO | VIDEO:
        tag = "audio" if kind in AUDIO else "video"
        state.push("html_inline", "", 0).content = f'<{tag} controls src="{escape(href)}"></{tag}>'
    else:
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = shown or _words(match)
        state.push("link_close", "a", -1)


def _words(match: re.Match[str]) -> str:
    parts = [match["name"].strip(), *(match["fragment"] or "").strip("#").split("#")]
    return " > ".join(part.strip().removeprefix("^") for part in parts if part.strip())


def _href(match: re.Match[str], context: Context) -> str | None:
    """Return the URL that a wikilink means, in Pelican's syntax; None if there is no such file."""
    name = match["name"].strip()
    last = (match["fragment"] or "").rpartition("#")[2].strip()
    fragment = "" if not last else f"#{quote(last[1:] if last.startswith('^') else heading_id(last))}"
    if not name:
        return fragment
    path = context.named(name)
    if path is None:
        return None
    kind = "filename" if splitext(path)[1].lower() in NOTES else "static"
    return f"{{{kind}}}/{quote(path)}{fragment}"


def _report(match: re.Match[str], context: Context) -> None:
    name = match["name"].strip()
    line, column = context.find(match[0])
    hint = did_you_mean(name, context.files.names())
    context.report("broken-wikilink", f"{match[0]}: there is no file {name}", line, column, hint)


def _embed_notes(state: StateCore) -> None:
    """Replace each paragraph that is only an embed of a note by the note."""
    made: list[Token] = []
    for token in state.tokens:
        made.append(token)
        if token.type != "paragraph_close" or made[-3:][0].type != "paragraph_open":
            continue
        match = LINK.fullmatch(made[-2].content.strip())
        name = match["name"].strip() if match and match["embed"] else ""
        if match and name and (html := _note(match, name, made[-2], state)) is not None:
            made[-3:] = [Token("html_block", "", 0, content=html, map=made[-2].map, block=True)]
    state.tokens = made


def _note(match: re.Match[str], name: str, token: Token, state: StateCore) -> str | None:
    """Return an embedded note as HTML; None if it cannot be embedded."""
    context = context_of(state.env)
    path = context.named(name)
    if path is None or splitext(path)[1].lower() not in NOTES:
        return None
    line = token.map[0] if token.map else 0
    above = (*context.above, context.text.path)
    if path in above or len(above) > DEEPEST:
        message = (
            f"{match[0]}: {path} embeds itself"
            if path in above
            else f"{match[0]}: notes are embedded too deeply"
        )
        context.report("circular-embed", message, line, hint="write a link: remove the !")
        return None
    text = context.files.text(path)
    if text is None:
        message = f"{match[0]}: {path} is not published, so its text is not shown"
        context.report("unpublished-embed", message, line, hint="publish the note, or remove the embed")
        return ""
    part = section_of(text, (match["fragment"] or "").rpartition("#")[2].strip())
    if part is None:
        message = f"{match[0]}: {path} has no such heading or block"
        context.report("broken-wikilink", message, line)
        return None
    return f'<div class="embed">\n{context.embed(part)}</div>\n'


def section_of(text: Text, name: str) -> Text | None:
    """Return a text without what is not in a section or block; the whole text if ``name`` is empty."""
    if not name:
        return text
    lines = text.markdown.split("\n")
    if name.startswith("^"):
        mark = re.compile(rf"(?:^|\s){re.escape(name)}\s*\Z")
        last = next((number for number, line in enumerate(lines) if mark.search(line)), -1)
        if last < 0:
            return None
        end = last if lines[last].strip() == name else last + 1
        first = end - 1
        while first > 0 and not lines[first].strip():
            first -= 1
        while first > 0 and lines[first - 1].strip():
            first -= 1
    else:
        levels = [len(match[0]) if (match := re.match(r"#{1,6}(?=\s)", line)) else 0 for line in lines]
        found = (
            n for n, level in enumerate(levels) if level and heading_id(lines[n][level:]) == heading_id(name)
        )
        first = next(found, -1)
        if first < 0:
            return None
        after = (n for n in range(first + 1, len(lines)) if 0 < levels[n] <= levels[first])
        end = next(after, len(lines))
    part = "\n".join(lines[first:end])
    return Text(part, text.path, text.shown, text.first_line + first, text.dialect, text.fields)


def rebased(parser: MarkdownIt) -> None:
    """Make the relative URLs of an embedded note relative to the note that embeds it."""
    parser.core.ruler.push("rebased", _rebase)


def _rebase(state: StateCore) -> None:
    context = context_of(state.env)
    if not context.above:
        return
    here, there = dirname(context.above[0]), dirname(context.text.path)
    for token in state.tokens:
        for child in token.children or ():
            for name in ("href", "src"):
                url = str(child.attrs.get(name, ""))
                if url and RELATIVE.match(url) and here != there:
                    child.attrs[name] = relpath(normpath(join("/", there, url)), join("/", here))
