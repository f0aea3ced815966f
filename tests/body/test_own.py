"""Extensions and components of a site that raise exceptions."""

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from monologue.body.convert import Converter
from monologue.body.settings import Settings
from monologue.core.text import Text


def raising_rule(parser: MarkdownIt) -> None:
    def rule(state: StateInline, silent: bool) -> bool:
        raise ValueError(state.src)

    parser.inline.ruler.before("text", "raising", rule)


def raising_component(name: str, attributes: Mapping[str, Any]) -> tuple[str, str]:
    raise KeyError(name)


def test_a_plugin_that_raises_is_reported_and_the_page_is_made_without_it() -> None:
    converter = Converter(Settings(), own=(raising_rule,))
    converted = converter.convert(Text("*a*", "a.md", "a.md", 4))
    assert converted.html == "<p><em>a</em></p>"
    assert [str(one) for one in converted.diagnostics] == [
        "a.md:4: error[failed-extension] a plugin of BODY['extensions'] failed: ValueError: *a*"
        " (correct the plugin; the page is made without it)"
    ]
    assert [link.text for link in converted.written()] == []


def test_a_component_that_raises_is_reported_at_its_tag_and_shown_as_written() -> None:
    converter = Converter(Settings(), components={"Aside": raising_component})
    converted = converter.convert(Text("a\n\nb <Aside>*c*</Aside>", "a.mdx", "a.mdx", 1))
    assert converted.html == "<p>a</p>\n<p>b &lt;Aside&gt;<em>c</em>&lt;/Aside&gt;</p>"
    assert [str(one) for one in converted.diagnostics] == [
        "a.mdx:3:3: error[failed-extension] the template of <Aside> failed: KeyError: 'Aside'"
        " (correct BODY['components']['Aside']; the tag is shown as it is written)"
    ]
