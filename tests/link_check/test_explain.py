"""Every rule has documentation, and its example is a fault of that rule."""

import inspect
import re

import pytest
from monologue.link_check.check import check
from monologue.link_check.cli.command import run
from monologue.link_check.extract.documents import read
from monologue.link_check.online.model import Result, Verdict
from monologue.link_check.rules.registry import ONLINE, RULES, LinkRule
from monologue.link_check.settings import Settings
from monologue.link_check.site import Site

WRITTEN = {
    "index.html": "",
    "about/index.html": '<p id="methods">',
    "blog/index.html": "",
    "notes.html": "",
    "plan.png": "",
    "draft/index.html": "",
    "hidden/index.html": "",
}
ALL_ON = Settings(severity=dict.fromkeys(RULES, "warning"))


def test_a_rule_documents_the_safety_of_fix_exactly_if_its_findings_can_have_a_replacement() -> None:
    """A replacement is the third value of a ``Finding``, or a URL from a redirect."""
    sources = {rule.id: inspect.getsource(rule.check) for rule in RULES.values()}
    replace = re.compile(r"with_step|with_fragment|meant_source|_replaced")
    documented = {rule.id for rule in RULES.values() if rule.fix.startswith("Safe. ")}
    assert documented == {name for name, source in sources.items() if replace.search(source)}


def results(rule: str, html: str) -> dict[str, Result]:
    """Return the result of a request for the example, if the rule is an online rule."""
    if rule not in ONLINE:
        return {}
    url, _, fragment = re.search('"(.+)"', html)[1].partition("#")  # type: ignore[index]
    missing = {fragment: False} if fragment else {}
    return {url: Result(Verdict.BROKEN, rule, fragments=missing, young=rule == "newly-broken")}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_the_example_of_a_rule_is_reported_by_that_rule(rule: LinkRule) -> None:
    html = re.search("`([^`]+)`", rule.example)[1]  # type: ignore[index]
    example = "feed.xml" if html.startswith("<feed") else "example.html"
    texts = {**WRITTEN, example: html}
    site = Site(
        "https://user.github.io/project" if "project" in rule.example else "https://example.com",
        frozenset(texts),
        {path: read(path, text) for path, text in texts.items() if not path.endswith("png")},
        drafts=frozenset({"draft/index.html"}),
        hidden=frozenset({"hidden/index.html"}),
        online=results(rule.id, html),
    )
    assert [fault.rule for fault in check(site, ALL_ON)] == [rule.id]


def test_explain_prints_the_documentation_and_how_to_switch_the_rule_off(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--explain", "broken-fragment"]) == 0
    assert (
        capsys.readouterr().out
        == """broken-fragment: error

The document exists, but no element in it has the linked `id`.

The browser shows the top of the page instead of the linked section. An `id` is case-sensitive.

Example: `<a href="/about/#methodz">`.

Use instead: Write the `id` of an element of that document; the `id` of a heading is made from its \
words.

Fix safety: Safe. `--fix` corrects only an `id` that differs by one letter from exactly one existing `id`.

At one place: data-link-check="ignore" on its element or around it, or a comment `link-check: ignore` on its \
line or alone on the line before.
Everywhere: LINK_CHECK = {"severity": {"broken-fragment": "off"}}, or --severity broken-fragment=off.
"""
    )
