"""Read the examples of docs/customising.md."""

import re
from dataclasses import dataclass
from textwrap import dedent

from conftest import ROOT

CUSTOMISING = (ROOT / "docs" / "customising.md").read_text("utf-8")
README = (ROOT / "theme" / "README.md").read_text("utf-8")
PIECE = re.compile(
    r"```\w+\n(?P<text>.*?)```|`(?P<file>[\w./-]+\.(?:html|css|py|woff2))`|`(?P<setting>[A-Z]+ = [^`]+)`",
    re.DOTALL,
)


@dataclass(frozen=True)
class Example:
    """The code that a reader of the page copies."""

    settings: str
    """Python, for ``pelicanconf.py``."""
    files: dict[str, str]
    """The text of each file by path, without files whose text the page does not show, such as a font."""


def example(title: str) -> Example:
    """Return the example below a heading, or in a list item that begins with the title in bold.

    A block of code belongs to the file that is named last before it, or else to the settings.
    """
    start = rf"^(?:## {re.escape(title)}\n|\* \*\*{re.escape(title)}\*\*)"
    (section,) = re.findall(rf"{start}.*?(?=^## |^\* \*\*|\Z)", CUSTOMISING, re.MULTILINE | re.DOTALL)
    name, settings, files = "pelicanconf.py", [], {}
    for piece in PIECE.finditer(section):
        name = piece["file"] or name
        settings.append(piece["setting"] or "")
        if piece["text"] and name == "pelicanconf.py":
            settings.append(dedent(piece["text"]))
        elif piece["text"]:
            files[name] = dedent(piece["text"])
    return Example("\n".join(filter(None, settings)) + "\n", files)
