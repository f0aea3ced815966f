"""Show on a terminal which stage a long build has reached: "Reading 340 of 1,000".

Nothing is shown in a pipe, on a terminal that cannot overwrite a line (``TERM=dumb``), or with ``--quiet``.
"""

import logging
import os
import time
from collections.abc import Callable
from typing import Any

from pelican.contents import Article, Page
from pelican.log import console
from pelican.plugins import signals

from .terminal import TERMINAL, is_terminal, overwrite

AFTER, PAUSE = 1.0, 0.1
"""Seconds until the first line, and between two lines."""


class Progress:
    """Shows the latest step of one build, in the process that began it."""

    def __init__(
        self,
        show: Callable[[str], object],
        after: float,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._show, self._pause, self._clock = show, pause, clock
        self._next = clock() + after
        self._process = os.getpid()
        self.sources = self.read = self.contents = self.written = 0

    def step(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` steps of a stage are done, unless that would be too soon."""
        now = self._clock()
        if now >= self._next and self._process == os.getpid():  # not in a fork, which has other numbers
            self._next = now + self._pause
            self._show(f"{stage} {min(done, total):,} of {total:,}")


class Run:
    """The progress of the current build; None if it is not shown."""

    progress: Progress | None = None
    site: Any = None
    """The Pelican object of that build."""
    spinner: Any = None
    """Pelican's own spinner, while it is shown."""


RUN = Run()


def step(stage: str, done: int, total: int) -> None:
    """Show how far a stage of the build is, if that is shown at all."""
    if RUN.progress:
        RUN.progress.step(stage, done, total)


def follow(pelican: Any) -> None:
    """Show the progress of the build that begins. Each part calls this; the first call of a build counts."""
    if RUN.site is pelican:
        return
    RUN.site, show = pelican, _shown_by()
    RUN.progress = Progress(show, AFTER, PAUSE) if show else None
    if show:
        signals.article_generator_init.connect(count_articles)
        signals.page_generator_init.connect(count_pages)
        signals.content_object_init.connect(count_read)
        signals.all_generators_finalized.connect(count_contents)
        signals.content_written.connect(count_written)


def _shown_by() -> Callable[[str], object] | None:
    """Return the function that shows a line; None if there is no terminal for it."""
    if logging.getLogger().getEffectiveLevel() > logging.WARNING:
        return None
    if given := os.environ.get(TERMINAL, ""):
        return lambda line: overwrite(int(given), line)
    if not is_terminal(console.file):
        return None
    if not isinstance(vars(console).get("status"), _Spinners):
        console.status = _Spinners(console.status)
    return lambda line: RUN.spinner and RUN.spinner.update(line)


class _Spinners:
    """Pelican's function that shows "Generating...": the text of what it returns can be replaced."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self._make = make

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        RUN.spinner = self._make(*arguments, **named)
        return RUN.spinner


def count_articles(generator: Any) -> None:
    """Count the files that Pelican may read as articles."""
    _count_sources(generator, "ARTICLE")


def count_pages(generator: Any) -> None:
    """Count the files that Pelican may read as pages."""
    _count_sources(generator, "PAGE")


def _count_sources(generator: Any, kind: str) -> None:
    given = generator.settings
    if RUN.progress:
        files = generator.get_files(given[f"{kind}_PATHS"], exclude=given[f"{kind}_EXCLUDES"])
        RUN.progress.sources += len(files)


def count_read(content: Any) -> None:
    """Show how many texts are read."""
    if RUN.progress and isinstance(content, Article | Page):
        RUN.progress.read += 1
        step("Reading", RUN.progress.read, RUN.progress.sources)


def count_contents(generators: list[Any]) -> None:
    """Count the articles and pages that will be written."""
    if RUN.progress:
        RUN.progress.contents = len(generators[0].context["generated_content"])


def count_written(path: str, context: Any) -> None:
    """Show how many articles and pages are written."""
    if RUN.progress and (context.get("article") or context.get("page")):
        RUN.progress.written += 1
        step("Writing", RUN.progress.written, RUN.progress.contents)
