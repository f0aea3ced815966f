"""Images, media and documents outside ``content/``, as in Astro's ``src/assets/``."""

from pathlib import Path

import pytest
from conftest import Build, Builder

SETTINGS = """
PLUGINS = ["monologue"]
SITEURL = "https://example.org/sub"
STATIC_PATHS = ["images"]
ARTICLE_URL, ARTICLE_SAVE_AS = "blog/{slug}/", "blog/{slug}/index.html"
"""
PICTURE = b"picture"


def text(body: str = "Text", fields: str = "") -> str:
    return f"---\ntitle: A\ndate: 2024-01-05\n{fields}---\n{body}\n"


def built(build: Builder, root: Path, body: str = "Text", fields: str = "", **more: str) -> Build:
    for name in ("assets/x.png", "src/assets/y.PNG", "assets/a b.pdf", ".env", "keys/.x.png", "assets/s.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(PICTURE)
    return build({"blog/one.md": text(body, fields), **more}, SETTINGS)


@pytest.mark.parametrize(
    "body",
    [
        "![x](../../assets/x.png)",
        '<img src="../../assets/x.png" alt="x">',
        "<img srcset='../../assets/x.png 1x, /favicon.ico 2x' alt='x'>",
        '<video poster="../../assets/x.png"></video>',
        "![x][r]\n\n[r]: ../../assets/x.png",
        "[a link](<../../assets/x.png>)",
        "![x](~/assets/x.png)",
        "![x](@/assets/x.png)",
        "![x](src/assets/x.png)",
        '<div style="background: url(../../assets/x.png)">x</div>',
    ],
)
def test_a_link_to_a_file_of_the_site_outside_the_content_publishes_it(
    build: Builder, tmp_path: Path, body: str
) -> None:
    site = built(build, tmp_path, body)
    assert "/sub/assets/x.png" in site.read("blog/one/index.html")
    assert (tmp_path / "output/assets/x.png").read_bytes() == PICTURE
    assert [one for one in site.diagnostics if "assets" in one] == []


@pytest.mark.parametrize("field", ["image", "cover", "heroImage"])
@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("../../assets/x.png", "assets/x.png"),
        ("{src: ../../src/assets/y.PNG, alt: A picture}", "src/assets/y.PNG"),
        ('"~/assets/y.PNG"', "src/assets/y.PNG"),
        ('"@/assets/x.png"', "assets/x.png"),
    ],
)
def test_a_cover_outside_the_content_is_published_and_shared_by_its_url(
    build: Builder, tmp_path: Path, field: str, value: str, path: str
) -> None:
    site = built(build, tmp_path, fields=f"{field}: {value}\n")
    assert site.diagnostics == []
    assert f'content="https://example.org/sub/{path}"' in site.read("blog/one/index.html")
    assert path in site.written


def test_two_texts_share_one_copy_and_a_draft_publishes_nothing(build: Builder, tmp_path: Path) -> None:
    body = "![x](../../assets/x.png)"
    two = text("![x](../../../assets/x.png) [p](<../../../assets/a b.pdf>)")
    draft = text("![y](../../src/assets/y.PNG)", "draft: true\n")
    site = built(build, tmp_path, body, **{"blog/deep/two.md": two, "blog/three.md": draft})
    assert [path for path in site.written if path.endswith("x.png")] == ["assets/x.png"]
    assert "/sub/assets/a%20b.pdf" in site.read("blog/two/index.html")


@pytest.mark.parametrize(
    "href", ["../../assets/nope.png", "~/assets/nope.png", "../../../outside.png", "../../assets/s.py"]
)
def test_a_file_that_is_missing_or_cannot_be_published_is_reported_at_its_line(
    build: Builder, tmp_path: Path, href: str
) -> None:
    (tmp_path.parent / "outside.png").write_bytes(PICTURE)
    site = built(build, tmp_path, f"Text\n\n![x]({href})")
    assert [one.partition(": ")[0] for one in site.diagnostics] == ["content/blog/one.md:7:6"]
    assert not [path for path in site.written if path.endswith((".png", ".py"))]


@pytest.mark.parametrize(
    "href",
    [
        *("../../.env", "../../pelicanconf.py", "../../keys/.x.png", "../../linked.png", "../../named.png"),
        *("../../folder/x.png", "../../assets/../../outside.png", "../../node_modules/x.png", "@/.env"),
        *("%2e%2e/%2e%2e/.env", "../../assets/x.png/../../../.env", "../../hard/"),
    ],
)
def test_no_link_publishes_a_secret_or_a_file_outside_the_site(
    build: Builder, tmp_path: Path, href: str
) -> None:
    """Neither directly nor through a symbolic link to a file or a folder."""
    (tmp_path.parent / "private").mkdir(exist_ok=True)
    for name in ("outside.png", "private/x.png"):
        (tmp_path.parent / name).write_bytes(PICTURE)
    (tmp_path / "linked.png").symlink_to(tmp_path.parent / "outside.png")
    (tmp_path / "named.png").symlink_to(tmp_path / ".env")
    (tmp_path / "folder").symlink_to(tmp_path.parent / "private")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules/x.png").write_bytes(PICTURE)
    site = built(build, tmp_path, f"[x]({href})")
    assert [path for path in site.written if (tmp_path / "output" / path).read_bytes() == PICTURE] == []
    assert "content/blog/one.md:5:5" in site.stderr


def test_it_overwrites_no_other_file(build: Builder, tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images/x.png").write_bytes(PICTURE)
    site = built(build, tmp_path, "![x](../../images/x.png)", **{"images/x.png": "another picture"})
    assert (tmp_path / "output/images/x.png").read_text(encoding="utf-8") == "another picture"
    assert any("error[output-clash]" in one for one in site.diagnostics)


def test_nothing_above_the_folder_of_the_settings_is_published(build: Builder, tmp_path: Path) -> None:
    """Also if that folder is the content folder: the folder above may be the author's home."""
    (tmp_path.parent / "outside.png").write_bytes(PICTURE)
    files = {"blog/one.md": text("![x](../../../outside.png)")}
    for settings in (SETTINGS, SETTINGS + 'PATH = "."\nARTICLE_PATHS = ["content"]\n'):
        site = build(files, settings)
        assert "blog/one/index.html" in site.written
        assert not [path for path in site.written if path.endswith("outside.png")]
