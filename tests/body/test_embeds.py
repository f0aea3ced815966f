"""Notes that embed many others: what is embedded is bounded."""

from monologue.body.convert import Converter
from monologue.body.settings import Settings
from monologue.core.text import Converted, Text
from notes import Notes

MANY = 1_000


def converted(markdown: str, notes: dict[str, str]) -> Converted:
    text = Text(markdown, "a.md", "a.md", 1, "obsidian")
    found = Converter(Settings(), files=Notes(notes)).convert(text)
    assert found
    return found


def test_a_chain_of_notes_is_followed_to_the_fifth() -> None:
    found = converted("![[n0]]", {f"n{i}.md": f"text {i}\n\n![[n{i + 1}]]" for i in range(MANY)})
    assert found.html.count("text") == found.html.count('<div class="embed">') == 5
    assert [(one.rule, one.line, one.column) for one in found.diagnostics] == [("circular-embed", 1, 1)]


def test_notes_that_each_embed_many_do_not_fill_the_memory() -> None:
    """Without a limit, these would be 30 to the power of 5."""
    found = converted("![[n0]]", {f"n{i}.md": f"![[n{i + 1}]]\n" * 30 for i in range(8)})
    assert found.html.count('<div class="embed">') <= 500
    assert [one.rule for one in found.diagnostics] == ["circular-embed"]


def test_a_large_note_is_not_embedded_many_times() -> None:
    found = converted("![[n]]\n" * MANY, {"n.md": "word " * 100_000})
    assert len(found.html) < 5_000_000
    assert len(found.diagnostics) == found.html.count("{filename}/n.md") > MANY / 2
