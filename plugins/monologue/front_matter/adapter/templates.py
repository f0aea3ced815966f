"""Find out which templates print a single article or page: with any other, its text would be lost.

A template prints an article if it, or a template that it extends, includes or
imports, reads ``article.content``, or ``x.content`` where ``x`` was assigned from
``article`` or is a macro parameter that receives it.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pelican
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    TemplateError,
    TemplateNotFound,
    meta,
    nodes,
)

REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def environment_of(settings: Mapping[str, Any]) -> Environment:
    """Return an environment that finds templates as Pelican's does. It is only used to parse them."""
    simple = FileSystemLoader(Path(pelican.__file__).parent / "themes/simple/templates")
    theme = FileSystemLoader(Path(settings["THEME"]).expanduser() / "templates")
    overrides = FileSystemLoader([*settings["THEME_TEMPLATES_OVERRIDES"]])
    loader = ChoiceLoader([overrides, theme, simple, PrefixLoader({"!simple": simple, "!theme": theme})])
    return Environment(**{**settings["JINJA_ENVIRONMENT"], "loader": loader})


def prints_content(environment: Environment, name: str, kind: str) -> bool:
    """Return whether the template ``name`` (with extension) prints the content in the variable ``kind``.

    ``kind`` is ``"article"`` or ``"page"``. The result is True if it cannot be known:
    for a template that cannot be read, or that includes another by a computed name.
    """
    try:
        trees, is_whole = with_helpers(environment, name)
    except TemplateNotFound:
        return False
    except (TemplateError, OSError, UnicodeDecodeError):
        return True  # Pelican reports the error when it renders the template
    macros = {macro.name: macro for tree in trees for macro in tree.find_all(nodes.Macro)}
    free = [node for tree in trees for node in free_nodes(tree, kind)]
    is_used = any(isinstance(node, nodes.Name) and node.name == kind for node in free)
    return is_printed(free, kind, macros) or (is_used and not is_whole)


def is_printed(free: Sequence[nodes.Node], kind: str, macros: Mapping[str, nodes.Macro]) -> bool:
    """Return whether ``kind.content`` is read, directly, by an alias or in one of the ``macros``."""
    names = {kind} | {
        node.target.name
        for node in free
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name) and reads(node.node, kind)
    }
    found = {
        node.node.name
        for node in free
        if isinstance(node, nodes.Getattr) and node.attr == "content" and isinstance(node.node, nodes.Name)
    }
    return bool(names & found) or any(
        is_printed(list(free_nodes(macro, "")), parameter, without(macros, macro.name))
        for call in free
        if isinstance(call, nodes.Call)
        for macro, parameter in given(call, names, macros)
    )


def given(
    call: nodes.Call, names: set[str], macros: Mapping[str, nodes.Macro]
) -> Iterator[tuple[nodes.Macro, str]]:
    """Yield the macro that is called, and the parameter that receives one of ``names``."""
    called = call.node
    name = (
        called.attr
        if isinstance(called, nodes.Getattr)
        else called.name
        if isinstance(called, nodes.Name)
        else ""
    )
    if macro := macros.get(name):
        for parameter, value in zip(macro.args, call.args, strict=False):
            if any(reads(value, name) for name in names):
                yield macro, parameter.name
        for keyword in call.kwargs:
            if any(reads(keyword.value, name) for name in names):
                yield macro, keyword.key


def without(macros: Mapping[str, nodes.Macro], name: str) -> dict[str, nodes.Macro]:
    """Return the macros except ``name``, which may call itself."""
    return {other: macro for other, macro in macros.items() if other != name}


def free_nodes(node: nodes.Node, kind: str) -> Iterator[nodes.Node]:
    """Yield all nodes except those in a loop or macro that redefines the variable ``kind``."""
    yield node
    for child in node.iter_child_nodes():
        if kind not in own_names(child):
            yield from free_nodes(child, kind)


def own_names(node: nodes.Node) -> set[str]:
    """Return the variables that a loop or a macro defines."""
    if isinstance(node, nodes.Macro):
        return {arg.name for arg in node.args}
    if not isinstance(node, nodes.For):
        return set()
    target = node.target
    return (
        {target.name}
        if isinstance(target, nodes.Name)
        else {name.name for name in target.find_all(nodes.Name)}
    )


def with_helpers(environment: Environment, name: str) -> tuple[list[nodes.Template], bool]:
    """Return a template and all templates that it refers to, and whether all their names are constant.

    Names computed in an imported file do not matter, because it does not see the content.
    """
    trees: dict[str, nodes.Template] = {}
    waiting, is_whole = [(name, True)], True
    while waiting:
        current, sees_content = waiting.pop()
        if current in trees or environment.loader is None:
            continue
        try:
            source, _, _ = environment.loader.get_source(environment, current)
        except TemplateNotFound:
            if current == name:
                raise
            continue  # an include may be missing
        tree = trees[current] = environment.parse(source)
        for node in tree.find_all(REFERENCES):
            is_import = isinstance(node, nodes.Import | nodes.FromImport)
            for other in meta.find_referenced_templates(nodes.Template([node], lineno=1)):
                if other is not None:
                    waiting.append((other, sees_content and not is_import))
                elif sees_content and not is_import:
                    is_whole = False
    return list(trees.values()), is_whole


def reads(node: nodes.Node, kind: str) -> bool:
    """Return whether an expression is, or may evaluate to, the variable ``kind``."""
    if isinstance(node, nodes.Name):
        return node.name == kind
    if isinstance(node, nodes.Or | nodes.And):
        return reads(node.left, kind) or reads(node.right, kind)
    if isinstance(node, nodes.CondExpr):
        return reads(node.expr1, kind) or (node.expr2 is not None and reads(node.expr2, kind))
    return isinstance(node, nodes.Filter) and node.node is not None and reads(node.node, kind)
