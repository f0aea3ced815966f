"""Measure `invoke serve`: its memory over many builds, and the time from a saved file to a served page.

    python bench/serve.py --builds 200 --articles 20

The server runs in a separate process, as when an author starts it; its memory is read
from /proc (Linux). The time of an edit ends when the page contains the new text.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import articles
import build

ROOT = Path(__file__).resolve().parents[1]
SERVE = """
import sys
from pathlib import Path
from monologue.commands.serve.loop import serve
serve(Path(sys.argv[1]), "127.0.0.1", 8800)
"""


def memory(process: int) -> float:
    """Return the private memory of a process, in MB."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(kib) for kib in re.findall(r"Private_\w+: +(\d+)", text)) / 1024


def edit(article: Path, url: str, mark: str) -> float:
    """Save an article with a new mark, and return the seconds until its page contains the mark."""
    text = article.read_text(encoding="utf-8")
    article.write_text(re.sub(r"\nMark \d+\.\n|\Z", f"\nMark {mark}.\n", text, count=1), encoding="utf-8")
    start = time.perf_counter()
    while f"Mark {mark}." not in page(url):
        time.sleep(0.01)
    return time.perf_counter() - start


def page(url: str) -> str:
    """Return the served page; empty if a build read the article while it was being written."""
    try:
        with urllib.request.urlopen(url) as response:
            return str(response.read().decode())
    except urllib.error.HTTPError:
        return ""


def main() -> None:
    """Measure, then print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--builds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        articles.write(site / "content", options.articles)
        settings = f"{build.SETTINGS}\nTHEME = {build.THEME!r}\nPLUGINS = {build.WITH_THEME!r}\n"
        (site / "pelicanconf.py").write_text(settings, encoding="utf-8")
        command = [sys.executable, "-u", "-c", SERVE, folder]
        with subprocess.Popen(
            command, cwd=ROOT / "plugins", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as served:
            lines = iter(served.stdout or ())
            found = re.search(r"http://\S+", next(line for line in lines if "Ctrl-C" in line))
            next(line for line in lines if "Build 0 is served" in line)
            url = f"{found[0] if found else ''}post-00000.html"
            try:
                measure(site / "content/post-00000.md", url, served.pid, options.builds)
            finally:
                served.terminate()


def measure(article: Path, url: str, process: int, builds: int) -> None:
    """Edit the article ``builds`` times, and print memory and time after each tenth."""
    print("| builds | the server's own memory, MB | saved to served, s (median) |\n|---:|---:|---:|")
    step = max(builds // 10, 1)
    for done in range(step, builds + 1, step):
        times = [edit(article, url, str(done - step + number)) for number in range(step)]
        print(f"| {done} | {memory(process):.1f} | {statistics.median(times):.2f} |", flush=True)


if __name__ == "__main__":
    main()
