"""Print dates with labels from ``dateLabels`` in the front matter: "Last updated: Oct 23, 2025".

In the front matter of a page or an article::

    date: 2025-10-23
    dateLabels:
      page: "Last updated:"

In a template of any theme::

    {% for entry in page.date_entries %}
    <p>{{ entry.label|e }} <time datetime="{{ entry.datetime }}">{{ entry.text|e }}</time></p>{% endfor %}

The default labels are a setting, which can differ by language::

    DATE_LABELS = {
        "page": "Last updated:",
        "languages": {"ja": {"page": "最終更新:", "format": "{year}年{month}月{day}日"}},
    }

Nested fields need a reader of YAML or TOML front matter, such as ``front_matter``.
"""

from ..core.adapter.part import Part

PART = Part("date_labels", "DATE_LABELS")
register = PART.register
