"""The tasks of a site, for its tasks.py (``from monologue.tasks import *``) and the command ``monologue``."""

from .commands.tasks.keeping import import_site, new_site, upgrade
from .commands.tasks.publishing import clean, publish
from .commands.tasks.writing import build, check, docs, explain, links, new, serve
from .core.adapter.system import print_any_text

print_any_text()  # a task prints names and titles of any language

__all__ = [
    "build",
    "check",
    "clean",
    "docs",
    "explain",
    "import_site",
    "links",
    "new",
    "new_site",
    "publish",
    "serve",
    "upgrade",
]
