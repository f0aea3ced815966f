"""Names that a field may have, but that a content keeps for itself."""

SET_BY_PELICAN = frozenset(
    "settings translations metadata template author authors in_default_lang lang slug source_path "
    "date_format relative_source_path "
    "timezone date locale_date modified locale_modified status title reader save_as url "
    "override_url override_save_as related_posts tags category front_matter field_positions".split()
)
"""Attributes of each content of its own; those of its class ``reader.py`` knows."""

HARMFUL = frozenset({"date", "modified", "summary", "translation"})
"""Names whose metadata Pelican reads itself, and could not bear in another form."""

LISTING_TEMPLATES = frozenset(
    "base article page index archives period_archives author authors category categories tag tags".split()
)
"""Templates that need more than a content; a ``layout`` of another dialect never means them."""


def is_harmful(name: str, value: object) -> bool:
    """Whether a field may not even stand in a content's metadata."""
    return name.lower() in HARMFUL or (name == "path" and not isinstance(value, str))
