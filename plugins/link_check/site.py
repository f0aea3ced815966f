"""Everything that was written, and where it will stand; the rules ask it. Values only."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import basename, dirname, join, normpath

from .model import Document
from .near import Names
from .online.model import Result
from .resolve import root_of

MANY = 2000
"""More names than this are not searched for a hint."""


@dataclass(frozen=True)
class Site:
    """The written site. Paths are relative to the output, with ``/``; ``""`` is the home page's address."""

    url: str
    """The site's address; ``""`` while developing."""
    files: frozenset[str]
    """Every written file."""
    documents: Mapping[str, Document]
    """Those of them that have links, by path."""
    unwritten: Mapping[str, str] = field(default_factory=dict)
    """Paths where a draft is not, but would be if it were published, and its source."""
    drafts: frozenset[str] = frozenset()
    """Documents that are drafts, written or not."""
    hidden: frozenset[str] = frozenset()
    """Documents that are published, but in no listing."""
    online: Mapping[str, Result] = field(default_factory=dict)
    """What other sites answered, by URL without fragment; nothing of what was not asked."""
    list_sources: Callable[[], Mapping[str, str]] = dict
    """Gives, for each source below the content folder, the path of its document. A hint asks for it."""

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """Drafts and hidden documents: what they link to need not be public either."""
        return self.drafts | self.hidden

    @cached_property
    def root(self) -> str:
        """The address that every document's own begins with; it ends with a slash."""
        return root_of(self.url)

    @cached_property
    def prefix(self) -> str:
        """The path on its host where the site begins: ``/``, or ``/project/``."""
        return "/" + self.root.split("/", maxsplit=3)[3]

    def file_at(self, path: str) -> str | None:
        """Return the file that a host answers with, or None."""
        file = f"{path}index.html" if not path or path.endswith("/") else path
        return file if file in self.files else None

    def find(self, path: str) -> str | None:
        """Return the file that a reader ends at, a folder's slash or an ``.html`` added by the host."""
        return self.file_at(path) or self.redirected(path) or self.extended(path)

    def redirected(self, path: str) -> str | None:
        """Return the file of a folder whose slash is missing."""
        return self.file_at(f"{path}/")

    def extended(self, path: str) -> str | None:
        """Return the file whose ``.html`` is missing."""
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
        """Say what a path that is not written was meant to be, if one step of it is misspelt."""
        for file in (path, f"{path}index.html", f"{path}/index.html", f"{path}.html"):
            if file in self.unwritten:
                return f"{self.unwritten[file]} is a draft"
        if path.endswith("/") and self.extended(path[:-1]):
            return f"did you mean /{path[:-1]}.html?"
        steps, folder = path.split("/"), ""
        for index, step in enumerate(steps):
            if step in self.folders.get(folder, ()):
                folder = join(folder, step)
                continue
            near = self._near_to(f"{folder}/", self.folders.get(folder, ())).nearest(step)
            meant = "/".join([*steps[:index], near, *steps[index + 1 :]])
            return f"did you mean /{meant}?" if near and self.find(meant) else ""
        return ""

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        return self.list_sources()

    def source_hint(self, document: str, href: str) -> str:
        """Say which source an intrasite link meant: its name elsewhere, or a name a letter away."""
        named = href.partition("}")[2].partition("#")[0].partition("?")[0]
        sources = self._sources
        mine = self.source_of(document)
        wanted = named.lstrip("/") if named.startswith("/") else normpath(join(dirname(mine), named))
        kind = href.partition("}")[0] + "}"
        if near := self._near_to("{}", sources).nearest(wanted):
            return f"did you mean {kind}/{near}?"
        same = sorted(source for source in sources if basename(source) == basename(wanted))
        return f"did you mean {kind}/{same[0]}?" if len(same) == 1 else ""

    def source_of(self, document: str | None) -> str:
        """Return the source of a document, below the content folder; empty for what has none."""
        return next((source for source, path in self._sources.items() if path == document), "")

    def fragment_hint(self, document: Document, fragment: str) -> str:
        """Say which ``id`` of a document a fragment meant."""
        return self._near_to(document.path, document.fragments or ()).hint(fragment, "#")

    def _near_to(self, key: str, names: Collection[str]) -> Names:
        """Return the index of some names, made once; of very many, none."""
        if key not in self._near:
            self._near[key] = Names(names if len(names) <= MANY else ())
        return self._near[key]

    @cached_property
    def _near(self) -> dict[str, Names]:
        return {}
