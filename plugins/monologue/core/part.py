"""Load one part of the bundle, or stop the build: a part that steps aside lets drafts out."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from .diagnostic import diagnostics_of
from .ending import stop
from .log import WATCH
from .settings import SettingsError


@dataclass(frozen=True, slots=True)
class Part:
    """One part, by its folder below this package. Its ``adapter`` has ``connect(pelican)``."""

    name: str
    setting: str
    """The site's setting for it; ``False`` switches the part off."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """What it imports, and the distribution that brings it. Some are loaded only when they are needed."""

    def register(self) -> None:
        """Connect to Pelican; the rest happens once the settings are known, before anything is read."""
        from pelican.plugins import signals  # noqa: PLC0415 - the command line works without Pelican

        signals.initialized.connect(self.start, weak=False)

    def start(self, pelican: Any) -> None:
        """Load the part and connect it, unless its setting is ``False``.

        Raises:
            SystemExit: With one line, if a package is missing or a setting is wrong.
        """
        if pelican.settings.get(self.setting) is False:
            return
        if lacking := self.lacks():
            stop(lacking)
        from .report import watch  # noqa: PLC0415 - as above

        WATCH.attach()
        diagnostics_of(pelican.settings)  # before Pelican copies the settings: all copies share the list
        try:
            adapter = importlib.import_module(f"..{self.name}.adapter", __package__)
            adapter.connect(pelican)
            watch(pelican)  # last, so that the report comes after what the part checks at the end
        except ImportError as error:
            stop(f"monologue.{self.name} cannot be loaded: {error}{self._remedy()}")
        except SettingsError as error:
            stop(str(error))

    def lacks(self) -> str:
        """Say which package is missing, and how to install all that are needed; ``""`` if none is."""
        missing = next((name for name in self.packages if not _is_there(name)), "")
        return f"monologue.{self.name} needs {missing}{self._remedy()}" if missing else ""

    def _remedy(self) -> str:
        return f": pip install {' '.join(self.packages.values())}" if self.packages else ""


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # a module that was put aside in sys.modules
        return False
