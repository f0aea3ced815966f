"""What is judged. A rule is a function from one use of a link to what is wrong with it, or None.

Its name in kebab-case is its id, its docstring is its documentation, in three
paragraphs: what it finds, why that is bad, an example. Of the rules that apply to a link, the first one
that finds something speaks; ``RULES`` has them in that order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import rules_elsewhere as elsewhere
from . import rules_here as here
from . import rules_online as online
from .model import Finding, Use
from .site import Site


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its place in the registry."""

    check: Callable[[Use, Site], Finding | None]
    severity: str
    """What a finding is where the settings do not say otherwise: ``error``, ``warning`` or ``off``."""
    kinds: tuple[str, ...]
    """The kinds of ``Target`` it looks at."""

    @property
    def id(self) -> str:
        """The rule's name, as settings and reports write it."""
        return self.check.__name__.replace("_", "-")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its documentation: what it finds, why that is bad, and an example."""
        text = (self.check.__doc__ or "").replace("``", "`")
        return tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


WEB = ("external", "internal", "invalid")
OWN = ("internal",)
ASKED = ("external",)
"""What the online check asks for; without it, these rules have nothing to say."""
RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(here.malformed_document, "error", ("document",)),
        Rule(here.leftover_intrasite, "error", ("intrasite",)),
        Rule(here.empty_link, "warning", ("empty",)),
        Rule(elsewhere.doubled_scheme, "error", WEB),
        Rule(elsewhere.bad_url, "error", WEB),
        Rule(elsewhere.run_together, "error", ("external",)),
        Rule(here.leftover_shortcode, "error", WEB),
        Rule(here.missing_scheme, "error", OWN),
        Rule(here.leaves_site, "error", ("external",)),
        Rule(here.broken_target, "error", OWN),
        Rule(here.broken_map, "error", OWN),
        Rule(here.broken_fragment, "error", OWN),
        Rule(here.draft_target, "warning", OWN),
        Rule(here.hidden_target, "off", OWN),
        Rule(here.missing_slash, "off", OWN),
        Rule(here.missing_extension, "off", OWN),
        Rule(elsewhere.bad_mailto, "error", ("mailto",)),
        Rule(elsewhere.mailto_domain, "warning", ("mailto",)),
        Rule(elsewhere.bad_tel, "error", ("tel",)),
        Rule(elsewhere.url_credentials, "error", ("external",)),
        Rule(elsewhere.local_address, "error", ("external", "scheme")),
        Rule(online.broken_external, "error", ASKED),
        Rule(online.bad_certificate, "error", ASKED),
        Rule(online.redirect_loop, "error", ASKED),
        Rule(elsewhere.misspelt_scheme, "error", ("scheme",)),
        Rule(elsewhere.unknown_scheme, "warning", ("scheme",)),
        Rule(elsewhere.javascript_link, "off", ("scheme",)),
        Rule(elsewhere.data_document, "warning", ("scheme",)),
        Rule(elsewhere.trailing_punctuation, "warning", ("external",)),
        Rule(elsewhere.insecure_resource, "warning", ("external",)),
        Rule(elsewhere.opens_with_handle, "warning", ("external",)),
        Rule(online.newly_broken, "warning", ASKED),
        Rule(online.soft_404, "warning", ASKED),
        Rule(online.external_fragment, "warning", ASKED),
        Rule(online.moved_external, "warning", ASKED),
        Rule(online.private_address, "warning", ASKED),
        Rule(online.unknown_external, "warning", ASKED),
        Rule(online.blocked_external, "off", ASKED),
    )
}
ONLINE = frozenset(rule.id for rule in RULES.values() if rule.kinds is ASKED)
"""The rules for what other sites answer."""


def rule_table() -> Iterator[tuple[str, str, str]]:
    """Yield each rule's id, its own severity, and what it finds, with the example."""
    for rule in RULES.values():
        yield rule.id, rule.severity, f"{rule.paragraphs[0]} {rule.paragraphs[-1]}"
