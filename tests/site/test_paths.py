"""The documented ways to a site, as a new user follows them: a new site, an existing one, a migrated one."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from forked import run_module
from monologue.commands.new_site import Owner, new_site
from readme import DOCS, README, example, section

NEW = section(README, "A site in two minutes")
MOVED = section(DOCS / "migrating/README.md", "What is left to do")
ADDED = section(DOCS / "existing-site.md", "One part")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A new site with an own About page and no sample articles: the first step of moving a site."""
    folder = tmp_path / "site"
    new_site(folder, Owner("My name", "Me", "https://ada.dev"), date(2026, 11, 22))
    write(folder / "content/pages/about.md", "---\ntitle: Me\n---\n\nI have moved.\n")
    shutil.rmtree(folder / "content/blog")
    return folder


def invoke(site: Path, *arguments: str) -> tuple[int, str]:
    """Run a task; return its exit status and its output."""
    done = run_module("invoke", *arguments, folder=site, paths=[ROOT / "plugins"])
    return done.returncode, done.stdout + done.stderr


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


ASTRO = {
    "src/content/blog/first-post.md": """---
title: "First post"
description: 'Lorem ipsum: dolor'
pubDate: 'Jul 08 2024'
updatedDate: 2024-08-01
heroImage: './hero.png'
tags: [astro, "c++"]
dateLabels:
  published: "First seen:"
  updated: "Last updated:"
---

![Alt](./hero.png) and [the second](./second.md).
""",
    "src/content/blog/second.md": "---\ntitle: 2nd\npubDate: 2024-07-09\ndraft: true\n---\n\nSoon.\n",
    "src/content/blog/3/index.md": "---\ntitle: 3rd\npubDate: 2024-07-10\n---\n\n[1](/blog/first-post/)\n",
    "src/content/blog/hero.png": "image",
}
HUGO = {
    "content/posts/toml.md": """+++
title = 'TOML it is'
date = 2024-01-14T07:07:07+01:00
draft = false
[params]
  author = 'A'
+++

{{< chart abc >}}
""",
    "content/posts/bundle/index.md": "---\ntitle: B\ndate: 2024-02-01\ntags: [a]\n---\n\n![x](pic.png)\n",
    "content/posts/bundle/pic.png": "image",
    "content/posts/wip.md": "+++\ntitle = 'WIP'\ndate = 2024-01-14\ndraft = true\n+++\n\nNo.\n",
}
JEKYLL = {
    "_posts/2024-05-01-hello-world.md": """---
layout: post
title: Hello
categories: jekyll update
---

{% link a.md %}
""",
    "_posts/2024-05-02-plain.markdown": "---\ntitle: Plain\npublished: false\n---\n\nNot yet.\n",
}


@pytest.mark.parametrize(
    ("files", "below", "written", "reported", "published"),
    [
        (
            ASTRO,
            "src/content/blog/",
            {"blog/first-post/", "blog/3/", "drafts/second/"},
            ["content/blog/first-post.md:13:37: warning[draft-target]"],
            1,  # a published link to a draft is broken
        ),
        (
            HUGO,
            "content/posts/",
            {"blog/toml/", "blog/bundle/", "drafts/wip/"},
            ["content/blog/toml.md:9:1:"],
            0,
        ),
        (
            JEKYLL,
            "_posts/",
            {"blog/hello-world/", "drafts/plain/"},
            ["content/blog/2024-05-01-hello-world.md:7:1:"],
            0,
        ),
    ],
    ids=["Astro", "Hugo", "Jekyll"],
)
def test_a_site_from_another_generator_builds_unchanged(
    site: Path, files: dict[str, str], below: str, written: set[str], reported: list[str], published: int
) -> None:
    for path, text in files.items():
        write(site / "content/blog" / path.removeprefix(below), text)
    status, said = invoke(site, "build")
    assert status == 0, said
    assert {path for path in written if not (site / "output" / path / "index.html").is_file()} == set()
    lines = [line for line in said.splitlines() if re.search(r": (error|warning)\[", line)]
    assert [any(line.startswith(place) for line in lines) for place in reported] == [True] * len(reported), (
        said
    )
    assert invoke(site, "explain", f"content/blog/{next(iter(files)).removeprefix(below)}")[0] == 0
    assert invoke(site, "publish")[0] == published
    assert published or not list(site.glob("output/drafts/**/index.html"))


def test_an_article_from_astro_keeps_its_labels_and_its_image(site: Path) -> None:
    for path, text in ASTRO.items():
        write(site / "content/blog" / path.removeprefix("src/content/blog/"), text)
    invoke(site, "build")
    html = (site / "output/blog/first-post/index.html").read_text(encoding="utf-8")
    for words in ("First seen:", "Jul 8, 2024", "Last updated:", "Aug 1, 2024", "Lorem ipsum: dolor"):
        assert words in html
    assert (site / "output/blog/first-post/hero.png").is_file()


def test_a_custom_field_needs_one_setting_as_documented(site: Path) -> None:
    (setting,) = re.findall(r"`(FRONT_MATTER = .*?)`\.", MOVED)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\n{setting}\n")
    write(site / "content/blog/a.md", "---\ntitle: A\nadded: 2024-05-06\n---\n\nWords.\n")
    status, said = invoke(site, "build")
    assert (status, "a.md" in said) == (0, False)
    assert "May 6, 2024" in (site / "output/blog/a/index.html").read_text(encoding="utf-8")


QUICKSTART = """
AUTHOR = "Me"
SITENAME = "Mine"
SITEURL = ""
PATH = "content"
TIMEZONE = "Europe/Rome"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
LINKS = (("Pelican", "https://getpelican.com/"),)
SOCIAL = (("Another", "https://example.org/me"),)
DEFAULT_PAGINATION = 10
"""
"""What ``pelican-quickstart`` writes."""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Python of an environment that has Pelican, and nothing of ours."""
    if "CI" not in os.environ:
        pytest.skip("installs Pelican; set CI=1 to run it")
    folder = tmp_path_factory.mktemp("theirs")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    pip(f"{folder}/bin/python", "pelican[markdown]")
    return f"{folder}/bin/python"


def pip(python: str, *packages: str) -> None:
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *packages]
    subprocess.run([*command, "--disable-pip-version-check"], check=True)


@pytest.mark.parametrize("plugin", ["front_matter", "date_labels", "link_check"])
def test_one_part_can_be_added_to_an_existing_site(python: str, tmp_path: Path, plugin: str) -> None:
    """Copy the folder, name the part in the settings, and install the packages in the table."""
    row = next(line for line in ADDED.splitlines() if f"| `{plugin}`" in line)
    article = "Title: Old\nDate: 2024-01-02\nModified: 2024-01-03\n\n[x](/nope/)\n"
    write(tmp_path / "content/old.md", article)
    shutil.copytree(ROOT / "plugins/monologue", tmp_path / "plugins/monologue")
    snippet = example(ADDED, "python").replace("link_check", plugin)
    write(tmp_path / "pelicanconf.py", QUICKSTART + snippet)
    packages = re.findall(r"`([A-Za-z0-9-]+)`", row.split("|")[2].partition(";")[0])
    if packages:
        pip(python, *packages)
    command = [python, "-m", "pelican", "content"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    expected = (
        "content/old.md:5:5: error[broken-target] /nope/ does not exist on this site\n"
        if plugin == "link_check"
        else ""
    )
    assert (done.returncode, done.stderr) == (0, expected)
    assert (tmp_path / "output/old.html").is_file()


def test_a_part_whose_packages_are_missing_names_them(python: str, tmp_path: Path) -> None:
    """A ``sitecustomize`` module hides the package, which other tests may have installed."""
    write(tmp_path / "content/old.md", "Title: Old\nDate: 2024-01-02\n\nWords.\n")
    shutil.copytree(ROOT / "plugins/monologue", tmp_path / "plugins/monologue")
    write(tmp_path / "hide/sitecustomize.py", "import sys\nsys.modules['turbohtml'] = None\n")
    write(tmp_path / "pelicanconf.py", QUICKSTART + example(ADDED, "python"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "hide")}
    command = [python, "-m", "pelican", "content"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert " needs turbohtml: pip install " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_theme_can_be_added_to_an_existing_site(python: str, tmp_path: Path) -> None:
    write(tmp_path / "content/old.md", "Title: Old\nDate: 2024-01-02\nTags: a\n\nWords.\n")
    write(tmp_path / "content/pages/me.md", "Title: Me\n\nWords.\n")
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    write(tmp_path / "pelicanconf.py", QUICKSTART + 'THEME = "theme"\n')
    command = [python, "-m", "pelican", "content"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    old = (tmp_path / "output/old.html").read_text(encoding="utf-8")
    assert "<h1" in old and 'datetime="2024-01-02' in old
