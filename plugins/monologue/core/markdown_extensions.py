"""Which extensions of Python-Markdown are pure: their result depends on the text and their settings alone."""

from collections.abc import Iterable, Mapping
from typing import Any

BUILT_IN = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em"
    " md_in_html meta nl2br sane_lists smarty tables toc wikilinks".split()
)
"""The short names of Markdown's own extensions."""
PURE = ("markdown", "pymdownx")
READING_FILES = frozenset({"pymdownx.snippets", "pymdownx.b64"})


def impure_extensions(markdown: Mapping[str, Any], trusted: Iterable[str] = ()) -> list[str]:
    """Return the names of the extensions in Pelican's setting ``MARKDOWN`` that are not known to be pure.

    Functions in their settings are judged in the same way, by the module that defines them.
    """
    known = (*PURE, *trusted)
    configs = markdown.get("extension_configs", {})
    extensions = [*markdown.get("extensions", ()), *configs]
    names = [one if isinstance(one, str) else type(one).__module__ for one in extensions]
    names += [getattr(value, "__module__", "") or "" for value in _values(configs) if callable(value)]
    return sorted({name for name in names if name in READING_FILES or not _is_known(name, known)})


def _is_known(name: str, known: Iterable[str]) -> bool:
    module = name.partition(":")[0]
    return module in BUILT_IN or any(f"{module}.".startswith(f"{one}.") for one in known)


def _values(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _values(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _values(one)
    else:
        yield value
