"""Read the settings ``LINK_CHECK`` and ``LINK_CHECK_ONLINE``. No Pelican."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from string import Template
from typing import Any

from ..core.rule import check_severities
from ..core.settings import SettingsError, read_settings
from .rules.registry import RULES


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the check; each field is one key of ``LINK_CHECK``."""

    mark_external: bool = False
    """Whether links to other sites in articles and pages get ``rel="external"``, which a theme can
    style. Nothing else in the content changes."""

    ignore: tuple[str, ...] = ()
    """Links to ignore, as patterns that match the whole link as written. ``*`` matches any text; every
    other character matches itself: ``"https://example.com/*"``."""

    severity: dict[str, str] = field(default_factory=dict)
    """The severity of rules, by name: ``"off"``, ``"warning"`` or ``"error"``. Other rules keep
    their default severity."""

    online: bool = False
    """Whether links to other sites are checked with HTTP requests. The environment variable
    ``LINK_CHECK_ONLINE=1`` does so for one build; the setting ``LINK_CHECK_ONLINE`` has the details."""

    def severity_of(self, rule: str) -> str:
        """Return the severity of ``rule`` on this site."""
        return self.severity.get(rule, RULES[rule].severity)

    def ignores(self) -> re.Pattern[str]:
        """Return a pattern that fully matches every ignored link."""
        return any_of(self.ignore)


@dataclass(frozen=True, slots=True)
class Online:
    """The settings for requests to other sites; each field is one key of ``LINK_CHECK_ONLINE``."""

    timeout: float = 15.0
    """Seconds to wait for one response, from the DNS lookup to the last byte that is needed."""

    connections: int = 40
    """The maximum number of simultaneous connections to all hosts together."""

    per_host: int = 2
    """The maximum number of simultaneous connections to one host."""

    rate: float = 5.0
    """The maximum number of requests per second to one host."""

    cache: str = "link-check.json"
    """The file that keeps the results, relative to the working directory; commit it or not. Empty: none."""

    days: float = 7.0
    """Days for which a good result is reused (±25 %, so that entries do not all expire together)."""

    fail_after: float = 0.0
    """Days for which a link that breaks is only a warning (``newly-broken``)."""

    accept: dict[str, list[int]] = field(default_factory=dict)
    """Further statuses that count as good, by host: ``{"example.com": [403]}``."""

    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Request headers, by host. They are sent to that host only, and only with ``https:``; redirects do
    not forward them. ``$NAME`` is an environment variable:
    ``{"api.example.com": {"Authorization": "Bearer $TOKEN"}}``."""

    allow: tuple[str, ...] = ()
    """Private hosts, IP addresses and networks (``"10.0.0.0/8"``) to which requests may be sent."""

    skip_fragments: tuple[str, ...] = ()
    """Links whose fragment is not checked, as patterns like those of ``ignore``."""

    certificates: str = ""
    """A PEM file of certificates to trust in addition to those of the system."""


def any_of(globs: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that fully matches any text that one of the ``globs`` matches."""
    return re.compile("|".join(map(_pattern_of, globs)) or r"(?!)", re.DOTALL)


def _pattern_of(glob: str) -> str:
    """Return a glob as a pattern. Atomic groups prevent backtracking: each text but the last matches once."""
    first, *steps = map(re.escape, re.split(r"\*+", glob))
    middle = "".join(f"(?>.*?{step})" for step in steps[:-1])
    return first + middle + "".join(f".*{last}" for last in steps[-1:])


def read(settings: Mapping[str, Any]) -> Settings:
    """Read ``LINK_CHECK`` from a site's settings.

    Raises:
        SettingsError: For an unknown key, rule or severity, a pattern that is not a
            string, or a ``SITEURL`` that is not a URL.
    """
    ours = read_settings(Settings, "LINK_CHECK", settings)
    check_severities(ours.severity, RULES, "LINK_CHECK")
    check_texts(ours.ignore, "LINK_CHECK['ignore']")
    check_url(settings.get("SITEURL", ""), "SITEURL")
    return ours


def read_online(settings: Mapping[str, Any], environment: Mapping[str, str] | None) -> Online:
    """Read ``LINK_CHECK_ONLINE`` and fill in the ``$NAME`` of headers from the ``environment``.

    Without an environment they are not filled in: an offline check needs no tokens.

    Raises:
        SettingsError: For an unknown key, a value of a wrong type, a number that is not
            above 0, or an environment variable that is not set.
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
            raise SettingsError(
                f"{name}['accept'][{host!r}] must be a list of whole numbers, not {statuses!r}"
            )
    headers = {
        host.lower(): _filled(given, environment, f"{name}['headers'][{host!r}]")
        for host, given in ours.headers.items()
    }
    accept = {host.lower(): statuses for host, statuses in ours.accept.items()}
    return replace(ours, headers=headers, accept=accept)


def _filled(given: object, environment: Mapping[str, str] | None, where: str) -> dict[str, str]:
    """Return headers with their environment variables filled in. Messages never contain a header value."""
    if not isinstance(given, Mapping) or not all(isinstance(text, str) for text in given.values()):
        raise SettingsError(f"{where} must be a dictionary of strings")
    if environment is None:
        return dict(given)
    try:
        return {name: Template(text).substitute(environment) for name, text in given.items()}
    except KeyError as error:
        raise SettingsError(
            f"{where} needs the environment variable {error.args[0]}, which is not set"
        ) from None
    except ValueError:
        raise SettingsError(f"{where} has a $ without a name after it (write $$ for a dollar sign)") from None


def check_texts(given: Iterable[object], where: str) -> None:
    """Check a list of strings; ``where`` names the setting in messages.

    Raises:
        SettingsError: If an item is not a string.
    """
    for text in given:
        if not isinstance(text, str):
            raise SettingsError(f"{where} must be a list of strings, not of {text!r}")


def check_url(url: str, where: str) -> None:
    """Check the URL of a site; ``where`` names the setting in messages.

    Raises:
        SettingsError: If links cannot be resolved against it.
    """
    if url and not url.startswith(("http://", "https://", "/", ".")):
        raise SettingsError(f"{where} must begin with https:// or http://, not {url!r}")
