"""The generated site, as the rules see it: its files, its documents and its URL."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import basename, dirname, join, normpath, relpath

from .model import Document
from .online.model import Result
from .resolve import root_of
from .similar import Names
from .syntax.url import is_plain

MANY = 2000
"""The maximum number of names that are searched for a hint."""


@dataclass(frozen=True)
class Site:
    """The generated site. Paths are relative to the output, with ``/``; the home page has the path ``""``."""

    url: str
    """The URL of the site; ``""`` during development."""
    files: frozenset[str]
    """The paths of all files."""
    documents: Mapping[str, Document]
    """The files that can have links, by path."""
    unwritten: Mapping[str, str] = field(default_factory=dict)
    """The paths that drafts would have if they were published, and their sources."""
    drafts: frozenset[str] = frozenset()
    """Documents that are drafts, generated or not."""
    hidden: frozenset[str] = frozenset()
    """Documents that are published but not listed."""
    online: Mapping[str, Result] = field(default_factory=dict)
    """The results of requests to other sites, by URL without fragment."""
    list_sources: Callable[[], Mapping[str, str]] = dict
    """Returns, for each source in the content folder, the path of its document. Called for hints only."""

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """Drafts and hidden documents, which may link to each other."""
        return self.drafts | self.hidden

    @cached_property
    def root(self) -> str:
        """The URL of the site's root, with a slash at its end."""
        return root_of(self.url)

    @cached_property
    def prefix(self) -> str:
        """The path on the host under which the site is published: ``/`` or ``/project/``."""
        return "/" + self.root.split("/", maxsplit=3)[3]

    def file_at(self, path: str) -> str | None:
        """Return the file that a host serves for a path, or None."""
        file = f"{path}index.html" if not path or path.endswith("/") else path
        return file if file in self.files else None

    def find(self, path: str) -> str | None:
        """Return the file for a path, to which the host may add a slash or ``.html``; or None."""
        if path not in self._finds:  # several rules need it
            self._finds[path] = self.file_at(path) or self.redirected(path) or self.extended(path)
        return self._finds[path]

    @cached_property
    def _finds(self) -> dict[str, str | None]:
        return {}

    def redirected(self, path: str) -> str | None:
        """Return the file for a folder path without its slash, or None."""
        return self.file_at(f"{path}/")

    def extended(self, path: str) -> str | None:
        """Return the file for a path without its ``.html``, or None."""
        return self.file_at(f"{path}.html")

    @cached_property
    def folders(self) -> dict[str, set[str]]:
        """The names in each folder; the root is ``""``."""
        found: dict[str, set[str]] = {}
        for file in self.files:
            folder, name = dirname(file), basename(file)
            while name not in found.setdefault(folder, set()):
                found[folder].add(name)
                folder, name = dirname(folder), basename(folder)
                if not name:
                    break
        return found

    def path_hint(self, path: str) -> str:
        """Return a hint for a path that does not exist: a draft, or one misspelt segment; or ``""``."""
        for file in (path, f"{path}index.html", f"{path}/index.html", f"{path}.html"):
            if file in self.unwritten:
                return f"{self.unwritten[file]} is a draft"
        if path.endswith("/") and self.extended(path[:-1]):
            return f"did you mean /{path[:-1]}.html?"
        folder, step, rest = self._first_wrong_step(path)
        similar = self._names_in(folder).nearest(step)
        meant = f"{join(folder, similar)}{rest}"
        return f"did you mean /{meant}?" if similar and self.find(meant) else ""

    def misspelt_step(self, path: str) -> tuple[str, str]:
        """Return the misspelt segment of a path and its only correction, or two empty strings."""
        folder, step, rest = self._first_wrong_step(path)
        similar = self._names_in(folder).only(step)
        return (step, similar) if similar and self.find(f"{join(folder, similar)}{rest}") else ("", "")

    def _first_wrong_step(self, path: str) -> tuple[str, str, str]:
        """Return an existing folder, the path segment that is not in it, and the rest with its slash."""
        steps, folder = path.split("/"), ""
        for index, step in enumerate(steps):
            if step not in self.folders.get(folder, ()):
                return folder, step, "".join(f"/{step}" for step in steps[index + 1 :])
            folder = join(folder, step)
        return folder, "", ""

    def _names_in(self, folder: str) -> Names:
        return self._index_of(f"{folder}/", self.folders.get(folder, ()))

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        return self.list_sources()

    def source_hint(self, document: str, href: str) -> str:
        """Return a hint with the source that an intrasite link was meant for, or ``""``."""
        kind, wanted = self._wanted(document, href)
        similar = self._index_of("{}", self._sources).nearest(wanted) or self._elsewhere(wanted)
        return f"did you mean {kind}/{similar}?" if similar else ""

    def meant_source(self, document: str, href: str) -> str:
        """Return an intrasite link with its only possible source, in the same form, or ``""``."""
        kind, wanted = self._wanted(document, href)
        named = href[len(kind) :].partition("#")[0].partition("?")[0]
        similar = self._index_of("{}", self._sources).only(wanted) or self._elsewhere(wanted)
        if not similar or not named or not is_plain(similar):
            return ""
        folder = dirname(self.source_of(document)) or "."
        path = f"/{similar}" if named.startswith("/") else relpath(similar, folder)
        if dirname(similar) == dirname(wanted):
            path = named[: len(named) - len(basename(wanted))] + basename(similar)
        return f"{kind}{path}{href[len(kind) + len(named) :]}"

    def _wanted(self, document: str, href: str) -> tuple[str, str]:
        """Return the braces of an intrasite link, and its path from the content folder."""
        kind = href.partition("}")[0] + "}"
        named = href[len(kind) :].partition("#")[0].partition("?")[0]
        mine = dirname(self.source_of(document))
        return kind, named.lstrip("/") if named.startswith("/") else normpath(join(mine, named))

    def _elsewhere(self, wanted: str) -> str:
        """Return the only source with the same name in another folder, or ``""``."""
        same = [source for source in self._sources if basename(source) == basename(wanted)]
        return same[0] if len(same) == 1 else ""

    def source_of(self, document: str | None) -> str:
        """Return the path of a document's source in the content folder; ``""`` if it has none."""
        return next((source for source, path in self._sources.items() if path == document), "")

    def fragment_hint(self, document: Document, fragment: str) -> str:
        """Return a hint with the ``id`` that a fragment was meant for, or ``""``."""
        return self._index_of(document.path, document.fragments or ()).hint(fragment, "#")

    def meant_fragment(self, document: Document, fragment: str) -> str:
        """Return the only ``id`` similar to a fragment, or ``""``."""
        return self._index_of(document.path, document.fragments or ()).only(fragment)

    def _index_of(self, key: str, names: Collection[str]) -> Names:
        """Return the cached index of some names; it is empty if there are too many."""
        if key not in self._indexes:
            self._indexes[key] = Names(names if len(names) <= MANY else ())
        return self._indexes[key]

    @cached_property
    def _indexes(self) -> dict[str, Names]:
        return {}
