"""``LINK_CHECK`` is read once, and a mistake in it stops the build with a one-line message."""

import pytest
from conftest import Builder
from monologue.core.settings import SettingsError
from monologue.link_check.settings import read


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ignroe": []}, "LINK_CHECK['ignroe'] is not a setting (did you mean ignore?)"),
        ({"ignore": "x"}, "LINK_CHECK['ignore'] must be a list, not 'x'"),
        ({"ignore": [1]}, "LINK_CHECK['ignore'] must be a list of strings, not of 1"),
        ({"mark_external": 1}, "LINK_CHECK['mark_external'] must be True or False, not 1"),
        (
            {"severity": {"broken-traget": "off"}},
            "LINK_CHECK['severity']['broken-traget'] is not a rule (did you mean broken-target?)",
        ),
        (
            {"severity": {"broken-target": "fatal"}},
            "LINK_CHECK['severity']['broken-target'] must be one of off, warning, error, not 'fatal'",
        ),
        (
            {"severity": {"broken-target": []}},
            "LINK_CHECK['severity']['broken-target'] must be one of off, warning, error, not []",
        ),
    ],
)
def test_a_wrong_setting_is_reported_with_the_most_similar_valid_one(
    given: dict[str, object], said: str
) -> None:
    with pytest.raises(SettingsError) as error:
        read({"LINK_CHECK": given})
    assert str(error.value) == said


@pytest.mark.parametrize("url", ["localhost:8000", "example.org", "ftp://example.org"])
def test_an_invalid_site_url_stops_the_build(url: str) -> None:
    with pytest.raises(SettingsError, match="SITEURL must begin with https://"):
        read({"SITEURL": url})


@pytest.mark.parametrize("url", ["", "https://example.org", "http://localhost:8000", "https://x.org/y", "/y"])
def test_the_site_url_may_be_empty_or_a_path(url: str) -> None:
    read({"SITEURL": url})


def test_the_build_stops_before_anything_is_written(build: Builder) -> None:
    site = build({}, 'PLUGINS = ["monologue.link_check"]\nLINK_CHECK = {"ignroe": []}\n')
    assert site.status == 1
    assert site.stderr.strip() == "LINK_CHECK['ignroe'] is not a setting (did you mean ignore?)"
    assert not site.output.exists()
