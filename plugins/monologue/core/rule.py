"""The documentation of a rule of any part. Does not import Pelican."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module

from . import PARTS
from .settings import SettingsError, did_you_mean

SEVERITIES = ("off", "warning", "error")


@dataclass(frozen=True, slots=True)
class Rule:
    """The documentation of a rule."""

    id: str
    """In kebab-case, as settings and reports write it."""
    severity: str
    """One of ``SEVERITIES``: the default."""
    summary: str
    """What the rule finds, in one sentence."""
    why: str = ""
    """Why that is bad."""
    example: str = ""
    """What an author may have written."""
    part: str = "core"
    """The part that reports it."""
    is_fixed: bool = False
    """Whether its severity cannot be changed and no comment suppresses it, because the file cannot be published."""
    instead: str = ""
    """What to write instead, in one or two sentences."""

    @property
    def setting(self) -> str:
        """The name of the setting that can change the severity."""
        return self.part.upper()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The documentation: what it finds, why that is bad, an example, what to write instead."""
        instead = f"Use instead: {self.instead}" if self.instead else ""
        return tuple(filter(None, (self.summary, self.why, self.example, instead)))


OWN = (
    Rule(
        "internal-error",
        "error",
        "Reading a file or checking a link failed with an unexpected exception.",
        "The file or link was not checked, so it cannot be published; the rest of the site is unaffected.",
        "Example: an extension of Markdown that raises an exception.",
        is_fixed=True,
        instead="Report the message and the file to the project; move the file away until it is corrected.",
    ),
    Rule(
        "pelican-error",
        "error",
        "Pelican, or another plugin, logged an error.",
        "Pelican itself goes on without the file, and ends with exit status 0.",
        "Example: an article in reStructuredText that has no date.",
        is_fixed=True,
        instead="Correct what the message names; `invoke build --debug` prints all that Pelican logs.",
    ),
)
"""The rules that do not belong to a part."""


def all_rules() -> dict[str, Rule]:
    """Return the rules of every part that can be loaded, by id."""
    rules = {rule.id: rule for rule in OWN}
    for part in PARTS:
        try:
            module = import_module(f"..{part}.rules", __package__)
        except ImportError:  # the part, or a package that it needs, is not installed
            continue
        rules |= {rule.id: rule for rule in module.documented()}
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


def check_severities(given: Mapping[str, object], rules: Iterable[Rule], name: str) -> None:
    """Check the ``severity`` of a part's setting ``name``.

    Raises:
        SettingsError: For an unknown rule or severity, or a rule whose severity
            cannot be changed.
    """
    known = {rule.id: rule for rule in rules}
    for rule, severity in given.items():
        where = f"{name}['severity'][{rule!r}]"
        check_rule(str(rule), known, where)
        check_severity(severity, where)
        if known[rule].is_fixed and severity != known[rule].severity:
            raise SettingsError(f"{where} cannot be changed: a file with this fault is not published")
