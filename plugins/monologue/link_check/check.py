"""Check the links of a site: resolve each link to its target and apply the rules.

The result is data; ``locate.origin`` finds the place of each fault in the author's files.
"""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from ..core.diagnostic import in_one_line
from ..core.rule import Scope
from .guard import RULE as CHECK_FAILED
from .guard import guarded
from .model import WHOLE, Document, Fault, Finding, Link, Role, Target, Use
from .patterns import any_of
from .resolve import Bases, Resolver
from .rules.registry import ONLINE, RULES, LinkRule
from .settings import Settings
from .site import Site

Found = tuple[str, Finding] | None
"""A rule's id and its finding."""


def check(site: Site, settings: Settings) -> Iterator[Fault]:
    """Yield every fault of a site, ordered by the paths of the documents."""
    judge = Judge(site, settings)
    for path in sorted(site.documents):
        yield from judge.faults_of(site.documents[path])


def severity_of(rule: str, settings: Settings) -> str:
    """Return the severity of a rule on this site."""
    return settings.severity.get(rule, RULES[rule].severity)


class Judged(NamedTuple):
    """The result for a link that does not depend on its document."""

    use: Use
    found: Found
    """The finding of the first rule of the scope ``link`` that has one."""
    rules: tuple[LinkRule, ...]
    """The rules of the scope ``document`` that come before it and have not been applied yet."""


class Judge:
    """Checks the links of one site. A link that occurs in many documents is checked once."""

    def __init__(self, site: Site, settings: Settings) -> None:
        self._site = site
        self._settings = settings
        self._resolve = Resolver(site.root).resolve
        # Computed once, because it is needed for every rule and link.
        self._rules = {
            (kind, plain): tuple(
                (rule, rule.check if rule.scope is Scope.LINK else None)
                for rule in rules
                if not (plain and rule.odd)
            )
            for kind, rules in rules_in_use(settings, idle_rules(site)).items()
            for plain in (False, True)
        }
        self._defines = site.defines
        self._ignored = any_of(settings.ignore).fullmatch
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
        """Yield the targets on other sites without an error."""
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
            yield Fault(rule, severity_of(rule, self._settings), finding, document.path, link, nth)

    def _found_in_whole(self, document: Document) -> Found:
        if document.failure:
            return self._reported(CHECK_FAILED, document.failure, "")
        rules = tuple(rule for rule, _ in self._rules["document", False])
        judged = Judged(Use(WHOLE, Target("document")), None, rules)
        return self._found(judged, WHOLE, document)

    def _found(self, judged: Judged, link: Link, document: Document) -> Found:
        """Return the first finding for a link in this document."""
        if not judged.rules:
            return judged.found
        return (
            self._first_finding(judged.rules, judged.use._replace(link=link, document=document))
            or judged.found
        )

    def _judge(self, link: Link, base: str) -> Judged | None:
        """Return the result for a link in any document; None if no rule needs to be applied to it again."""
        # No rule finds anything in such a link, as most are; so it need not be resolved.
        if link.role is not Role.MAP and not link.base and self._defines(link.href, base):
            return None
        return guarded(link.href, self._of_link, self._failed, link, base)

    def _of_link(self, link: Link, base: str) -> Judged | None:
        site, target = self._site, self._resolve(link, base)
        use, here = Use(link, target, base), []
        for rule, check in self._rules[target.kind, target.plain]:
            if check is None:
                here.append(rule)
            elif finding := check(use, site):
                return Judged(use, self._reported(rule.id, finding, link.href), tuple(here))
        return Judged(use, None, tuple(here)) if here else None

    def _failed(self, why: Finding, link: Link, base: str) -> Judged:
        return Judged(Use(link, Target("invalid"), base), self._reported(CHECK_FAILED, why, link.href), ())

    def _first_finding(self, rules: tuple[LinkRule, ...], use: Use) -> Found:
        """Return the finding of the first rule that has one."""
        href = use.link.href

        def find() -> Found:
            found = ((rule.id, rule.check(use, self._site)) for rule in rules)
            return next((self._reported(id, finding, href) for id, finding in found if finding), None)

        return guarded(href, find, lambda why: self._reported(CHECK_FAILED, why, href))

    def _reported(self, rule: str, finding: Finding, href: str) -> Found:
        """Return a finding in the form in which it is reported; None if it is ignored or off."""
        if self._ignored(href) or severity_of(rule, self._settings) == "off":
            return None
        message, hint, replacement = finding
        return rule, Finding(
            in_one_line(message), in_one_line(hint), replacement
        )  # a URL may contain millions of characters


def _is_own(link: Link, document: Document) -> bool:
    """Tell whether a link leads to an existing fragment of its own document, so that no rule is needed."""
    return link.role is Role.FOLLOW and not link.base and link.href[1:] in (document.fragments or ())


def external_urls(site: Site, settings: Settings) -> dict[str, set[str]]:
    """Return every external URL to request, with its linked fragments.

    Ignored links, links to which a browser only connects, and links with an error in
    their syntax are left out.
    """
    judge = Judge(site, settings)
    urls: dict[str, set[str]] = {}
    for path in sorted(site.documents):
        for target in judge.sound_externals(site.documents[path]):
            url, _, fragment = target.url.partition("#")
            urls.setdefault(url, set()).add(fragment)
    return urls


def idle_rules(site: Site) -> frozenset[str]:
    """Return the rules that cannot find anything: the check is offline, or the site has no such document."""
    idle = {"draft-target": site.drafts, "hidden-target": site.hidden}
    return frozenset(rule for rule, documents in idle.items() if not documents) | (
        frozenset() if site.online else ONLINE
    )


def rules_in_use(settings: Settings, idle: Container[str] = ()) -> Mapping[str, tuple[LinkRule, ...]]:
    """Return the rules that are neither off nor ``idle``, by the kind of target they apply to."""
    kinds = {kind for rule in RULES.values() for kind in rule.kinds}
    on = [rule for id, rule in RULES.items() if id not in idle and severity_of(id, settings) != "off"]
    return {kind: tuple(rule for rule in on if kind in rule.kinds) for kind in kinds}
