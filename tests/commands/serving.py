"""A running `invoke serve`, and a small site for it."""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue

from conftest import BASE_SETTINGS, ROOT

SERVE = (
    "import sys; from pathlib import Path; from monologue.commands.serve.loop import serve;"
    "serve(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]))"
)


class Served:
    """A running server, and what it prints."""

    def __init__(self, root: Path, port: int = 8700, before: str = "", **environment: str) -> None:
        command = [sys.executable, "-c", before + SERVE, str(root), str(port)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT / "plugins",
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: Queue[str] = Queue()
        self.printed = ""
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.url = re.search(r"http://\S+", self.wait_for("Ctrl-C to stop"))[0]  # type: ignore[index]

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line)

    def end(self) -> None:
        self.process.kill()
        self.reader.join()
        with self.process:  # waits, and closes the pipe
            pass

    def wait_for(self, words: str) -> str:
        """Wait for a line that contains ``words``, and return it."""
        while True:
            try:
                line = self.lines.get(timeout=30)
            except Empty:
                raise AssertionError(f"{words!r} was not printed, but:\n{self.printed}") from None
            self.printed += line
            if words in line:
                return line


def write_site(folder: Path) -> Path:
    """A small site with its own theme."""
    for name, text in {
        "content/pages/about.md": "---\ntitle: About\n---\n\nFirst text.\n",
        "content/blog/work.md": "---\ntitle: Work\ndate: 2026-01-02\n---\n\nWork.\n",
        "theme/templates/page.html": "<!doctype html><title>x</title><body>{{ page.content }}</body>",
        "my-templates/css/site.css": "",
        "pelicanconf.py": BASE_SETTINGS.replace(str(ROOT / "theme"), str(folder / "theme"))
        + 'PLUGINS = ["monologue.front_matter"]\nPAGE_URL = PAGE_SAVE_AS = "{slug}.html"\n'
        + 'THEME_TEMPLATES_OVERRIDES = ["my-templates"]\n',
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Save a file with another text."""
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
