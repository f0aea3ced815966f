"""The About page of a site: without faults nothing is reported; each fault is reported in one line."""

from pathlib import Path

from conftest import ROOT, Builder

ABOUT = (ROOT / "content/pages/about.md").read_text(encoding="utf-8")
CASES = [
    case.split("\n")
    for case in (Path(__file__).parent / "cases/about.txt")
    .read_text(encoding="utf-8")
    .strip()
    .split("\n\n")[1:]
]
SITE = """
PLUGINS = ["monologue.link_check"]
THEME = "simple"
"""
BLOG = "Title: Blog\nSave_as: blog/index.html\nURL: blog/\n\nNothing yet.\n"


def test_the_page_as_it_is_has_no_fault(build: Builder) -> None:
    site = build({"pages/about.md": ABOUT, "pages/blog.md": BLOG}, SITE)
    assert site.diagnostics == []
    assert site.status == 0


def test_each_of_twenty_faults_is_reported_in_one_line_at_the_right_place(build: Builder) -> None:
    assert len(CASES) >= 20
    files, expected = {"pages/blog.md": BLOG}, []
    for number, (good, bad, line) in enumerate(CASES):
        assert ABOUT.count(good) == 1, good
        name = f"about{number:02}"
        files[f"pages/{name}.md"] = ABOUT.replace(good, bad)
        expected.append(line.replace("PATH", f"content/pages/{name}.md").replace("NAME", name))
    site = build(files, SITE)
    assert site.diagnostics == expected
