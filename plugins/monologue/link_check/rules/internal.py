"""The rules for links that stay on the site: was it written, and does it have that fragment?"""

import re
from urllib.parse import unquote

from ..model import Finding, Role, Use
from ..resolve import document_of
from ..site import Site
from ..syntax.url import with_fragment, with_scheme, with_step

_SHORTCODE = re.compile(r"\{[{%]")
_TWICE = re.compile(r"(#[^#]+)\1\Z")
"""Where it finds no source, Pelican writes the fragment once more."""
_INDEX = re.compile(r"(?<=/)index\.html\Z")
"""What readers do not see of an address."""


def malformed_document(use: Use, site: Site) -> Finding | None:
    """A feed or sitemap is not well-formed XML, or a file cannot be read at all.

    No program reads it, and its links go unchecked.

    Example: ``<feed><link href="/a/"></feed>``.

    Use instead: Correct the template or text that the message names; a bare ``&`` or ``<`` is most
    often the reason.
    """
    return Finding(use.document.fault) if use.document.fault else None


def leftover_intrasite(use: Use, site: Site) -> Finding | None:
    """Pelican did not find what ``{filename}`` or ``{static}`` names, and left it as it is.

    A browser asks for a file of that very name, and readers see an error page.

    Example: ``<a href="{filename}/blog/old-name.md">``.

    Use instead: Write the path of a file in the content folder, ``{filename}/blog/new-name.md``.
    ``--fix`` corrects it where only one file can be meant.
    """
    href, kind = unquote(use.link.href), use.target.scheme
    if kind not in INTRASITE:
        return Finding(
            f"{{{kind}}} is not one of Pelican's links", f"there are {', '.join(sorted(INTRASITE))}"
        )
    path, said = document_of(use.base), _TWICE.sub(r"\1", href)
    return Finding(f"{said} names no source", site.source_hint(path, href), site.meant_source(path, href))


INTRASITE = frozenset({"filename", "static", "attach", "category", "tag", "author", "index"})


def missing_scheme(use: Use, site: Site) -> Finding | None:
    """An address without ``https://`` in front is read as a file of this site.

    Readers see an error page of this site instead of the other one.

    Example: ``<a href="www.example.com">``, and so ``http//example.com``, ``me@example.com``.

    Use instead: Write ``https://www.example.com``, or ``mailto:me@example.com`` for an address of
    mail.
    """
    href = use.link.href
    meant = "" if site.find(use.target.path) else with_scheme(href)
    if not meant:
        return None
    return Finding(f"{href} has no scheme, and is read as a file of this site", f"did you mean {meant}?")


def leaves_site(use: Use, site: Site) -> Finding | None:
    """The site lives below a path of its host, and the link leads out of that path.

    It works while developing, and ends on somebody else's page or none once published.

    Example: ``<a href="/blog/">`` on ``https://user.github.io/project``.

    Use instead: Write the path of the file, ``{filename}/blog/a.md``, which works wherever the site
    is published.
    """
    if use.target.absolute:
        return None
    file = site.find(unquote(use.link.href.lstrip("/").partition("#")[0].partition("?")[0]))
    source = site.source_of(file)
    hint = f"did you mean {site.prefix}{use.link.href.lstrip('/')}?" if file else ""
    if source:
        hint = f"write {{filename}}/{source}, which is right wherever the site stands"
    return Finding(f"{use.link.href} leaves the site, which begins at {site.prefix}", hint)


def leftover_shortcode(use: Use, site: Site) -> Finding | None:
    """The address is a shortcode or tag of Hugo, Jekyll or the like.

    Nothing fills it in here: a browser asks for a file of that very name.

    Example: ``<a href="{% post_url 2024-01-31-a %}">``.

    Use instead: Write the path of the file, ``2024-01-31-a.md`` if it is in the same folder.
    """
    if "{" not in use.link.href and "%7" not in use.link.href:
        return None
    before, query, after = use.link.href.partition("?")
    href = unquote(before) + query + after  # what is encoded in a query was put there by a program
    if not _SHORTCODE.search(href):
        return None
    return Finding(
        f"{href} is another generator's, and is filled in by nothing", "write the path of the source"
    )


def broken_target(use: Use, site: Site) -> Finding | None:
    """Nothing was written at the address that the link names.

    Readers see an error page, or no picture. Upper and lower case count, as on most hosts.

    Example: ``<a href="/abuot/">``.

    Use instead: Write the path of a file that exists, or remove the link. ``--fix`` corrects a path
    that is one letter off and can mean only one thing.
    """
    path = use.target.path
    if use.link.role is Role.CONNECT or site.find(path):
        return None
    if path.rstrip("/") in site.folders:
        return Finding(f"/{path} has no index.html")
    hint = site.path_hint(path)
    if not hint and path.endswith((".md", ".markdown")):
        hint = site.source_hint(document_of(use.base), f"{{filename}}{use.link.href}")
    return Finding(
        f"/{path} does not exist on this site", hint, with_step(use.link.href, *site.misspelt_step(path))
    )


def missing_slash(use: Use, site: Site) -> Finding | None:
    """The address is that of a folder, without the slash at its end.

    Each visit costs a redirect, and not every host sends one.

    Example: ``<a href="/blog">`` for ``/blog/``.

    Use instead: Write ``/blog/``, or the path of the file.
    """
    path = use.target.path
    if site.file_at(path) or not site.redirected(path):
        return None
    return Finding(f"/{path} is redirected to /{path}/", f"write /{path}/")


def missing_extension(use: Use, site: Site) -> Finding | None:
    """The address lacks its ``.html``.

    Some hosts add it (GitHub Pages does), others answer "not found".

    Example: ``<a href="/notes">`` for ``/notes.html``.

    Use instead: Write ``/notes.html``, or the path of the file.
    """
    path = use.target.path
    if site.file_at(path) or site.redirected(path) or not site.extended(path):
        return None
    return Finding(f"/{path} needs a host that adds .html", f"write /{path}.html")


def draft_target(use: Use, site: Site) -> Finding | None:
    """A published document links to a draft.

    A draft is not deployed, so readers see an error page. A draft or hidden document may link to
    it.

    Example: ``<a href="/draft/">`` where the article has ``status: draft``.

    Use instead: Publish the draft first, or remove the link until it is published.
    """
    path = site.file_at(use.target.path)
    if path not in site.drafts or use.document.path in site.unlisted:
        return None
    return Finding(f"/{use.target.path} is a draft, and will not be published")


def hidden_target(use: Use, site: Site) -> Finding | None:
    """A document links to one with ``status: hidden``.

    Mostly that is how readers are meant to find it; where it is not, it is hidden no more.

    Example: ``<a href="/hidden/">`` where the page has ``status: hidden``.

    Use instead: Remove the link, or switch the rule off if readers are meant to find the page.
    """
    path = site.file_at(use.target.path)
    if path not in site.hidden or use.document.path in site.unlisted:
        return None
    return Finding(f"/{use.target.path} is hidden")


def broken_map(use: Use, site: Site) -> Finding | None:
    """The image's ``usemap`` names no ``map`` of the document.

    Nothing happens where readers click into the image.

    Example: ``<img src="/plan.png" usemap="#plan">``.

    Use instead: Write the ``name`` of a ``<map>`` in the same document.
    """
    name, href = use.target.fragment, use.link.href
    if "#" not in href:
        return Finding(f"usemap needs a # before the name of the map: {href}", f"did you mean #{href}?")
    return None if name in use.document.maps else Finding(f'this document has no image map named "{name}"')


def broken_fragment(use: Use, site: Site) -> Finding | None:
    """The document exists, but nothing in it has the linked ``id``.

    Readers land at its top, and look for what was promised. Upper and lower case count.

    Example: ``<a href="/about/#methodz">``.

    Use instead: Write the ``id`` of an element there; the ``id`` of a heading is made from its
    words. ``--fix`` corrects one that is one letter off and can mean only one thing.
    """
    if not use.target.fragment:
        return None
    fragment, role = use.target.fragment.partition(":~:")[0], use.link.role
    if not fragment or role is Role.NAME or fragment.lower() == "top":
        return None
    document = site.documents.get(site.find(use.target.path) or "")
    if document is None or document.fragments is None or (role is Role.LOAD and "=" in fragment):
        return None
    if not {fragment, unquote(fragment)}.isdisjoint(document.fragments):
        return None
    meant = site.meant_fragment(document, unquote(fragment))
    return Finding(
        f'/{use.target.path} has no element with id "{unquote(fragment)}"',
        site.fragment_hint(document, fragment),
        with_fragment(use.link.href, meant) if meant else "",
    )


def empty_link(use: Use, site: Site) -> Finding | None:
    """The address is empty, which means the document itself.

    Mostly it was forgotten, and the link leads nowhere new.

    Example: ``<a href="">``.

    Use instead: Write the address, or remove the link.
    """
    return Finding(f"the {use.link.attribute or 'address'} of this {use.link.element} is empty")
