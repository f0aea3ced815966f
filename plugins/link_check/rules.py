"""What is judged. A rule is a function from one use of a link to what is wrong with it.

Its name in kebab-case is its id, its docstring is its documentation: what it
finds, and why that is bad. Of the rules that apply to a link, the first one
that finds something speaks; ``RULES`` has them in that order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from . import urls
from .mailto import MailtoError, near_provider, parse_mailto
from .model import Document, Finding, Link, Role, Target
from .site import Site, fragment_hint
from .tel import fault_of_tel


class Use(NamedTuple):
    """One link, what it resolves to, and the document that it stands in."""

    link: Link
    target: Target
    document: Document


# Links of this site


def malformed_document(use: Use, site: Site) -> Finding | None:
    """A feed or sitemap is not well-formed XML, so that no program reads it, and its links go unchecked."""
    return Finding(f"this is not well-formed XML: {use.document.fault}") if use.document.fault else None


def leftover_intrasite(use: Use, site: Site) -> Finding | None:
    """Pelican did not find what ``{filename}`` or ``{static}`` names, and left it as it is.

    A browser asks for a file of that very name. Example: ``{filename}/blog/old-name.md``.
    """
    href, kind = unquote(use.link.href), use.target.scheme
    if kind not in INTRASITE:
        return Finding(
            f"{{{kind}}} is not one of Pelican's links", f"there are {', '.join(sorted(INTRASITE))}"
        )
    return Finding(f"{href} names no source", site.source_hint(use.document.path, href))


INTRASITE = frozenset({"filename", "static", "attach", "category", "tag", "author", "index"})


def missing_scheme(use: Use, site: Site) -> Finding | None:
    """An address without ``https://`` in front is read as a file of this site.

    Example: ``www.example.com``, ``http//example.com``, ``me@example.com``.
    """
    href = use.link.href
    meant = "" if site.find(use.target.path) else urls.with_scheme(href)
    if not meant:
        return None
    return Finding(f"{href} has no scheme, and is read as a file of this site", f"did you mean {meant}?")


def leaves_site(use: Use, site: Site) -> Finding | None:
    """The site lives below a path of its host, and the link leads out of that path.

    Example: ``/blog/`` on ``https://user.github.io/project``.
    """
    if use.target.absolute:
        return None
    inside = site.prefix + use.link.href.lstrip("/")
    return Finding(
        f"{use.link.href} leaves the site, which begins at {site.prefix}", f"did you mean {inside}?"
    )


def broken_target(use: Use, site: Site) -> Finding | None:
    """Nothing was written at the address that the link names, so that readers see an error page.

    Upper and lower case count, as on most hosts. Example: ``/abuot/``.
    """
    path = use.target.path
    if use.link.role is Role.CONNECT or site.find(path):
        return None
    if path.rstrip("/") in site.folders:
        return Finding(f"/{path} has no index.html")
    return Finding(f"/{path} is not written", site.path_hint(path))


def missing_slash(use: Use, site: Site) -> Finding | None:
    """The address is that of a folder, without the slash at its end: each visit costs a redirect.

    Example: ``/blog`` for ``/blog/``.
    """
    path = use.target.path
    if site.file_at(path) or not site.redirected(path):
        return None
    return Finding(f"/{path} is redirected to /{path}/", f"write /{path}/")


def missing_extension(use: Use, site: Site) -> Finding | None:
    """The address lacks its ``.html``. Some hosts add it (GitHub Pages does), others answer "not found".

    Example: ``/about`` for ``/about.html``.
    """
    path = use.target.path
    if site.file_at(path) or site.redirected(path) or not site.extended(path):
        return None
    return Finding(f"/{path} needs a host that adds .html", f"write /{path}.html")


def draft_target(use: Use, site: Site) -> Finding | None:
    """A published document links to a draft, which is not deployed.

    A draft or hidden document may do so.
    """
    path = site.file_at(use.target.path)
    if path not in site.drafts or use.document.path in site.unlisted:
        return None
    return Finding(f"/{use.target.path} is a draft, and will not be published")


def hidden_target(use: Use, site: Site) -> Finding | None:
    """A document links to one with ``status: hidden``. Mostly that is how readers are meant to find it."""
    path = site.file_at(use.target.path)
    if path not in site.hidden or use.document.path in site.unlisted:
        return None
    return Finding(f"/{use.target.path} is hidden")


def broken_map(use: Use, site: Site) -> Finding | None:
    """The image's ``usemap`` names no ``map`` of the document."""
    name = use.target.fragment
    if use.link.role is not Role.MAP or name in use.document.maps:
        return None
    return Finding(f"no map of this document is named {name}")


def broken_fragment(use: Use, site: Site) -> Finding | None:
    """The document exists, but nothing in it has the linked ``id``: readers land at its top.

    Example: ``/about/#methodz``. Upper and lower case count.
    """
    fragment = use.target.fragment.partition(":~:")[0]
    role = use.link.role
    if not fragment or role is Role.NAME or role is Role.MAP or fragment.lower() == "top":
        return None
    document = site.documents.get(site.find(use.target.path) or "")
    if document is None or document.fragments is None or (role is Role.LOAD and "=" in fragment):
        return None
    if not {fragment, unquote(fragment)}.isdisjoint(document.fragments):
        return None
    return Finding(f"/{use.target.path} defines no #{unquote(fragment)}", fragment_hint(document, fragment))


def empty_link(use: Use, site: Site) -> Finding | None:
    """The address is empty, which means the document itself. Mostly it was forgotten."""
    return Finding(f"the {use.link.attribute} of this {use.link.element} is empty")


# Addresses of people


def bad_mailto(use: Use, site: Site) -> Finding | None:
    """A mail program cannot read the link, or would write to an address that cannot exist (RFC 6068).

    Example: ``mailto:me@example..org``, ``mailto://me@example.org``, ``mailto:``.
    """
    try:
        parse_mailto(use.target.url)
    except MailtoError as error:
        return Finding(str(error))
    return None


def mailto_domain(use: Use, site: Site) -> Finding | None:
    """The domain is one letter away from that of a large mail provider, or has no dot.

    Example: ``mailto:me@gmial.com``.
    """
    for recipient in parse_mailto(use.target.url).recipients:
        local, _, domain = recipient.rpartition("@")
        if provider := near_provider(domain):
            return Finding(f"{recipient} looks misspelt", f"did you mean {local}@{provider}?")
        if "." not in domain and not domain.startswith("["):
            return Finding(f"{recipient} has a domain without a dot")
    return None


def bad_tel(use: Use, site: Site) -> Finding | None:
    """A telephone cannot dial the link (RFC 3966). Example: ``tel:call-me``."""
    fault = fault_of_tel(use.target.url)
    return Finding(fault) if fault else None


# Addresses elsewhere


def doubled_scheme(use: Use, site: Site) -> Finding | None:
    """The address begins twice. Example: ``http:https://example.org``."""
    meant = urls.without_doubled_scheme(use.link.href)
    return Finding(f"{use.link.href} begins twice", f"did you mean {meant}?") if meant else None


def bad_url(use: Use, site: Site) -> Finding | None:
    """A browser cannot read the address, or only by guessing (WHATWG URL).

    Example: ``https://exa mple.org``, ``https://example.org:99999``, ``https:/example.org``.
    """
    href = use.link.href
    if meant := urls.with_two_slashes(href):
        return Finding(f"{href} does not have two slashes", f"did you mean {meant}?")
    return Finding(f"{href} is no address that a browser can open") if use.target.kind == "invalid" else None


def run_together(use: Use, site: Site) -> Finding | None:
    """Two addresses stand in one link. Example: ``https://example.orghttps://example.com``."""
    parts = urls.run_together(use.link.href)
    return Finding(f"two addresses run together: {parts[0]} and {parts[1]}") if parts else None


def url_credentials(use: Use, site: Site) -> Finding | None:
    """The address holds a user name or password, for every reader to see.

    Example: ``https://me:secret@example.org``.
    """
    if not urls.user_of(use.target.url):
        return None
    return Finding("the address holds a user name or password", "remove what stands before the @")


def local_address(use: Use, site: Site) -> Finding | None:
    """Only the author's own machine or network can open the address.

    Example: ``http://localhost:8000/``, ``http://192.168.1.5/``, ``file:///home/me/x.html``.
    """
    scheme, url = use.target.scheme, use.target.url
    if scheme in ("file", "localhost") or len(scheme) == 1:
        return Finding(f"{use.link.href} is a place on the author's own machine")
    host = "" if use.target.kind == "scheme" else urls.private_host(url)
    return Finding(f"{host} can be reached from the author's own network alone") if host else None


def misspelt_scheme(use: Use, site: Site) -> Finding | None:
    """The scheme is a letter away from a known one. Example: ``htps://example.org``, ``mail-to:``."""
    scheme, _, rest = use.target.url.partition(":")
    if rest[:1].isdigit() and "." in scheme:
        return Finding(f"{use.link.href} has no scheme", f"did you mean https://{use.link.href}?")
    near = urls.near_scheme(scheme.lower())
    return Finding(f"{scheme}: is not a scheme", f"did you mean {near}:{rest}?") if near else None


def unknown_scheme(use: Use, site: Site) -> Finding | None:
    """The scheme is none that this check knows: perhaps a colon that was not meant as one."""
    scheme = use.target.scheme
    if scheme in urls.KNOWN_SCHEMES or scheme.startswith(("web+", "ext+", "x-", "ms-")):
        return None
    return Finding(f"{scheme}: is not a known scheme")


def javascript_link(use: Use, site: Site) -> Finding | None:
    """The link is a script. It does nothing without JavaScript, and a content security policy stops it."""
    return Finding("the link is a script, not an address") if use.target.scheme == "javascript" else None


def data_document(use: Use, site: Site) -> Finding | None:
    """The link leads to a ``data:`` document, which browsers refuse to open from a page."""
    if (
        use.target.scheme != "data"
        or use.link.role not in (Role.FOLLOW, Role.OPEN)
        or use.link.element == "image"
    ):
        return None
    return Finding("browsers refuse to open a data: document from a link")


def trailing_punctuation(use: Use, site: Site) -> Finding | None:
    """The address ends with what looks like the sentence's punctuation. Example: ``https://example.org/a,``."""
    last = urls.trailing_punctuation(use.link.href)
    return Finding(f"{use.link.href} ends with {last}", "move it out of the link") if last else None


def insecure_resource(use: Use, site: Site) -> Finding | None:
    """The site is served by https and loads this by http: browsers block it, or warn of it."""
    insecure = use.target.scheme == "http" and use.link.role is Role.LOAD and not site.url.startswith("http:")
    return Finding(f"{use.link.href} is loaded without encryption", "write https:") if insecure else None


def opens_with_handle(use: Use, site: Site) -> Finding | None:
    """The link opens a window that, in older browsers, can send this one elsewhere.

    Example: ``target="_blank"`` without ``rel="noopener"``.
    """
    if use.link.role is not Role.OPEN:
        return None
    return Finding("the new window can reach back into this one", 'add rel="noopener"')


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


WEB = ("external", "internal", "invalid")
OWN = ("internal",)
RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(malformed_document, "error", ("document",)),
        Rule(leftover_intrasite, "error", ("intrasite",)),
        Rule(empty_link, "warning", ("empty",)),
        Rule(doubled_scheme, "error", WEB),
        Rule(bad_url, "error", WEB),
        Rule(run_together, "error", ("external",)),
        Rule(missing_scheme, "error", OWN),
        Rule(leaves_site, "error", ("external",)),
        Rule(broken_target, "error", OWN),
        Rule(broken_map, "error", OWN),
        Rule(broken_fragment, "error", OWN),
        Rule(draft_target, "warning", OWN),
        Rule(hidden_target, "off", OWN),
        Rule(missing_slash, "off", OWN),
        Rule(missing_extension, "off", OWN),
        Rule(bad_mailto, "error", ("mailto",)),
        Rule(mailto_domain, "warning", ("mailto",)),
        Rule(bad_tel, "error", ("tel",)),
        Rule(url_credentials, "error", ("external",)),
        Rule(local_address, "error", ("external", "scheme")),
        Rule(misspelt_scheme, "error", ("scheme",)),
        Rule(unknown_scheme, "warning", ("scheme",)),
        Rule(javascript_link, "off", ("scheme",)),
        Rule(data_document, "warning", ("scheme",)),
        Rule(trailing_punctuation, "warning", ("external",)),
        Rule(insecure_resource, "warning", ("external",)),
        Rule(opens_with_handle, "warning", ("external",)),
    )
}


def rule_table() -> Iterator[tuple[str, str, str]]:
    """Yield each rule's id, its own severity, and the first sentence of its documentation."""
    for rule in RULES.values():
        first = " ".join((rule.check.__doc__ or "").split("\n\n")[0].split())
        yield rule.id, rule.severity, first
