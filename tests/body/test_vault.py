"""A vault of Obsidian as a site: names of any kind become links, and no draft gets out."""

from conftest import Builder

DATE = "date: 2024-01-01"
SETTINGS = """
PLUGINS = ["monologue"]
BODY = {}
FRONT_MATTER = {"dialect": "obsidian"}
WITH_FUTURE_DATES = False
"""


def note(text: str, *fields: str) -> str:
    return "\n".join(["---", "title: A note", *(fields or [DATE]), "---", "", text])


def test_a_name_with_any_character_becomes_a_link(build: Builder) -> None:
    names = ["Über Straße", "It's & co", "100% of it", "日本"]
    links = " ".join(f"[[{name}]] ![[{name}.png]]" for name in names)
    made = build(
        {
            "blog/host.md": note(links),
            **{f"blog/a b/{name}.md": note("x") for name in names},
            **{f"blog/pics/{name}.png": "x" for name in names},
        },
        SETTINGS,
    )
    assert not made.diagnostics
    assert made.read("host.html").count("<img") == len(names)


def test_no_unpublished_text_gets_out(build: Builder) -> None:
    hidden = {
        "blog/draft.md": note("SECRET", DATE, "draft: true", "aliases: [An alias]"),
        "blog/future.md": note("SECRET", "date: 2999-01-01"),
        "blog/unpublished.md": note("SECRET", DATE, "publish: false"),
        "private/elsewhere.md": note("SECRET"),
        "blog/_part.md": note("SECRET", DATE, "draft: true"),
        "root.md": note("SECRET"),
        "blog/invalid.md": note("SECRET", DATE, "darft: true"),
    }
    names = ["draft", "An alias", "future", "unpublished", "elsewhere", "_part", "root", "invalid"]
    text = "\n".join(f"[[{name}]]\n![[{name}]]\n\n![[{name}]]\n" for name in names)
    made = build({"blog/host.md": note(f"%% SECRET\n\nSECRET %%\n{text}"), **hidden}, SETTINGS)
    assert "SECRET" not in "".join(made.read(path) for path in made.written if "drafts/" not in path)
    for name in names:
        assert any(name in line and line.startswith("content/blog/host.md:") for line in made.diagnostics)


def test_a_broken_link_in_an_embedded_note_is_reported_at_the_embed_and_in_the_note(build: Builder) -> None:
    made = build(
        {
            "blog/host.md": note("Text\n\n![[inner]]\n\n[a](/nowhere-else/)"),
            "blog/sub/inner.md": note("![](pic.png)\n\n[b](/nowhere/)"),
            "blog/sub/pic.png": "x",
        },
        SETTINGS,
    )
    places = [line.partition(": ")[0] for line in made.diagnostics]
    assert places == [
        "content/blog/host.md:8:1",
        "content/blog/host.md:10:5",
        "content/blog/sub/inner.md:8:5",
    ]
    assert '<img src="/pic.png"' in made.read("host.html")
