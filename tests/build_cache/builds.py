"""Build a site with and without the cache, and compare everything that the builds write."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forked import run_module

HERE = Path(__file__).parent
PARTS = ("body", "build_cache", "date_labels", "front_matter", "link_check", "public_files", "theme")
PRELOAD = ("pelican", "pelican.generators", "monologue", *(f"monologue.{part}.adapter" for part in PARTS))
OF_CACHE = re.compile(
    r"^(The build cache |Reused \d|Nothing is (reused|stored)|Only texts are |Texts of Python-Markdown ).*\n",
    re.MULTILINE,
)
"""What only a build with the cache prints."""
TIMES = re.compile(r"^(\[\d\d:\d\d:\d\d\]| {10})|in \d+\.\d+ seconds", re.MULTILINE)
"""The time of day before a line of the log, or the space in its place, and the duration of a build."""


@dataclass(frozen=True, slots=True)
class Done:
    """What one build left."""

    status: int
    stdout: str
    stderr: str
    files: Mapping[str, bytes]

    @property
    def said(self) -> list[str]:
        """The lines about the cache."""
        return [
            found.group().strip() for text in (self.stdout, self.stderr) for found in OF_CACHE.finditer(text)
        ]

    @property
    def reused(self) -> tuple[int, int]:
        """How many texts and documents were reused."""
        found = re.search(r"Reused ([\d,]+) of [\d,]+ texts and ([\d,]+)", self.stdout)
        return (int(found[1].replace(",", "")), int(found[2].replace(",", ""))) if found else (0, 0)


def build(root: Path, cache: Any, *arguments: str, **environment: str) -> Done:
    """Build the site in ``root``; ``cache`` is its setting ``BUILD_CACHE``."""
    given = {"BUILD_CACHE": json.dumps(cache), "COLUMNS": "300", **environment}
    paths = [HERE, root / "libraries/site-packages"]
    done = run_module("one_build", *arguments, folder=root, paths=paths, preload=PRELOAD, **given)
    return Done(done.returncode, done.stdout, done.stderr, files_of(root / "output"))


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def differences(clean: Done, fast: Done) -> list[str]:
    """Return what differs between a clean build and a fast one."""
    found = []
    if clean.status != fast.status:
        found.append(f"exit status {fast.status}, not {clean.status}")
    for name in ("stderr", "stdout"):
        expected, given = (_comparable(getattr(one, name)) for one in (clean, fast))
        found += [f"{name}: added: {line}" for line in given if line not in expected]
        found += [f"{name}: missing: {line}" for line in expected if line not in given]
        if sorted(expected) == sorted(given) and expected != given:
            found.append(f"{name}: another order")
        elif set(expected) == set(given) and expected != given:
            found.append(f"{name}: a line is repeated, or is not")
    names = sorted(clean.files.keys() | fast.files.keys())
    return found + [text for name in names if (text := _difference(name, clean.files, fast.files))]


def _comparable(text: str) -> list[str]:
    return [re.sub(" +", " ", line) for line in TIMES.sub("", OF_CACHE.sub("", text)).splitlines()]


def _difference(name: str, clean: Mapping[str, bytes], fast: Mapping[str, bytes]) -> str:
    if clean.get(name) == fast.get(name):
        return ""
    if name not in fast or name not in clean:
        return f"{name}: {'missing' if name in clean else 'added'}"
    lines = [data[name].decode("utf-8", "replace").splitlines() for data in (clean, fast)]
    changed = [pair for pair in zip(*lines, strict=False) if pair[0] != pair[1]]
    first = changed[0] if changed else tuple(str(len(side)) for side in lines)
    same = (place for place, (one, other) in enumerate(zip(*first, strict=False)) if one != other)
    start = max(next(same, 0) - 60, 0)
    return f"{name}: {len(changed)} lines differ: " + "".join(f"\n    {side[start:][:200]}" for side in first)


class Variants:
    """One site, built without a cache, with one process, and with two into a folder that is kept."""

    def __init__(
        self, root: Path, without: bool = False, processes: tuple[int, ...] = (1, 2), **options: Any
    ) -> None:
        self.root, self.without, self.processes, self.options = root, without, processes, options
        self.clean = self.one = self.two = Done(0, "", "", {})

    def compare(self, *arguments: str, **environment: str) -> list[str]:
        """Build without the cache, and with it; return all differences."""
        shutil.rmtree(self.root / "output", ignore_errors=True)
        self.clean = build(self.root, False, *arguments, **environment)
        shutil.rmtree(self.root / "output", ignore_errors=True)
        found = []
        if 1 in self.processes:
            self.one = self.fast("one", 1, *arguments, **environment)
            found += [f"one process: {line}" for line in differences(self.clean, self.one)]
            shutil.rmtree(self.root / "output", ignore_errors=True)
        if 2 in self.processes:
            self.two = self._into_kept_folder(*arguments, **environment)
            found += [f"two processes: {line}" for line in differences(self.clean, self.two)]
        return found

    def _into_kept_folder(self, *arguments: str, **environment: str) -> Done:
        output, kept = self.root / "output", self.root / "kept"
        if kept.exists():
            kept.rename(output)
        for name in files_of(output).keys() - self.clean.files.keys():
            (output / name).unlink()  # otherwise a link to it would not be reported
        done = self.fast("two", 2, *arguments, **environment)
        if output.exists():
            output.rename(kept)
        return done

    def fast(self, store: str, processes: int, *arguments: str, **environment: str) -> Done:
        """Build with the cache, in a store of its own."""
        cache = {"folder": f".{store}", "processes": processes, **self.options}
        return build(self.root, False if self.without else cache, *arguments, **environment)
