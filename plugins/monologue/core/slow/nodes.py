"""A tree of elements with positions in the text, and the simple selectors that are used on it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache, cached_property
from typing import NamedTuple, TypeAlias
from xml.etree import ElementTree as ET

Node: TypeAlias = "ET.Element[str]"


class Namespace(Enum):
    """The namespace of an element."""

    HTML = "http://www.w3.org/1999/xhtml"
    SVG = "http://www.w3.org/2000/svg"
    MATHML = "http://www.w3.org/1998/Math/MathML"


class SourceSpan(NamedTuple):
    """A part of the text, as offsets."""

    start_offset: int
    end_offset: int


class SourceLocation(NamedTuple):
    """Where an element is in the text."""

    start_tag: SourceSpan
    end_tag: SourceSpan | None
    """None if the element is closed by something other than its own end tag."""
    attrs: Mapping[str, SourceSpan]
    """By name in lower case; name and value together."""


ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<whole>(?P<name>=?[^\s/>=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|(?!["'])[^\s>]*))?)"""
)
"""One attribute in a start tag. Source: WHATWG HTML, section 13.2.5.32 to 13.2.5.39."""
PREFIXES = {
    "{http://www.w3.org/1999/xlink}": "xlink:",
    "{http://www.w3.org/XML/1998/namespace}": "xml:",
    "{http://www.w3.org/2000/xmlns/}": "xmlns:",
}
SELECTOR = re.compile(
    r"(?P<tag>[\w-]*)(?P<classes>(?:\.[\w-]+)*)(?:\[(?P<name>[\w:-]+)(?:=\"?(?P<value>[\w-]+)\"?)?\])?"
)
"""A tag, an attribute, or both; a list of them has commas."""


def location_of(text: str, start: SourceSpan, end: SourceSpan | None) -> SourceLocation:
    """Return the location of an element; the first of two attributes with the same name counts."""
    spans: dict[str, SourceSpan] = {}
    name = re.compile(r"<[^\s/>]+").match(text, start.start_offset)
    at = name.end() if name else start.end_offset
    while (found := ATTRIBUTE.match(text, at, start.end_offset)) and found["whole"]:
        spans.setdefault(found["name"].lower(), SourceSpan(*found.span("whole")))
        at = found.end()
    return SourceLocation(start, end, spans)


class Element:
    """An element of a tree."""

    def __init__(self, tree: "Tree", et: Node, parent: "Element | None") -> None:
        namespace, _, self.tag = et.tag.rpartition("}")
        self.namespace = Namespace(namespace[1:])
        self.parent, self._tree, self.et = parent, tree, et

    @cached_property
    def _attributes(self) -> dict[str, str]:
        names = ((name.rpartition("}"), value) for name, value in self.et.attrib.items())
        return {PREFIXES.get(f"{head}{end}", "") + name: value for (head, end, name), value in names}

    @property
    def attrs(self) -> dict[str, str | list[str]]:
        """The attributes; the value of ``class`` is a list of words."""
        return {name: value.split() if name == "class" else value for name, value in self._attributes.items()}

    def attr(self, name: str) -> str | None:
        """Return the value of an attribute; None if there is none."""
        return self._attributes.get(name)

    def has_class(self, name: str) -> bool:
        """Return whether the element has a class."""
        return name in (self.attr("class") or "").split()

    @property
    def text(self) -> str:
        """All text in the element."""
        return "".join(self.et.itertext())

    @property
    def source_location(self) -> SourceLocation | None:
        """Where the element is in the text; None if the parser added it."""
        start, end = self._tree.spans.get(self.et, (None, None))
        return location_of(self._tree.source, start, end) if start else None

    def select_one(self, selector: str) -> "Element | None":
        """Return the first element in this one that a selector matches."""
        below = self.et.iter()
        next(below)
        found = (self._tree.by_et[et] for et in below if et in self._tree.by_et)
        return next((one for one in found if matches(one, selector)), None)

    def closest(self, selector: str) -> "Element | None":
        """Return this element, or the nearest one around it, that a selector matches."""
        one: Element | None = self
        while one and not matches(one, selector):
            one = one.parent
        return one


@cache
def parts_of(selector: str) -> list[re.Match[str]]:
    """Return the parts of each of the selectors, with commas between them."""
    found = [SELECTOR.fullmatch(part.strip().replace(r"\:", ":")) for part in selector.split(",")]
    assert all(found), selector
    return [match for match in found if match]


def matches(element: Element, selector: str) -> bool:
    """Return whether one of the selectors, with commas between them, matches an element."""
    for wanted in parts_of(selector):
        value = element.attr(wanted["name"]) if wanted["name"] else None
        if wanted["tag"] not in ("", element.tag) or (wanted["name"] and value is None):
            continue
        if not all(map(element.has_class, wanted["classes"].split(".")[1:])):
            continue
        if wanted["value"] in (None, value):
            return True
    return False


class Tree:
    """A parsed document. Elements are in the order of their start tags."""

    def __init__(
        self,
        root: Node,
        source: str,
        spans: Mapping[Node, tuple[SourceSpan | None, SourceSpan | None]],
        encoding: str,
    ) -> None:
        self.root, self.source, self.spans, self.encoding = root, source, spans, encoding
        self._fill()

    def _fill(self) -> None:
        self.by_et: dict[Node, Element] = {}
        waiting: list[tuple[Node, Element | None]] = [(self.root, None)]
        while waiting:
            et, parent = waiting.pop()
            if isinstance(et.tag, str) and et.tag.startswith("{"):
                parent = self.by_et[et] = Element(self, et, parent)
            waiting.extend((child, parent) for child in reversed(et))

    def iter_elements(self, *wanted: str | Iterable[str]) -> Iterator[Element]:
        """Yield the elements, or only those with the given names."""
        names = {name for one in wanted for name in ([one] if isinstance(one, str) else one)}
        return (one for one in list(self.by_et.values()) if not names or one.tag in names)

    def select(self, selector: str) -> list[Element]:
        """Return the elements that a selector matches."""
        return [one for one in self.by_et.values() if matches(one, selector)]

    def remove(self, selector: str) -> None:
        """Remove the elements that a selector matches; the text behind them stays."""
        doomed = {one.et for one in self.select(selector)}
        for parent in list(self.root.iter()) if doomed else ():
            if not doomed.isdisjoint(parent):
                _keep_only(parent, [child for child in parent if child not in doomed], doomed)
        self._fill()

    @property
    def text(self) -> str:
        """All text of the document."""
        return "".join(self.root.itertext())


def _keep_only(parent: Node, kept: "list[Node]", doomed: "set[Node]") -> None:
    """Remove children, and move the text behind each to the end of what is before it."""
    before: Node | None = None
    for child in parent:
        if child not in doomed:
            before = child
        elif before is None:
            parent.text = (parent.text or "") + (child.tail or "")
        else:
            before.tail = (before.tail or "") + (child.tail or "")
    parent[:] = kept
