"""Load one part of the bundle, or stop the build: without a part, drafts could be published."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from ..diagnostic import diagnostics_of
from ..settings import SettingsError
from .stop import stop


@dataclass(frozen=True, slots=True)
class Part:
    """One part, named by its folder in this package. Its ``adapter`` has ``connect(pelican)``."""

    name: str
    setting: str
    """The name of its setting; ``False`` switches the part off."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """The packages it imports, and the distribution of each. Some are imported only on demand."""

    def register(self) -> None:
        """Connect to Pelican; ``start`` runs once the settings are known, before anything is read."""
        from pelican.plugins import signals  # noqa: PLC0415 - the command line works without Pelican

        signals.initialized.connect(self.start, weak=False)

    def start(self, pelican: Any) -> None:
        """Load the part and connect it, unless its setting is ``False``.

        Raises:
            SystemExit: With one line, if a package is missing or a setting is wrong.
        """
        if pelican.settings.get(self.setting) is False:
            return
        if message := self.missing_package():
            stop(message)
        from .log import WATCH  # noqa: PLC0415 - as above
        from .report import watch  # noqa: PLC0415 - as above

        WATCH.attach()
        diagnostics_of(pelican.settings)  # before Pelican copies the settings: all copies share the list
        try:
            adapter = importlib.import_module(f"...{self.name}.adapter", __package__)
            adapter.connect(pelican)
            watch(pelican)  # last, so that the report follows the checks of the part
        except ImportError as error:
            stop(f"monologue.{self.name} cannot be loaded: {error}{self._remedy()}")
        except SettingsError as error:
            stop(str(error))

    def missing_package(self) -> str:
        """Return which package is missing and how to install all that are needed, or ``""``."""
        missing = next((name for name in self.packages if not _is_installed(name)), "")
        return f"monologue.{self.name} needs {missing}{self._remedy()}" if missing else ""

    def _remedy(self) -> str:
        return f": pip install {' '.join(self.packages.values())}" if self.packages else ""


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # a module that is set to None in sys.modules
        return False
