"""Connect to Pelican's signals: mark links before the output is written, and check the output."""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from pelican import Pelican
from pelican.contents import Article, Page
from pelican.plugins import signals

from ...core.adapter.files import shown
from ...core.adapter.stop import stop
from ...core.cache import call_when_rendered, notes_of
from ...core.diagnostic import Diagnostic, diagnostics_of
from ...core.settings import SettingsError
from ..check import check, external_urls, severity_of
from ..extract.documents import kind_of
from ..guard import RULE as CHECK_FAILED
from ..guard import guarded
from ..io.files import Stamps, gc_paused, stamps
from ..model import Finding
from ..online.settings import Online, read_online
from ..settings import Settings, read
from ..site import Site
from .documents import read_document
from .external import mark_external
from .written import Context, written_site


class Run:
    """The state between the signals of one run; Pelican runs one site at a time."""

    settings: Settings = Settings()
    online: Online | None = None
    """The settings for requests to other sites; None in an offline check."""
    before: Stamps
    """The state of the output before this run."""
    context: Context
    begun: dict[str, Any]
    """Every content that was created, by source: one with an error is left out later."""


RUN = Run()
SWITCH = "LINK_CHECK_ONLINE"
"""The environment variable that enables requests to other sites for one build. (``--extra-settings`` would
replace the whole ``LINK_CHECK``.) ``accept`` also accepts the faults that are found."""
FIX = "LINK_CHECK_FIX"
"""The environment variable that corrects links: ``diff`` shows the corrections, ``write`` makes them."""


def connect(pelican: Pelican) -> None:
    """Read the settings before anything is written, and connect to Pelican's signals.

    Raises:
        SettingsError: If a setting is wrong.
    """
    RUN.settings = read(pelican.settings)
    online = RUN.settings.online or os.environ.get(SWITCH) in ("1", "accept")
    ways = read_online(pelican.settings, os.environ if online else None)
    RUN.online = ways if online else None
    notes_of(pelican.settings)["link_check"] = ContentNotes()
    call_when_rendered(pelican.settings, partial(read_rendered, pelican.settings))
    signals.get_generators.connect(remember_output)
    signals.content_object_init.connect(remember_content)
    signals.content_object_init.connect(mark_content)
    signals.all_generators_finalized.connect(remember_context)
    signals.finalized.connect(check_output)


def read_rendered(settings: Mapping[str, Any], path: str, text: str) -> None:
    """Read a document in the process that rendered it; only the cache keeps the result."""
    if kind_of(path):
        read_document(settings, path, text.encode("utf-8", "surrogatepass"))


def remember_output(pelican: Pelican) -> None:
    """Save the state of the output before the run, to know afterwards which files were written."""
    RUN.before = stamps(pelican.output_path)
    RUN.begun = {}


def remember_context(generators: list[Any]) -> None:
    """Keep the context that all generators share: the contents by source."""
    RUN.context = generators[0].context


class ContentNotes:
    """What this part keeps about a content: that it was created."""

    def of(self, content: Any) -> Any:
        """Return nothing that has to be stored."""
        return ()

    def restore(self, content: Any, noted: Any) -> bool:
        """Keep a content that was restored."""
        remember_content(content)
        return True


def remember_content(content: Any) -> None:
    """Keep an article or page that was created."""
    if isinstance(content, Article | Page):
        RUN.begun[content.relative_source_path or ""] = content


def mark_content(content: Any) -> None:
    """Mark the external links of an article or page; leave it unchanged if the check fails on it."""
    if not RUN.settings.mark_external or not isinstance(content, Article | Page):
        return

    def failed(why: Finding) -> str:
        severity = severity_of(CHECK_FAILED, RUN.settings)
        if severity != "off":
            path = shown(content.source_path)
            bug = Diagnostic(path, 0, 0, severity, CHECK_FAILED, why.message, why.hint)
            diagnostics_of(content.settings).append(bug)
        return str(content._content)

    html, url = content._content, content.settings["SITEURL"]
    content._content = guarded(content.source_path, lambda: mark_external(html, url), failed)


def check_output(pelican: Pelican) -> None:
    """Check the output. The author's files are read only if there is a fault."""
    with gc_paused():
        site = written_site(pelican, RUN.context, RUN.before, RUN.begun)
        if RUN.online:
            site = with_responses_or_stop(site, RUN.online)
        faults = list(check(site, RUN.settings))
    if faults:
        from .sources import origins_of, report  # noqa: PLC0415 - needed only if there are faults

        origins = origins_of(site, pelican, RUN.context)
        found = report(faults, origins, RUN.settings, os.environ.get(FIX, ""))
        diagnostics_of(pelican.settings).extend(found)


def with_responses_or_stop(site: Site, online: Online) -> Site:
    """Return the site with the results of requests to other sites.

    Raises:
        SystemExit: With one line if no requests can be sent, with status 130 after Ctrl-C.
    """
    from ..io.online_check import results_of  # noqa: PLC0415 - most builds send no requests

    urls, accept = external_urls(site, RUN.settings), os.environ.get(SWITCH) == "accept"
    try:
        return replace(site, online=results_of(urls, online, accept=accept))
    except KeyboardInterrupt:  # Pelican would exit with status 0
        raise SystemExit(130) from None
    except (SettingsError, OSError) as error:
        stop(str(error))
