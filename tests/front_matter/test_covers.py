"""The cover image in the front matter, with which a content is shared."""

import pytest
from conftest import Build, Builder

SETTINGS = """
PLUGINS = ["monologue.front_matter", "monologue.theme"]
SITEURL = "https://example.org/sub"
STATIC_PATHS = []
ARTICLE_URL, ARTICLE_SAVE_AS = "blog/{slug}/", "blog/{slug}/index.html"
"""
FILES = {
    "blog/heads/a b.png": b"picture",
    "images/up.png": b"picture",
    "blog/other.md": "---\ntitle: Other\ndate: 2024-01-05\n---\nx",
}


def covered(build: Builder, fields: str, **environment: str) -> Build:
    text = f"---\ntitle: A\ndate: 2024-01-05\n{fields}\n---\nText\n"
    return build({**FILES, "blog/heads/index.md": text}, SETTINGS, **environment)


@pytest.mark.parametrize(
    ("field", "file"),
    [
        ("image: a b.png", "blog/heads/a b.png"),
        ("cover: {src: ./a b.png, alt: A head}", "blog/heads/a b.png"),
        ("hero: ../../images/up.png", "images/up.png"),
        ('ogImage: "{static}/images/up.png"', "images/up.png"),
    ],
)
def test_a_cover_that_is_a_file_is_published_and_its_url_is_shared(
    build: Builder, field: str, file: str
) -> None:
    site = covered(build, field)
    assert site.diagnostics == []
    assert file in site.written
    address = f'content="https://example.org/sub/{file.replace(" ", "%20")}"'
    assert f'<meta property="og:image" {address}>' in site.read("blog/heads/index.html")


@pytest.mark.parametrize(
    ("cover", "shared"),
    [
        ("/images/up.png", "https://example.org/sub/images/up.png"),
        ("https://cdn.example/a.png", "https://cdn.example/a.png"),
    ],
)
def test_a_cover_that_is_a_url_is_unchanged(build: Builder, cover: str, shared: str) -> None:
    site = covered(build, f"image: {cover}")
    assert site.diagnostics == []
    assert f'<meta property="og:image" content="{shared}">' in site.read("blog/heads/index.html")


@pytest.mark.parametrize("cover", ["nope.png", "~/assets/a.webp", "'[[a b.png]]'", "../other.md", "'<>'"])
def test_a_cover_that_does_not_exist_is_reported_at_its_line(build: Builder, cover: str) -> None:
    site = covered(build, f"image: {cover}")
    value = cover.strip("'")
    assert site.diagnostics == [
        f"content/blog/heads/index.md:4:1: warning[missing-cover] image: {value} is neither an existing "
        "image file nor a URL (write the path of a file next to the text, or a URL that begins with / or https://)"
    ]
    assert "og:image" not in site.read("blog/heads/index.html")


def test_the_cover_of_a_draft_is_not_published(build: Builder) -> None:
    text = "---\ntitle: A\ndate: 2024-01-05\ndraft: true\nimage: a b.png\n---\nText\n"
    site = build({**FILES, "blog/heads/index.md": text}, SETTINGS + 'DRAFT_SAVE_AS = ""\n')
    assert not [path for path in site.written if path.endswith(".png")]
