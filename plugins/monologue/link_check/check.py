"""The whole story: documents define paths and fragments, links use them; broken is used and not defined.

``read`` a document's links, ``resolve`` each to its target, ask the ``rules``.
The result is data; where in the author's files it belongs is for ``origin`` to say.
"""

from collections.abc import Container, Iterator, Mapping

from ..core.diagnostic import in_one_line
from .model import WHOLE, Document, Fault, Finding, Link, Role, Target, Use
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


class Judge:
    """Judges the links of one site; what is the same link in many documents, once."""

    def __init__(self, site: Site, settings: Settings) -> None:
        self._site = site
        self._settings = settings
        self._resolve = Resolver(site.root).resolve
        self._rules = rules_in_use(settings, () if site.online else ONLINE)
        self._ignored = settings.ignores().fullmatch
        self._seen: dict[tuple[object, Role, str, bool], Found] = {}

    def faults_of(self, document: Document) -> Iterator[Fault]:
        """Yield the faults of one document, in the order of its links."""
        seen, unlisted = self._seen, document.path in self._site.unlisted
        base_of = Bases(document.path).base_of
        if document.fault and (found := self._judge(WHOLE, "", document)):
            yield self._fault(found, document, WHOLE, -1)
        for nth, link in enumerate(document.links):
            if link.href[:1] == "#" and _is_own(link, document):
                continue
            base = base_of(link)
            key = (link.href or link, link.role, base, unlisted)  # all that a rule looks at
            try:
                found = seen[key]
            except KeyError:
                found = seen[key] = self._judge(link, base, document)
            if found:
                yield self._fault(found, document, link, nth)

    def sound_externals(self, document: Document) -> Iterator[Target]:
        """Yield the targets on other sites that no error is found in."""
        wrong = {fault.nth for fault in self.faults_of(document) if fault.severity == "error"}
        base_of = Bases(document.path).base_of
        for nth, link in enumerate(document.links):
            if nth not in wrong and link.role is not Role.CONNECT and not self._ignored(link.href):
                target = self._resolve(link, base_of(link))
                if target.kind == "external":
                    yield target

    def _fault(self, found: tuple[str, Finding], document: Document, link: Link, nth: int) -> Fault:
        rule, (message, hint, replacement) = found
        said = Finding(in_one_line(message), in_one_line(hint), replacement)  # an address may have millions
        return Fault(rule, self._settings.severity_of(rule), said, document.path, link, nth)

    def _judge(self, link: Link, base: str, document: Document) -> Found:
        """Return the first rule that finds something and what it found, or None."""
        target = Target("document") if link is WHOLE else self._resolve(link, base)
        use = Use(link, target, document)
        for rule in self._rules[target.kind]:
            if finding := rule.check(use, self._site):
                return None if self._ignored(link.href) else (rule.id, finding)
        return None


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


def rules_in_use(settings: Settings, idle: Container[str] = ()) -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules that are neither off nor ``idle``, by the kind of target they look at."""
    kinds = {kind for rule in RULES.values() for kind in rule.kinds}
    on = [rule for id, rule in RULES.items() if id not in idle and settings.severity_of(id) != "off"]
    return {kind: tuple(rule for rule in on if kind in rule.kinds) for kind in kinds}
