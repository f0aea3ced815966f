"""Names of fields that would overwrite attributes of a content object."""

SET_BY_PELICAN = frozenset(
    "settings translations metadata template author authors in_default_lang lang slug source_path "
    "date_format relative_source_path "
    "timezone date locale_date modified locale_modified status title reader save_as url "
    "override_url override_save_as related_posts tags category front_matter field_positions".split()
)
"""Instance attributes of content objects; ``reader.py`` adds those of their classes."""

HARMFUL = frozenset({"date", "modified", "summary", "translation"})
"""Names whose metadata Pelican uses itself, and that would raise with another type."""

OF_PLUGINS = frozenset(
    "front_matter front_matter_reading field_positions redirects author_details intrasite_links "
    "date_entries date_labels".split()
)
"""Metadata that the parts of this package write; a file cannot set it."""


def is_harmful(name: str, value: object) -> bool:
    """Return whether a field must not even be in the metadata of a content object."""
    low = name.lower()
    return low in HARMFUL | OF_PLUGINS or not name.strip() or (name == "path" and not isinstance(value, str))
