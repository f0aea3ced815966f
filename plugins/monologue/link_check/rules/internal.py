"""The rules for links within the site: does the target exist, and does it have that fragment?"""

import re
from urllib.parse import unquote

from .. import suggest
from ..model import Finding, Role, Use
from ..resolve import document_of
from ..site import Site
from ..syntax.url import with_fragment, with_scheme, with_step

_SHORTCODE = re.compile(r"\{[{%]")
_TWICE = re.compile(r"(#[^#]+)\1\Z")
"""Pelican repeats the fragment of a link whose source it does not find."""
_INDEX = re.compile(r"(?<=/)index\.html\Z")
"""The part of a path that readers do not see."""


def malformed_document(use: Use, site: Site) -> Finding | None:
    """A feed or sitemap is not well-formed XML, or a file cannot be read at all.

    Feed readers and search engines reject it, and its links are not checked.

    Example: ``<feed><link href="/a/"></feed>``.

    Use instead: Correct the template or text that the message names. The usual cause is an unescaped
    ``&`` or ``<``.
    """
    return Finding(use.document.fault) if use.document.fault else None


def leftover_intrasite(use: Use, site: Site) -> Finding | None:
    """Pelican did not find the file that ``{filename}`` or ``{static}`` names, and left the link as it is.

    The browser requests a file with that literal name, and readers see an error page.

    Example: ``<a href="{filename}/blog/old-name.md">``.

    Use instead: Write the path of a file in the content folder, ``{filename}/blog/new-name.md``.

    Fix safety: Safe. ``--fix`` corrects the path only if exactly one source file can be meant.
    """
    href, kind = unquote(use.link.href), use.target.scheme
    if kind not in INTRASITE:
        return Finding(
            f"{{{kind}}} is not a link type of Pelican", f"use one of {', '.join(sorted(INTRASITE))}"
        )
    path, written = document_of(use.base), _TWICE.sub(r"\1", href)
    if suggest.is_left_out("", path, written, site):
        return None
    return Finding(
        f"{written} does not match any source file",
        suggest.source_hint(path, href, site),
        suggest.meant_source(path, href, site),
    )


INTRASITE = frozenset({"filename", "static", "attach", "category", "tag", "author", "index"})


def missing_scheme(use: Use, site: Site) -> Finding | None:
    """A URL without ``https://`` is read as the path of a file on this site.

    Readers see an error page of this site instead of the page that was meant.

    Example: ``<a href="www.example.com">``, also ``http//example.com``, ``me@example.com``.

    Use instead: Write ``https://www.example.com``, or ``mailto:me@example.com`` for an email address.
    """
    href = use.link.href
    meant = "" if site.find(use.target.path) else with_scheme(href)
    if not meant:
        return None
    return Finding(f"{href} has no scheme and is read as a file on this site", f"did you mean {meant}?")


def leaves_site(use: Use, site: Site) -> Finding | None:
    """The site is published under a path of its host, and the link points outside that path.

    The link works during development, but leads to another site or to nothing once published.

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
        hint = f"write {{filename}}/{source}, which works wherever the site is published"
    return Finding(f"{use.link.href} points outside the site, which is published under {site.prefix}", hint)


def leftover_shortcode(use: Use, site: Site) -> Finding | None:
    """The URL contains a template tag or shortcode of another generator, such as Hugo or Jekyll.

    Pelican does not expand it, so the browser requests a file with that literal name.

    Example: ``<a href="{% post_url 2024-01-31-a %}">``.

    Use instead: Write the path of the file, ``2024-01-31-a.md`` if it is in the same folder.
    """
    if "{" not in use.link.href and "%7" not in use.link.href:
        return None
    before, query, after = use.link.href.partition("?")
    href = unquote(before) + query + after  # a program encoded what is encoded in a query
    if not _SHORTCODE.search(href):
        return None
    return Finding(
        f"{href} is a tag of another generator, which Pelican does not expand", "write the path of the source"
    )


def broken_target(use: Use, site: Site) -> Finding | None:
    """The site has no file at the linked path.

    Readers see an error page or a missing image. The check is case-sensitive, as most hosts are.

    Example: ``<a href="/abuot/">``.

    Use instead: Write the path of a file that exists, or remove the link.

    Fix safety: Safe. ``--fix`` corrects only a path that differs by one letter from exactly one existing
    path.
    """
    path = use.target.path
    if use.link.role is Role.CONNECT or site.find(path):
        return None
    if suggest.is_left_out(path, document_of(use.base), use.link.href, site):
        return None
    if path.rstrip("/") in site.folders:
        return Finding(f"the folder /{path} has no index.html")
    hint = suggest.path_hint(path, site)
    if not hint and path.endswith((".md", ".markdown")):
        hint = suggest.source_hint(document_of(use.base), f"{{filename}}{use.link.href}", site)
    return Finding(
        f"/{path} does not exist on this site",
        hint,
        with_step(use.link.href, *suggest.misspelt_step(path, site)),
    )


def missing_slash(use: Use, site: Site) -> Finding | None:
    """The URL of a folder lacks its trailing slash.

    Each visit costs a redirect, and not every host sends one.

    Example: ``<a href="/blog">`` for ``/blog/``.

    Use instead: Write ``/blog/``, or the path of the file.
    """
    path = use.target.path
    if site.file_at(path) or not site.redirected(path):
        return None
    return Finding(f"/{path} is redirected to /{path}/", f"write /{path}/")


def missing_extension(use: Use, site: Site) -> Finding | None:
    """The path lacks the extension ``.html``.

    Some hosts add it (GitHub Pages does), others respond with "404 Not Found".

    Example: ``<a href="/notes">`` for ``/notes.html``.

    Use instead: Write ``/notes.html``, or the path of the file.
    """
    path = use.target.path
    if site.file_at(path) or site.redirected(path) or not site.extended(path):
        return None
    return Finding(f"/{path} works only on hosts that add .html", f"write /{path}.html")


def draft_target(use: Use, site: Site) -> Finding | None:
    """A published document links to a draft.

    Drafts are not deployed, so readers see an error page. Drafts and hidden documents may link
    to a draft.

    Example: ``<a href="/draft/">`` where the article has ``status: draft``.

    Use instead: Publish the draft first, or remove the link until it is published.
    """
    path = site.file_at(use.target.path)
    if path not in site.drafts or use.document.path in site.unlisted:
        return None
    return Finding(f"/{use.target.path} is a draft and will not be published")


def hidden_target(use: Use, site: Site) -> Finding | None:
    """A document links to a document with ``status: hidden``.

    Readers can then find a document that may have been meant to stay hidden.

    Example: ``<a href="/hidden/">`` where the page has ``status: hidden``.

    Use instead: Remove the link, or switch the rule off if readers are meant to find the page.
    """
    path = site.file_at(use.target.path)
    if path not in site.hidden or use.document.path in site.unlisted:
        return None
    return Finding(f"/{use.target.path} is a hidden document (status: hidden)")


def broken_map(use: Use, site: Site) -> Finding | None:
    """The ``usemap`` of an image does not match any ``map`` of the document.

    Nothing happens when readers click on the image.

    Example: ``<img src="/plan.png" usemap="#plan">``.

    Use instead: Write the ``name`` of a ``<map>`` in the same document.
    """
    name, href = use.target.fragment, use.link.href
    if "#" not in href:
        return Finding(f"the usemap {href} must begin with #", f"did you mean #{href}?")
    return None if name in use.document.maps else Finding(f'this document has no image map named "{name}"')


def broken_fragment(use: Use, site: Site) -> Finding | None:
    """The document exists, but no element in it has the linked ``id``.

    The browser shows the top of the page instead of the linked section. An ``id`` is
    case-sensitive.

    Example: ``<a href="/about/#methodz">``.

    Use instead: Write the ``id`` of an element of that document; the ``id`` of a heading is made from
    its words.

    Fix safety: Safe. ``--fix`` corrects only an ``id`` that differs by one letter from exactly one existing
    ``id``.
    """
    if not use.target.fragment:
        return None
    fragment, role = use.target.fragment.partition(":~:")[0], use.link.role
    if not fragment or role is Role.NAME or fragment.lower() == "top":
        return None
    document = site.documents.get(site.find(use.target.path) or "")
    if document is None or document.fragments is None or (role is Role.LOAD and "=" in fragment):
        return None
    if fragment in document.fragments or unquote(fragment) in document.fragments:
        return None
    meant = suggest.meant_fragment(unquote(fragment), document, site)
    return Finding(
        f'/{use.target.path} has no element with id "{unquote(fragment)}"',
        suggest.fragment_hint(fragment, document, site),
        with_fragment(use.link.href, meant) if meant else "",
    )


def empty_link(use: Use, site: Site) -> Finding | None:
    """The URL is empty, so the link leads to the page that contains it.

    Usually the URL was forgotten.

    Example: ``<a href="">``.

    Use instead: Write the URL, or remove the link.
    """
    return Finding(f"the {use.link.attribute or 'URL'} of this <{use.link.element}> element is empty")
