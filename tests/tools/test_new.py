"""A new article or page has valid front matter, whatever its title."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from tools.new import new

DAY = date(2026, 11, 22)


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
    path = new(tmp_path, "article", title, DAY)
    assert path == tmp_path / "blog" / name
    fields = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
    assert fields == {"title": title, "description": "", "date": DAY, "draft": True}


def test_a_page_is_created_in_the_folder_of_pages(tmp_path: Path) -> None:
    assert new(tmp_path, "page", "Now", DAY) == tmp_path / "pages/now.md"


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = new(tmp_path, "article", "Same", DAY)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        new(tmp_path, "article", "Same!", DAY)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_title_that_is_not_valid_text_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not valid Unicode text"):
        new(tmp_path, "article", "caf\udce9", DAY)
    assert not list(tmp_path.iterdir())


def test_a_title_without_a_letter_or_digit_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        new(tmp_path, "article", "!!!", DAY)
    assert not list(tmp_path.iterdir())
