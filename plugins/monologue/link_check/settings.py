"""The settings ``LINK_CHECK`` and ``LINK_CHECK_ONLINE``, read once. No Pelican."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from string import Template
from typing import Any

from ..core.rule import check_severities
from ..core.settings import SettingsError, read_settings
from .rules import RULES, documented


@dataclass(frozen=True, slots=True)
class Settings:
    """What the check does; each field is one key of ``LINK_CHECK``."""

    mark_external: bool = False
    """Whether links in articles and pages that leave the site get ``rel="external"``, which a theme
    can style and a browser extension can read. Nothing else in the content changes."""

    ignore: tuple[str, ...] = ()
    """Links not to judge, as patterns for the whole link as it is written; ``*`` stands for any text,
    every other character for itself: ``"https://example.com/*"``."""

    severity: dict[str, str] = field(default_factory=dict)
    """What a rule's finding is, by the rule's name: ``"off"``, ``"warning"`` or ``"error"``.
    Rules that are not named here keep their own severity."""

    online: bool = False
    """Whether the addresses of other sites are asked, too. The environment variable ``LINK_CHECK_ONLINE=1``
    says so for one build; how they are asked is for the setting ``LINK_CHECK_ONLINE`` to say."""

    def severity_of(self, rule: str) -> str:
        """Return what a finding of ``rule`` is on this site."""
        return self.severity.get(rule, RULES[rule].severity)

    def ignores(self) -> re.Pattern[str]:
        """Return one pattern that fully matches every ignored link."""
        return any_of(self.ignore)


@dataclass(frozen=True, slots=True)
class Online:
    """How other sites are asked; each field is one key of ``LINK_CHECK_ONLINE``."""

    timeout: float = 15.0
    """Seconds to wait for one answer, from the look-up of the name to the last byte that is needed."""

    connections: int = 40
    """The most connections at once, to all hosts together."""

    per_host: int = 2
    """The most connections at once to one host."""

    rate: float = 5.0
    """The most questions to one host in a second."""

    cache: str = "link-check.json"
    """The file that keeps what was learnt, from the working directory; it can be committed. Empty: none."""

    days: float = 7.0
    """For so many days, a quarter more or less, what was good is not asked again."""

    fail_after: float = 0.0
    """For so many days a link that broke is a warning (``newly-broken``) only."""

    accept: dict[str, list[int]] = field(default_factory=dict)
    """By host, statuses that are good there: ``{"example.com": [403]}``."""

    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    """By host, headers that it is sent, by ``https:`` only, and no other host, whatever redirects there are.
    ``$NAME`` is an environment variable: ``{"api.example.com": {"Authorization": "Bearer $TOKEN"}}``."""

    allow: tuple[str, ...] = ()
    """Hosts, addresses and networks (``"10.0.0.0/8"``) that are asked though they are private."""

    skip_fragments: tuple[str, ...] = ()
    """Links whose fragment is not looked for, as patterns like those of ``ignore``."""

    certificates: str = ""
    """A file of certificates (PEM) that are trusted besides those of the system."""


def any_of(globs: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern that fully matches what any of the ``globs`` does."""
    return re.compile("|".join(map(_pattern_of, globs)) or r"(?!)", re.DOTALL)


def _pattern_of(glob: str) -> str:
    """Return a glob as a pattern. Each text but the last is found where it comes first, and not again."""
    first, *steps = map(re.escape, re.split(r"\*+", glob))
    middle = "".join(f"(?>.*?{step})" for step in steps[:-1])
    return first + middle + "".join(f".*{last}" for last in steps[-1:])


def read(settings: Mapping[str, Any]) -> Settings:
    """Read ``LINK_CHECK`` from a site's settings.

    Raises:
        SettingsError: For an unknown key, rule or severity, a pattern that is no
            text, and a ``SITEURL`` from which no link could be resolved.
    """
    ours = read_settings(Settings, "LINK_CHECK", settings)
    check_severities(ours.severity, documented(), "LINK_CHECK")
    check_texts(ours.ignore, "LINK_CHECK['ignore']")
    check_url(settings.get("SITEURL", ""), "SITEURL")
    return ours


def read_online(settings: Mapping[str, Any], environment: Mapping[str, str] | None) -> Online:
    """Read ``LINK_CHECK_ONLINE``; the ``$NAME`` of headers come from the ``environment``.

    Without one, they stay: whoever asks nobody need not have the tokens.

    Raises:
        SettingsError: For an unknown key, a number that is none or not above 0,
            something else than texts or statuses, a variable that is not set.
    """
    name = "LINK_CHECK_ONLINE"
    ours = read_settings(Online, name, settings)
    for key in ("timeout", "connections", "per_host", "rate", "days"):
        if not getattr(ours, key) > 0:
            raise SettingsError(f"{name}[{key!r}] must be above 0, not {getattr(ours, key)!r}")
    check_texts(ours.allow, f"{name}['allow']")
    check_texts(ours.skip_fragments, f"{name}['skip_fragments']")
    for host, statuses in ours.accept.items():
        if not isinstance(statuses, list | tuple) or not all(type(status) is int for status in statuses):
            raise SettingsError(f"{name}['accept'][{host!r}] must be a list of statuses, not {statuses!r}")
    headers = {
        host.lower(): _filled(given, environment, f"{name}['headers'][{host!r}]")
        for host, given in ours.headers.items()
    }
    accept = {host.lower(): statuses for host, statuses in ours.accept.items()}
    return replace(ours, headers=headers, accept=accept)


def _filled(given: object, environment: Mapping[str, str] | None, where: str) -> dict[str, str]:
    """Return headers with their environment variables filled in. A message never shows a value."""
    if not isinstance(given, Mapping) or not all(isinstance(text, str) for text in given.values()):
        raise SettingsError(f"{where} must be a dictionary of texts")
    if environment is None:
        return dict(given)
    try:
        return {name: Template(text).substitute(environment) for name, text in given.items()}
    except KeyError as error:
        raise SettingsError(f"{where} needs the environment variable {error.args[0]}") from None
    except ValueError:
        raise SettingsError(f"{where} has a $ that begins no name; write $$ for the sign itself") from None


def check_texts(given: Iterable[object], where: str) -> None:
    """Check a list of texts; ``where`` is what the author wrote.

    Raises:
        SettingsError: If one is none.
    """
    for text in given:
        if not isinstance(text, str):
            raise SettingsError(f"{where} must be a list of texts, not {text!r}")


def check_url(url: str, where: str) -> None:
    """Check the address of a site; ``where`` is what the author wrote.

    Raises:
        SettingsError: If no link could be resolved from it.
    """
    if url and not url.startswith(("http://", "https://", "/", ".")):
        raise SettingsError(f"{where} must begin with https:// or http://, not {url!r}")
