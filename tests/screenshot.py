"""Take screenshots of a built site: ``python tests/screenshot.py SITE INTO [--picture FILE --own SITE]``.

Each document is captured in light, in dark, 320 pixels wide, and as printed.
``--picture`` also writes the README's image: the home page of the site ``--own`` in light, and its
newest article in dark.
``--golden`` writes only the images that the tests compare with, see golden.py.
"""

import argparse
import sys
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))
import golden
from browser import launched, visit

KINDS = {
    "light": {},
    "dark": {"scheme": "dark"},
    "phone": {"width": 320, "height": 640},
    "print": {"width": 794, "height": 1123},
}
"""The last size is A4 at 96 pixels per inch."""
PANEL = {"width": 800, "height": 640}
"""Half of the README's image, in CSS pixels; it is captured at a scale of 0.75."""


def documents(site: Path) -> list[str]:
    """Return the URL of every document, relative to the site, sorted."""
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(path.removesuffix("index.html") for path in paths)


def capture(browser: Browser, site: Path, url: str, into: Path) -> None:
    """Write four full-page screenshots of one document, as ``<url>-<kind>.png``."""
    name = url.strip("/").removesuffix(".html").replace("/", "-") or "home"
    for kind, options in KINDS.items():
        with visit(browser, site, url, **options) as opened:
            if kind == "print":
                opened.page.emulate_media(media="print")
            opened.page.screenshot(path=into / f"{name}-{kind}.png", full_page=True)


def capture_pair(browser: Browser, site: Path, picture: Path) -> None:
    """Write a screenshot of the top of the home page, next to that of the newest article in dark."""
    panels = []
    article = max((site / "blog").glob("*/index.html")).parent.relative_to(site).as_posix()
    for url, scheme in (("", "light"), (f"{article}/", "dark")):
        with visit(browser, site, url, scheme=scheme, device_scale_factor=0.75, **PANEL) as opened:
            panels.append(opened.page.screenshot())
    page = browser.new_page(viewport={"width": 1200, "height": 480})
    page.set_content('<body style="margin:0;display:flex">' + "".join(map(image, panels)))
    page.screenshot(path=picture)
    page.close()


def image(png: bytes) -> str:
    """Return an ``img`` element that holds ``png``."""
    return f'<img src="data:image/png;base64,{b64encode(png).decode()}">'


def main() -> None:
    parser = argparse.ArgumentParser(description="Take screenshots of a built site.")
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("into", type=Path, help="the folder for the screenshots")
    parser.add_argument("--url", action="append", help="only this document; may be given several times")
    parser.add_argument("--picture", type=Path, help="where to write the README's image")
    parser.add_argument("--own", type=Path, help="the site that the README's image shows")
    parser.add_argument("--golden", action="store_true", help="write the golden images of the tests instead")
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        if options.golden:
            golden.renew(browser, options.site)
            return
        for url in options.url or documents(options.site):
            capture(browser, options.site, url, options.into)
        if options.picture:
            capture_pair(browser, options.own or options.site, options.picture)


if __name__ == "__main__":
    main()
