"""Redirects of the former site that are not in its texts: the file ``_redirects`` of Netlify and others.

Hosts that know this file go on reading it; all others get a redirect page for each exact path in it.
Source: https://docs.netlify.com/manage/routing/redirects/overview/.
"""

from collections.abc import Iterable

from .model import Text
from .slugs import joined

FILES = ("public/_redirects", "static/_redirects", "_redirects", "netlify/_redirects")
FIELDS = ("aliases", "alias", "redirect_from")
"""The fields that redirect to a text; a text that has one keeps these redirects only."""
PERMANENT = frozenset({"", "301", "302", "307", "308"})


def redirects_of(text: str, texts: Iterable[Text]) -> dict[str, Text]:
    """Return the text that each old path leads to; patterns, other sites and unknown targets are left out."""
    by_address = {joined(one.address).removesuffix("index.html"): one for one in texts}
    taken = set(by_address)
    found: dict[str, Text] = {}
    for line in text.splitlines():
        old, target, status = (*line.partition("#")[0].split()[:3], "", "", "")[:3]
        if not old.startswith("/") or not target.startswith("/") or status.rstrip("!") not in PERMANENT:
            continue
        path, one = joined(old), by_address.get(joined(target.partition("#")[0]))
        if (
            one
            and path
            and not set("*:?") & set(path)
            and path not in taken
            and not set(FIELDS) & set(one.fields)
        ):
            found.setdefault(path, one)
    return found


def files_of(redirects: dict[str, Text]) -> dict[str, list[str]]:
    """Return the output files of the redirects to each text, by the path of the text."""
    found: dict[str, list[str]] = {}
    for old, text in sorted(redirects.items()):
        is_file = "." in old.rpartition("/")[2]
        found.setdefault(text.path, []).append(old if is_file else f"{old}/index.html")
    return found
