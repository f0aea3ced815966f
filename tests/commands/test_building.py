"""A build exits with status 0 only if the site is complete; its messages name the output folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS, ROOT
from monologue.commands.build.process import build

from .publishing import IMAGE, write

BUILD = """
import sys
from pathlib import Path
from monologue.commands.build.process import build
made = build(Path(sys.argv[1]), Path(sys.argv[1]) / "work/new", "pelicanconf.py", "never")
print(made.status, made.report)
"""
OURS = f'THEME = {str(ROOT / "theme")!r}\nPLUGINS = ["monologue"]\nREADERS = {{"html": None}}\n'
SITEMAP = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{{ SITEURL }}/no{{ "where/" }}</loc></url></urlset>
"""
"""The error is in no source file of the author, so the message names the output file."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "content/pages/about.md", "---\ntitle: About\n---\n")
    write(tmp_path / "pelicanconf.py", BASE_SETTINGS + 'THEME = "simple"\nSTATIC_PATHS = ["images"]\n')
    (tmp_path / "content/images").mkdir()
    (tmp_path / "content/images/image.png").write_bytes(IMAGE)
    (tmp_path / "work").mkdir()
    return tmp_path


def add_settings(root: Path, text: str) -> None:
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(text)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit the size of files")
@pytest.mark.parametrize("blocks", [60, 199])
def test_an_image_that_cannot_be_copied_completely_fails_the_build(root: Path, blocks: int) -> None:
    """Also when serving. Pelican itself only logs a warning, and exits with status 0."""
    script = f'ulimit -f {blocks}; trap "" XFSZ; exec "$@"'
    line = ["bash", "-c", script, "-", sys.executable, "-c", BUILD, str(root)]
    done = subprocess.run(line, cwd=ROOT / "plugins", capture_output=True, text=True, check=False)
    image = root / "content/images/image.png"
    assert done.stdout == f"2 {image} could not be copied to the site: File too large\n", done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has another message")
def test_a_theme_file_that_cannot_be_copied_fails_the_build(root: Path) -> None:
    write(root / "theme/templates/page.html", "x")
    write(root / "theme/static/taken/style.css", "x")
    add_settings(
        root, f'THEME = {str(root / "theme")!r}\nDIRECT_TEMPLATES = []\nREADERS = {{"html": None}}\n'
    )
    add_settings(root, "import os\nos.makedirs('work/new/theme/taken/style.css')\n")
    made = build(root, root / "work/new", "pelicanconf.py", "never")
    assert made.status == 2
    assert made.report.endswith(
        "theme/static/taken/style.css could not be copied to the site: Is a directory"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("os.kill(os.getpid(), signal.SIGINT)", 130),
        ("os.kill(os.getpid(), signal.SIGTERM)", -15),
        ("sys.exit()", 2),
        ("os._exit(0)", 2),
    ],
)
def test_a_build_that_exits_early_fails(root: Path, end: str, status: int) -> None:
    """Pelican itself exits with status 0 after Ctrl-C."""
    plugin = f"import os, signal, sys\nfrom pelican.plugins import signals\ndef end(_):\n    {end}\n"
    add_settings(root, f"{plugin}signals.all_generators_finalized.connect(end)\n")
    assert build(root, root / "work/new", "pelicanconf.py", "never").status == status


def test_a_build_leaves_nothing_but_the_site(root: Path) -> None:
    made = build(root, root / "work/new", "pelicanconf.py", "never")
    assert (made.status, made.report, made.keep) == (0, "", ())
    assert [path.name for path in (root / "work").iterdir()] == ["new"]


@pytest.mark.parametrize("below", [True, False], ids=["below the site", "elsewhere"])
def test_every_report_format_names_files_as_in_the_output(
    root: Path, tmp_path_factory: pytest.TempPathFactory, below: bool
) -> None:
    write(root / "theme/templates/page.html", "x")
    write(root / "theme/templates/sitemap.html", SITEMAP)
    formats = ("text", "json", "junit", "sarif", "github", "markdown")
    reports = {name: str(root / f"report.{name}") for name in formats}
    add_settings(root, f"THEME = {str(root / 'theme')!r}\nREPORT = {reports!r}\n")
    add_settings(root, 'SITEURL = "https://example.org"\n')
    add_settings(root, 'DIRECT_TEMPLATES = ["sitemap"]\nSITEMAP_SAVE_AS = "sitemap.xml"\n')
    add_settings(root, 'PLUGINS = ["monologue.link_check"]\n')
    folder = (root if below else tmp_path_factory.mktemp("else")) / "work-zu44p5ob/new"
    folder.parent.mkdir()
    made = build(root, folder, "pelicanconf.py", "never")
    assert made.report.startswith("output/sitemap.xml:3:"), made.report
    for name, path in reports.items():
        text = Path(path).read_text(encoding="utf-8")
        assert "output/sitemap.xml" in text.replace("\\", ""), name
        assert "zu44p5ob" not in text, name
    assert json.loads(Path(reports["json"]).read_text(encoding="utf-8"))["diagnostics"][0]["path"] == (
        "output/sitemap.xml"
    )


def test_imports_search_the_working_directory_first_and_not_the_folder_of_tools(root: Path) -> None:
    write(root / "server.py", "NAME = 'the site has a module of this name'\n")
    add_settings(root, "import server\nSITENAME = server.NAME\n")
    assert build(root, root / "work/new", "pelicanconf.py", "never").status == 0
    page = (root / "work/new/pages/about.html").read_text(encoding="utf-8")
    assert "the site has a module of this name" in page


def test_a_build_for_its_author_lists_the_drafts_and_marks_them(root: Path) -> None:
    write(root / "content/blog/done.md", "---\ntitle: Done\ndate: 2026-01-02\n---\n\n[next](begun.md)\n")
    write(root / "content/blog/begun.md", "---\ntitle: Begun\ndate: 2026-01-03\ndraft: true\n---\n")
    write(root / "content/blog/idea.md", "---\ntitle: Idea\ndraft: true\n---\n")
    add_settings(root, OURS)
    made = build(root, root / "work/new", "pelicanconf.py", "never", drafts=True)
    assert (made.status, made.report) == (0, "")
    listing = (root / "work/new/index.html").read_text(encoding="utf-8")
    places = [listing.index(f">{title}</a>") for title in ("Idea", "Begun", "Done")]
    assert places == sorted(places)
    assert listing.count("Draft: not published yet.") == 2
    assert "9999" not in listing
    assert (root / "work/new/drafts/begun.html").is_file()


def test_other_builds_do_not_list_drafts(root: Path) -> None:
    write(root / "content/blog/begun.md", "---\ntitle: Begun\ndate: 2026-01-03\ndraft: true\n---\n")
    add_settings(root, OURS)
    assert build(root, root / "work/new", "pelicanconf.py", "never").status == 0
    assert "Begun" not in (root / "work/new/index.html").read_text(encoding="utf-8")
