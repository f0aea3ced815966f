"""Speak to Pelican: mark links before a site is written, check what was written, report once at the end."""

import os
import sys
from collections.abc import Iterator
from html import escape
from typing import Any

from pelican import Pelican
from pelican.contents import Article, Page
from pelican.plugins import signals

from .check import check
from .common import SettingsError, diagnostics_of, report
from .diagnose import by_place, diagnose
from .external import mark_external
from .extract import html_links, parse_html
from .files import (
    Stamps,
    cycles_uncollected,
    fix_files,
    is_file,
    posix,
    read_documents,
    read_text,
    show,
    stamps,
    texts_below,
    write_report,
)
from .fix import edits_by_file
from .formats import FORMATS
from .online.ask import asked
from .origin import Origins
from .parts import Content
from .settings import Online, Report, Settings, read, read_online, read_report
from .site import Site

Context = dict[str, Any]
"""What Pelican's generators share, and its settings."""


class Run:
    """What is remembered between the signals of one run; Pelican runs one site at a time."""

    settings: Settings = Settings()
    report: Report = Report()
    online: Online | None = None
    """How other sites are asked; None if they are not."""
    before: Stamps
    """The output as it was before this run."""
    context: Context


RUN = Run()
SWITCH = "LINK_CHECK_ONLINE"
"""The environment variable that has other sites asked in one build: a setting given with ``--extra-settings``
would stand for the site's whole ``LINK_CHECK``. ``accept`` also accepts the faults that are found."""
FIX = "LINK_CHECK_FIX"
"""The environment variable that has a build correct what is beyond doubt: ``diff`` shows, ``write`` does."""


def read_our_settings(pelican: Pelican) -> None:
    """Read our settings before anything is written; a mistake in them stops the build."""
    try:
        RUN.settings, RUN.report = read(pelican.settings), read_report(pelican.settings)
        online = RUN.settings.online or os.environ.get(SWITCH) in ("1", "accept")
        ways = read_online(pelican.settings, os.environ if online else None)
        RUN.online = ways if online else None
    except SettingsError as error:
        raise SystemExit(str(error)) from None
    signals.finalized.connect(report_all)  # now, so that it comes after every plugin's own receiver


def remember_output(pelican: Pelican) -> None:
    """Remember the output as it is before the run, to know afterwards which files are new or old."""
    RUN.before = stamps(pelican.output_path)


def remember_context(generators: list[Any]) -> None:
    """Keep what all generators share: the contents by their sources."""
    RUN.context = generators[0].context


def mark_content(content: Any) -> None:
    """Mark the external links of an article or page."""
    if RUN.settings.mark_external and isinstance(content, Article | Page):
        content._content = mark_external(content._content, content.settings["SITEURL"])


def check_output(pelican: Pelican) -> None:
    """Check what was written. Where a fault belongs is looked up only if there is one."""
    with cycles_uncollected():
        site = written_site(pelican, RUN.context, RUN.before)
        if RUN.online:
            site = answered(site, RUN.online)
        faults = list(check(site, RUN.settings))
    if faults:
        origins = origins_of(site, pelican, RUN.context)
        diagnostics_of(pelican.settings).extend(diagnose(faults, origins))
        if mode := os.environ.get(FIX):
            print(*fix_files(edits_by_file(by_place(faults, origins)), write=mode == "write"), sep="\n")


def answered(site: Site, online: Online) -> Site:
    """Return the site with what other sites answer.

    Raises:
        SystemExit: With one line if they cannot be asked, with status 130 after Ctrl-C.
    """
    try:
        return asked(site, RUN.settings, online, accept=os.environ.get(SWITCH) == "accept")
    except KeyboardInterrupt:  # of which Pelican would make a success
        raise SystemExit(130) from None
    except (SettingsError, OSError) as error:
        raise SystemExit(str(error)) from None


def write_reports(pelican: Pelican) -> None:
    """Write the files of ``REPORT``, before the first plugin's report takes the list of all diagnostics."""
    found = sorted(set(diagnostics_of(pelican.settings)))
    for name in FORMATS:
        if path := getattr(RUN.report, name):
            try:
                write_report(path, FORMATS[name](found))
            except OSError as error:
                report_all(pelican)
                raise SystemExit(f"REPORT[{name!r}]: {path}: {error.strerror}") from None


def report_all(pelican: Pelican) -> None:
    """Print every plugin's diagnostics and, where ``FAIL_ON`` says so, fail."""
    report(pelican.settings, sys.__stderr__ or sys.stderr, sys.argv)


def written_site(pelican: Pelican, context: Context, before: Stamps) -> Site:
    """Read what this run wrote: every file that is new or was written anew, and every static file.

    Other plugins' files are among them; what an earlier run left behind is not.
    """
    after = stamps(pelican.output_path)
    written = {path for path, stamp in after.items() if before.get(path) != stamp}
    statics = {posix(static.save_as) for static in context["staticfiles"]}  # may be links, or up to date
    files = frozenset(written | (statics & after.keys()))
    contents = [content for content in context["generated_content"].values() if content]
    drafts = [content for content in contents if content.status == "draft"]
    return Site(
        pelican.settings["SITEURL"],
        files,
        read_documents(pelican.output_path, sorted(files)),
        drafts=frozenset(map(document_of, drafts)),
        hidden=frozenset(document_of(content) for content in contents if content.status == "hidden"),
        unwritten={path: show(draft.source_path) for draft in drafts for path in _unwritten(draft)},
        list_sources=lambda: dict(_sources(context)),
    )


def origins_of(site: Site, pelican: Pelican, context: Context) -> Origins:
    """Gather the author's files, in which the places of faults are looked for."""
    settings = pelican.settings
    contents = (content for content in context["generated_content"].values() if content)
    return Origins(
        site,
        tuple(sorted(map(_content, contents), key=lambda content: content.path)),
        dict(_copies(site, settings, context)),
        _shared(settings),
        show(settings["THEME"]),
        show(pelican.output_path),
        lambda path: read_text(pelican.output_path, path),
    )


def document_of(content: Any) -> str:
    """Return the path of the document that a content is written to, or would be if drafts were."""
    return posix(content.save_as or content.url + ("index.html" if content.url.endswith("/") else ""))


def _unwritten(draft: Any) -> Iterator[str]:
    """Yield the paths at which a draft is not, but where an author might link it."""
    if draft.status == "draft":
        if not draft.save_as:
            yield document_of(draft)
        # A kind of content that another plugin adds has no such setting.
        published = draft.settings.get(f"{type(draft).__name__.upper()}_SAVE_AS", "")
        yield str(published).format(**draft.url_format)


def _sources(context: Context) -> Iterator[tuple[str, str]]:
    for key in ("generated_content", "static_content"):
        for source, content in sorted(context[key].items()):
            if content:
                yield source, posix(content.save_as)


def _content(content: Any) -> Content:
    made = content.metadata.get("intrasite_links", {})  # by a reader that finds files beside the source

    def expand(href: str) -> str:
        href = made.get(href, href)
        if "{" not in href and "|" not in href:
            return href
        tag = content._update_content(f'<a href="{escape(href)}">', content.get_siteurl())
        return next((link.href for link, _ in html_links(parse_html(tag), tag)), href)

    return Content(
        show(content.source_path),
        document_of(content),
        lambda: read_text("", content.source_path),
        lambda: (content.content, content.summary),
        expand,
    )


def _copies(site: Site, settings: Context, context: Context) -> Iterator[tuple[str, str]]:
    """Yield each document that is a copy of a file, and that file."""
    for static in context["staticfiles"]:
        yield posix(static.save_as), show(static.source_path)
    folder = f"{settings['THEME_STATIC_DIR']}/"
    for path in sorted(site.documents):
        for below in settings["THEME_STATIC_PATHS"] if path.startswith(folder) else ():
            file = f"{settings['THEME']}/{below}/{path.removeprefix(folder)}"
            if is_file(file):
                yield path, show(file)


def _shared(settings: Context) -> dict[str, str]:
    """Return the text of every template and of the settings files that were loaded."""
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], f"{settings['THEME']}/templates"]
    texts = {path: text for folder in folders for path, text in texts_below(folder)}
    loaded = {
        show(str(module.__file__)) for module in sys.modules.values() if getattr(module, "__file__", None)
    }
    for path in sorted(path for path in loaded if "/" not in path):
        texts[path] = read_text(".", path)
    return texts


def connect() -> None:
    """Connect to Pelican's signals, in this plugin's place among the others."""
    signals.initialized.connect(read_our_settings)
    signals.get_generators.connect(remember_output)
    signals.content_object_init.connect(mark_content)
    signals.all_generators_finalized.connect(remember_context)
    signals.finalized.connect(check_output)
    signals.finalized.connect(write_reports)
