"""Read the setting ``LINK_CHECK``. No Pelican."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.rule import check_severities
from ..core.settings import SettingsError, read_settings
from .patterns import check_texts
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


def check_url(url: str, where: str) -> None:
    """Check the URL of a site; ``where`` names the setting in messages.

    Raises:
        SettingsError: If links cannot be resolved against it.
    """
    if url and not url.startswith(("http://", "https://", "/", ".")):
        raise SettingsError(f"{where} must begin with https:// or http://, not {url!r}")
