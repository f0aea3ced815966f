"""Golden images: the top of each kind of document, at a sixteenth of its size, in tests/theme/golden/.

At this size, an image shows layout and colours but not the differences between fonts.
``invoke dev.screenshot --golden`` takes them again; look at each before you commit it.
"""

from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

from browser import empty_page, visit
from playwright.sync_api import Browser
from theme.sites import EVERYTHING, STRICT, build_sample

FOLDER = Path(__file__).parent / "theme" / "golden"
DOCUMENTS = {
    "home": "",
    "about": "about/",
    "article": "blog/every-element/",
    "listing": "archives/",
    "terms": "tags/",
    "missing": "404.html",
    "narrow": "blog/every-element/",
}
"""Documents of the sample site, by name; the last is the article on a phone."""
SAMPLE = {
    "draft": "drafts/a-draft-without-a-date.html",
    "category": "category/code.html",
    "author": "author/nobody.html",
    "period": "archives/2024.html",
}
"""Documents of the theme's sample texts, which have what the sample site lacks: a draft without a date, and
terms with several documents."""
LOOKS = {"light": {}, "dark": {"scheme": "dark"}, "print": {"width": 800, "height": 1120}}
NAMES = [f"{document}-{look}" for document in DOCUMENTS | SAMPLE for look in LOOKS]
NAMES.remove("narrow-print")
SIZE = {"width": 1280, "height": 1600}
PHONE = {"width": 320}
DRAW = """
const drawn = async (url, scale) => {
  const image = Object.assign(new Image(), { src: "data:image/png;base64," + url });
  await image.decode();
  const canvas = new OffscreenCanvas(image.width / scale, image.height / scale);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { canvas, data: pen.getImageData(0, 0, canvas.width, canvas.height).data };
};
"""
SHRINK = f"""async (url) => {{ {DRAW}
  const blob = await (await drawn(url, 16)).canvas.convertToBlob();
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
}}"""
COMPARE = f"""async (urls) => {{ {DRAW}
  const [one, other] = (await Promise.all(urls.map((url) => drawn(url, 1)))).map(({{ data }}) => data);
  const apart = (far) => one.reduce((sum, value, at) => sum + Math.abs(value - far(at)), 0);
  return one.length === other.length ? apart((at) => other[at]) / apart((at) => one.at(at % 4 - 4)) : 1;
}}"""


FONT_WIDTH = """() => { const of = document.createElement("span"); of.textContent = "0".repeat(100);
  of.style = "font: 16px ui-monospace, Menlo, Consolas, monospace"; document.body.append(of);
  const { width } = of.getBoundingClientRect(); of.remove(); return width; }"""


def has_the_font(browser: Browser) -> bool:
    """Return whether the monospace font is as wide as that of the images, DejaVu Sans Mono: 0.602 em."""
    return abs(float(str(run(browser, FONT_WIDTH, None))) - 963) < 2


def take(browser: Browser, own: Path, sample: Path, name: str) -> bytes:
    """Return one golden image as PNG; ``own`` and ``sample`` are the folders of the two built sites."""
    document, _, look = name.partition("-")
    site, url = (sample, SAMPLE[document]) if document in SAMPLE else (own, DOCUMENTS[document])
    size = {**SIZE, **LOOKS[look], **(PHONE if document == "narrow" else {})}
    with visit(browser, site, url, **size) as opened:
        if look == "print":
            opened.page.emulate_media(media="print")
        image = opened.page.screenshot()
    return b64decode(str(run(browser, SHRINK, b64encode(image).decode())))


def difference(browser: Browser, one: bytes, other: bytes) -> float:
    """Return how much two images differ, relative to the content of the first.

    0 means identical; 1 means a difference as large as that of the first image from
    its background (the last pixel). More is possible.
    """
    return float(str(run(browser, COMPARE, [b64encode(one).decode(), b64encode(other).decode()])))


def run(browser: Browser, script: str, argument: object) -> object:
    """Run a script in an empty document."""
    return empty_page(browser).evaluate(script, argument)


def renew(browser: Browser, own: Path) -> None:
    """Write every golden image again."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        sample = build_sample(Path(folder), STRICT + EVERYTHING).output
        for name in NAMES:
            (FOLDER / f"{name}.png").write_bytes(take(browser, own, sample, name))
