"""A mistake of this check costs one link or one document, never the build: what is raised becomes a finding.

There is one guard for each stage: a document is read, a link is judged, a fault is
located, a correction is made, a URL is requested.
"""

from collections.abc import Callable
from traceback import walk_tb
from typing import Concatenate, ParamSpec, TypeVar

from ..core.diagnostic import in_one_line
from .model import Finding

T = TypeVar("T")
P = ParamSpec("P")

RULE = "check-failed"
HINT = "this is a bug in link_check, not in the site: please report this line"
PACKAGE = f"{__package__}."


def guarded(
    what: str,
    run: Callable[P, T],
    failed: Callable[Concatenate[Finding, P], T],
    *given: P.args,
    **named: P.kwargs,
) -> T:
    """Return what ``run`` returns; if it raises, what ``failed`` makes of the finding that says so.

    Both are ``given`` the same. ``what`` is the link or the document at which it was. A ``RecursionError`` is
    caught as well, since it comes from how deeply that document nests.

    Raises:
        MemoryError: That is the machine's limit, and would only be met again.
    """
    try:
        return run(*given, **named)
    except MemoryError:
        raise
    except Exception as error:
        return failed(finding_of(error, what), *given, **named)


def finding_of(error: Exception, what: str) -> Finding:
    """Return what is reported of an exception: its type, its words, and the line of ours it came from."""
    ours = [
        f"{frame.f_globals['__name__'].removeprefix(PACKAGE)}:{line}"
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__", "").startswith(PACKAGE)
    ]
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Finding(in_one_line(f"the check failed on {what[:100]}: {words[:150]} ({ours[-1]})"), HINT)
