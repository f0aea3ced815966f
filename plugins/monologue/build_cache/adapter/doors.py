"""Record whose text a document asks for.

The ways to it are ``Content.get_content``, ``get_summary`` and the attribute ``_content``. They are replaced
once for the process. Texts of restored contents are loaded when they are first needed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from pelican.contents import Article, Content, Page

from ...core.cache import LOAD
from ...core.intrasite import may_have_links

READ = "_text_digest"
"""The attribute of a content with the digest of its text as it was read."""

KEPT = "_addresses"
"""The attribute of a content with its URL and its output path."""


class Recorder:
    """The texts that the document which is rendered now has asked for."""

    def __init__(self) -> None:
        self.asked: dict[str, bytes] = {}
        self.is_known = True
        """Whether everything that the document used is known."""
        self.is_ever_known = True
        """Whether that also holds for what a template keeps for all later documents."""

    def begin(self) -> None:
        """Begin another document."""
        self.asked, self.is_known = {}, True

    def note(self, content: Any) -> None:
        """Note that the text of a content is used."""
        digest = vars(content).get(READ)
        if digest is None:
            self.is_known = False
        else:
            self.asked[content.relative_source_path] = digest


RECORDER = Recorder()
"""A process renders one document at a time."""


class RecordedText:
    """The attribute ``_content`` of all contents: loads the text of a restored one, and records its use."""

    def __get__(self, content: Any, owner: type) -> Any:
        """Return the text, which is loaded when it is first needed, and note its use."""
        if content is None:
            return self
        values = vars(content)
        load: Callable[[], str] | None = values.pop(LOAD, None)
        if "_content" not in values:
            if load is None:
                raise AttributeError("_content")
            values["_content"] = load()
        RECORDER.note(content)  # a template can ask for this attribute, too
        return values["_content"]

    def __set__(self, content: Any, text: Any) -> None:
        """Set the text."""
        vars(content)["_content"] = text


def watch_contents() -> None:
    """Replace the two methods by ones that record; nothing changes if that was done before."""
    if isinstance(vars(Content).get("_content"), RecordedText):
        return
    Content._content = RecordedText()
    Content.get_url_setting = _kept(Content.get_url_setting)
    Content._update_content = _only_if_needed(Content._update_content, lambda html: html)
    Content.get_static_links = _only_if_needed(Content.get_static_links, lambda html: set())
    Content.get_content = _recorded(vars(Content)["get_content"], lambda content: True)
    # A summary of the author's own is metadata.
    Content.get_summary = _recorded(
        vars(Content)["get_summary"], lambda content: "summary" not in content.metadata
    )


def forget_texts() -> None:
    """Free the texts that Pelican keeps for documents, when all are written; each can be made again."""
    for method in (Content.get_content, Content.get_summary):
        method.cache.clear()


def _only_if_needed(original: Callable[..., Any], nothing: Callable[[str], Any]) -> Callable[..., Any]:
    """Return the method, which first looks whether the text can have links to replace or to collect."""

    @wraps(original)
    def quick(content: Any, html: str | None = None, *arguments: Any) -> Any:
        text = content._content if html is None else html
        if not may_have_links(text or "", content.settings):
            return nothing(text)
        return original(content, *(() if html is None else (html, *arguments)))

    return quick


class Addresses:
    """Whether URLs and output paths of contents are final; then they are formatted only once."""

    are_final = False


def _kept(original: Callable[[Any, str], str]) -> Callable[[Any, str], str]:
    @wraps(original)
    def kept(content: Any, key: str) -> str:
        if not Addresses.are_final or not isinstance(content, Article | Page):
            return original(content, key)
        known: dict[str, str] = vars(content).setdefault(KEPT, {})
        if key not in known:
            known[key] = original(content, key)
        return known[key]

    return kept


def _recorded(original: Any, uses_text: Callable[[Any], bool]) -> Any:
    @wraps(original.func)
    def recorded(content: Any, *arguments: Any) -> Any:
        if uses_text(content):
            RECORDER.note(content)
        return original(content, *arguments)

    recorded.cache = original.cache  # type: ignore[attr-defined]  # as on the method that is replaced
    return recorded
