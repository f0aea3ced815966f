"""A failure of the check affects one link or document; it is reported, and all else is checked."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Builder
from monologue.link_check.check import check
from monologue.link_check.cli.command import run
from monologue.link_check.extract.documents import read
from monologue.link_check.locate.strategies import locate
from monologue.link_check.model import Document, Fault, Link, Role, Use
from monologue.link_check.resolve import Bases, Resolver
from monologue.link_check.rules.registry import RULES
from monologue.link_check.settings import Settings
from monologue.link_check.site import Site

HREFS = (Path(__file__).parent / "cases/hrefs.txt").read_text(encoding="utf-8").splitlines()[1:]
ROLES = tuple(Role)
LINKS = tuple(
    Link("a", "href", href.replace(r"\ud800", "\ud800"), role) for href in ["", *HREFS] for role in ROLES
)
REPORT_IT = "this is a bug in link_check, not in the site: please report this line"


def site_of(links: tuple[Link, ...], *documents: Document) -> Site:
    page = Document("notes/a.html", links, frozenset())
    return Site("https://example.org", frozenset({page.path}), {page.path: page})


def rules_by_link(severity: dict[str, str]) -> dict[int, str]:
    """Return the rule that reports each link, by its index; all rules are on."""
    on = dict.fromkeys(RULES, "warning")
    return {fault.nth: fault.rule for fault in check(site_of(LINKS), Settings(severity=on | severity))}


def test_no_rule_depends_on_another_rule() -> None:
    """Each rule is switched off in turn: nothing raises, and links of other rules have the same findings."""
    before = rules_by_link({})
    assert "check-failed" not in before.values()
    for rule in RULES:
        after = rules_by_link({rule: "off"})
        assert not {"check-failed", rule} & set(after.values()), rule
        others = {nth: said for nth, said in before.items() if said != rule}
        assert after.items() >= others.items(), rule


def test_a_rule_of_the_scope_link_does_not_depend_on_the_document() -> None:
    site = site_of(LINKS)
    other = Document("b.html", maps=frozenset({"x"}), fragments=frozenset({"x"}), fault="broken")
    for link in LINKS:
        base = Bases("notes/a.html").base_of(link)
        use = Use(link, Resolver(site.root).resolve(link, base), base)
        for rule in RULES.values():
            if rule.scope == "link" and use.target.kind in rule.kinds:
                assert rule.check(use, site) == rule.check(use._replace(document=other), site), rule.id


def test_an_image_map_of_one_document_does_not_count_for_another() -> None:
    """Regression: an image map missing in one of two documents was reported depending on their order."""
    text = '<img src="/p.png" usemap="/x#plan">'
    with_map = read("x.html", text + '<map name="plan"></map>')
    for name in ("a.html", "z.html"):
        site = Site("", frozenset({"p.png"}), {"x.html": with_map, name: read(name, text)})
        assert [(fault.document, fault.rule) for fault in check(site, Settings())] == [(name, "broken-map")]


def boom(*_: Any, **__: Any) -> Any:
    raise ValueError("a b")


def reported(run_: Callable[[], list[Fault]]) -> list[tuple[str, str, str]]:
    return [(fault.rule, fault.severity, fault.link.href) for fault in run_()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.html").write_text('<a href="/x/">x</a> <a href="http://x">x</a>', encoding="utf-8")
    (tmp_path / "b.html").write_text('<a href="/y/">y</a>', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str], status: int = 1, *arguments: str) -> list[str]:
    assert run([".", *arguments]) == status
    return capsys.readouterr().out.splitlines()


def test_a_rule_that_raises_affects_only_its_link(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(RULES, "local-address", replace(RULES["local-address"], check=boom))
    first, second, third = lines(capsys)
    assert first == "a.html:1:10: error[broken-target] /x/ does not exist on this site"
    assert second.startswith(
        "a.html:1:30: error[check-failed] the check failed on http://x: ValueError: a b ("
    )
    assert second.endswith(f"; {REPORT_IT})") or second.endswith(f"({REPORT_IT})")
    assert third == "b.html:1:10: error[broken-target] /y/ does not exist on this site"


def test_a_resolver_that_raises_affects_only_its_link(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resolve = Resolver.resolve
    monkeypatch.setattr(
        Resolver, "resolve", lambda *given: boom() if given[1].href == "/x/" else resolve(*given)
    )
    reported = lines(capsys)
    assert [line.partition(" the check")[0] for line in reported[:1]] == ["a.html:1:10: error[check-failed]"]
    assert len(reported) == 3


@pytest.mark.parametrize(
    "error", [ValueError("a b"), RecursionError("too deep"), KeyError("x"), AssertionError()]
)
def test_a_document_that_cannot_be_read_affects_only_itself(
    folder: Path, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def raising(path: str, text: str) -> Document:
        if path == "a.html":
            raise error
        return read(path, text)

    monkeypatch.setattr("monologue.link_check.extract.documents.read", raising)
    first, second = lines(capsys)
    assert first.startswith(f"a.html: error[check-failed] the check failed on a.html: {type(error).__name__}")
    assert second == "b.html:1:10: error[broken-target] /y/ does not exist on this site"


def test_a_fault_is_reported_even_if_the_search_for_its_place_raises(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "monologue.link_check.locate.diagnose.locate",
        lambda occurrence, origins: boom() if occurrence.href == "/x/" else locate(occurrence, origins),
    )
    reported = lines(capsys)
    assert reported[0] == "a.html: error[broken-target] /x/ does not exist on this site (seen in a.html)"
    assert reported[1].startswith("a.html: error[check-failed] the check failed on the source of /x/: ")
    assert len(reported) == 4


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_a_system_error_ends_the_run(
    folder: Path, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def raising(*_: object) -> None:
        raise error

    monkeypatch.setitem(RULES, "local-address", replace(RULES["local-address"], check=raising))
    if error is KeyboardInterrupt:
        assert run(["."]) == 130
        return
    with pytest.raises(SystemExit) as ending:
        run(["."])
    assert ending.value.code == 2
    with pytest.raises(error):
        run([".", "--debug"])


def test_a_link_that_the_check_fails_on_can_be_ignored(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(RULES, "local-address", replace(RULES["local-address"], check=boom))
    assert "check-failed" not in str(lines(capsys, 1, "--ignore", "http://x"))
    assert "check-failed" not in str(lines(capsys, 1, "--severity", "check-failed=off"))
    assert "warning[check-failed]" in str(lines(capsys, 1, "--severity", "check-failed=warning"))


def test_a_build_reports_a_failed_check_and_exits_with_1(build: Builder) -> None:
    plugin = """
from dataclasses import replace
from monologue.link_check.rules.registry import RULES

def boom(use, site):
    '''What.

    Why.

    Example.

    Use instead: that.
    '''
    raise ValueError("a b")

def register():
    RULES["broken-target"] = replace(RULES["broken-target"], check=boom)
"""
    files = {"../breaks.py": plugin, "pages/one.md": "Title: One\n\n[x](/x/) [y](http://gpu01/)\n"}
    settings = 'PLUGIN_PATHS.append(".")\nPLUGINS = ["monologue.link_check", "breaks"]\nTHEME = "simple"\n'
    site = build(files, settings + 'MENUITEMS = []\nFAIL_ON = "error"\n')
    assert [line.partition("] ")[0] for line in site.diagnostics if "one.md" in line] == [
        "content/pages/one.md:3:5: error[check-failed",
        "content/pages/one.md:3:14: error[local-address",
    ]
    assert site.status == 1


def test_a_content_that_cannot_be_marked_is_published_unchanged_and_reported(build: Builder) -> None:
    """Otherwise Pelican would silently omit the page."""
    plugin = """
import monologue.link_check.adapter.signals as adapter

def boom(html, url):
    raise ValueError("a b")

def register():
    adapter.mark_external = boom
"""
    files = {"../breaks.py": plugin, "pages/one.md": "Title: One\n\n[x](https://example.org/)\n"}
    settings = 'PLUGIN_PATHS.append(".")\nPLUGINS = ["monologue.link_check", "breaks"]\nTHEME = "simple"\n'
    site = build(files, settings + 'FAIL_ON = "error"\nLINK_CHECK = {"mark_external": True}\n')
    assert [line.partition(" the check")[0] for line in site.diagnostics] == [
        "content/pages/one.md: error[check-failed]"
    ]
    assert "https://example.org/" in site.read("pages/one.html")
    assert site.status == 1
