"""The URL parser: the compiled ``ada-url``, or where it cannot be installed, a slower one in pure Python."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .slow.urls import URL, idna_to_ascii, join_url
else:
    try:
        from ada_url import URL, idna_to_ascii, join_url
    except ModuleNotFoundError:
        from .slow.urls import URL, idna_to_ascii, join_url

__all__ = ["URL", "idna_to_ascii", "join_url"]
