"""What an extension knows about the text that is parsed, and where it reports faults."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Protocol

from ...core.text import Text

SEVERAL = "write the folder, too"
"""What to do about a name that means several files."""
KEY = "monologue"
"""The key of a parser's ``env`` under which the context is."""


class Files(Protocol):
    """The files of the content folder. Paths are relative to it, with slashes."""

    def find(self, name: str) -> Sequence[str]:
        """Return the paths of the files that a name means anywhere in the content, the best one first.

        A name is a file's name with or without ``.md``, the end of its path, or an alias, in any case.
        """

    def similar(self, name: str) -> Iterable[str]:
        """Return the names of files that may be meant by a name that does not exist."""

    def published(self, path: str) -> Text | None:
        """Return the text of a source of the site; None if it is a draft, or not a source."""

    def text(self, path: str) -> Text | None:
        """Return the text of a file, without front matter; None if it is not published."""


class NoFiles:
    """Files of a text that stands alone."""

    def find(self, name: str) -> Sequence[str]:
        """Return nothing: there are no files."""
        return ()

    def similar(self, name: str) -> Iterable[str]:
        """Return nothing: there are no files."""
        return ()

    def published(self, path: str) -> Text | None:
        """Return None: there are no files."""

    def text(self, path: str) -> Text | None:
        """Return None: there are no files."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a text that is not right, and where."""

    rule: str
    message: str
    line: int
    """From 0, in the text."""
    column: int = -1
    """From 0, in characters; -1 if unknown."""
    hint: str = ""


@dataclass(slots=True)
class Context:
    """One conversion of one text."""

    text: Text
    files: Files = field(default_factory=NoFiles)
    site: Mapping[str, Any] = field(default_factory=dict)
    """Pelican's settings, for what a text can refer to: ``SITEURL``."""
    faults: list[Fault] = field(default_factory=list)
    leftovers: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    """Where what is not understood is, by rule and name."""
    above: tuple[str, ...] = ()
    """The paths of the files that embed this one, the outermost first."""
    section: str = ""
    """The heading or block that is embedded, as ``#Heading`` or ``#^id``; empty for the whole text.

    It is emptied when the section has been found."""
    embedded: list[Text] = field(default_factory=list)
    """The texts that are embedded in the outermost one, at any depth. Shared with their contexts."""
    unexpanded: str = ""
    """Why an embed inside an embedded text was not expanded, for the report of the outermost one."""
    components: Mapping[str, Callable[[str, Mapping[str, Any]], tuple[str, str]]] = field(
        default_factory=dict
    )
    """The site's own components of MDX: see ``dialects.components``."""
    inserted: list[tuple[str, str]] = field(default_factory=list)
    """What each placeholder stands for, in HTML and as plain text: see ``prepare.insert``."""

    inline: Callable[[str], str] = escape
    """Returns inline Markdown as HTML, for a caption in an attribute."""

    origin: Callable[[int, int], tuple[int, int]] = lambda line, column: (line, column)
    """Returns where a line and column of the text that is read now were in the text as it was written."""

    embed: Callable[[Text, str], str | None] = lambda text, section: None
    """Returns another text, or a section of it, as HTML for this one; None if there is no such section."""

    def candidates(self, name: str) -> Sequence[str]:
        """Return the paths of the files that a name means, the one that is taken first.

        A file at this path, or else one in the same folder as the text, is the only one.
        """
        found = self.files.find(name)
        exact = [
            path
            for path in found
            if path.casefold().removesuffix(".md") == name.casefold().removesuffix(".md")
        ]
        folder = self.text.path.rpartition("/")[0]
        near = [path for path in found if path.rpartition("/")[0] == folder]
        return exact[:1] or near[:1] or found

    def named(self, name: str) -> str | None:
        """Return the path of the file that a name means; None if there is none. Report several."""
        found = self.candidates(name)
        if len(found) > 1:
            self.report("ambiguous-note", ambiguity(name, found), *self.find(name), SEVERAL)
        return found[0] if found else None

    def find(self, words: str) -> tuple[int, int]:
        """Return the line and column of words in the text; the first line if they are not there."""
        offset = max(self.text.markdown.find(words), 0)
        before = self.text.markdown[:offset]
        return before.count("\n"), offset - before.rfind("\n") - 1

    def leftover(self, rule: str, what: str, line: int, column: int = -1) -> None:
        """Report something of another generator that is shown as it is written: once for each ``what``."""
        self.leftovers.setdefault((rule, what), []).append(self.origin(line, column))

    def all_faults(self) -> list[Fault]:
        """Return the faults, leftovers included."""
        found = list(self.faults)
        for (rule, what), places in self.leftovers.items():
            times = f", {len(places)} times" if len(places) > 1 else ""
            message = f"{what} is not known here, and is shown as it is written{times}"
            found.append(Fault(rule, message, *places[0], "write it in Markdown or HTML"))
        return found

    def report(self, rule: str, message: str, line: int, column: int = -1, hint: str = "") -> None:
        """Report a fault at a line of the text, from 0."""
        self.faults.append(Fault(rule, message, *self.origin(line, column), hint))


def ambiguity(name: str, found: Sequence[str]) -> str:
    """Return the message for a name that means several files."""
    others = ", ".join(found[1:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")
    return f"{name} means {found[0]}, but also {others}"


def context_of(env: MutableMapping[str, Any]) -> Context:
    """Return the context of the text that is parsed; a parser that is used alone gets an empty one."""
    found: Context = env.setdefault(KEY, Context(Text("", "", "")))
    return found
