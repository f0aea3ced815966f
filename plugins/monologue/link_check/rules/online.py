"""The rules for what other sites answered. Nothing is asked here: the answers stand in ``site.online``."""

from ..model import Finding, Use
from ..online.model import Result, Verdict
from ..site import Site
from .moved import doubt, in_any_syntax

WRITE = "write "
"""How the hint of a result begins that has an address to write."""


def _result(use: Use, site: Site) -> Result | None:
    return site.online.get(use.target.url.partition("#")[0])


def _told(rule: str, use: Use, site: Site, *, young: bool = False) -> Finding | None:
    """Return what the result says of a link, if it is for ``rule`` to say."""
    result = _result(use, site)
    if not result or result.rule != rule or result.young != young:
        return None
    since = f"broken since {result.since}" if result.verdict is Verdict.BROKEN else ""
    return Finding(f"{use.link.href} {result.said}", "; ".join(filter(None, (since, result.hint))))


def _replaced(rule: str, use: Use, site: Site) -> Finding | None:
    """Return the same of a result that says what to write instead, if that is the same page beyond doubt."""
    result, finding = _result(use, site), _told(rule, use, site)
    if not result or not finding or not result.hint.startswith(WRITE):
        return finding
    meant, fragment = in_any_syntax(result.hint.removeprefix(WRITE)), use.target.fragment
    if fragment and "#" not in meant:  # the redirect's own counts (RFC 9110, section 10.2.2)
        meant = f"{meant}#{in_any_syntax(fragment)}"
    if reason := doubt(use.target.url, meant):
        return finding._replace(hint=f"it leads to {meant}, which --fix does not write: {reason}")
    return finding._replace(hint=f"{WRITE}{meant}", replacement=meant)


def broken_external(use: Use, site: Site) -> Finding | None:
    """The page of another site is gone: its host says so (404, 410), or does not exist.

    Readers see an error page. All other statuses prove nothing, and are not told by this rule.

    Example: ``<a href="https://gone.example.net/">``, which answers 404.

    Use instead: Write the page's new address, or that of a copy in an archive.
    """
    return _told("broken-external", use, site)


def bad_certificate(use: Use, site: Site) -> Finding | None:
    """The certificate of the other site is expired, self-signed, or that of another host.

    Browsers warn of the site instead of showing it.

    Example: ``<a href="https://expired.example.net/">``.

    Use instead: Tell the owner of the site, or link another page.
    """
    return _told("bad-certificate", use, site)


def redirect_loop(use: Use, site: Site) -> Finding | None:
    """The other site redirects in circles, or more than 20 times.

    Browsers give up. Where the host sets cookies it may be otherwise for a reader, and nothing is told.

    Example: ``<a href="https://circle.example.net/">``, which leads to a page that leads back.

    Use instead: Open the link in a browser, and write the address at which the page is shown.
    """
    return _told("redirect-loop", use, site)


def newly_broken(use: Use, site: Site) -> Finding | None:
    """As one of the three before, but for fewer days than the setting ``fail_after`` has.

    What is down over a weekend need not stop anything.

    Example: ``<a href="https://new.example.net/">``, since Saturday.

    Use instead: Wait; if the link is still broken after ``fail_after`` days, it becomes an error.
    """
    result = _result(use, site)
    return _told(result.rule, use, site, young=True) if result and result.young else None


def soft_404(use: Use, site: Site) -> Finding | None:
    """The other site says that all is fine, but what it shows looks like an error page or its home page.

    Readers do not find what the link promised.

    Example: ``<a href="https://soft.example.net/">``, whose title is "Page not found".

    Use instead: Open the link in a browser, and write the page's new address.
    """
    return _told("soft-404", use, site)


def external_fragment(use: Use, site: Site) -> Finding | None:
    """The page of another site is there, but nothing in it has the linked ``id``.

    Readers land at its top. A page that a script completes may have it after all: see ``skip_fragments``.

    Example: ``<a href="https://page.example.net/#methodz">``.

    Use instead: Write an ``id`` of the page, or link the page without a fragment.
    """
    result, (url, _, fragment) = _result(use, site), use.target.url.partition("#")
    if not result or result.fragments.get(fragment, True):
        return None
    return Finding(f'{url} has no element with id "{use.target.fragment}"')


def moved_external(use: Use, site: Site) -> Finding | None:
    """The other site says that the page has moved for good (301, 308).

    The old address works for as long as that host cares for it.

    Example: ``<a href="http://old.example.net/">``, which leads to ``https://www.example.net/``.

    Use instead: Write the new address. ``--fix`` does so where it is certainly the same page.
    """
    return _replaced("moved-external", use, site)


def plain_http(use: Use, site: Site) -> Finding | None:
    """The page is there with ``https:`` as well, and the same as without.

    With ``http:``, whoever is on the way can read what a reader asks for, and change what is answered.

    Example: ``<a href="http://www.example.net/">``, where ``https://www.example.net/`` has the same title.

    Use instead: Write ``https:``. ``--fix`` does so.
    """
    return _replaced("plain-http", use, site)


def private_address(use: Use, site: Site) -> Finding | None:
    """The host's name, or a redirect, leads into a private network; nothing was sent there.

    Only those within can open it. One's own network can be allowed: ``{"allow": ["10.0.0.0/8"]}``.

    Example: ``<a href="https://wiki.example.net/">``, found at ``10.0.0.7``.

    Use instead: Link a page that all readers can open, or allow the network in
    ``LINK_CHECK_ONLINE``.
    """
    return _told("private-address", use, site)


def unknown_external(use: Use, site: Site) -> Finding | None:
    """Nothing was proved of the page: no answer in time, an overloaded host, an unexpected status.

    It may be there in the next run. If it never is, open it in a browser.

    Example: ``<a href="https://busy.example.net/">``, which answers 503.

    Use instead: Nothing, unless the link stays unknown; then replace it, or name its status in
    ``accept``.
    """
    return _told("unknown-external", use, site)


def check_failed(use: Use, site: Site) -> Finding | None:
    """The check itself failed on a link or a document, by a mistake in its code.

    Nothing is known of that link; all others were judged. Please report the line that was printed.

    Example: ``<a href="https://odd.example.net/">``, whose answer the check cannot read.

    Use instead: Report the line that was printed to the project; until it is corrected, ignore the
    link by a comment.
    """
    result = _result(use, site)
    return Finding(result.said, result.hint) if result and result.rule == "check-failed" else None


def blocked_external(use: Use, site: Site) -> Finding | None:
    """The other site turns programs away (401, 403, 999, a challenge), so that nothing was proved.

    Readers mostly see the page. For a host that wants a token, see ``headers``.

    Example: ``<a href="https://social.example.net/">``, which answers 999.

    Use instead: Nothing, if a browser shows the page; name the status in ``accept`` to have it
    count as good.
    """
    return _told("blocked-external", use, site)
