"""Links to files relative to a text, and syntax of other generators in it."""

import pytest
from conftest import Builder
from monologue.front_matter.body.rewrite import rewrite
from monologue.front_matter.body.rooted import below, prefix_of


def article(fields: str = "", body: str = "Body") -> str:
    return f"---\ntitle: A\ndate: 2024-01-05\n{fields}---\n{body}\n"


BUNDLE = {
    "blog/heads/index.md": article(
        "",
        "![a](pic.png) ![b](./sub/b.png) [notes](../other.md#part) [up](../../images/up.png) "
        "[no](nope.png) [page](/about/) <img src='pic.png' alt=''>\n",
    ),
    "blog/heads/pic.png": b"picture",
    "blog/heads/sub/b.png": b"picture",
    "blog/other.md": article("", "## Part\n"),
    "images/up.png": b"picture",
}
SITE = """
PLUGINS = ["monologue.front_matter"]
ARTICLE_URL = "blog/{slug}/"
ARTICLE_SAVE_AS = "blog/{slug}/index.html"
"""


def test_files_next_to_a_text_are_published_with_it(build: Builder) -> None:
    """As in Astro's and Hugo's bundles, ``![](pic.png)`` is the image in the same folder."""
    site = build(BUNDLE, SITE)
    html = site.read("blog/heads/index.html")
    for url in ("blog/heads/pic.png", "blog/heads/sub/b.png", "images/up.png"):
        assert f'"/{url}"' in html or f"'/{url}'" in html
        assert url in site.written
    assert 'href="/blog/other/#part"' in html
    assert 'href="nope.png"' in html and 'href="/about/"' in html


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ('<a href="/about/">', '<a href="/lab/about/">'),
        ('<a href="/">', '<a href="/lab/">'),
        ("<a class='x' href='/a?b&amp;c#d'>", "<a class='x' href='/lab/a?b&amp;c#d'>"),
        ('<video src="/a.mp4" poster="/a.png">', '<video src="/lab/a.mp4" poster="/lab/a.png">'),
        ('<a href="/lab/about/">', '<a href="/lab/about/">'),
        ('<a href="/lab#x">', '<a href="/lab#x">'),
        ('<a href="/laboratory/">', '<a href="/lab/laboratory/">'),
        ('<a href="//example.org/">', '<a href="//example.org/">'),
        ('<a href="about/">', '<a href="about/">'),
        ('<a href="https://example.org/">', '<a href="https://example.org/">'),
        ('<code>&lt;a href="/about/"&gt;</code>', '<code>&lt;a href="/about/"&gt;</code>'),
    ],
)
def test_a_root_relative_link_is_moved_below_the_path_of_the_site(written: str, becomes: str) -> None:
    assert below(written, "/lab")[0] == becomes


@pytest.mark.parametrize(
    ("site_url", "prefix"),
    [
        ("", ""),
        ("https://example.org", ""),
        ("https://user.github.io/lab/", "/lab"),
        ("https://example.org:8000/a/b", "/a/b"),
        ("/lab", "/lab"),
    ],
)
def test_the_prefix_is_the_path_of_the_site_url(site_url: str, prefix: str) -> None:
    assert prefix_of(site_url) == prefix


def test_below_a_path_a_root_relative_link_works_and_a_broken_one_is_reported_at_its_line(
    build: Builder,
) -> None:
    settings = SITE.replace("monologue.front_matter", "monologue")
    url = 'SITEURL = "https://user.github.io/lab"\n'
    site = build({**BUNDLE, "blog/a.md": article("", "[o](/blog/other/)\n\n[n](/nope/)\n")}, settings + url)
    assert 'href="/lab/blog/other/"' in site.read("blog/a/index.html")
    assert [line for line in site.diagnostics if "blog/a.md" in line] == [
        "content/blog/a.md:7:5: error[broken-target] /nope/ does not exist on this site"
    ]


@pytest.mark.parametrize("fields", ["draft: true\n", "modified: 2024-09-31\n", "lang: en\n"])
def test_content_that_is_not_written_publishes_no_image(build: Builder, fields: str) -> None:
    """A draft, a file with an error, and an article with a future date, which is a draft until then."""
    text = article(fields, "![a](pic.png)\n").replace(
        "2024-01-05", "2999-01-05" if "lang" in fields else "2024-01-05"
    )
    settings = SITE + 'STATIC_PATHS = []\nDRAFT_SAVE_AS = ""\nWITH_FUTURE_DATES = False\n'
    site = build({**BUNDLE, "blog/heads/index.md": text}, settings)
    assert not [path for path in site.written if path.endswith(".png")]


def test_a_file_type_that_is_read_only_on_request_is_reported(build: Builder) -> None:
    site = build({"blog/a.mdx": article(), "blog/b.md": article()}, SITE)
    assert site.diagnostics == [
        "content/blog/a.mdx: warning[unread-file] .mdx files are not read "
        "(set FRONT_MATTER = {'extensions': ['mdx']})"
    ]


NAMES = {
    "![a](it's.png)": "it's.png",
    "![a](a&b.png)": "a&b.png",
    "![a](a%23b.png)": "a#b.png",
    "![a](100%25.png)": "100%.png",
    "![a](what%3F.png)": "what?.png",
    "![a](my%20pic.png)": "my pic.png",
    "![a](<my pic.png>)": "my pic.png",
    '<img src="my pic.png" alt="">': "my pic.png",
    '<img src="a#b.png" alt="">': "a#b.png",
    "![a](caf\u00e9.png)": "cafe\u0301.png",
    "![a](cafe\u0301.png)": "caf\u00e9.png",
    "![a](caf%C3%A9.png)": "caf\u00e9.png",
    "![a](PIC.PNG)": "PIC.PNG",
    "![a](pic(1).png)": "pic(1).png",
    "![a](./sub/../pic.png)": "pic.png",
    "![a](./a:b.png)": "a:b.png",
    "![a](a%20b.png)": "a%20b.png",
    "![a](pic.png?v=2#x)": "pic.png",
    "<img src=pic.png alt=''>": "pic.png",
    "<IMG ALT='' SRC = 'pic.png'>": "pic.png",
    '<picture><source srcset="pic-2x.png 2x"></picture>': "pic-2x.png",
    '<video src="v.mp4"></video>': "v.mp4",
    '<video poster="p.png"></video>': "p.png",
    '<audio src="a.ogg"></audio>': "a.ogg",
    '<video><track src="t.vtt"></video>': "t.vtt",
    '<object data="o.svg"></object>': "o.svg",
    '<input type="image" src="i.png" alt="">': "i.png",
    '<iframe src="f.pdf"></iframe>': "f.pdf",
    '<p style="color: red; background: url(x.png)">x</p>': "x.png",
    "<p style=\"background: url('my pic.png')\">x</p>": "my pic.png",
    '<svg><image xlink:href="s.png"></image></svg>': "s.png",
    '<div><img src="{static}pic.png" srcset="{static}pic.png 2x" alt=""></div>': "pic.png",
}
IMAGE_TAGS = '<img alt="" src="pic.png" srcset="pic.png 2x">'
TAGS = {
    '<img srcset="pic-2x.png 2x, pic.png 1x" src="pic.png" alt="">': ["pic-2x.png", "pic.png", "pic.png"],
    '<video src="v.mp4" poster="pic.png"></video>': ["v.mp4", "pic.png"],
    '<a href="pic-2x.png"><img src="pic.png" alt=""></a>': ["pic-2x.png", "pic.png"],
    "[![a](pic.png)](pic-2x.png)": ["pic-2x.png", "pic.png"],
}


@pytest.mark.parametrize("prefix", ["", "/lab"])
def test_a_file_of_any_name_in_any_attribute_is_published_and_linked(prefix: str, build: Builder) -> None:
    files: dict[str, str | bytes] = {}
    for number, (text, name) in enumerate(NAMES.items()):
        files |= {f"blog/a{number}/index.md": article("", text), f"blog/a{number}/{name}": b"file"}
    settings = SITE.replace("monologue.front_matter", "monologue") + "STATIC_PATHS = []\n"
    site = build(files, f'{settings}SITEURL = "https://example.org{prefix}"\nREADERS = {{"html": None}}\n')
    assert [line for line in site.diagnostics if "content/blog" in line] == []
    for number, name in enumerate(NAMES.values()):
        assert f"blog/a{number}/{name}" in site.written
    assert "Unable to find" not in site.stdout + site.stderr


@pytest.mark.parametrize("prefix", ["", "/lab"])
def test_every_url_of_a_tag_is_linked(prefix: str, build: Builder) -> None:
    names = {name for linked in TAGS.values() for name in linked}
    files: dict[str, str | bytes] = {"blog/a/index.md": article("", "\n\n".join(TAGS))}
    files |= {f"blog/a/{name}": b"file" for name in names}
    site = build(files, f'{SITE}STATIC_PATHS = []\nSITEURL = "https://example.org{prefix}"\n')
    html = site.read("blog/a/index.html")
    for name in names:
        linked = sum(names_of.count(name) for names_of in TAGS.values())
        assert html.count(f"https://example.org{prefix}/blog/a/{name}") == linked
    assert names <= {path.removeprefix("blog/a/") for path in site.written}


def test_relative_urls_start_from_the_document_that_shows_the_text(
    build: Builder,
) -> None:
    files: dict[str, str | bytes] = {
        "blog/a/index.md": article("", IMAGE_TAGS),
        "blog/a/pic.png": b"picture",
    }
    files |= {
        "templates/index.html": "{{ articles[0].content }}",
        "templates/article.html": "{{ article.content }}",
    }
    settings = SITE + 'RELATIVE_URLS = True\nTHEME_TEMPLATES_OVERRIDES = ["content/templates"]\n'
    site = build(files, settings)
    for document, root in (("index.html", "."), ("blog/a/index.html", "../..")):
        path = f"{root}/blog/a/pic.png"
        assert f'<img alt="" src="{path}" srcset="{path} 2x">' in site.read(document)


def test_texts_of_one_folder_can_show_the_same_image(build: Builder) -> None:
    texts = {f"blog/{name}.md": article("", "![a](pic.png)") for name in "ab"}
    site = build({**texts, "blog/pic.png": b"picture"}, SITE + "STATIC_PATHS = []\n")
    assert 'src="/blog/a/pic.png"' in site.read("blog/a/index.html")
    assert 'src="/blog/a/pic.png"' in site.read("blog/b/index.html")
    assert "WARNING" not in site.stdout + site.stderr


def test_a_url_is_not_searched_in_the_value_of_another_attribute() -> None:
    html = "<a title='x href=\"y\"' alt=\"src='z'\" href=a>x</a>"
    assert rewrite(html, lambda url: "n") == html.replace("href=a", 'href="n"')


def test_a_url_is_escaped_for_its_attribute() -> None:
    assert rewrite("<a href='a'><b href=\"b\">", lambda url: "'\"&<") == (
        "<a href='&#39;\"&amp;&lt;'><b href=\"'&quot;&amp;&lt;\">"
    )


@pytest.mark.parametrize(
    "html",
    [
        '<p>a < b, c="d</p>' * 3,
        "<img src='nope.png' srcset='data:image/png;base64,AA== 1x, //h/x.png 2x' alt='&eacute;'>",
        '<code>&lt;img src="x"&gt;</code>',
        "<a title='href=\"x\"' href=mailto:a@b.c>x</a>",
    ],
)
def test_unchanged_html_stays_as_written(html: str) -> None:
    assert rewrite(html, lambda url: None) == html


@pytest.mark.parametrize(
    "text", ["<a " * 100_000, "<a '" * 60_001, '<a b="' * 50_001, "<a srcset='" + "a, " * 90_000 + "'>"]
)
def test_the_search_for_urls_takes_linear_time(text: str) -> None:
    rewrite(text, lambda url: url + "x")
