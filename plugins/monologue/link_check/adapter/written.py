"""Read what Pelican wrote, as a ``Site``.

This module reads Pelican's objects, but does not import Pelican.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from types import MappingProxyType
from typing import Any

from ...core.adapter.files import shown
from ...core.adapter.progress import step
from ..extract.documents import kind_of
from ..io.files import Stamps, posix, read_documents, stamps
from ..model import Document
from ..site import Site
from .documents import read_document

Context = dict[str, Any]
"""The context that Pelican's generators share, with the settings."""


def written_site(
    pelican: Any, context: Context, before: Stamps, begun: Mapping[str, Any] = MappingProxyType({})
) -> Site:
    """Read the output of this run: every new or rewritten file, and every static file.

    This includes files of other plugins, but not files that an earlier run left behind. ``begun`` has
    every content that Pelican created, by source, also if it was left out later.
    """
    after = stamps(pelican.output_path)
    written = {path for path, stamp in after.items() if before.get(path) != stamp}
    statics = {posix(static.save_as) for static in context["staticfiles"]}  # these may be links, or unchanged
    files = frozenset(written | (statics & after.keys()))
    contents = [content for content in context["generated_content"].values() if content]
    numbers, total = count(1), sum(map(bool, map(kind_of, files)))

    def read(path: str, data: bytes) -> Document:
        step("Checking links", next(numbers), total)
        return read_document(pelican.settings, path, data)

    drafts = [content for content in contents if content.status == "draft"]
    return Site(
        pelican.settings["SITEURL"],
        files,
        read_documents(pelican.output_path, sorted(files), read),
        drafts=frozenset(map(document_of, drafts)),
        hidden=frozenset(document_of(content) for content in contents if content.status == "hidden"),
        unwritten={path: shown(draft.source_path) for draft in drafts for path in _unwritten(draft)},
        left_out=frozenset(_left_out(context, begun)),
        list_sources=lambda: dict(_sources(context)),
    )


def document_of(content: Any) -> str:
    """Return the path of the document of a content, also for a draft that is not written."""
    return posix(content.save_as or content.url + ("index.html" if content.url.endswith("/") else ""))


def _left_out(context: Context, begun: Mapping[str, Any]) -> Iterator[str]:
    """Yield the source of each text with an error, and the path that its document would have."""
    for source, content in context["generated_content"].items():
        if content is None:
            yield source
            if source in begun:
                yield document_of(begun[source])


def _unwritten(draft: Any) -> Iterator[str]:
    """Yield the paths at which an author may expect a draft that is not published."""
    if draft.status == "draft":
        if not draft.save_as:
            yield document_of(draft)
        # A content type of another plugin has no such setting.
        published = draft.settings.get(f"{type(draft).__name__.upper()}_SAVE_AS", "")
        yield str(published).format(**draft.url_format)


def _sources(context: Context) -> Iterator[tuple[str, str]]:
    for key in ("generated_content", "static_content"):
        for source, content in sorted(context[key].items()):
            if content:
                yield source, posix(content.save_as)
