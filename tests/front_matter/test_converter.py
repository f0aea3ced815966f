"""One converter is reused for many texts, and no text influences another."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from monologue.front_matter.adapter.conversion import is_reusable
from monologue.front_matter.adapter.reader import MarkdownReader
from monologue.settings import MARKDOWN
from pelican.settings import DEFAULT_CONFIG

TEXTS = (
    "# One\n\nA note[^1], an HTML.\n\n[^1]: First.\n\n*[HTML]: a language\n\n[a]: https://example.org\n",
    "# One\n\nHTML again, [a][], and [^1] nothing.\n\n[TOC]\n\n```python\nx = 1\n```\n",
    '<div markdown="1">\n# One\n\n- [ ] task\n\n> [!NOTE]\n> Call.\n</div>\n\nA note[^1].\n\n[^1]: Second.\n',
)
EXTENSIONS: dict[str, list[Any]] = {
    "those of a site": MARKDOWN["extensions"],
    "Python-Markdown's": ["extra", "codehilite", "toc", "admonition", "smarty", "sane_lists", "wikilinks"],
}


class Counting(Extension):
    """An extension that keeps state between texts."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        counter = iter(range(100))

        class Count(Preprocessor):
            def run(self, lines: list[str]) -> list[str]:
                return [*lines, f"Text {next(counter)}"]

        md.preprocessors.register(Count(md), "count", 1)


@pytest.mark.parametrize("extensions", EXTENSIONS.values(), ids=EXTENSIONS)
def test_a_text_is_converted_as_if_it_were_the_only_one(extensions: list[str]) -> None:
    kept = Markdown(extensions=extensions)
    assert is_reusable(kept)
    for order in permutations(TEXTS):
        for text in order:
            assert kept.reset().convert(text) == Markdown(extensions=extensions).convert(text)


@pytest.mark.parametrize(
    "markdown",
    [
        {"extensions": [Counting()]},
        {"extensions": ["footnotes"], "extension_configs": {"footnotes": {"UNIQUE_IDS": True}}},
    ],
    ids=["an unknown one", "one that counts"],
)
def test_a_converter_that_may_keep_state_is_not_reused(tmp_path: Path, markdown: dict[str, Any]) -> None:
    reader = MarkdownReader({**DEFAULT_CONFIG, "PATH": str(tmp_path), "MARKDOWN": markdown})
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n\nA[^1].\n\n[^1]: Note.\n", encoding="utf-8")
    first, second = (reader.read(str(tmp_path / "a.md"))[0] for _ in range(2))
    assert first == second
    assert not is_reusable(Markdown(**markdown))
