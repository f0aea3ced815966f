"""The registry of rules, in the order in which they are applied.

A rule is a function that takes one use of a link and returns a finding or None. The name of the function
in kebab-case is the id of the rule. Its docstring is the documentation, in paragraphs: what it finds, why
that is bad, an example, what to write instead, and what ``--fix`` does, if anything. The first rule with a
finding reports the link.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ...core.rule import Rule, Scope, by_id
from ..model import Finding, Use
from ..site import Site
from . import internal, online, written

Check = Callable[[Use, Site], Finding | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule(Rule):
    """A rule for links and the function that applies it."""

    check: Check
    kinds: tuple[str, ...]
    """The kinds of ``Target`` it applies to."""
    odd: bool
    """Whether it finds something only in links that are not ``plain`` (see ``Target``)."""


def _rule(
    check: Check, severity: str, kinds: tuple[str, ...], scope: Scope = Scope.LINK, *, odd: bool = False
) -> LinkRule:
    """Return the rule that a function and its docstring define."""
    return LinkRule(
        check.__name__.replace("_", "-"),
        *_paragraphs(check.__doc__ or ""),
        severity=severity,
        scope=scope,
        part="link_check",
        check=check,
        kinds=kinds,
        odd=odd,
    )


def _paragraphs(docstring: str) -> tuple[str, str, str, str, str]:
    """Return the documentation in a docstring; empty if Python runs without docstrings (``-OO``)."""
    texts = [" ".join(text.split()).replace("``", "`") for text in docstring.split("\n\n")]
    what, why, example, instead, fix = [*texts, "", "", "", ""][:5]
    return (
        what,
        why,
        example.removeprefix("Example: "),
        instead.removeprefix("Use instead: "),
        fix.removeprefix("Fix safety: "),
    )


DOCUMENT = Scope.DOCUMENT
WEB = ("external", "internal", "invalid")
OWN = ("internal",)
OTHER = ("external",)
RULES = by_id(
    _rule(internal.malformed_document, "error", ("document",), DOCUMENT),
    _rule(internal.leftover_intrasite, "error", ("intrasite",)),
    _rule(internal.empty_link, "warning", ("empty",), DOCUMENT),
    _rule(written.doubled_scheme, "error", WEB, odd=True),
    _rule(written.bad_url, "error", WEB, odd=True),
    _rule(written.run_together, "error", OTHER, odd=True),
    _rule(internal.leftover_shortcode, "error", WEB, odd=True),
    _rule(internal.missing_scheme, "error", OWN),
    _rule(internal.leaves_site, "error", OTHER, odd=True),
    _rule(internal.broken_target, "error", OWN),
    _rule(internal.broken_map, "error", ("map",), DOCUMENT),
    _rule(internal.broken_fragment, "error", OWN),
    _rule(internal.draft_target, "warning", OWN, DOCUMENT),
    _rule(internal.hidden_target, "off", OWN, DOCUMENT),
    _rule(internal.missing_slash, "off", OWN),
    _rule(internal.missing_extension, "off", OWN),
    _rule(written.bad_mailto, "error", ("mailto",)),
    _rule(written.mailto_domain, "warning", ("mailto",)),
    _rule(written.bad_tel, "error", ("tel",)),
    _rule(written.url_credentials, "error", OTHER, odd=True),
    _rule(written.local_address, "error", ("external", "scheme")),
    _rule(online.check_failed, "error", OTHER),
    _rule(online.broken_external, "error", OTHER),
    _rule(online.bad_certificate, "error", OTHER),
    _rule(online.redirect_loop, "error", OTHER),
    _rule(written.misspelt_scheme, "error", ("scheme",)),
    _rule(written.unknown_scheme, "warning", ("scheme",)),
    _rule(written.javascript_link, "off", ("scheme",)),
    _rule(written.data_document, "warning", ("scheme",)),
    _rule(written.trailing_punctuation, "warning", OTHER, odd=True),
    _rule(written.insecure_resource, "warning", OTHER),
    _rule(written.opens_with_handle, "warning", OTHER),
    _rule(online.newly_broken, "warning", OTHER),
    _rule(online.soft_404, "warning", OTHER),
    _rule(online.external_fragment, "warning", OTHER),
    _rule(online.moved_external, "warning", OTHER),
    _rule(online.plain_http, "warning", OTHER),
    _rule(online.private_address, "warning", OTHER),
    _rule(online.unknown_external, "warning", OTHER),
    _rule(online.blocked_external, "off", OTHER),
)
ONLINE = frozenset(rule.id for rule in RULES.values() if rule.check.__module__ == online.__name__)
"""The rules for the responses of other sites; they find nothing in an offline check."""
