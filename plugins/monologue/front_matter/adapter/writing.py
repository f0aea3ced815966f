"""Write the output without overwriting one file with another."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from pelican.urlwrappers import URLWrapper
from pelican.writers import FileOverwriteFailedError
from pelican.writers import Writer as PelicanWriter

from ...core.adapter.files import shown
from ...core.adapter.system import is_windows, why_refused
from ...core.diagnostic import diagnostics_of
from ..fields.judge import diagnostic_of
from ..fields.names import read_name
from ..fields.outputs import Outputs
from ..fields.slugs import spelled
from ..model import Fault, Position

CLAIMS = "front_matter_outputs"
"""The key of Pelican's context for the owners of the output files."""
DIRECT = "the theme's"
"""The start of an owner's name if it is a document of the theme, which content may replace on purpose."""
URL_FIELDS = ("save_as", "slug", "permalink", "path", "url")
REFUSED = {errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ}
"""System errors about a path that cannot be a file; any other, such as a full disk, stops the build."""
OTHER_URL = "choose another URL"


def outputs_of(settings: Mapping[str, Any]) -> Outputs:
    """Return the output files of the site itself: the theme's documents and files, and the main feeds."""
    outputs = Outputs()
    for name in settings["DIRECT_TEMPLATES"]:
        if save_as := settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html"):
            outputs.claim(save_as, f"{DIRECT} {name}")
    for name in ("FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM", "FEED_ALL_RSS"):
        if save_as := settings.get(name):
            outputs.claim(str(save_as), f"the feed {save_as}")
    for folder in settings["THEME_STATIC_PATHS"]:
        root = Path(settings["THEME"]).expanduser() / folder
        for path in root.rglob("*"):
            if path.is_file():
                save_as = f"{settings['THEME_STATIC_DIR']}/{path.relative_to(root).as_posix()}"
                outputs.claim(save_as, f"the file {path.name} of the theme")
    return outputs


class Writer(PelicanWriter):  # type: ignore[misc]
    """Pelican's writer, but a file that cannot be written is reported and does not stop the build."""

    def write_file(self, name: Any, template: Any, context: Any, *arguments: Any, **keywords: Any) -> None:
        """Write a document, or report why it cannot be written."""
        with self._reported(context, *owner_of(name, keywords, self.settings["DIRECT_TEMPLATES"])):
            super().write_file(name, template, context, *arguments, **keywords)

    def write_feed(
        self, elements: Any, context: Any, path: Any = None, *arguments: Any, **keywords: Any
    ) -> Any:
        """Write a feed, or report why it cannot be written."""
        with self._reported(context, f"the feed {path}", (0, 0)):
            return super().write_feed(elements, context, path, *arguments, **keywords)

    @contextmanager
    def _reported(self, context: Mapping[str, Any], owner: str, place: Position) -> Iterator[None]:
        self.outputs: Outputs = context.get(CLAIMS) or Outputs()
        self.outputs.places.setdefault(owner, place)
        self.owner = owner
        try:
            yield
        except FileOverwriteFailedError as error:
            self._report(Fault("output-clash", str(error)))
        except OSError as error:
            # Windows says that a file is not found if its path is too long.
            if error.errno not in REFUSED and not (is_windows() and error.errno == errno.ENOENT):
                raise
            name = Path(str(error.filename)).name
            message = f"{owner} cannot be written: {error.strerror}: {name}"
            self._report(Fault("unwritable-path", message, hint=OTHER_URL))

    def _report(self, fault: Fault, other: str = "") -> None:
        found = clash_of(self.outputs, fault, self.owner, other)
        diagnostics_of(self.settings).append(found)

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> TextIO:
        """Open an output file, or the null device if another owner has it or the system refuses its name.

        Its lines end with ``\\n`` on every system, so that a site is the same wherever it is built.
        """
        save_as = Path(os.path.relpath(filename, self.output_path)).as_posix()
        if reason := why_refused(save_as):
            self._report(Fault("unwritable-path", f"{save_as} has {reason}", hint=OTHER_URL))
            return Path(os.devnull).open("w", encoding=encoding)
        other = self.outputs.claim(save_as, self.owner)
        if other == self.owner:
            file: TextIOWrapper = super()._open_w(filename, encoding, override)
            file.reconfigure(newline="\n")
            return file
        if not (self.owner.startswith(DIRECT) and save_as in self.outputs.replaced):
            self._report(
                Fault("output-clash", f"{self.owner} and {other} are both written to {save_as}"), other
            )
        return Path(os.devnull).open("w", encoding=encoding)


def owner_of(name: Any, keywords: Mapping[str, Any], direct: Sequence[str]) -> tuple[str, Position]:
    """Return the name of a document's owner, and the position of the field that sets its URL."""
    for kind in ("article", "page"):
        if content := keywords.get(kind):
            return shown(Path(content.source_path)), place_of(content)
    for kind in ("tag", "category", "author"):
        if term := keywords.get(kind):
            return f"the listing of the {kind} {term}", (0, 0)
    template = keywords.get("template_name")
    return (f"{DIRECT} {template}" if template in direct else f"the document {name}"), (0, 0)


def place_of(content: Any) -> Position:
    """Return the position of the field that sets the URL of a content object."""
    positions: Mapping[str, Position] = getattr(content, "field_positions", {})
    return next((positions[field] for field in URL_FIELDS if field in positions), (1, 0))


def clash_of(outputs: Outputs, fault: Fault, *owners: str) -> Any:
    """Return the diagnostic of a fault, at the first of its owners that is a source file."""
    source = next((owner for owner in owners if outputs.places.get(owner, (0, 0))[0]), owners[0])
    line, column = outputs.places.get(source, (0, 0))
    hint = fault.hint or "give one of them another URL"
    return diagnostic_of(Fault(fault.rule, fault.message, line, column, hint), source)


def drop_clashing_statics(context: dict[str, Any], settings: dict[str, Any]) -> None:
    """Leave out each static file that would overwrite another file, and report it.

    The files are sorted because Pelican's order of static files differs between processes.
    """
    outputs, kept = context[CLAIMS], []
    for static in sorted(context.get("staticfiles", ()), key=lambda one: str(one.source_path)):
        source = shown(Path(settings["PATH"], static.source_path))
        other = outputs.claim(static.save_as, source)
        if other == source:
            kept.append(static)
        else:
            fault = Fault("output-clash", f"{source} and {other} are both written to {static.save_as}")
            diagnostics_of(settings).append(clash_of(outputs, fault, other, source))
    context["staticfiles"] = kept


def fill_in_slugs(content: Any) -> None:
    """Set the slug of a content object and of its terms where Pelican's slug would be empty."""
    terms = [*getattr(content, "tags", ()), *getattr(content, "authors", ())]
    terms += [getattr(content, name) for name in ("author", "category") if hasattr(content, name)]
    for term in terms:
        # Not ``term.slug``: Pelican would log a warning about an empty slug.
        if isinstance(term, URLWrapper) and not (term._slug or term._normalize_key(term.name)):
            term.slug = spelled(term.name)
    if not getattr(content, "slug", "-"):
        by_title = content.settings["SLUGIFY_SOURCE"] == "title"
        content.slug = spelled(
            content.title if by_title else read_name(Path(content.source_path).as_posix()).name
        )
