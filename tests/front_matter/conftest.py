"""Fixtures: front matter is read from a string, without Pelican and without files."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from markdown import Markdown
from monologue.front_matter.body.headings import heading_of
from monologue.front_matter.fields.interpret import Surroundings, interpret
from monologue.front_matter.model import Reading, Shape
from monologue.front_matter.parse.sources import parse
from monologue.front_matter.settings import Settings

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AROUND = Surroundings(
    NOW,
    roots=frozenset({"blog", "pages"}),
    templates=frozenset({"page", "article", "index", "gallery"}),
    prints=lambda template, path: template == "gallery",
)

Read = Callable[..., Reading]


@pytest.fixture
def read() -> Read:
    """Return a function that reads a text as the file ``path``, with the settings given by name."""

    def run(
        text: str, path: str = "blog/my-post.md", around: Surroundings = AROUND, **chosen: Any
    ) -> Reading:
        own = Settings(**chosen)
        parsed = parse(text, own.max_size, is_pelican=own.dialect == "pelican")
        heading = heading_of(Markdown().convert(parsed.body))
        return interpret(Shape(path, parsed.kind, parsed.fence, parsed.source, heading), own, around)

    return run
