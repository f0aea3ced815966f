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

OF_PLUGINS = frozenset(
    "front_matter front_matter_reading field_positions redirects author_details intrasite_links "
    "date_entries date_labels".split()
)
"""Names of metadata that the parts of this package write; a file cannot set them."""


def is_harmful(name: str, value: object) -> bool:
    """Whether a field may not even stand in a content's metadata."""
    low = name.lower()
    return low in HARMFUL | OF_PLUGINS or not name.strip() or (name == "path" and not isinstance(value, str))
