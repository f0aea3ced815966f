"""The setting ``LINK_CHECK``, read once. No Pelican."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .common import SettingsError, did_you_mean, read_settings
from .rules import RULES

SEVERITIES = ("off", "warning", "error")


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

    def severity_of(self, rule: str) -> str:
        """Return what a finding of ``rule`` is on this site."""
        return self.severity.get(rule, RULES[rule].severity)

    def ignores(self) -> re.Pattern[str]:
        """Return one pattern that fully matches every ignored link."""
        globs = (".*".join(map(re.escape, re.split(r"\*+", glob))) for glob in self.ignore)
        return re.compile("|".join(globs) or r"(?!)", re.DOTALL)


def read(settings: Mapping[str, Any]) -> Settings:
    """Read ``LINK_CHECK`` from a site's settings.

    Raises:
        SettingsError: For an unknown key, rule or severity, a pattern that is no
            text, and a ``SITEURL`` from which no link could be resolved.
    """
    ours = read_settings(Settings, "LINK_CHECK", settings)
    for rule, severity in ours.severity.items():
        if rule not in RULES:
            hint = did_you_mean(str(rule), RULES)
            raise SettingsError(
                f"LINK_CHECK['severity'][{rule!r}] is not a rule" + (f" ({hint})" if hint else "")
            )
        if severity not in SEVERITIES:
            raise SettingsError(
                f"LINK_CHECK['severity'][{rule!r}] must be one of {', '.join(SEVERITIES)}, not {severity!r}"
            )
    for pattern in ours.ignore:
        if not isinstance(pattern, str):
            raise SettingsError(f"LINK_CHECK['ignore'] must be a list of texts, not {pattern!r}")
    url = settings.get("SITEURL", "")
    if url and not url.startswith(("http://", "https://", "/", ".")):
        raise SettingsError(f"SITEURL must begin with https:// or http://, not {url!r}")
    return ours
