"""The collections of an Astro site: their folders, and the start of their URLs.

Which URLs a collection has is decided by code in ``src/pages``. Where that is
``[...slug].astro`` with ``getCollection("name")``, the folder of that file is the start of the URLs.
"""

import re
from collections.abc import Mapping

from ..data import read_data, text_at
from ..model import Source
from ..slugs import is_mdx

FILES = tuple(
    f"src/content{name}" for name in (".config.ts", ".config.js", ".config.mjs", "/config.ts", "/config.js")
)
MAX_SIZE = 100_000
"""The part of the configuration that is read, in characters."""
LOADER = re.compile(
    r"\b(?P<name>\w{1,80})\s*=\s*defineCollection\((?:(?!defineCollection).)*?\bbase:\s*"
    r"(?:[\"'`](?:\./)?(?P<base>[^\"'`$]+)|`\./\$\{(?P<constant>\w+)\}|(?P<variable>\w+))",
    re.S,
)
NAMED = re.compile(r"[\"']?(?P<name>[\w-]+)[\"']?\s*:\s*(?P<variable>\w+)\s*[,}]")
"""An entry of ``export const collections = {post: postCollection}``."""
CONSTANT = re.compile(r"const\s+(?P<name>\w+)\s*=\s*[\"'](?:\./)?(?P<value>[^\"'$]+)[\"']")
USED = re.compile(
    r"getCollection(?:<[^>]*>)?\(\s*[\"'](?P<name>[\w-]+)|(?<![\w.])(?:getAll|fetch)(?P<plural>\w+)\("
)
NO_ROUTE = re.compile(
    r"\[(?:\.\.\.)?(?:page|tag|category|author|year|month)\b|\.(?:png|xml|json|txt|md)\.|og-image|/api/"
)
YAML = "src/config.yaml"
"""The configuration of the theme AstroWind and of those that are derived from it."""
PAGES = frozenset({"pages", "page"})
"""Collections whose texts are pages at the top of the site."""
TERMS = frozenset("tag tags category categories author authors".split())
"""Collections that describe terms, and are not published as texts."""


def collections_of(source: Source) -> dict[str, str]:
    """Return the name of the collection in each folder: those that are configured, else each folder."""
    text = source.text(source.first(*FILES))[:MAX_SIZE]
    constants = {match["name"]: match["value"] for match in CONSTANT.finditer(text)}
    found = {}
    for match in LOADER.finditer(text):
        base = match["base"] or constants.get(match["constant"] or match["variable"] or "", "")
        if any(map(is_mdx, source.below(base.strip("/")))):
            found[base.strip("/")] = match["name"]
    named = {match["variable"]: match["name"] for match in NAMED.finditer(text)}
    found = {folder: named.get(name, name) for folder, name in found.items()}
    known = tuple(f"{one}/" for one in found)
    for name in source.below("src/content"):
        folder = "/".join(name.split("/")[:3])
        if is_mdx(name) and name.count("/") > 2 and not name.startswith(known):
            found.setdefault(folder, folder.rpartition("/")[2])
    return {folder: name for folder, name in sorted(found.items()) if name.lower() not in TERMS}


def route_of(source: Source, collection: str, folder: str) -> str:
    """Return the start of the URLs of a collection: where the code of the site prints it, else its name."""
    own = text_at(read_data(source.text(YAML), "yaml"), "apps", "blog", "post", "permalink")
    if own.endswith("%slug%") and own.count("%") == 2 and collection == "post":
        return f"{prefix}/" if (prefix := own.removesuffix("%slug%").strip("/")) else ""
    names = {one.lower().rstrip("s") for one in (collection, folder.rpartition("/")[2])}
    for name in source.below("src/pages"):
        if name.endswith(".astro") and "[" in name and not NO_ROUTE.search(name):
            used = {match["name"] or match["plural"] for match in USED.finditer(source.text(name))}
            if names & {one.lower().rstrip("s") for one in used}:
                before = name.removeprefix("src/pages/").partition("[")[0]
                is_page = collection in PAGES
                return "" if is_page else before
    return "" if collection in PAGES else f"{collection}/"


def root_of(collections: Mapping[str, str]) -> str:
    """Return the folder that holds the most collections: ``src``, or another one at the top of the site."""
    tops = [folder.partition("/")[0] for folder in collections]
    return max(sorted(set(tops)), key=tops.count, default="src") if "src" not in tops else "src"
