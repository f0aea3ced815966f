"""No file makes the check raise, hang, or take more than linear time."""

import re
import time
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monologue.core.url import join_url
from monologue.link_check.adapter.external import mark_external
from monologue.link_check.check import check
from monologue.link_check.extract.compact import compact, loaded
from monologue.link_check.extract.css import css_urls, srcset_urls
from monologue.link_check.extract.documents import offsets, read
from monologue.link_check.extract.encoding import decode
from monologue.link_check.fix.correct import correct, corrected
from monologue.link_check.fix.edits import Edit, edits_by_file, rewritten
from monologue.link_check.locate.diagnose import by_place
from monologue.link_check.locate.origin import Origins
from monologue.link_check.locate.source import Reading, front_matter_of, includes_of, source_links, spots_of
from monologue.link_check.model import Document, Link, Role, Use
from monologue.link_check.online.model import Response
from monologue.link_check.online.page import title_of
from monologue.link_check.patterns import any_of
from monologue.link_check.resolve import Bases, Resolver
from monologue.link_check.rules.moved import doubt
from monologue.link_check.rules.registry import RULES
from monologue.link_check.settings import Settings
from monologue.link_check.similar import Names
from monologue.link_check.site import Site
from monologue.link_check.syntax.mailto import MailtoError, parse_mailto
from monologue.link_check.syntax.tel import fault_of_tel

PIECE = st.sampled_from(
    """mailto: tel: https: http: // / # ? : @ % %20 %ZZ [ ] . .. , ; & = + javascript: data: \\ { } filename |
    é 日本 example.org localhost 127.0.0.1 xn-- \u202e""".split()
)
HREF = st.lists(st.one_of(PIECE, st.text(max_size=40)), max_size=8).map("".join)
SURROGATES = st.text(st.characters(codec=None))  # JSON can escape characters that no encoding can represent
TAG = st.sampled_from(
    """<a <img <svg <use <base <template> </template> <meta <link <style> </style> <script> </script> <table>
    href= src= srcset= style= content= name= id= rel= " ' > = url( http-equiv=refresh data-link-check="ignore"
    <p> <!-- --> target=_blank usemap= application/ld+json""".split()
)
HTML = st.lists(st.one_of(TAG, HREF, st.just(" ")), max_size=30).map("".join)


def faults_of(path: str, text: str) -> int:
    document = read(path, text)
    return len(list(check(Site("https://example.org", frozenset({path}), {path: document}), Settings())))


@given(st.one_of(HREF, SURROGATES))
def test_any_link_can_be_checked(href: str) -> None:
    link = Link("a", "href", href.strip(), Role.FOLLOW)
    Resolver("https://example.org/").resolve(link, Bases("a b/%/é?#.html").base_of(link))
    fault_of_tel(href)
    try:
        parse_mailto(href)
    except MailtoError as error:
        assert len(str(error)) < 1000


STEPS = st.lists(
    st.sampled_from(["/", "../", "./", "a", "b.c", ".", "..", "~", "-", "_", "%41", "é", "//", ":"])
).map("".join)


@given(STEPS, STEPS, st.sampled_from(["https://example.org/", "https://example.org/lab/"]))
def test_a_link_is_resolved_like_the_url_parser_does(head: str, base: str, root: str) -> None:
    """Most links are resolved without the URL parser."""
    target = Resolver(root).resolve(Link("a", "href", head, Role.FOLLOW), base)
    if target.kind == "internal":
        url = join_url(join_url(root, base), head)
        assert (target.url, target.path) == (url, unquote(url.removeprefix(root)))
        assert target.absolute == head.startswith("//")


HOSTS = st.lists(
    st.sampled_from(["example", ".", "org", "-", "xn--", "a", "1", "0x1", "EXAMPLE", "é", "_", ":80", "@"])
).map("".join)
NAMES = st.one_of(st.just("https"), st.text("az019.-", max_size=8), st.text("az.", min_size=60, max_size=300))


@given(
    st.sampled_from(["http://", "https://"]),
    st.one_of(HOSTS, NAMES),
    STEPS,
    st.sampled_from(["", "#a", "#a-1"]),
)
def test_an_absolute_link_is_resolved_like_the_url_parser_does(
    scheme: str, host: str, path: str, fragment: str
) -> None:
    href = f"{scheme}{host}/{path}{fragment}"
    target = Resolver("https://example.org/").resolve(Link("a", "href", href, Role.FOLLOW), "")
    if target.kind == "invalid":
        with pytest.raises(ValueError, match="URL"):
            join_url("https://example.org/", href)
    else:
        assert target.url == join_url("https://example.org/", href)
        assert (target.kind == "internal") == bool(re.match(r"https?://example\.org/", target.url))


FILES = (
    "a.html",
    "b/index.html",
    "b/c.html",
    "index.html",
    "www.example.org",
    "http/index.html",
    "d.e/f.html",
    "map",
)
PIECES = "/ ../ b/ http https: // a b c .html . # x top :~: {{ ? %61 www é \\ example.com draft.html".split()
HREFS = st.lists(st.sampled_from([*FILES, *PIECES, " "]), max_size=6).map("".join)


@given(
    HREFS,
    st.sampled_from(Role),
    st.sampled_from(["", "/b/", "https://example.org/b/"]),
    st.sampled_from(FILES),
)
def test_a_link_that_is_not_resolved_has_no_fault(href: str, role: Role, base: str, path: str) -> None:
    """Most links are plain and lead to a file; no rule is applied to them."""
    link = Link("a", "href", href, role, base)
    fragments = frozenset({"x", "{{", "é", "a:~:x"})
    documents = {file: Document(file, fragments=fragments) for file in FILES} | {
        path: Document(path, (link,), fragments)
    }
    site = Site(
        "https://example.org", frozenset({*FILES, "draft.html"}), documents, drafts=frozenset({"draft.html"})
    )
    severity = dict.fromkeys(("missing-slash", "missing-extension"), "error")
    quick = [fault.rule for fault in check(site, Settings(severity=severity))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Site, "defines", lambda *_: False)
        assert quick == [fault.rule for fault in check(site, Settings(severity=severity))]


@given(HREFS, st.sampled_from(["", "b/"]))
def test_a_rule_for_odd_links_finds_nothing_in_a_plain_one(href: str, base: str) -> None:
    for whole in (href, f"https://{href}"):
        link = Link("a", "href", whole, Role.FOLLOW)
        for root in ("https://example.org", "https://example.com/lab"):
            site = Site(root, frozenset(FILES), {})
            target = Resolver(site.root).resolve(link, base)
            for rule in RULES.values() if target.plain else ():
                if rule.odd and target.kind in rule.kinds:
                    assert not rule.check(Use(link, target, base), site), rule.id


@given(HTML, st.sampled_from(["x.html", "x.svg", "x.css", "x.xml", "x.webmanifest"]))
def test_any_document_can_be_read_and_each_of_its_links_located(text: str, path: str) -> None:
    faults_of(path, text)
    document = read(path, text)
    if not document.fault:
        found = list(offsets(path, text))
        assert [link for link, _ in found] == list(document.links)
        assert all(0 <= offset <= len(text) for _, offset in found)


@given(HTML, st.sampled_from(["x.html", "x.xml", "x.css"]))
def test_a_document_can_be_stored_and_loaded(text: str, path: str) -> None:
    document = read(path, text)
    assert loaded(path, compact(document)) == document


@given(HTML)
def test_any_source_can_be_searched_for_links(text: str) -> None:
    lines = text.split("\n")
    for spot in source_links(text):
        assert 1 <= spot.line <= len(lines)
        assert 1 <= spot.column <= len(lines[spot.line - 1]) + 1
    list(spots_of(text, "//"))


@given(HTML)
def test_any_source_can_be_searched_for_bare_urls(text: str) -> None:
    assert len(source_links(text, Reading(bare=True))) >= len(source_links(text))


@given(st.lists(st.sampled_from(["[a](/b)", "é", "\ufeff", "\r\n", "\n", "\r", "\f", " "])).map("".join))
def test_an_edit_changes_its_url_and_no_other_byte(text: str) -> None:
    data = text.encode()
    checked = decode(data)
    lines = checked.split("\n")
    edits = [
        Edit(number, match.start() + 1, "/b", "/longer")
        for number, line in enumerate(lines, 1)
        for match in re.finditer("/b", line)
    ]
    assert corrected("x.md", data, checked, edits) == data.replace(b"/b", b"/longer")


@given(HREF, HREF, HREF)
def test_any_link_is_rewritten_or_unchanged(written: str, href: str, meant: str) -> None:
    assert rewritten(written, href, href) in ("", href, written)
    rewritten(written, href, meant)


HUGE = {
    "elements in each other": "<div>" * 100_000 + "<a href=/gone/>x",
    "an attribute of ten million characters": f"<a href='/{'x' * 10_000_000}'>x</a>",
    "a million links": "<a href='/y/'>y</a>" * 1_000_000,
    "a million ids": "".join(f"<p id=x{i}>" for i in range(1_000_000)) + "<a href=#y>x</a>",
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_document_is_checked_completely(name: str) -> None:
    assert faults_of("x.html", HUGE[name]) == (1_000_000 if name == "a million links" else 1)


@given(HTML)
def test_any_content_can_be_marked_and_marking_twice_changes_nothing(html: str) -> None:
    marked = mark_external(html, "https://example.org")
    assert mark_external(marked, "https://example.org") == marked


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


ENTITY = '<link href="a&#98;"/>'
JSON_LD = '<script type="application/ld+json">{"url": "\\/a"}</script>'
LARGE: dict[str, Callable[[int], object]] = {
    "links": lambda n: faults_of("x.html", "<a href='/x'>y</a>" * n),
    "broken fragments": lambda n: faults_of("x.html", "".join(f"<a href='#x{i}'>y</a>" for i in range(n))),
    "ids": lambda n: faults_of("x.html", "".join(f"<p id='x{i}'>" for i in range(n)) + "<a href='#y'>"),
    "one long attribute": lambda n: faults_of("x.html", "<a href='" + "x/" * 50 * n + "'>y</a>"),
    "one long address": lambda n: faults_of("x.html", "<a href='https://" + "x." * 50 * n + "'>y</a>"),
    "recipients": lambda n: faults_of("x.html", "<a href='mailto:" + "a@example.org," * n + "'>y</a>"),
    "telephone": lambda n: faults_of("x.html", "<a href='tel:" + "1" * 50 * n + "x'>y</a>"),
    "nested": lambda n: faults_of("x.html", "<div><a href=/x>" * n),
    "templates": lambda n: faults_of("x.html", "<template><a href=/x>" * n),
    "ignored": lambda n: faults_of("x.html", "<div data-link-check='ignore'><a href=/x></div>" * n),
    "srcset": lambda n: list(srcset_urls("a.png 1x(, " * 10 * n)),
    "css": lambda n: list(css_urls("url(" * 10 * n)) + list(css_urls("/*" * 10 * n)),
    "css escapes": lambda n: list(css_urls("url(" + r"\aaaaaa" * 10 * n)),
    "json": lambda n: faults_of("x.html", "<script type='application/ld+json'>" + "[" * 10 * n),
    "feed": lambda n: faults_of("x.xml", "<feed>" + "<entry>" * n),
    "marking": lambda n: mark_external("<a href='//x.org' rel=me>y</a>" * (n // 4), ""),
    "nested marking": lambda n: mark_external("<a href='//x.org'><p>" * (n // 4), ""),
    "markdown": lambda n: source_links("[a](/b)\n" * (n // 4)),
    "markdown indented": lambda n: source_links("!!! note\n" + "\n    a\n" * (n // 4)),
    "markdown tags": lambda n: source_links("<div" + " <" * n),
    "feed of entities": lambda n: list(offsets("x.xml", f"<feed>{ENTITY * n}</feed>")),
    "json scripts": lambda n: list(offsets("x.html", JSON_LD * n)),
    "words in a text": lambda n: list(spots_of("/x\n" * n, "/x")),
    "front matter of keys": lambda n: front_matter_of("a: b\n c\n" * n + "x"),
    "front matter of fences": lambda n: front_matter_of("---\n" + "--\n" * n),
    "markdown bare addresses": lambda n: source_links("https://a.example/b, " * (n // 4), Reading(bare=True)),
    "markdown code": lambda n: source_links("`a | " * n),
    "markdown comments": lambda n: source_links("- <!-- a\n" * (n // 4)),
    "markdown behind comments": lambda n: source_links("<!--\n--> [x](/y)\n\n" * (n // 10)),
    "markdown definitions": lambda n: source_links("[a]: /x\n" * n),
    "markdown footnotes": lambda n: source_links("[^a]: [x](/y)\n    z\n\n" * (n // 10)),
    "misspelt names": lambda n: [Names(f"name{i}" for i in range(n)).only("nmae1")],
    "edits": lambda n: corrected(
        "x.md", b"[a](/b)\n" * n, "[a](/b)\n" * n, [Edit(i + 1, 5, "/b", "/c") for i in range(n)]
    ),
    "markdown brackets": lambda n: source_links("[" * (n // 10)),
}


@pytest.mark.parametrize("name", LARGE)
def test_the_time_grows_linearly_with_the_size(name: str) -> None:
    """Eight times the size may take 32 times as long on a busy machine; quadratic time would be 64 times."""
    run = LARGE[name]
    small = min(seconds(lambda: run(1_000)) for _ in range(3))
    large = min(seconds(lambda: run(8_000)) for _ in range(2))
    assert large < 32 * max(small, 0.002)


def places_of(text: str, path: str = "x.html") -> int:
    """Return the number of places found for the faults of a document; correct each if possible."""
    document = read(path, text)
    site = Site("https://example.org", frozenset({path}), {path: document})
    origins = Origins(site, (), {path: path}, {}, "", "out", lambda path: text)
    groups = by_place(check(site, Settings()), origins, Settings())
    for name, edits in edits_by_file(groups).items():
        correct(name, text.encode(), edits)
    return len(groups)


MANY = 30_000
HANGS: dict[str, Callable[[], object]] = {
    "the same link": lambda: places_of("<p id=part>" + "<a href=#prat>x</a>" * MANY),
    "links in one line": lambda: places_of("<a href=/x style='background:url(/y)'>x</a>" * MANY),
    "links of a style sheet": lambda: places_of("@import '/x';" * MANY, "x.css"),
    "links of a feed": lambda: places_of("<feed>" + "<link href='/x'/>" * MANY + "</feed>", "x.xml"),
    "unclosed strings of CSS": lambda: css_urls('"\\' * MANY),
    "brackets": lambda: source_links("[" * (MANY // 4), Reading(bare=True)),
    "schemes": lambda: source_links("<http://" * MANY, Reading(bare=True)),
    "unclosed comments": lambda: source_links("<!--\n" * MANY),
    "unclosed tags": lambda: source_links("<kbd a='\n" * MANY),
    "raw HTML": lambda: source_links("<b>" * MANY + "<div>" * MANY + "</i>" * MANY),
    "links in raw HTML": lambda: source_links("<p>" + "<a href=/x>y</a>\n" * MANY),
    "includes": lambda: list(includes_of('--8<-- "x"\n--8<--\n' * MANY)),
    "definitions": lambda: source_links("".join(f"[{n}]: /x\n" for n in range(MANY // 4))),
    "stars of a pattern": lambda: any_of(("*a*a*a*a*x",)).fullmatch("a" * MANY),
    "titles": lambda: title_of(Response(200, {"content-type": "text/html"}, b"<title" * MANY)),
    "hosts": lambda: faults_of(
        "x.html", f"<a href='http://{'1.' * MANY}'>x</a><a href='http://{'a-' * MANY}1/'>x</a>"
    ),
    "recipients": lambda: faults_of(
        "x.html", f"<a href='mailto:{'a@b.example,' * MANY}?{'to=&' * MANY}'>x</a>"
    ),
    "encodings": lambda: [
        decode(start * MANY, "x.html") for start in (b"<meta charset=", b"<meta charset=punycode>")
    ],
    "languages": lambda: doubt(f"https://x.org/{'en/' * MANY}", f"https://x.org/{'login-' * MANY}"),
}


@pytest.mark.parametrize("name", HANGS)
def test_hostile_input_is_processed_in_linear_time(name: str) -> None:
    """Quadratic time would be minutes at these sizes."""
    HANGS[name]()
