"""The documentation as CI and the tests read it: its files, its command lines, its sections and examples."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = [README, ROOT / "theme/README.md", *sorted(DOCS.rglob("*.md"))]
"""The pages of the documentation; each may contain generated tables, see ``tables``."""


def command(name: str) -> str:
    """Return the command line that follows ``<!-- command: NAME -->`` in the README, as written."""
    text = README.read_text(encoding="utf-8")
    return re.search(rf"<!-- command: {name} -->\n+    (.+)", text)[1]  # type: ignore[index]


def section(page: Path, title: str) -> str:
    """Return the section of a page below a heading of level 2, without that heading."""
    return page.read_text(encoding="utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def example(text: str, language: str) -> str:
    """Return the first code block in a text, without the indentation of a list."""
    match = re.search(rf"^( *)```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    assert match, language
    return re.sub(rf"^{match[1]}", "", match[2], flags=re.MULTILINE)


def files_of(text: str) -> dict[str, str]:
    """Return the files that a page shows: code blocks, each below a line with only the path."""
    blocks = re.findall(r"^`([^`\n]+)`:\n\n```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return dict(blocks)
