"""Check every link of the generated site.

A link to a page or fragment that does not exist is reported at its line in the
Markdown, the template or the settings. For ``mailto:`` links, ``tel:`` links and
links to other sites, the syntax is checked; requests are sent to other sites only
if the author enables it.

Setting, with its defaults::

    LINK_CHECK = {
        "mark_external": False,  # add rel="external" to links to other sites
        "ignore": [],  # "https://example.com/*"; * matches any text
        "online": False,  # also check links to other sites, with HTTP requests
        "severity": {},  # {"missing-slash": "warning", "opens-with-handle": "off"}
    }

A link is also ignored if its element or an element around it has
``data-link-check="ignore"``, or if a comment on its line, or alone on the line
before, says ``link-check: ignore``. ``FAIL_ON = "error"`` makes the build fail.
``REPORT = {"sarif": "report.sarif"}`` also writes the findings of all plugins to a file.

``python -m monologue.link_check FOLDER`` checks any folder of HTML without Pelican.
"""

from ..core.adapter.part import Part

PART = Part(
    "link_check",
    "LINK_CHECK",
    {
        "turbohtml": "turbohtml",
        "ada_url": "ada-url",
        "markdown_it": "markdown-it-py",
        "bs4": "beautifulsoup4",
    },
    late=("turbohtml",),
)
register = PART.register
