"""The Nu HTML checker, on every document of every site."""

import subprocess

from conftest import Build


def check(checker: tuple[str, ...], *arguments: str) -> str:
    """Return the checker's messages; it takes seconds to start, so pass many documents at once."""
    done = subprocess.run([*checker, *arguments], capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()


def test_no_document_has_an_error(plain: Build, full: Build, own: Build, checker: tuple[str, ...]):
    folders = [str(site.output) for site in (plain, full, own)]
    assert check(checker, "--errors-only", "--skip-non-html", *folders) == ""


def test_the_themes_own_markup_has_no_warning_either(full: Build, checker: tuple[str, ...]):
    """Only documents without Markdown content, because Markdown writes trailing slashes."""
    paths = "index.html blog/index.html archives.html tags.html categories.html authors.html 404.html".split()
    # It mistakes JSON-LD for a script that the policy blocks; test_browser.py checks that in a browser.
    but = ("--filterpattern", ".*Inline script violates Content Security Policy.*")
    assert check(checker, *but, *(str(full.output / path) for path in paths)) == ""
