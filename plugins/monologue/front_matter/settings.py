"""The one dictionary, ``FRONT_MATTER``, that sets this plugin."""

from dataclasses import dataclass, field

from ..core.rule import check_severities
from ..core.settings import SettingsError, did_you_mean, unknown
from .fields.dialects import DIALECTS
from .fields.form import MEANINGS
from .rules import RULES


@dataclass(frozen=True, slots=True)
class Settings:
    """How front matter is read; each field is one key of ``FRONT_MATTER``."""

    dialect: str = "auto"
    """The dialect of all files: `astro`, `hugo`, `jekyll`, `eleventy`, `quarto`, `obsidian`, `zola`,
    `mkdocs` or `pelican`; `auto` finds it from each file's own shape."""
    dialects: dict[str, str] = field(default_factory=dict)
    """The dialect of a folder, by its path below `PATH`: `{"notes": "obsidian"}`. The longest path counts."""
    without: tuple[str, ...] = ()
    """Dialects that are never found by `auto`."""
    fields: dict[str, str] = field(default_factory=dict)
    """A field of your own and what it means: `{"posted": "date"}`. An empty meaning, `{"status": ""}`,
    keeps the field for templates and takes it out of the reading."""
    extensions: tuple[str, ...] = ()
    """Further file endings that are read as Markdown: `("mdx", "qmd", "Rmd")`."""
    date_order: str = ""
    """How `03/04/2024` is read: `dmy` or `mdy`; empty: not at all, except in Quarto, whose
    documentation says `mdy`. `03/18/2024` needs no setting: only one order is possible."""
    max_size: int = 262_144
    """The most bytes that the front matter of one file may have."""
    severity: dict[str, str] = field(default_factory=dict)
    """What a finding of a rule is, by the rule's name: `off`, `warning` or `error`. A rule whose own
    severity is `error` keeps it: a file with such a fault cannot be published."""


def check(settings: Settings) -> None:
    """Hold the values to what exists.

    Raises:
        SettingsError: For a dialect, a meaning or an order that does not exist;
            the message quotes it and names the nearest.
    """
    check_severities(settings.severity, RULES, "FRONT_MATTER")
    named = {"FRONT_MATTER['dialect']": settings.dialect}
    named |= {f"FRONT_MATTER['dialects'][{folder!r}]": name for folder, name in settings.dialects.items()}
    named |= {f"FRONT_MATTER['without'][{index}]": name for index, name in enumerate(settings.without)}
    for where, name in named.items():
        if name not in DIALECTS and name != "auto":
            raise _not_one_of(where, name, DIALECTS)
    for name, meaning in settings.fields.items():
        if meaning not in MEANINGS and meaning != "":
            raise _not_one_of(f"FRONT_MATTER['fields'][{name!r}]", meaning, MEANINGS)
    if settings.date_order not in {"", "dmy", "mdy"}:
        raise _not_one_of("FRONT_MATTER['date_order']", settings.date_order, ("dmy", "mdy"))


def _not_one_of(where: str, value: object, known: tuple[str, ...]) -> SettingsError:
    hint = did_you_mean(str(value), known) or f"one of {', '.join(known)}"
    return unknown(f"{where} = {value!r}", hint)
