"""The files of the content folder, as a note names them, and which of them are published."""

from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from monologue.body.adapter.files import ContentFiles
from monologue.core.text import TEXTS, Text

SETTINGS: dict[str, Any] = {
    "ARTICLE_PATHS": ["blog"],
    "PAGE_PATHS": ["pages"],
    "ARTICLE_EXCLUDES": ["pages", "blog/old"],
    "PAGE_EXCLUDES": ["blog"],
    "IGNORE_FILES": [".*", "_*"],
}


def files_of(root: Path, files: dict[str, dict[str, Any] | None]) -> ContentFiles:
    """Return the files of a folder; each has front matter, or is a draft if it is None."""
    for path, fields in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(str(fields), encoding="utf-8")

    def text(path: str) -> Text | None:
        relative = Path(path).relative_to(root).as_posix()
        fields = files[relative]
        return None if fields is None else Text("", relative, relative, fields=fields)

    return ContentFiles({**SETTINGS, "PATH": str(root), TEXTS: text})


def test_a_name_is_found_in_any_folder_case_and_unicode_form(tmp_path: Path) -> None:
    files = files_of(tmp_path, {"blog/sub/Äpfel & Co.md": {}, "blog/v1.2.md": {}, "b.pdf": {}})
    for name in ("äpfel & co", normalize("NFD", "Äpfel & Co"), "sub/Äpfel & Co.md", "/blog/sub/Äpfel & Co"):
        assert files.find(name) == ("blog/sub/Äpfel & Co.md",), name
    assert files.find("v1.2") == ("blog/v1.2.md",)
    assert files.find("b.pdf") == ("b.pdf",)
    assert files.find("b") == files.find("pfel & Co") == ()


def test_a_name_of_several_files_means_first_the_one_nearest_to_the_root(tmp_path: Path) -> None:
    files = files_of(tmp_path, {"blog/b/N.md": {}, "blog/N.md": {}, "blog/a/N.md": {}})
    assert files.find("n") == ("blog/N.md", "blog/a/N.md", "blog/b/N.md")


@pytest.mark.parametrize("aliases", [["One", "Two"], "Two"])
def test_a_note_is_found_by_its_aliases_but_a_draft_is_not(tmp_path: Path, aliases: object) -> None:
    notes = {"blog/a.md": {"aliases": aliases}, "blog/b.md": {"title": "alias"}, "blog/alias.md": None}
    files = files_of(tmp_path, notes)
    assert files.find("two") == ("blog/a.md",)
    assert files.find("three") == ()


@pytest.mark.parametrize(
    "path",
    [
        "private/a.md",
        "a.md",
        "blog/_a.md",
        "blog/_old/a.md",
        "blog/old/a.md",
        "blog/draft.md",
        "blog/none.md",
    ],
)
def test_what_pelican_does_not_read_as_a_source_is_not_published(tmp_path: Path, path: str) -> None:
    files = files_of(tmp_path, {path: None if "draft" in path else {}} if "none" not in path else {})
    assert files.published(path) is None


def test_articles_and_pages_are_published(tmp_path: Path) -> None:
    files = files_of(tmp_path, {"blog/sub/a.md": {}, "pages/a.md": {}})
    assert files.published("blog/sub/a.md")
    assert files.published("pages/a.md")


def test_names_that_differ_by_one_letter_are_similar(tmp_path: Path) -> None:
    files = files_of(tmp_path, {"blog/Attention.md": {}, "blog/Other.md": {}, "blog/plot.png": {}})
    for name in ("atention", "Attenttion", "Attentiom", "x/attention"):
        assert [*files.similar(name)] == ["Attention"], name
    assert [*files.similar("plt.png")] == ["plot.png"]


def test_a_vault_of_ten_thousand_notes_with_one_name_takes_linear_time(tmp_path: Path) -> None:
    """A quadratic search would take minutes."""
    files = ContentFiles({**SETTINGS, "PATH": str(tmp_path)})
    files.__dict__["_paths"] = [f"blog/{number}/Index.md" for number in range(10_000)]
    for number in range(10_000):
        assert len(files.find("index")) == 10_000
        assert files.find(f"none {number}") == ()
        assert [*files.similar(f"inde{number}x")] == (["Index"] if number < 10 else [])
