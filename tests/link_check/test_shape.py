"""The check can be used without Pelican."""

import subprocess
import sys

from conftest import ROOT


def test_the_core_does_not_import_pelican() -> None:
    code = "import sys; sys.modules['pelican'] = None; import monologue.link_check.cli.command"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "plugins", check=True, timeout=60)
