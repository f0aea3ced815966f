"""A key of a setting with a new name is read by its old name for a while, with one warning at its place."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
from conftest import Builder
from monologue import __version__
from monologue.core import renamed
from monologue.core.adapter.report import Report
from monologue.core.renamed import Renamed, used, with_new_names_written
from monologue.core.settings import SettingsError, read_settings
from monologue.date_labels import settings as date_labels
from monologue.front_matter import settings as front_matter
from monologue.link_check import settings as link_check
from monologue.link_check.online import settings as online
from monologue.public_files import settings as public_files
from monologue.theme import settings as theme

from .sites import with_plugin

OWN = Renamed("EXAMPLE", "wait", "timeout", "0.3")
ARTICLE = "---\ntitle: A\ndate: 2026-01-02\n---\n\n[x](https://example.org/)\n"


@dataclass(frozen=True, slots=True)
class Example:
    timeout: float = 10.0
    strict: bool = False


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renamed, "RENAMED", (OWN, Renamed("EXAMPLE", "hard", "strict", "0.3")))


def test_the_old_name_is_read() -> None:
    settings = {"EXAMPLE": {"wait": 3.0, "hard": True}}
    assert read_settings(Example, "EXAMPLE", settings) == Example(3.0, True)
    assert settings == {"EXAMPLE": {"wait": 3.0, "hard": True}}
    assert str(used(settings)[0]) == "EXAMPLE['wait'] is now EXAMPLE['timeout'], and will stop working in 0.3"


def test_the_value_is_checked_and_named_by_the_new_name() -> None:
    with pytest.raises(SettingsError, match=r"EXAMPLE\['timeout'\] must be a number, not 'x'"):
        read_settings(Example, "EXAMPLE", {"EXAMPLE": {"wait": "x"}})


def test_the_old_name_next_to_the_new_one_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"EXAMPLE\['wait'\] is not a setting"):
        read_settings(Example, "EXAMPLE", {"EXAMPLE": {"wait": 1, "timeout": 2}})


@pytest.mark.parametrize(
    "settings", [{}, {"EXAMPLE": False}, {"EXAMPLE": {"timeout": 1}}, {"OTHER": {"wait": 1}}]
)
def test_no_other_setting_uses_an_old_name(settings: dict[str, Any]) -> None:
    assert used(settings) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('EXAMPLE = {"wait": 1}', 'EXAMPLE = {"timeout": 1}'),
        ("EXAMPLE = {'a': {'wait': 1}, 'wait': 2}", "EXAMPLE = {'a': {'wait': 1}, 'timeout': 2}"),
        ('EXAMPLE["wait"] = 1', 'EXAMPLE["timeout"] = 1'),
        ('EXAMPLE |= {"wait": 1} # "wait"', 'EXAMPLE |= {"timeout": 1} # "wait"'),
        ('EXAMPLE: dict = {"wait": 1}', 'EXAMPLE: dict = {"timeout": 1}'),
        ('EXAMPLE = {**{"wait": 1}, "hard": 0}', 'EXAMPLE = {**{"timeout": 1}, "strict": 0}'),
        ('EXAMPLE = A | {"wait": 1}', 'EXAMPLE = A | {"timeout": 1}'),
        ('EXAMPLE = {"wait": 1} if A else {}', 'EXAMPLE = {"timeout": 1} if A else {}'),
        ("EXAMPLE = dict(wait=1)", "EXAMPLE = dict(timeout=1)"),
        ("EXAMPLE.update({'wait': 1}, hard=1)", "EXAMPLE.update({'timeout': 1}, strict=1)"),
        ("EXAMPLE.setdefault('wait', 1)", "EXAMPLE.setdefault('timeout', 1)"),
        ('é = "é"; EXAMPLE = {"é": 1, "wait": 1}', 'é = "é"; EXAMPLE = {"é": 1, "timeout": 1}'),
        ('if A:\r\n\tEXAMPLE["wait"] = 1\r\n', 'if A:\r\n\tEXAMPLE["timeout"] = 1\r\n'),
        ('EXAMPLE = {\n    "wait":\n        1,\n}\n', 'EXAMPLE = {\n    "timeout":\n        1,\n}\n'),
    ],
)
def test_the_new_name_is_written_where_the_old_one_was(old: str, new: str) -> None:
    assert with_new_names_written(old.encode()).decode() == new


@pytest.mark.parametrize(
    "source",
    [
        'OTHER = {"wait": 1}',
        'EXAMPLE = {"a": "wait"}',
        '# EXAMPLE["wait"] = 1',
        "EXAMPLE = {'wa' 'it': 1}",
        r"EXAMPLE = {'\x77ait': 1}",
        'EXAMPLE = {r"wait": 1}',
        'EXAMPLE = {"wait": 1, "timeout": 2}',
        'EXAMPLE = {"wait": 1}\nEXAMPLE["timeout"] = 2',
        'EXAMPLE = {"wait": 1',
        'EXAMPLE = {"wait": 1}\0',
        'EXAMPLE = {key: 1, 5: 2, b"wait": 3}',
        "",
    ],
)
def test_nothing_else_is_changed(source: str) -> None:
    assert with_new_names_written(source.encode()).decode() == source


def test_a_byte_order_mark_changes_nothing_else() -> None:
    source = b'\xef\xbb\xbf# x\nEXAMPLE = {"wait": 1}\n'
    assert with_new_names_written(source) == b'\xef\xbb\xbf# x\nEXAMPLE = {"timeout": 1}\n'


HELPER = """
def register():
    from monologue.core import renamed
    renamed.RENAMED = (
        renamed.Renamed("LINK_CHECK", "external", "mark_external", "0.3"),
        renamed.Renamed("MONOLOGUE", "headings", "contents", "0.3"),
        renamed.Renamed("DATE_LABELS", "severities", "severity", "0.3"),
    )
"""
SETTINGS = """
LINK_CHECK = {"external": True}
MONOLOGUE = {"heading" + "s": 2}
DATE_LABELS = {"severities": {"date-label-type": "off"}}
"""
LABELS = "---\ntitle: B\ndate: 2026-01-02\ndateLabel: [1]\n---\n\nWords.\n"


def test_a_build_warns_once_at_each_place_and_uses_the_value(build: Builder) -> None:
    settings = with_plugin("monologue", first=True) + SETTINGS
    site = build({"../helper.py": HELPER, "blog/a.md": ARTICLE, "blog/b.md": LABELS}, settings)
    line = next(
        number
        for number, text in enumerate((site.root / "pelicanconf.py").read_text().splitlines(), 1)
        if text.startswith("LINK_CHECK")
    )
    assert (site.status, site.stderr.splitlines()) == (
        0,
        [
            "pelicanconf.py: warning[renamed-setting] MONOLOGUE['headings'] is now MONOLOGUE['contents'],"
            " and will stop working in 0.3 (write the new name)",
            f"pelicanconf.py:{line}:16: warning[renamed-setting] LINK_CHECK['external'] is now"
            " LINK_CHECK['mark_external'], and will stop working in 0.3 (write the new name)",
            f"pelicanconf.py:{line + 2}:17: warning[renamed-setting] DATE_LABELS['severities'] is now"
            " DATE_LABELS['severity'], and will stop working in 0.3 (write the new name)",
        ],
    )
    assert 'rel="external"' in site.read("a.html")


KEYS: dict[str, type] = {
    "DATE_LABELS": date_labels.Settings,
    "FRONT_MATTER": front_matter.Settings,
    "LINK_CHECK": link_check.Settings,
    "LINK_CHECK_ONLINE": online.Online,
    "MONOLOGUE": theme.Settings,
    "PUBLIC_FILES": public_files.Settings,
    "REPORT": Report,
}
PRODUCT = renamed.RENAMED
"""The entries of the product, before the fixture replaces them."""


def mistakes(table: Sequence[Renamed]) -> list[str]:
    """Return what is wrong with the entries of the table."""
    found = []
    for one in table:
        known = {field.name for field in fields(KEYS[one.setting])}
        if one.new not in known or one.old in known:
            found.append(f"{one}: the keys of {one.setting} are {sorted(known)}")
        if numbers(one.until) <= numbers(__version__):
            found.append(f"{one}: remove the entry, the old name is not read any more")
    return found


def numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def test_the_entries_of_the_product_name_keys_that_exist_and_a_later_version() -> None:
    assert mistakes(PRODUCT) == []


def test_a_wrong_entry_is_found() -> None:
    wrong = (
        Renamed("MONOLOGUE", "font", "typefaces", "99.0"),
        Renamed("MONOLOGUE", "typeface", "contents", "99.0"),
        Renamed("MONOLOGUE", "font", "typeface", __version__),
    )
    assert [text.partition(": ")[2][:12] for text in mistakes(wrong)] == ["the keys of "] * 2 + [
        "remove the e"
    ]
    assert mistakes([Renamed("MONOLOGUE", "font", "typeface", "99.0")]) == []


def test_a_file_of_settings_is_not_changed_if_nothing_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renamed, "RENAMED", ())
    source = b'EXAMPLE = {"wait": 1}\r\nx = "\xff"'
    assert with_new_names_written(source) == source
