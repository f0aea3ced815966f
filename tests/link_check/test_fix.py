"""Links with exactly one possible correction are corrected, and nothing else in a file changes."""

import os
import re
import subprocess
import sys
from pathlib import Path
from string import ascii_letters

import pytest
from conftest import ROOT, Builder, run_pelican
from monologue.core.url import URL
from monologue.link_check.extract.encoding import decode
from monologue.link_check.fix.correct import correct, corrected, edited, reads_as_meant
from monologue.link_check.fix.edits import Edit, Edits, RefusedError, rewritten
from monologue.link_check.rules.moved import doubt, in_any_syntax
from monologue.link_check.similar import Names

SETTINGS = """PLUGINS = ["monologue.link_check"]
THEME = "simple"
STATIC_PATHS = ["images"]
MENUITEMS = [("x", "/pags/one.html")]
"""
SOURCES: dict[str, str | bytes] = {
    "pages/one.md": (
        "\ufeffTitle: Onë\r\n\r\n"
        "[a]({filename}two.md#methodz) [b](/pages/too.html?x=1#methods) `/pages/too.html?x=1#methods`\r\n"
        '<a href="two.html#Methods">c</a> [d][ref], [e][ref], [f]({filename}../pages/tow.md#part)\r\n'
        "[g](/elsewhere/) [h](two.html#fig-3) ![i](../images/yess.png) [j]({filename}/pages/tow.md)\r\n"
        "[k]({static}/imgs/yes.png) <a href='/pages/two.html?a=1&amp;b=2#methodz'>l</a>\r\n\r\n"
        "[ref]: /pages/twoo.html\r\n"
    ).encode(),
    "pages/two.md": "Title: Two\n\n## M {#methods}\n\n## F {#fig-1}\n\n## F {#fig-2}\n",
    "images/yes.png": "",
}
MEANT = (
    "\ufeffTitle: Onë\r\n\r\n"
    "[a]({filename}two.md#methods) [b](/pages/two.html?x=1#methods) `/pages/too.html?x=1#methods`\r\n"
    '<a href="two.html#methods">c</a> [d][ref], [e][ref], [f]({filename}../pages/two.md#part)\r\n'
    "[g](/elsewhere/) [h](two.html#fig-3) ![i](../images/yes.png) [j]({filename}/pages/two.md)\r\n"
    "[k]({static}/imgs/yes.png) <a href='/pages/two.html?a=1&amp;b=2#methods'>l</a>\r\n\r\n"
    "[ref]: /pages/two.html\r\n"
).encode()
MARKDOWN = 'MARKDOWN = {"extensions": ["extra"]}\n'


def test_a_dry_run_shows_a_diff_and_changes_nothing(build: Builder) -> None:
    site = build(SOURCES, SETTINGS + MARKDOWN, LINK_CHECK_FIX="diff")
    assert "--- a/content/pages/one.md\n+++ b/content/pages/one.md\n@@ " in site.stdout
    assert "\n8 links in 1 file can be corrected (with --write)\n" in site.stdout
    assert (site.root / "content/pages/one.md").read_bytes() == SOURCES["pages/one.md"]


def test_a_link_with_one_possible_correction_is_corrected_in_the_form_of_the_author(build: Builder) -> None:
    """The byte order mark, line ends, code and ambiguous links stay unchanged."""
    site = build(SOURCES, SETTINGS + MARKDOWN, LINK_CHECK_FIX="write")
    source = site.root / "content/pages/one.md"
    assert source.read_bytes() == MEANT
    assert sorted(path.name for path in source.parent.iterdir()) == ["one.md", "two.md"]
    again = run_pelican(site.root, LINK_CHECK_FIX="write")
    assert "0 links in 0 files corrected" in again.stdout
    assert source.read_bytes() == MEANT
    assert len([line for line in again.diagnostics if "one.md" in line]) == 4


def test_a_file_that_changed_since_the_check_is_not_corrected() -> None:
    edits = [Edit(1, 5, "/abuot/", "/about/")]
    assert corrected("a.md", b"[a](/abuot/)", "[a](/abuot/)", edits) == b"[a](/about/)"
    with pytest.raises(RefusedError, match="the file has changed since it was read"):
        corrected("a.md", b"[a](/abuot/) ", "[a](/abuot/)", edits)


def test_a_file_in_another_encoding_keeps_it() -> None:
    data = "é [a](/abuot/)\r[b](/abuot/)\n".encode("cp1252")
    checked = "é [a](/abuot/)\n[b](/abuot/)\n"
    edits = [Edit(1, 7, "/abuot/", "/about/"), Edit(2, 5, "/abuot/", "/about/")]
    assert corrected("a.md", data, checked, edits) == data.replace(b"abuot", b"about")


@pytest.mark.parametrize(
    ("written", "href", "meant", "expected"),
    [
        ("{filename}a.md#b", "/a.html#b", "/a.html#c", "{filename}a.md#c"),
        ("a.md#b", "https://example.org/a/#b", "https://example.org/a/#c", "a.md#c"),
        ("/b/b", "/x/b/b", "/x/b/c", ""),  # it is unknown which of the two is wrong
        ("{filename}a.md", "/a.html#b", "/a.html#c", ""),
        ("/b", "/b", "/c", "/c"),
        ("/b", "/b", "", ""),
    ],
)
def test_the_form_that_the_author_wrote_is_kept(written: str, href: str, meant: str, expected: str) -> None:
    assert rewritten(written, href, meant) == expected


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("abuot", ["about", "blog"], "about"),
        ("About", ["about"], "about"),
        ("cart", ["cars", "carp"], ""),
        ("fig-3", ["fig-1"], ""),  # a different number is not a misspelling
        ("figg-1", ["fig-1", "fig-2"], "fig-1"),
        ("nothing", ["about"], ""),
    ],
)
def test_only_an_unambiguous_correction_is_made(word: str, known: list[str], meant: str) -> None:
    assert Names(known).only(word) == meant


def test_the_command_corrects_a_folder_of_html(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text('<p id="part"><a href="#prat">x</a>', encoding="utf-8")
    command = [sys.executable, "-m", "monologue.link_check", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *options], env=environment, capture_output=True, text=True, check=False
        )

    assert run("--write").returncode == 2
    assert "can be corrected" in run("--fix").stderr
    assert "#prat" in page.read_text(encoding="utf-8")
    assert run("--fix", "--write").returncode == 1
    assert run().returncode == 0


def test_the_same_misspelt_source_in_two_folders_is_corrected_in_each(build: Builder) -> None:
    """Both articles are written to one folder, in which both links would have the same base."""
    article = "Title: x\nDate: 2025-01-01\n\n"
    link = f"{article}[x]({{filename}}headz.md)\n"
    files = {"blog/a/heads.md": article, "blog/a/one.md": link, "blog/b/two.md": link}
    site = build(files, 'PLUGINS = ["monologue.link_check"]\n', LINK_CHECK_FIX="write")
    assert (site.root / "content/blog/a/one.md").read_text() == link.replace("headz", "heads")
    assert (site.root / "content/blog/b/two.md").read_text() == link


HOSTILE = Path(__file__).parent / "cases/redirects.txt"


def cases_of_redirects() -> list[list[str]]:
    lines = HOSTILE.read_text(encoding="utf-8").splitlines()
    return [re.split(r"  +", line) for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize(("old", "new", "reason"), cases_of_redirects())
def test_a_redirect_target_is_written_only_if_it_is_certainly_the_same_page(
    old: str, new: str, reason: str
) -> None:
    assert doubt(old, new) == ("" if reason == "-" else reason)


EVERY = "".join(map(chr, range(0x21, 0x7F))) + "é日\u202e\x85"
PARTS = [f"/x{char}x" for char in EVERY] + [f"/{EVERY}/x", "/)![i](https://evil/t.png)[c](javascript:x)"]
SYNTAXES = {
    "a.md": [
        "[a]({0}) [b](</x>)", "[a](<{0}>) [b](/x)", '[a]({0} "t") b', "<{0}> [b](/x)", "[a]\n\n[a]: {0}\n",
        "[a]\n\n[a]: <{0}> 't'\n", "a | b\n--|--\n[a]({0}) | [b](/x)\n", "**[a]({0})**_[b]({0})_ ~~c~~",
        "![a]({0}) `[b](/x)`", "<a href='{0}'>b</a>", '<a href="{0}">b</a>', "<a href={0}>b</a>",
        "> [a]({0})",
        "<p>\n<a href={0}>b</a>\n</p>\n", "---\nurl: {0}\n---\n", '---\nurl: "{0}"\n---\n',
        "+++\nurl = '{0}'\n+++\n",
        '{{"url": "{0}"}}\n\ntext', "---\nurls: [{0}, b]\n---\n",
    ],
    "a.html": ["<a href='{0}'>b</a>", '<a href="{0}">b</a>', "<a href={0}>b</a><a href=/x>",
        "<p style='background: url({0})'>"],
    "a.css": ["a {{ background: url({0}) }}", "a {{ background: url('{0}') }}", '@import "{0}";'],
    "a.xml": ["<feed><link href='{0}'/></feed>", "<urlset><url><loc>{0}</loc></url></urlset>"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text"), [(path, text) for path, texts in SYNTAXES.items() for text in texts]
)
def test_a_redirect_target_is_one_url_in_every_syntax(path: str, text: str) -> None:
    """It is written literally, or refused where it may need escaping: in front matter, and an & in XML."""
    old = "http://h.example/page"
    refused = {"---": "!$,;", "+++": "!$,;", '{{"': ascii_letters, "<fe": "&", "<ur": "&"}.get(text[:3], "")
    before = text.format(old)
    for part in PARTS:
        new = in_any_syntax(URL(f"http://h.example{part}").href)
        edits = [
            Edit(number, match.start() + 1, old, new)
            for number, line in enumerate(before.split("\n"), 1)
            for match in re.finditer(old, line)
        ]
        assert reads_as_meant(path, before, edits) != bool(set(refused) & set(new)), new
        assert edited(before, edits) == text.format(new)


def test_a_correction_that_would_be_parsed_differently_is_refused_and_reported() -> None:
    """All other edits of the file are made."""
    text = "[a](/abuot/) [b](/blgo/)\n"
    wanted = Edits(
        text, [Edit(1, 5, "/abuot/", "/x) ![i](//evil.example/"), Edit(1, 18, "/blgo/", "/blog/")], []
    )
    done = correct("a.md", text.encode(), wanted)
    assert done.data == b"[a](/abuot/) [b](/blog/)\n"
    assert done.refused == [
        "a.md:1:5: not corrected: /x) ![i](//evil.example/ would not be parsed as intended"
    ]


@pytest.mark.parametrize(
    ("path", "encoding", "head"),
    [
        ("a.html", "utf-16", ""),
        ("a.html", "cp932", "<meta charset=shift_jis>"),
        ("a.html", "cp1251", "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>"),
        ("a.css", "euc_jp", '@charset "euc-jp"; '),
        ("a.xml", "koi8-r", "<?xml version='1.0' encoding='koi8-r'?>"),
    ],
)
def test_a_file_is_corrected_in_its_declared_encoding(path: str, encoding: str, head: str) -> None:
    link = {
        "css": "/* Я */ a {{ background: url({0}) }}",
        "xml": "<feed><title>Я</title><link href='{0}'/></feed>",
    }
    text = head + link.get(path[2:], "Я <a href='{0}'>x</a>")
    data = text.format("/abuot/").encode(encoding)
    checked = decode(data, path)
    edits = [Edit(1, checked.index("/abuot/") + 1, "/abuot/", "/about/")]
    assert correct(path, data, Edits(checked, edits, [])).data == text.format("/about/").encode(encoding)


def test_a_file_that_would_change_elsewhere_is_not_corrected() -> None:
    """Malformed bytes cannot be encoded again unchanged."""
    data = b"<meta charset=shift_jis>\x81 <a href='/abuot/'>x</a>"
    checked = decode(data, "a.html")
    done = correct(
        "a.html", data, Edits(checked, [Edit(1, checked.index("/abuot/") + 1, "/abuot/", "/about/")], [])
    )
    assert (done.data, done.made) == (data, [])
    assert done.refused == [
        "a.html: not corrected: the file cannot be encoded as Shift_JIS without other changes"
    ]
