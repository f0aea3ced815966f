"""Summaries, descriptions and feed entries."""

import pytest
from conftest import Builder
from monologue.front_matter.body.excerpt import LONGEST, description_of, first_paragraph, without_marks
from monologue.front_matter.body.feeds import absolute

SITE = """
PLUGINS = ["monologue.front_matter"]
ARTICLE_URL = "blog/{slug}/"
ARTICLE_SAVE_AS = "blog/{slug}/index.html"
MARKDOWN = {"extensions": ["extra", "toc", "admonition"], "extension_configs": {"toc": {"permalink": True}}}
"""
PROBE = {"templates/article.html": "{{ article.description }}|{{ article.summary }}|{{ article.content }}"}
TEMPLATES = 'THEME = "simple"\nTHEME_TEMPLATES_OVERRIDES = ["content/templates"]\n'


def article(body: str, fields: str = "") -> str:
    return f"---\ntitle: A\ndate: 2024-01-05\n{fields}---\n{body}\n"


@pytest.mark.parametrize(
    "begin",
    [
        *("![A chart](/c.png)", "# A heading\n\n## Another", "* a list\n* of things", "```\ncode here\n```"),
        *("| a | b |\n|---|---|\n| c | d |", "<div>\n<p>A raw box</p>\n</div>", "!!! note\n    Careful"),
        *(
            "> A quotation",
            "<figure><img src='/c.png'><figcaption>Words</figcaption></figure>",
            "{{< youtube x >}}",
        ),
        *(
            "[TOC]",
            "<!-- more -->",
            "---",
            "<script>let x = 1</script>",
            "<p></p>",
            "<p>2024</p>",
        ),
        *("<Component a='1'/>", "Term\n:   Definition", "![](/a.png) ![](/b.png)", "{% include x %}"),
    ],
)
def test_the_first_paragraph_with_words_is_the_description(begin: str, build: Builder) -> None:
    body = f"{begin}\n\nThe *first* words & more[^1].\n\n[^1]: A note\n"
    site = build({"blog/a.md": article(body), **PROBE}, SITE + TEMPLATES)
    assert site.read("blog/a/index.html").partition("|")[0] == "The first words & more."


def test_a_text_without_a_top_level_paragraph_is_described_by_nested_text() -> None:
    assert description_of("<ul><li>One <b>thing</b></li><li>Two</li></ul>") == "One thing"
    assert description_of("<blockquote><p>Said</p></blockquote>") == "Said"
    assert description_of("<p><img alt='words'></p><table><tr><td><p>x</p></td></tr></table>") == ""


def test_a_long_paragraph_ends_at_a_word() -> None:
    text = description_of(f"<p>{'word ' * 100}</p>")
    assert text.endswith("word…")
    assert len(text) <= LONGEST
    assert len(description_of(f"<p>{'字' * 400}</p>")) == LONGEST


def test_the_site_describes_a_text_without_words(build: Builder) -> None:
    settings = SITE + 'PLUGINS = ["monologue"]\nSITESUBTITLE = "Notes & more"\n'
    site = build(
        {"blog/a.md": article("![](/a.png)"), "blog/b.md": article("![](/a.png)\n\nWords")}, settings
    )
    assert 'name="description" property="og:description" content="Notes &amp; more"' in site.read(
        "blog/a/index.html"
    )
    assert 'name="description" property="og:description" content="Words"' in site.read("blog/b/index.html")


def test_a_description_by_the_author_is_kept(build: Builder) -> None:
    files = {"blog/a.md": article("Text", "description: Mine\n"), **PROBE}
    assert build(files, SITE + TEMPLATES).read("blog/a/index.html").startswith("Mine|<p>Mine</p>|")


def test_a_summary_has_no_marks_and_no_ids_and_the_text_keeps_them(build: Builder) -> None:
    body = "## Part\n\nText[^1] and [more](#part).\n\n[^1]: A note\n"
    site = build({"blog/a.md": article(body), **PROBE}, SITE + TEMPLATES)
    _, summary, text = site.read("blog/a/index.html").split("|")
    assert summary.startswith('<h2>Part</h2>\n<p>Text and <a href="#part">more</a>.</p>')
    assert not any(mark in summary for mark in ("fnref", "¶", "id=", "A note", "8617", "↩"))
    assert all(mark in text for mark in ("fnref", "headerlink", 'id="part"', "A note"))


def test_a_summary_of_one_paragraph_has_words(build: Builder) -> None:
    files = {"blog/a.md": article("![](/a.png)\n\nThe *words*"), **PROBE}
    site = build(files, SITE + TEMPLATES + "SUMMARY_MAX_PARAGRAPHS = 1\n")
    assert site.read("blog/a/index.html").split("|")[1] == "<p>The <em>words</em></p>"


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('a<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>b', "ab"),
        ("a<a href='#fn-1' data-footnote-ref>1</a>b", "ab"),
        ('a<hr class="footnotes-sep">b<section class="footnotes"><ol><li>x</li></ol></section>c', "abc"),
        (
            '<h2 ID="x" title="id=\'y\'">a <a class="headerlink" href="#x">¶</a></h2>',
            "<h2 title=\"id='y'\">a </h2>",
        ),
        ('<p id=x data-id="y">a</p>', '<p data-id="y">a</p>'),
        (
            "<p>a<sup>2</sup> <code>id=&quot;x&quot;</code></p>",
            "<p>a<sup>2</sup> <code>id=&quot;x&quot;</code></p>",
        ),
        ('a<sup id="fnref:1"><sup>x</sup><a>1</a></sup>b', "ab"),
        ('a<sup id="footnote-ref-1"><a href="#footnote-1">1</a></sup>b', "ab"),
        ('a<a class="footnote-backref" href="#fnref:1">↩', "a"),
    ],
)
def test_marks_and_ids_are_dropped_and_nothing_else(html: str, clean: str) -> None:
    assert without_marks(html) == clean


@pytest.mark.parametrize(
    "html", ["<li>" * 20_000 + "</li>" * 20_000, "<b>" * 90_000 + "</i>" * 90_000, "<p '" * 60_001]
)
def test_the_search_for_a_paragraph_takes_linear_time(html: str) -> None:
    assert first_paragraph(html) == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/images/x.png">', '<img src="https://example.org/images/x.png">'),
        ('<img src="x.png" srcset="y.png 2x, /z.png">', None),
        ('<a href="#here">', '<a href="https://example.org/lab/a/#here">'),
        ('<a href="../b/?q=1&amp;r=2">', '<a href="https://example.org/lab/b/?q=1&amp;r=2">'),
        ('<a href="//cdn.example.com/x">', '<a href="https://cdn.example.com/x">'),
        ('<a href="mailto:a@b.c">', '<a href="mailto:a@b.c">'),
        ('<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'),
        ('<a href="">', '<a href="">'),
        ('<a href="//[">', '<a href="//[">'),
        (
            "<p style=\"background:url('x.png')\">",
            "<p style=\"background:url('https://example.org/lab/a/x.png')\">",
        ),
    ],
)
def test_urls_in_a_feed_are_those_of_the_document(html: str, expected: str | None) -> None:
    several = (
        '<img src="https://example.org/lab/a/x.png" '
        'srcset="https://example.org/lab/a/y.png 2x, https://example.org/z.png">'
    )
    assert absolute(html, "https://example.org/lab/a/") == (expected or several)


@pytest.mark.parametrize("prefix", ["", "/lab"])
def test_feed_entries_have_absolute_urls_and_documents_are_unchanged(prefix: str, build: Builder) -> None:
    body = (
        "[About](/about/) [here](#here) ![](pic.png) ![](/up.png)\n\n"
        '<video src="v.mp4" poster="/p.png"></video>\n\n'
        '<img srcset="/a.png 1x, pic.png 2x" src="pic.png" alt="">\n'
    )
    files: dict[str, str | bytes] = {
        "blog/a/index.md": article(body),
        "blog/a/pic.png": b"",
        "blog/a/v.mp4": b"",
    }
    files["templates/article.html"] = "{{ article.content }}"
    settings = (
        f'SITEURL = "https://example.org{prefix}"\nFEED_ALL_ATOM = "atom.xml"\nFEED_ALL_RSS = "rss.xml"\n'
    )
    settings += 'RSS_FEED_SUMMARY_ONLY = False\nFEED_APPEND_REF = True\nCATEGORY_FEED_ATOM = "{slug}.xml"\n'
    site = build(files, SITE + TEMPLATES + settings)
    base = f"https://example.org{prefix}"
    for feed in ("atom.xml", "rss.xml", "misc.xml" if "misc.xml" in site.written else "blog.xml"):
        entry = site.read(feed).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        for attribute in (
            *(f'href="{base}/about/"', f'href="{base}/blog/a/#here"', f'src="{base}/blog/a/pic.png"'),
            *(f'src="{base}/up.png"', f'src="{base}/blog/a/v.mp4"', f'poster="{base}/p.png"'),
            f'srcset="{base}/a.png 1x, {base}/blog/a/pic.png 2x"',
        ):
            assert attribute in entry
    assert 'href="#here"' in site.read("blog/a/index.html")
