"""Turn exceptions of the check into findings, so that a bug affects one link or document, not the build.

Each stage is guarded: reading a document, checking a link, locating a fault, making a
correction, requesting a URL.
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
    """Return the result of ``run``; if it raises, the result of ``failed`` for a finding that reports it.

    Both get the same further arguments. ``what`` is the link or the document being checked. A
    ``RecursionError`` is caught as well, since it comes from the nesting of that document.

    Raises:
        MemoryError: Because the next link would most likely raise it again.
    """
    try:
        return run(*given, **named)
    except MemoryError:
        raise
    except Exception as error:
        return failed(finding_of(error, what), *given, **named)


def finding_of(error: Exception, what: str) -> Finding:
    """Return the finding for an exception: its type, message, and last traceback line in this package."""
    ours = [
        f"{frame.f_globals['__name__'].removeprefix(PACKAGE)}:{line}"
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__", "").startswith(PACKAGE)
    ]
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Finding(in_one_line(f"the check failed on {what[:100]}: {words[:150]} ({ours[-1]})"), HINT)
