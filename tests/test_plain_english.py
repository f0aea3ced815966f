"""The code and the documentation are written in plain English: no word of the list of rejected ones."""

import re
import subprocess

from conftest import ROOT, TESTS

LIST = TESTS / "rejected_words.txt"
TEXTS = {".py", ".md", ".html", ".css", ".js", ".yml", ".toml", ".sh"}
SKIPPED = ("content/", "public/", "pelicanconf.py", "publishconf.py", "tests/test_plain_english.py")
"""The files of the site's owner, and the test of this list."""


def rejected() -> list[tuple[re.Pattern[str], str]]:
    """Return each rejected pattern with what to write instead."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.rsplit(" -> ", 1) for line in lines if line and not line.startswith("#"))
    return [(re.compile(pattern), instead) for pattern, instead in pairs]


def tracked() -> list[str]:
    """Return the text files of the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [
        path
        for path in listed.stdout.split("\0")
        if path[path.rfind(".") :] in TEXTS and not path.startswith(SKIPPED)
    ]


def test_no_rejected_word_is_in_the_code_or_the_documentation() -> None:
    found = [
        f"{path}:{number}: {match[0]!r} (write: {instead})"
        for path in tracked()
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        for pattern, instead in rejected()
        if (match := pattern.search(line))
    ]
    assert found == [], "\n".join(found)


def test_the_list_finds_a_rejected_word_and_accepts_the_usual_ones() -> None:
    text = "It is told. A tab is no indentation. Use blanks."
    assert [pattern.search(text)[0] for pattern, _ in rejected() if pattern.search(text)] == [  # type: ignore[index]
        "told",
        "is no ",
        "blanks",
    ]
    plain = "There is no file. It is no longer there. Leave a blank line. It cannot tell apart two."
    assert not any(pattern.search(plain) for pattern, _ in rejected())
