"""Tags, categories and authors: names in a list, in a text, or in mappings."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .form import Form, text_of

NAME_FIELDS = ("name", "display_name", "displayName", "title", "login", "slug", "id")
"""The keys of a mapping that may contain the name: Quarto and Hugo; exports of WordPress and Ghost."""


def read_terms(form: Form) -> None:
    """Fill in ``tags``, ``category`` with all ``categories``, and ``authors`` with ``author_details``."""
    _categories(form)
    _tags(form)
    _authors(form)


def _categories(form: Form) -> None:
    names: list[str] = []
    for path, value in form.candidates("category"):
        separators = form.dialect.tag_text if form.dialect.name == "jekyll" and path.endswith("ies") else ""
        found = names_in(form, path, value, separators)
        if found and not names:
            form.set("category", found[0], path)
        form.used |= {path} & {"category", "categories"} if found else set()
        names += found
    if names:
        form.set("categories", list(dict.fromkeys(names)), form.origins["category"])


def _tags(form: Form) -> None:
    meanings = list(form.candidates("tags"))
    if form.dialect.categories_are_tags and "categories" in form.metadata:
        form.set("tags", form.metadata["categories"], form.origins["categories"])
        meanings = [(path, value) for path, value in meanings if path.lower() in {"tags", "tag"}]
    if not meanings:
        return
    path, value = meanings[0]
    form.used |= {path.lower()} & {"tags"}
    names = names_in(form, path, value, form.dialect.tag_text)
    if form.dialect.name == "obsidian":
        names = [name.lstrip("#") for name in names]
    if names:
        form.set("tags", list(dict.fromkeys(filter(None, names))), path)


def _authors(form: Form) -> None:
    if not (found := form.first("authors")):
        return
    path, value = found
    form.used |= {"author", "authors"}
    if isinstance(value, Mapping) and not _name_of(value):
        people = list(value.values())  # one key per author
        value = people if all(isinstance(person, Mapping) for person in people) else value
    separators = ",;" if form.dialect.name == "pelican" and path.lower() == "authors" else ""
    people = value if isinstance(value, list) else [value]
    named = [person for person in people if _name_of(person) or not isinstance(person, Mapping)]
    names = names_in(form, path, named if isinstance(value, list) and named else value, separators)
    if names:
        form.set("authors", list(dict.fromkeys(names)), path)
    if any(isinstance(person, Mapping) for person in people):
        form.set("author_details", [p if isinstance(p, Mapping) else {"name": p} for p in people], path)


def names_in(form: Form, path: str, value: Any, separators: str) -> list[str]:
    """Return the names in a field.

    A text is split at the characters of ``separators``; Pelican's ``,;`` means at
    semicolons if there are any, otherwise at commas. Nulls are dropped, and nested
    lists are flattened, as in Jekyll and Hexo.
    """
    pieces = split_text(value, separators) if isinstance(value, str) else [value]
    names = []
    for place, item in (found for piece in pieces for found in _flat(path, piece)):
        name = _name_of(item)
        if name is None and item is not None:
            form.wrong(place, "a name", item)
        elif name and name.strip():
            names.append(name.strip())
    return names


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the path and the value of each item of a nested list."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _flat(f"{path}.{index}", item)
    else:
        yield path, value


def split_text(text: str, separators: str) -> list[str]:
    """Split a text as a dialect does."""
    if separators == ",;":
        return text.split(";" if ";" in text else ",")
    if separators == " ":
        return text.split("," if "," in text else None)
    return re.split(r"[,\s]+", text) if separators else [text]


def _name_of(item: Any) -> str | None:
    """Return a scalar as text, or the ``name`` of a mapping; Quarto has given and family names."""
    if not isinstance(item, Mapping):
        return text_of(item)
    name = next((item[key] for key in NAME_FIELDS if item.get(key)), None)
    if isinstance(name, Mapping):
        parts = (name.get("given"), name.get("dropping-particle"), name.get("family"))
        name = name.get("literal") or " ".join(str(part) for part in parts if part)
    return text_of(name) or None
