"""The documentation of a rule of any part. Does not import Pelican."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import TypeVar

from . import PARTS
from .settings import SettingsError, did_you_mean

R = TypeVar("R", bound="Rule")
SEVERITIES = ("off", "warning", "error")


class Scope(StrEnum):
    """What the findings of a rule depend on besides the settings; it limits how long they can be reused."""

    LINK = "link"
    """Only a link's URL, role and base: the rule is applied once per site."""
    DOCUMENT = "document"
    """Also the generated document that contains the link: the rule is applied once per document."""
    SOURCE = "source"
    """One source file."""
    SITE = "site"
    """Also other files of the site."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the id of a diagnostic stands for. Each text consists of whole sentences."""

    id: str
    """In kebab-case, as settings and reports write it."""
    summary: str
    """What the rule finds."""
    why: str
    """Why that is bad."""
    example: str
    """What an author may have written, and what is wrong with it."""
    instead: str
    """What to write instead."""
    fix: str = ""
    """What ``--fix`` does, and why that is safe; empty if it changes nothing."""
    _: KW_ONLY
    severity: str
    """One of ``SEVERITIES``: the default."""
    scope: Scope
    part: str = "core"
    """The part that reports it; the setting of the part has the key ``severity``."""
    is_fixed: bool = False
    """Whether no setting changes its severity and no comment ignores it. If it is an error, the file
    cannot be published."""

    @property
    def setting(self) -> str:
        """The name of the setting that can change the severity."""
        return self.part.upper()

    @property
    def sections(self) -> dict[str, str]:
        """The documentation by heading; a heading without a text is left out."""
        sections = {
            "What it finds": self.summary,
            "Why it matters": self.why,
            "Example": self.example,
            "Use instead": self.instead,
            "Fix safety": self.fix,
        }
        return {heading: text for heading, text in sections.items() if text}


RENAMED_SETTING = "renamed-setting"
_own = partial(Rule, severity="error", scope=Scope.SOURCE, is_fixed=True)
OWN = (
    _own(
        "internal-error",
        "Reading a file or checking a link failed with an unexpected exception.",
        "The file or link was not checked, so it cannot be published; the rest of the site is unaffected.",
        "A Markdown extension that raises an exception.",
        "Report the message and the file to the project; move the file out of the content folder meanwhile.",
    ),
    _own(
        "pelican-error",
        "Pelican, or another plugin, logged an error.",
        "Pelican itself continues without the file and exits with status 0.",
        "An article in reStructuredText that has no date.",
        "Correct what the message names; `invoke build --debug` prints everything that Pelican logs.",
    ),
    _own(
        RENAMED_SETTING,
        "A setting has a key by its old name.",
        "The old name is read for some versions more, and then stops the build as an unknown key.",
        '`LINK_CHECK = {"external": True}`, if that key were now called `mark_external`.',
        "Write the new name; `monologue upgrade` shows the change, and writes it if you agree.",
        severity="warning",
    ),
)
"""The rules that do not belong to a part."""


def by_id(*rules: R) -> dict[str, R]:
    """Return rules by their ids, in the same order."""
    return {rule.id: rule for rule in rules}


def all_rules() -> dict[str, Rule]:
    """Return the rules of every part that can be loaded, by id."""
    rules = by_id(*OWN)
    for part in PARTS:
        try:
            module = import_module(f"..{part}.rules", __package__)
        except ImportError:  # the part, or a package that it needs, is not installed
            continue
        rules |= module.RULES
    return rules


def check_rule(rule: str, rules: Mapping[str, object], where: str) -> None:
    """Check the id of a rule; ``where`` names the setting in the message.

    Raises:
        SettingsError: If there is no such rule; the message has the most similar one.
    """
    if rule not in rules:
        hint = did_you_mean(rule, rules)
        raise SettingsError(f"{where} is not a rule" + (f" ({hint})" if hint else ""))


def check_severity(severity: object, where: str) -> None:
    """Check a severity; ``where`` names the setting in the message.

    Raises:
        SettingsError: If it is not a severity.
    """
    if severity not in SEVERITIES:
        raise SettingsError(f"{where} must be one of {', '.join(SEVERITIES)}, not {severity!r}")


def check_severities(given: Mapping[str, object], rules: Mapping[str, Rule], name: str) -> None:
    """Check the ``severity`` of a part's setting ``name``.

    Raises:
        SettingsError: For an unknown rule or severity, or a rule whose severity
            cannot be changed.
    """
    for rule, severity in given.items():
        where = f"{name}['severity'][{rule!r}]"
        check_rule(str(rule), rules, where)
        check_severity(severity, where)
        if rules[rule].is_fixed and severity != rules[rule].severity:
            raise SettingsError(f"{where} cannot be changed: a file with this fault is not published")
