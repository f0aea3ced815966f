"""The generated site, as the rules see it: its files, its documents and its URL."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import basename, dirname

from .model import Document
from .online.model import Result
from .resolve import is_plain_fragment, is_plain_path, root_of
from .similar import Names


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
    left_out: frozenset[str] = frozenset()
    """Texts that are not written because of an error: their sources and the paths of their documents."""
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

    def defines(self, href: str, base: str) -> bool:
        """Tell whether an internal link leads to a listed file and a fragment of it, plainly written.

        ``base`` is the path of its document or folder, encoded as in a URL. The result is exact for a plain
        link; for any other one, such as one with an encoded character, it may be False.
        """
        head, _, fragment = href.partition("#")
        if head[:1] == "/":
            path = head[1:] if self.prefix == "/" else head
        else:
            folder = base[: base.rfind("/") + 1]
            while head[:3] == "../" and folder and "\\" not in folder:
                head, folder = head[3:], folder[: folder.rfind("/", 0, -1) + 1]
            path = folder + head
        fragments = self._plain.get(path) if head else None
        if fragments is None:
            return False
        return not fragment or (fragment in fragments and is_plain_fragment(fragment))

    @cached_property
    def _plain(self) -> dict[str, frozenset[str]]:
        """The known fragments at each path without unusual characters that leads to a listed file."""
        found = {}
        for file in filter(is_plain_path, self.files - self.unlisted):
            document = self.documents.get(file)
            fragments = (document and document.fragments) or frozenset[str]()
            found[file] = fragments
            if basename(file) == "index.html":
                found[file.removesuffix("index.html")] = fragments
        return found

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
    def folders(self) -> dict[str, frozenset[str]]:
        """The names in each folder; the root is ``""``."""
        found: dict[str, set[str]] = {}
        for file in self.files:
            folder, name = dirname(file), basename(file)
            while name not in found.setdefault(folder, set()):
                found[folder].add(name)
                folder, name = dirname(folder), basename(folder)
                if not name:
                    break
        return {folder: frozenset(names) for folder, names in found.items()}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The path of the document of each source in the content folder."""
        return self.list_sources()

    def source_of(self, document: str | None) -> str:
        """Return the path of a document's source in the content folder; ``""`` if it has none."""
        return next((source for source, path in self.sources.items() if path == document), "")

    def index_of(self, names: Collection[str]) -> Names:
        """Return the index of some names, in which similar ones are searched; made once for each set."""
        key = frozenset(names)
        if key not in self._indexes:
            self._indexes[key] = Names(key)
        return self._indexes[key]

    @cached_property
    def _indexes(self) -> dict[frozenset[str], Names]:
        return {}
