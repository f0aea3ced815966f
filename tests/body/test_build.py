"""Texts in real builds: names of notes, embeds, and what a site adds."""

from conftest import Builder

SITE = """
PLUGINS = ["monologue"]
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["notes"]
FRONT_MATTER = {"dialect": "obsidian"}
LINK_CHECK = {}
"""


def note(title: str, body: str, date: str = "2026-01-02", **fields: str) -> str:
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n\n{body}\n"


def test_names_lead_to_notes_and_files(build: Builder) -> None:
    files = {
        "notes/A.md": note("A", "[[B b#Part|shown]] [[Other]] ![[pic é.png|30]] [[A#^x]]\n\nText ^x"),
        "notes/sub/B b.md": note("B", "## Part\n\n[[A]]", aliases="[Other]"),
        "notes/sub/pic é.png": b"file",
    }
    site = build(files, SITE)
    assert [line for line in site.diagnostics if "content/notes" in line] == []
    html = site.read("a.html")
    assert 'href="/b-b.html#part">shown' in html and ">Other</a>" in html
    assert "pic" in html and '<p id="x">' in html
    assert any("pic" in path for path in site.written)


def test_the_text_of_an_unpublished_note_is_never_shown(build: Builder) -> None:
    secret = "SECRET"
    files = {
        "notes/a.md": note("A", "![[Draft]]\n\n![[Future]]\n\n![[Elsewhere]]\n\n![[Hidden]]\n\n![[Open]]"),
        "notes/Draft.md": note("Draft", secret, draft="true"),
        "notes/Future.md": note("Future", secret, date="2999-01-01"),
        "notes/Hidden.md": note("Hidden", secret, publish="false"),
        "private/Elsewhere.md": note("Elsewhere", secret),
        "notes/Open.md": note("Open", "Open text"),
    }
    site = build(files, f"{SITE}WITH_FUTURE_DATES = False\n")
    html = site.read("a.html")
    assert secret not in html
    assert "Open text" in html
    assert len([line for line in site.diagnostics if "[unpublished-embed]" in line]) == 4


def test_an_extension_and_a_component_of_the_site_are_used(build: Builder) -> None:
    files = {
        "../own.py": "def shout(p):\n    p.add_render_rule('em_open', lambda *_: '<em class=loud>')\n",
        "../components/box.html": '<div class="{{ kind }}">{{ children }}</div>',
        "notes/a.mdx": note("A", '*loud*\n\n<Box kind="b&d">\n**inside**\n</Box>'),
    }
    own = 'BODY = {"extensions": ["own.shout"], "components": {"Box": "components/box.html"}}\n'
    path = "import sys; sys.path.insert(0, '.')\nFRONT_MATTER = {'extensions': ['mdx']}\n"
    site = build(files, SITE + own + path)
    html = site.read("a.html")
    assert "<em class=loud>loud" in html
    assert '<div class="b&amp;d">\n<p><strong>inside</strong></p>\n</div>' in html


def test_a_mistake_in_the_setting_stops_the_build_in_one_line(build: Builder) -> None:
    for setting, said in {
        '{"extensions": ["nosuch.plugin"]}': "BODY['extensions']: nosuch.plugin cannot be imported: ",
        '{"components": {"A": "a.html"}}': "BODY['components']['A']: ",
        '{"engine": "comonmark"}': "BODY['engine'] must be one of commonmark, python-markdown, auto, not ",
    }.items():
        site = build({"notes/a.md": note("A", "x")}, f"{SITE}BODY = {setting}\n")
        assert site.status == 1
        assert site.stderr.startswith(said)
        assert site.stderr.count("\n") == 1
