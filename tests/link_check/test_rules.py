"""The rule that reports each link, depending on its syntax and on the site."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from monologue.link_check.check import check
from monologue.link_check.extract.documents import read
from monologue.link_check.model import Fault
from monologue.link_check.settings import Settings
from monologue.link_check.site import Site

LINES = (Path(__file__).parent / "cases/rules.txt").read_text(encoding="utf-8").splitlines()
CASES = [re.split(r"  +", line) for line in LINES if line and not line.startswith("# ")]

HERE = "notes/here/index.html"
FILES = {
    HERE: '<h1 id="one"></h1><h2 id="café"></h2><h2 id="100%"></h2><map name="plan"></map>',
    "index.html": "",
    "blog/index.html": "",
    "about.html": "",
    "draft/index.html": "",
    "hidden/index.html": "",
    "a#b?.html": "",
    "50%.html": "",
}


def faults_of(html: str, url: str = "https://example.org", **settings: object) -> list[Fault]:
    """Return the faults of the page HERE with ``html`` in it."""
    files = FILES | {HERE: FILES[HERE] + html}
    site = Site(
        url,
        frozenset({*files, "pic.png"}),
        {path: read(path, text) for path, text in files.items()},
        drafts=frozenset({"draft/index.html"}),
        hidden=frozenset({"hidden/index.html"}),
    )
    return list(check(site, Settings(**settings)))  # type: ignore[arg-type]


def rules_of(faults: Iterable[Fault]) -> str:
    return " ".join(fault.rule for fault in faults) or "ok"


def a(href: str) -> str:
    return f'<a href="{href.replace("&", "&amp;")}">x</a>'


@pytest.mark.parametrize(("href", "rule"), CASES)
def test_each_link_is_reported_by_the_expected_rule(href: str, rule: str) -> None:
    assert rules_of(faults_of(a(href))) == rule


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<img src="/pic.png" usemap="#plan">', "ok"),
        ('<img src="/pic.png" usemap="#plam">', "broken-map"),
        ('<a href="">x</a>', "empty-link"),
        ('<img src="" alt="">', "empty-link"),
        ('<script src="http://example.com/x.js"></script>', "insecure-resource"),
        ('<a href="http://example.com/">x</a>', "ok"),
        ('<a href="https://example.com/" target="_blank">x</a>', "opens-with-handle"),
        ('<a href="https://example.com/" target="_blank" rel="me NOOPENER">x</a>', "ok"),
        ('<a href="/blog/" target="_blank">x</a>', "ok"),
        ('<link rel="preconnect" href="https://example.com">', "ok"),
        ('<link rel="dns-prefetch" href="/nowhere">', "ok"),
        ('<link rel="canonical" href="/nowhere">', "broken-target"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "ok"),
    ],
)
def test_the_rule_depends_on_the_element_of_the_link(html: str, rule: str) -> None:
    assert rules_of(faults_of(html)) == rule


@pytest.mark.parametrize(
    ("href", "rule"),
    [
        ("/project/blog/", "ok"),
        ("../../blog/", "ok"),
        ("https://me.github.io/project/blog/", "ok"),
        ("https://me.github.io/other/", "ok"),
        ("/blog/", "leaves-site"),
        ("../../../blog/", "leaves-site"),
        ("/project/nowhere/", "broken-target"),
        ("https://me.github.io/projectile/", "ok"),
    ],
)
def test_a_link_can_point_outside_a_site_that_is_published_under_a_path(href: str, rule: str) -> None:
    assert rules_of(faults_of(a(href), "https://me.github.io/project/")) == rule


@pytest.mark.parametrize(
    ("rule", "href"),
    [
        ("missing-slash", "/blog"),
        ("missing-extension", "/about"),
        ("hidden-target", "/hidden/"),
        ("javascript-link", "javascript:void(0)"),
    ],
)
def test_a_rule_that_is_off_by_default_can_be_switched_on(rule: str, href: str) -> None:
    assert faults_of(a(href)) == []
    (fault,) = faults_of(a(href), severity={rule: "error"})
    assert (fault.rule, fault.severity) == (rule, "error")


def test_a_rule_can_be_switched_off() -> None:
    assert faults_of(a("/nowhere/"), severity={"broken-target": "off"}) == []


def test_a_draft_may_link_to_a_draft() -> None:
    files = {"draft/index.html": '<a href="/other/">x</a>', "other/index.html": ""}
    documents = {path: read(path, text) for path, text in files.items()}
    site = Site("", frozenset(files), documents, drafts=frozenset(files))
    assert list(check(site, Settings())) == []


def test_a_hint_contains_the_intended_target() -> None:
    hints = [
        fault.finding.hint for fault in faults_of(a("/blgo/") + a("/notes/hree/") + a("#cafe") + a("#zzzz"))
    ]
    assert hints == ["did you mean /blog/?", "did you mean /notes/here/?", "did you mean #café?", ""]
    hints = [fault.finding.hint for fault in faults_of(a("//blog/") + a("/about/") + a("https;//x.org"))]
    assert hints == ["did you mean /blog/?", "did you mean /about.html?", "did you mean https://x.org?"]


@pytest.mark.parametrize(
    "html", [f'<p data-link-check="ignore">{a("/x")}</p>', '<a href="/x" data-link-check="ignore">x</a>']
)
def test_an_attribute_on_or_around_a_link_makes_it_ignored(html: str) -> None:
    assert faults_of(html) == []


@pytest.mark.parametrize(
    ("pattern", "ignored"),
    [("/no*", True), ("*where/", True), ("/nowhere/", True), ("/nowhere", False), ("/n.where/", False)],
)
def test_a_pattern_matches_the_whole_link_and_only_the_star_is_special(pattern: str, ignored: bool) -> None:
    assert (faults_of(a("/nowhere/"), ignore=(pattern,)) == []) is ignored


def test_a_feed_that_is_not_well_formed_is_reported() -> None:
    site = Site("", frozenset({"feed.xml"}), {"feed.xml": read("feed.xml", "<feed><entry></feed>")})
    assert rules_of(check(site, Settings())) == "malformed-document"


def test_a_message_is_one_short_line_whatever_the_link_contains() -> None:
    """A link may contain line ends, terminal escape codes, bidirectional marks and megabytes of text."""
    (fault,) = faults_of(a("/a\n\x1b[31m\u202e" + "x" * 5000))
    assert fault.finding.message.isprintable()
    assert len(fault.finding.message) < 400
