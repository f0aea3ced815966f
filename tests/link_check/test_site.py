"""A real build: each fault is reported once, in the author's file in which it can be corrected."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, Builder, run_pelican

SITE = """MENUITEMS = [("Abuot", "/abuot/")]
PLUGINS = ["monologue.link_check"]
THEME = "theme"
SITEURL = "https://example.org"
FEED_ALL_ATOM = "feeds/all.atom.xml"
STATIC_PATHS = ["images", "extra"]
"""
SHOUTED = 'PLUGIN_PATHS.append(".")\nPLUGINS = ["monologue.link_check", "shout"]\nTHEME = "simple"\n'
THEME = {
    "../theme/templates/base.html": """<!doctype html>
<link rel="stylesheet" href="{{ SITEURL }}/theme/css/main.css">
<link rel="icon" href="{{ SITEURL }}/favicon.png">
<a href="{{ SITEURL }}/">home</a>
{% for title, link in MENUITEMS %}<a href="{{ SITEURL }}{{ link }}">{{ title }}</a>{% endfor %}
{% block content %}{% for article in articles %}{{ article.summary }}{% endfor %}{% endblock %}
""",
    "../theme/templates/article.html": """{% extends "base.html" %}{% block content %}
{% if article.codeurl %}<a href="{{ article.codeurl }}">code</a>{% endif %}
{{ article.content }}{% endblock %}""",
    "../theme/templates/page.html": """{% extends "base.html" %}{% block content %}
<a href="/page/only/">x</a>{{ page.content|replace("<p>", "<p class=x>") }}{% endblock %}""",
    "../theme/static/css/main.css": "body {\n  background: url(../images/paper.png);\n}\n",
}
LINES = {
    "blog/one.md": """Title: One
Date: 2025-01-01
Codeurl: https://code.exa mple.org/x
Summary: A [summary](/summary/).

[same](/same/), then [same](/same/ "again"), ![same](/same/)

Text with [a reference][ref] and [to two]({filename}two.md#methodz), [lost]({filename}tow.md).

Relative ![picture](../images/no.png), fine [picture]({static}/images/yes.png).

[ref]: /reference/
""",
    "blog/two.md": """Title: Two
Date: 2025-01-02

## Methods {#methods}

The first words, with <a href="first.html">a
link</a>.
""",
    "pages/changed.md": "Title: Changed by the theme\n\nSee [it](/changed/).\n",
    "extra/old.html": "<p>\n<a href='/old/'>x</a>\n",
    "images/yes.png": "",
}
EXPECTED = (Path(__file__).parent / "cases/site.txt").read_text(encoding="utf-8").splitlines()
MARKDOWN = 'MARKDOWN = {"extensions": ["extra"], "extension_configs": {}}\n'


def test_each_fault_is_reported_once_where_it_can_be_corrected(build: Builder) -> None:
    """Content, summary, front matter, template, setting, style sheet, static file; feeds add nothing."""
    site = build(THEME | LINES, SITE + MARKDOWN + 'FAIL_ON = "error"\n')
    assert site.diagnostics == EXPECTED
    assert site.status == 1


def test_output_of_earlier_runs_is_ignored_and_output_of_other_plugins_is_checked(build: Builder) -> None:
    plugin = """
import re
from pathlib import Path
from pelican import signals

def write(pelican):
    Path(pelican.output_path, "made.txt").write_text("by another plugin")

def register():
    signals.finalized.connect(write)
"""
    article = "Title: One\nDate: 2025-01-01\n\n[old](/old.html) [made](/made.txt) [pic](/images/x.png)\n"
    settings = SITE.replace('["monologue.link_check"]', '["maker", "monologue.link_check"]').replace(
        "PLUGINS", "PLUGIN_PATHS.append('.')\nPLUGINS"
    )
    files = {
        "../maker.py": plugin,
        "../output/old.html": "left behind",
        "../output/theme/old.css": "a { background: url(nothing) }",
        "blog/one.md": article,
        "images/x.png": "",
    }
    settings += "THEME = 'simple'\nMENUITEMS = []\nSTATIC_CREATE_LINKS = True\n"
    reported = ["content/blog/one.md:4:7: error[broken-target] /old.html does not exist on this site"]
    site = build(files, settings)
    assert site.diagnostics == reported
    assert run_pelican(site.root).diagnostics == reported


def test_a_link_to_another_source_is_reported_with_its_correct_form(build: Builder) -> None:
    """Such links work on a code host, which shows the Markdown itself."""
    files = {"pages/one.md": "Title: One\n\n[two](two.md)\n", "pages/two.md": "Title: Two\n\nText.\n"}
    assert build(files, 'PLUGINS = ["monologue.link_check"]\nTHEME = "simple"\n').diagnostics == [
        "content/pages/one.md:3:7: error[broken-target] /pages/two.md does not exist on this site"
        " (did you mean {filename}/pages/two.md?)"
    ]


def test_a_fault_in_a_changed_summary_is_reported_at_the_source(build: Builder) -> None:
    listing = "{% for a in articles %}{{ a.summary|replace('<p>', '') }}{% endfor %}"
    theme = {
        "../theme/templates/base.html": "{% block content %}{% endblock %}",
        "../theme/templates/index.html": listing,
        "../theme/templates/article.html": "{{ article.title }}",
    }
    files = {"blog/one.md": "Title: One\nDate: 2025-01-01\n\n[x](/gone/)\n"}
    settings = 'PLUGINS = ["monologue.link_check"]\nTHEME = "theme"\nDIRECT_TEMPLATES = ["index"]\n'
    site = build(theme | files, settings + 'AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""\n')
    assert [line for line in site.diagnostics if "gone" in line] == [
        "content/blog/one.md:4:5: error[broken-target] /gone/ does not exist on this site"
        " (seen in index.html)"
    ]


def test_a_comment_next_to_a_link_makes_it_ignored(build: Builder) -> None:
    """On the same line, or alone on the line before; in Markdown, templates, settings and style sheets."""
    theme = {
        "../theme/templates/index.html": """<link rel="stylesheet" href="/theme/x.css">
{# link-check: ignore #}
<a href="/nowhere/">x</a>
<a href="/kept/">x</a>{% for title, link in MENUITEMS %}<a href="{{ link }}">{{ title }}</a>{% endfor %}""",
        "../theme/static/x.css": "a { background: url(/x.png) } /* link-check: ignore */",
    }
    page = """Title: One
Save_as: one/index.html
URL: one/

<!-- link-check: ignore -->
[ignored](/nope/)
[kept](/nope/)

[ignored](/nope/) <!-- link-check: ignore --> and <a href="/nope/" data-link-check="ignore">this</a> too
"""
    settings = (
        SITE + 'MENUITEMS = [\n("x", "/no-menu/"),  # link-check: ignore\n]\nDIRECT_TEMPLATES = ["index"]\n'
    )
    site = build({**theme, "pages/one.md": page}, settings + "FEED_ALL_ATOM = None\n")
    assert [line for line in site.diagnostics if "simple" not in line] == [
        "content/pages/one.md:7:8: error[broken-target] /nope/ does not exist on this site",
        "theme/templates/index.html:4:10: error[broken-target] /kept/ does not exist on this site",
    ]


def test_a_link_to_a_draft_is_reported_whether_the_draft_is_written_or_not(build: Builder) -> None:
    source = "content/blog/one.md:4"
    files = {
        "blog/one.md": "Title: One\nDate: 2025-01-01\n\n[a]({filename}two.md) [b](/two.html)\n",
        "blog/two.md": "Title: Two\nDate: 2025-01-01\nStatus: draft\n\n[a]({filename}two.md)\n",
    }
    settings = 'PLUGINS = ["monologue.link_check"]\nTHEME = "simple"\n'
    draft = "(content/blog/two.md is a draft)"
    assert build(files, settings).diagnostics == [
        f"{source}:5: warning[draft-target] /drafts/two.html is a draft and will not be published",
        f"{source}:27: error[broken-target] /two.html does not exist on this site {draft}",
    ]
    published = build(files, settings + 'DRAFT_SAVE_AS = ""\nDELETE_OUTPUT_DIRECTORY = True\n').diagnostics
    assert published == [
        f"{source}:5: error[broken-target] /drafts/two.html does not exist on this site {draft}",
        f"{source}:27: error[broken-target] /two.html does not exist on this site {draft}",
    ]


def test_a_link_made_by_a_plugin_is_reported_at_the_file_of_its_content(build: Builder) -> None:
    """A link made by a shortcode is not in the source; the message names the document that shows it."""
    plugin = """
from pelican import signals

def shout(content):
    if getattr(content, "_content", None):
        content._content = content._content.replace("[[card]]", '<a href="/card/">x</a>')

def register():
    signals.content_object_init.connect(shout)
"""
    files = {"../shout.py": plugin, "pages/one.md": "Title: One\n\nA [[card]].\n"}
    site = build(files, SHOUTED)
    assert site.diagnostics == [
        "content/pages/one.md: error[broken-target] /card/ does not exist on this site"
        " (seen in pages/one.html)"
    ]


def test_the_line_of_a_link_made_by_a_plugin_is_found_by_the_words_around_it(build: Builder) -> None:
    plugin = """
from pelican import signals

def shout(content):
    if getattr(content, "_content", None):
        content._content = content._content.replace("[[card]]", '<a href="/card/">x</a>')

def register():
    signals.content_object_init.connect(shout)
"""
    page = "Title: One\n\nIn this *paragraph* there\nis [[card]], which is\nnot found.\n\nMore text.\n"
    files = {"../shout.py": plugin, "pages/one.md": page}
    site = build(files, SHOUTED)
    assert site.diagnostics == [
        "content/pages/one.md:4: error[broken-target] /card/ does not exist on this site"
        " (seen in pages/one.html)"
    ]


def test_places_are_found_in_a_content_that_the_theme_changed(build: Builder) -> None:
    """The first paragraph of one is all of two; a wrong guess would report the other file."""
    theme = {"../theme/templates/article.html": "{{ article.content|replace('<pre', '<pre tabindex=0') }}"}
    code, link = "    code\n", "[x](/gone/)\n"
    files = {
        "blog/one.md": f"Title: One\nDate: 2025-01-01\n\n{link}\n{code}\n{link}",
        "blog/two.md": f"Title: Two\nDate: 2025-01-01\n\n{code}\nFirst.\n\n{link}",
        "blog/three.md": f"Title: Three\nDate: 2025-01-01\n\n{link}",
    }
    settings = (
        'PLUGINS = ["monologue.link_check"]\nTHEME = "theme"\nDIRECT_TEMPLATES = []\n'
        "SUMMARY_MAX_PARAGRAPHS = 1\n"
    )
    site = build(theme | files, settings + 'AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""\n')
    assert [line.partition(" ")[0] for line in site.diagnostics] == [
        "content/blog/one.md:4:5:",
        "content/blog/one.md:8:5:",
        "content/blog/three.md:4:5:",
        "content/blog/two.md:8:5:",
    ]


def test_external_links_of_content_are_marked_and_those_of_the_theme_are_not(build: Builder) -> None:
    page = "Title: One\n\n[x](https://example.com) <me@example.com>\n"
    site = build(
        {"pages/one.md": page},
        'PLUGINS = ["monologue.link_check"]\nTHEME = "simple"\nLINK_CHECK = {"mark_external": True}\n',
    )
    assert site.read("pages/one.html").count("external") == 1
    assert '<a rel="external" href="https://example.com">x</a>' in site.read("pages/one.html")
    assert "&#109;" in site.read("pages/one.html"), (
        "Markdown hides addresses from harvesters; they stay hidden"
    )


def test_the_report_does_not_depend_on_the_order_of_hashes(build: Builder) -> None:
    site = build(THEME | LINES, SITE + MARKDOWN, PYTHONHASHSEED="1")
    again = run_pelican(site.root, PYTHONHASHSEED="2")
    assert site.diagnostics == again.diagnostics


DEFAULTS = str(ROOT / "plugins/monologue/settings.py")
DIALECTS = {
    "places.md": 'MARKDOWN = {"extensions": ["extra", "sane_lists", "admonition", "codehilite", "toc"]}\n',
    "places_here.md": f'from runpy import run_path\nMARKDOWN = run_path({DEFAULTS!r})["MARKDOWN"]\n',
}


@pytest.mark.parametrize("cases", DIALECTS)
def test_every_place_is_exact_however_the_link_is_written(build: Builder, cases: str) -> None:
    """In the cases, ¤ marks the position of each broken link; it is not part of the source.

    Nothing else is reported: neither code nor comments, nor what the feed repeats.
    """
    marked = (Path(__file__).parent / "cases" / cases).read_text(encoding="utf-8").splitlines()
    places = [
        f"content/blog/places.md:{number}:{match.start() - nth + 1}:"
        for number, line in enumerate(marked, 1)
        for nth, match in enumerate(re.finditer("¤", line))
    ]
    source = "\n".join(marked).replace("¤", "")
    settings = DIALECTS[cases] + 'LINK_CHECK = {"mark_external": True}\n'
    settings += (
        'PLUGINS = ["monologue.front_matter", "monologue.link_check"]\nSITEURL = "https://example.org"\n'
    )
    site = build({"blog/places.md": source}, settings + 'FEED_ALL_ATOM = "all.atom.xml"\n')
    assert [line.partition(" ")[0] for line in site.diagnostics] == places


def test_a_link_to_a_file_next_to_the_source_has_the_right_place(build: Builder) -> None:
    """front_matter reads ``two.md`` as an intrasite link, and records which."""
    files = {
        "pages/one.md": "---\ntitle: One\n---\n\nGood [two](two.md#part), bad [two](./two.md#prat).\n",
        "pages/two.md": "---\ntitle: Two\n---\n\n<h2 id='part'>Part</h2>\n",
    }
    site = build(files, 'PLUGINS = ["monologue.front_matter", "monologue.link_check"]\nTHEME = "simple"')
    assert site.diagnostics == [
        'content/pages/one.md:5:36: error[broken-fragment] /pages/two.html has no element with id "prat" '
        "(did you mean #part?)"
    ]


def test_an_image_in_the_front_matter_is_reported_at_its_field(build: Builder) -> None:
    """The theme prefixes it with ``SITEURL``."""
    files = {"blog/a.md": "Title: A\nDate: 2026-01-01\nCover_image: /nope.png\n\nText"}
    plugins = 'PLUGINS = ["monologue.theme", "monologue.link_check"]\n'
    site = build(files, plugins + 'SITEURL = "https://example.org"')
    assert site.diagnostics == [
        "content/blog/a.md:3:14: error[broken-target] /nope.png does not exist on this site"
    ]


def test_a_link_outside_the_site_path_is_reported_with_a_form_that_works_anywhere(build: Builder) -> None:
    files = {
        "pages/one.md": "Title: One\n\n[two](/pages/two.html)\n",
        "pages/two.md": "Title: Two\n",
    }
    settings = 'PLUGINS = ["monologue.link_check"]\nTHEME = "simple"\nSITEURL = "https://me.github.io/lab"'
    assert build(files, settings).diagnostics == [
        "content/pages/one.md:3:7: error[leaves-site] /pages/two.html points outside the site, "
        "which is published under /lab/ "
        "(write {filename}/pages/two.md, which works wherever the site is published)"
    ]


def test_a_missing_package_ends_the_build_instead_of_switching_the_check_off(
    build: Builder, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys; sys.modules['ada_url'] = sys.modules['idna'] = None", encoding="utf-8"
    )
    site = build({"pages/a.md": "Title: A\n"}, 'PLUGINS = ["monologue.link_check"]', PYTHONPATH=str(tmp_path))
    assert site.status == 1
    assert site.stderr.startswith("monologue.link_check needs ada_url: pip install ")
    assert not site.output.exists()


INCLUDING = """PLUGINS = ["monologue.link_check"]
THEME = "simple"
MENUITEMS = []
MARKDOWN = {"extensions": ["pymdownx.snippets"]}
MARKDOWN["extension_configs"] = {"pymdownx.snippets": {"base_path": "parts"}}
"""


@pytest.mark.parametrize(
    "statement", ['--8<-- "inc.txt"', "--8<--\ninc.txt\n--8<--", '--8<-- "outer.txt"', '--8<-- "inc.txt:1:9"']
)
def test_a_link_in_an_included_file_is_reported_in_that_file(build: Builder, statement: str) -> None:
    files = {
        "../parts/inc.txt": "One\n\nA [link](/gone/).\n",
        "../parts/outer.txt": 'Two\n\n--8<-- "inc.txt"\n',
        "pages/one.md": f"Title: One\n\nText\n\n{statement}\n",
    }
    assert build(files, INCLUDING).diagnostics == [
        "parts/inc.txt:3:10: error[broken-target] /gone/ does not exist on this site"
    ]


def test_a_link_in_an_included_file_that_is_not_found_is_reported_at_the_include(build: Builder) -> None:
    """The plugin that includes it searches a folder that is not in the settings."""
    plugin = """
import re
from pelican import signals

def include(content):
    if getattr(content, "_content", None):
        content._content = re.sub("<p>--8.*</p>", '<a href="/card/">x</a>', content._content)

def register():
    signals.content_object_init.connect(include)
"""
    files = {"../shout.py": plugin, "pages/one.md": 'Title: One\n\nText\n\n--8<-- "inc.txt"\n'}
    assert build(files, SHOUTED + "MENUITEMS = []\n").diagnostics == [
        "content/pages/one.md:5: error[broken-target] /card/ does not exist on this site"
        " (seen in pages/one.html)"
    ]


@pytest.mark.parametrize(
    ("extension", "places"), [("pymdownx.tasklist", ["8:5"]), ("extra", ["5:3", "6:8", "8:5"])]
)
def test_a_task_list_box_is_a_reference_only_if_the_output_has_it_as_one(
    build: Builder, extension: str, places: list[str]
) -> None:
    page = "Title: One\n\n[x]: /gone/\n\n- [x] done\n    1. [x] done\n\nsee [x]\n"
    settings = 'PLUGINS = ["monologue.link_check"]\nTHEME = "simple"\nMENUITEMS = []\n'
    site = build({"pages/one.md": page}, f'{settings}MARKDOWN = {{"extensions": ["{extension}"]}}\n')
    assert [line.partition(": ")[0] for line in site.diagnostics] == [
        f"content/pages/one.md:{at}" for at in places
    ]
