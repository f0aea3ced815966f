"""Values of old configurations, in the form that Pelican's settings have."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from .data import listed, text_at
from .model import Entry

NAMES = {
    "github": ("GitHub", "https://github.com/{}"),
    "gitlab": ("GitLab", "https://gitlab.com/{}"),
    "twitter": ("Twitter", "https://twitter.com/{}"),
    "x": ("X", "https://x.com/{}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}"),
    "mastodon": ("Mastodon", ""),
    "bluesky": ("Bluesky", "https://bsky.app/profile/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/{}"),
    "googlescholar": ("Google Scholar", ""),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "huggingface": ("Hugging Face", "https://huggingface.co/{}"),
    "kaggle": ("Kaggle", "https://www.kaggle.com/{}"),
    "stackoverflow": ("Stack Overflow", ""),
    "email": ("Email", "mailto:{}"),
    "mail": ("Email", "mailto:{}"),
}
"""The labels of accounts, and the URL of an account by its user name."""
HOSTS = {
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "twitter.com": "Twitter",
    "x.com": "X",
    "linkedin.com": "LinkedIn",
    "bsky.app": "Bluesky",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "youtube.com": "YouTube",
    "scholar.google.com": "Google Scholar",
    "orcid.org": "ORCID",
    "huggingface.co": "Hugging Face",
}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
IN_FEED = re.compile(r"[^\s@]+@[^\s@]+ \((?P<name>[^()]+)\)")
"""An author as RSS writes it: ``ada@example.org (Ada)``."""
SUFFIX = re.compile(r"[_-](?:username|url|link|handle)\Z")


def language(value: str) -> str:
    """Return a language as a tag of BCP 47 (``en_US.UTF-8`` becomes ``en-US``); empty if it is none."""
    tag = value.partition(".")[0].replace("_", "-")
    return tag if LANGUAGE.fullmatch(tag) else ""


def site_url(value: str, base: str = "") -> str:
    """Return the URL of a site with the path of ``base``; empty if it is not an absolute URL."""
    try:
        parts = urlsplit(value.strip())
        is_url = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    path = f"{parts.path.rstrip('/')}/{base.strip('/')}".rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}" if is_url else ""


def accounts(value: Any) -> tuple[Entry, ...]:
    """Return social links from a mapping of names to users or URLs, or from a list of such entries."""
    found: list[Entry] = []
    if isinstance(value, Mapping):
        for name, user in value.items():
            if isinstance(user, str) and (entry := account(str(name), user)):
                found.append(entry)
            elif isinstance(user, Mapping):
                found += accounts([{"name": name, **user}])
    for item in value if isinstance(value, list) else ():
        name = next(
            filter(None, (text_at(item, key) for key in ("name", "title", "platform", "label", "text"))), ""
        )
        url = next(filter(None, (text_at(item, key) for key in ("url", "href", "link"))), "")
        name = name or next(filter(None, (text_at(item, key) for key in ("icon", "type"))), "")
        if url and (entry := account(name, url)):
            found.append(entry)
    return unique(found)


def account(name: str, user: str) -> Entry | None:
    """Return one social link; None if ``user`` is neither a URL nor the user of a known site."""
    key = re.sub(r"[^a-z]", "", SUFFIX.sub("", name.lower()))
    label, pattern = NAMES.get(key, (name, ""))
    user = user.strip()
    if not user or any(char.isspace() for char in user):
        return None
    if re.match(r"https?://|mailto:", user):
        host = (urlsplit(user).hostname or "").removeprefix("www.") if "[" not in user else ""
        is_plain = key not in NAMES and host in HOSTS
        return (HOSTS[host] if is_plain else label or host, user)
    if user.startswith(("/", "#", "{")) or not pattern:
        return None
    return label, pattern.format(user.lstrip("@") if key != "youtube" else user)


def unique(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries without those whose URL came before."""
    by_url: dict[str, Entry] = {}
    for label, url in found:
        by_url.setdefault(url, (label, url))
    return tuple(by_url.values())


def author(value: Any) -> str:
    """Return a name from a text, a mapping with a ``name``, or the first of a list."""
    first = next(iter(listed(value)), None)
    if isinstance(first, str) and (match := IN_FEED.fullmatch(first.strip())):
        return match["name"]
    return text_at({"name": first}, "name") or text_at(first, "name") or text_at(first, "title")


def feed(output: str, *, is_atom: bool) -> dict[str, str]:
    """Return the setting that writes the site's feed to a file."""
    return {"FEED_ALL_ATOM" if is_atom else "FEED_ALL_RSS": output.lstrip("/")}
