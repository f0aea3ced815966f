"""Speak to Pelican: mark links before a site is written, and check what was written."""

import os
from typing import Any

from pelican import Pelican
from pelican.contents import Article, Page
from pelican.plugins import signals

from ..core.diagnostic import Diagnostic, diagnostics_of
from ..core.ending import stop
from ..core.files import shown
from ..core.settings import SettingsError
from .check import check
from .external import mark_external
from .files import Stamps, cycles_uncollected, stamps
from .guard import RULE as CHECK_FAILED
from .guard import guarded
from .model import Finding
from .settings import Online, Settings, read, read_online
from .site import Site
from .written import Context, written_site


class Run:
    """What is remembered between the signals of one run; Pelican runs one site at a time."""

    settings: Settings = Settings()
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


def connect(pelican: Pelican) -> None:
    """Read our settings before anything is written, and connect to Pelican.

    Raises:
        SettingsError: For a mistake in them.
    """
    RUN.settings = read(pelican.settings)
    online = RUN.settings.online or os.environ.get(SWITCH) in ("1", "accept")
    ways = read_online(pelican.settings, os.environ if online else None)
    RUN.online = ways if online else None
    signals.get_generators.connect(remember_output)
    signals.content_object_init.connect(mark_content)
    signals.all_generators_finalized.connect(remember_context)
    signals.finalized.connect(check_output)


def remember_output(pelican: Pelican) -> None:
    """Remember the output as it is before the run, to know afterwards which files are new or old."""
    RUN.before = stamps(pelican.output_path)


def remember_context(generators: list[Any]) -> None:
    """Keep what all generators share: the contents by their sources."""
    RUN.context = generators[0].context


def mark_content(content: Any) -> None:
    """Mark the external links of an article or page; one that the check fails on stays as it is."""
    if not RUN.settings.mark_external or not isinstance(content, Article | Page):
        return

    def failed(why: Finding) -> str:
        severity = RUN.settings.severity_of(CHECK_FAILED)
        if severity != "off":
            path = shown(content.source_path)
            bug = Diagnostic(path, 0, 0, severity, CHECK_FAILED, why.message, why.hint)
            diagnostics_of(content.settings).append(bug)
        return str(content._content)

    html, url = content._content, content.settings["SITEURL"]
    content._content = guarded(content.source_path, lambda: mark_external(html, url), failed)


def check_output(pelican: Pelican) -> None:
    """Check what was written. Where a fault belongs is looked up only if there is one."""
    with cycles_uncollected():
        site = written_site(pelican, RUN.context, RUN.before)
        if RUN.online:
            site = answered(site, RUN.online)
        faults = list(check(site, RUN.settings))
    if faults:
        from .authors import origins_of, tell  # noqa: PLC0415 - a sound site needs no parser of Markdown

        origins = origins_of(site, pelican, RUN.context)
        found = tell(faults, origins, RUN.settings, os.environ.get(FIX, ""))
        diagnostics_of(pelican.settings).extend(found)


def answered(site: Site, online: Online) -> Site:
    """Return the site with what other sites answer.

    Raises:
        SystemExit: With one line if they cannot be asked, with status 130 after Ctrl-C.
    """
    from .online.ask import asked  # noqa: PLC0415 - most builds ask nobody

    try:
        return asked(site, RUN.settings, online, accept=os.environ.get(SWITCH) == "accept")
    except KeyboardInterrupt:  # of which Pelican would make a success
        raise SystemExit(130) from None
    except (SettingsError, OSError) as error:
        stop(str(error))
