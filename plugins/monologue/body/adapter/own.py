"""What a site adds: plugins of the parser, and components of MDX."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, TemplateError

from ...core.settings import SettingsError
from ..commonmark.parser import Extension
from ..dialects.components import Component

CHILDREN = "\ue002"
"""Stands for the children of a component while its template is rendered."""


def extension_at(path: str) -> Extension:
    """Return the markdown-it plugin at an import path.

    Raises:
        SettingsError: If it cannot be imported.
    """
    module, _, name = path.rpartition(".")
    try:
        found: Extension = getattr(import_module(module), name)
    except Exception as error:  # importing runs code, which may raise anything
        raise SettingsError(f"BODY['extensions']: {path} cannot be imported: {error}") from None
    if not callable(found):
        raise SettingsError(f"BODY['extensions']: {path} is not a plugin of markdown-it-py")
    return found


def sources_of(files: Mapping[str, str], root: Path) -> dict[str, bytes]:
    """Return the source of each component, of which the HTML of a text is made."""
    return {name: (root / file).read_bytes() for name, file in files.items()}


def components_of(files: Mapping[str, str], root: Path) -> dict[str, Component]:
    """Return the components that are templates, by name; paths are relative to ``root``.

    Raises:
        SettingsError: If a template cannot be read, or has an error.
    """
    return {name: _component(name, root / file) for name, file in files.items()}


def _component(name: str, path: Path) -> Component:
    where = f"BODY['components'][{name!r}]"
    try:
        template = Environment(autoescape=True).from_string(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{where}: {path} cannot be read: {error}") from None
    except TemplateError as error:
        raise SettingsError(f"{where}: {path} is not a template: {error}") from None
    return lambda used, attributes: _rendered(template, attributes)


def _rendered(template: Template, attributes: Mapping[str, Any]) -> tuple[str, str]:
    """Return the HTML before and after the children, which the template prints as ``{{ children }}``."""
    before, _, after = template.render({**attributes, "children": CHILDREN}).partition(CHILDREN)
    return before.strip(), after.strip()
