"""The whole story: documents define paths and fragments, links use them; broken is used and not defined.

``read`` a document's links, ``resolve`` each to its target, ask the ``rules``.
The result is data; where in the author's files it belongs is for ``origin`` to say.
"""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from ..core.diagnostic import in_one_line
from .guard import RULE as CHECK_FAILED
from .guard import guarded
from .model import WHOLE, Document, Fault, Finding, Link, Role, Scope, Target, Use
from .resolve import Bases, Resolver
from .rules import ONLINE, RULES, Rule
from .settings import Settings
from .site import Site

Found = tuple[str, Finding] | None
"""A rule's id and its finding."""


def check(site: Site, settings: Settings) -> Iterator[Fault]:
    """Yield every fault of a site, document by document in the order of their paths."""
    judge = Judge(site, settings)
    for path in sorted(site.documents):
        yield from judge.faults_of(site.documents[path])


class Judged(NamedTuple):
    """What is known of a link wherever on the site it stands."""

    use: Use
    found: Found
    """What the first rule of the scope ``link`` finds."""
    rules: tuple[Rule, ...]
    """The rules of the scope ``document`` that come before it, and are still to be asked."""


class Judge:
    """Judges the links of one site; what is the same link in many documents, once."""

    def __init__(self, site: Site, settings: Settings) -> None:
        self._site = site
        self._settings = settings
        self._resolve = Resolver(site.root).resolve
        # Looked up here, since it is needed for every rule and link.
        self._rules = {
            kind: tuple((rule, rule.check if rule.scope is Scope.LINK else None) for rule in rules)
            for kind, rules in rules_in_use(settings, idle_rules(site)).items()
        }
        self._ignored = settings.ignores().fullmatch
        self._seen: dict[tuple[str, Role, str], Judged | None] = {}

    def faults_of(self, document: Document) -> Iterator[Fault]:
        """Yield the faults of one document, in the order of its links."""
        seen = self._seen
        base_of = Bases(document.path).base_of
        if document.fault or document.failure:
            yield from self._fault(self._found_in_whole(document), document, WHOLE, -1)
        for nth, link in enumerate(document.links):
            if link.href[:1] == "#" and _is_own(link, document):
                continue
            base = base_of(link)
            key = (link.href, link.role, base)
            try:
                judged = seen[key]
            except KeyError:
                judged = seen[key] = self._judge(link, base)
            if judged:
                yield from self._fault(self._found(judged, link, document), document, link, nth)

    def sound_externals(self, document: Document) -> Iterator[Target]:
        """Yield the targets on other sites that no error is found in."""
        wrong = {fault.nth for fault in self.faults_of(document) if fault.severity == "error"}
        base_of = Bases(document.path).base_of
        for nth, link in enumerate(document.links):
            if nth not in wrong and link.role is not Role.CONNECT and not self._ignored(link.href):
                target = self._target_of(link, base_of(link))
                if target.kind == "external":
                    yield target

    def _target_of(self, link: Link, base: str) -> Target:
        return guarded(link.href, lambda: self._resolve(link, base), lambda why: Target("invalid"))

    def _fault(self, found: Found, document: Document, link: Link, nth: int) -> Iterator[Fault]:
        if found:
            rule, finding = found
            yield Fault(rule, self._settings.severity_of(rule), finding, document.path, link, nth)

    def _found_in_whole(self, document: Document) -> Found:
        if document.failure:
            return self._said(CHECK_FAILED, document.failure, "")
        rules = tuple(rule for rule, _ in self._rules["document"])
        judged = Judged(Use(WHOLE, Target("document")), None, rules)
        return self._found(judged, WHOLE, document)

    def _found(self, judged: Judged, link: Link, document: Document) -> Found:
        """Return what the first rule that finds something finds, in this document."""
        if not judged.rules:
            return judged.found
        return self._ask(judged.rules, judged.use._replace(link=link, document=document)) or judged.found

    def _judge(self, link: Link, base: str) -> Judged | None:
        """Return what is known of a link in every document; None if that is that nothing is wrong."""
        return guarded(link.href, self._of_link, self._failed, link, base)

    def _of_link(self, link: Link, base: str) -> Judged | None:
        use, here = Use(link, self._resolve(link, base), base), []
        site = self._site
        for rule, check in self._rules[use.target.kind]:
            if check is None:
                here.append(rule)
            elif finding := check(use, site):
                return Judged(use, self._said(rule.id, finding, link.href), tuple(here))
        return Judged(use, None, tuple(here)) if here else None

    def _failed(self, why: Finding, link: Link, base: str) -> Judged:
        return Judged(Use(link, Target("invalid"), base), self._said(CHECK_FAILED, why, link.href), ())

    def _ask(self, rules: tuple[Rule, ...], use: Use) -> Found:
        """Return what the first of some rules finds that finds something."""
        href = use.link.href

        def ask() -> Found:
            found = ((rule.id, rule.check(use, self._site)) for rule in rules)
            return next((self._said(id, finding, href) for id, finding in found if finding), None)

        return guarded(href, ask, lambda why: self._said(CHECK_FAILED, why, href))

    def _said(self, rule: str, finding: Finding, href: str) -> Found:
        """Return a finding as it is reported; None if the author does not want to hear of it."""
        if self._ignored(href) or self._settings.severity_of(rule) == "off":
            return None
        message, hint, replacement = finding
        return rule, Finding(
            in_one_line(message), in_one_line(hint), replacement
        )  # an address may have millions


def _is_own(link: Link, document: Document) -> bool:
    """Tell whether a reader of the document stays in it, at a place that there is: no rule needs to look."""
    return link.role is Role.FOLLOW and not link.base and link.href[1:] in (document.fragments or ())


def external_urls(site: Site, settings: Settings) -> dict[str, set[str]]:
    """Return every external URL worth asking for, each once, with the fragments that are linked of it.

    What is ignored, what a browser only connects to, and what is wrong as it is
    written is not asked for.
    """
    judge = Judge(site, settings)
    urls: dict[str, set[str]] = {}
    for path in sorted(site.documents):
        for target in judge.sound_externals(site.documents[path]):
            url, _, fragment = target.url.partition("#")
            urls.setdefault(url, set()).add(fragment)
    return urls


def idle_rules(site: Site) -> frozenset[str]:
    """Return the rules that have nothing to say of a site: nobody was asked, or it has no such document."""
    idle = {"draft-target": site.drafts, "hidden-target": site.hidden}
    return frozenset(rule for rule, documents in idle.items() if not documents) | (
        frozenset() if site.online else ONLINE
    )


def rules_in_use(settings: Settings, idle: Container[str] = ()) -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules that are neither off nor ``idle``, by the kind of target they look at."""
    kinds = {kind for rule in RULES.values() for kind in rule.kinds}
    on = [rule for id, rule in RULES.items() if id not in idle and settings.severity_of(id) != "off"]
    return {kind: tuple(rule for rule in on if kind in rule.kinds) for kind in kinds}
