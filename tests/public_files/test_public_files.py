"""The files of public/ are copied to the root of the site."""

from pathlib import Path

import pytest
from conftest import Build, Builder

PLUGIN = 'PLUGINS = ["monologue"]\nIGNORE_FILES = [".*"]\nREADERS = {"html": None}\n'
PAGE = "---\ntitle: About\n---\n\n"


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / "public" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def test_each_file_is_copied_under_its_own_name(tmp_path: Path, build: Builder) -> None:
    names = ["cv.pdf", "CNAME", ".well-known/security.txt", "google123.html", "a b/ü.txt", "notes.md"]
    put(tmp_path, *names)
    site = build({}, PLUGIN)
    assert site.diagnostics == []
    assert [name for name in names if site.read(name) != name] == []


def test_a_link_to_such_a_file_is_right_and_a_misspelt_one_is_reported(
    tmp_path: Path, build: Builder
) -> None:
    put(tmp_path, "cv.pdf", "a b.txt")
    text = PAGE + "[CV](/cv.pdf) [text](/a%20b.txt) [wrong](/cv.pfd)\n"
    site = build({"pages/about.md": text}, PLUGIN)
    assert site.diagnostics == [
        "content/pages/about.md:5:42: error[broken-target] /cv.pfd does not exist on this site"
        " (did you mean /cv.pdf?)"
    ]


@pytest.mark.parametrize(
    ("folder", "setting"), [("public", ""), ("static", 'PUBLIC_FILES = {"folder": "static"}\n')]
)
def test_a_folder_that_is_a_file_stops_the_build(build: Builder, folder: str, setting: str) -> None:
    site = build({f"../{folder}": "text"}, PLUGIN + setting)
    assert (site.status, site.stderr.strip()) == (
        1,
        f"PUBLIC_FILES['folder'] is {folder!r}, which is not a folder",
    )
    site = build({}, PLUGIN + 'PUBLIC_FILES = {"folder": "pubic"}\n')
    assert (site.status, site.stderr.strip()) == (
        1,
        "PUBLIC_FILES['folder'] is 'pubic', which is not a folder",
    )


def test_a_page_and_a_file_for_one_path_are_reported(tmp_path: Path, build: Builder) -> None:
    put(tmp_path, "about.html")
    settings = PLUGIN + 'PAGE_SAVE_AS = PAGE_URL = "{slug}.html"\n'
    (reported,) = build({"pages/about.md": PAGE}, settings).diagnostics
    assert "[output-clash]" in reported


@pytest.mark.parametrize("name", [".git/config", ".DS_Store", "out.txt", "nothing.txt"])
def test_what_is_not_the_site_s_is_not_copied(tmp_path: Path, build: Builder, name: str) -> None:
    put(tmp_path, "cv.pdf", ".git/config", ".DS_Store")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "public/out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "public/nothing.txt").symlink_to(tmp_path / "nowhere")
    site = build({}, PLUGIN)
    assert "cv.pdf" in site.written
    assert name not in site.written


def built_with(build: Builder, value: str) -> Build:
    return build({}, f'PLUGINS = ["monologue.public_files"]\nPUBLIC_FILES = {value}\n')


def test_the_folder_may_have_another_name_and_the_part_can_be_switched_off(
    tmp_path: Path, build: Builder
) -> None:
    put(tmp_path, "cv.pdf")
    (tmp_path / "public").rename(tmp_path / "static")
    assert "cv.pdf" in built_with(build, '{"folder": "static"}').written
    (tmp_path / "static").rename(tmp_path / "public")
    (tmp_path / "output/cv.pdf").unlink()
    assert "cv.pdf" not in built_with(build, "False").written


@pytest.mark.parametrize("folder", ["../public", "/etc", "", "."])
def test_a_folder_elsewhere_is_refused_in_one_line(build: Builder, folder: str) -> None:
    site = built_with(build, f'{{"folder": {folder!r}}}')
    assert site.status == 1
    assert site.stderr == f"PUBLIC_FILES['folder'] must be a folder next to the content, not {folder!r}\n"
