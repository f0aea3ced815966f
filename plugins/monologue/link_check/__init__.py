"""Check every link of the written site: what is linked must have been written.

Documents define addresses and fragments, links use them; a link that uses what
nothing defines is told at its line in the Markdown, the template or the
settings. ``mailto:`` and ``tel:`` links and the addresses of other sites are
judged by how they are written; nothing is asked of the network unless the
author wants it.

Setting, with its defaults::

    LINK_CHECK = {
        "mark_external": False,  # rel="external" on links that leave the site
        "ignore": [],  # "https://example.com/*"; * stands for any text
        "online": False,  # ask other sites, too, for what is linked of them
        "severity": {},  # {"missing-slash": "warning", "opens-with-handle": "off"}
    }

A link is also ignored where ``data-link-check="ignore"`` stands on it or around
it, and where a comment on its line, or alone on the line before, says
``link-check: ignore``. ``FAIL_ON = "error"`` makes the build fail.
``REPORT = {"sarif": "report.sarif"}`` writes what all plugins found to a file, too.

Any other folder of HTML is checked by ``python -m link_check FOLDER``, without Pelican.
"""

from ..core.part import Part

PART = Part(
    "link_check",
    "LINK_CHECK",
    {
        "turbohtml": "turbohtml",
        "ada_url": "ada-url",
        "markdown_it": "markdown-it-py",
        "bs4": "beautifulsoup4",
    },
)
register = PART.register
