"""The commands of a site as an author gives them: in a copy of it, from any of its folders."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, need
from forked import run_module

PARTS = ("content", "pelicanconf.py", "plugins", "publishconf.py", "tasks.py", "theme")
DRAFT = "---\ntitle: Not yet\ndate: 2026-01-02\ndraft: true\n---\n\nWords.\n"
FUTURE = "---\ntitle: Later\ndate: 2999-01-02\n---\n\nWords.\n"
BROKEN = "---\ntitle: Broken\ndate: 2026-01-02\n---\n\n[x](/nope/)\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    return tmp_path


def invoke(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run a task in ``folder``; return its exit status and what it said on each stream."""
    done = run_module("invoke", *arguments, folder=folder, **{"SITEURL": "https://ada.dev", **environment})
    return done.returncode, done.stdout, done.stderr


def write(site: Path, name: str, text: str) -> None:
    (site / "content/blog" / name).write_text(text, encoding="utf-8")


def documents(site: Path) -> set[str]:
    return {path.parent.relative_to(site / "output").as_posix() for path in site.glob("output/**/index.html")}


def test_neither_a_draft_nor_an_article_of_the_future_is_published_unless_asked_for(site: Path) -> None:
    write(site, "not-yet.md", DRAFT)
    write(site, "later.md", FUTURE)
    held = {"drafts/not-yet", "blog/later"}
    for asked, published in {
        (): set[str](),
        ("--drafts",): {"drafts/not-yet", "drafts/later"},
        ("--future",): {"blog/later"},
        ("--drafts", "--future"): held,
    }.items():
        status, said, wrong = invoke(site / "content/blog", "publish", *asked)
        assert (status, wrong) == (0, ""), said
        assert "Published to output/." in said
        assert documents(site) & {*held, "drafts/later"} == published
    assert "1 draft," in said


def test_a_site_with_a_fault_is_not_published_and_the_status_says_so(site: Path) -> None:
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


def test_what_is_wrong_is_written_to_a_file_in_the_folder_the_author_is_in(site: Path) -> None:
    write(site, "broken.md", BROKEN)
    assert invoke(site / "theme", "check", "--report", "github=report.txt")[0] == 1
    report = (site / "theme/report.txt").read_text(encoding="utf-8")
    assert report.startswith("::error file=content/blog/broken.md,line=6,col=5,title=broken-target::")
    assert invoke(site, "check", "--report", "xml=report.xml")[2].startswith("REPORT['xml'] is not a setting")
    assert invoke(site, "check", "--report", "json")[::2] == (2, "--report must be FORMAT=FILE, not json\n")


def test_what_deploying_would_change_is_shown_and_done_only_if_the_author_says_so(site: Path) -> None:
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


def test_what_deploying_did_not_put_there_is_named_and_goes_only_if_asked(site: Path) -> None:
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


def test_a_target_that_is_more_than_a_site_s_folder_stops_a_publish_before_it_builds(site: Path) -> None:
    with (site / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write('\nDEPLOY = {"rsync": "me@host:"}\n')
    status, said, wrong = invoke(site, "publish", "--deploy", "--yes")
    assert (status, said, documents(site)) == (1, "", set())
    assert wrong.startswith("Nothing was published: DEPLOY['rsync'] is 'me@host:': that folder holds more")
    assert wrong.count("\n") == 1


def test_a_build_removes_the_pages_of_articles_that_are_gone(site: Path) -> None:
    write(site, "gone.md", DRAFT)
    assert invoke(site, "build")[0] == 0
    assert "drafts/gone" in documents(site)
    (site / "content/blog/gone.md").unlink()
    assert invoke(site, "build")[0] == 0
    assert "drafts/gone" not in documents(site)
    assert invoke(site, "publish")[0] == 0


def test_a_publish_after_a_plain_run_of_pelican_publishes_no_draft_of_it(site: Path) -> None:
    write(site, "not-yet.md", DRAFT)
    assert subprocess.run([sys.executable, "-m", "pelican", "-q"], cwd=site, check=False).returncode == 0
    (site / "output/CNAME").write_text("example.org", encoding="utf-8")
    assert "drafts/not-yet" in documents(site)
    assert invoke(site, "publish")[::2] == (0, "")
    assert "drafts/not-yet" not in documents(site)
    assert (site / "output/CNAME").read_text(encoding="utf-8") == "example.org"


@pytest.mark.parametrize("task", ["build", "publish", "clean"])
def test_no_task_touches_a_repository_in_the_output(site: Path, task: str) -> None:
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
    command = [sys.executable, "-m", "pelican", "-q", "-s", "publishconf.py"]
    assert subprocess.run(command, cwd=site, check=False).returncode == 0
    assert (site / "output/notes.txt").read_text(encoding="utf-8") == "mine"


def test_cleaning_removes_what_was_built_and_names_the_rest(site: Path) -> None:
    assert invoke(site, "publish")[0] == 0
    (site / "output/notes.txt").write_text("mine", encoding="utf-8")
    assert invoke(site, "clean") == (0, "Kept files that no build wrote: output/notes.txt.\n", "")
    assert [path.name for path in (site / "output").iterdir()] == ["notes.txt"]
    (site / "output/notes.txt").unlink()
    assert invoke(site, "clean") == (0, "", "")
    assert not [path.name for path in site.iterdir() if "output" in path.name]


def test_a_new_article_opens_in_the_author_s_editor_and_builds(site: Path) -> None:
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


def test_a_measurement_that_is_not_there_is_said_with_those_that_are() -> None:
    status, _, wrong = invoke(ROOT, "dev.bench", "nothing")
    assert status == 2
    assert wrong.startswith("bench/nothing.py does not exist (choose one of ")
    assert "Traceback" not in wrong


@pytest.mark.parametrize(
    ("option", "said"),
    [("--port=70000", "port 70000: "), ("--host=192.0.2.1", "at 192.0.2.1, port 8000: ")],
)
def test_an_address_that_cannot_be_served_is_said_in_one_line(option: str, said: str) -> None:
    status, _, wrong = invoke(ROOT, "serve", option)
    assert status == 1
    assert said in wrong and wrong.count("\n") == 1


def test_a_host_name_that_cannot_be_one_is_said_in_one_line() -> None:
    status, _, wrong = invoke(ROOT, "serve", "--allow-host", "studio.local", "--allow-host", "http://x/")
    assert status == 2
    assert wrong == "'http://x/' is not a host name (write only the name, for example studio.local)\n"


def test_every_task_teaches_what_it_does_and_each_of_its_options() -> None:
    _, listed, _ = invoke(ROOT, "--list")
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert {"build", "serve", "check", "new", "publish", "test", "dev.lint", "dev.bench", "clean"} <= {*names}
    for name in names:
        _, helped, _ = invoke(ROOT, "--help", name)
        told = helped.partition("Options:")[2]
        assert "none" not in helped.partition("Docstring:")[2].splitlines()[1]
        options = [line.split() for line in told.splitlines() if line.strip().startswith("-")]
        assert all(len(words) > 2 for words in options), helped
