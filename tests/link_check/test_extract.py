"""The links and fragments of a document: those that a browser finds, with their offsets."""

from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from monologue.link_check.extract.css import css_urls, srcset_urls
from monologue.link_check.extract.documents import kind_of, offsets, read
from monologue.link_check.extract.encoding import decode

TEXT = (Path(__file__).parent / "cases/elements.txt").read_text(encoding="utf-8")
CASES = [case.strip("\n") for case in TEXT.split("\n\n")[1:]]


def html_and_links(case: str) -> tuple[str, list[str]]:
    """Split a case into its HTML and the expected links."""
    lines = case.split("\n")
    end = next(n for n, line in enumerate(lines, 1) if line.endswith(">"))
    return "\n".join(lines[:end]), [line for line in lines[end:] if line != "-"]


@pytest.mark.parametrize("case", CASES)
def test_the_links_of_each_element(case: str) -> None:
    html, expected = html_and_links(case)
    links = read("x.html", html).links
    assert [f"{link.element} {link.attribute} {link.href} {link.role}" for link in links] == expected


@pytest.mark.parametrize("case", CASES)
def test_each_link_has_its_offset_in_the_document(case: str) -> None:
    html, _ = html_and_links(case)
    for link, offset in offsets("x.html", html):
        assert unescape(html[offset:]).startswith(link.href), link


@pytest.mark.parametrize("name", ["a", "area", "img", "iframe", "script", "blockquote", "form", "video"])
def test_beautifulsoup_finds_the_same_links(name: str) -> None:
    """The check uses two parsers: this one for documents, BeautifulSoup for changed tags."""
    wanted = {"a": "href", "area": "href", "blockquote": "cite", "form": "action"}.get(name, "src")
    html = "\n".join(
        html_and_links(case)[0] for case in CASES if "template" not in case and "ignore" not in case
    )
    theirs = [
        str(tag[wanted]).strip()
        for tag in BeautifulSoup(html, "html.parser").find_all(name, attrs={wanted: True})
    ]
    ours = [
        link.href for link in read("x.html", html).links if (link.element, link.attribute) == (name, wanted)
    ]
    assert ours == theirs


def test_ids_and_the_names_of_anchors_and_maps_are_defined() -> None:
    html = '<p id="a"><a name="b"></a><input name="c"><map name="d"></map><svg><g id="é"/></svg>'
    document = read("x.html", html + '<template><p id="no"></template><i data-link-check="ignore" id="f">')
    assert document.fragments == {"a", "b", "é", "f"}
    assert document.maps == {"d"}


def test_every_link_has_the_base_of_the_document() -> None:
    links = read("x.html", '<base href="/posts/"><a href="x">y</a>').links
    assert [(link.href, link.base) for link in links] == [("x", "/posts/")]


def test_an_svg_file_is_parsed_like_a_browser_parses_it() -> None:
    svg = '<?xml version="1.0"?><svg><symbol id="a"/><a href="/x"><image xlink:href="y.png"/></a></svg>'
    document = read("icons.svg", svg)
    assert [link.href for link in document.links] == ["/x", "y.png"]
    assert document.fragments == {"a"}


def test_links_in_an_atom_entry_have_the_entry_as_base() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://e.org/f.xml"/>
    <entry><link rel="enclosure" href="https://e.org/a.mp3"/><link href="https://e.org/a/"/>
    <content type="html">&lt;img src="a.png"&gt;</content></entry></feed>"""
    links = read("feed.atom", feed).links
    assert [(link.href, link.base) for link in links] == [
        ("https://e.org/f.xml", ""),
        ("https://e.org/a.mp3", ""),
        ("https://e.org/a/", ""),
        ("a.png", "https://e.org/a/"),
    ]


def test_links_in_an_rss_item_have_the_item_as_base() -> None:
    feed = """<rss><channel><link>https://e.org/</link><item><link>https://e.org/a/</link>
    <enclosure url="/a.mp3"/><description><![CDATA[<a href="#x">y</a>]]></description></item>
    </channel></rss>"""
    links = read("rss.xml", feed).links
    assert [(link.href, link.base) for link in links] == [
        ("https://e.org/", ""),
        ("https://e.org/a/", ""),
        ("/a.mp3", ""),
        ("#x", "https://e.org/a/"),
    ]


def test_a_feed_may_have_a_base_and_entries_in_xhtml() -> None:
    """RFC 4287, sections 2 and 3.1.1.3; the declared encoding is ignored, since the text is decoded."""
    feed = """<?xml version="1.0" encoding="iso-8859-1"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.org/b/"><icon>é.png</icon><entry>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="x">y</a></div></content>
    </entry><entry xml:base="/c/"><content type="html">&lt;img src="z"&gt;</content></entry></feed>"""
    links = read("feed.xml", feed).links
    assert [(link.href, link.base) for link in links] == [
        ("é.png", "https://e.org/b/"),
        ("x", "https://e.org/b/"),
        ("z", "/c/"),
    ]


def test_a_sitemap_names_its_pages_and_their_translations() -> None:
    sitemap = """<urlset xmlns:xhtml="http://www.w3.org/1999/xhtml">
    <url><loc> https://e.org/a/ </loc><xhtml:link rel="alternate" href="https://e.org/b/"/></url></urlset>"""
    assert [link.href for link in read("sitemap.xml", sitemap).links] == [
        "https://e.org/a/",
        "https://e.org/b/",
    ]
    assert [sitemap[at:].startswith(link.href) for link, at in offsets("sitemap.xml", sitemap)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("xml", ["<config><link>/x</link></config>", '<opml><outline xmlUrl="/x"/></opml>'])
def test_other_xml_has_no_links(xml: str) -> None:
    assert read("x.xml", xml).links == ()
    assert read("x.xml", xml).fault == ""


def test_entity_expansion_attacks_are_rejected() -> None:
    """Expat limits the expansion of entities."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    fault = read("x.xml", f'<!DOCTYPE feed [<!ENTITY a0 "ha">{entities}]><feed>&a11;</feed>').fault
    assert "amplification" in fault


def test_a_web_manifest_has_links_to_its_icons_and_its_start_page() -> None:
    manifest = '{"start_url": "/", "name": "/no", "icons": [{"src": "icon.png"}]}'
    assert [link.href for link in read("site.webmanifest", manifest).links] == ["/", "icon.png"]


@pytest.mark.parametrize(
    ("css", "urls"),
    [
        ("a { background: url(x.png) }", ["x.png"]),
        ("a { background: URL( 'x y.png' ) }", ["x y.png"]),
        ('@import "a.css"; @import url(b.css);', ["a.css", "b.css"]),
        (r"a { background: url(x\29 .png) }", ["x).png"]),
        ('@import"a.css";a{b:url("")}', ["a.css"]),
        (r'a { background: url("x\"y.png") }', ['x"y.png']),
        ('a { background: url("x\\\ny.png") }', ["xy.png"]),
        ("a { background: my-url(x.png) }", []),
        ("@namespace svg url(http://www.w3.org/2000/svg);", []),
        ("/* url(x) */ a { content: 'url(y)' } /* url(z)", []),
        ("@font-face { src: local('x'), url(a.woff2) format('woff2'), url(b.woff) }", ["a.woff2", "b.woff"]),
    ],
)
def test_the_urls_in_css(css: str, urls: list[str]) -> None:
    assert [url for url, _ in css_urls(css)] == urls


@pytest.mark.parametrize(
    ("srcset", "urls"),
    [
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png,b.png", ["a.png,b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        ("a.png 100w,b.png 200w", ["a.png", "b.png"]),
        ("a.png x(1,2), b.png", ["a.png", "b.png"]),
        (" , a.png ,, ", ["a.png"]),
        ("", []),
    ],
)
def test_the_urls_in_a_srcset_are_split_like_browsers_do(srcset: str, urls: list[str]) -> None:
    assert list(srcset_urls(srcset)) == urls


@pytest.mark.parametrize(
    ("path", "encoding", "head"),
    [
        ("x.html", "utf-16", ""),
        ("x.html", "utf-8-sig", "<meta charset=shift_jis>"),  # the byte order mark takes precedence
        ("x.html", "cp932", "<meta charset=Shift_JIS>"),
        ("x.html", "cp932", "<!-- charset=utf-8 --><title>charset</title><meta charset='x-sjis'>"),
        ("x.html", "cp1251", "<meta http-equiv=content-type content='text/html; charset=windows-1251'>"),
        ("x.html", "utf-8", "<meta charset=utf-16>"),  # the declaration was read as ASCII, so it is wrong
        ("x.html", "utf-8", "<meta charset=punycode>"),
        ("x.html", "utf-8", "<meta charset=unicode_escape>"),
        ("x.html", "gb18030", "<meta charset=gb2312>"),
        ("x.svg", "koi8-r", "<?xml version='1.0' encoding='KOI8-R'?>"),
        ("x.xml", "utf-16", "<?xml version='1.0' encoding='UTF-16'?>"),
        ("x.css", "euc_jp", '@charset "euc-jp";'),
        ("x.css", "utf-8", "@charset 'euc-jp';"),  # the syntax must be exact
        ("x.md", "utf-8", "<meta charset=shift_jis>"),
    ],
)
def test_a_file_is_decoded_in_the_encoding_that_browsers_find(path: str, encoding: str, head: str) -> None:
    text = head + (
        "Я" if "1251" in encoding or "koi8" in encoding else "日本" if encoding != "gb18030" else "中文"
    )
    assert decode(text.encode(encoding), path) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [("é\r\nx\ry".encode(), "é\nx\ny"), (b"\xef\xbb\xbfx", "x"), (b"\xe9", "é"), (b"\x81", "\x81")],
)
def test_a_file_without_a_declared_encoding_is_decoded_like_browsers_do(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_only_files_that_can_have_links_are_read() -> None:
    assert [kind_of(path) for path in ("a/X.HTML", "x.svg", "x.css", "f.xml", "x.png", "html")] == [
        "html",
        "html",
        "css",
        "xml",
        "",
        "html",
    ]
