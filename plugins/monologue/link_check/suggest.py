"""Suggest what a link that leads nowhere was meant to be. No disk, no network.

A hint is a guess that the author reads. What ``--fix`` writes, the functions ``misspelt_step`` and
``meant_…``, must be the only possible correction.
"""

from collections.abc import Collection
from posixpath import basename, dirname, join, normpath, relpath

from .model import Document
from .similar import Names
from .site import Site
from .syntax.url import is_plain

MANY = 2000
"""The maximum number of names that are searched for a hint."""


def is_left_out(path: str, document: str, href: str, site: Site) -> bool:
    """Return whether a link leads to a text that is not written because of an error in it.

    That error is reported. ``path`` is the target; ``href`` may name a source, relative to that of the
    document.
    """
    if not site.left_out:
        return False
    braced = href if href.lstrip("/").startswith(("{", "%7", "|")) else f"{{filename}}{href}"
    return not site.left_out.isdisjoint({*_files(path), _wanted(document, braced, site)[1]})


def _files(path: str) -> tuple[str, ...]:
    """Return the files that a host may serve for a path."""
    return path, f"{path}index.html", f"{path}/index.html", f"{path}.html"


def path_hint(path: str, site: Site) -> str:
    """Return a hint for a path that does not exist: a draft, or one misspelt segment; or ``""``."""
    for file in _files(path):
        if file in site.unwritten:
            return f"{site.unwritten[file]} is a draft"
    if path.endswith("/") and site.extended(path[:-1]):
        return f"did you mean /{path[:-1]}.html?"
    folder, step, rest = _first_wrong_step(path, site)
    similar = _names_in(folder, site).nearest(step)
    meant = f"{join(folder, similar)}{rest}"
    return f"did you mean /{meant}?" if similar and site.find(meant) else ""


def misspelt_step(path: str, site: Site) -> tuple[str, str]:
    """Return the misspelt segment of a path and its only correction, or two empty strings."""
    folder, step, rest = _first_wrong_step(path, site)
    similar = _names_in(folder, site).only(step)
    return (step, similar) if similar and site.find(f"{join(folder, similar)}{rest}") else ("", "")


def _first_wrong_step(path: str, site: Site) -> tuple[str, str, str]:
    """Return an existing folder, the path segment that is not in it, and the rest with its slash."""
    steps, folder = path.split("/"), ""
    for index, step in enumerate(steps):
        if step not in site.folders.get(folder, ()):
            return folder, step, "".join(f"/{step}" for step in steps[index + 1 :])
        folder = join(folder, step)
    return folder, "", ""


def _names_in(folder: str, site: Site) -> Names:
    return _index_of(site.folders.get(folder, ()), site)


def source_hint(document: str, href: str, site: Site) -> str:
    """Return a hint with the source that an intrasite link of a document was meant for, or ``""``."""
    kind, wanted = _wanted(document, href, site)
    similar = _index_of(site.sources, site).nearest(wanted) or _elsewhere(wanted, site)
    return f"did you mean {kind}/{similar}?" if similar else ""


def meant_source(document: str, href: str, site: Site) -> str:
    """Return an intrasite link with its only possible source, in the same form, or ``""``."""
    kind, wanted = _wanted(document, href, site)
    named = href[len(kind) :].partition("#")[0].partition("?")[0]
    similar = _index_of(site.sources, site).only(wanted) or _elsewhere(wanted, site)
    if not similar or not named or not is_plain(similar):
        return ""
    folder = dirname(site.source_of(document)) or "."
    path = f"/{similar}" if named.startswith("/") else relpath(similar, folder)
    if dirname(similar) == dirname(wanted):
        path = named[: len(named) - len(basename(wanted))] + basename(similar)
    return f"{kind}{path}{href[len(kind) + len(named) :]}"


def _wanted(document: str, href: str, site: Site) -> tuple[str, str]:
    """Return the braces of an intrasite link, and its path from the content folder."""
    kind = href.partition("}")[0] + "}"
    named = href[len(kind) :].partition("#")[0].partition("?")[0]
    mine = dirname(site.source_of(document))
    return kind, named.lstrip("/") if named.startswith("/") else normpath(join(mine, named))


def _elsewhere(wanted: str, site: Site) -> str:
    """Return the only source with the same name in another folder, or ``""``."""
    same = [source for source in site.sources if basename(source) == basename(wanted)]
    return same[0] if len(same) == 1 else ""


def fragment_hint(fragment: str, document: Document, site: Site) -> str:
    """Return a hint with the ``id`` that a fragment was meant for, or ``""``."""
    return _index_of(document.fragments or (), site).hint(fragment, "#")


def meant_fragment(fragment: str, document: Document, site: Site) -> str:
    """Return the only ``id`` similar to a fragment, or ``""``."""
    return _index_of(document.fragments or (), site).only(fragment)


def _index_of(names: Collection[str], site: Site) -> Names:
    """Return the index of some names; it is empty if there are too many."""
    return site.index_of(names if len(names) <= MANY else ())
