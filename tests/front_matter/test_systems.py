"""File names and line ends on macOS and Windows, which are simulated."""

import errno
import os
import sys
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

import pytest
from conftest import Builder
from jinja2 import Template
from monologue.front_matter.adapter import files
from monologue.front_matter.adapter.writing import Writer
from pelican.settings import read_settings
from pelican.writers import Writer as PelicanWriter

from .test_file_links import SITE, article

NFC, NFD = "caf\u00e9", "cafe\u0301"


@pytest.mark.parametrize(("written", "stored"), [(NFC, NFD), (NFD, NFC)], ids=["NFC to NFD", "NFD to NFC"])
def test_a_link_finds_a_file_in_the_other_unicode_form(build: Builder, written: str, stored: str) -> None:
    """A file that was made on macOS may be named in NFD; keyboards write NFC. The URL is that of the file."""
    files = {
        "blog/a.md": article("", f"![a]({written}/{written}.png) [b]({written}.md) [c](../{written}.png)\n"),
        f"blog/{stored}/{stored}.png": b"picture",
        f"blog/{stored}.md": article(),
        f"{stored}.png": b"picture",
    }
    site = build(files, SITE + 'ARTICLE_PATHS = ["blog"]\n')
    html, name = site.read("blog/a/index.html"), quote(stored)
    assert f'src="/blog/{name}/{name}.png"' in html or f'src="/blog/a/{name}/{name}.png"' in html
    assert f'href="/{name}.png"' in html
    assert f"blog/{stored}/{stored}.png" in site.written or f"blog/a/{stored}/{stored}.png" in site.written
    assert "error[" not in site.stderr


def test_a_name_in_another_letter_case_is_not_found_where_the_system_would_find_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """macOS and Windows ignore the case; the host of the site does not, so the link would break there."""
    (tmp_path / "Sub").mkdir()
    (tmp_path / "Sub/Heads.png").touch()
    monkeypatch.setattr(files, "is_file", lambda path: True)  # as there
    found = [
        files.find_file(name, tmp_path, tmp_path, (), {"md"}) for name in ("Sub/Heads.png", "sub/heads.png")
    ]
    assert found == [("attach", "Sub/Heads.png"), None]


def test_a_file_that_is_added_later_is_found(tmp_path: Path) -> None:
    assert files.as_listed(tmp_path / "a.png", tmp_path) is None
    (tmp_path / "a.png").touch()
    os.utime(tmp_path, ns=(1, 2))
    assert files.as_listed(tmp_path / "a.png", tmp_path) == tmp_path / "a.png"


def test_an_output_file_that_windows_refuses_is_reported_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows would write ``aux.html`` to a device, and ``a:b.html`` to a hidden part of the file ``a``."""
    monkeypatch.setattr(sys, "platform", "win32")
    settings = {**read_settings(), "OUTPUT_PATH": str(tmp_path)}
    writer = Writer(str(tmp_path), settings)
    for name in ("aux.html", "blog/a:b.html", "fine.html"):
        writer.write_file(name, Template("one\ntwo\n"), {}, url=name)
    assert [found.rule for found in settings["DIAGNOSTICS"]] == ["unwritable-path"] * 2
    assert [found.message for found in settings["DIAGNOSTICS"]] == [
        "aux.html has the name aux.html, which Windows reserves for a device",
        "blog/a:b.html has the character ':', which Windows does not allow in a name",
    ]
    assert [path.name for path in tmp_path.rglob("*.html")] == ["fine.html"]


def test_an_output_path_that_is_too_long_for_windows_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(tmp_path / "x.html"))

    settings = {**read_settings(), "OUTPUT_PATH": str(tmp_path)}
    monkeypatch.setattr(PelicanWriter, "_open_w", too_long)
    with pytest.raises(FileNotFoundError):
        Writer(str(tmp_path), settings).write_file("x.html", Template(""), {}, url="x.html")
    monkeypatch.setattr(sys, "platform", "win32")
    Writer(str(tmp_path), settings).write_file("x.html", Template(""), {}, url="x.html")
    assert [found.rule for found in settings["DIAGNOSTICS"]] == ["unwritable-path"]


def test_output_files_have_the_line_ends_of_linux_on_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows would write ``\\r\\n`` for each line end of a text."""

    def as_on_windows(_: object, filename: str, encoding: str, override: bool = False) -> TextIO:
        return Path(filename).open("w", encoding=encoding, newline="\r\n")

    monkeypatch.setattr(PelicanWriter, "_open_w", as_on_windows)
    settings = {**read_settings(), "OUTPUT_PATH": str(tmp_path)}
    Writer(str(tmp_path), settings).write_file("x.html", Template("one\ntwo\n"), {}, url="x.html")
    assert (tmp_path / "x.html").read_bytes() == b"one\ntwo"
