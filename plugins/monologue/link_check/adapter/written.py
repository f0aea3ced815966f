"""What Pelican wrote, as the site that is judged. It looks at Pelican's objects, and imports none of it."""

from collections.abc import Iterator
from typing import Any

from ...core.files import shown
from ..files import Stamps, posix, read_documents, stamps
from ..site import Site

Context = dict[str, Any]
"""What Pelican's generators share, and its settings."""


def written_site(pelican: Any, context: Context, before: Stamps) -> Site:
    """Read what this run wrote: every file that is new or was written anew, and every static file.

    Other plugins' files are among them; what an earlier run left behind is not.
    """
    after = stamps(pelican.output_path)
    written = {path for path, stamp in after.items() if before.get(path) != stamp}
    statics = {posix(static.save_as) for static in context["staticfiles"]}  # may be links, or up to date
    files = frozenset(written | (statics & after.keys()))
    contents = [content for content in context["generated_content"].values() if content]
    drafts = [content for content in contents if content.status == "draft"]
    return Site(
        pelican.settings["SITEURL"],
        files,
        read_documents(pelican.output_path, sorted(files)),
        drafts=frozenset(map(document_of, drafts)),
        hidden=frozenset(document_of(content) for content in contents if content.status == "hidden"),
        unwritten={path: shown(draft.source_path) for draft in drafts for path in _unwritten(draft)},
        list_sources=lambda: dict(_sources(context)),
    )


def document_of(content: Any) -> str:
    """Return the path of the document that a content is written to, or would be if drafts were."""
    return posix(content.save_as or content.url + ("index.html" if content.url.endswith("/") else ""))


def _unwritten(draft: Any) -> Iterator[str]:
    """Yield the paths at which a draft is not, but where an author might link it."""
    if draft.status == "draft":
        if not draft.save_as:
            yield document_of(draft)
        # A kind of content that another plugin adds has no such setting.
        published = draft.settings.get(f"{type(draft).__name__.upper()}_SAVE_AS", "")
        yield str(published).format(**draft.url_format)


def _sources(context: Context) -> Iterator[tuple[str, str]]:
    for key in ("generated_content", "static_content"):
        for source, content in sorted(context[key].items()):
            if content:
                yield source, posix(content.save_as)
