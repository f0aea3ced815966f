"""Keep the page of a text that a build left out because of an error: its last good version."""

import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..build.process import Build


def keep_documents(made: Build, last: Path | None, known: Mapping[str, str]) -> dict[str, str]:
    """Copy documents from the ``last`` build into a new one that left out their sources.

    ``known`` has the document of each source, as this function returned it for the last build.
    """
    if made.status:
        return dict(known)
    kept = {source: known[source] for source in made.left_out if last and source in known}
    for path in kept.values():
        with suppress(OSError):  # then the page is missing, as in the published site
            copy_document(Path(last or ""), made.folder, path)
    return {**made.documents, **kept}


def copy_document(last: Path, new: Path, path: str) -> None:
    """Copy a document; one in a folder of its own, with the files beside it. No file is replaced."""
    document = last / path
    files = document.parent.iterdir() if document.name == "index.html" and "/" in path else [document]
    if (new / path).exists():
        return
    for file in files:
        target = new / file.relative_to(last)
        if file.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, target)


def causes_first(report: str, left_out: Iterable[str]) -> str:
    """Return the report with the lines of the sources that were left out before all others."""
    causes = tuple(f"{source}:" for source in left_out)
    return "\n".join(sorted(report.splitlines(), key=lambda line: not line.startswith(causes)))
