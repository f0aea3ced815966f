"""The check is usable where Pelican is not."""

import subprocess
import sys

from conftest import ROOT


def test_the_core_needs_no_pelican() -> None:
    code = (
        "import sys; sys.modules['pelican'] = None; from monologue.link_check import check, diagnose, files"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "plugins", check=True, timeout=60)
