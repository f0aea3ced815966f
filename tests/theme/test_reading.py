"""Reading aids of an article: contents, headings that link to themselves, reading time, neighbours."""

import pytest
from conftest import Build, Builder
from theme.reading import soup, text_of

HEAD = "Title: x\nDate: 2026-01-01\n"
SECTIONS = "\n\n".join(f"## Part `{number}` <1> & more\n\nText." for number in range(6))
TOC = 'MARKDOWN = {"extensions": ["extra", "toc", "meta"], "output_format": "html5"}\n'


def contents(build: Builder, text: str, settings: str = "") -> list[tuple[str, str]]:
    """Return the links of the table of contents as (href, text)."""
    built = build({"blog/x.md": text}, TOC + settings)
    assert built.status == 0, built.stderr
    return [(tag["href"], text_of(tag)) for tag in soup(built, "x.html").select(".toc a")]


def test_a_long_article_has_a_table_of_contents(build: Builder):
    links = contents(build, f"{HEAD}\n{SECTIONS}")
    assert len(links) == 6
    assert links[2] == ("#part-2-1-more", "Part 2 <1> & more")


@pytest.mark.parametrize(
    ("field", "text", "setting", "links"),
    [
        ("", "## One\n\n## Two", "", 0),
        ("Toc: true\n", "## One\n\n## Two", "", 2),
        ("Toc: false\n", SECTIONS, "", 0),
        ("", "[TOC]\n\n## One\n\n### Two", "", 2),
        ("", SECTIONS, 'MONOLOGUE = {"contents": 0}\n', 0),
        ("", "## One\n\n## Two", 'MONOLOGUE = {"contents": 2}\n', 2),
        ("Toc: true\n", "No section.", "", 0),
    ],
)
def test_a_field_or_a_setting_overrides_the_default(
    build: Builder, field: str, text: str, setting: str, links: int
):
    assert len(contents(build, f"{HEAD}{field}\n{text}", setting)) == links


def test_the_authors_own_contents_come_once_before_the_text(own: Build):
    html = soup(own, "blog/every-element/index.html")
    (contents,) = html.select(".toc")
    assert contents.name == "nav" and contents["aria-label"] == "Contents"
    assert not html.select(".prose .toc")


def test_a_heading_links_to_itself(build: Builder):
    text = f"{HEAD}\n## One & `two`\n\n## A [link](/) in it\n\n### Three\n\n# First"
    built = build({"blog/x.md": text}, TOC + 'FEED_ALL_ATOM = "feed.xml"\n')
    headings = soup(built, "x.html").select(".prose :is(h2, h3, h4)")
    assert [text_of(tag) for tag in headings] == ["One & two", "A link in it", "Three", "First"]
    links = [[link["href"] for link in tag.select("a")] for tag in headings]
    assert links == [["#one-two"], ["/"], ["#three"], ["#first"]]
    assert "#one-two" not in built.read("feed.xml")


@pytest.mark.parametrize(
    ("lang", "text", "minutes"),
    [
        ("en", "word " * 1150, 5),
        ("en", "word", 1),
        ("de", "Größe " * 1150, 5),
        ("ru", "слово " * 1150, 5),
        ("ja", "日本語の文。" * 500, 6),
        ("zh-hans", "中文" * 1000, 4),
        ("en", "日本語の文。" * 500, 6),
        ("ko", "한국어 " * 1150, 5),
        ("hi", "हिन्दी " * 1150, 5),
    ],
)
def test_the_reading_time_is_right_in_each_script(build: Builder, lang: str, text: str, minutes: int):
    """Japanese and Chinese by characters, text with spaces by words, whatever its ``lang`` is."""
    built = build({"blog/x.md": f"{HEAD}Lang: {lang}\n\n{text}"}, 'ARTICLE_LANG_SAVE_AS = "x.html"\n')
    meta = text_of(soup(built, "x.html").select_one(".meta"))
    assert meta.endswith((f"{minutes} min read", f"約{minutes}分")), meta


def test_an_article_links_to_the_previous_and_the_next_one(build: Builder):
    files = {f"blog/{n}.md": f"Title: <{n}>\nDate: 2026-01-0{n}\n\nx" for n in (1, 2, 3)}
    built = build({**files, "blog/d.md": "Title: d\nStatus: draft\n\nx"})
    links = {
        path: [(tag["rel"][0], tag["href"]) for tag in soup(built, f"{path}.html").select(".pager a")]
        for path in ("1", "2", "3", "drafts/d")
    }
    assert links == {
        "1": [("next", "/2.html")],
        "2": [("prev", "/1.html"), ("next", "/3.html")],
        "3": [("prev", "/2.html")],
        "drafts/d": [],
    }
    assert text_of(soup(built, "2.html").select_one(".pager [rel=prev]")) == "Older <1>"
