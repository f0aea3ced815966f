"""Reading a folder of HTML."""

from pathlib import Path

from monologue.link_check.check import check
from monologue.link_check.io.files import read_site, stamps
from monologue.link_check.settings import Settings


def test_a_folder_is_read_as_a_site(tmp_path: Path) -> None:
    """Folders named like documents and dangling links are not read."""
    (tmp_path / "blog/x.html").mkdir(parents=True)
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere")
    (tmp_path / "index.html").write_text(
        '<a href="/blog/">x</a><a href="/blog/é.html">y</a>', encoding="utf-8"
    )
    (tmp_path / "blog/é.html").write_bytes('<meta charset="latin1"><a href="#é">é</a>'.encode("latin1"))
    site = read_site(str(tmp_path))
    assert site.files == {"index.html", "blog/é.html"}
    said = [(fault.document, fault.finding.message) for fault in check(site, Settings())]
    assert said == [
        ("blog/é.html", '/blog/é.html has no element with id "é"'),
        ("index.html", "the folder /blog/ has no index.html"),
    ]


def test_a_rewritten_file_differs_from_an_unchanged_one(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).write_text("x")
    before = stamps(str(tmp_path))
    (tmp_path / "new").unlink()
    (tmp_path / "new").write_text("y" * 2)
    after = stamps(str(tmp_path))
    assert [name for name in after if after[name] != before[name]] == ["new"]


def test_a_missing_folder_has_no_files(tmp_path: Path) -> None:
    assert stamps(str(tmp_path / "none")) == {}
