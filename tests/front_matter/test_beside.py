"""What lies beside a text, and what other generators left in it."""

import pytest
from conftest import Builder
from monologue.front_matter.leftovers import leftovers
from monologue.front_matter.lists import flat_lists
from monologue.front_matter.rooted import below, prefix_of


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


def test_what_lies_beside_a_text_is_published_with_it(build: Builder) -> None:
    """As Astro's and Hugo's bundles have it: ``![](pic.png)`` is the picture in the same folder."""
    site = build(BUNDLE, SITE)
    html = site.read("blog/heads/index.html")
    for address in ("blog/heads/pic.png", "blog/heads/sub/b.png", "images/up.png"):
        assert f'"/{address}"' in html or f"'/{address}'" in html
        assert address in site.written
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
def test_a_link_to_the_root_leads_to_the_site_s_own_wherever_that_stands(written: str, becomes: str) -> None:
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
def test_a_site_stands_below_the_path_of_its_address(site_url: str, prefix: str) -> None:
    assert prefix_of(site_url) == prefix


def test_below_a_path_a_root_link_leads_where_it_means_and_a_broken_one_is_told_at_its_line(
    build: Builder,
) -> None:
    settings = SITE.replace("monologue.front_matter", "monologue")
    address = 'SITEURL = "https://user.github.io/lab"\n'
    site = build(
        {**BUNDLE, "blog/a.md": article("", "[o](/blog/other/)\n\n[n](/nope/)\n")}, settings + address
    )
    assert 'href="/lab/blog/other/"' in site.read("blog/a/index.html")
    assert [line for line in site.diagnostics if "blog/a.md" in line] == [
        "content/blog/a.md:7:5: error[broken-target] /nope/ is not written"
    ]


@pytest.mark.parametrize("fields", ["draft: true\n", "modified: 2024-09-31\n", "lang: en\n"])
def test_what_is_not_written_takes_no_picture_along(build: Builder, fields: str) -> None:
    """A draft, a content with an error, and an article of the future, which is a draft until then."""
    text = article(fields, "![a](pic.png)\n").replace(
        "2024-01-05", "2999-01-05" if "lang" in fields else "2024-01-05"
    )
    settings = SITE + 'STATIC_PATHS = []\nDRAFT_SAVE_AS = ""\nWITH_FUTURE_DATES = False\n'
    site = build({**BUNDLE, "blog/heads/index.md": text}, settings)
    assert not [path for path in site.written if path.endswith(".png")]


def test_what_other_generators_left_in_a_text_is_told_once_a_kind(build: Builder) -> None:
    body = (
        "{{< youtube x >}}\n\n{{< youtube y >}} {{% note %}}\n\n`{{< code >}}`\n\n```\n{% raw %}\n```\n\n"
        '{% include "a" %} {{ page.title }}\n\n:::tip\n'
    )
    site = build({"blog/a.md": article("", body)}, SITE)
    assert [line.split("shortcode] ")[1].split(" is another")[0] for line in site.diagnostics] == [
        "the shortcode youtube",
        "the shortcode note",
        "the tag {% include %}",
        "{{ page.title }}",
        "the directive :::tip",
    ]
    assert "content/blog/a.md:5:1: warning[shortcode]" in site.diagnostics[0]
    assert "2 times" in site.diagnostics[0]


def test_a_kind_of_file_that_is_read_on_request_only_is_named(build: Builder) -> None:
    site = build({"blog/a.mdx": article(), "blog/b.md": article()}, SITE)
    assert site.diagnostics == [
        "content/blog/a.mdx: warning[unread-file] .mdx files are not read "
        "(set FRONT_MATTER = {'extensions': ['mdx']})"
    ]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("- a\n  - b\n    - c\n", [(2, 3)]),
        ("1. a\n   - b\n", [(2, 4)]),
        ("- a\n\n  - b\n", [(3, 3)]),
        ("- a\n    - b\n        - c\n    - d\n- e\n", []),
        (" - a\n - b\n - c\n", []),
        ("- a\n\nText\n\n  - b\n", []),
        ("```\n- a\n  - b\n```\n", []),
        ("- a\n  continued\n- b\n", []),
        ("  1. a\n  2. b\n", []),
    ],
)
def test_a_list_that_would_lose_its_levels_is_told(body: str, places: list[tuple[int, int]]) -> None:
    """https://python-markdown.github.io/#differences: nested lists are indented by four blanks."""
    assert [(fault.line, fault.column) for fault in flat_lists(body, 1)] == places


def test_a_site_with_another_tab_length_is_judged_by_it() -> None:
    assert flat_lists("- a\n  - b\n", 1, tab_length=2) == []


def test_a_flat_list_is_told_at_its_first_item(build: Builder) -> None:
    site = build({"blog/a.md": article("", "- a\n  - b\n  - c")}, SITE)
    assert site.diagnostics == [
        "content/blog/a.md:6:3: warning[flat-list] an item is indented too little to be read as one of a "
        "list within a list, 2 times (indent it by 4 blanks more than its parent)"
    ]


def test_braces_in_a_formula_are_no_tags_of_another_generator() -> None:
    body = r"$\frac{{a}}{{ b }}$ $x_{{i}}$ $\mathbf{{ x }}$ {{a}} then {{ page.title }} and {{site.url}}"
    assert [fault.message.split(" is ")[0] for fault in leftovers(body, 1)] == [
        "{{ page.title }}",
        "{{site.url}}",
    ]
