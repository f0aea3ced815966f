"""A new site is a small folder that builds, passes its check, and belongs to its owner."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from monologue import __version__
from monologue.commands.new_site import Owner, new_site, version_range
from readme import README, example

DAY = date(2026, 11, 22)
OWNER = Owner("Ada's notes", 'Ada "Countess" Lovelace', "https://ada.dev/", "pt-BR")


def monologue(
    folder: Path, *arguments: str, asked: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "monologue", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **environment},
        input=asked,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "ada"
    new_site(folder, OWNER, DAY)
    return folder


def test_it_has_the_files_of_a_site_and_nothing_of_the_project(tmp_path: Path) -> None:
    assert new_site(tmp_path / "x", OWNER, DAY) == [
        ".github/as-text",
        ".github/dependabot.yml",
        ".github/diagnostics.json",
        ".github/workflows/links.yml",
        ".github/workflows/publish.yml",
        ".gitignore",
        "README.md",
        "content/blog/first-worklog.md",
        "content/blog/second-worklog.md",
        "content/pages/about.md",
        "pelicanconf.py",
        "public/.gitkeep",
        "publishconf.py",
        "requirements.txt",
        "tasks.py",
    ]
    assert os.access(tmp_path / "x/.github/as-text", os.X_OK)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_the_settings_are_short_and_say_what_the_owner_said(site: Path) -> None:
    text = (site / "pelicanconf.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 30
    for line in (
        'SITENAME = "Ada\'s notes"',
        "AUTHOR = 'Ada \"Countess\" Lovelace'",
        "DEFAULT_LANG = 'pt-BR'",
    ):
        assert line in text
    assert "'https://ada.dev')" in (site / "publishconf.py").read_text(encoding="utf-8")
    assert len((site / "README.md").read_text(encoding="utf-8").splitlines()) <= 12


def test_the_article_in_the_readme_passes_the_check(tmp_path: Path) -> None:
    new_site(tmp_path / "site", OWNER, DAY)
    article = example(README.read_text(encoding="utf-8"), "markdown")
    (tmp_path / "site/content/blog/reading-attention.md").write_text(article, encoding="utf-8")
    checked = monologue(tmp_path / "site", "check", "--strict")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_it_passes_its_check_and_is_published_without_its_draft(site: Path) -> None:
    checked = monologue(site, "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    published = monologue(site / "content", "publish")
    assert (published.returncode, published.stderr) == (0, "")
    about = (site / "output/about/index.html").read_text(encoding="utf-8")
    assert "Last updated:" in about and '<link rel="canonical" href="https://ada.dev/about/">' in about
    assert (site / "output/blog/first-worklog/index.html").is_file()
    assert not [path for path in site.glob("output/**/*") if "second" in path.name]


def test_the_example_of_the_readme_passes_the_check_of_a_new_site(tmp_path: Path) -> None:
    """It can be pasted as it stands: each file that it links to is one that a new site has."""
    new_site(tmp_path / "site", OWNER, DAY)
    text = example(README.read_text(encoding="utf-8"), "markdown")
    (tmp_path / "site/content/blog/x.md").write_text(text, encoding="utf-8")
    checked = monologue(tmp_path / "site", "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert ".md" in text and "](/" in text, "it shows a link to a file, and one to a URL"


def test_every_command_works_by_invoke_and_plain_pelican_builds_it_too(site: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    for command in (["invoke", "check"], ["pelican", "content"], ["pelican", "-s", "publishconf.py"]):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=site,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command


@pytest.mark.parametrize(
    "url", ["", "https://example.org", "http://blog.example.com/x", "https://a.test", "/x"]
)
def test_it_is_not_published_before_it_has_a_url_of_its_own(site: Path, url: str) -> None:
    done = monologue(site, "publish", SITEURL=url)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Not published: SITEURL is {url or 'empty'}, ")
    assert done.stderr.endswith("(write the URL of the site in publishconf.py).\n")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_is_not_empty_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = monologue(tmp_path, "new-site", ".", "--yes")
    assert (done.returncode, done.stderr) == (1, "Nothing was written: . exists and is not empty\n")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert monologue(tmp_path, "new-site", "site", "--yes").returncode == 0
    assert (tmp_path / "site/pelicanconf.py").is_file()


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        new_site(tmp_path / "site", OWNER, DAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("name", "a\nb", "--name must be a line of text, not 'a\\nb'"),
        ("url", "ada.dev", "--url must be a URL such as https://ada.example, not 'ada.dev'"),
        (
            "url",
            "https://ada.dev/?x",
            "--url must be a URL such as https://ada.example, not 'https://ada.dev/?x'",
        ),
        ("url", "https://[", "--url must be a URL such as https://ada.example, not 'https://['"),
        ("language", "English", "--language must be a code such as en, ja or pt-BR, not 'English'"),
    ],
)
def test_a_wrong_option_is_one_line(tmp_path: Path, option: str, value: str, said: str) -> None:
    done = monologue(tmp_path, "new-site", "site", "--yes", f"--{option}", value)
    assert (done.returncode, done.stderr) == (1, f"Nothing was written: {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    done = monologue(tmp_path, "new-site", "site", asked="")
    assert done.returncode == 2
    assert done.stderr == "There is no terminal to ask in: give --yes, and what you want as options.\n"


def test_outside_of_a_site_a_command_says_how_to_make_one(tmp_path: Path) -> None:
    done = monologue(tmp_path, "check")
    assert done.returncode == 2
    assert done.stderr == (
        "There is no pelicanconf.py in this folder or above (`monologue new-site` makes a site).\n"
    )


@pytest.mark.parametrize(
    ("version", "accepted"),
    [("0.1.0", ">=0.1.0,<0.2"), ("1.4.2", ">=1.4.2,<2"), ("0.12.3", ">=0.12.3,<0.13")],
)
def test_a_site_accepts_releases_up_to_the_next_one_that_may_break_it(version: str, accepted: str) -> None:
    assert version_range(version) == accepted


def test_the_requirements_have_the_range_of_this_release(site: Path) -> None:
    text = (site / "requirements.txt").read_text(encoding="utf-8")
    assert text == f"pelican-monologue{version_range(__version__)}\n"
