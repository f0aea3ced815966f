"""The top-level site belongs to the owner of a clone: only the tests named here may read its files.

All others use ``tests/sample_site/``, so that no test depends on what an owner writes or deletes. An audit
hook refuses each read in the tests' own processes and in those of ``forked.py``, and refuses to start another
program in the site's folders, Python in the root, or any program with a path of the site.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = tuple(
    f"{ROOT}{os.sep}{name.replace('/', os.sep)}"
    for name in (
        *("content/", "public/", "pelicanconf.py/", "publishconf.py/"),
        *("__pycache__/pelicanconf.", "__pycache__/publishconf."),
    )
)
"""How the paths of its files begin; each ends with a separator, or with the dot of a compiled module."""
READERS = (
    *("tests/site/test_about.py", "tests/site/test_any_site.py", "tests/site/test_lint.py"),
    "tests/core/test_old_python.py",
)
"""The tests of what any site promises, of the seed's About page as long as it is there, the linters, and the
message on an old Python, which any settings file may print."""
READS = frozenset({"open", "os.listdir", "os.scandir"})


class OwnersFile(BaseException):
    """A test has read a file of the top-level site; not an ``Exception``, which a build would report."""


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise ``OwnersFile`` if a test reads the top-level site; for ``sys.addaudithook``."""
    if event in READS:
        read = [] if is_below_a_descriptor(*arguments) else [arguments[0]]
    elif event == "subprocess.Popen":
        read = started(*arguments)
    else:
        return
    test = os.environ.get("PYTEST_CURRENT_TEST", "the import of a test")
    for path in read:
        if isinstance(path, str | os.PathLike) and is_of_the_site(path) and not test.startswith(READERS):
            raise OwnersFile(f"{test} reads {path}, which is its owner's (use tests/sample_site)")


def is_below_a_descriptor(path: object, mode: object = "", *_: object) -> bool:
    """Return whether ``os.open`` may get a path relative to an open folder, as from ``shutil.rmtree``."""
    return mode is None and not os.path.isabs(str(path))  # noqa: PTH117 - see below


def is_of_the_site(path: str | os.PathLike[str]) -> bool:
    """Return whether a path is a file of the top-level site, or a folder of it."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - pathlib is slower, and this is called for every file
    return (absolute + os.sep).startswith(SITE)


def started(program: object, arguments: object, folder: object, _: object) -> list[object]:
    """Return the paths that a new process may read: its arguments, and the site's if Python starts there."""
    parts = arguments if isinstance(arguments, list | tuple) else [arguments]
    start = str(folder or ".")
    paths: list[object] = [start, *(os.path.join(start, os.fsdecode(part)) for part in parts)]  # noqa: PTH118
    is_python = "python" in Path(os.fsdecode(program)).name
    return [*paths, SITE[0]] if folder and is_python and Path(start).resolve() == ROOT else paths
