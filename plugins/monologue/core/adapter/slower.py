"""The packages in pure Python that replace compiled ones on machines that these cannot be installed on."""

import os
import sys
from collections.abc import Iterable
from importlib.util import find_spec

SLOWER = {"turbohtml": ("tinyhtml5", "HTML parser"), "ada_url": ("idna", "URL parser")}
"""By the package: the one in its place, and what it is."""
SAID = "MONOLOGUE_SLOWER_SAID"
"""The environment variable with the packages that were reported; the next build does not repeat them."""


def is_installed(name: str) -> bool:
    """Return whether a package can be imported."""
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # a module that is set to None in sys.modules
        return False


def is_replaced(name: str) -> bool:
    """Return whether a package is not installed, but the slower one is."""
    return name in SLOWER and not is_installed(name) and is_installed(SLOWER[name][0])


def say_once(packages: Iterable[str]) -> None:
    """Print a line on standard error for each package that is replaced, unless this command already did."""
    said = os.environ.get(SAID, "").split()
    for name in packages:
        if name not in said and is_replaced(name):
            print(f"{name} is not installed: a slower {SLOWER[name][1]} is used", file=sys.stderr)
            os.environ[SAID] = " ".join([*said, name])
            said.append(name)
