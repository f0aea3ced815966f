"""The Content-Security-Policy of each document, and what it allows."""

import base64
import gzip
import hashlib

import pytest
from browser import visit
from bs4 import Tag
from conftest import Build, Builder
from playwright.sync_api import Browser
from theme.reading import documents, soup

HOME = "Title: x\nDate: 2026-01-01\n\n"


def policy(site: Build, path: str) -> dict[str, str]:
    """Return the sources of each directive."""
    tag = soup(site, path).find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    parts = (directive.partition(" ") for directive in tag["content"].split(";"))
    return {name: sources for name, _, sources in parts}


def scripts(site: Build, path: str) -> list[Tag]:
    return soup(site, path).select("script:not([type])")


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("kind", ["plain", "full", "own"])
def test_each_script_is_the_themes_and_allowed_by_its_hash(request: pytest.FixtureRequest, kind: str):
    site = request.getfixturevalue(kind)
    for path in documents(site):
        found = scripts(site, path)
        code = 'class="highlight"' in site.read(path)
        assert len(found) == 1 + (path.endswith("404.html") or code), path
        assert policy(site, path)["script-src"].split() == [digest(script.string) for script in found]


def test_the_policy_comes_before_everything_it_applies_to(full: Build):
    for path in documents(full):
        html = full.read(path)
        assert html.index("Content-Security-Policy") < min(html.index("<script"), html.index("<style")), path


def test_all_scripts_together_are_small(full: Build):
    """The size in bytes, compressed."""
    every = {script.string for path in documents(full) for script in scripts(full, path)}
    text = "".join(sorted(every))
    assert len(every) == 3
    assert len(gzip.compress(text.encode())) < 2_000


def test_nothing_is_allowed_that_a_text_does_not_use(plain: Build):
    """Except requests to this site, which Lighthouse makes for robots.txt."""
    allowed = policy(plain, "first-fr.html")
    assert allowed.keys() == {
        *("default-src", "base-uri", "connect-src", "img-src", "script-src", "style-src"),
    }
    assert allowed["connect-src"] == "'self'"


SPELLINGS = r"""
frame-src             <iframe src="https://video.example/1" title="A video"></iframe>
frame-src             <IFRAME src='https://video.example/1'></IFRAME>
frame-src             <iFrame/src=https://video.example/1></iFrame>
frame-src             <iframe>
frame-src             <div><iframe\n  title="x"\n  src="/x.html"\n></iframe></div>
frame-src             <div><iframe\ttitle="x" src="/x.html"></iframe></div>
frame-src object-src  <object data="x.svg"></object>
frame-src object-src  <OBJECT type="image/svg+xml" data=x.svg></OBJECT>
frame-src object-src  <embed src="x.pdf">
frame-src object-src  <EMBED\nsrc='x.pdf'/>
media-src             <video src="https://video.example/1.mp4"></video>
media-src             <Video controls><source src=1.mp4></Video>
media-src             <audio src="/1.ogg"></audio>
media-src             <AUDIO>
form-action           <form action="https://list.example/"></form>
form-action           <FORM\nmethod=post action=https://list.example/></FORM>
nothing               `<iframe>` and <code>&lt;object data="x"&gt;</code>
nothing               <form-field></form-field> <objects></objects> <video-player></video-player>
nothing               < iframe src="x"> iframe object embed
"""


@pytest.mark.parametrize("line", SPELLINGS.strip().splitlines())
def test_an_embedded_element_in_any_spelling_is_allowed_and_nothing_else(build: Builder, line: str):
    directives, embedded = line.split("  ", 1)
    text = embedded.strip().replace("\\n", "\n").replace("\\t", "\t")
    built = build({"blog/x.md": HOME + text, "blog/y.md": HOME + "y"})
    allowed, plain = policy(built, "x.html"), policy(built, "y.html")
    added = {name: allowed[name] for name in allowed.keys() - plain.keys()}
    assert added == {name: "'self' https:" for name in directives.split() if name != "nothing"}
    unchanged = plain.keys() - {"style-src"}  # a style sheet may be added for the embedded element
    assert {name: allowed[name] for name in unchanged} == {name: plain[name] for name in unchanged}


@pytest.mark.parametrize(
    "embedded",
    [
        '<object data="/images/x.svg" type="image/svg+xml"></object>',
        "<OBJECT data='/images/x.svg'></OBJECT>",
        "<embed src=/images/x.svg>",
        '<IFRAME title="x"\nsrc="/images/x.svg"></IFRAME>',
        '<object data="https://other.test/x.svg"></object>',
    ],
)
def test_an_embedded_element_is_loaded_and_nothing_else(build: Builder, browser: Browser, embedded: str):
    image = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'
    built = build({"blog/x.md": HOME + embedded, "images/x.svg": image}, 'STATIC_PATHS = ["images"]\n')
    other = {"https://other.test/x.svg": ("image/svg+xml", image)}
    with visit(browser, built.output, "x.html", elsewhere=other) as opened:
        frames = opened.page.frames[1:]
        assert [frame.url.rpartition("/")[2] for frame in frames] == ["x.svg"]
        assert frames[0].evaluate("document.querySelectorAll('circle').length") == 1
        assert opened.faults == []
        opened.run(
            "document.body.append(Object.assign(document.createElement('video'), {src: '/images/x.svg'}))"
        )
        opened.until("document.querySelector('video').networkState === 3")
        assert "Content Security Policy" in opened.faults[0]


@pytest.mark.parametrize("shown", ["`<video>`", "<!-- <video> -->", '<i title="<video>">x</i>'])
def test_an_element_that_is_only_shown_as_code_is_not_allowed(build: Builder, shown: str):
    built = build({"blog/x.md": HOME + shown})
    assert "media-src" not in policy(built, "x.html")
    assert "style-src-attr" not in policy(built, "x.html")


def test_a_style_of_a_text_is_allowed_by_its_hash(build: Builder, browser: Browser):
    text = HOME + "<style>\n.own { color: rgb(1, 2, 3) }\n</style>\n\n<p class=own>x</p>"
    built = build({"blog/x.md": text})
    with visit(browser, built.output, "x.html") as opened:
        assert opened.run("getComputedStyle(document.querySelector('.own')).color") == "rgb(1, 2, 3)"
        assert opened.faults == []


def test_a_site_can_allow_every_style(build: Builder):
    """So the hash is left out: a browser ignores 'unsafe-inline' next to one: https://www.w3.org/TR/CSP3/#allow-all-inline."""
    own = '{"style-src": "\'unsafe-inline\'", "script-src": "https://a.example"}'
    built = build({}, f'MONOLOGUE = {{"policy": {own}}}\n')
    assert policy(built, "index.html")["style-src"] == "'unsafe-inline'"
    assert policy(built, "index.html")["script-src"].startswith("'sha256-")


def test_a_font_may_come_from_the_site_if_a_style_has_font_face(build: Builder):
    face = "@font-face { font-family: Own; src: url(/own.woff2); }"
    overrides = 'THEME_TEMPLATES_OVERRIDES = ["content/own"]\nARTICLE_EXCLUDES = ["own"]\n'
    built = build({"own/css/site.css": face}, overrides)
    assert policy(built, "index.html")["font-src"] == "'self'"


def test_a_text_with_its_own_script_has_no_policy(build: Builder):
    built = build(
        {"blog/x.md": HOME + "<SCRIPT>document.title = 'run'</SCRIPT>", "blog/y.md": HOME + "`<script>`"}
    )
    assert "Content-Security-Policy" not in built.read("x.html")
    assert "Content-Security-Policy" in built.read("y.html")


def test_a_site_can_add_sources_or_disable_the_policy(build: Builder):
    added = '{"script-src": "https://stats.example", "base-uri": "\'self\'"}'
    built = build({"blog/x.md": HOME + "<script></script>"}, f'MONOLOGUE = {{"policy": {added}}}\n')
    assert policy(built, "x.html")["script-src"].endswith("' https://stats.example")
    assert policy(built, "x.html")["base-uri"] == "'self'"
    built = build({}, 'MONOLOGUE = {"policy": False}\n')
    assert "Content-Security-Policy" not in built.read("index.html")


def test_the_style_is_allowed_by_its_hash(build: Builder, browser: Browser):
    text = HOME + "| a |\n|--:|\n| b |\n\n```\ncode\n```\n"
    built = build({"blog/x.md": text})
    assert policy(built, "x.html")["style-src"] == digest(soup(built, "x.html").style.string)
    with visit(browser, built.output, "x.html") as opened:
        assert opened.run("getComputedStyle(document.querySelector('td')).textAlign") == "right"
        assert opened.run("getComputedStyle(document.querySelector('pre')).overflowX") == "auto"
        assert opened.faults == []


def test_a_script_that_is_not_allowed_does_not_run(browser: Browser, own: Build):
    with visit(browser, own.output, "about/") as opened:
        opened.run(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
        )
        assert opened.run("window.ran") is None
        assert "Content Security Policy" in opened.faults[0]
