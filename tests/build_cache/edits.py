"""Random edits of a site, as an author makes them: each changes files, and says what it did."""
# ruff: noqa: E501 - the lines of the tables are code and texts

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from build_cache.changing_site import CHANGES, FILES, MORE_SETTINGS, NOW

DAY = 86_400
TEXTS = (".md", ".mdx", ".qmd")
WORDS = "attention heads tails layers a loss that fell quickly over night with few tokens".split()


@dataclass
class Site:
    """The folder that is edited, and what differs between its builds besides files."""

    root: Path
    random: Random
    now: float = NOW
    added: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def texts(self) -> list[Path]:
        """Return the texts that can be read, sorted."""
        found = (path for path in (self.root / "content").rglob("*") if path.suffix in TEXTS)
        return sorted(path for path in found if path.is_file() and not path.is_symlink())

    def a_text(self) -> Path:
        """Return one of the texts."""
        return self.random.choice(self.texts())

    def words(self, count: int = 3) -> str:
        """Return some words."""
        return " ".join(self.random.choices(WORDS, k=count))

    def shown(self, path: Path) -> str:
        """Return a path as it is reported."""
        return path.relative_to(self.root).as_posix()


Edit = Callable[[Site], str]
EDITS: list[Edit] = []


def edit(function: Edit) -> Edit:
    """Add a function to the edits."""
    EDITS.append(function)
    return function


def read(path: Path) -> str:
    """Return a text, whatever its bytes are."""
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def write(path: Path, text: str) -> None:
    """Write a text, and the folder that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")


def split(text: str) -> tuple[str, str]:
    """Return the front matter with its last line, and the body."""
    found = re.match(r"(---|\+\+\+)\n.*?\n\1\n|(?:\w+: .*\n)+\n", text, re.DOTALL)
    end = found.end() if found else 0
    return text[:end], text[end:]


@edit
def add_to_body(site: Site) -> str:
    path = site.a_text()
    write(path, f"{read(path)}\n## More {site.words(1)}\n\n{site.words(6)}\n")
    return f"added a section to {site.shown(path)}"


@edit
def change_first_paragraph(site: Site) -> str:
    path = site.a_text()
    front, body = split(read(path))
    write(path, f"{front}{site.words(4).capitalize()}. {body}")
    return f"changed the first paragraph of {site.shown(path)}"


LINKS = (
    "[[Second note]]", "![[Second note#Part]]", "![[First note]]", "![[up.png]]", "[[The second]]",
    "[[heads/index#What a head does]]", "[heads](/blog/heads/#what-a-head-does)", "[up](../images/up.png)",
    "![x](../assets/x.png)", "[tails]({filename}/blog/tails.md)", "![s]({static}/images/up.png)",
    "[a]({attach}/files/data.csv)", "[c]({category}work)", "[t]({tag}python)", "[i]({index})", "[x](/nothing/)",
    "[about](/about/#nothing)", '<img src="/images/up.png">', "<b>open", "[x](./tails.md)", "`code` & <i>",
    '{{< ref "heads/index.md" >}}', "{{ page.title }}", "A[^1]\n\n[^1]: note", "$x^2$", "<script>1</script>",
    "[^unused]", "[mail](mailto:a+b@example.org)", "![[Third note^block]]", "[[New note 1]]",
)  # fmt: skip


@edit
def add_a_link(site: Site) -> str:
    path, link = site.a_text(), site.random.choice(LINKS)
    write(path, f"{read(path)}\n{link}\n")
    return f"added {link} to {site.shown(path)}"


@edit
def cut_the_body(site: Site) -> str:
    path = site.a_text()
    front, body = split(read(path))
    write(path, front + body[: site.random.randrange(len(body) + 1)])
    return f"cut the body of {site.shown(path)}"


FIELDS = (
    ("title", ("A title", "Another & <b>title</b>", "[A list]", "'")),
    ("date", ("2023-05-06", "2026-06-01", "2026-06-02 10:00:00+09:00", "2030-01-01", "nonsense")),
    ("modified", ("2024-12-01", "2026-06-03")),
    ("updatedDate", ("2025-01-01",)),
    ("tags", ("[python, new]", "[]", "attention", "[C++, C]", "Python")),
    ("slug", ("elsewhere", "heads", "tails", "../up")),
    ("category", ("Work", "work", "Rest", "New one")),
    ("draft", ("true", "false")),
    ("status", ("draft", "hidden", "published", "nonsense")),
    ("lang", ("fr", "en", "de", "ja")),
    ("summary", ("A summary.", "See [heads]({filename}/blog/heads/index.md)")),
    ("description", ("A description.",)),
    ("dateLabels", ("{published: 'On'}", "{updated: ''}", "x")),
    ("aliases", ("[/old/heads/, /older/]", "[/blog/heads/]", "[The second]")),
    ("authors", ("[Ada, Grace]", "Alan")),
    ("publishDate", ("2026-06-05", "2020-01-01")),
    ("expiryDate", ("2026-06-10", "2040-01-01")),
    ("image", ("../images/up.png", "head.png", "no.png")),
    ("template", ("note", "nothing")),
    ("noindex", ("true",)),
    ("toc", ("true", "false")),
    ("translation", ("true",)),
    ("smartypants", ("false",)),
    ("markdown", ("python-markdown", "commonmark")),
    ("drfat", ("true",)),
    ("layout", ("post", "page")),
    ("weight", ("1", "2")),
    ("save_as", ("here.html",)),
)


@edit
def set_a_field(site: Site) -> str:
    path = site.a_text()
    name, values = site.random.choice(FIELDS)
    value = site.random.choice(values)
    text = read(path)
    front, body = split(text)
    plain = front.startswith("---") or not front
    sign = "=" if front.startswith("+++") else ":"
    lines = [line for line in front.splitlines() if not line.lower().startswith(f"{name.lower()}{sign[-1]}")]
    line = f'{name} = "{value}"' if sign == "=" else f"{name}: {value}"
    lines.insert(1 if front.startswith(("---", "+++")) else 0, line)
    if not front:
        lines = ["---", line, "---"] if plain else lines
    write(path, "\n".join(lines) + ("\n" if front.startswith(("---", "+++")) or not front else "\n\n") + body)
    return f"set {line} in {site.shown(path)}"


@edit
def remove_a_field(site: Site) -> str:
    path = site.a_text()
    front, body = split(read(path))
    lines = front.splitlines(keepends=True)
    removed = lines.pop(site.random.randrange(len(lines))) if lines else ""
    write(path, "".join(lines) + body)
    return f"removed {removed.strip()!r} of {site.shown(path)}"


@edit
def rename(site: Site) -> str:
    path = site.a_text()
    site.added += 1
    new = path.with_name(site.random.choice((f"renamed-{site.added}.md", path.name.upper()[:-3] + ".md")))
    if new.exists():
        return "renamed nothing"
    path.rename(new)
    return f"renamed {site.shown(path)} to {new.name}"


@edit
def move(site: Site) -> str:
    path = site.a_text()
    folder = site.random.choice(
        ("blog", "blog/notes", "blog/docs", "pages", "blog/fr", "fr/blog", "blog/2024")
    )
    new = site.root / "content" / folder / path.name
    if new.exists():
        return "moved nothing"
    new.parent.mkdir(parents=True, exist_ok=True)
    path.rename(new)
    return f"moved {site.shown(path)} to {folder}"


@edit
def swap_names(site: Site) -> str:
    one, other = site.a_text(), site.a_text()
    texts = one.read_bytes(), other.read_bytes()
    other.write_bytes(texts[0])
    one.write_bytes(texts[1])
    return f"swapped {site.shown(one)} and {site.shown(other)}"


@edit
def delete(site: Site) -> str:
    if len(site.texts()) < 12:
        return "deleted nothing"
    path = site.a_text()
    path.unlink()
    return f"deleted {site.shown(path)}"


@edit
def add(site: Site) -> str:
    site.added += 1
    folder = site.random.choice(("blog", "blog/notes", "pages", "blog/docs"))
    suffix = site.random.choice((".md", ".md", ".fr.md", ".mdx", ".qmd"))
    path = site.root / "content" / folder / f"New note {site.random.randrange(4)}{suffix}"
    write(path, f"---\ntitle: New {site.added}\ndate: 2025-01-0{1 + site.added % 9}\n---\n{site.words(5)}\n")
    return f"added {site.shown(path)}"


@edit
def restore(site: Site) -> str:
    """Otherwise the site would lose more and more of what it can show."""
    name = site.random.choice(sorted(FILES))
    data = FILES[name]
    path = site.root / name
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return f"restored {name}"


SETTINGS = (
    'SITENAME = "Another name"', "DEFAULT_PAGINATION = 3", "SUMMARY_MAX_LENGTH = 5", "SITEURL = ''",
    'BODY = {"smart_quotes": False}', 'BODY = {"engine": "python-markdown"}', 'TIMEZONE = "Asia/Tokyo"',
    'MONOLOGUE = {"typeface": "serif"}', 'DATE_LABELS = {"published": "On"}', "LINK_CHECK = False",
    'LINK_CHECK = {"mark_external": False}', "WITH_FUTURE_DATES = True", 'LANGUAGES = {"fr": {}, "ja": {}}',
    'ARTICLE_URL = "a/{slug}/"; ARTICLE_SAVE_AS = "a/{slug}/index.html"', 'DEFAULT_LANG = "fr"',
    'EXTRA_PATH_METADATA = {"blog/tails.md": {"slug": "tailing"}}', "RELATIVE_URLS = True",
    'MARKDOWN = {"extensions": ["pymdownx.extra", "toc", "pymdownx.snippets"]}', "OUTPUT_SOURCES = True",
    'FEED_ALL_RSS = "rss.xml"', "JINJA_GLOBALS = {'word': 'a word'}", 'AUTHOR = "Nobody"',
    'DEFAULT_CATEGORY = "Various"', "USE_FOLDER_AS_CATEGORY = True", "MENUITEMS = []",
    'FRONT_MATTER = {"date_order": "dmy"}', 'FRONT_MATTER = {"severity": {"missing-cover": "off"}}',
    'THEME, DIRECT_TEMPLATES, THEME_TEMPLATES_OVERRIDES = "simple", ["index", "archives", "tags"], []',
    "SLUGIFY_SOURCE = 'title'", 'DEFAULT_METADATA = {"status": "draft"}',
    'DEFAULT_DATE_FORMAT = "%Y"', 'STATIC_PATHS = ["images"]', "TEMPLATE_PAGES = {'t.html': 't.html'}",
    'ARTICLE_ORDER_BY = "title"', "REVERSE_CATEGORY_ORDER = True", "NEWEST_FIRST_ARCHIVES = False",
    "PLUGINS = ['monologue', 'site_changes', 'site_clock']",
    "PLUGINS = ['monologue', 'site_changes', 'site_clock', 'site_unknown']", "DEFAULT_DATE = 'fs'",
    'IGNORE_FILES = [".*", "First*"]', "PUBLIC_FILES = False", "DATE_LABELS = False", "MONOLOGUE = False",
    'DELETE_OUTPUT_DIRECTORY = True', 'LOCALE = ["C.UTF-8"]', 'SUMMARY_END_SUFFIX = "..."',
)  # fmt: skip


@edit
def change_settings(site: Site) -> str:
    chosen = site.random.sample(SETTINGS, site.random.randrange(3))
    write(site.root / "more_settings.py", MORE_SETTINGS + "\n".join(chosen) + "\n")
    return f"settings: {chosen}"


TEMPLATES = (
    ("page.html", '{% extends "!theme/page.html" %}\n'),
    ("article.html", '{% extends "!theme/article.html" %}{% block content_footer %}N{{ super() }}{% endblock %}'),
    ("article.html", '{% extends "!theme/article.html" %}{% block content_footer %}'
     "{% for one in articles %}{{ one.summary }}{% endfor %}{% endblock %}"),
    ("article.html", '{% extends "!theme/article.html" %}{% block content_footer %}'
     "{{ (articles|first).content|length }}{% for one in article.translations %}{{ one.content }}{% endfor %}{% endblock %}"),
    ("article.html", "{% include 'nothing.html' %}"),
    ("tag.html", '{% extends "!theme/tag.html" %}{# {{ word }} #}'),
    ("home.html", '{% extends "!theme/home.html" %}{% block intro %}{{ articles[0].content }}{% endblock %}'),
    ("partials/footer.html", "<footer>{{ SITENAME|shout }} {{ articles|length }}</footer>"),
    ("css/site.css", "@layer site { :root { --measure: 50ch } }"),
    ("t.html", "{{ articles|map(attribute='content')|join|length }}"),
    ("post.html", '{% extends "article.html" %}'),
)  # fmt: skip


@edit
def change_a_template(site: Site) -> str:
    name, text = site.random.choice(TEMPLATES)
    path = site.root / "templates" / name
    if path.exists() and site.random.random() < 0.4:
        path.unlink()
        return f"deleted templates/{name}"
    write(path, f"{text}{{# {site.words(1)} #}}" if name.endswith("html") else f"{text}/* {site.words(1)} */")
    return f"wrote templates/{name}"


UNKNOWN = """
from itertools import count
from pelican import signals
NUMBERS = count(1)

def change(content):
    if hasattr(content, "content") and content._content:
        content._content += f"<p>{next(NUMBERS)}</p>"

def register():
    signals.content_object_init.connect(change)
"""


@edit
def change_code(site: Site) -> str:
    word = site.words(1)
    name, text = site.random.choice((
        ("plugins/site_changes.py", CHANGES.replace("an addition", word)),
        ("plugins/site_unknown.py", UNKNOWN.replace("<p>", f"<p>{word}")),
        ("filters.py", f"def shout(text):\n    return text.upper() + {word!r}\n"),
        ("components/aside.html", f'<aside class="{{{{ kind }}}} {word}">{{{{ children }}}}</aside>'),
        ("included.txt", f"An *included* {word}.\n"),
        ("content/blog/refs.bib", f"@book{{ada1843, title={{{word}}}, author={{Lovelace, Ada}}, year={{1843}}}}\n"),
    ))  # fmt: skip
    write(site.root / name, text)
    return f"wrote {name}"


@edit
def change_a_library(site: Site) -> str:
    """A library is another release, whose version is the only thing that a build may look at."""
    libraries = site.root / "libraries/site-packages"
    site.added += 1
    write(libraries / "words.py", f"WORD = {site.words(1)!r}\n")
    for old in libraries.glob("*.dist-info"):
        shutil.rmtree(old)
    write(libraries / f"words-1.{site.added}.dist-info/METADATA", f"Name: words\nVersion: 1.{site.added}\n")
    return f"installed words 1.{site.added}"


@edit
def change_a_file(site: Site) -> str:
    folder = site.random.choice(
        ("content/images", "content/files", "content/assets", "public", "content/blog/heads")
    )
    files = sorted(
        path for path in (site.root / folder).rglob("*") if path.suffix not in TEXTS and path.is_file()
    )
    if not files or site.random.random() < 0.3:
        path = (
            site.root
            / folder
            / site.random.choice(("up.png", "head.png", "no.png", "data.csv", "nothing.html"))
        )
        write(path, site.words())
        return f"wrote {site.shown(path)}"
    path = site.random.choice(files)
    if site.random.random() < 0.5:
        path.unlink()
        return f"deleted {site.shown(path)}"
    write(path, site.words(2))
    return f"changed {site.shown(path)}"


@edit
def spoil(site: Site) -> str:
    """Make a text unreadable: superusers read files of any mode."""
    path = site.a_text()
    how = site.random.randrange(5)
    if how == 0:
        write(path, "---\ntitle: [a\n  b: {\n---\n" + read(path))
    elif how == 1:
        path.write_bytes(b"---\ntitle: \xff\xfe\n---\n" + path.read_bytes())
    elif how == 2:
        path.unlink()
        path.symlink_to("nowhere.md")
    elif how == 3:
        path.write_bytes(b"")
    else:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return f"spoilt {site.shown(path)} ({how})"


@edit
def translate(site: Site) -> str:
    path = site.a_text()
    new = path.with_name(f"{path.stem}.fr{path.suffix}")
    if new.exists() or ".fr" in path.name:
        path.unlink()
        return f"deleted {site.shown(path)}"
    write(new, f"---\ntitle: Une traduction\ndate: 2025-02-03\n---\n{site.words(4)}\n")
    return f"added {site.shown(new)}"


@edit
def wait(site: Site) -> str:
    site.now += site.random.choice((60, DAY, 5 * DAY, 30 * DAY, -2 * DAY))
    return f"it is {site.now}"


@edit
def touch(site: Site) -> str:
    """Change a letter of a text, but neither its size nor its time."""
    path = site.a_text()
    status, text = path.stat(), path.read_bytes()
    letters = [place for place, byte in enumerate(text) if chr(byte) in "aeiou"]
    if letters:
        place = site.random.choice(letters)
        path.write_bytes(text[:place] + b"y" + text[place + 1 :])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"changed a letter of {site.shown(path)}"
