"""Run Lighthouse on a document of a site that is served from this machine with gzip.

The version in package.json is the last that runs on Node 18, Debian's version.
"""

import gzip
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from browser import CHROMIUM, FLAGS

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No host name resolves, so requests to other hosts fail at once."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files, compressed if that makes them smaller, as a good host does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, the index of a directory, or status 404 without a body."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = path.read_bytes() if path.is_file() else b""
        small = gzip.compress(body, mtime=0)
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if len(small) < len(body):
            body = small
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yield its URL, without a trailing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Handler(*args, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def judge(program: Path, url: str, categories: tuple[str, ...]) -> dict[str, Any]:
    """Return Lighthouse's report on a document for a phone, as its JSON.

    Raises:
        RuntimeError: If Lighthouse fails; the message has its output.
    """
    flags = " ".join((*FLAGS, "--headless=new", f'"{ALONE}"'))
    only = f"--only-categories={','.join(categories)}"
    done = subprocess.run(
        [program, url, "--quiet", "--output=json", "--form-factor=mobile", only, f"--chrome-flags={flags}"],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program} {url} failed\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def marks(report: dict[str, Any]) -> dict[str, int]:
    """Return the score of each category, from 0 to 100."""
    return {name: round(category["score"] * 100) for name, category in report["categories"].items()}


def faults(report: dict[str, Any]) -> list[str]:
    """Return the id and title of each audit that lowered a score."""
    audits = report["audits"].values()
    return [f"{audit['id']}: {audit['title']}" for audit in audits if audit["score"] not in (1, None)]
