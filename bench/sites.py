"""Build this repository's content with any theme, for ``pages.py``."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"About": "about/", "Worklog": "blog/building-a-quiet-site/"}
SETTINGS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from publishconf import *
PATH = {str(ROOT / "content")!r}
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]
PLUGINS = ["monologue.front_matter", "monologue.date_labels", "monologue.theme"]
CC_LICENSE = {{}}  # reflex requires it
"""
OTHERS = 'DIRECT_TEMPLATES = ["index", "archives", "categories", "tags", "authors"]\n'
"""Other themes have no templates for the rest."""


def build(root: Path, name: str, theme: str, url: str) -> None:
    """Build the content with a theme into the folder ``name`` below ``root``."""
    settings = root / f"{name}-settings.py"  # Pelican imports it by this name, which no module may have
    extra = "" if name == "monologue" else OTHERS
    settings.write_text(f"{SETTINGS}{extra}SITEURL = {url!r}\nTHEME = {theme!r}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pelican", "-q", "-s", str(settings), "-o", str(root / name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not all((root / name / page / "index.html").exists() for page in PAGES.values()):
        raise SystemExit(f"{name}: the build failed\n{done.stdout}{done.stderr}")
