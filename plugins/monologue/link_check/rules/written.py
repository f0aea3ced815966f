"""The rules for links that leave the site, by how they are written: web addresses, mail, telephone."""

from ..model import Finding, Role, Use
from ..site import Site
from ..syntax import url as urls
from ..syntax.mailto import MailtoError, near_provider, parse_mailto
from ..syntax.tel import fault_of_tel


def doubled_scheme(use: Use, site: Site) -> Finding | None:
    """The address begins twice.

    A browser takes the second scheme for the name of a host, which it does not find.

    Example: ``<a href="http:https://example.org">``.

    Use instead: Write one scheme, ``https://example.org``.
    """
    meant = urls.without_doubled_scheme(use.link.href)
    return Finding(f"{use.link.href} begins twice", f"did you mean {meant}?") if meant else None


def bad_url(use: Use, site: Site) -> Finding | None:
    """A browser cannot read the address, or only by guessing (WHATWG URL).

    The link does nothing, or leads where nobody meant it to.

    Example: ``<a href="https://exa mple.org">``, and so ``https://example.org:99999``,
    ``https:/example.org``.

    Use instead: Copy the address from a browser's address bar; a space is written ``%20``.
    """
    href = use.link.href
    if meant := urls.with_two_slashes(href):
        if meant.endswith("://"):
            return Finding(f"{href} names no site")
        return Finding(f"{href} needs two slashes after the colon", f"did you mean {meant}?")
    if use.target.kind == "invalid":
        return Finding(f"{href} is not a valid URL: {urls.why_invalid(href)}")
    return None


def run_together(use: Use, site: Site) -> Finding | None:
    """Two addresses stand in one link.

    A browser asks for a host of both names, which does not exist.

    Example: ``<a href="https://example.orghttps://example.com">``.

    Use instead: Write two links.
    """
    parts = urls.run_together(use.link.href)
    return Finding(f"two addresses run together: {parts[0]} and {parts[1]}") if parts else None


def url_credentials(use: Use, site: Site) -> Finding | None:
    """The address holds a user name or password.

    Every reader can see it and use it.

    Example: ``<a href="https://me:secret@example.org">``.

    Use instead: Write the address without what stands before the ``@``, and change the password.
    """
    if not urls.user_of(use.target.url):
        return None
    return Finding("the address holds a user name or password", "remove what stands before the @")


def local_address(use: Use, site: Site) -> Finding | None:
    """Only the author's own machine or network can open the address.

    It works for the author alone, so nobody notices that it works for nobody else.

    Example: ``<a href="http://localhost:8000/">``, and so ``http://192.168.1.5/``,
    ``file:///home/me/x.html``.

    Use instead: Write the address under which the page is published, or write it as code if it is
    an example.
    """
    scheme, url = use.target.scheme, use.target.url
    if scheme in ("file", "localhost") or len(scheme) == 1:
        return Finding(f"{use.link.href} is a place on the author's own machine")
    host = "" if use.target.kind == "scheme" else urls.private_host(url)
    if not host:
        return None
    meant = use.link.href[1:] if use.link.href.startswith(f"//{host}") else ""
    hint = f"did you mean {meant}?" if meant and site.find(meant.partition("#")[0].lstrip("/")) else ""
    return Finding(f"{host} is not a public host name", hint)


def misspelt_scheme(use: Use, site: Site) -> Finding | None:
    """The scheme is a letter away from a known one.

    No program opens it.

    Example: ``<a href="htps://example.org">``, and so ``mail-to:me@example.org``.

    Use instead: Write the scheme that the message suggests.
    """
    scheme, _, rest = use.target.url.partition(":")
    if rest[:1].isdigit() and "." in scheme:
        return Finding(f"{use.link.href} has no scheme", f"did you mean https://{use.link.href}?")
    near = urls.near_scheme(scheme.lower())
    return Finding(f"{scheme}: is not a scheme", f"did you mean {near}:{rest}?") if near else None


def unknown_scheme(use: Use, site: Site) -> Finding | None:
    """The scheme is none that this check knows.

    Perhaps the colon was not meant as one, or only few readers have a program for it.

    Example: ``<a href="note:this">``.

    Use instead: Write a web address; if many readers have the program, switch the rule off.
    """
    scheme = use.target.scheme
    if scheme in urls.KNOWN_SCHEMES or scheme.startswith(("web+", "ext+", "x-", "ms-")):
        return None
    return Finding(f"{scheme}: is not a known scheme")


def javascript_link(use: Use, site: Site) -> Finding | None:
    """The link is a script.

    It does nothing without JavaScript, and a content security policy stops it.

    Example: ``<a href="javascript:history.back()">``.

    Use instead: Write the address that the script would open, or use a ``<button>``.
    """
    return Finding("the link is a script, not an address") if use.target.scheme == "javascript" else None


def data_document(use: Use, site: Site) -> Finding | None:
    """The link leads to a ``data:`` document.

    Browsers refuse to open one from a page.

    Example: ``<a href="data:text/html,hello">``.

    Use instead: Save the document as a file of the site, and link that.
    """
    if use.target.scheme != "data" or use.link.role not in (Role.FOLLOW, Role.OPEN):
        return None
    return Finding("browsers refuse to open a data: document from a link")


def trailing_punctuation(use: Use, site: Site) -> Finding | None:
    """The address ends with what looks like the sentence's punctuation.

    The other site has no such page.

    Example: ``<a href="https://example.org/a,">``.

    Use instead: Put the punctuation behind the link.
    """
    last = urls.trailing_punctuation(use.link.href)
    return Finding(f"{use.link.href} ends with {last}", "move it out of the link") if last else None


def insecure_resource(use: Use, site: Site) -> Finding | None:
    """The site is served by https and loads this by http.

    Browsers block it, or warn readers of the page.

    Example: ``<img src="http://example.org/a.png">``.

    Use instead: Write ``https:``, or keep a copy of the file on the site.
    """
    insecure = use.target.scheme == "http" and use.link.role is Role.LOAD and not site.url.startswith("http:")
    return Finding(f"{use.link.href} is loaded without encryption", "write https:") if insecure else None


def opens_with_handle(use: Use, site: Site) -> Finding | None:
    """The link opens a window that keeps a handle on this one.

    In older browsers the other site can send this window elsewhere.

    Example: ``<a href="https://example.org" target="_blank">`` without ``rel="noopener"``.

    Use instead: Add ``rel="noopener"``, or remove ``target``.
    """
    if use.link.role is not Role.OPEN:
        return None
    return Finding("in older browsers the new window can send this one elsewhere", 'add rel="noopener"')


def bad_mailto(use: Use, site: Site) -> Finding | None:
    """A mail program cannot read the link, or would write to an address that cannot exist (RFC 6068).

    The reader's letter does not arrive, and the author never learns of it.

    Example: ``<a href="mailto:me@example..org">``, and so ``mailto://me@example.org``, ``mailto:``.

    Use instead: Write ``mailto:me@example.org``; what follows a ``?`` is percent-encoded.
    """
    try:
        parse_mailto(use.target.url)
    except MailtoError as error:
        return Finding(str(error))
    return None


def mailto_domain(use: Use, site: Site) -> Finding | None:
    """The domain is one letter away from that of a large mail provider, or has no dot.

    The letter goes to a stranger, or to nobody.

    Example: ``<a href="mailto:me@gmial.com">``.

    Use instead: Write the domain of the mailbox in full, ``me@gmail.com``.
    """
    for recipient in _recipients(use.target.url):
        local, _, domain = recipient.rpartition("@")
        if provider := near_provider(domain):
            return Finding(f"{recipient} looks misspelt", f"did you mean {local}@{provider}?")
        if "." not in domain and not domain.startswith("["):
            return Finding(f"{recipient} has a domain without a dot")
    return None


def _recipients(href: str) -> tuple[str, ...]:
    """Return the recipients of a ``mailto:`` link; none of one that cannot be read."""
    try:
        return parse_mailto(href).recipients
    except MailtoError:
        return ()


def bad_tel(use: Use, site: Site) -> Finding | None:
    """A telephone cannot dial the link (RFC 3966).

    Nothing happens when readers tap on it.

    Example: ``<a href="tel:call-me">``.

    Use instead: Write the number with its country code, ``tel:+49-30-123456``.
    """
    fault = fault_of_tel(use.target.url)
    return Finding(fault) if fault else None
