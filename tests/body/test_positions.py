"""The positions of links, from the parser that makes the page."""

import re

import pytest
from monologue.body.convert import Converter
from monologue.body.settings import Settings
from monologue.core.text import Text
from monologue.link_check.locate.source import spots_in

TEXT = """Text [one](/1) and
> quoted ![two](/2.png)
> - item https://example.org/3 and <https://example.org/4>

| a | b |
|---|---|
| [cell](/5) | `x\\|y` [cell](/6) |

<div>
 <a href="/7">x</a>

**b** <img src="/8.png"
  srcset="/9.png 2x">

</div>

Note[^1] and [ref][r].

[^1]: See [ten](/11).

[r]: /10
"""


def links_of(markdown: str, dialect: str, path: str = "a.md") -> list[tuple[str, int, int]]:
    converter = Converter(Settings(engine="commonmark"))
    converted = converter.convert(Text(markdown, path, path, 5, dialect))
    assert converted
    assert converted.written
    return [(spot.href, spot.line - 4, spot.column) for spot in spots_in(converted.written())]


def place(markdown: str, word: str) -> tuple[int, int]:
    offset = markdown.index(word)
    return markdown.count("\n", 0, offset) + 1, offset - markdown.rfind("\n", 0, offset)


def test_every_link_has_the_position_of_its_url() -> None:
    found = links_of(TEXT, "")
    hrefs = [href for href, *_ in found]
    assert [int(re.sub(r"[^0-9]", "", href)) for href in hrefs] == [*range(1, len(hrefs) + 1)]
    for href, *position in found:
        assert tuple(position) == place(TEXT, "[ref][r]" if href == "/10" else href), href


@pytest.mark.parametrize(
    ("dialect", "path", "markdown"),
    [
        (
            "hugo",
            "a.md",
            'Text {{< youtube abc >}} and [x](/here)\n\n{{< figure src="a.png" >}}\n[y](/there)',
        ),
        ("jekyll", "a.md", "Text {{ page.title }} and [x](/here)\n\n# H\n{: .c}\n\n- [y](/there)"),
        ("astro", "a.mdx", 'import A from "x"\n\n<Aside>\nText <A/> [x](/here)\n</Aside> [y](/there)'),
        ("quarto", "a.qmd", "::: {.note}\nText [x](/here)\n:::\n\n- a\n\n    [y](/there)"),
        ("obsidian", "a.md", "> [!tip]- Title [x](/here)\n> Text [y](/there)"),
    ],
)
def test_what_is_replaced_before_a_link_does_not_move_it(dialect: str, path: str, markdown: str) -> None:
    found = {href: (line, column) for href, line, column in links_of(markdown, dialect, path)}
    for href in ("/here", "/there"):
        assert found[href] == place(markdown, href)
