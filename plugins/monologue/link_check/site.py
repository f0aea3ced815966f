"""Everything that was written, and where it will stand; the rules ask it. Values only."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import basename, dirname, join, normpath, relpath

from .model import Document
from .near import Names
from .online.model import Result
from .resolve import root_of
from .urls import is_plain

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
        if path not in self._finds:  # every rule asks for it
            self._finds[path] = self.file_at(path) or self.redirected(path) or self.extended(path)
        return self._finds[path]

    @cached_property
    def _finds(self) -> dict[str, str | None]:
        return {}

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
        folder, step, rest = self._first_wrong_step(path)
        near = self._names_in(folder).nearest(step)
        meant = f"{join(folder, near)}{rest}"
        return f"did you mean /{meant}?" if near and self.find(meant) else ""

    def misspelt_step(self, path: str) -> tuple[str, str]:
        """Return the step of a path that is misspelt, and the one name that it can mean; or ``""`` twice."""
        folder, step, rest = self._first_wrong_step(path)
        near = self._names_in(folder).only(step)
        return (step, near) if near and self.find(f"{join(folder, near)}{rest}") else ("", "")

    def _first_wrong_step(self, path: str) -> tuple[str, str, str]:
        """Return a folder that there is, the step that is not in it, and the rest with its slash."""
        steps, folder = path.split("/"), ""
        for index, step in enumerate(steps):
            if step not in self.folders.get(folder, ()):
                return folder, step, "".join(f"/{step}" for step in steps[index + 1 :])
            folder = join(folder, step)
        return folder, "", ""

    def _names_in(self, folder: str) -> Names:
        return self._near_to(f"{folder}/", self.folders.get(folder, ()))

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        return self.list_sources()

    def source_hint(self, document: str, href: str) -> str:
        """Say which source an intrasite link meant: its name elsewhere, or a name a letter away."""
        kind, wanted = self._wanted(document, href)
        near = self._near_to("{}", self._sources).nearest(wanted) or self._elsewhere(wanted)
        return f"did you mean {kind}/{near}?" if near else ""

    def meant_source(self, document: str, href: str) -> str:
        """Return an intrasite link with the one source that it can mean, in the form it has, or ``""``."""
        kind, wanted = self._wanted(document, href)
        named = href[len(kind) :].partition("#")[0].partition("?")[0]
        near = self._near_to("{}", self._sources).only(wanted) or self._elsewhere(wanted)
        if not near or not named or not is_plain(near):
            return ""
        folder = dirname(self.source_of(document)) or "."
        path = f"/{near}" if named.startswith("/") else relpath(near, folder)
        if dirname(near) == dirname(wanted):
            path = named[: len(named) - len(basename(wanted))] + basename(near)
        return f"{kind}{path}{href[len(kind) + len(named) :]}"

    def _wanted(self, document: str, href: str) -> tuple[str, str]:
        """Return the braces of an intrasite link, and the path from the content folder that it names."""
        kind = href.partition("}")[0] + "}"
        named = href[len(kind) :].partition("#")[0].partition("?")[0]
        mine = dirname(self.source_of(document))
        return kind, named.lstrip("/") if named.startswith("/") else normpath(join(mine, named))

    def _elsewhere(self, wanted: str) -> str:
        """Return the one source of that name in another folder, or ``""``."""
        same = [source for source in self._sources if basename(source) == basename(wanted)]
        return same[0] if len(same) == 1 else ""

    def source_of(self, document: str | None) -> str:
        """Return the source of a document, below the content folder; empty for what has none."""
        return next((source for source, path in self._sources.items() if path == document), "")

    def fragment_hint(self, document: Document, fragment: str) -> str:
        """Say which ``id`` of a document a fragment meant."""
        return self._near_to(document.path, document.fragments or ()).hint(fragment, "#")

    def meant_fragment(self, document: Document, fragment: str) -> str:
        """Return the one ``id`` of a document that a fragment can mean, or ``""``."""
        return self._near_to(document.path, document.fragments or ()).only(fragment)

    def _near_to(self, key: str, names: Collection[str]) -> Names:
        """Return the index of some names, made once; of very many, none."""
        if key not in self._near:
            self._near[key] = Names(names if len(names) <= MANY else ())
        return self._near[key]

    @cached_property
    def _near(self) -> dict[str, Names]:
        return {}
