"""What is judged. A rule is a function from one use of a link to what is wrong with it, or None.

Its name in kebab-case is its id, its docstring is its documentation, in four paragraphs: what it finds,
why that is bad, an example, what to write instead. Of the rules that apply to a link, the first one that
finds something reports it; ``RULES`` has them in that order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...core import rule as core
from ..model import Finding, Scope, Use
from ..site import Site
from . import internal as here
from . import online
from . import written as elsewhere


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its place in the registry."""

    check: Callable[[Use, Site], Finding | None]
    severity: str
    """What a finding is where the settings do not say otherwise: ``error``, ``warning`` or ``off``."""
    kinds: tuple[str, ...]
    """The kinds of ``Target`` it looks at."""
    scope: Scope = Scope.LINK
    """What its finding depends on; the cache of findings goes by it."""

    @property
    def id(self) -> str:
        """The rule's name, as settings and reports write it."""
        return self.check.__name__.replace("_", "-")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its documentation: what it finds, why that is bad, an example, and what to write instead."""
        text = (self.check.__doc__ or "").replace("``", "`")
        return tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


DOCUMENT = Scope.DOCUMENT
WEB = ("external", "internal", "invalid")
OWN = ("internal",)
OTHER = ("external",)
RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(here.malformed_document, "error", ("document",), DOCUMENT),
        Rule(here.leftover_intrasite, "error", ("intrasite",)),
        Rule(here.empty_link, "warning", ("empty",), DOCUMENT),
        Rule(elsewhere.doubled_scheme, "error", WEB),
        Rule(elsewhere.bad_url, "error", WEB),
        Rule(elsewhere.run_together, "error", OTHER),
        Rule(here.leftover_shortcode, "error", WEB),
        Rule(here.missing_scheme, "error", OWN),
        Rule(here.leaves_site, "error", OTHER),
        Rule(here.broken_target, "error", OWN),
        Rule(here.broken_map, "error", ("map",), DOCUMENT),
        Rule(here.broken_fragment, "error", OWN),
        Rule(here.draft_target, "warning", OWN, DOCUMENT),
        Rule(here.hidden_target, "off", OWN, DOCUMENT),
        Rule(here.missing_slash, "off", OWN),
        Rule(here.missing_extension, "off", OWN),
        Rule(elsewhere.bad_mailto, "error", ("mailto",)),
        Rule(elsewhere.mailto_domain, "warning", ("mailto",)),
        Rule(elsewhere.bad_tel, "error", ("tel",)),
        Rule(elsewhere.url_credentials, "error", OTHER),
        Rule(elsewhere.local_address, "error", ("external", "scheme")),
        Rule(online.check_failed, "error", OTHER),
        Rule(online.broken_external, "error", OTHER),
        Rule(online.bad_certificate, "error", OTHER),
        Rule(online.redirect_loop, "error", OTHER),
        Rule(elsewhere.misspelt_scheme, "error", ("scheme",)),
        Rule(elsewhere.unknown_scheme, "warning", ("scheme",)),
        Rule(elsewhere.javascript_link, "off", ("scheme",)),
        Rule(elsewhere.data_document, "warning", ("scheme",)),
        Rule(elsewhere.trailing_punctuation, "warning", OTHER),
        Rule(elsewhere.insecure_resource, "warning", OTHER),
        Rule(elsewhere.opens_with_handle, "warning", OTHER),
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
"""The rules for what other sites answer; if nobody was asked, they have nothing to say."""


def documented() -> Iterator[core.Rule]:
    """Yield the documentation of each rule."""
    for rule in RULES.values():
        summary, why, example, instead = rule.paragraphs
        instead = instead.removeprefix("Use instead: ")
        yield core.Rule(rule.id, rule.severity, summary, why, example, part="link_check", instead=instead)
