"""What every value depends on: code, versions, settings; and whether a site has code that is unknown."""

import locale
import os
import platform
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican.plugins import signals

from ...core.cache import digest
from ..plain import UnknownValueError, digest_of

PACKAGE = Path(__file__).resolve().parents[2]
"""The folder of this bundle."""
ROOT = __name__.removesuffix(".build_cache.adapter.environment")
"""The name of this bundle as it is imported."""
WITHOUT_EFFECT = frozenset(
    "OUTPUT_PATH CACHE_PATH DIAGNOSTICS WATCHED_FILES REPORT FAIL_ON PORT BIND DEBUG BUILD_CACHE_NOTES"
    " BUILD_CACHE_STORE BUILD_CACHE_RENDERED BUILD_CACHE OUTPUT_RETENTION DELETE_OUTPUT_DIRECTORY"
    " DATE_LABELS_READERS SOURCE_TEXTS LOG_FILTER PELICAN_CLASS LOAD_CONTENT_CACHE".split()
)
"""Settings that do not change what is read or rendered, or that differ between two builds."""

LIBRARIES = frozenset({"site-packages", "dist-packages"})
"""Folders of installed packages, which are compared by version."""
STANDARD = sysconfig.get_path("stdlib")


def code_digest() -> bytes:
    """Return the digest of everything that is installed, and of the source of this bundle."""
    return digest(
        sys.version,
        platform.platform(),
        *sorted(_installed(sys.path)),
        *_sources(PACKAGE),
    )


def _installed(paths: Iterable[str]) -> Iterator[str]:
    """Yield the name and version of each installed package, which are in the name of a folder."""
    for path in paths:
        try:
            yield from (name for name in os.listdir(path) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
        except OSError:  # not a folder
            continue


def _sources(folder: Path) -> Iterator[bytes | str]:
    """Yield the path and the content of every Python file of a package, or of one module."""
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]
    for path in files:
        yield str(path.relative_to(folder.parent))
        yield path.read_bytes()


def environment_digest(
    settings: Mapping[str, Any], plugins: Iterable[Any], prefix: bytes
) -> tuple[bytes, str]:
    """Return the digest of what reading depends on besides the sources.

    The second value is the name of a setting whose value cannot be compared; then nothing can be reused.
    """
    settings = {**settings, "MARKDOWN": _completed(settings["MARKDOWN"])}
    names = [name for name in settings if name not in WITHOUT_EFFECT and name.isupper()]
    known: list[bytes] = []
    for name in sorted(names):
        try:
            known.append(digest_of((name, settings[name]), of_bundle))
        except UnknownValueError as error:
            return b"", f"{name} ({error})"
    code = [part for path in sorted(own_files(plugins)) for part in _sources(path)]
    here = (str(Path.cwd()), str(time.tzname), str(locale.setlocale(locale.LC_ALL)))
    return digest(prefix, *known, *code, *here), ""


def _completed(markdown: Mapping[str, Any]) -> dict[str, Any]:
    """Return the setting ``MARKDOWN`` with the extensions that Pelican's reader adds to it."""
    configs = markdown.get("extension_configs", {})
    extensions = [*markdown.get("extensions", ()), *configs, "markdown.extensions.meta"]
    return {**markdown, "extension_configs": configs, "extensions": list(dict.fromkeys(extensions))}


def of_bundle(value: Any) -> bytes | None:
    """Return what stands for an object of this bundle: it is made of settings and of known code."""
    kind = type(value)
    return kind.__qualname__.encode() if is_of(kind.__module__, (ROOT,)) else None


def is_of(module: str | None, packages: Iterable[str]) -> bool:
    """Return whether a module is one of the packages, or in one."""
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


def own_files(plugins: Iterable[Any]) -> set[Path]:
    """Return the files of the site's own modules, wherever they are, and the files or folders of plugins."""
    files = {_file_of(module) for module in plugins}
    for name, module in list(sys.modules.items()):
        file = str(getattr(module, "__file__", None) or "")
        is_own = name != "__main__" and file and not file.startswith(STANDARD)
        if is_own and LIBRARIES.isdisjoint(Path(file).parts):
            files.add(Path(file))
    return {file for file in files if file and not file.is_relative_to(PACKAGE)}


def _file_of(module: Any) -> Path | None:
    file = getattr(module, "__file__", None)
    if not file:
        return None
    path = Path(file)
    return path.parent if path.name == "__init__.py" else path


def unknown_code(plugins: Iterable[Any], trusted: Iterable[str]) -> list[str]:
    """Return the plugins, and modules with signal handlers, that are neither of this bundle nor trusted."""
    known = (ROOT, *trusted)
    names = {getattr(module, "__name__", str(module)) for module in plugins} | set(_handlers())
    return sorted(name for name in names if not is_of(name, known))


def _handlers() -> Iterator[str]:
    """Yield the modules of all handlers that are connected to Pelican's signals."""
    for signal in vars(signals).values():
        for reference in list(getattr(signal, "receivers", {}).values()):
            handler = reference() if hasattr(reference, "__callback__") else reference
            module = getattr(handler, "__module__", None)
            if handler is not None and module:
                yield module
