"""The commands of a site as an author runs them: in a copy of the sample site, from any of its folders."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, copy_sample_site, need
from forked import run_module

DRAFT = "---\ntitle: Not yet\ndate: 2026-01-02\ndraft: true\n---\n\nWords.\n"
FUTURE = "---\ntitle: Later\ndate: 2999-01-02\n---\n\nWords.\n"
BROKEN = "---\ntitle: Broken\ndate: 2026-01-02\n---\n\n[x](/nope/)\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_sample_site(tmp_path)


def invoke(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run a task in ``folder``; return its exit status, its output and its error output."""
    done = run_module("invoke", *arguments, folder=folder, **{"SITEURL": "https://ada.dev", **environment})
    return done.returncode, done.stdout, done.stderr


def pelican(site: Path, *arguments: str) -> int:
    """Run a plain Pelican; return its exit status."""
    return run_module("pelican", "-q", *arguments, folder=site, paths=[site / "plugins"]).returncode


def write(site: Path, name: str, text: str) -> None:
    (site / "content/blog" / name).write_text(text, encoding="utf-8")


def documents(site: Path) -> set[str]:
    return {path.parent.relative_to(site / "output").as_posix() for path in site.glob("output/**/index.html")}


def test_drafts_and_articles_with_a_future_date_are_published_only_on_request(site: Path) -> None:
    write(site, "not-yet.md", DRAFT)
    write(site, "later.md", FUTURE)
    held = {"drafts/not-yet", "blog/later"}
    for options, published in {
        (): set[str](),
        ("--drafts",): {"drafts/not-yet", "drafts/later"},
        ("--future",): {"blog/later"},
        ("--drafts", "--future"): held,
    }.items():
        status, said, wrong = invoke(site / "content/blog", "publish", *options)
        assert (status, wrong) == (0, ""), said
        assert "Published to output/." in said
        assert documents(site) & {*held, "drafts/later"} == published
    assert "2 drafts," in said


def test_a_site_with_an_error_is_not_published_and_the_exit_status_is_1(site: Path) -> None:
    assert invoke(site, "publish")[0] == 0
    before = documents(site)
    write(site, "broken.md", BROKEN)
    for task in ("check", "publish"):
        status, _, wrong = invoke(site / "theme", task)
        assert status == 1
        assert wrong.startswith(
            "content/blog/broken.md:6:5: error[broken-target] /nope/ does not exist on this site"
        )
    assert "output/ is unchanged" in wrong
    assert documents(site) == before
    assert invoke(site, "build")[0] == 0


def test_warnings_fail_a_check_and_a_publish_only_on_request(site: Path) -> None:
    write(site, "untitled.md", BROKEN.replace("title: Broken\n", "").replace("/nope/", "/about/"))
    for task in ("check", "publish"):
        status, _, wrong = invoke(site, task)
        assert status == 0
        assert "content/blog/untitled.md:1: warning[missing-title]" in wrong
        assert invoke(site, task, "--strict")[0] == 1


def test_a_report_file_is_relative_to_the_current_folder(site: Path) -> None:
    write(site, "broken.md", BROKEN)
    assert invoke(site / "theme", "check", "--report", "github=report.txt")[0] == 1
    report = (site / "theme/report.txt").read_text(encoding="utf-8")
    assert report.startswith("::error file=content/blog/broken.md,line=6,col=5,title=broken-target::")
    assert invoke(site, "check", "--report", "xml=report.xml")[2].startswith("REPORT['xml'] is not a setting")
    assert invoke(site, "check", "--report", "json")[::2] == (2, "--report must be FORMAT=FILE, not json\n")


def test_the_changes_of_a_deployment_are_shown_and_made_only_if_the_author_confirms(site: Path) -> None:
    need(shutil.which("rsync") is not None, "rsync")
    status, _, wrong = invoke(site, "publish", "--deploy")
    assert (status, documents(site)) == (1, set())
    assert wrong.startswith("Nothing was published: publishconf.py does not set DEPLOY (write DEPLOY = {")
    with (site / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f'\nDEPLOY = {{"rsync": "{site}/www/"}}\n')
    status, said, wrong = invoke(site, "publish", "--deploy")
    assert status == 1 and "about/index.html" in said and "Not deployed (use --yes" in wrong
    assert not (site / "www").exists()
    status, said, wrong = invoke(site, "publish", "--deploy", "--yes")
    assert (status, wrong) == (0, ""), said
    assert (site / "www/about/index.html").read_bytes() == (site / "output/about/index.html").read_bytes()
    assert "Nothing to deploy" in invoke(site, "publish", "--deploy", "--yes")[1]


def test_a_file_that_no_deployment_put_there_is_named_and_deleted_only_on_request(site: Path) -> None:
    need(shutil.which("rsync") is not None, "rsync")
    with (site / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write('\nDEPLOY = {"rsync": "www/"}\n')
    (site / "www").mkdir()
    (site / "www/.htaccess").write_text("mine", encoding="utf-8")
    status, said, wrong = invoke(site / "content", "publish", "--deploy", "--yes")
    assert (status, wrong) == (0, ""), said
    assert "Kept, because no deployment put it there: .htaccess (--delete deletes it)." in said
    status, said, _ = invoke(site, "publish", "--deploy", "--yes", "--delete")
    assert "*deleting   .htaccess\nThis would change" in said
    assert not (site / "www/.htaccess").exists()


def test_a_target_that_holds_more_than_a_site_is_refused_before_the_build(site: Path) -> None:
    with (site / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write('\nDEPLOY = {"rsync": "me@host:"}\n')
    status, said, wrong = invoke(site, "publish", "--deploy", "--yes")
    assert (status, said, documents(site)) == (1, "", set())
    assert wrong.startswith("Nothing was published: DEPLOY['rsync'] is 'me@host:': that folder holds more")
    assert wrong.count("\n") == 1


def test_a_build_removes_the_pages_of_deleted_articles(site: Path) -> None:
    write(site, "gone.md", DRAFT)
    assert invoke(site, "build")[0] == 0
    assert "drafts/gone" in documents(site)
    (site / "content/blog/gone.md").unlink()
    assert invoke(site, "build")[0] == 0
    assert "drafts/gone" not in documents(site)
    assert invoke(site, "publish")[0] == 0


def test_a_publish_after_a_plain_run_of_pelican_removes_its_drafts(site: Path) -> None:
    write(site, "not-yet.md", DRAFT)
    assert pelican(site) == 0
    (site / "output/CNAME").write_text("example.org", encoding="utf-8")
    assert "drafts/not-yet" in documents(site)
    assert invoke(site, "publish")[::2] == (0, "")
    assert "drafts/not-yet" not in documents(site)
    assert (site / "output/CNAME").read_text(encoding="utf-8") == "example.org"


@pytest.mark.parametrize("task", ["build", "publish", "clean"])
def test_no_task_changes_a_repository_in_the_output(site: Path, task: str) -> None:
    subprocess.run(["git", "init", "--quiet", "output"], cwd=site, check=True)
    before = sorted(site.rglob("output/**/*"))
    status, _, wrong = invoke(site, task)
    assert status == 1
    assert "output/.git belongs to a repository, which is never replaced (move it elsewhere)" in wrong
    assert wrong.count("\n") == 1
    assert sorted(site.rglob("output/**/*")) == before


def test_a_plain_publishing_run_of_pelican_deletes_nothing(site: Path) -> None:
    (site / "output").mkdir()
    (site / "output/notes.txt").write_text("mine", encoding="utf-8")
    assert pelican(site, "-s", "publishconf.py") == 0
    assert (site / "output/notes.txt").read_text(encoding="utf-8") == "mine"


def test_cleaning_removes_the_built_files_and_names_the_others(site: Path) -> None:
    assert invoke(site, "publish")[0] == 0
    (site / "output/notes.txt").write_text("mine", encoding="utf-8")
    assert invoke(site, "clean") == (0, "Kept files that no build wrote: output/notes.txt.\n", "")
    assert [path.name for path in (site / "output").iterdir()] == ["notes.txt"]
    (site / "output/notes.txt").unlink()
    assert invoke(site, "clean") == (0, "", "")
    assert not [path.name for path in site.iterdir() if "output" in path.name]


def test_a_new_article_opens_in_the_editor_and_builds(site: Path) -> None:
    editor = f"{sys.executable} -c \"import sys; open(sys.argv[1], 'a').write('Edited.')\""
    title = 'It\'s "new": 日本'
    status, said, wrong = invoke(site / "content", "new", title, "--edit", EDITOR=editor)
    created = (
        "content/blog/its-new-日本.md\nA draft; while the site is served, it is at /drafts/its-new-ri-ben/\n"
    )
    assert (status, said, wrong) == (0, created, "")
    assert invoke(site, "build")[0] == 0
    text = (site / "output/drafts/its-new-ri-ben/index.html").read_text(encoding="utf-8")
    assert "Edited." in text and "It&#39;s &#34;new&#34;: 日本</h1>" in text
    status, _, wrong = invoke(site, "new", title)
    assert status == 1
    assert wrong == "Nothing was written: content/blog/its-new-日本.md already exists\n"


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("nosuch x", "EDITOR is nosuch x, which cannot be started: nosuch: No such"),
        ("vi '", "EDITOR is vi ', which cannot be started: No closing quotation"),
    ],
)
def test_an_editor_that_cannot_be_run_is_one_line(site: Path, editor: str, said: str) -> None:
    status, _, wrong = invoke(site, "new", "Next", "--edit", EDITOR=editor)
    assert (status, wrong.count("\n")) == (1, 1)
    assert wrong.startswith(said)
    assert (site / "content/blog/next.md").is_file()


def test_a_file_in_the_place_of_a_folder_is_one_line(site: Path) -> None:
    (site / ".output-work").write_text("mine", encoding="utf-8")
    said = ".output-work: File exists"
    assert invoke(site, "build")[::2] == (1, f"Not built: {said}. output/ is unchanged.\n")
    assert invoke(site, "clean")[::2] == (1, f"Nothing was removed: {said}.\n")
    shutil.rmtree(site / "content/blog")
    (site / "content/blog").write_text("mine", encoding="utf-8")
    assert invoke(site, "new", "Next")[::2] == (1, "Nothing was written: content/blog: File exists\n")
    shutil.rmtree(site / "content")
    for command in (["check"], ["explain", "x.md"], ["new", "Next"]):
        assert invoke(site, *command)[2].endswith("PATH, the folder with the content, is not a folder\n")


def test_the_message_for_an_unknown_benchmark_lists_the_known_ones() -> None:
    status, _, wrong = invoke(ROOT, "dev.bench", "articles")
    assert status == 2
    known = "body, build, links, online, packages, pages, serve, sources, where"
    assert wrong == f"articles is not a benchmark (choose one of {known})\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x = (", ": the settings cannot be read: SyntaxError: '(' was never closed\n"),
        ('THEME = "nope"', "the settings cannot be read: ValueError: Could not find the theme nope\n"),
        ('TIMEZONE = "Mars/X"', "TIMEZONE is 'Mars/X', not a time zone such as 'Europe/Berlin'\n"),
        ("STATIC_PATHS = 3", "for the traceback, and report it to the project's issue tracker)\n"),
    ],
)
def test_a_wrong_setting_is_one_line_in_every_command(site: Path, line: str, said: str) -> None:
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{line}\n")
    for command in (["build"], ["check"], ["explain", "content/pages/about.md"], ["new", "Next"]):
        if line == "STATIC_PATHS = 3" and command[0] == "new":
            continue  # it does not read that setting
        status, _, wrong = invoke(site, *command)
        assert status in (1, 2)
        last = "Not built: output/ is unchanged.\n" if command == ["build"] else ""
        assert wrong.endswith(f"{said}{last}"), wrong
        assert wrong.count("\n") == 1 + bool(last), wrong


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipe")
@pytest.mark.parametrize("arguments", ["--help new", "docs broken-target", "--list"])
def test_a_closed_pipe_is_not_an_error(arguments: str) -> None:
    line = f"{sys.executable} -m monologue {arguments} | true"
    done = subprocess.run(line, shell=True, cwd=ROOT / "plugins", capture_output=True, text=True, check=False)
    assert done.stderr == ""


SMALL = {
    "body": ("--words=50", "--rounds=1"),
    "build": ("--articles=2", "--rounds=1"),
    "links": ("--only=ours", "--pairs=1"),
    "online": ("--hosts=2", "--each=2"),
    "packages": ("--articles=2",),
    "serve": ("--saves=1", "--articles=2"),
    "sources": ("--sources=3",),
    "where": ("--articles=2",),
}
"""Options with which each benchmark, except ``pages``, ends soon."""


@pytest.mark.parametrize("name", SMALL)
def test_each_benchmark_runs_without_arguments(name: str) -> None:
    if name == "serve":
        need(sys.platform == "linux", "/proc")
    command = [sys.executable, str(ROOT / f"bench/{name}.py"), *SMALL[name]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > (0 if name == "online" else 2)
    assert all(option.startswith("--") for option in SMALL[name])


@pytest.mark.parametrize(
    ("option", "said"),
    [("--port=70000", "port 70000: "), ("--host=192.0.2.1", "at 192.0.2.1, port 8000: ")],
)
def test_an_unusable_host_or_port_is_reported_in_one_line(site: Path, option: str, said: str) -> None:
    status, _, wrong = invoke(site, "serve", option)
    assert status == 1
    assert said in wrong and wrong.count("\n") == 1


def test_an_invalid_host_name_is_reported_in_one_line(site: Path) -> None:
    status, _, wrong = invoke(site, "serve", "--allow-host", "studio.local", "--allow-host", "http://x/")
    assert status == 2
    assert wrong == "'http://x/' is not a host name (write only the name, for example studio.local)\n"


DEVELOPERS = frozenset(
    "dev.bench dev.docs dev.lint dev.requirements dev.screenshot dev.tables dev.test".split()
)


@pytest.mark.parametrize(
    ("task", "usage"),
    [
        ("new", "monologue new TITLE [--page] [--edit]"),
        ("explain", "monologue explain PATH [--debug]"),
        ("docs", "monologue docs RULE"),
        ("serve", "monologue serve [--port=INT] [--host=STRING] [--allow-host=STRING]..."),
        ("dev.bench", "invoke dev.bench NAME"),
    ],
)
def test_the_help_of_a_task_shows_its_arguments(task: str, usage: str) -> None:
    assert f"\n  Usage: {usage}\n" in invoke(ROOT, "--help", task)[1]
    if "." not in task:
        done = run_module("monologue", "--help", task, folder=ROOT, paths=[ROOT / "plugins"])
        assert f"\n  Usage: {usage}\n" in done.stdout


def test_every_task_and_each_of_its_options_has_a_help_text() -> None:
    _, listed, _ = invoke(ROOT, "--list")
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert {"build", "serve", "check", "new", "publish", "clean"} < {*names}
    assert names == [*sorted(name for name in names if "." not in name), *sorted(set(names) & DEVELOPERS)]
    for name in names:
        _, helped, _ = invoke(ROOT, "--help", name)
        texts = helped.partition("Options:")[2]
        assert "none" not in helped.partition("Docstring:")[2].splitlines()[1]
        options = [line.split() for line in texts.splitlines() if line.strip().startswith("-")]
        assert all(len(words) > 2 for words in options), helped
