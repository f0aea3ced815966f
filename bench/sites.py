"""Our own texts built with any theme, and served from this machine with gzip, for ``pages.py``."""

import gzip
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"About": "about/", "Worklog": "blog/building-a-quiet-site/"}
SETTINGS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from publishconf import *
PATH = {str(ROOT / "content")!r}
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]
PLUGINS = ["front_matter", "date_labels"]
CC_LICENSE = {{}}  # reflex takes it for granted
"""
OTHERS = 'DIRECT_TEMPLATES = ["index", "archives", "categories", "tags", "authors"]\n'
"""Another theme has no template for the rest."""


class Handler(SimpleHTTPRequestHandler):
    """Files, compressed where that makes them smaller, as a good host does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, with its directory's index, or with 404 and nothing."""
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
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address. There is an empty document in it, ``/blank.html``."""
    (folder / "blank.html").write_text("<!doctype html><title>Blank</title>", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Handler(*args, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def build(root: Path, name: str, theme: str, url: str) -> None:
    """Build our texts with a theme into the folder ``name`` below ``root``."""
    settings = root / f"{name}.py"
    extra = "" if name == "monologue" else OTHERS
    settings.write_text(f"{SETTINGS}{extra}SITEURL = {url!r}\nTHEME = {theme!r}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pelican", "-q", "-s", str(settings), "-o", str(root / name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not all((root / name / page / "index.html").exists() for page in PAGES.values()):
        raise SystemExit(f"{name}: the build failed\n{done.stdout}{done.stderr}")
