"""The rules for the syntax of links to other sites: URLs, email addresses, telephone numbers."""

from ..model import Finding, Role, Use
from ..site import Site
from ..syntax import url as urls
from ..syntax.mailto import MailtoError, parse_mailto, similar_provider
from ..syntax.tel import fault_of_tel


def doubled_scheme(use: Use, site: Site) -> Finding | None:
    """The URL begins with two schemes.

    A browser reads the second scheme as a host name, which does not exist.

    Example: ``<a href="http:https://example.org">``.

    Use instead: Write one scheme, ``https://example.org``.
    """
    meant = urls.without_doubled_scheme(use.link.href)
    return Finding(f"{use.link.href} begins with two schemes", f"did you mean {meant}?") if meant else None


def bad_url(use: Use, site: Site) -> Finding | None:
    """The URL is not valid, or browsers have to guess its meaning (WHATWG URL).

    The link does nothing or leads to the wrong page.

    Example: ``<a href="https://exa mple.org">``, also ``https://example.org:99999``,
    ``https:/example.org``.

    Use instead: Copy the URL from the address bar of a browser; a space is written as ``%20``.
    """
    href = use.link.href
    if meant := urls.with_two_slashes(href):
        if meant.endswith("://"):
            return Finding(f"{href} is not a valid URL: it has no host")
        return Finding(f"{href} needs two slashes after the colon", f"did you mean {meant}?")
    if use.target.kind == "invalid":
        return Finding(f"{href} is not a valid URL: {urls.why_invalid(href)}")
    return None


def run_together(use: Use, site: Site) -> Finding | None:
    """One link contains two URLs.

    The browser requests a host that does not exist.

    Example: ``<a href="https://example.orghttps://example.com">``.

    Use instead: Write two links.
    """
    parts = urls.run_together(use.link.href)
    return Finding(f"one link contains two URLs: {parts[0]} and {parts[1]}") if parts else None


def url_credentials(use: Use, site: Site) -> Finding | None:
    """The URL contains a user name or password.

    Every reader can see and use it.

    Example: ``<a href="https://me:secret@example.org">``.

    Use instead: Write the URL without the part before the ``@``, and change the password.
    """
    if not urls.user_of(use.target.url):
        return None
    return Finding("the URL contains a user name or password", "remove the part before the @")


def local_address(use: Use, site: Site) -> Finding | None:
    """The URL can be opened only on the author's machine or network.

    It works for the author, who therefore does not notice that it fails for all readers.

    Example: ``<a href="http://localhost:8000/">``, also ``http://192.168.1.5/``,
    ``file:///home/me/x.html``.

    Use instead: Write the URL at which the page is published, or format the URL as code if it is
    an example.
    """
    scheme, url = use.target.scheme, use.target.url
    if scheme in ("file", "localhost") or len(scheme) == 1:
        return Finding(f"{use.link.href} is a location on the author's own machine")
    host = "" if use.target.kind == "scheme" else urls.private_host(url)
    if not host:
        return None
    meant = use.link.href[1:] if use.link.href.startswith(f"//{host}") else ""
    hint = f"did you mean {meant}?" if meant and site.find(meant.partition("#")[0].lstrip("/")) else ""
    return Finding(f"{host} is not a public host name", hint)


def misspelt_scheme(use: Use, site: Site) -> Finding | None:
    """The scheme differs by one letter from a known scheme.

    No program can open the link.

    Example: ``<a href="htps://example.org">``, also ``mail-to:me@example.org``.

    Use instead: Write the scheme that the message suggests.
    """
    scheme, _, rest = use.target.url.partition(":")
    if rest[:1].isdigit() and "." in scheme:
        return Finding(f"{use.link.href} has no scheme", f"did you mean https://{use.link.href}?")
    similar = urls.similar_scheme(scheme.lower())
    return Finding(f"{scheme}: is not a scheme", f"did you mean {similar}:{rest}?") if similar else None


def unknown_scheme(use: Use, site: Site) -> Finding | None:
    """The scheme is not known.

    The colon may be a mistake, or few readers may have a program that opens the link.

    Example: ``<a href="note:this">``.

    Use instead: Write a web URL; if most readers have the program, switch the rule off.
    """
    scheme = use.target.scheme
    if scheme in urls.KNOWN_SCHEMES or scheme.startswith(("web+", "ext+", "x-", "ms-")):
        return None
    return Finding(f"{scheme}: is not a known scheme")


def javascript_link(use: Use, site: Site) -> Finding | None:
    """The link is a script.

    It does nothing without JavaScript, and a content security policy blocks it.

    Example: ``<a href="javascript:history.back()">``.

    Use instead: Write the URL that the script would open, or use a ``<button>``.
    """
    return Finding("the link is a script, not a URL") if use.target.scheme == "javascript" else None


def data_document(use: Use, site: Site) -> Finding | None:
    """The link leads to a ``data:`` document.

    Browsers refuse to open one from a page.

    Example: ``<a href="data:text/html,hello">``.

    Use instead: Save the document as a file of the site, and link to that file.
    """
    if use.target.scheme != "data" or use.link.role not in (Role.FOLLOW, Role.OPEN):
        return None
    return Finding("browsers refuse to open a data: document from a link")


def trailing_punctuation(use: Use, site: Site) -> Finding | None:
    """The URL ends with a character that looks like punctuation of the sentence.

    The other site probably has no such page.

    Example: ``<a href="https://example.org/a,">``.

    Use instead: Move the punctuation out of the link.
    """
    last = urls.trailing_punctuation(use.link.href)
    return Finding(f"{use.link.href} ends with {last}", "move it out of the link") if last else None


def insecure_resource(use: Use, site: Site) -> Finding | None:
    """The site uses ``https:`` and loads this file with ``http:``.

    Browsers block the file or warn readers.

    Example: ``<img src="http://example.org/a.png">``.

    Use instead: Write ``https:``, or keep a copy of the file on the site.
    """
    insecure = use.target.scheme == "http" and use.link.role is Role.LOAD and not site.url.startswith("http:")
    return Finding(f"{use.link.href} is loaded without encryption", "write https:") if insecure else None


def opens_with_handle(use: Use, site: Site) -> Finding | None:
    """The link opens a new window that can control this one.

    In older browsers the other site can navigate this window to another page.

    Example: ``<a href="https://example.org" target="_blank">`` without ``rel="noopener"``.

    Use instead: Add ``rel="noopener"``, or remove ``target``.
    """
    if use.link.role is not Role.OPEN:
        return None
    return Finding(
        "in older browsers the new window can navigate this one to another page", 'add rel="noopener"'
    )


def bad_mailto(use: Use, site: Site) -> Finding | None:
    """The ``mailto:`` link or its email address is not valid (RFC 6068).

    The message is not delivered, and the author does not notice.

    Example: ``<a href="mailto:me@example..org">``, also ``mailto://me@example.org``, ``mailto:``.

    Use instead: Write ``mailto:me@example.org``; percent-encode the values after a ``?``.
    """
    try:
        parse_mailto(use.target.url)
    except MailtoError as error:
        return Finding(str(error))
    return None


def mailto_domain(use: Use, site: Site) -> Finding | None:
    """The domain differs by one letter from a large mail provider, or has no dot.

    The message goes to the wrong person or is not delivered.

    Example: ``<a href="mailto:me@gmial.com">``.

    Use instead: Write the correct domain in full, ``me@gmail.com``.
    """
    for recipient in _recipients(use.target.url):
        local, _, domain = recipient.rpartition("@")
        if provider := similar_provider(domain):
            return Finding(f"{recipient} looks misspelt", f"did you mean {local}@{provider}?")
        if "." not in domain and not domain.startswith("["):
            return Finding(f"the domain of {recipient} has no dot", "write the full domain")
    return None


def _recipients(href: str) -> tuple[str, ...]:
    """Return the recipients of a ``mailto:`` link; none if the link is not valid."""
    try:
        return parse_mailto(href).recipients
    except MailtoError:
        return ()


def bad_tel(use: Use, site: Site) -> Finding | None:
    """The ``tel:`` link is not a valid telephone number (RFC 3966).

    Nothing happens when readers tap it.

    Example: ``<a href="tel:call-me">``.

    Use instead: Write the number with its country code, ``tel:+49-30-123456``.
    """
    fault = fault_of_tel(use.target.url)
    return Finding(fault) if fault else None
