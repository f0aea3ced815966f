"""The plugin in a site: alone, with another reader and theme, and together with front_matter."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, Builder

READER = '''
"""A third-party reader: YAML front matter without positions."""
import datetime, yaml
from pelican import signals
from pelican.readers import MarkdownReader

class Reader(MarkdownReader):
    def read(self, path):
        _, text, body = open(path).read().split("---\\n", 2)
        fields = yaml.safe_load(text)
        for key in ("date", "modified"):
            if type(fields.get(key)) is datetime.date:
                fields[key] = datetime.datetime(*fields[key].timetuple()[:3])
        return f"<p>{body}</p>", fields

def use(readers):
    readers.reader_classes["md"] = Reader

def register():
    signals.readers_init.connect(use)
'''
TEMPLATE = """
{%- set content = article if article is defined else page -%}
{% for entry in content.date_entries %}
<p>{{ entry.label|e }} <time datetime="{{ entry.datetime }}">{{ entry.text|e }}</time></p>{% endfor %}
<i>{{ content.date_labels.page|e }}</i>
"""
ALONE = f"""
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}, "readers"]
PLUGINS = ["third_party_reader", "monologue.date_labels"]
THEME = "simple"
THEME_TEMPLATES_OVERRIDES = ["templates"]
TIMEZONE = "Asia/Tokyo"
"""


@pytest.fixture
def alone(build: Builder, tmp_path: Path) -> Builder:
    """A site with another reader, and another theme that prints the dates with two lines."""
    for name, text in {
        "readers/third_party_reader.py": READER,
        "templates/article.html": TEMPLATE,
        "templates/page.html": TEMPLATE,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return build


def source(*fields: str) -> str:
    return "\n".join(["---", "title: A title", *fields, "---", "", "Text.", ""])


def dates(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    return [" ".join(line.get_text().split()) for line in soup.select("p:has(time)")]


def test_another_theme_prints_labelled_dates_with_two_lines(alone: Builder) -> None:
    site = alone(
        {
            "pages/about.md": source("date: 2025-10-23", "dateLabels:", '  page: "Seen:"'),
            "blog/work.md": source("date: 2025-10-23T15:30:00Z", "modified: 2025-11-02"),
        },
        ALONE,
    )
    assert (site.status, site.diagnostics) == (0, [])
    assert dates(site.read("pages/about.html")) == ["Seen: Oct 23, 2025"]
    assert dates(site.read("work.html")) == ["Published: Oct 24, 2025", "Updated: Nov 2, 2025"]


def test_html_and_template_syntax_in_a_label_are_text(alone: Builder) -> None:
    label = "<script>alert(1)</script> {{ 7 * 7 }} & co"
    site = alone({"pages/about.md": source("date: 2025-10-23", f"dateLabel: '{label}'")}, ALONE)
    assert dates(site.read("pages/about.html")) == [f"{label} Oct 23, 2025"]


def test_a_mistake_is_reported_at_its_line_without_recorded_positions(alone: Builder) -> None:
    about = source("date: 2025-10-23", "dateLabels:", "  pgae: x", "  page: [1]")
    site = alone({"pages/about.md": about}, ALONE)
    assert site.status == 0
    assert site.diagnostics == [
        "content/pages/about.md:5:3: error[unknown-date-label] dateLabels has no key 'pgae' "
        "(did you mean page?)",
        "content/pages/about.md:6:3: error[date-label-type] dateLabels.page must be text, not a list",
    ]


def test_a_mistake_fails_a_build_for_publishing(alone: Builder) -> None:
    about = source("date: 2025-10-23", "dateLabel: 5")
    assert alone({"pages/about.md": about}, ALONE + 'FAIL_ON = "error"').status == 1


def test_the_setting_has_labels_for_each_language(alone: Builder) -> None:
    setting = (
        'DATE_LABELS = {"languages": {"ja": {"page": "最終更新:", "format": "{year}年{month}月{day}日"}}}'
    )
    files = {"pages/about.md": source("lang: ja", "date: 2025-10-23")}
    site = alone(files, ALONE + setting)
    assert dates(site.read("pages/about-ja.html")) == ["最終更新: 2025年10月23日"]


def test_a_misspelt_setting_stops_the_build_before_a_page_is_written(alone: Builder) -> None:
    site = alone({"pages/about.md": source()}, ALONE + 'DATE_LABELS = {"pgae": "x"}')
    assert site.status == 1
    assert site.stderr == "DATE_LABELS['pgae'] is not a setting (did you mean page?)\n"
    assert not site.output.exists()


def test_with_front_matter_a_mistake_is_reported_at_its_exact_position(build: Builder) -> None:
    about = source("date: 2025-10-23", "dateLabels: {updated: a, pubished: x}")
    site = build({"pages/about.md": about}, 'PLUGINS = ["monologue.front_matter", "monologue.date_labels"]')
    assert site.diagnostics == [
        "content/pages/about.md:4:26: error[unknown-date-label] "
        "dateLabels has no key 'pubished' (did you mean published?)"
    ]


@pytest.mark.parametrize(
    "fields", [("dateLabels:", '  page: "Seen:"', "  nope: 5"), ('dateLabels: {page: "Seen:"}',)]
)
def test_with_pelicans_own_reader_one_line_says_what_is_missing(
    fields: tuple[str, ...], build: Builder
) -> None:
    about = source("date: 2025-10-23", *fields)
    site = build({"pages/about.md": about}, 'PLUGINS = ["monologue.date_labels"]')
    assert site.diagnostics == [
        "content/pages/about.md:4:1: error[unread-date-labels] dateLabels is not read, because "
        "Pelican's reader "
        'does not read nested fields (add "monologue.front_matter" to PLUGINS)'
    ]


def test_with_pelicans_own_reader_date_label_works(build: Builder) -> None:
    about = source("date: 2025-10-23", "dateLabel: Seen:")
    site = build({"pages/about.md": about}, 'PLUGINS = ["monologue.date_labels"]')
    assert site.diagnostics == []
    assert "Seen:" in site.read("pages/about.html")
