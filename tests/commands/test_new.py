"""A new article or page has valid front matter, whatever its title."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from monologue.commands import new as command
from monologue.commands.new import Created
from pelican.settings import DEFAULT_CONFIG

DAY = date(2026, 11, 22)


def new(content: Path, kind: str, title: str, **settings: object) -> Created:
    folders = {"PATH": str(content), "ARTICLE_PATHS": ["blog"], "SLUGIFY_SOURCE": "basename"}
    return command.new({**DEFAULT_CONFIG, **folders, **settings}, kind, title, DAY)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Reading attention", "reading-attention.md"),
        ('It\'s "quoted": a \\ and a #', "its-quoted-a-and-a.md"),
        ("日本語の題", "日本語の題.md"),
        ("C++ & <b>", "c-b.md"),
        ("- yes", "yes.md"),
        ("../../etc", "etc.md"),
        ("हिन्दी में लिखा", "हिन्दी-में-लिखा.md"),
        ("Cafe\u0301", "café.md"),
        ("a\u2028b\x85c\x07", "a-b-c.md"),
        ("very " * 100 + "long", "-".join(["very"] * 40) + ".md"),
    ],
)
def test_a_title_is_kept_unchanged_and_the_file_is_named_after_it(
    tmp_path: Path, title: str, name: str
) -> None:
    path = new(tmp_path, "article", title).path
    assert path == tmp_path / "blog" / name
    fields = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
    assert fields == {"title": title, "description": "", "date": DAY, "draft": True}


def test_a_page_is_created_in_the_folder_of_pages(tmp_path: Path) -> None:
    assert new(tmp_path, "page", "Now").path == tmp_path / "pages/now.md"


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = new(tmp_path, "article", "Same").path
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        new(tmp_path, "article", "Same!")
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_title_that_is_not_valid_text_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not valid Unicode text"):
        new(tmp_path, "article", "caf\udce9")
    assert not list(tmp_path.iterdir())


def test_a_title_without_a_letter_or_digit_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        new(tmp_path, "article", "!!!")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("title", ["Con", "NUL!", "com1"])
def test_a_name_that_windows_reserves_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(ValueError, match="which Windows does not allow"):
        new(tmp_path, "article", title)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_the_one_that_the_settings_name(tmp_path: Path) -> None:
    assert new(tmp_path, "article", "A", ARTICLE_PATHS=["posts", "old"]).path == tmp_path / "posts/a.md"
    assert new(tmp_path, "article", "B", ARTICLE_PATHS=[""]).path == tmp_path / "b.md"


def test_the_url_of_the_draft_is_the_one_that_a_build_gives_it(tmp_path: Path) -> None:
    urls = {"DRAFT_URL": "drafts/{slug}/", "DRAFT_SAVE_AS": "drafts/{slug}/index.html"}
    assert new(tmp_path, "article", "新しい A", **urls).url == "drafts/xin-shii-a/"
    assert new(tmp_path, "page", "Now").url == "drafts/pages/now.html"


def test_a_site_that_writes_no_drafts_has_no_url_for_it(tmp_path: Path) -> None:
    assert new(tmp_path, "article", "A", DRAFT_SAVE_AS="").url == ""
