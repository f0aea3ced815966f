"""The rules for the responses of other sites, which are in ``site.online``. No network."""

from ..model import Finding, Use
from ..online.model import Result, Verdict
from ..site import Site
from .moved import doubt, in_any_syntax

WRITE = "write "
"""The beginning of a hint that suggests a URL."""


def _result(use: Use, site: Site) -> Result | None:
    return site.online.get(use.target.url.partition("#")[0])


def _finding(rule: str, use: Use, site: Site, *, young: bool = False) -> Finding | None:
    """Return the finding for a link whose result belongs to ``rule``."""
    result = _result(use, site)
    if not result or result.rule != rule or result.young != young:
        return None
    since = f"broken since {result.since}" if result.verdict is Verdict.BROKEN else ""
    return Finding(f"{use.link.href} {result.said}", "; ".join(filter(None, (since, result.hint))))


def _replaced(rule: str, use: Use, site: Site) -> Finding | None:
    """Return the finding with the suggested URL as replacement, if that is certainly the same page."""
    result, finding = _result(use, site), _finding(rule, use, site)
    if not result or not finding or not result.hint.startswith(WRITE):
        return finding
    meant, fragment = in_any_syntax(result.hint.removeprefix(WRITE)), use.target.fragment
    if (
        fragment and "#" not in meant
    ):  # a fragment of the redirect takes precedence (RFC 9110, section 10.2.2)
        meant = f"{meant}#{in_any_syntax(fragment)}"
    if reason := doubt(use.target.url, meant):
        return finding._replace(hint=f"it leads to {meant}, which --fix does not write because {reason}")
    return finding._replace(hint=f"{WRITE}{meant}", replacement=meant)


def broken_external(use: Use, site: Site) -> Finding | None:
    """The page on another site does not exist: the host responds with 404 or 410, or has no DNS entry.

    Readers see an error page. Other statuses prove nothing, so this rule does not report them.

    Example: ``<a href="https://gone.example.net/">``, which responds with 404.

    Use instead: Write the new URL of the page, or the URL of an archived copy.
    """
    return _finding("broken-external", use, site)


def bad_certificate(use: Use, site: Site) -> Finding | None:
    """The certificate of the other site is expired, self-signed or issued for another host.

    Browsers show a warning instead of the page.

    Example: ``<a href="https://expired.example.net/">``.

    Use instead: Report it to the owner of the site, or link to another page.
    """
    return _finding("bad-certificate", use, site)


def redirect_loop(use: Use, site: Site) -> Finding | None:
    """The other site redirects in a loop or more than 20 times.

    Browsers give up. If the host sets cookies, a browser may reach the page, so that case is not reported.

    Example: ``<a href="https://circle.example.net/">``, which redirects to a page that redirects back.

    Use instead: Open the link in a browser, and write the URL at which the page is shown.
    """
    return _finding("redirect-loop", use, site)


def newly_broken(use: Use, site: Site) -> Finding | None:
    """A link is broken, as in the three rules above, for fewer days than the setting ``fail_after``.

    A site that is down for a weekend need not fail a build.

    Example: ``<a href="https://new.example.net/">``, broken since Saturday.

    Use instead: Wait; a link that is still broken after ``fail_after`` days becomes an error.
    """
    result = _result(use, site)
    return _finding(result.rule, use, site, young=True) if result and result.young else None


def soft_404(use: Use, site: Site) -> Finding | None:
    """The other site responds with success, but the page looks like an error page or is the home page.

    Readers do not find the linked page.

    Example: ``<a href="https://soft.example.net/">``, whose title is "Page not found".

    Use instead: Open the link in a browser, and write the new URL of the page.
    """
    return _finding("soft-404", use, site)


def external_fragment(use: Use, site: Site) -> Finding | None:
    """The page on another site exists, but no element in it has the linked ``id``.

    The browser shows the top of the page. A script may add the ``id`` later: see ``skip_fragments``.

    Example: ``<a href="https://page.example.net/#methodz">``.

    Use instead: Write an ``id`` of the page, or link to the page without a fragment.
    """
    result, (url, _, fragment) = _result(use, site), use.target.url.partition("#")
    if not result or result.fragments.get(fragment, True):
        return None
    return Finding(f'{url} has no element with id "{use.target.fragment}"')


def moved_external(use: Use, site: Site) -> Finding | None:
    """The other site redirects permanently to another URL (301, 308).

    The link works only as long as that host keeps the redirect.

    Example: ``<a href="http://old.example.net/">``, which redirects to ``https://www.example.net/``.

    Use instead: Write the new URL.

    Fix safety: Safe. ``--fix`` writes the new URL only if it certainly is the same page: not a login, a home
    page, or one with another name, query, language or version. Otherwise the message says why not.
    """
    return _replaced("moved-external", use, site)


def plain_http(use: Use, site: Site) -> Finding | None:
    """The page is also available with ``https:``, with the same content.

    With ``http:``, anyone on the network path can read the request and change the response.

    Example: ``<a href="http://www.example.net/">``, where ``https://www.example.net/`` has the same title.

    Use instead: Write ``https:``.

    Fix safety: Safe. The check has requested the ``https:`` URL and has received the same content.
    """
    return _replaced("plain-http", use, site)


def private_address(use: Use, site: Site) -> Finding | None:
    """The host or a redirect leads into a private network; no request was sent.

    Only readers on that network can open it. A network can be allowed: ``{"allow": ["10.0.0.0/8"]}``.

    Example: ``<a href="https://wiki.example.net/">``, whose IP address is ``10.0.0.7``.

    Use instead: Link to a page that all readers can open, or allow the network in
    ``LINK_CHECK_ONLINE``.
    """
    return _finding("private-address", use, site)


def unknown_external(use: Use, site: Site) -> Finding | None:
    """The page could not be checked: a timeout, an overloaded host or an unexpected status.

    The next run may succeed. If it never does, open the link in a browser.

    Example: ``<a href="https://busy.example.net/">``, which responds with 503.

    Use instead: Nothing, unless the link stays unknown; then replace it, or add its status to
    ``accept``.
    """
    return _finding("unknown-external", use, site)


def check_failed(use: Use, site: Site) -> Finding | None:
    """The check itself failed on a link or a document because of a bug.

    That link was not checked; all others were. Please report the printed line.

    Example: ``<a href="https://odd.example.net/">``, whose response the check cannot read.

    Use instead: Report the printed line to the project; ignore the link with a comment until the bug
    is fixed.
    """
    result = _result(use, site)
    return Finding(result.said, result.hint) if result and result.rule == "check-failed" else None


def blocked_external(use: Use, site: Site) -> Finding | None:
    """The other site rejects automated requests (401, 403, 999 or a challenge), so the page is unknown.

    Readers usually see the page. For a host that requires a token, see ``headers``.

    Example: ``<a href="https://social.example.net/">``, which responds with 999.

    Use instead: Nothing, if a browser shows the page; add the status to ``accept`` to treat it as
    good.
    """
    return _finding("blocked-external", use, site)
