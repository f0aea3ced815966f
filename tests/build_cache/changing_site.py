"""A small site of many dialects whose files change: what a build reads is all here."""
# ruff: noqa: E501 - the lines of the tables are code and texts

from pathlib import Path

TRUSTED = ("site_changes", "site_clock", "filters", "words")
"""The modules of the site that are pure, as its author says in ``BUILD_CACHE``."""

SETTINGS = """
from monologue.settings import *
import json, os
from filters import shout
from words import WORD

SITENAME, AUTHOR, SITEURL = "A site that changes", "Ada", "https://ada.example.org"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["monologue", "site_changes", "site_clock"]
STATIC_PATHS = ["images", "files"]
THEME_TEMPLATES_OVERRIDES = ["templates"]
MENUITEMS = [("Blog", "/blog/"), ("About", "/about/")]
FEED_ALL_ATOM, CATEGORY_FEED_ATOM = "feeds/all.atom.xml", "feeds/{slug}.atom.xml"
WITH_FUTURE_DATES = False
DEFAULT_PAGINATION = 5
LANGUAGES = {"fr": {}}
JINJA_FILTERS = {"shout": shout}
JINJA_GLOBALS = {"word": WORD}
FRONT_MATTER = {"dialects": {"blog/notes": "obsidian", "blog/_posts": "jekyll", "blog/docs": "mkdocs"}, "extensions": ["mdx", "qmd"]}
BODY = {"smart_quotes": True, "components": {"Aside": "components/aside.html"}}
BUILD_CACHE = json.loads(os.environ["BUILD_CACHE"])
"""

MORE_SETTINGS = '"""What the edits set."""\n'

CHANGES = '''
"""Add a word to each page, after all contents were read."""

from pelican import signals

ADDED = "an addition"


def add(generators):
    for generator in generators:
        for page in getattr(generator, "pages", ()):
            page.addition = ADDED


def register():
    signals.all_generators_finalized.connect(add)
'''

CLOCK = '''
"""Let the time be the one in the variable NOW, in all that reads the clock."""

import datetime
import os
import sys
from types import SimpleNamespace

REAL = datetime.datetime


class Kind(type):
    def __instancecheck__(cls, value):
        return isinstance(value, REAL)


class Clock(REAL, metaclass=Kind):
    def __new__(cls, *arguments, **keywords):
        return REAL(*arguments, **keywords)

    @classmethod
    def now(cls, tz=None):
        return REAL.fromtimestamp(float(os.environ["NOW"]), tz)


def register():
    library = SimpleNamespace(**{**vars(datetime), "datetime": Clock})
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("monologue", "pelican", "feedgenerator"):
            if vars(module).get("datetime") is REAL:
                module.datetime = Clock
            elif vars(module).get("datetime") is datetime:
                module.datetime = library
'''

FILES: dict[str, str | bytes] = {
    "pelicanconf.py": f"{SETTINGS}from more_settings import *\n",
    "more_settings.py": MORE_SETTINGS,
    "filters.py": "def shout(text):\n    return text.upper()\n",
    "libraries/site-packages/words.py": 'WORD = "first"\n',
    "libraries/site-packages/words-1.0.dist-info/METADATA": "Name: words\nVersion: 1.0\n",
    "plugins/site_changes.py": CHANGES,
    "plugins/site_clock.py": CLOCK,
    "components/aside.html": '<aside class="{{ kind }}">{{ children }}</aside>',
    "templates/css/site.css": "@layer site { :root { --measure: 61ch; } }\n",
    "templates/page.html": (
        '{% extends "!theme/page.html" %}{% block content_footer %}{{ super() }}'
        "<p>{{ SITENAME|shout }} {{ word }} {{ page.addition }}</p>{% endblock %}\n"
    ),
    "templates/note.html": '{% extends "page.html" %}{% block title %}A note{% endblock %}\n',
    "included.txt": "An *included* text.\n",
    "public/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "public/.well-known/a.txt": "a\n",
    "content/images/up.png": b"picture",
    "content/files/data.csv": "a,b\n1,2\n",
    "content/assets/x.png": b"another picture",
    "content/pages/about.md": (
        "---\ntitle: About\ndate: 2024-01-01\ndateLabels: {page: 'Changed:'}\n---\n"
        "I am Ada. See [the heads](/blog/heads/#what-a-head-does) and [[Second note]].\n"
    ),
    "content/pages/about.fr.md": "---\ntitle: À propos\n---\nJe suis Ada. [Les têtes](/fr/blog/heads/)\n",
    "content/pages/links.md": (
        "Title: Links\n\n[no file]({filename}/blog/nothing.md), [no page](/nothing/), [a tag]({tag}python),\n"
        "[data]({static}/files/data.csv), [mail](mailto:ada@example.org), [file](../files/data.csv)\n\n"
        '--8<-- "included.txt"\n'
    ),
    "content/blog/heads/index.md": (
        "---\ntitle: Heads\ndate: 2024-01-05\ntags: [attention, python]\ncategories: [Work]\n"
        "aliases: [/old/heads/]\ncover: {image: head.png, alt: A head}\n---\n"
        "What a head does, in a first paragraph.\n\n## What a head does\n\n"
        '![A head](head.png) {{< figure src="head.png" caption="A head" >}}\n\n'
        '```python {hl_lines="1"}\nprint("a head")\n```\n\n[ref]({{< ref "tails.md" >}})\n'
    ),
    "content/blog/heads/index.fr.md": "---\ntitle: Têtes\ndate: 2024-01-06\n---\nCe que fait une tête.\n",
    "content/blog/heads/head.png": b"head",
    "content/blog/tails.md": (
        '+++\ntitle = "Tails"\ndate = 2024-02-05\ndraft = false\nexpiryDate = 2027-01-01\n'
        '[taxonomies]\ntags = ["python"]\n+++\nTails have {{% unknown %}} shortcodes.\n\n- [ ] a task\n'
    ),
    "content/blog/astro.md": (
        "---\ntitle: Astro\npubDate: 2024-03-01\nupdatedDate: 2024-04-01\nheroImage: ../images/up.png\n"
        "author: {name: Grace, url: https://grace.example.org}\n---\n"
        "![x](../../assets/x.png) and ![x](../assets/x.png)\n\n"
        "[heads](./heads/index.md) [broken](./nothing.md)\n"
    ),
    "content/blog/parts.mdx": (
        '---\ntitle: Parts\npubDate: 2024-03-02\n---\n\n<Aside kind="tip">A *tip*.</Aside>\n'
    ),
    "content/blog/_posts/2024-05-01-jekyll.md": (
        "---\nlayout: post\ntags: attention jekyll\nredirect_from: [/2024/jekyll/]\n---\n"
        "Jekyll {% post_url 2024-05-02-more %} {: .note}\n\n[heads](/blog/heads/#no-such-id)\n"
    ),
    "content/blog/_posts/2024-05-02-more.md": "---\ntitle: More\ncategories: Work\n---\n{{ page.title }}\n",
    "content/blog/notes/First note.md": (
        "---\ncreated: 2024-06-01\ntags:\n  - notes\n---\nSee [[Second note#Part|the second]] and "
        "![[Second note]] and ![[up.png]] and [[No note]].\n\n> [!tip] A tip\n> of one line\n"
    ),
    "content/blog/notes/Second note.md": (
        "---\ncreated: 2024-06-02\naliases: [The second]\n---\nBefore.\n\n## Part\n\nA part. ^block\n"
    ),
    "content/blog/notes/Third note.md": (
        "---\ncreated: 2024-06-03\n---\nTo [[The second]] and ![[First note]] and [[heads/index]].\n"
    ),
    "content/blog/classic.md": (
        "Title: Classic\nDate: 2024-07-01\nTags: python, C++\nCategory: Rest\nAuthors: Ada, Grace\n\n"
        "Classic *text* with [tails]({filename}tails.md), [gone]({filename}gone.md) and\n"
        "![up]({static}/images/up.png).\n\n    code\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    ),
    "content/blog/classic-fr.md": (
        "Title: Classique\nDate: 2024-07-02\nSlug: classic\nLang: fr\n\nTexte. [x]({attach}heads/head.png)\n"
    ),
    "content/blog/docs/manual.md": (
        '---\ntitle: Manual\ndate: 2024-08-01\n---\n!!! note\n    A note.\n\n=== "One"\n    1\n\n[heads](../heads/index.md)\n'
    ),
    "content/blog/quoted.qmd": (
        "---\ntitle: Quoted\ndate: 2024-08-02\nbibliography: refs.bib\n---\nAs [@ada1843] says.\n"
    ),
    "content/blog/refs.bib": "@book{ada1843, title={Notes}, author={Lovelace, Ada}, year={1843}}\n",
    "content/blog/draft.md": "---\ntitle: Draft\ndate: 2024-09-01\ndraft: true\n---\nNot yet. [x](/drafts/)\n",
    "content/blog/tomorrow.md": (
        "---\ntitle: Tomorrow\npublishDate: 2026-06-10\ndate: 2024-09-02\n---\nIt comes.\n"
    ),
    "content/blog/later.md": "Title: Later\nDate: 2026-06-20\n\nLater than all.\n",
    "content/blog/broken.md": "---\ntitle: [Broken\n---\nText\n",
}

NOW = 1_780_000_000.0
"""The time at which the site is first built: 28 May 2026."""


def write(root: Path) -> None:
    """Write the site into an empty folder."""
    for name, data in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
