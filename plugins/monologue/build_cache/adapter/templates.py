"""Which code templates run: their sources, and names and filters of the site's own that may do anything."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from ...core.cache import digest
from .doors import RECORDER
from .environment import ROOT, is_of

KNOWN = (
    "jinja2",
    "markupsafe",
    "pelican.utils",
    "pelican.urlwrappers",
    "pelican.contents",
    "pelican.paginator",
)
"""Modules whose functions depend on their arguments alone."""
RANDOM = frozenset({"random", "lipsum"})
"""Jinja's own functions whose result differs each time."""
PLAIN_BUILTINS = frozenset(
    "abs all any bool bytes chr dict divmod enumerate filter float format frozenset int isinstance len list"
    " map max min ord pow range repr reversed round set sorted str sum tuple zip".split()
)
PLAIN_MODULES = frozenset({"builtins", "datetime", "zoneinfo", "re", "decimal", "collections"})
"""Modules whose objects read no file and no clock when a template uses them."""
GIVEN: dict[str, Callable[[Context], Any]] = {
    "context": lambda context: context,
    "eval_context": lambda context: context.eval_ctx,
    "environment": lambda context: context.environment,
}
"""What Jinja passes to a function as its first argument if it asks for that."""
MARK = "_monologue_recorded"


def templates_digest(settings: Mapping[str, Any]) -> bytes:
    """Return the digest of every file in the theme's templates and in the site's own."""
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(settings["THEME"]).expanduser() / "templates"]
    return digest(*(part for folder in folders for part in _files(str(folder))))


def _files(folder: str) -> Iterator[bytes | str]:
    """Yield the path and the content of each file below a folder, in the order of the paths."""
    yield folder
    for base, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(names):
            path = Path(base, name)
            yield str(path)
            try:
                yield path.read_bytes()
            except OSError:
                yield "unreadable"


def record_unknown(environment: Environment, settings: Mapping[str, Any], trusted: tuple[str, ...]) -> None:
    """Make the environment record that a document used a name, a filter or a test that may do anything.

    Its results are not changed. A template can use every setting by its name.
    """
    known = (ROOT, *KNOWN, *trusted)
    if getattr(environment, MARK, False):
        return
    setattr(environment, MARK, True)
    for table in (environment.filters, environment.tests):
        for name, function in list(table.items()):
            if name in RANDOM or not _is_known(function, known):
                table[name] = _recorded(function)
    values = {**settings, **environment.globals}
    own = {name for name, value in values.items() if name in RANDOM or not is_plain(value, known)}
    environment.context_class = _watching(environment.context_class, own, known)


def _recorded(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same filter or test, which records its use.

    It gets the context, so that Jinja never computes it in advance for a constant.
    """
    wanted = GIVEN.get(getattr(getattr(function, "jinja_pass_arg", None), "name", ""))

    @pass_context
    def recorded(context: Context, *arguments: Any, **keywords: Any) -> Any:
        RECORDER.is_known = False
        first = [wanted(context)] if wanted else []
        return function(*first, *arguments, **keywords)

    return recorded


def _is_known(function: Any, known: tuple[str, ...]) -> bool:
    module = getattr(function, "__module__", None) or type(function).__module__
    name = getattr(function, "__name__", "")
    if module == "builtins":
        return name in PLAIN_BUILTINS
    return module == "_operator" or is_of(module, known)


def is_plain(value: Any, known: tuple[str, ...], above: tuple[int, ...] = ()) -> bool:
    """Return whether the use of a value in a template depends on nothing else: not an unknown object."""
    if id(value) in above:
        return True
    if callable(value):
        return _is_known(value, known)
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        parts = value.values() if isinstance(value, Mapping) else value
        return all(is_plain(one, known, (*above, id(value))) for one in parts)
    return type(value).__module__ in PLAIN_MODULES or is_of(type(value).__module__, known)


def are_known(options: Mapping[str, Any], trusted: tuple[str, ...]) -> bool:
    """Return whether the options of Jinja, in the setting ``JINJA_ENVIRONMENT``, add no unknown code."""
    known = (ROOT, *KNOWN, *trusted)
    extensions = options.get("extensions", ())
    others = {name: value for name, value in options.items() if name != "extensions"}
    named = (one if isinstance(one, str) else one.__module__ for one in extensions)
    return is_plain(others, known) and all(is_of(name, known) for name in named)


def _watching(base: type[Context], own: set[str], known: tuple[str, ...]) -> type[Context]:
    """Return a context class that records the use of the names in ``own``.

    A name that a template imports without context is looked up only once, for all later documents.
    """

    class Watching(base):  # type: ignore[misc, valid-type]
        def resolve_or_missing(self, key: str) -> Any:
            if key in own:
                RECORDER.is_ever_known = RECORDER.is_known = False
            return super().resolve_or_missing(key)

    return Watching if own else base
