"""The registry of rules, in the order in which they are applied.

A rule is a function that takes one use of a link and returns a finding or None. The name of the function
in kebab-case is the id of the rule; its docstring is the documentation, in four paragraphs: what it finds,
why that is bad, an example, what to write instead. The first rule with a finding reports the link.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...core import rule as core
from ..model import Finding, Scope, Use
from ..site import Site
from . import internal, online, written


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and when it applies."""

    check: Callable[[Use, Site], Finding | None]
    severity: str
    """The default severity of a finding: ``error``, ``warning`` or ``off``."""
    kinds: tuple[str, ...]
    """The kinds of ``Target`` it applies to."""
    scope: Scope = Scope.LINK
    """What its finding depends on, which decides how long the finding is cached."""

    @property
    def id(self) -> str:
        """The name of the rule in settings and reports."""
        return self.check.__name__.replace("_", "-")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The documentation: what the rule finds, why that is bad, an example, and what to write instead."""
        text = (self.check.__doc__ or "").replace("``", "`")
        return tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


DOCUMENT = Scope.DOCUMENT
WEB = ("external", "internal", "invalid")
OWN = ("internal",)
OTHER = ("external",)
RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(internal.malformed_document, "error", ("document",), DOCUMENT),
        Rule(internal.leftover_intrasite, "error", ("intrasite",)),
        Rule(internal.empty_link, "warning", ("empty",), DOCUMENT),
        Rule(written.doubled_scheme, "error", WEB),
        Rule(written.bad_url, "error", WEB),
        Rule(written.run_together, "error", OTHER),
        Rule(internal.leftover_shortcode, "error", WEB),
        Rule(internal.missing_scheme, "error", OWN),
        Rule(internal.leaves_site, "error", OTHER),
        Rule(internal.broken_target, "error", OWN),
        Rule(internal.broken_map, "error", ("map",), DOCUMENT),
        Rule(internal.broken_fragment, "error", OWN),
        Rule(internal.draft_target, "warning", OWN, DOCUMENT),
        Rule(internal.hidden_target, "off", OWN, DOCUMENT),
        Rule(internal.missing_slash, "off", OWN),
        Rule(internal.missing_extension, "off", OWN),
        Rule(written.bad_mailto, "error", ("mailto",)),
        Rule(written.mailto_domain, "warning", ("mailto",)),
        Rule(written.bad_tel, "error", ("tel",)),
        Rule(written.url_credentials, "error", OTHER),
        Rule(written.local_address, "error", ("external", "scheme")),
        Rule(online.check_failed, "error", OTHER),
        Rule(online.broken_external, "error", OTHER),
        Rule(online.bad_certificate, "error", OTHER),
        Rule(online.redirect_loop, "error", OTHER),
        Rule(written.misspelt_scheme, "error", ("scheme",)),
        Rule(written.unknown_scheme, "warning", ("scheme",)),
        Rule(written.javascript_link, "off", ("scheme",)),
        Rule(written.data_document, "warning", ("scheme",)),
        Rule(written.trailing_punctuation, "warning", OTHER),
        Rule(written.insecure_resource, "warning", OTHER),
        Rule(written.opens_with_handle, "warning", OTHER),
        Rule(online.newly_broken, "warning", OTHER),
        Rule(online.soft_404, "warning", OTHER),
        Rule(online.external_fragment, "warning", OTHER),
        Rule(online.moved_external, "warning", OTHER),
        Rule(online.plain_http, "warning", OTHER),
        Rule(online.private_address, "warning", OTHER),
        Rule(online.unknown_external, "warning", OTHER),
        Rule(online.blocked_external, "off", OTHER),
    )
}
ONLINE = frozenset(rule.id for rule in RULES.values() if rule.check.__module__ == online.__name__)
"""The rules for the responses of other sites; they find nothing in an offline check."""


def documented() -> Iterator[core.Rule]:
    """Yield the documentation of each rule."""
    for rule in RULES.values():
        summary, why, example, instead = rule.paragraphs
        instead = instead.removeprefix("Use instead: ")
        yield core.Rule(rule.id, rule.severity, summary, why, example, part="link_check", instead=instead)
