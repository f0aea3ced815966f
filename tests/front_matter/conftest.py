"""Read front matter from a text, without Pelican or the disk."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from markdown import Markdown
from monologue.front_matter.body.headings import heading_of
from monologue.front_matter.fields.interpret import Site, interpret
from monologue.front_matter.model import Reading, Shape
from monologue.front_matter.parse.sources import parse
from monologue.front_matter.settings import Settings

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SITE = Site(
    NOW,
    roots=frozenset({"blog", "pages"}),
    templates=frozenset({"page", "article", "index", "gallery"}),
    prints=lambda template, path: template == "gallery",
)

Read = Callable[..., Reading]


@pytest.fixture
def read() -> Read:
    """Return a function that reads a text as the file ``path``, with the settings given by name."""

    def run(text: str, path: str = "blog/my-post.md", site: Site = SITE, **chosen: Any) -> Reading:
        own = Settings(**chosen)
        parsed = parse(text, own.max_size, is_pelican=own.dialect == "pelican")
        heading = heading_of(Markdown().convert(parsed.body))
        return interpret(Shape(path, parsed.kind, parsed.fence, parsed.source, heading), own, site)

    return run
