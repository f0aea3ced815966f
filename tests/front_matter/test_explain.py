"""``python -m monologue.front_matter`` shows how a file was read."""

import subprocess
import sys
from pathlib import Path

from conftest import BASE_SETTINGS, ROOT


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "monologue.front_matter", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_each_field_is_shown_with_position_and_outcome(tmp_path: Path) -> None:
    (tmp_path / "content/blog").mkdir(parents=True)
    (tmp_path / "pelicanconf.py").write_text(BASE_SETTINGS)
    text = "---\ntitle: A\npubDate: 2025-10-22\nimage:\n  src: a.png\ntags: [a, b]\nnote: x\n---\n"
    (tmp_path / "content/blog/a.md").write_text(text)
    done = run(tmp_path, "content/blog/a.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "content/blog/a.md: read as astro (it has the field pubDate)\n"
        "  2:1  title    A                 → title = A\n"
        "  3:1  pubDate  2025-10-22        → date = 2025-10-22 00:00:00\n"
        "  4:1  image    {'src': 'a.png'}  → cover_image = a.png\n"
        "  6:1  tags     a, b              → tags = a, b\n"
        "  7:1  note     x                 → kept for templates\n"
    )


def test_a_fault_is_reported_and_fails(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text(BASE_SETTINGS)
    (tmp_path / "a.md").write_text("---\ntitle: A\ndate: 2024-09-31\n---\n")
    done = run(tmp_path, "a.md")
    assert done.returncode == 1
    assert "a.md:3:1: error[bad-date] date: 2024-09-31 does not exist" in done.stdout


def test_an_article_without_a_date_fails_here_as_in_the_build(tmp_path: Path) -> None:
    for folder in ("blog", "pages"):
        (tmp_path / "content" / folder).mkdir(parents=True)
        (tmp_path / "content" / folder / "a.md").write_text("Title: A\n")
    (tmp_path / "pelicanconf.py").write_text(BASE_SETTINGS)
    assert "error[missing-date]" in run(tmp_path, "content/blog/a.md").stdout
    assert run(tmp_path, "content/pages/a.md").returncode == 0


def test_invalid_settings_are_reported_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text(BASE_SETTINGS + "FRONT_MATTER = {'dialects': {'a': 'huga'}}\n")
    done = run(tmp_path, "a.md")
    assert done.returncode == 1
    assert done.stderr.startswith("FRONT_MATTER['dialects']['a'] must be one of astro, hugo, jekyll, ")
    assert done.stderr.endswith(", not 'huga' (did you mean hugo?)\n")
