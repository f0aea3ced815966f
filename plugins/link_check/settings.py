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


@dataclass(frozen=True, slots=True)
class Report:
    """Files that the report is written to besides; each field is one key of ``REPORT``, by its format."""

    text: str = ""
    """The lines of standard error."""

    json: str = ""
    """``{"version": 1, "errors": 1, "warnings": 0, "diagnostics": [{"path": "a.md", "line": 4, …}]}``."""

    junit: str = ""
    """JUnit's XML, for GitLab or Jenkins: an error is a failed test, a warning a skipped one."""

    sarif: str = ""
    """SARIF 2.1.0, for code scanning and editors."""

    github: str = ""
    """GitHub's workflow commands, which show as annotations when they are printed."""

    markdown: str = ""
    """A list to read. To the file that ``GITHUB_STEP_SUMMARY`` names it is added, as other commands do."""


def read(settings: Mapping[str, Any]) -> Settings:
    """Read ``LINK_CHECK`` from a site's settings.

    Raises:
        SettingsError: For an unknown key, rule or severity, a pattern that is no
            text, and a ``SITEURL`` from which no link could be resolved.
    """
    ours = read_settings(Settings, "LINK_CHECK", settings)
    for rule, severity in ours.severity.items():
        check_severity(rule, severity, f"LINK_CHECK['severity'][{rule!r}]")
    for pattern in ours.ignore:
        if not isinstance(pattern, str):
            raise SettingsError(f"LINK_CHECK['ignore'] must be a list of texts, not {pattern!r}")
    check_url(settings.get("SITEURL", ""), "SITEURL")
    return ours


def read_report(settings: Mapping[str, Any]) -> Report:
    """Read ``REPORT`` from a site's settings.

    Raises:
        SettingsError: For an unknown format, or a file that is no text.
    """
    return read_settings(Report, "REPORT", settings)


def check_severity(rule: object, severity: object, where: str) -> None:
    """Check what a rule's finding shall be; ``where`` is what the author wrote.

    Raises:
        SettingsError: If there is no such rule or severity.
    """
    check_rule(str(rule), where)
    if severity not in SEVERITIES:
        raise SettingsError(f"{where} must be one of {', '.join(SEVERITIES)}, not {severity!r}")


def check_rule(rule: str, where: str) -> None:
    """Check the name of a rule; ``where`` is what the author wrote.

    Raises:
        SettingsError: If there is none of that name; the message has the nearest.
    """
    if rule not in RULES:
        hint = did_you_mean(rule, RULES)
        raise SettingsError(f"{where} is not a rule" + (f" ({hint})" if hint else ""))


def check_url(url: str, where: str) -> None:
    """Check the address of a site; ``where`` is what the author wrote.

    Raises:
        SettingsError: If no link could be resolved from it.
    """
    if url and not url.startswith(("http://", "https://", "/", ".")):
        raise SettingsError(f"{where} must begin with https:// or http://, not {url!r}")
