"""The wheel, installed into a clean environment: the same plugins, the same theme, the same bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import BASE_SETTINGS, ROOT, SAMPLE_SITE, Build, build_sample_site
from monologue.commands.new_site import WORKFLOWS

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ, reason="builds and installs a wheel; set CI=1 to run it"
)
PIP = ["-m", "pip", "--disable-pip-version-check", "--quiet"]
PARTS = ["monologue.front_matter", "monologue.date_labels", "monologue.link_check"]
ABOUT = "---\ntitle: About\ndate: 2025-10-23\ndateLabel: Seen\n---\n\n[nowhere](/nope/) [home](https://example.com/)\n"


def newest() -> str:
    """Return the newest installed Python; pyenv needs its version in ``PYENV_VERSION``."""
    for minor in range(30, sys.version_info.minor, -1):
        name, environment = f"python3.{minor}", {**os.environ, "PYENV_VERSION": f"3.{minor}"}
        if shutil.which(name):
            command = [name, "-c", "import sys; print(sys.executable)"]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return done.stdout.strip()
    return sys.executable


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "source")], check=True)
    command = [sys.executable, *PIP, "wheel", "--no-deps", "-w", str(folder), str(folder / "source")]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module", params=sorted({sys.executable, newest()}), ids=lambda path: Path(path).name)
def python(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a clean environment with the wheel and its dependencies, and nothing else."""
    folder = tmp_path_factory.mktemp("env")
    subprocess.run([request.param, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    command = [sys.executable, *PIP, "--python", str(python), "install", str(wheel)]
    subprocess.run(command, check=True)
    return python


def build(python: Path, site: Path, *arguments: str) -> Build:
    command = [str(python), "-m", "pelican", *arguments]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    return Build(site, done.returncode, done.stdout, done.stderr)


def test_the_wheel_has_only_the_files_of_github_that_a_site_gets(wheel: Path) -> None:
    folder = "monologue/commands/github/"
    names = [name for name in ZipFile(wheel).namelist() if name.startswith(folder)]
    assert sorted(name.removeprefix(folder) for name in names) == sorted(WORKFLOWS)


def test_the_wheel_says_that_it_is_typed(wheel: Path) -> None:
    assert "monologue/py.typed" in ZipFile(wheel).namelist()


@pytest.mark.parametrize("settings", ["pelicanconf.py", "publishconf.py"])
def test_the_wheel_builds_the_site_byte_for_byte_as_the_clone_does(
    python: Path, tmp_path: Path, settings: str
) -> None:
    shutil.copytree(SAMPLE_SITE, tmp_path / "site")
    installed = build(python, tmp_path / "site", "-s", settings)
    assert (installed.status, installed.stderr) == (0, "")
    cloned = build_sample_site(tmp_path / "cloned", "-s", settings)
    assert installed.written == cloned.written
    for path in cloned.written:
        assert (installed.output / path).read_bytes() == (cloned.output / path).read_bytes(), path


@pytest.mark.parametrize(
    ("plugins", "said"),
    [
        ([], ""),
        (PARTS[:1], ""),
        (PARTS[1:2], ""),
        (["monologue.theme"], ""),
        (PARTS[2:], "content/pages/about.md:7:11: error[broken-target] /nope/ does not exist on this site\n"),
    ],
    ids=str,
)
@pytest.mark.parametrize("theme", ["simple", "monologue"])
def test_each_part_works_alone_with_any_theme(
    python: Path, tmp_path: Path, plugins: list[str], said: str, theme: str
) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/pages/about.md").write_text(ABOUT, encoding="utf-8")
    ours = f"PLUGIN_PATHS = []\nPLUGINS = {plugins}\nTHEME = {theme!r}\n"
    (tmp_path / "pelicanconf.py").write_text(BASE_SETTINGS + ours, encoding="utf-8")
    site = build(python, tmp_path)
    assert (site.status, site.stderr) == (0, said)
    assert "home</a>" in site.read("pages/about.html")


def test_a_part_can_be_run_as_a_module(python: Path, tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text(ABOUT, encoding="utf-8")
    command = [str(python), "-m", "monologue.front_matter", "about.md"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2025-10-23" in done.stdout


def test_the_wheel_has_a_command_that_checks_any_folder(python: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text('<a href="/nope/">nowhere</a>', encoding="utf-8")
    expected = "site/index.html:1:10: error[broken-target] /nope/ does not exist on this site\n"
    for command in ([str(python.parent / "link-check")], [str(python), "-m", "monologue.link_check"]):
        done = subprocess.run([*command, "site"], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (1, expected), done.stderr


def test_the_wheel_alone_makes_checks_and_publishes_a_site(python: Path, tmp_path: Path) -> None:
    def run(*command: str, folder: str = "site") -> str:
        program = str(python.parent / command[0])
        environment = {**os.environ, "SITEURL": "https://ada.dev"}
        done = subprocess.run(
            [program, *command[1:]],
            cwd=tmp_path / folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        return done.stdout

    run("monologue", "new-site", "site", "--yes", folder=".")
    run("monologue", "check")
    assert run("monologue", "new", "A title").startswith("content/blog/a-title.md\n")
    run("monologue", "build")
    run("invoke", "publish")
    run("pelican", "content")
    assert (tmp_path / "site/output/sitemap.xml").is_file()
    assert "the one that is installed" in run("monologue", "upgrade")
    assert run("monologue", "docs", "broken-target").startswith("broken-target: error\n")
