"""Make a site of one's own: a small folder of settings, texts and workflows that the owner keeps."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from ..core import __version__
from ..core.adapter.system import rename

FILES = Path(__file__).parent / "site_files"
"""The files of a new site. Those with the suffix ``.in`` are templates (``string.Template``)."""
GITHUB = (Path(__file__).parent / "github", Path(__file__).resolve().parents[3] / ".github")
"""The folder with the workflows: in the wheel, in a clone."""
WORKFLOWS = ("workflows/publish.yml", "workflows/links.yml", "dependabot.yml", "diagnostics.json", "as-text")
EXAMPLE_URL = "https://example.org"
"""The URL of a site that has none yet; it cannot be published."""
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language tag of BCP 47, as far as a site needs it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a new site says of its owner."""

    name: str
    """The name of the site."""
    author: str
    url: str = EXAMPLE_URL
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse values that no site can have.

        Raises:
            ValueError: With what was given, and what to give instead.
        """
        for what, text in (("name", self.name), ("author", self.author)):
            if not text.strip() or not text.isprintable():
                raise ValueError(f"--{what} must be a line of text, not {text!r}")
        if not is_web_url(self.url):
            raise ValueError(f"--url must be a URL such as https://ada.example, not {self.url!r}")
        if not LANGUAGE.fullmatch(self.language):
            raise ValueError(f"--language must be a code such as en, ja or pt-BR, not {self.language!r}")


def is_web_url(url: str) -> bool:
    """Return whether a text is an absolute URL that a site can have: no query, fragment or space."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = url.isprintable() and not set(url) & set(" \"'<>\\") and not (parts.query or parts.fragment)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain


def new_site(folder: Path, owner: Owner, today: date) -> list[str]:
    """Write a new site into ``folder``; return the paths of its files, sorted.

    All files are written next to the folder first, so that a failure leaves nothing behind.

    Raises:
        FileExistsError: If the folder exists and is not empty.
        OSError: If the files cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder.as_posix()} exists and is not empty")
    files = site_files(owner, today)
    folder.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{folder.name}-"
    with tempfile.TemporaryDirectory("", prefix, folder.parent, ignore_cleanup_errors=True) as work:
        site = Path(work) / "site"
        for name, data in files.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(data)
        (site / ".github/as-text").chmod(0o755)
        if folder.exists():
            folder.rmdir()
        rename(site, folder)
    return sorted(files)


def site_files(owner: Owner, today: date) -> dict[str, bytes]:
    """Return the content of each file of a new site by its path."""
    words = {
        "name": repr(owner.name),
        "author": repr(owner.author),
        "url": repr(owner.url.rstrip("/")),
        "language": repr(owner.language),
        "title": owner.name,
        "today": today.isoformat(),
        "range": version_range(__version__),
    }
    files = {}
    for path in sorted(FILES.rglob("*")):
        if path.is_file():
            name = path.relative_to(FILES).as_posix()
            files[name.removesuffix(".in").replace("gitignore", ".gitignore")] = filled(path, words)
    return {**files, **github_files()}


def filled(path: Path, words: Mapping[str, str]) -> bytes:
    """Return the content of a file, with the words in it if it is a template."""
    if path.suffix != ".in":
        return path.read_bytes()
    return Template(path.read_text(encoding="utf-8")).substitute(words).encode()


def github_files() -> dict[str, bytes]:
    """Return the workflows that publish a site and check its links, and what they need."""
    folder = next(folder for folder in GITHUB if folder.is_dir())
    return {f".github/{name}": (folder / name).read_bytes() for name in WORKFLOWS}


def version_range(version: str) -> str:
    """Return the range of releases that a site accepts: up to the next one that may break it (SemVer)."""
    major, minor = (int(part) for part in version.split(".")[:2])
    above = f"{major + 1}" if major else f"0.{minor + 1}"
    return f">={version},<{above}"
