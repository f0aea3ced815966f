"""Load one part of the bundle, or stop the build: without a part, drafts could be published."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..cache import cache_of, digest
from ..diagnostic import diagnostics_of
from ..settings import SettingsError
from .slower import is_installed, is_replaced, say_once
from .stop import stop

KIND = "importable"
BUNDLE = __name__.removesuffix(".core.adapter.part")
"""The name of this bundle as it is imported."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part, named by its folder in this package. Its ``adapter`` has ``connect(pelican)``."""

    name: str
    setting: str
    """The name of its setting; ``False`` switches the part off."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """The packages it imports, and the distribution of each. Some are imported only on demand."""
    late: tuple[str, ...] = ()
    """Packages, or modules of this bundle with a dot before, that are imported when they are needed."""

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
        say_once(self.packages)
        from .log import WATCH  # noqa: PLC0415 - as above
        from .progress import follow  # noqa: PLC0415 - as above
        from .report import watch  # noqa: PLC0415 - as above

        WATCH.attach()
        diagnostics_of(pelican.settings)  # before Pelican copies the settings: all copies share the list
        try:
            self._try_late(pelican.settings)
            adapter = importlib.import_module(f"...{self.name}.adapter", __package__)
            adapter.connect(pelican)
            follow(pelican)
            watch(pelican)  # last, so that the report follows the checks of the part
        except ImportError as error:
            stop(f"monologue.{self.name} cannot be loaded: {error}{self._remedy()}")
        except SettingsError as error:
            stop(str(error))

    def _try_late(self, settings: Mapping[str, Any]) -> None:
        """Import what is imported late, unless an earlier build could, with the same packages installed.

        Raises:
            ImportError: If it cannot be imported, before anything is read.
        """
        cache = cache_of(settings)
        for name in self.late:
            key = digest(name)
            if cache.get(KIND, key) is None:
                if name.startswith(".") or is_installed(name):
                    importlib.import_module(name, BUNDLE)
                cache.put(KIND, key, True)

    def missing_package(self) -> str:
        """Return which package is missing and how to install all that are needed, or ``""``."""
        missing = next((name for name in self.packages if not (is_installed(name) or is_replaced(name))), "")
        return f"monologue.{self.name} needs {missing}{self._remedy()}" if missing else ""

    def _remedy(self) -> str:
        return f": pip install {' '.join(self.packages.values())}" if self.packages else ""
